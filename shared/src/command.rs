//! Everything a person can do, as commands: imperative, in somebody's name, at some moment.
//! The phone and the office execute the same ones, so there is one way to change a document.

mod execute;
mod texts;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::document::{
    Access, AnswerValue, AssetField, CannotFinishCause, CatalogueEntry, DocumentError, DocumentKind, Effect,
    HistoryLine, LocalChange, Material, NewAsset, NewBuilding, NewRequest, NewWorkOrder, PhotoFacts,
    PhotoPhase, RequestField, WorkOrderField,
};
use crate::limits::{YEAR_MAX, YEAR_MIN};
use crate::{
    ActorId, AssetId, DocumentId, FactId, Heads, ItemId, Moment, OrganisationId, PersonId, Quantity,
    QuantityRange,
};

pub use execute::execute;

/// In whose name, with which hand, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person: the `by` of every fact.
    pub person: PersonId,
    /// The replica's hand.
    pub actor: ActorId,
    /// Its clock, and random bits for fresh ids.
    pub moment: Moment,
}

/// What a person can do to a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkOrderCommand {
    /// Authorise a new job. The document must be empty.
    Create(Box<NewWorkOrder>),
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
    /// Write plain fields.
    Edit(Vec<WorkOrderField>),
    /// Write plain fields as a form was left, beside how it was shown. What somebody else wrote
    /// meanwhile in a field of these is not undone: [`CommandError::ChangedMeanwhile`].
    Revise(Vec<Revision<WorkOrderField>>),
    /// Assign to exactly these people.
    Assign(BTreeSet<PersonId>),
    /// Assign to those who were added to the people shown, and no more to those who were taken away.
    Reassign {
        /// The people it was assigned to as it was shown.
        shown: BTreeSet<PersonId>,
        /// Those who were left.
        left: BTreeSet<PersonId>,
    },
    /// Approve what was seen.
    Approve {
        /// The heads of the document that was seen.
        seen: Heads,
    },
    /// Send it back to the technician.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Take the decision on a report back: the approval or return that is the newest step.
    TakeBack {
        /// The step.
        review: FactId,
    },
    /// Call it off.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Settle a contradiction.
    Settle {
        /// [`crate::status::Contradiction::key`].
        contradiction: String,
        /// Of its [`crate::status::Contradiction::facts`], the one that counts.
        favours: Option<FactId>,
        /// What was decided.
        note: String,
    },
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision<Field> {
    /// The field with the value it was shown with.
    pub shown: Field,
    /// The same field with the value it was left with.
    pub left: Field,
}

/// What a person can do to a building.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BuildingCommand {
    /// Enter it in the register. The document must be empty.
    Create(Box<NewBuilding>),
    /// Correct what the register says of an asset.
    CorrectAsset {
        /// The asset.
        asset: AssetId,
        /// The field and its value.
        field: AssetField,
    },
    /// Enter an asset.
    AddAsset {
        /// Its id, fresh.
        id: AssetId,
        /// What is known of it.
        asset: NewAsset,
    },
    /// Note something about the building.
    AddRemark {
        /// What.
        text: String,
    },
    /// Say something noted earlier otherwise, or take it away.
    CorrectRemark {
        /// The remark.
        remark: FactId,
        /// What it says now; nothing takes it away.
        text: String,
    },
    /// Say how to get in.
    SetAccess(Access),
    /// Hand it over to another administration.
    Transfer(OrganisationId),
}

/// What a person can do to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestCommand {
    /// Report a need. The document must be empty.
    Create(Box<NewRequest>),
    /// Give it the number by which people ask for it: once.
    Number(String),
    /// Correct what was written down, as a form was left, beside how it was shown.
    Correct(Vec<Revision<RequestField>>),
    /// Attach a picture.
    AddPhoto(PhotoFacts),
    /// Say which work order answers it.
    LinkWorkOrder(DocumentId),
    /// Close it without work.
    Close {
        /// Why.
        reason: String,
    },
}

/// What the office writes in a building's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryCommand {
    /// Begin the history of a building. The document must be empty.
    Create {
        /// The building.
        building: DocumentId,
    },
    /// Add a line.
    Record(HistoryLine),
}

/// What an administrator writes in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatalogueCommand {
    /// Begin the catalogue. The document must be empty.
    Create,
    /// Put entries in.
    Put(Vec<CatalogueEntry>),
}

/// What a person can do to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// To a work order.
    WorkOrder(WorkOrderCommand),
    /// To a building.
    Building(BuildingCommand),
    /// To a request.
    Request(RequestCommand),
    /// To a history.
    History(HistoryCommand),
    /// To the catalogue.
    Catalogue(CatalogueCommand),
}

impl Command {
    /// The kind of document it is for.
    #[must_use]
    pub const fn document_kind(&self) -> DocumentKind {
        match self {
            Self::WorkOrder(_) => DocumentKind::WorkOrder,
            Self::Building(_) => DocumentKind::Building,
            Self::Request(_) => DocumentKind::Request,
            Self::History(_) => DocumentKind::History,
            Self::Catalogue(_) => DocumentKind::Catalogue,
        }
    }

    /// Its name in the audit log: `work-order-approve`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::WorkOrder(command) => work_order_name(command),
            Self::Building(command) => match command {
                BuildingCommand::Create(_) => "building-create",
                BuildingCommand::CorrectAsset { .. } => "building-correct-asset",
                BuildingCommand::AddAsset { .. } => "building-add-asset",
                BuildingCommand::AddRemark { .. } => "building-add-remark",
                BuildingCommand::CorrectRemark { .. } => "building-correct-remark",
                BuildingCommand::SetAccess(_) => "building-set-access",
                BuildingCommand::Transfer(_) => "building-transfer",
            },
            Self::Request(command) => match command {
                RequestCommand::Create(_) => "request-create",
                RequestCommand::Number(_) => "request-number",
                RequestCommand::Correct(_) => "request-correct",
                RequestCommand::AddPhoto(_) => "request-add-photo",
                RequestCommand::LinkWorkOrder(_) => "request-link-work-order",
                RequestCommand::Close { .. } => "request-close",
            },
            Self::History(command) => match command {
                HistoryCommand::Create { .. } => "history-create",
                HistoryCommand::Record(_) => "history-record",
            },
            Self::Catalogue(command) => match command {
                CatalogueCommand::Create => "catalogue-create",
                CatalogueCommand::Put(_) => "catalogue-put",
            },
        }
    }

    /// Whether it begins a document.
    #[must_use]
    pub const fn creates(&self) -> bool {
        matches!(
            self,
            Self::WorkOrder(WorkOrderCommand::Create(_))
                | Self::Building(BuildingCommand::Create(_))
                | Self::Request(RequestCommand::Create(_))
                | Self::History(HistoryCommand::Create { .. })
                | Self::Catalogue(CatalogueCommand::Create)
        )
    }

    /// What it does to the document, for the policy.
    #[must_use]
    pub(crate) fn effects(&self) -> Vec<(&'static str, Effect)> {
        use Effect::{Create, Insert, Put};
        if self.creates() {
            return vec![("", Create)];
        }
        match self {
            Self::WorkOrder(command) => work_order_effects(command),
            Self::Building(command) => match command {
                BuildingCommand::Create(_) => vec![("", Create)],
                BuildingCommand::CorrectAsset { .. } => vec![("assets/*/make", Put)],
                BuildingCommand::AddAsset { .. } => vec![("assets/*", Insert)],
                BuildingCommand::AddRemark { .. } | BuildingCommand::CorrectRemark { .. } => {
                    vec![("remarks/*", Insert)]
                }
                BuildingCommand::SetAccess(_) => vec![("access_keys", Put)],
                BuildingCommand::Transfer(_) => vec![("organisation", Put)],
            },
            Self::Request(command) => match command {
                RequestCommand::Create(_) => vec![("", Create)],
                RequestCommand::Number(_) => vec![("number", Insert)],
                RequestCommand::Correct(_) => vec![("title", Put)],
                RequestCommand::AddPhoto(_) => vec![("photos/*", Insert)],
                RequestCommand::LinkWorkOrder(_) => vec![("work_order", Put)],
                RequestCommand::Close { .. } => vec![("closed", Put)],
            },
            Self::History(_) => vec![("lines/*", Insert)],
            Self::Catalogue(_) => vec![("people/*", Put)],
        }
    }
}

const fn work_order_name(command: &WorkOrderCommand) -> &'static str {
    match command {
        WorkOrderCommand::Create(_) => "work-order-create",
        WorkOrderCommand::Start => "work-order-start",
        WorkOrderCommand::Pause => "work-order-pause",
        WorkOrderCommand::Finish => "work-order-finish",
        WorkOrderCommand::CannotFinish { .. } => "work-order-cannot-finish",
        WorkOrderCommand::TakeBackFinish => "work-order-take-back-finish",
        WorkOrderCommand::WriteReport { .. } => "work-order-write-report",
        WorkOrderCommand::Answer { .. } => "work-order-answer",
        WorkOrderCommand::UseMaterial { .. } => "work-order-use-material",
        WorkOrderCommand::AddPhoto(_) => "work-order-add-photo",
        WorkOrderCommand::CorrectPhoto { .. } => "work-order-correct-photo",
        WorkOrderCommand::Edit(_) | WorkOrderCommand::Revise(_) => "work-order-edit",
        WorkOrderCommand::Assign(_) | WorkOrderCommand::Reassign { .. } => "work-order-assign",
        WorkOrderCommand::Approve { .. } => "work-order-approve",
        WorkOrderCommand::SendBack { .. } => "work-order-send-back",
        WorkOrderCommand::TakeBack { .. } => "work-order-take-back",
        WorkOrderCommand::Cancel { .. } => "work-order-cancel",
        WorkOrderCommand::Settle { .. } => "work-order-settle",
    }
}

fn work_order_effects(command: &WorkOrderCommand) -> Vec<(&'static str, Effect)> {
    use Effect::{Create, Insert, Put, Splice};
    match command {
        WorkOrderCommand::Create(_) => vec![("", Create)],
        WorkOrderCommand::Start => vec![("interventions/*", Insert), ("steps/started", Insert)],
        WorkOrderCommand::Pause => vec![("interventions/*/ended_at", Insert), ("steps/paused", Insert)],
        WorkOrderCommand::Finish => vec![("interventions/*/ended_at", Insert), ("steps/finished", Insert)],
        WorkOrderCommand::CannotFinish { .. } => {
            vec![("interventions/*/ended_at", Insert), ("steps/cannot-finish", Insert)]
        }
        WorkOrderCommand::WriteReport { .. } => vec![("interventions/*/report", Splice)],
        WorkOrderCommand::Answer { .. } => vec![("checklist/*/answer", Put)],
        WorkOrderCommand::UseMaterial { .. } => vec![("materials/*", Insert)],
        WorkOrderCommand::AddPhoto(_) | WorkOrderCommand::CorrectPhoto { .. } => vec![("photos/*", Insert)],
        // As it is written: the work is taken up again.
        WorkOrderCommand::TakeBackFinish => vec![("steps/started", Insert)],
        WorkOrderCommand::Edit(_) | WorkOrderCommand::Revise(_) => vec![("title", Put)],
        WorkOrderCommand::Assign(_) | WorkOrderCommand::Reassign { .. } => vec![("assigned/*", Put)],
        WorkOrderCommand::Approve { .. } => vec![("steps/approved", Insert)],
        WorkOrderCommand::SendBack { .. } => vec![("steps/sent-back", Insert)],
        WorkOrderCommand::Cancel { .. } => vec![("steps/cancelled", Insert)],
        WorkOrderCommand::TakeBack { .. } | WorkOrderCommand::Settle { .. } => {
            vec![("steps/settled", Insert)]
        }
    }
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Executed {
    /// The change; `None` when the document already said so.
    pub change: Option<LocalChange>,
    /// The fact that was added, if one was.
    pub fact: Option<FactId>,
}

/// Why a command was not executed. The document is as before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// Required items of the checklist have no answer.
    #[error("required answers are missing")]
    AnswersMissing(Vec<ItemId>),
    /// The work has to be begun first.
    #[error("the work has not been begun")]
    NotStarted,
    /// The state does not let this happen; the [`crate::status::State::name`] it is in.
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
