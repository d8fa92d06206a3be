//! One work order: everything a supervisor needs to approve it or send it back, on one page. It
//! shows the live document, so an approval binds to what was seen.

pub(super) mod contradiction;
pub(super) mod evidence;
mod paper;
pub(super) mod report;

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::command::WorkOrderCommand;
use shared::document::WorkOrder;
use shared::limits::NOTE_CHARS_MAX;
use shared::status::Standing;
use shared::{Command, DocumentId, Heads, Sha256};

use super::access::{may_plan, may_review};
use super::chip;
use super::fields::{Fields, Parameters, id};
use super::icon::icon;
use super::session::Visitor;
use super::shell::{Room, done, notices, shell};
use super::trouble::{Trouble, command_phrase};
use super::{Office, order_form, review};
use crate::office::store::{BuildingRow, DeliveryRow, Names};
use crate::sync::EngineError;

pub(super) use contradiction::field_key;
pub(super) use paper::page as print;

/// Everything the page shows.
pub(super) struct Sheet {
    pub(super) id: DocumentId,
    pub(super) order: WorkOrder,
    pub(super) standing: Standing,
    pub(super) heads: Heads,
    pub(super) building: Option<BuildingRow>,
    pub(super) names: Names,
    /// The pictures the office has.
    pub(super) received: BTreeSet<Sha256>,
    pub(super) deliveries: Vec<DeliveryRow>,
    /// What the request it answers is called.
    pub(super) request: Option<String>,
    /// Which page of the photos is shown, from 0.
    pub(super) photo_page: u32,
}

/// The order as its live document says, and the heads it was read at.
pub(super) async fn live(office: &Office, id: DocumentId) -> Result<(WorkOrder, Heads), Trouble> {
    let document = office.engine.document(id).await?.ok_or(Trouble::NotFound)?;
    let order = WorkOrder::read(&document).map_err(|_| Trouble::NotFound)?;
    Ok((order, document.heads()))
}

impl Sheet {
    pub(super) async fn read(office: &Office, id: DocumentId) -> Result<Self, Trouble> {
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
        let standing = order.standing();
        Ok(Self { id, standing, heads, building, names, received, deliveries, request, photo_page: 0, order })
    }

    /// Pictures of the order that are still on a phone.
    pub(super) fn photos_missing(&self) -> u32 {
        let photos = self.order.corrected_photos();
        let missing = photos
            .iter()
            .filter(|(_, photo)| photo.withdrawn.is_none() && !self.received.contains(&photo.facts.sha256))
            .count();
        u32::try_from(missing).unwrap_or(u32::MAX)
    }
}

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let sheet = Sheet { photo_page: parameters.page(), ..Sheet::read(&office, id(&address)?).await? };
    show(&office, &visitor, &sheet, done(parameters.one("done")), None).await
}

async fn show(
    office: &Office,
    visitor: &Visitor,
    sheet: &Sheet,
    done: Option<&str>,
    trouble: Option<&str>,
) -> Result<Markup, Trouble> {
    let say = &visitor.say;
    let Sheet { order, standing, .. } = sheet;
    let body = html! {
        (notices(say, done, trouble))
        div #order data-live data-said=(say.t("order-said")) {
            header.sheet {
                div.head {
                    p.quiet { (order.number) }
                    a.button.plain href={ "/office/work-orders/" (sheet.id) "/print" } data-test="print" { (icon("print")) (say.t("print")) }
                }
                h1 { (order.title) }
                p.chips {
                    (chip::state(say, standing.state.name()))
                    @if let Some(cause) = standing.state.cause() { (chip::cause(say, cause)) }
                    (chip::priority(say, order.priority))
                    (chip::due(say, order.due, standing.state.is_to_do()))
                    @if standing.new_since_approval { span.chip.fresh { (say.t("chip-new-since-approval")) } }
                }
                @if let Some(reason) = standing.state.reason().filter(|reason| !reason.is_empty()) { p.notice.bad { (say.t("reason")) (say.t("colon")) (reason) } }
                (report::facts(say, sheet))
            }
            (contradiction::section(say, sheet, may_review(visitor.person.role), &html! {}))
            (evidence::deliveries(say, sheet))
            (report::reports(say, sheet))
            (evidence::photos(say, sheet))
            (report::checklist(say, sheet))
            (report::materials(say, sheet))
            (report::timeline(say, sheet))
        }
        div #decide data-live {
            @if may_review(visitor.person.role) && standing.state.is_to_review() { (review_forms(visitor, sheet)) }
        }
        @if may_plan(visitor.person.role) { (order_form::plan_forms(visitor, sheet, &order_form::blocked(office).await?)) }
    };
    let title = format!("{} {}", order.number, order.title);
    Ok(shell(say, Some(visitor), Room::WorkOrders, &title, &body))
}

/// What an approval says of the work: that it is done, or that nobody can do it.
pub(super) fn approve_words(standing: &Standing) -> &'static str {
    if standing.state.cause().is_some() { "approve-cannot" } else { "approve" }
}

fn review_forms(visitor: &Visitor, sheet: &Sheet) -> Markup {
    let say = &visitor.say;
    let missing = sheet.photos_missing();
    html! {
        section.decide aria-label=(say.t("decide")) {
            h2 { (say.t("decide")) }
            div.columns {
                @if sheet.standing.has_to_be_settled() {
                    p.notice data-test="settle-first" { (say.t("error-unsettled")) }
                } @else {
                    form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/approve" } {
                        input type="hidden" name="seen" value=(sheet.heads);
                        @if missing > 0 {
                            p.notice.warn data-test="photos-missing" { (say.count("approve-photos-missing", missing)) }
                            label.tick {
                                input type="checkbox" name="without-photos" value="yes" required;
                                span { (say.t("approve-without-photos")) }
                            }
                        }
                        button.primary type="submit" data-test="approve" { (say.t(approve_words(&sheet.standing))) }
                    }
                }
                form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/send-back" } {
                    div.field {
                        label for="send-back-reason" { (say.t("send-back-reason")) }
                        textarea #send-back-reason name="reason" rows="3" data-chars-max=(NOTE_CHARS_MAX) required data-test="send-back-reason" {}
                    }
                    button type="submit" data-test="send-back" { (say.t("send-back")) }
                }
            }
        }
    }
}

/// The order's page, saying what was done.
pub(super) fn back_to(id: DocumentId, done: &str) -> Response {
    Redirect::to(&format!("/office/work-orders/{id}?done={done}")).into_response()
}

/// Executes a command on a work order; a refusal is the page again, with the reason.
pub(super) async fn execute(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    command: WorkOrderCommand,
    done: &str,
) -> Result<Response, Trouble> {
    match office.engine.execute(visitor.person.id, Some(id), Command::WorkOrder(command)).await {
        Ok(_) => Ok(back_to(id, done)),
        Err(EngineError::Command(error)) => refused(office, visitor, id, command_phrase(&error)).await,
        Err(other) => Err(other.into()),
    }
}

/// The page again, with what stands in the way.
pub(super) async fn refused(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    phrase: &'static str,
) -> Result<Response, Trouble> {
    let sheet = Sheet::read(office, id).await?;
    let page = show(office, visitor, &sheet, None, Some(phrase)).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

pub(super) async fn approve(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
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

pub(super) async fn send_back(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id = id(&address)?;
    let command = WorkOrderCommand::SendBack { reason: fields.one("reason").to_owned() };
    let answer = execute(&office, &visitor, id, command, "sent-back").await?;
    let on_desk = answer.status().is_redirection().then(|| review::after(&fields, id, "sent-back")).flatten();
    Ok(on_desk.unwrap_or(answer))
}

pub(super) async fn cancel(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let command = WorkOrderCommand::Cancel { reason: fields.one("reason").to_owned() };
    execute(&office, &visitor, id(&address)?, command, "cancelled").await
}

pub(super) async fn settle(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let id = id(&address)?;
    let answer = contradiction::settle(&office, &visitor, id, &fields).await?;
    let on_desk = answer.status().is_redirection().then(|| review::again(&fields, id, "settled")).flatten();
    Ok(on_desk.unwrap_or(answer))
}
