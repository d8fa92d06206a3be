//! The work order: the authorised job, every fact recorded against it, and what a person can do to it.

pub mod command;
mod conflict;
mod document;
mod fact;
pub mod status;
mod write;

pub use command::WorkOrderCommand;
pub use conflict::{FieldConflict, FieldValue};
pub use document::{NewWorkOrder, Origin, Planned, WorkOrder, WorkOrderField};
pub use fact::{
    Answer, AnswerKind, AnswerValue, CannotFinishCause, ChecklistItem, CorrectedPhoto, Intervention,
    Material, MaterialUse, Step, StepKind,
};

pub(crate) use document::ORIGINS;
pub(crate) use fact::{ANSWER_KINDS, CAUSES, read_template_item, write_item_template};
