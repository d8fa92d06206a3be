//! A work order to be written: how it ends, where, who does it, and when.

use shared::document::priority::Priority;
use shared::work_order::{Origin, Planned};
use shared::{Day, DocumentId, Timestamp};

use crate::demo::calendar::{Calendar, MINUTE_MS};
use crate::demo::chance::Chance;
use crate::demo::jobs::{Job, Place};
use crate::demo::people::Member;

/// How the story of an order ends, so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    InProgress,
    /// Interrupted.
    Paused,
    /// Done, waiting for review.
    Finished,
    /// Done, and something that was checked is not in order.
    NotInOrder,
    /// Done on site while the office called it off.
    FinishedThoughCancelled,
    /// Done, and given two priorities at once by two people at the office.
    TwoPriorities,
    /// Done by somebody who was no longer assigned.
    Late,
    /// Done, and its pictures are still on the phone.
    PhotosOnPhone,
    /// Cannot be done, waiting for review.
    CannotFinish,
    /// Reviewed and accepted.
    Approved,
    /// Returned to the technician.
    SentBack,
    /// Called off.
    Cancelled,
}

/// An order to be written.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) ending: Ending,
    pub(crate) number: String,
    pub(crate) job: &'a Job,
    pub(crate) place: Place<'a>,
    /// Who does it, the first above all; nobody when only the team has it.
    pub(crate) crew: Vec<&'a Member>,
    pub(crate) created: Timestamp,
    /// When the work happens: so many working days ago.
    pub(crate) back: i64,
    pub(crate) minute: i64,
    pub(crate) minutes: i64,
    pub(crate) origin: Origin,
    pub(crate) request: Option<DocumentId>,
    pub(crate) priority: Priority,
    pub(crate) due: Option<Day>,
    pub(crate) planned: Option<Planned>,
    pub(crate) with_photos: bool,
}

impl Ending {
    pub(crate) const fn is_to_do(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::Paused | Self::SentBack)
    }

    /// How many working days ago the work of the `nth` of `count` orders happened.
    pub(crate) fn back(self, nth: usize, count: usize, chance: &mut Chance) -> i64 {
        match self {
            Self::Open => chance.between(1, 9),
            Self::InProgress => 0,
            Self::Paused => chance.between(1, 3),
            // A morning's reviews: most came in with the phones of the last working day.
            Self::Finished => 1 + i64::try_from(nth / 20).unwrap_or(0),
            Self::CannotFinish => 1 + i64::try_from(nth % 4).unwrap_or(0),
            Self::NotInOrder => 1,
            Self::FinishedThoughCancelled | Self::Late => 2,
            Self::TwoPriorities | Self::PhotosOnPhone => 1,
            Self::SentBack => chance.between(3, 5),
            Self::Approved => 3 + i64::try_from(nth * 104 / count.max(1)).unwrap_or(0) + chance.between(0, 2),
            Self::Cancelled => chance.between(2, 60),
        }
    }
}

/// Two hours of a day.
pub(crate) fn slot(calendar: &Calendar, offset: i64, minute: i64) -> Planned {
    let from = calendar.on(offset, minute);
    Planned { from, to: from.plus_ms(120 * MINUTE_MS) }
}
