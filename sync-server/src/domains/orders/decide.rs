//! What is decided on a work order: approved, sent back, taken back, settled, cancelled.

use axum::extract::{Path, State};
use axum::response::Response;
use shared::work_order::WorkOrderCommand;
use shared::work_order::status::Contradiction;
use shared::{Command, DocumentId, FactId, Heads};

use crate::domains::orders::act::{execute, refused};
use crate::domains::orders::contradiction::chosen;
use crate::domains::orders::first_day::Approval;
use crate::domains::orders::review;
use crate::domains::orders::sheet::{Sheet, live};
use crate::office::form::{Fields, id};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn approve(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id = id(&address)?;
    let seen: Heads = fields.required("seen", "error-not-seen")?;
    // The page asks for it, but the page may be older than the last photo's mention.
    let sheet = Sheet::read(&office, &visitor, id).await?;
    if sheet.photos_missing() > 0 && fields.one("without-photos") != "yes" {
        return refused(&office, &visitor, id, "error-photos-missing").await;
    }
    if sheet.first_day.approval(&visitor.person) == Approval::OwnPhone
        && let Some(on_desk) = review::again(&fields, id, ("error", "own-phone"))
    {
        return Ok(on_desk);
    }
    let answer = execute(&office, &visitor, id, WorkOrderCommand::Approve { seen }, "approved").await?;
    let on_desk = if answer.status().is_redirection() {
        review::after(&fields, id, "approved")
    } else {
        review::again(&fields, id, ("error", "not-seen"))
    };
    Ok(on_desk.unwrap_or(answer))
}

pub(crate) async fn send_back(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id = id(&address)?;
    let command = WorkOrderCommand::SendBack { reason: fields.one("reason").to_owned() };
    let answer = execute(&office, &visitor, id, command, "sent-back").await?;
    Ok(where_done(answer, || review::after(&fields, id, "sent-back")))
}

pub(crate) async fn cancel(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let command = WorkOrderCommand::Cancel { reason: fields.one("reason").to_owned() };
    execute(&office, &visitor, id(&address)?, command, "cancelled").await
}

pub(crate) async fn settle(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id = id(&address)?;
    let answer = settle_with(&office, &visitor, id, &fields).await?;
    Ok(where_done(answer, || review::again(&fields, id, ("done", "settled"))))
}

/// Writes the value that was chosen, then settles.
async fn settle_with(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    fields: &Fields,
) -> Result<Response, PageError> {
    let key = fields.exact("contradiction").to_owned();
    let (before, _) = live(office, visitor, id).await?;
    let contradictions = before.status().contradictions;
    let found = contradictions.iter().find(|known| known.key() == key);
    let value = match found {
        Some(Contradiction::Field(conflict)) => chosen(&before, conflict, fields.exact("value")),
        Some(_) | None => None,
    };
    let note = match fields.one("note") {
        "" => visitor.localizer.text("contradiction-settled"),
        note => note.to_owned(),
    };
    let favours = match fields.one("favours") {
        "" => None,
        fact => Some(fact.parse().map_err(|_| PageError::Invalid("error-unknown"))?),
    };
    // First, while there is something to settle: writing the value may leave nothing.
    let settle = WorkOrderCommand::Settle { contradiction: key, favours, note };
    let answer = execute(office, visitor, id, settle, "settled").await?;
    if let (Some(command), true) = (value, answer.status().is_redirection()) {
        office.engine.execute(visitor.person.id, Some(id), Command::WorkOrder(command)).await?;
    }
    Ok(answer)
}

/// Takes an approval or a return back: the report lies on the desk again.
pub(crate) async fn take_back(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let review: FactId = fields.required("review", "error-too-late")?;
    let answer = execute(&office, &visitor, id, WorkOrderCommand::TakeBack { review }, "taken-back").await?;
    Ok(where_done(answer, || review::again(&fields, id, ("done", "taken-back"))))
}

/// What the desk of reviews shows next, where something was done from there; else the answer itself.
fn where_done(answer: Response, next: impl FnOnce() -> Option<Response>) -> Response {
    let next = answer.status().is_redirection().then(next).flatten();
    next.unwrap_or(answer)
}
