//! Why a command was not executed.

use crate::document::error::DocumentError;
use crate::id::ItemId;
use crate::limits::{YEAR_MAX, YEAR_MIN};
use crate::quantity::QuantityRange;

/// Why a command was not executed. The document is as before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// Required items of the checklist have no answer.
    #[error("required answers are missing")]
    AnswersMissing(Vec<ItemId>),
    /// The work has to be begun first.
    #[error("the work has not been begun")]
    NotStarted,
    /// The state does not let this happen; the name of the state it is in.
    #[error("not possible while {0}")]
    NotPossibleWhile(&'static str),
    /// The decision is too old to be taken back, or something followed it.
    #[error("the decision cannot be taken back any more")]
    TooLate,
    /// Work arrived that the approver has not seen.
    #[error("work arrived that was not seen")]
    NotSeen,
    /// What the command names is not in the document.
    #[error("no such {0}")]
    Unknown(&'static str),
    /// The answer is not of the kind the item asks for.
    #[error("the item asks for another kind of answer")]
    WrongAnswer,
    /// A text is too long.
    #[error("too long: at most {chars_max} characters")]
    TooLong {
        /// The limit.
        chars_max: usize,
    },
    /// There are as many of them as one document holds.
    #[error("too many: at most {max}")]
    TooMany {
        /// The limit.
        max: usize,
    },
    /// A text that must say something has nothing to see.
    #[error("a text is missing")]
    Empty,
    /// What is written in a field of the register is no value of that field.
    #[error("not a value of the field {0}")]
    NotAccepted(&'static str),
    /// Something would be inside itself.
    #[error("nothing is inside itself")]
    InItself,
    /// A quantity that nobody can mean.
    #[error("not a plausible number: from {} to {}", .0.min, .0.max)]
    OutOfRange(QuantityRange),
    /// A day, or a time, that nobody can mean.
    #[error("not a plausible day: of the years {YEAR_MIN} to {YEAR_MAX}")]
    ImplausibleDay,
    /// Somebody else wrote another value in the same field since it was shown.
    #[error("the same field was changed meanwhile")]
    ChangedMeanwhile,
    /// Two steps contradict each other, and nobody chose between them yet.
    #[error("a contradiction is to be settled first")]
    Unsettled,
    /// The request has its work order, or was closed.
    #[error("the request is answered already")]
    AnsweredAlready,
    /// The command creates a document that exists, or changes one that does not.
    #[error("the document exists already, or does not exist yet")]
    WrongMoment,
    /// The document cannot be read or written.
    #[error(transparent)]
    Document(#[from] DocumentError),
}
