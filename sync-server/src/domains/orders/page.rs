//! One work order: everything a supervisor needs to approve it or send it back, on one page. It
//! shows the live document, so an approval binds to what was seen.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::limits::NOTE_CHARS_MAX;
use shared::work_order::status::Status;
use shared::work_order::{WorkOrder, WorkOrderCommand};
use shared::{Command, DocumentId, Heads, Sha256};

use crate::base::role::{may_plan, may_review};
use crate::domains::catalogue::names::Names;
use crate::domains::orders::queries::DeliveryRow;
use crate::domains::orders::{contradiction, form, menu, photos, report, review};
use crate::domains::register::queries::BuildingRow;
use crate::engine::error::EngineError;
use crate::office::badge;
use crate::office::form::{Fields, Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::page_error::{PageError, command_phrase};
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) use crate::domains::orders::contradiction::field_key;

/// Everything the page shows.
pub(crate) struct Sheet {
    pub(crate) id: DocumentId,
    pub(crate) order: WorkOrder,
    pub(crate) status: Status,
    pub(crate) heads: Heads,
    pub(crate) building: Option<BuildingRow>,
    pub(crate) names: Names,
    /// The pictures the office has.
    pub(crate) received: BTreeSet<Sha256>,
    pub(crate) deliveries: Vec<DeliveryRow>,
    /// What the request it answers is called.
    pub(crate) request: Option<String>,
    /// Which page of the photos is shown, from 0.
    pub(crate) photo_page: u32,
}

/// The order as its live document says, and the heads it was read at.
pub(crate) async fn live(office: &Office, id: DocumentId) -> Result<(WorkOrder, Heads), PageError> {
    let document = office.engine.document(id).await?.ok_or(PageError::NotFound)?;
    let order = WorkOrder::read(&document).map_err(|_| PageError::NotFound)?;
    Ok((order, document.heads()))
}

impl Sheet {
    pub(crate) async fn read(office: &Office, id: DocumentId) -> Result<Self, PageError> {
        let (order, heads) = live(office, id).await?;
        let hashes: BTreeSet<Sha256> =
            order.photos.values().flat_map(|photo| [photo.facts.sha256, photo.facts.thumbnail]).collect();
        let (building, asked) = (order.building, order.request.map(|id| id.to_string()));
        let (building, names, received, deliveries, request) = office
            .database
            .read(move |reader| {
                Ok((
                    reader.building(building)?,
                    reader.names()?,
                    reader.received(&hashes)?,
                    reader.deliveries(id)?,
                    reader.called(asked.as_slice())?.into_values().next(),
                ))
            })
            .await?;
        let status = order.status();
        Ok(Self { id, status, heads, building, names, received, deliveries, request, photo_page: 0, order })
    }

    /// Pictures of the order that are still on a phone.
    pub(crate) fn photos_missing(&self) -> u32 {
        let photos = self.order.corrected_photos();
        let missing = photos
            .iter()
            .filter(|(_, photo)| photo.withdrawn.is_none() && !self.received.contains(&photo.facts.sha256))
            .count();
        u32::try_from(missing).unwrap_or(u32::MAX)
    }
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let sheet = Sheet { photo_page: parameters.page(), ..Sheet::read(&office, id(&address)?).await? };
    show(&office, &visitor, &sheet, done(parameters.one("done")), None).await
}

async fn show(
    office: &Office,
    visitor: &Visitor,
    sheet: &Sheet,
    done: Option<&str>,
    trouble: Option<&str>,
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let Sheet { order, status, .. } = sheet;
    let body = html! {
        (notices(localizer, done, trouble))
        div #order data-live data-said=(localizer.text("order-said")) {
            header.sheet {
                div.head {
                    p.quiet { (order.number) }
                    a.button.plain href={ "/office/work-orders/" (sheet.id) "/print" } data-test="print" { (icon("print")) (localizer.text("print")) }
                }
                h1 { (order.title) }
                p.chips {
                    (badge::state(localizer, status.state.name()))
                    @if let Some(cause) = status.state.cause() { (badge::cause(localizer, cause)) }
                    (badge::priority(localizer, order.priority))
                    (badge::due(localizer, order.due, status.state.is_to_do()))
                    @if status.new_since_approval { span.chip.fresh { (localizer.text("chip-new-since-approval")) } }
                }
                @if let Some(reason) = status.state.reason().filter(|reason| !reason.is_empty()) { p.notice.bad { (localizer.text("reason")) (localizer.text("colon")) (reason) } }
                (report::facts(localizer, sheet))
            }
            (contradiction::section(localizer, sheet, may_review(visitor.person.role), &html! {}))
            (photos::deliveries(localizer, sheet))
            (report::reports(localizer, sheet))
            (photos::photos(localizer, sheet))
            (report::checklist(localizer, sheet))
            (report::materials(localizer, sheet))
            (report::timeline(localizer, sheet))
        }
        div #decide data-live {
            @if may_review(visitor.person.role) && status.state.is_to_review() { (review_forms(visitor, sheet)) }
        }
        @if may_plan(visitor.person.role) { (form::plan_forms(visitor, sheet, &form::blocked(office).await?)) }
    };
    let title = format!("{} {}", order.number, order.title);
    Ok(shell(localizer, Some(visitor), menu::ORDERS, &title, &body))
}

/// What an approval says of the work: that it is done, or that nobody can do it.
pub(crate) fn approve_words(status: &Status) -> &'static str {
    if status.state.cause().is_some() { "approve-cannot" } else { "approve" }
}

fn review_forms(visitor: &Visitor, sheet: &Sheet) -> Markup {
    let localizer = &visitor.localizer;
    let missing = sheet.photos_missing();
    html! {
        section.decide aria-label=(localizer.text("decide")) {
            h2 { (localizer.text("decide")) }
            div.columns {
                @if sheet.status.has_to_be_settled() {
                    p.notice data-test="settle-first" { (localizer.text("error-unsettled")) }
                } @else {
                    form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/approve" } {
                        input type="hidden" name="seen" value=(sheet.heads);
                        @if missing > 0 {
                            p.notice.warn data-test="photos-missing" { (localizer.count("approve-photos-missing", missing)) }
                            label.tick {
                                input type="checkbox" name="without-photos" value="yes" required;
                                span { (localizer.text("approve-without-photos")) }
                            }
                        }
                        button.primary type="submit" data-test="approve" { (localizer.text(approve_words(&sheet.status))) }
                    }
                }
                form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/send-back" } {
                    div.field {
                        label for="send-back-reason" { (localizer.text("send-back-reason")) }
                        textarea #send-back-reason name="reason" rows="3" data-chars-max=(NOTE_CHARS_MAX) required data-test="send-back-reason" {}
                    }
                    button type="submit" data-test="send-back" { (localizer.text("send-back")) }
                }
            }
        }
    }
}

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
    let sheet = Sheet::read(office, id).await?;
    let page = show(office, visitor, &sheet, None, Some(phrase)).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

pub(crate) async fn approve(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id = id(&address)?;
    let seen: Heads = fields.required("seen", "error-not-seen")?;
    // The page asks for it, but the page may be older than the last photo's mention.
    let sheet = Sheet::read(&office, id).await?;
    if sheet.photos_missing() > 0 && fields.one("without-photos") != "yes" {
        return refused(&office, &visitor, id, "error-photos-missing").await;
    }
    let answer = execute(&office, &visitor, id, WorkOrderCommand::Approve { seen }, "approved").await?;
    let on_desk = if answer.status().is_redirection() {
        review::after(&fields, id, "approved")
    } else {
        review::again(&fields, id, "")
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
    let on_desk = answer.status().is_redirection().then(|| review::after(&fields, id, "sent-back")).flatten();
    Ok(on_desk.unwrap_or(answer))
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
    let answer = contradiction::settle(&office, &visitor, id, &fields).await?;
    let on_desk = answer.status().is_redirection().then(|| review::again(&fields, id, "settled")).flatten();
    Ok(on_desk.unwrap_or(answer))
}
