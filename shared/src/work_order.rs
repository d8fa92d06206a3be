//! The work order: the authorised job, every fact recorded against it, and what a person can do to it.

pub(crate) mod checklist;
mod checks;
pub mod command;
mod conflict;
pub(crate) mod contradiction;
pub(crate) mod document;
mod execute;
pub(crate) mod fact;
mod kind;
mod places;
pub mod status;
pub(crate) mod step;
mod summary;
mod write;

pub use crate::catalogue::checklist::AnswerKind;
pub use checklist::{Answer, AnswerValue, ChecklistItem};
pub use command::WorkOrderCommand;
pub use conflict::{FieldConflict, FieldValue};
pub use document::{NewWorkOrder, Origin, Planned, WorkOrder, WorkOrderField, WorkOrderPlan};
pub use fact::{CorrectedPhoto, Intervention, Material, MaterialUse};
pub use step::{CannotFinishCause, Step, StepKind};
