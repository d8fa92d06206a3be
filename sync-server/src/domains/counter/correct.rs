//! Correcting a request: a typing error, the wrong asset. Only what was changed is written.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::command::Revision;
use shared::document::priority::Priority;
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::request::{Request, RequestCommand, RequestField};
use shared::{Command, DocumentId, DocumentKind};

use crate::base::role::may_plan;
use crate::domains::counter::queries::RequestRow;
use crate::domains::register::place;
use crate::domains::register::queries::BuildingRow;
use crate::office::form::{Fields, id, was};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Whether somebody may correct a request: who plans, and who entered it, as long as nothing came of it.
pub(crate) fn may_correct(visitor: &Visitor, request: &RequestRow) -> bool {
    let is_open = request.work_order.is_none() && request.closed.is_none();
    is_open && (visitor.may_at(may_plan, request.organisation) || request.person == visitor.person.id)
}

pub(crate) fn form(localizer: &Localizer, request: &RequestRow, building: Option<&BuildingRow>) -> Markup {
    html! {
        section {
            details {
                summary data-test="correct-open" { (localizer.text("request-correct")) }
                form.stack.narrow method="post" action={ "/office/requests/" (request.id) "/correct" } data-test="correct" {
                    div.field {
                        label for="title" { (localizer.text("request-what")) }
                        (was("title", [&request.title]))
                        input #title name="title" required data-chars-max=(LINE_CHARS_MAX) value=(request.title);
                    }
                    div.field {
                        label for="description" { (localizer.text("field-description")) }
                        (was("description", [&request.description]))
                        textarea #description name="description" rows="4" data-chars-max=(NOTE_CHARS_MAX) { (request.description) }
                    }
                    @if let Some(building) = building {
                        (was("asset", request.asset))
                        (place::asset(localizer, building, request.asset))
                    }
                    (was("priority", [request.priority.name()]))
                    (place::priority(localizer, request.priority))
                    button type="submit" { (localizer.text("save")) }
                }
            }
        }
    }
}

/// Where one reads what became of a request.
pub(crate) fn answer_of(request: &RequestRow) -> String {
    match request.work_order {
        Some(order) => format!("/office/work-orders/{order}"),
        None => format!("/office/requests/{}", request.id),
    }
}

/// What was changed in the form, and nothing else.
fn revisions(fields: &Fields, now: &RequestRow) -> Result<Vec<Revision<RequestField>>, PageError> {
    let asset = now.asset.map(|asset| asset.to_string()).unwrap_or_default();
    let plain = [
        ("title", now.title.as_str()),
        ("description", &now.description),
        ("priority", now.priority.name()),
        ("asset", &asset),
    ];
    let mut revisions = Vec::new();
    for (name, now) in plain {
        let (shown, left) = (fields.shown(name, now), fields.left(name, now));
        if shown.trim() != left.trim() {
            revisions.push(Revision { shown: field(name, shown)?, left: field(name, left.trim())? });
        }
    }
    Ok(revisions)
}

/// A field of a request, read from a form.
fn field(name: &str, text: &str) -> Result<RequestField, PageError> {
    let other = PageError::Invalid("error-other");
    Ok(match name {
        "title" => RequestField::Title(text.to_owned()),
        "description" => RequestField::Description(text.to_owned()),
        "priority" => RequestField::Priority(Priority::named(text).ok_or(other)?),
        "asset" if text.is_empty() => RequestField::Asset(None),
        "asset" => RequestField::Asset(Some(text.parse().map_err(|_| other)?)),
        _ => return Err(other),
    })
}

pub(crate) async fn correct(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let request = office.lists(&visitor, move |reader| reader.request(id)).await?;
    let Some(request) = request else {
        return Err(office.not_listed(&visitor, id, DocumentKind::Request).await);
    };
    if request.work_order.is_some() || request.closed.is_some() {
        return Err(PageError::Answered(answer_of(&request)));
    }
    if !may_correct(&visitor, &request) {
        return Err(PageError::NotAllowed);
    }
    let mut corrected = revisions(&fields, &request)?;
    let asset = corrected
        .iter()
        .find_map(|revision| if let RequestField::Asset(asset) = revision.left { Some(asset) } else { None });
    if let Some(asset) = asset {
        // The room is that of the asset.
        let space = place::room_of(&office, &visitor, request.building, asset).await?;
        let document = office.document(&visitor, id).await?.ok_or(PageError::NotFound)?;
        let shown = Request::read(&document).map_err(|_| PageError::NotFound)?.space;
        let [shown, left] = [shown, space].map(RequestField::Space);
        corrected.push(Revision { shown, left });
    }
    if corrected.is_empty() {
        return Ok(Redirect::to(&format!("/office/requests/{id}")).into_response());
    }
    let command = Command::Request(RequestCommand::Correct(corrected));
    office.engine.execute(visitor.person.id, Some(id), command).await?;
    Ok(Redirect::to(&format!("/office/requests/{id}?done=saved")).into_response())
}
