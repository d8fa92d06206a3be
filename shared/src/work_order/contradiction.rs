//! What a supervisor has to look at: facts of a work order that contradict each other.

use serde::{Deserialize, Serialize};

use crate::hash::Sha256;
use crate::id::FactId;
use crate::work_order::conflict::FieldConflict;

/// Two facts that cannot both stand, shown to a supervisor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contradiction {
    /// Finished on site while the office cancelled: work done outranks a cancellation.
    FinishedThoughCancelled {
        /// The finish.
        finished: FactId,
        /// The cancellation.
        cancelled: FactId,
    },
    /// Two technicians finished it: finished once, both visits kept.
    FinishedTwice {
        /// The first finish.
        first: FactId,
        /// The other.
        second: FactId,
    },
    /// A technician took back a finish that the office approved meanwhile: the work goes on, and the
    /// approval waits for a word.
    TakenBackThoughApproved {
        /// The step that takes the finish back.
        taken_back: FactId,
        /// The approval.
        approved: FactId,
    },
    /// A step that cannot follow what came before it; it has no effect on the state.
    CannotFollow {
        /// The step.
        step: FactId,
        /// The [`State::name`](crate::work_order::status::State::name) it met.
        state: String,
    },
    /// A field that was given several values at once.
    Field(FieldConflict),
}

impl Contradiction {
    /// What names the contradiction in a [`crate::work_order::step::StepKind::Settled`]. A field's key changes with its
    /// values, so a new clash of the same field is a new contradiction.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::FinishedThoughCancelled { finished, cancelled } => {
                format!("finished-though-cancelled {finished} {cancelled}")
            }
            Self::FinishedTwice { first, second } => format!("finished-twice {first} {second}"),
            Self::TakenBackThoughApproved { taken_back, approved } => {
                format!("taken-back-though-approved {taken_back} {approved}")
            }
            Self::CannotFollow { step, .. } => format!("cannot-follow {step}"),
            Self::Field(conflict) => {
                let mut values: Vec<_> = conflict.values.iter().map(|value| value.value.as_str()).collect();
                values.sort_unstable();
                let joined = values.join("\u{1f}");
                format!("field {} {}", conflict.field, Sha256::of(joined.as_bytes()))
            }
        }
    }

    /// The steps that cannot both stand, in id order, where there are two to choose from.
    #[must_use]
    pub fn facts(&self) -> Vec<FactId> {
        let mut facts = match self {
            Self::FinishedThoughCancelled { finished, cancelled } => vec![*finished, *cancelled],
            Self::FinishedTwice { first, second } => vec![*first, *second],
            Self::TakenBackThoughApproved { taken_back, approved } => vec![*taken_back, *approved],
            Self::CannotFollow { .. } | Self::Field(_) => Vec::new(),
        };
        facts.sort_unstable();
        facts
    }

    /// The word in tables and locale keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FinishedThoughCancelled { .. } => "finished-though-cancelled",
            Self::FinishedTwice { .. } => "finished-twice",
            Self::TakenBackThoughApproved { .. } => "taken-back-though-approved",
            Self::CannotFollow { .. } => "cannot-follow",
            Self::Field(_) => "field",
        }
    }
}
