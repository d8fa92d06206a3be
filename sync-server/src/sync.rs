//! The server's replica: what is accepted, and who gets what.
//!
//! [`Core`] decides, synchronously, one batch of work at a time: check, append to the feed,
//! commit, project to the office database, answer. [`Engine`] is a thread around it, so that
//! requests arriving together share one commit. Deliberately absent: HTTP, SQL text, and any clock
//! but the one handed in.

mod accept;
mod audience;
mod audit;
mod behind;
mod core;
mod directory;
mod engine;
mod given;
mod hand_over;
mod live;
mod offer;
mod once;
mod person;
mod pulse;
mod readers;
mod reply;
pub mod seen;
mod take_over;

use jiff::tz::TimeZone;
use shared::command::CommandError;
use shared::wire::FeedCursor;
use shared::{DeviceId, DocumentError, DocumentId, DocumentKind, Moment, Timestamp};

use crate::office::ProjectionError;
use crate::store::StoreError;

pub use self::behind::{Behind, Obstacle};
pub use self::core::{CopyTaken, Core, ImportedChange, ImportedDocument, Outcome, Point, Work};
pub use directory::{Unusable, rebuild_office};
pub use engine::{Engine, from_address};
pub use hand_over::{AnnouncedPhoto, Withdrawal, announced};
pub use live::Compacted;
pub(crate) use live::load as load_document;
pub use offer::{OfferedDocument, Offers};
pub use once::{FormStep, SentForm, sent_as};
pub use person::{PersonCommand, PersonError, PersonFacts};
pub use pulse::Pulse;
pub use take_over::{RefusedView, TakeOver};

/// Where time and fresh random bits come from.
pub trait Clock: Send + Sync {
    /// The wall clock.
    fn now(&self) -> Timestamp;
    /// 64 random bits, never the same twice.
    fn entropy(&self) -> u64;

    /// Whose days and years people mean: the commune's.
    fn zone(&self) -> TimeZone {
        TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC)
    }

    /// 128 random bits, as ids are made of.
    fn sixteen_bytes(&self) -> [u8; 16] {
        (u128::from(self.entropy()) << 64 | u128::from(self.entropy())).to_be_bytes()
    }

    /// Both.
    fn moment(&self) -> Moment {
        Moment { wall: self.now(), entropy: self.entropy() }
    }
}

/// Where a commune is unless told otherwise.
pub const TIME_ZONE: &str = "Europe/Brussels";

/// The system's clock, with the days of a commune.
#[derive(Debug, Clone)]
pub struct CommuneClock(pub TimeZone);

impl Clock for CommuneClock {
    fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    fn entropy(&self) -> u64 {
        SystemClock.entropy()
    }

    fn zone(&self) -> TimeZone {
        self.0.clone()
    }
}

/// The system's clock and random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp(since.ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0))
    }

    fn entropy(&self) -> u64 {
        getrandom::u64().unwrap_or_else(|error| {
            // Without random numbers no id or token is safe: stop rather than go on.
            tracing::error!(%error, "no random numbers");
            std::process::abort()
        })
    }
}

/// Why the engine could not do something. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The store said no; [`StoreError::Full`] passes when there is room again.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The office database said no.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// A document in the store cannot be read.
    #[error("document {id}: {error}")]
    Document {
        /// The document.
        id: DocumentId,
        /// What is wrong with it.
        error: DocumentError,
    },
    /// The command was not executed.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// The account was not changed.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// The person's role does not let this happen, or they are blocked.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such document or person.
    #[error("not found")]
    NotFound,
    /// The data directory cannot be used, or not any more.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The device was withdrawn: nothing of its request was taken.
    #[error("the device was withdrawn")]
    Withdrawn,
    /// So much of a device was refused and not yet read by anybody that nothing more is kept.
    #[error("too much of the device waits refused")]
    TooMuchRefused,
    /// The form was sent before, and said something else then.
    #[error("the form was sent before")]
    SentBefore,
    /// The form did this before.
    #[error("done before")]
    DoneBefore,
    /// The engine has stopped.
    #[error("the engine has stopped")]
    Stopped,
}

impl EngineError {
    /// Whether it is about the disk, not about what was asked.
    const fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_of_the_disk())
    }
}

/// Something new in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The end of the feed.
    pub position: FeedCursor,
    /// The documents that changed.
    pub documents: Vec<(DocumentId, DocumentKind)>,
    /// Devices that should ask, though nothing is new for them: they are being withdrawn.
    pub called: Vec<DeviceId>,
}
