//! One work order: everything a supervisor needs to approve it or send it back, on one page. It
//! shows the live document, so an approval binds to what was seen.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::document::GONE;
use shared::limits::NOTE_CHARS_MAX;

use crate::base::role::{may_plan, may_review};
use crate::domains::orders::first_day::Approval;
use crate::domains::orders::sheet::{Sheet, approve_words};
use crate::domains::orders::{badges, contradiction, form, menu, photos, report, signed_report};
use crate::office::badge;
use crate::office::form::{Parameters, id};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let sheet =
        Sheet { photo_page: parameters.page(), ..Sheet::read(&office, &visitor, id(&address)?).await? };
    show(&office, &visitor, &sheet, done(parameters.one("done")), None).await
}

pub(crate) async fn show(
    office: &Office,
    visitor: &Visitor,
    sheet: &Sheet,
    done: Option<&str>,
    error: Option<&str>,
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let Sheet { order, status, .. } = sheet;
    let body = html! {
        (notices(localizer, done, error))
        div #order data-live data-said=(localizer.text("order-said")) {
            header.sheet {
                div.head {
                    p.quiet { (order.number) }
                    a.button.plain href={ "/office/work-orders/" (sheet.id) "/print" } data-test="print" { (icon("print")) (localizer.text("print")) }
                }
                h1 { (order.title) }
                p.chips {
                    (badge::state(localizer, status.state.name()))
                    @if let Some(cause) = status.state.cause() { (badges::cause(localizer, cause)) }
                    (badge::priority(localizer, order.priority))
                    (badge::due(localizer, order.due, status.state.is_to_do()))
                    @if status.new_since_approval { span.chip.fresh { (localizer.text("chip-new-since-approval")) } }
                }
                @if let Some(reason) = status.state.reason().filter(|reason| !reason.is_empty()) { p.notice.bad { (localizer.text("reason")) (localizer.text("colon")) (reason) } }
                @if order.title == GONE { p.quiet data-test="gone" { (localizer.text("document-gone")) } }
                (report::facts(localizer, sheet))
            }
            (signed_report::section(localizer, sheet))
            (contradiction::section(localizer, sheet, visitor.may_at(may_review, sheet.order.organisation), &html! {}))
            (photos::deliveries(localizer, sheet))
            (report::first_day(localizer, sheet))
            (report::reports(localizer, sheet))
            (photos::photos(localizer, sheet))
            (report::checklist(localizer, sheet))
            (report::materials(localizer, sheet))
            (report::timeline(localizer, sheet))
        }
        div #decide data-live {
            @if status.state.is_to_review() && decides(visitor, sheet) { (review_forms(visitor, sheet)) }
        }
        @if visitor.may_at(may_plan, sheet.order.organisation) {
            (form::plan_forms(visitor, sheet, &form::blocked(office, visitor).await?))
        }
    };
    let title = format!("{} {}", order.number, order.title);
    Ok(shell(localizer, Some(visitor), menu::ORDERS, &title, &body))
}

/// Whether somebody decides on the report: as a supervisor, or in place of one.
pub(crate) fn decides(visitor: &Visitor, sheet: &Sheet) -> bool {
    visitor.may_at(may_review, sheet.order.organisation)
        || sheet.first_day.approval(&visitor.person) == Approval::Allowed
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
                } @else if sheet.first_day.approval(&visitor.person) == Approval::OwnPhone {
                    (report::own_phone(localizer, sheet))
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
                @if visitor.may_at(may_review, sheet.order.organisation) {
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
}
