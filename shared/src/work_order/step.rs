//! The steps of a work order: what happened to it, in causal order.

use serde::{Deserialize, Serialize};

use crate::document::error::DocumentError;
use crate::document::fields::{Fields, word};
use crate::document::writer::Writer;
use crate::hash::Heads;
use crate::id::{FactId, PersonId};
use crate::moment::Timestamp;

/// Why a work order cannot be finished, in a word that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CannotFinishCause {
    /// The building or the place named in the order is not the right one.
    WrongBuilding,
    /// It takes another trade.
    OtherTrade,
    /// Nobody was there to let the technician in.
    NobodyThere,
    /// Anything else: the reason says what.
    Other,
}

pub(crate) const CAUSES: [(CannotFinishCause, &str); 4] = [
    (CannotFinishCause::WrongBuilding, "wrong-building"),
    (CannotFinishCause::OtherTrade, "other-trade"),
    (CannotFinishCause::NobodyThere, "nobody-there"),
    (CannotFinishCause::Other, "other"),
];

word!(CannotFinishCause, CAUSES, "The word in documents, tables and locale keys.");

/// Before the id of the review, in the settlement that takes it back.
const REVIEW_KEY: &str = "review ";

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Somebody began or took up the work.
    Started,
    /// Somebody interrupted it.
    Paused,
    /// Done.
    Finished,
    /// Cannot be done.
    CannotFinish {
        /// Why, in a word.
        cause: CannotFinishCause,
        /// Why, at length; may be empty unless the cause is [`CannotFinishCause::Other`].
        reason: String,
    },
    /// Who finished, or could not, says that this was a mistake: the work goes on as before.
    TakenBack {
        /// The step that was a mistake.
        step: FactId,
    },
    /// The office approves what it saw.
    Approved {
        /// The heads of the document that was seen.
        seen: Heads,
    },
    /// The office sends it back.
    SentBack {
        /// Why.
        reason: String,
    },
    /// The office calls it off.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// The office has looked at a contradiction.
    Settled {
        /// [`crate::work_order::status::Contradiction::key`] of what was looked at.
        contradiction: String,
        /// Of two steps that cannot both stand, the one that counts; none where there is nothing to
        /// choose.
        favours: Option<FactId>,
        /// What was decided, in words.
        note: String,
    },
}

impl StepKind {
    /// The word in tables and locale keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::CannotFinish { .. } => "cannot-finish",
            Self::TakenBack { .. } => "taken-back",
            Self::Approved { .. } => "approved",
            Self::SentBack { .. } => "sent-back",
            Self::Cancelled { .. } => "cancelled",
            Self::Settled { .. } => "settled",
        }
    }

    /// The word in documents. Taking back is written as taking the work up again, which it is: an app
    /// that knows nothing of it reads the order all the same, and shows it as finished.
    const fn written_kind(&self) -> &'static str {
        match self {
            Self::TakenBack { .. } => Self::Started.name(),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::CannotFinish { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. }
            | Self::Settled { .. } => self.name(),
        }
    }

    /// The reason or note that came with it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::CannotFinish { reason, .. } | Self::SentBack { reason } | Self::Cancelled { reason } => {
                Some(reason)
            }
            Self::Settled { note, .. } => Some(note.as_str()).filter(|note| !note.is_empty()),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::TakenBack { .. }
            | Self::Approved { .. } => None,
        }
    }

    /// Why the order could not be finished, in a word.
    #[must_use]
    pub const fn cause(&self) -> Option<CannotFinishCause> {
        match self {
            Self::CannotFinish { cause, .. } => Some(*cause),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::TakenBack { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. }
            | Self::Settled { .. } => None,
        }
    }

    /// The finish it takes back.
    #[must_use]
    pub const fn takes_back(&self) -> Option<FactId> {
        match self {
            Self::TakenBack { step } => Some(*step),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::CannotFinish { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. }
            | Self::Settled { .. } => None,
        }
    }

    /// The settlement that takes an approval or a return back. It is written as a settlement, so that
    /// replicas that know of no taking back read the document, and go on showing the review.
    pub(crate) fn taking_review_back(review: FactId) -> Self {
        let contradiction = format!("{REVIEW_KEY}{review}");
        Self::Settled { contradiction, favours: None, note: String::new() }
    }

    /// The approval or return it takes back.
    #[must_use]
    pub fn takes_review_back(&self) -> Option<FactId> {
        match self {
            Self::Settled { contradiction, favours: None, .. } => {
                contradiction.strip_prefix(REVIEW_KEY)?.parse().ok()
            }
            Self::Settled { favours: Some(_), .. }
            | Self::Started
            | Self::Paused
            | Self::Finished
            | Self::CannotFinish { .. }
            | Self::TakenBack { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. } => None,
        }
    }

    /// The name of its phrase: [`StepKind::name`], and `review-taken-back` for what takes a review back.
    #[must_use]
    pub fn phrase(&self) -> &'static str {
        if self.takes_review_back().is_some() { "review-taken-back" } else { self.name() }
    }

    /// Whether it says that a technician is done, one way or the other.
    #[must_use]
    pub const fn ends_the_work(&self) -> bool {
        matches!(self, Self::Finished | Self::CannotFinish { .. })
    }
}

/// One fact in the life of a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happened.
    pub kind: StepKind,
    /// Who says so.
    pub by: PersonId,
    /// When, by the clock of their device.
    pub at: Timestamp,
}

pub(crate) fn read_step(fields: &Fields<'_>) -> Result<Step, DocumentError> {
    let reason = || fields.text("reason");
    let kind = match fields.text("kind")?.as_str() {
        "started" => match fields.optional("takes_back", "a step")? {
            Some(step) => StepKind::TakenBack { step },
            None => StepKind::Started,
        },
        "paused" => StepKind::Paused,
        "finished" => StepKind::Finished,
        "cannot-finish" => StepKind::CannotFinish {
            // What was written before there were causes, or by an app that knows more of them.
            cause: fields
                .optional_text("cause")?
                .and_then(|cause| CannotFinishCause::named(&cause))
                .unwrap_or(CannotFinishCause::Other),
            reason: reason()?,
        },
        "approved" => StepKind::Approved { seen: fields.required("seen", "heads")? },
        "sent-back" => StepKind::SentBack { reason: reason()? },
        "cancelled" => StepKind::Cancelled { reason: reason()? },
        "settled" => StepKind::Settled {
            contradiction: fields.text("contradiction")?,
            favours: fields.optional("favours", "a step")?,
            note: fields.text("note")?,
        },
        _ => return Err(fields.wrong("kind", "a kind of step")),
    };
    Ok(Step { kind, by: fields.required("by", "a person")?, at: fields.instant("at")? })
}

pub(crate) fn write_step(w: &mut Writer<'_>, kind: &StepKind) -> Result<FactId, DocumentError> {
    let (id, step) = w.insert_fact("steps")?;
    w.put(&step, "kind", kind.written_kind())?;
    match kind {
        StepKind::Started | StepKind::Paused | StepKind::Finished => {}
        StepKind::CannotFinish { cause, reason } => {
            w.put(&step, "cause", cause.name())?;
            w.put(&step, "reason", reason.as_str())?;
        }
        StepKind::TakenBack { step: mistaken } => w.put(&step, "takes_back", mistaken.to_string())?,
        StepKind::SentBack { reason } | StepKind::Cancelled { reason } => {
            w.put(&step, "reason", reason.as_str())?;
        }
        StepKind::Approved { seen } => w.put(&step, "seen", seen.to_string())?,
        StepKind::Settled { contradiction, favours, note } => {
            w.put(&step, "contradiction", contradiction.as_str())?;
            w.put_optional(&step, "favours", *favours)?;
            w.put(&step, "note", note.as_str())?;
        }
    }
    Ok(id)
}
