//! Executing what a person does to a work order.

use crate::author::Author;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::error::DocumentError;
use crate::document::photo::{PhotoFacts, PhotoPhase};
use crate::document::writer::{Writer, write};
use crate::document_kind::DocumentKind;
use crate::id::{FactId, ItemId};
use crate::kind::Kind as _;
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;
use crate::work_order::checklist::AnswerValue;
use crate::work_order::checks::{check, new_order};
use crate::work_order::command::WorkOrderCommand;
use crate::work_order::document::WorkOrder;
use crate::work_order::places::SHAPE;
use crate::work_order::status::State;
use crate::work_order::step::StepKind;

type Outcome = Result<Option<FactId>, CommandError>;

impl KindCommand for WorkOrderCommand {
    fn document_kind(&self) -> DocumentKind {
        WorkOrder::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "work-order-create",
            Self::Start => "work-order-start",
            Self::Pause => "work-order-pause",
            Self::Finish => "work-order-finish",
            Self::CannotFinish { .. } => "work-order-cannot-finish",
            Self::TakeBackFinish => "work-order-take-back-finish",
            Self::WriteReport { .. } => "work-order-write-report",
            Self::Answer { .. } => "work-order-answer",
            Self::UseMaterial { .. } => "work-order-use-material",
            Self::AddPhoto(_) => "work-order-add-photo",
            Self::CorrectPhoto { .. } => "work-order-correct-photo",
            Self::Edit(_) | Self::Revise(_) => "work-order-edit",
            Self::Assign(_) | Self::Reassign { .. } => "work-order-assign",
            Self::Approve { .. } => "work-order-approve",
            Self::SendBack { .. } => "work-order-send-back",
            Self::TakeBack { .. } => "work-order-take-back",
            Self::DropApproval { .. } => "work-order-drop-approval",
            Self::Cancel { .. } => "work-order-cancel",
            Self::Settle { .. } => "work-order-settle",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create(_))
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        use Effect::{Create, Insert, Put, Splice};
        match self {
            Self::Create(_) => vec![("", Create)],
            Self::Start => vec![("interventions/*", Insert), ("steps/started", Insert)],
            Self::Pause => vec![("interventions/*/ended_at", Insert), ("steps/paused", Insert)],
            Self::Finish => vec![("interventions/*/ended_at", Insert), ("steps/finished", Insert)],
            Self::CannotFinish { .. } => {
                vec![("interventions/*/ended_at", Insert), ("steps/cannot-finish", Insert)]
            }
            Self::WriteReport { .. } => vec![("interventions/*/report", Splice)],
            Self::Answer { .. } => vec![("checklist/*/answer", Put)],
            Self::UseMaterial { .. } => vec![("materials/*", Insert)],
            Self::AddPhoto(_) | Self::CorrectPhoto { .. } => vec![("photos/*", Insert)],
            // As it is written: the work is taken up again.
            Self::TakeBackFinish => vec![("steps/started", Insert)],
            Self::Edit(_) | Self::Revise(_) => vec![("title", Put)],
            Self::Assign(_) | Self::Reassign { .. } => vec![("assigned/*", Put)],
            Self::Approve { .. } => vec![("steps/approved", Insert)],
            Self::SendBack { .. } => vec![("steps/sent-back", Insert)],
            Self::Cancel { .. } => vec![("steps/cancelled", Insert)],
            Self::TakeBack { .. } | Self::DropApproval { .. } | Self::Settle { .. } => {
                vec![("steps/settled", Insert)]
            }
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        if let Self::Create(new) = self {
            new_order(new)?;
            return write(document, author, &SHAPE, |w| {
                WorkOrder::write_new(w, new)?;
                Ok(None)
            });
        }
        let order = WorkOrder::read(document)?;
        check(document, &order, self, author)?;
        write(document, author, &SHAPE, |w| write_in(w, &order, self))
    }
}

fn write_in(w: &mut Writer<'_>, order: &WorkOrder, command: &WorkOrderCommand) -> Outcome {
    match command {
        WorkOrderCommand::Create(_) => return Err(CommandError::WrongMoment),
        WorkOrderCommand::Start => return start(w, order),
        WorkOrderCommand::Pause => return end_visit(w, order, &StepKind::Paused),
        WorkOrderCommand::Finish => return end_visit(w, order, &StepKind::Finished),
        WorkOrderCommand::CannotFinish { cause, reason } => {
            return end_visit(w, order, &StepKind::CannotFinish { cause: *cause, reason: reason.clone() });
        }
        WorkOrderCommand::TakeBackFinish => {
            let finish = order.status().finish_to_take_back(order, w.person());
            let step = finish.ok_or(CommandError::Unknown("finish of one's own"))?;
            return write_step(w, &StepKind::TakenBack { step });
        }
        WorkOrderCommand::UseMaterial { material, quantity, corrects } => {
            return Ok(Some(WorkOrder::write_material(w, material, *quantity, *corrects)?));
        }
        WorkOrderCommand::AddPhoto(facts) => return Ok(Some(WorkOrder::write_photo(w, facts)?)),
        WorkOrderCommand::CorrectPhoto { photo, caption, phase, withdrawn } => {
            return write_photo_correction(w, order, *photo, (caption, *phase), *withdrawn);
        }
        WorkOrderCommand::Approve { seen } => {
            return write_step(w, &StepKind::Approved { seen: seen.clone() });
        }
        WorkOrderCommand::SendBack { reason } => {
            return write_step(w, &StepKind::SentBack { reason: reason.clone() });
        }
        WorkOrderCommand::TakeBack { review } => {
            return write_step(w, &StepKind::taking_review_back(*review));
        }
        WorkOrderCommand::DropApproval { approval } => {
            return write_step(w, &StepKind::taking_review_back(*approval));
        }
        WorkOrderCommand::Cancel { reason } => {
            return write_step(w, &StepKind::Cancelled { reason: reason.clone() });
        }
        WorkOrderCommand::Settle { contradiction, favours, note } => {
            let (contradiction, note) = (contradiction.clone(), note.clone());
            return write_step(w, &StepKind::Settled { contradiction, favours: *favours, note });
        }
        WorkOrderCommand::WriteReport { intervention, before, after } => {
            WorkOrder::write_report(w, *intervention, before, after)?;
        }
        WorkOrderCommand::Answer { item, value } => write_answer(w, order, *item, value.as_ref())?,
        WorkOrderCommand::Edit(fields) => {
            fields.iter().try_for_each(|field| WorkOrder::write_field(w, field))?;
        }
        WorkOrderCommand::Revise(fields) => {
            let changed = fields.iter().filter(|field| order.field_like(&field.left) != field.left);
            changed.map(|field| &field.left).try_for_each(|field| WorkOrder::write_field(w, field))?;
        }
        WorkOrderCommand::Assign(people) => order.write_assigned(w, people)?,
        WorkOrderCommand::Reassign { shown, left } => {
            let now = order.assigned.keys().filter(|person| left.contains(person) || !shown.contains(person));
            let added = left.difference(shown);
            order.write_assigned(w, &now.chain(added).copied().collect())?;
        }
    }
    Ok(None)
}

fn write_step(w: &mut Writer<'_>, kind: &StepKind) -> Outcome {
    Ok(Some(WorkOrder::write_step(w, kind)?))
}

/// Begins a visit, or goes on with the one that is open, which is the fact.
fn start(w: &mut Writer<'_>, order: &WorkOrder) -> Outcome {
    let open = order.open_intervention(w.person());
    let visit = match open {
        Some(visit) => visit,
        None => WorkOrder::write_intervention(w)?,
    };
    if open.is_none() || order.status().state != State::InProgress {
        WorkOrder::write_step(w, &StepKind::Started)?;
    }
    Ok(Some(visit))
}

/// Ends the author's visit, if one is open, with a step.
fn end_visit(w: &mut Writer<'_>, order: &WorkOrder, kind: &StepKind) -> Outcome {
    if let Some(visit) = order.open_intervention(w.person()) {
        WorkOrder::write_intervention_end(w, visit)?;
    }
    write_step(w, kind)
}

/// Writes an answer, unless the item has it already.
fn write_answer(
    w: &mut Writer<'_>,
    order: &WorkOrder,
    item: ItemId,
    value: Option<&AnswerValue>,
) -> Result<(), DocumentError> {
    let answer = order.checklist.get(&item).and_then(|item| item.answer.as_ref());
    if answer.map(|answer| &answer.value) == value {
        return Ok(());
    }
    WorkOrder::write_answer(w, item, value)
}

/// Writes what is said anew of a photo; nothing when that is what it says.
fn write_photo_correction(
    w: &mut Writer<'_>,
    order: &WorkOrder,
    photo: FactId,
    (caption, phase): (&str, PhotoPhase),
    withdrawn: bool,
) -> Outcome {
    let photos = order.corrected_photos();
    let (_, known) = photos.into_iter().find(|(id, _)| *id == photo).ok_or(CommandError::Unknown("photo"))?;
    let facts = PhotoFacts { caption: caption.to_owned(), phase, ..known.facts.clone() };
    if facts == known.facts && withdrawn == known.withdrawn.is_some() {
        return Ok(None);
    }
    Ok(Some(WorkOrder::write_photo_correction(w, photo, &facts, withdrawn)?))
}
