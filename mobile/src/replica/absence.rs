//! How long a phone has been without the office, how long it may be, and what else shuts it.

use shared::Timestamp;

use crate::client::status::Lock;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How a phone stands with the time it may stay away.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Absence {
    /// When the office last answered.
    pub(crate) last_contact: Option<Timestamp>,
    /// For how many days after that the phone shows what it holds; `None` where the office sets no end.
    pub(crate) token_days: Option<u32>,
    /// The latest that the phone's clock ever said since: it may be put back.
    pub(crate) latest: Timestamp,
    /// The same, as it was last written down.
    pub(crate) written: Timestamp,
    /// Whether the office said that the token has ended.
    pub(crate) token_ended: bool,
    /// Whether the office said that the owner is blocked, and nothing else since.
    pub(crate) blocked: bool,
}

impl Absence {
    /// Until when the phone shows what it holds if it does not sync.
    pub(crate) fn until(self) -> Option<Timestamp> {
        Some(self.last_contact?.plus_ms(DAY_MS * i64::from(self.token_days?)))
    }

    /// Why it shows nothing of that any more.
    pub(crate) fn lock(self) -> Option<Lock> {
        if self.token_ended {
            return Some(Lock::TokenEnded);
        }
        if self.blocked {
            return Some(Lock::Blocked);
        }
        self.until().filter(|until| *until < self.latest).map(|_| Lock::OutOfContact)
    }
}
