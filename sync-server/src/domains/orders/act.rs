//! Executing a command on a work order, and the page that answers.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use shared::work_order::WorkOrderCommand;
use shared::{Command, DocumentId};

use crate::domains::orders::page::show;
use crate::domains::orders::sheet::Sheet;
use crate::engine::error::EngineError;
use crate::office::page_error::{PageError, command_phrase};
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The order's page, saying what was done.
pub(crate) fn back_to(id: DocumentId, done: &str) -> Response {
    Redirect::to(&format!("/office/work-orders/{id}?done={done}")).into_response()
}

/// Executes a command on a work order; a refusal is the page again, with the reason.
pub(crate) async fn execute(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    command: WorkOrderCommand,
    done: &str,
) -> Result<Response, PageError> {
    match office.engine.execute(visitor.person.id, Some(id), Command::WorkOrder(command)).await {
        Ok(_) => Ok(back_to(id, done)),
        Err(EngineError::Command(error)) => refused(office, visitor, id, command_phrase(&error)).await,
        Err(EngineError::OwnPhone) => refused(office, visitor, id, "error-own-phone").await,
        Err(other) => Err(other.into()),
    }
}

/// The page again, with what stands in the way.
pub(crate) async fn refused(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    phrase: &'static str,
) -> Result<Response, PageError> {
    let sheet = Sheet::read(office, visitor, id).await?;
    let page = show(office, visitor, &sheet, None, Some(phrase)).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}
