//! A work order on paper: for who works without a phone, and for the file of a report. No menu, the
//! pictures two a row, at most two pages for an ordinary one.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::catalogue::ChecklistTemplateItem;
use shared::document::photo::PhotoPhase;
use shared::work_order::{AnswerKind, CorrectedPhoto};

use crate::base::limits::PAPER_PHOTOS_MAX;
use crate::domains::orders::photos::taken;
use crate::domains::orders::report;
use crate::domains::orders::sheet::Sheet;
use crate::office::badge;
use crate::office::form::id;
use crate::office::icon::icon;
use crate::office::layout::paper;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, PageError> {
    let sheet = Sheet::read(&office, &visitor, id(&address)?).await?;
    let localizer = &visitor.localizer.on_paper();
    let order = &sheet.order;
    let body = html! {
        header.title {
            div {
                p.quiet { (order.number) " · " (sheet.names.organisation(order.organisation)) }
                h1 { (order.title) }
            }
            p.chips {
                (badge::state(localizer, sheet.status.state.name()))
                (badge::priority(localizer, order.priority))
                (badge::due(localizer, order.due, false))
            }
        }
        @if let Some(reason) = sheet.status.state.reason().filter(|reason| !reason.is_empty()) { p.reason { strong { (localizer.text("reason")) (localizer.text("colon")) } (reason) } }
        (report::facts(localizer, &sheet))
        (access(localizer, &sheet))
        (report::first_day(localizer, &sheet))
        (report::reports(localizer, &sheet))
        (checklist(localizer, &sheet))
        (report::materials(localizer, &sheet))
        (photos(localizer, &sheet))
        (report::timeline(localizer, &sheet))
        @if sheet.status.state.is_to_do() { (by_hand(localizer)) }
        footer { p.quiet { "Guichet · " (order.number) " · " (localizer.text("paper-printed")) " " (localizer.moment(office.engine.clock().now())) } }
    };
    let back = format!("/office/work-orders/{}", sheet.id);
    Ok(paper(localizer, &format!("{} {}", order.number, order.title), &back, &body))
}

/// How one gets in, where there is still something to do.
fn access(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let Some(building) = sheet.building.as_ref().filter(|_| sheet.status.state.is_to_do()) else {
        return html! {};
    };
    let known = [
        ("access-keys", &building.keys),
        ("access-contact", &building.contact),
        ("access-phone", &building.phone),
        ("access-hours", &building.hours),
    ];
    html! {
        dl.facts {
            @for (key, value) in known.into_iter().filter(|(_, value)| !value.is_empty()) { dt { (localizer.text(key)) } dd { (value) } }
        }
    }
}

/// What was found; and where there is still something to do, room to write it.
fn checklist(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let items = sheet.order.checklist_in_order();
    let to_do = sheet.status.state.is_to_do();
    html! {
        @if !items.is_empty() {
            section {
                h2 { (localizer.text("checklist")) }
                table {
                    tbody {
                        @for (_, item) in items {
                            tr {
                                th scope="row" { (item.asked.label) @if item.asked.required { " *" } }
                                td {
                                    @match &item.answer {
                                        Some(answer) => (report::answered(localizer, item, &answer.value)),
                                        None if to_do => (blank(localizer, &item.asked)),
                                        None => "–",
                                    }
                                }
                            }
                        }
                    }
                }
                p.quiet { "* " (localizer.text("required")) }
            }
        }
    }
}

/// An answer to be written by hand.
fn blank(localizer: &Localizer, asked: &ChecklistTemplateItem) -> Markup {
    html! {
        @match asked.kind {
            AnswerKind::Tick => { "☐ " (localizer.text("tick-true")) "   ☐ " (localizer.text("tick-false")) }
            AnswerKind::Measure => { "............ " (asked.unit.as_deref().unwrap_or_default()) }
            AnswerKind::Choice => { @for choice in &asked.choices { "☐ " (choice) "  " } }
            AnswerKind::Text => "........................",
        }
    }
}

/// The pictures, those of before and after in turn.
fn photos(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let photos = sheet.order.corrected_photos();
    let photos: Vec<&CorrectedPhoto> =
        photos.iter().map(|(_, photo)| photo).filter(|photo| photo.withdrawn.is_none()).collect();
    let of = |phase| photos.iter().copied().filter(move |photo| photo.facts.phase == phase);
    let (mut before, mut after) = (of(PhotoPhase::Before), of(PhotoPhase::After));
    let mut shown: Vec<&CorrectedPhoto> = Vec::new();
    loop {
        let pair = [before.next(), after.next()];
        if pair.iter().all(Option::is_none) {
            break;
        }
        shown.extend(pair.into_iter().flatten());
    }
    shown.extend(of(PhotoPhase::Defect).chain(of(PhotoPhase::During)));
    let rest = u32::try_from(shown.len().saturating_sub(PAPER_PHOTOS_MAX)).unwrap_or(u32::MAX);
    html! {
        @if !shown.is_empty() {
            section {
                h2 { (localizer.text("photos")) }
                div.two {
                    @for photo in shown.into_iter().take(PAPER_PHOTOS_MAX) { (figure(localizer, sheet, photo)) }
                }
                @if rest > 0 { p.quiet { (localizer.count("paper-photos-more", rest)) } }
            }
        }
    }
}

fn figure(localizer: &Localizer, sheet: &Sheet, photo: &CorrectedPhoto) -> Markup {
    let facts = &photo.facts;
    let phase = localizer.text(&format!("phase-{}", facts.phase.name()));
    let picture = [facts.sha256, facts.thumbnail].into_iter().find(|hash| sheet.received.contains(hash));
    html! {
        figure {
            @match picture {
                Some(hash) => img src={ "/office/photos/" (hash) } alt=(phase);,
                None => p.no-photo { (icon("phone")) (localizer.text("photo-on-phone")) },
            }
            figcaption {
                strong { (phase) } @if !facts.caption.is_empty() { " · " (facts.caption) }
                " " span.quiet { (sheet.names.person(photo.by)) " · " (taken(localizer, photo)) }
            }
        }
    }
}

/// Room to write in by hand.
fn by_hand(localizer: &Localizer) -> Markup {
    html! {
        section.by-hand {
            h2 { (localizer.text("paper-by-hand")) }
            @for _ in 0..6 { p.rule {} }
            div.signs { @for key in ["paper-date", "paper-hours", "paper-signature"] { p { (localizer.text(key)) } } }
        }
    }
}
