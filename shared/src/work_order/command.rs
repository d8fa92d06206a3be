//! The commands on a work order.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::document::photo::{PhotoFacts, PhotoPhase};
use crate::hash::Heads;
use crate::id::{FactId, ItemId, PersonId};
use crate::kind::revision::Revision;
use crate::quantity::Quantity;
use crate::work_order::checklist::AnswerValue;
use crate::work_order::document::{NewWorkOrder, WorkOrderField};
use crate::work_order::fact::Material;
use crate::work_order::step::CannotFinishCause;

/// What a person can do to a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkOrderCommand {
    /// Begin a visit, or take the work up again.
    Start,
    /// Interrupt the work: ends one's own visit.
    Pause,
    /// Say it is done: ends one's own visit.
    Finish,
    /// Say it cannot be done: ends one's own visit.
    CannotFinish {
        /// Why, in a word.
        cause: CannotFinishCause,
        /// Why, at length; may be empty unless the cause is [`CannotFinishCause::Other`].
        reason: String,
    },
    /// Take back one's own newest finish, or that it could not be finished: the visit goes on.
    TakeBackFinish,
    /// Write in the report of a visit, one's own or a colleague's.
    WriteReport {
        /// The visit.
        intervention: FactId,
        /// The text as it was shown.
        before: String,
        /// The text as it was left.
        after: String,
    },
    /// Answer an item of the checklist; no value takes the answer away.
    Answer {
        /// The item.
        item: ItemId,
        /// What was found.
        value: Option<AnswerValue>,
    },
    /// Note a material used, or correct an earlier note.
    UseMaterial {
        /// What.
        material: Material,
        /// How much; zero, with `corrects`, takes the earlier note away.
        quantity: Quantity,
        /// The note this one replaces.
        corrects: Option<FactId>,
    },
    /// Attach a picture.
    AddPhoto(PhotoFacts),
    /// Say anew what a picture shows, or withdraw it; its bytes stay.
    CorrectPhoto {
        /// The picture.
        photo: FactId,
        /// A line of explanation.
        caption: String,
        /// What it shows of the work.
        phase: PhotoPhase,
        /// Whether it no longer counts.
        withdrawn: bool,
    },
    /// Authorise a new job. The document must be empty.
    #[serde(skip)]
    Create(Box<NewWorkOrder>),
    /// Write plain fields.
    #[serde(skip)]
    Edit(Vec<WorkOrderField>),
    /// Write plain fields as a form was left, beside how it was shown. What somebody else wrote
    /// meanwhile in a field of these is not undone: `CommandError::ChangedMeanwhile`.
    #[serde(skip)]
    Revise(Vec<Revision<WorkOrderField>>),
    /// Assign to exactly these people.
    #[serde(skip)]
    Assign(BTreeSet<PersonId>),
    /// Assign to those who were added to the people shown, and no more to those who were taken away.
    #[serde(skip)]
    Reassign {
        /// The people it was assigned to as it was shown.
        shown: BTreeSet<PersonId>,
        /// Those who were left.
        left: BTreeSet<PersonId>,
    },
    /// Approve what was seen.
    #[serde(skip)]
    Approve {
        /// The heads of the document that was seen.
        seen: Heads,
    },
    /// Send it back to the technician.
    #[serde(skip)]
    SendBack {
        /// Why.
        reason: String,
    },
    /// Take the decision on a report back: the approval or return that is the newest step.
    #[serde(skip)]
    TakeBack {
        /// The step.
        review: FactId,
    },
    /// Say that an approval which came back after a restore does not count: the report is reviewed anew. However old
    /// it is, unlike with [`WorkOrderCommand::TakeBack`].
    #[serde(skip)]
    DropApproval {
        /// The step.
        approval: FactId,
    },
    /// Call it off.
    #[serde(skip)]
    Cancel {
        /// Why.
        reason: String,
    },
    /// Settle a contradiction.
    #[serde(skip)]
    Settle {
        /// [`crate::work_order::status::Contradiction::key`].
        contradiction: String,
        /// Of its [`crate::work_order::status::Contradiction::facts`], the one that counts.
        favours: Option<FactId>,
        /// What was decided.
        note: String,
    },
}
