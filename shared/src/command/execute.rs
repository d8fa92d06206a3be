//! Executing a command: check that it makes sense here and now, then write it as one change.

use super::texts::{self, at_most, line, note};
use super::{Author, Command, CommandError, Executed, Revision};
use crate::building::{Building, BuildingCommand};
use crate::catalogue::{Catalogue, CatalogueCommand};
use crate::document::photo::{PhotoFacts, PhotoPhase};
use crate::document::{Document, DocumentError, Writer, write};
use crate::history::{History, HistoryCommand};
use crate::limits::{CHANGE_BYTES_MAX, NOTE_CHARS_MAX, PHOTO_CORRECTIONS_MAX, PHOTOS_MAX, REPORT_CHARS_MAX};
use crate::request::{Request, RequestCommand, is_request_number};
use crate::work_order::status::{State, Status};
use crate::work_order::{CannotFinishCause, Material, StepKind, WorkOrder, WorkOrderCommand};
use crate::{FactId, QuantityRange};

type Outcome<T = Option<FactId>> = Result<T, CommandError>;

/// Executes `command` on `document` in the author's name. It does not ask whether the author may:
/// that is [`crate::policy`].
///
/// # Errors
/// [`CommandError`]; the document is then as before.
pub fn execute(document: &mut Document, command: &Command, author: Author) -> Outcome<Executed> {
    if command.document_kind() != document.kind() || command.creates() != document.is_empty() {
        return Err(CommandError::WrongMoment);
    }
    if document.is_newer() {
        return Err(DocumentError::NewerSchema(document.schema()).into());
    }
    let before = document.clone();
    let (fact, change) = match command {
        Command::WorkOrder(WorkOrderCommand::Create(new)) => {
            texts::new_order(new)?;
            write(document, author, |w| {
                WorkOrder::write_new(w, new).map(|()| None).map_err(CommandError::from)
            })?
        }
        Command::WorkOrder(command) => {
            let order = WorkOrder::read(document)?;
            check_work_order(document, &order, command, author)?;
            write(document, author, |w| write_work_order(w, &order, command))?
        }
        Command::Building(command) => execute_building(document, command, author)?,
        Command::Request(command) => execute_request(document, command, author)?,
        Command::History(HistoryCommand::Create { building }) => write(document, author, |w| {
            History::write_new(w, *building).map(|()| None).map_err(CommandError::from)
        })?,
        Command::History(HistoryCommand::Record(line)) => {
            texts::history_line(line)?;
            let history = History::read(document)?;
            write(document, author, |w| history.write_line(w, line).map(Some).map_err(CommandError::from))?
        }
        Command::Catalogue(CatalogueCommand::Create) => {
            write(document, author, |w| Catalogue::write_new(w).map(|()| None).map_err(CommandError::from))?
        }
        Command::Catalogue(CatalogueCommand::Put(entries)) => {
            entries.iter().try_for_each(texts::entry)?;
            write(document, author, |w| {
                entries.iter().try_for_each(|entry| Catalogue::write_entry(w, entry))?;
                Ok::<_, CommandError>(None)
            })?
        }
    };
    // Nobody would take it. In letters of several bytes a text within its limit may come to this:
    // it can be written in parts.
    if change.as_ref().is_some_and(|change| change.bytes.len() > CHANGE_BYTES_MAX) {
        *document = before;
        return Err(CommandError::TooLong { chars_max: CHANGE_BYTES_MAX / 8 });
    }
    Ok(Executed { change, fact })
}

/// What a command needs to be true of the order.
fn check_work_order(
    document: &Document,
    order: &WorkOrder,
    command: &WorkOrderCommand,
    author: Author,
) -> Outcome<()> {
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
            texts::edit(before, after, &visit.report, REPORT_CHARS_MAX)
        }
        WorkOrderCommand::Answer { item, value } => {
            let item = order.checklist.get(item).ok_or(CommandError::Unknown("checklist item"))?;
            match value {
                Some(value) if value.kind() != item.asked.kind => Err(CommandError::WrongAnswer),
                Some(value) => texts::answer(value),
                None => Ok(()),
            }
        }
        WorkOrderCommand::UseMaterial { material, quantity, corrects } => {
            if let Material::Other(label) = material {
                line(label)?;
            }
            texts::within(
                if corrects.is_some() { QuantityRange::CORRECTION } else { QuantityRange::MATERIAL },
                *quantity,
            )?;
            let known = corrects.is_none_or(|id| order.materials.contains_key(&id));
            if known { Ok(()) } else { Err(CommandError::Unknown("material use")) }
        }
        WorkOrderCommand::AddPhoto(photo) => {
            room_for_photo(order.photos.values().filter(|photo| photo.corrects.is_none()).count())?;
            at_most(&photo.caption, NOTE_CHARS_MAX)
        }
        WorkOrderCommand::CorrectPhoto { photo, caption, .. } => {
            let known = order.photos.get(photo).is_some_and(|photo| photo.corrects.is_none());
            if !known {
                return Err(CommandError::Unknown("photo"));
            }
            let corrections = order.photos.values().filter(|other| other.corrects == Some(*photo)).count();
            if corrections >= PHOTO_CORRECTIONS_MAX {
                return Err(CommandError::TooMany { max: PHOTO_CORRECTIONS_MAX });
            }
            at_most(caption, NOTE_CHARS_MAX)
        }
        WorkOrderCommand::Edit(fields) => {
            fields.iter().try_for_each(|field| texts::order_field(field, &order.description))
        }
        WorkOrderCommand::Revise(fields) => fields.iter().try_for_each(|field| {
            texts::order_field(&field.left, &order.description)?;
            unchanged_meanwhile(&order.field_like(&field.left), field)
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
        WorkOrderCommand::Cancel { reason } => to_do(&state).and_then(|()| note(reason)),
        WorkOrderCommand::Settle { contradiction, favours, note } => {
            at_most(note, NOTE_CHARS_MAX)?;
            let contradictions = order.status().contradictions;
            let found = contradictions.iter().find(|found| found.key() == *contradiction);
            let found = found.ok_or(CommandError::Unknown("contradiction"))?;
            let known = favours.is_none_or(|fact| found.facts().contains(&fact));
            if known { Ok(()) } else { Err(CommandError::Unknown("step")) }
        }
    }
}

/// What somebody else wrote in a field since a form was shown is not undone by it.
fn unchanged_meanwhile<Field: PartialEq>(now: &Field, field: &Revision<Field>) -> Outcome<()> {
    let Revision { shown, left } = field;
    if now == shown || now == left { Ok(()) } else { Err(CommandError::ChangedMeanwhile) }
}

fn check_finish(order: &WorkOrder, state: &State) -> Outcome<()> {
    to_do(state)?;
    if order.interventions.is_empty() {
        return Err(CommandError::NotStarted);
    }
    let missing: Vec<_> = order.missing_answers().into_iter().map(|(id, _)| id).collect();
    if missing.is_empty() { Ok(()) } else { Err(CommandError::AnswersMissing(missing)) }
}

fn to_do(state: &State) -> Outcome<()> {
    if state.is_to_do() { Ok(()) } else { Err(CommandError::NotPossibleWhile(state.name())) }
}

fn reviewable(state: &State) -> Outcome<()> {
    if state.is_to_review() { Ok(()) } else { Err(CommandError::NotPossibleWhile(state.name())) }
}

fn write_work_order(w: &mut Writer<'_>, order: &WorkOrder, command: &WorkOrderCommand) -> Outcome {
    let end_visit = |w: &mut Writer<'_>| match order.open_intervention(w.person()) {
        Some(visit) => WorkOrder::write_intervention_end(w, visit),
        None => Ok(()),
    };
    let fact = match command {
        WorkOrderCommand::Create(_) => return Err(CommandError::WrongMoment),
        WorkOrderCommand::Start => {
            let open = order.open_intervention(w.person());
            let visit = match open {
                Some(visit) => visit,
                None => WorkOrder::write_intervention(w)?,
            };
            if open.is_none() || order.status().state != State::InProgress {
                WorkOrder::write_step(w, &StepKind::Started)?;
            }
            Some(visit)
        }
        WorkOrderCommand::Pause => {
            end_visit(w)?;
            Some(WorkOrder::write_step(w, &StepKind::Paused)?)
        }
        WorkOrderCommand::Finish => {
            end_visit(w)?;
            Some(WorkOrder::write_step(w, &StepKind::Finished)?)
        }
        WorkOrderCommand::CannotFinish { cause, reason } => {
            end_visit(w)?;
            Some(WorkOrder::write_step(w, &StepKind::CannotFinish { cause: *cause, reason: reason.clone() })?)
        }
        WorkOrderCommand::TakeBackFinish => {
            let step =
                order.finish_to_take_back(w.person()).ok_or(CommandError::Unknown("finish of one's own"))?;
            Some(WorkOrder::write_step(w, &StepKind::TakenBack { step })?)
        }
        WorkOrderCommand::WriteReport { intervention, before, after } => {
            WorkOrder::write_report(w, *intervention, before, after)?;
            None
        }
        WorkOrderCommand::Answer { item, value } => {
            let already =
                order.checklist.get(item).and_then(|item| item.answer.as_ref()).map(|answer| &answer.value);
            if already != value.as_ref() {
                WorkOrder::write_answer(w, *item, value.as_ref())?;
            }
            None
        }
        WorkOrderCommand::UseMaterial { material, quantity, corrects } => {
            Some(WorkOrder::write_material(w, material, *quantity, *corrects)?)
        }
        WorkOrderCommand::AddPhoto(facts) => Some(WorkOrder::write_photo(w, facts)?),
        WorkOrderCommand::CorrectPhoto { photo, caption, phase, withdrawn } => {
            write_photo_correction(w, order, *photo, (caption, *phase), *withdrawn)?
        }
        WorkOrderCommand::Edit(fields) => {
            fields.iter().try_for_each(|field| WorkOrder::write_field(w, field))?;
            None
        }
        WorkOrderCommand::Revise(fields) => {
            let changed = fields.iter().filter(|field| order.field_like(&field.left) != field.left);
            changed.map(|field| &field.left).try_for_each(|field| WorkOrder::write_field(w, field))?;
            None
        }
        WorkOrderCommand::Assign(people) => {
            order.write_assigned(w, people)?;
            None
        }
        WorkOrderCommand::Reassign { shown, left } => {
            let now = order.assigned.keys().filter(|person| left.contains(person) || !shown.contains(person));
            let added = left.difference(shown);
            order.write_assigned(w, &now.chain(added).copied().collect())?;
            None
        }
        WorkOrderCommand::Approve { seen } => {
            Some(WorkOrder::write_step(w, &StepKind::Approved { seen: seen.clone() })?)
        }
        WorkOrderCommand::SendBack { reason } => {
            Some(WorkOrder::write_step(w, &StepKind::SentBack { reason: reason.clone() })?)
        }
        WorkOrderCommand::TakeBack { review } => {
            Some(WorkOrder::write_step(w, &StepKind::taking_review_back(*review))?)
        }
        WorkOrderCommand::Cancel { reason } => {
            Some(WorkOrder::write_step(w, &StepKind::Cancelled { reason: reason.clone() })?)
        }
        WorkOrderCommand::Settle { contradiction, favours, note } => Some(WorkOrder::write_step(
            w,
            &StepKind::Settled {
                contradiction: contradiction.clone(),
                favours: *favours,
                note: note.clone(),
            },
        )?),
    };
    Ok(fact)
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

type Written = (Option<FactId>, Option<crate::document::LocalChange>);

fn execute_building(document: &mut Document, command: &BuildingCommand, author: Author) -> Outcome<Written> {
    let known = if command_creates(command) { None } else { Some(Building::read(document)?) };
    match command {
        BuildingCommand::Create(new) => texts::new_building(new)?,
        BuildingCommand::CorrectAsset { asset, field } => {
            if !known.is_some_and(|building| building.assets.contains_key(asset)) {
                return Err(CommandError::Unknown("asset"));
            }
            texts::asset_field(field)?;
        }
        BuildingCommand::AddAsset { asset, .. } => texts::asset(asset)?,
        BuildingCommand::AddRemark { text } => note(text)?,
        BuildingCommand::CorrectRemark { remark, text } => {
            let remarks = known.as_ref().map(|building| building.remarks_in_force()).unwrap_or_default();
            if !remarks.into_iter().any(|(id, _)| id == *remark) {
                return Err(CommandError::Unknown("remark"));
            }
            at_most(text, NOTE_CHARS_MAX)?;
        }
        BuildingCommand::SetAccess(access) => texts::access(access)?,
        BuildingCommand::Transfer(_) => {}
    }
    write(document, author, |w| {
        let mut fact = None;
        match command {
            BuildingCommand::Create(new) => Building::write_new(w, new)?,
            BuildingCommand::CorrectAsset { asset, field } => Building::write_asset_field(w, *asset, field)?,
            BuildingCommand::AddAsset { id, asset } => Building::write_asset(w, *id, asset)?,
            BuildingCommand::AddRemark { text } => fact = Some(Building::write_remark(w, text, None)?),
            BuildingCommand::CorrectRemark { remark, text } => {
                fact = Some(Building::write_remark(w, text, Some(*remark))?);
            }
            BuildingCommand::SetAccess(access) => Building::write_access(w, access)?,
            BuildingCommand::Transfer(organisation) => Building::write_organisation(w, *organisation)?,
        }
        Ok(fact)
    })
}

const fn command_creates(command: &BuildingCommand) -> bool {
    matches!(command, BuildingCommand::Create(_))
}

fn execute_request(document: &mut Document, command: &RequestCommand, author: Author) -> Outcome<Written> {
    match command {
        RequestCommand::Create(new) => texts::new_request(new)?,
        RequestCommand::Number(number) => {
            if Request::read(document)?.number.is_some() || !is_request_number(number) {
                return Err(CommandError::WrongMoment);
            }
        }
        RequestCommand::Correct(fields) => {
            let request = Request::read(document)?;
            for field in fields {
                texts::request_field(&field.left, &request.description)?;
                unchanged_meanwhile(&request.field_like(&field.left), field)?;
            }
        }
        RequestCommand::AddPhoto(photo) => {
            room_for_photo(Request::read(document)?.photos.len())?;
            at_most(&photo.caption, NOTE_CHARS_MAX)?;
        }
        RequestCommand::LinkWorkOrder(order) => {
            let known = Request::read(document)?;
            if known.closed.is_some() || known.work_order.is_some_and(|linked| linked != *order) {
                return Err(CommandError::AnsweredAlready);
            }
        }
        RequestCommand::Close { reason } => {
            note(reason)?;
            let known = Request::read(document)?;
            if known.closed.is_some() || known.work_order.is_some() {
                return Err(CommandError::AnsweredAlready);
            }
        }
    }
    write(document, author, |w| {
        let mut fact = None;
        match command {
            RequestCommand::Create(new) => Request::write_new(w, new)?,
            RequestCommand::Number(number) => Request::write_number(w, number)?,
            RequestCommand::Correct(fields) => {
                fields.iter().try_for_each(|field| Request::write_field(w, &field.left))?;
            }
            RequestCommand::AddPhoto(facts) => fact = Some(Request::write_photo(w, facts)?),
            RequestCommand::LinkWorkOrder(order) => Request::write_work_order(w, *order)?,
            RequestCommand::Close { reason } => Request::write_closed(w, reason)?,
        }
        Ok(fact)
    })
}

fn room_for_photo(there: usize) -> Outcome<()> {
    if there < PHOTOS_MAX { Ok(()) } else { Err(CommandError::TooMany { max: PHOTOS_MAX }) }
}
