//! Executing a command: check that it makes sense here and now, then write it as one change.

use super::{
    Author, BuildingCommand, CatalogueCommand, Command, CommandError, Executed, HistoryCommand,
    RequestCommand, WorkOrderCommand,
};
use crate::FactId;
use crate::document::{
    AssetField, Building, Catalogue, Document, DocumentError, History, Material, NewRequest, NewWorkOrder,
    Request, StepKind, WorkOrder, WorkOrderField, Writer, write,
};
use crate::limits::{CHECKLIST_ITEMS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX, REPORT_CHARS_MAX};
use crate::status::State;

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
    let (fact, change) = match command {
        Command::WorkOrder(WorkOrderCommand::Create(new)) => {
            check_new_order(new)?;
            write(document, author, |w| {
                WorkOrder::write_new(w, new).map(|()| None).map_err(CommandError::from)
            })?
        }
        Command::WorkOrder(command) => {
            let order = WorkOrder::read(document)?;
            check_work_order(document, &order, command)?;
            write(document, author, |w| write_work_order(w, &order, command))?
        }
        Command::Building(command) => execute_building(document, command, author)?,
        Command::Request(command) => execute_request(document, command, author)?,
        Command::History(HistoryCommand::Create { building }) => write(document, author, |w| {
            History::write_new(w, *building).map(|()| None).map_err(CommandError::from)
        })?,
        Command::History(HistoryCommand::Record(line)) => {
            let history = History::read(document)?;
            write(document, author, |w| history.write_line(w, line).map(Some).map_err(CommandError::from))?
        }
        Command::Catalogue(command) => write(document, author, |w| {
            match command {
                CatalogueCommand::Create => Catalogue::write_new(w)?,
                CatalogueCommand::Put(entries) => {
                    entries.iter().try_for_each(|entry| Catalogue::write_entry(w, entry))?;
                }
            }
            Ok::<_, CommandError>(None)
        })?,
    };
    Ok(Executed { change, fact })
}

fn check_new_order(new: &NewWorkOrder) -> Outcome<()> {
    line(&new.title)?;
    line(&new.number)?;
    at_most(&new.description, NOTE_CHARS_MAX)?;
    if new.checklist.len() > CHECKLIST_ITEMS_MAX {
        return Err(CommandError::TooLong { chars_max: CHECKLIST_ITEMS_MAX });
    }
    Ok(())
}

/// What a command needs to be true of the order.
fn check_work_order(document: &Document, order: &WorkOrder, command: &WorkOrderCommand) -> Outcome<()> {
    let state = order.standing().state;
    match command {
        WorkOrderCommand::Create(_) => Err(CommandError::WrongMoment),
        WorkOrderCommand::Start => to_do(&state),
        WorkOrderCommand::Pause if state != State::InProgress => {
            Err(CommandError::NotPossibleWhile(state.name()))
        }
        WorkOrderCommand::Pause => Ok(()),
        WorkOrderCommand::Finish => check_finish(order, &state),
        WorkOrderCommand::CannotFinish { reason } => to_do(&state).and_then(|()| note(reason)),
        WorkOrderCommand::WriteReport { intervention, after, .. } => {
            at_most(after, REPORT_CHARS_MAX)?;
            let known = order.interventions.contains_key(intervention);
            if known { Ok(()) } else { Err(CommandError::Unknown("intervention")) }
        }
        WorkOrderCommand::Answer { item, value } => {
            let item = order.checklist.get(item).ok_or(CommandError::Unknown("checklist item"))?;
            match value {
                Some(value) if value.kind() != item.asked.kind => Err(CommandError::WrongAnswer),
                Some(value) => at_most(&value.plain(), NOTE_CHARS_MAX),
                None => Ok(()),
            }
        }
        WorkOrderCommand::UseMaterial { material, corrects, .. } => {
            if let Material::Other(label) = material {
                line(label)?;
            }
            let known = corrects.is_none_or(|id| order.materials.contains_key(&id));
            if known { Ok(()) } else { Err(CommandError::Unknown("material use")) }
        }
        WorkOrderCommand::AddPhoto(photo) => at_most(&photo.caption, NOTE_CHARS_MAX),
        WorkOrderCommand::Edit(fields) => fields.iter().try_for_each(|field| match field {
            WorkOrderField::Title(title) => line(title),
            WorkOrderField::Description { after, .. } => at_most(after, NOTE_CHARS_MAX),
            WorkOrderField::Nature(_)
            | WorkOrderField::Priority(_)
            | WorkOrderField::Due(_)
            | WorkOrderField::Planned(_)
            | WorkOrderField::Space(_)
            | WorkOrderField::Asset(_)
            | WorkOrderField::Team(_) => Ok(()),
        }),
        WorkOrderCommand::Assign(_) => Ok(()),
        WorkOrderCommand::Approve { seen } => {
            reviewable(&state)?;
            if *seen == document.heads() { Ok(()) } else { Err(CommandError::NotSeen) }
        }
        WorkOrderCommand::SendBack { reason } => {
            note(reason)?;
            if state == State::Approved { Ok(()) } else { reviewable(&state) }
        }
        WorkOrderCommand::Cancel { reason } => to_do(&state).and_then(|()| note(reason)),
        WorkOrderCommand::Settle { contradiction, favours, note } => {
            at_most(note, NOTE_CHARS_MAX)?;
            let contradictions = order.standing().contradictions;
            let found = contradictions.iter().find(|found| found.key() == *contradiction);
            let found = found.ok_or(CommandError::Unknown("contradiction"))?;
            let known = favours.is_none_or(|fact| found.facts().contains(&fact));
            if known { Ok(()) } else { Err(CommandError::Unknown("step")) }
        }
    }
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
            if open.is_none() || order.standing().state != State::InProgress {
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
        WorkOrderCommand::CannotFinish { reason } => {
            end_visit(w)?;
            Some(WorkOrder::write_step(w, &StepKind::CannotFinish { reason: reason.clone() })?)
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
        WorkOrderCommand::Edit(fields) => {
            fields.iter().try_for_each(|field| WorkOrder::write_field(w, field))?;
            None
        }
        WorkOrderCommand::Assign(people) => {
            order.write_assigned(w, people)?;
            None
        }
        WorkOrderCommand::Approve { seen } => {
            Some(WorkOrder::write_step(w, &StepKind::Approved { seen: seen.clone() })?)
        }
        WorkOrderCommand::SendBack { reason } => {
            Some(WorkOrder::write_step(w, &StepKind::SentBack { reason: reason.clone() })?)
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

type Written = (Option<FactId>, Option<crate::document::LocalChange>);

fn execute_building(document: &mut Document, command: &BuildingCommand, author: Author) -> Outcome<Written> {
    let known = if command_creates(command) { None } else { Some(Building::read(document)?) };
    match command {
        BuildingCommand::Create(new) => line(&new.name)?,
        BuildingCommand::CorrectAsset { asset, field } => {
            if !known.is_some_and(|building| building.assets.contains_key(asset)) {
                return Err(CommandError::Unknown("asset"));
            }
            check_asset_field(field)?;
        }
        BuildingCommand::AddAsset { asset, .. } => line(&asset.name)?,
        BuildingCommand::AddRemark { text } => note(text)?,
        BuildingCommand::SetAccess(access) => {
            [&access.keys, &access.contact, &access.phone, &access.hours]
                .into_iter()
                .try_for_each(|text| at_most(text, NOTE_CHARS_MAX))?;
        }
        BuildingCommand::Transfer(_) => {}
    }
    write(document, author, |w| {
        let mut fact = None;
        match command {
            BuildingCommand::Create(new) => Building::write_new(w, new)?,
            BuildingCommand::CorrectAsset { asset, field } => Building::write_asset_field(w, *asset, field)?,
            BuildingCommand::AddAsset { id, asset } => Building::write_asset(w, *id, asset)?,
            BuildingCommand::AddRemark { text } => fact = Some(Building::write_remark(w, text)?),
            BuildingCommand::SetAccess(access) => Building::write_access(w, access)?,
            BuildingCommand::Transfer(organisation) => Building::write_organisation(w, *organisation)?,
        }
        Ok(fact)
    })
}

const fn command_creates(command: &BuildingCommand) -> bool {
    matches!(command, BuildingCommand::Create(_))
}

fn check_asset_field(field: &AssetField) -> Outcome<()> {
    at_most(field.key_and_value().1, LINE_CHARS_MAX)
}

fn execute_request(document: &mut Document, command: &RequestCommand, author: Author) -> Outcome<Written> {
    match command {
        RequestCommand::Create(new) => check_new_request(new)?,
        RequestCommand::AddPhoto(photo) => at_most(&photo.caption, NOTE_CHARS_MAX)?,
        RequestCommand::LinkWorkOrder(_) => {}
        RequestCommand::Close { reason } => note(reason)?,
    }
    write(document, author, |w| {
        let mut fact = None;
        match command {
            RequestCommand::Create(new) => Request::write_new(w, new)?,
            RequestCommand::AddPhoto(facts) => fact = Some(Request::write_photo(w, facts)?),
            RequestCommand::LinkWorkOrder(order) => Request::write_work_order(w, *order)?,
            RequestCommand::Close { reason } => Request::write_closed(w, reason)?,
        }
        Ok(fact)
    })
}

fn check_new_request(new: &NewRequest) -> Outcome<()> {
    line(&new.title)?;
    at_most(&new.description, NOTE_CHARS_MAX)
}

/// A text that must say something, in a line.
fn line(text: &str) -> Outcome<()> {
    present(text)?;
    at_most(text, LINE_CHARS_MAX)
}

/// A text that must say something, at length.
fn note(text: &str) -> Outcome<()> {
    present(text)?;
    at_most(text, NOTE_CHARS_MAX)
}

fn present(text: &str) -> Outcome<()> {
    if text.trim().is_empty() { Err(CommandError::Empty) } else { Ok(()) }
}

fn at_most(text: &str, chars_max: usize) -> Outcome<()> {
    // A character is at least a byte: most texts are decided without counting.
    if text.len() > chars_max && text.chars().count() > chars_max {
        return Err(CommandError::TooLong { chars_max });
    }
    Ok(())
}
