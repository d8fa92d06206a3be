//! Correcting a request: a typing error, the wrong asset. Only what was changed is written.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::command::RequestCommand;
use shared::document::{Priority, RequestField};
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::{AssetId, Command, DocumentId};

use super::super::access::may_plan;
use super::super::fields::{Fields, id};
use super::super::say::Say;
use super::super::session::Visitor;
use super::super::trouble::Trouble;
use super::super::{Office, place};
use crate::office::store::{BuildingRow, RequestRow};

/// Whether somebody may correct a request: who plans, and who entered it, as long as nothing came of it.
pub(super) fn may_correct(visitor: &Visitor, request: &RequestRow) -> bool {
    let is_open = request.work_order.is_none() && request.closed.is_none();
    is_open && (may_plan(visitor.person.role) || request.person == visitor.person.id)
}

pub(super) fn form(say: &Say, request: &RequestRow, building: Option<&BuildingRow>) -> Markup {
    let before =
        |name: &str, value: &str| html! { input type="hidden" name={ (name) "-before" } value=(value); };
    let asset = request.asset.map(|asset| asset.to_string()).unwrap_or_default();
    html! {
        section {
            details {
                summary data-test="correct-open" { (say.t("request-correct")) }
                form.stack.narrow method="post" action={ "/office/requests/" (request.id) "/correct" } data-test="correct" {
                    div.field {
                        label for="title" { (say.t("request-what")) }
                        (before("title", &request.title))
                        input #title name="title" required maxlength=(LINE_CHARS_MAX) value=(request.title);
                    }
                    div.field {
                        label for="description" { (say.t("field-description")) }
                        (before("description", &request.description))
                        textarea #description name="description" rows="4" maxlength=(NOTE_CHARS_MAX) { (request.description) }
                    }
                    @if let Some(building) = building {
                        (before("asset", &asset))
                        (place::asset(say, building, request.asset))
                    }
                    (before("priority", request.priority.name()))
                    (place::priority(say, request.priority))
                    button type="submit" { (say.t("save")) }
                }
            }
        }
    }
}

/// The field of a form, when it is not as it was shown.
fn changed<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let before = fields.exact(&format!("{name}-before"));
    let after = fields.exact(name);
    (before != after).then_some(after)
}

pub(in super::super) async fn correct(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id: DocumentId = id(&address)?;
    let request = office.database.read(move |reader| reader.request(id)).await?.ok_or(Trouble::NotFound)?;
    if !may_correct(&visitor, &request) {
        return Err(Trouble::NotAllowed);
    }
    let mut corrected = Vec::new();
    if let Some(title) = changed(&fields, "title") {
        corrected.push(RequestField::Title(title.trim().to_owned()));
    }
    if let Some(after) = changed(&fields, "description") {
        let before = fields.exact("description-before").to_owned();
        corrected.push(RequestField::Description { before, after: after.to_owned() });
    }
    if let Some(priority) = changed(&fields, "priority") {
        let priority = Priority::named(priority).ok_or(Trouble::Invalid("error-other"))?;
        corrected.push(RequestField::Priority(priority));
    }
    if changed(&fields, "asset").is_some() {
        let asset: Option<AssetId> = fields.optional("asset")?;
        let building = request.building;
        let place = office.database.read(move |reader| reader.building(building)).await?;
        corrected.push(RequestField::Asset(asset));
        // The room is that of the asset.
        corrected
            .push(RequestField::Space(asset.and_then(|asset| place.and_then(|place| place.space_of(asset)))));
    }
    if corrected.is_empty() {
        return Ok(Redirect::to(&format!("/office/requests/{id}")).into_response());
    }
    let command = Command::Request(RequestCommand::Correct(corrected));
    office.engine.execute(visitor.person.id, Some(id), command).await?;
    Ok(Redirect::to(&format!("/office/requests/{id}?done=saved")).into_response())
}
