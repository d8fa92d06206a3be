//! Why the engine could not do something.

use shared::command::CommandError;
use shared::{DocumentError, DocumentId};

use crate::engine::person_error::PersonError;
use crate::engine::unusable::Unusable;
use crate::projection::error::ProjectionError;
use crate::store::error::StoreError;

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
    /// They enrolled, for somebody else, a phone that wrote what they would approve in its first day.
    #[error("a phone they enrolled for somebody else wrote it in its first day")]
    OwnPhone,
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
    /// The device has done as much today as a device may; what it brings waits for tomorrow, or until somebody lifts
    /// that.
    #[error("the device has done as much as one may in a day")]
    DayOver,
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
    /// The error of a document that cannot be read, from what is wrong with it.
    pub(crate) fn damaged(id: DocumentId) -> impl FnOnce(DocumentError) -> Self {
        move |error| Self::Document { id, error }
    }

    /// Whether it is about the disk, not about what was asked.
    pub(crate) const fn is_of_the_disk(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_of_the_disk())
    }
}
