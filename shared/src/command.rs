//! Everything a person can do, as commands: imperative, in somebody's name, at some moment.
//! The phone and the office execute the same ones, so there is one way to change a document.

mod execute;
mod texts;

use serde::{Deserialize, Serialize};

use crate::building::BuildingCommand;
use crate::catalogue::CatalogueCommand;
use crate::document::{DocumentError, DocumentKind, Effect, LocalChange};
use crate::history::HistoryCommand;
use crate::limits::{YEAR_MAX, YEAR_MIN};
use crate::request::RequestCommand;
use crate::work_order::WorkOrderCommand;
use crate::{ActorId, FactId, ItemId, Moment, PersonId, QuantityRange};

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

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision<Field> {
    /// The field with the value it was shown with.
    pub shown: Field,
    /// The same field with the value it was left with.
    pub left: Field,
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
    /// The state does not let this happen; the [`crate::work_order::status::State::name`] it is in.
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
