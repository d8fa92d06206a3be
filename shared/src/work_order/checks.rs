//! What a command needs to be true of a work order, and whether what it writes fits.

use crate::author::Author;
use crate::catalogue::checks::items;
use crate::document::core::Document;
use crate::id::{FactId, ItemId};
use crate::kind::checks::{Fits, at_most, day, edit, line, note, present, room_for_photo, within};
use crate::kind::error::CommandError;
use crate::limits::{NOTE_CHARS_MAX, PHOTO_CORRECTIONS_MAX, REPORT_CHARS_MAX};
use crate::quantity::{Quantity, QuantityRange};
use crate::work_order::checklist::AnswerValue;
use crate::work_order::command::WorkOrderCommand;
use crate::work_order::document::{NewWorkOrder, Planned, WorkOrder, WorkOrderField};
use crate::work_order::fact::Material;
use crate::work_order::status::{State, Status};
use crate::work_order::step::{CannotFinishCause, StepKind};

/// What a command needs to be true of the order.
pub(crate) fn check(
    document: &Document,
    order: &WorkOrder,
    command: &WorkOrderCommand,
    author: Author,
) -> Fits {
    let state = order.status().state;
    match command {
        WorkOrderCommand::Create(_) => Err(CommandError::WrongMoment),
        WorkOrderCommand::Start => to_do(&state),
        WorkOrderCommand::Pause if state != State::InProgress => {
            Err(CommandError::NotPossibleWhile(state.name()))
        }
        WorkOrderCommand::Pause => Ok(()),
        WorkOrderCommand::Finish => check_finish(order, &state),
        WorkOrderCommand::CannotFinish { cause, reason } => {
            to_do(&state)?;
            if *cause == CannotFinishCause::Other { note(reason) } else { at_most(reason, NOTE_CHARS_MAX) }
        }
        // Whose finish it is, is for the writer to see.
        WorkOrderCommand::TakeBackFinish => reviewable(&state),
        WorkOrderCommand::WriteReport { intervention, before, after } => {
            let visit = order.interventions.get(intervention).ok_or(CommandError::Unknown("intervention"))?;
            edit(before, after, &visit.report, REPORT_CHARS_MAX)
        }
        WorkOrderCommand::Answer { item, value } => check_answer(order, *item, value.as_ref()),
        WorkOrderCommand::UseMaterial { material, quantity, corrects } => {
            check_material(order, material, *quantity, *corrects)
        }
        WorkOrderCommand::AddPhoto(photo) => {
            room_for_photo(order.photos.values().filter(|photo| photo.corrects.is_none()).count())?;
            at_most(&photo.caption, NOTE_CHARS_MAX)
        }
        WorkOrderCommand::CorrectPhoto { photo, caption, .. } => check_correction(order, *photo, caption),
        WorkOrderCommand::Edit(fields) => {
            fields.iter().try_for_each(|field| order_field(field, &order.description))
        }
        WorkOrderCommand::Revise(fields) => fields.iter().try_for_each(|field| {
            order_field(&field.left, &order.description)?;
            field.unchanged_meanwhile(&order.field_like(&field.left))
        }),
        WorkOrderCommand::Assign(_) | WorkOrderCommand::Reassign { .. } => Ok(()),
        WorkOrderCommand::Approve { seen } => {
            reviewable(&state)?;
            if *seen != document.heads() {
                return Err(CommandError::NotSeen);
            }
            if order.status().has_to_be_settled() { Err(CommandError::Unsettled) } else { Ok(()) }
        }
        WorkOrderCommand::SendBack { reason } => {
            note(reason)?;
            if state == State::Approved { Ok(()) } else { reviewable(&state) }
        }
        WorkOrderCommand::TakeBack { review } => {
            let last = Status::review_to_take_back(order, author.moment.wall);
            if last == Some(*review) { Ok(()) } else { Err(CommandError::TooLate) }
        }
        WorkOrderCommand::DropApproval { approval } => {
            let step = order.steps.get(approval).map(|step| &step.kind);
            let is_one = matches!(step, Some(StepKind::Approved { .. }));
            if is_one { Ok(()) } else { Err(CommandError::Unknown("approval")) }
        }
        WorkOrderCommand::Cancel { reason } => to_do(&state).and_then(|()| note(reason)),
        WorkOrderCommand::Settle { contradiction, favours, note } => {
            at_most(note, NOTE_CHARS_MAX)?;
            check_settled(order, contradiction, *favours)
        }
    }
}

fn check_answer(order: &WorkOrder, item: ItemId, value: Option<&AnswerValue>) -> Fits {
    let item = order.checklist.get(&item).ok_or(CommandError::Unknown("checklist item"))?;
    match value {
        Some(value) if value.kind() != item.asked.kind => Err(CommandError::WrongAnswer),
        Some(value) => answer(value),
        None => Ok(()),
    }
}

fn check_material(
    order: &WorkOrder,
    material: &Material,
    quantity: Quantity,
    corrects: Option<FactId>,
) -> Fits {
    if let Material::Other(label) = material {
        line(label)?;
    }
    let range = if corrects.is_some() { QuantityRange::CORRECTION } else { QuantityRange::MATERIAL };
    within(range, quantity)?;
    let known = corrects.is_none_or(|id| order.materials.contains_key(&id));
    if known { Ok(()) } else { Err(CommandError::Unknown("material use")) }
}

fn check_correction(order: &WorkOrder, photo: FactId, caption: &str) -> Fits {
    let known = order.photos.get(&photo).is_some_and(|photo| photo.corrects.is_none());
    if !known {
        return Err(CommandError::Unknown("photo"));
    }
    let corrections = order.photos.values().filter(|other| other.corrects == Some(photo)).count();
    if corrections >= PHOTO_CORRECTIONS_MAX {
        return Err(CommandError::TooMany { max: PHOTO_CORRECTIONS_MAX });
    }
    at_most(caption, NOTE_CHARS_MAX)
}

fn check_settled(order: &WorkOrder, contradiction: &str, favours: Option<FactId>) -> Fits {
    let contradictions = order.status().contradictions;
    let found = contradictions.iter().find(|found| found.key() == contradiction);
    let found = found.ok_or(CommandError::Unknown("contradiction"))?;
    let known = favours.is_none_or(|fact| found.facts().contains(&fact));
    if known { Ok(()) } else { Err(CommandError::Unknown("step")) }
}

fn check_finish(order: &WorkOrder, state: &State) -> Fits {
    to_do(state)?;
    if order.interventions.is_empty() {
        return Err(CommandError::NotStarted);
    }
    let missing: Vec<_> = order.missing_answers().into_iter().map(|(id, _)| id).collect();
    if missing.is_empty() { Ok(()) } else { Err(CommandError::AnswersMissing(missing)) }
}

fn to_do(state: &State) -> Fits {
    if state.is_to_do() { Ok(()) } else { Err(CommandError::NotPossibleWhile(state.name())) }
}

fn reviewable(state: &State) -> Fits {
    if state.is_to_review() { Ok(()) } else { Err(CommandError::NotPossibleWhile(state.name())) }
}

pub(crate) fn new_order(new: &NewWorkOrder) -> Fits {
    line(&new.plan.title)?;
    line(&new.plan.number)?;
    at_most(&new.plan.description, NOTE_CHARS_MAX)?;
    day(new.plan.due)?;
    planned(new.plan.planned)?;
    items(new.checklist.iter().map(|(_, item)| item))
}

/// A field that is written on an order whose description is now `description`.
fn order_field(field: &WorkOrderField, description: &str) -> Fits {
    match field {
        WorkOrderField::Title(title) => line(title),
        WorkOrderField::Description(text) => edit(description, text, description, NOTE_CHARS_MAX),
        WorkOrderField::Due(due) => day(*due),
        WorkOrderField::Planned(when) => planned(*when),
        WorkOrderField::Nature(_)
        | WorkOrderField::Priority(_)
        | WorkOrderField::Space(_)
        | WorkOrderField::Asset(_)
        | WorkOrderField::Team(_) => Ok(()),
    }
}

fn planned(planned: Option<Planned>) -> Fits {
    let plausible = planned.is_none_or(|planned| {
        planned.from.is_plausible() && planned.to.is_plausible() && planned.from <= planned.to
    });
    if plausible { Ok(()) } else { Err(CommandError::ImplausibleDay) }
}

fn answer(value: &AnswerValue) -> Fits {
    match value {
        AnswerValue::Measure(measure) => within(QuantityRange::MEASURE, *measure)?,
        AnswerValue::Text(text) => present(text)?,
        AnswerValue::Tick(_) | AnswerValue::Choice(_) => {}
    }
    at_most(&value.plain(), NOTE_CHARS_MAX)
}
