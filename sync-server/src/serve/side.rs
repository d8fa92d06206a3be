//! Which of those who come a place is for.

/// Which of those who come a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Phones and the office.
    Both,
    /// Phones alone: the office is elsewhere.
    Phones,
    /// The office alone.
    Office,
}
