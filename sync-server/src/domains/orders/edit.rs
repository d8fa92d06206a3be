//! Changing what stands in a work order: its fields, its people.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::command::Revision;
use shared::document::priority::Priority;
use shared::work_order::{WorkOrder, WorkOrderCommand, WorkOrderField};
use shared::{DocumentId, PersonId};

use crate::domains::orders::act::execute;
use crate::domains::orders::new::not_over;
use crate::domains::orders::sheet::live;
use crate::domains::register::place;
use crate::office::form::{Fields, id};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let (order, _) = live(&office, &visitor, id).await?;
    let mut revisions = revisions(&fields, &order)?;
    for revision in &revisions {
        if let WorkOrderField::Due(due) = revision.left {
            not_over(&visitor.localizer, due)?;
        }
    }
    let asset = revisions.iter().find_map(|revision| {
        if let WorkOrderField::Asset(asset) = revision.left { Some(asset) } else { None }
    });
    if let Some(asset) = asset {
        // The room is that of the asset.
        let space = place::room_of(&office, &visitor, order.building, asset).await?;
        let [shown, left] = [order.space, space].map(WorkOrderField::Space);
        revisions.push(Revision { shown, left });
    }
    if revisions.is_empty() {
        return Ok(Redirect::to(&format!("/office/work-orders/{id}")).into_response());
    }
    execute(&office, &visitor, id, WorkOrderCommand::Revise(revisions), "saved").await
}

/// What was changed in the form, and nothing else: the rest may be changing elsewhere.
fn revisions(fields: &Fields, order: &WorkOrder) -> Result<Vec<Revision<WorkOrderField>>, PageError> {
    let due = order.due.map(|day| day.to_string()).unwrap_or_default();
    let asset = order.asset.map(|asset| asset.to_string()).unwrap_or_default();
    let nature = order.nature.to_string();
    let now = [
        ("title", order.title.as_str()),
        ("description", &order.description),
        ("nature", &nature),
        ("priority", order.priority.name()),
        ("due", &due),
        ("asset", &asset),
    ];
    let mut revisions = Vec::new();
    for (name, now) in now {
        let (shown, left) = (fields.shown(name, now), fields.left(name, now));
        if shown.trim() != left {
            revisions.push(Revision { shown: field(name, shown)?, left: field(name, left)? });
        }
    }
    Ok(revisions)
}

/// A field of an order, read from a form.
fn field(name: &str, text: &str) -> Result<WorkOrderField, PageError> {
    let other = PageError::Invalid("error-other");
    Ok(match name {
        "title" => WorkOrderField::Title(text.to_owned()),
        "description" => WorkOrderField::Description(text.to_owned()),
        "nature" => {
            WorkOrderField::Nature(text.parse().map_err(|_| PageError::Invalid("error-nature-missing"))?)
        }
        "priority" => WorkOrderField::Priority(Priority::named(text).ok_or(other)?),
        "due" if text.is_empty() => WorkOrderField::Due(None),
        "due" => WorkOrderField::Due(Some(text.parse().map_err(|_| PageError::Invalid("error-day"))?)),
        "asset" if text.is_empty() => WorkOrderField::Asset(None),
        "asset" => WorkOrderField::Asset(Some(text.parse().map_err(|_| other)?)),
        _ => return Err(other),
    })
}

pub(crate) async fn assign(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let left: BTreeSet<PersonId> = fields.all("assigned").into_iter().collect();
    let command = match fields.all_shown("assigned") {
        Some(shown) => WorkOrderCommand::Reassign { shown: shown.into_iter().collect(), left },
        None => WorkOrderCommand::Assign(left),
    };
    execute(&office, &visitor, id(&address)?, command, "saved").await
}
