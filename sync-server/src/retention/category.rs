//! What is kept for a time, by category.

use shared::DocumentKind;
use shared::kinds::OverTime;

/// For how many months something may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    /// The fewest that can be chosen.
    pub least: u32,
    /// Where nobody chose.
    pub usual: u32,
    /// The most.
    pub most: u32,
}

/// What is kept for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// What people wrote in closed requests, with the contacts they left, and the photos.
    Requests,
    /// Photos of closed orders.
    Photos,
    /// What people wrote in closed orders.
    Orders,
    /// Sessions, browsers known before, attempts to guess.
    SignIns,
    /// The log of syncs, what forms did, the days of devices.
    Technical,
    /// Refused changes and offers that somebody dealt with.
    Decided,
    /// Lines of the audit log, with their network addresses.
    Audit,
}

impl Category {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Requests,
        // Before the photos: what loses its words loses its photos too, and is founded anew once.
        Self::Orders,
        Self::Photos,
        Self::SignIns,
        Self::Technical,
        Self::Decided,
        Self::Audit,
    ];

    /// The documents of which something goes, which are founded anew then, and what that is; `None` for rows.
    #[must_use]
    pub const fn documents(self) -> Option<(DocumentKind, OverTime)> {
        match self {
            Self::Requests => Some((DocumentKind::Request, OverTime { texts: true, photos: true })),
            Self::Photos => Some((DocumentKind::WorkOrder, OverTime { texts: false, photos: true })),
            Self::Orders => Some((DocumentKind::WorkOrder, OverTime { texts: true, photos: true })),
            Self::SignIns | Self::Technical | Self::Decided | Self::Audit => None,
        }
    }

    /// The word in the settings, the audit log and locale keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Photos => "photos",
            Self::Orders => "orders",
            Self::SignIns => "sign-ins",
            Self::Technical => "technical",
            Self::Decided => "decided",
            Self::Audit => "audit",
        }
    }

    /// What may be chosen. No law names these times; each is explained by its ground, in words.
    #[must_use]
    pub const fn months(self) -> Months {
        let (least, usual, most) = match self {
            Self::Requests => (6, 24, 120),
            Self::Photos => (6, 36, 120),
            // Ten years: so long the files of lifts must be kept (royal decree of 9 March 2003).
            Self::Orders => (24, 120, 360),
            // A browser is known for 400 days at most.
            Self::SignIns => (1, 13, 13),
            Self::Technical => (1, 12, 36),
            Self::Decided => (3, 24, 120),
            // Not under twelve: a verification takes a log that lost younger lines for one that was altered.
            Self::Audit => (12, 36, 120),
        };
        Months { least, usual, most }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::limits::{AUDIT_MS_MIN, KNOWN_BROWSER_MS_MAX};

    const DAY_MS: i64 = 24 * 60 * 60 * 1000;

    #[test]
    fn what_may_be_chosen_has_the_usual_within_it() {
        for category in Category::ALL {
            let Months { least, usual, most } = category.months();
            assert!(1 <= least && least <= usual && usual <= most, "{category:?}");
        }
    }

    #[test]
    fn the_shortest_time_of_the_audit_log_is_what_a_verification_asks_for() {
        // The shortest months there can be in a row.
        assert!(i64::from(Category::Audit.months().least) * 365 / 12 * DAY_MS >= AUDIT_MS_MIN);
    }

    #[test]
    fn no_browser_is_kept_for_longer_than_it_is_known() {
        assert!(i64::from(Category::SignIns.months().most) * 30 * DAY_MS <= KNOWN_BROWSER_MS_MAX);
    }
}
