//! A work order on paper: for who works without a phone, and for the file of a report. No menu, the
//! pictures two a row, at most two pages for an ordinary one.

use axum::extract::{Path, State};
use maud::{Markup, html};
use shared::document::{AnswerKind, ChecklistTemplateItem, CorrectedPhoto, PhotoPhase};

use super::super::fields::id;
use super::super::icon::icon;
use super::super::say::Say;
use super::super::session::Visitor;
use super::super::shell::paper;
use super::super::trouble::Trouble;
use super::super::{Office, chip};
use super::evidence::taken;
use super::{Sheet, report};
use crate::limits::PAPER_PHOTOS_MAX;

pub(in super::super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Markup, Trouble> {
    let sheet = Sheet::read(&office, id(&address)?).await?;
    let say = &visitor.say.on_paper();
    let order = &sheet.order;
    let body = html! {
        header.title {
            div {
                p.quiet { (order.number) " · " (sheet.names.organisation(order.organisation)) }
                h1 { (order.title) }
            }
            p.chips {
                (chip::state(say, sheet.standing.state.name()))
                (chip::priority(say, order.priority))
                (chip::due(say, order.due, false))
            }
        }
        @if let Some(reason) = sheet.standing.state.reason().filter(|reason| !reason.is_empty()) { p.reason { strong { (say.t("reason")) (say.t("colon")) } (reason) } }
        (report::facts(say, &sheet))
        (access(say, &sheet))
        (report::reports(say, &sheet))
        (checklist(say, &sheet))
        (report::materials(say, &sheet))
        (photos(say, &sheet))
        (report::timeline(say, &sheet))
        @if sheet.standing.state.is_to_do() { (by_hand(say)) }
        footer { p.quiet { "Guichet · " (order.number) " · " (say.t("paper-printed")) " " (say.moment(office.engine.clock().now())) } }
    };
    let back = format!("/office/work-orders/{}", sheet.id);
    Ok(paper(say, &format!("{} {}", order.number, order.title), &back, &body))
}

/// How one gets in, where there is still something to do.
fn access(say: &Say, sheet: &Sheet) -> Markup {
    let Some(building) = sheet.building.as_ref().filter(|_| sheet.standing.state.is_to_do()) else {
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
            @for (key, value) in known.into_iter().filter(|(_, value)| !value.is_empty()) { dt { (say.t(key)) } dd { (value) } }
        }
    }
}

/// What was found; and where there is still something to do, room to write it.
fn checklist(say: &Say, sheet: &Sheet) -> Markup {
    let items = sheet.order.checklist_in_order();
    let to_do = sheet.standing.state.is_to_do();
    html! {
        @if !items.is_empty() {
            section {
                h2 { (say.t("checklist")) }
                table {
                    tbody {
                        @for (_, item) in items {
                            tr {
                                th scope="row" { (item.asked.label) @if item.asked.required { " *" } }
                                td {
                                    @match &item.answer {
                                        Some(answer) => (report::answered(say, item, &answer.value)),
                                        None if to_do => (blank(say, &item.asked)),
                                        None => "–",
                                    }
                                }
                            }
                        }
                    }
                }
                p.quiet { "* " (say.t("required")) }
            }
        }
    }
}

/// An answer to be written by hand.
fn blank(say: &Say, asked: &ChecklistTemplateItem) -> Markup {
    html! {
        @match asked.kind {
            AnswerKind::Tick => { "☐ " (say.t("tick-true")) "   ☐ " (say.t("tick-false")) }
            AnswerKind::Measure => { "............ " (asked.unit.as_deref().unwrap_or_default()) }
            AnswerKind::Choice => { @for choice in &asked.choices { "☐ " (choice) "  " } }
            AnswerKind::Text => "........................",
        }
    }
}

/// The pictures, those of before and after in turn.
fn photos(say: &Say, sheet: &Sheet) -> Markup {
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
                h2 { (say.t("photos")) }
                div.two {
                    @for photo in shown.into_iter().take(PAPER_PHOTOS_MAX) { (figure(say, sheet, photo)) }
                }
                @if rest > 0 { p.quiet { (say.count("paper-photos-more", rest)) } }
            }
        }
    }
}

fn figure(say: &Say, sheet: &Sheet, photo: &CorrectedPhoto) -> Markup {
    let facts = &photo.facts;
    let phase = say.t(&format!("phase-{}", facts.phase.name()));
    let picture = [facts.sha256, facts.thumbnail].into_iter().find(|hash| sheet.received.contains(hash));
    html! {
        figure {
            @match picture {
                Some(hash) => img src={ "/office/photos/" (hash) } alt=(phase);,
                None => p.no-photo { (icon("phone")) (say.t("photo-on-phone")) },
            }
            figcaption {
                strong { (phase) } @if !facts.caption.is_empty() { " · " (facts.caption) }
                " " span.quiet { (sheet.names.person(photo.by)) " · " (taken(say, photo)) }
            }
        }
    }
}

/// Room to write in by hand.
fn by_hand(say: &Say) -> Markup {
    html! {
        section.by-hand {
            h2 { (say.t("paper-by-hand")) }
            @for _ in 0..6 { p.rule {} }
            div.signs { @for key in ["paper-date", "paper-hours", "paper-signature"] { p { (say.t(key)) } } }
        }
    }
}
