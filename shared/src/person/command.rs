//! The commands on a person's card.

use crate::person::document::Person;

/// What an administrator writes on a person's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonCommand {
    /// Begin the card. The document must be empty.
    Create(Person),
    /// Make the card say this; what it says already is not written again.
    Change(Person),
}
