//! Photos, before and after side by side; and what came late or from a phone whose clock is wrong.

use maud::{Markup, html};
use shared::document::{CorrectedPhoto, DatedBy, PhotoPhase};

use super::super::clock;
use super::super::icon::icon;
use super::super::say::Say;
use super::super::shell::pages;
use super::Sheet;
use crate::limits::PAGE_PHOTOS_MAX;

pub(in super::super) fn photos(say: &Say, sheet: &Sheet) -> Markup {
    let photos: Vec<CorrectedPhoto> =
        sheet.order.corrected_photos().into_iter().map(|(_, photo)| photo).collect();
    let (withdrawn, photos): (Vec<_>, Vec<_>) = photos.iter().partition(|photo| photo.withdrawn.is_some());
    let of = |phase| photos.iter().copied().filter(move |photo| photo.facts.phase == phase);
    let (before, after): (Vec<_>, Vec<_>) =
        (of(PhotoPhase::Before).collect(), of(PhotoPhase::After).collect());
    let others: Vec<_> = of(PhotoPhase::During).chain(of(PhotoPhase::Defect)).collect();
    let missing = sheet.photos_missing();
    // Pairs come first; an order with thousands of photos is shown a page at a time.
    let pairs = before.len().max(after.len());
    let from = (sheet.photo_page as usize).saturating_mul(PAGE_PHOTOS_MAX);
    let to = from.saturating_add(PAGE_PHOTOS_MAX);
    let shown_pairs = from.min(pairs)..to.min(pairs);
    let within = |at: usize| at.saturating_sub(pairs).min(others.len());
    let shown_others = &others[within(from)..within(to)];
    html! {
        @if !sheet.order.photos.is_empty() { section {
            h2 { (say.t("photos")) }
            @if missing > 0 {
                p.notice.warn data-test="photos-on-phone" { (icon("phone")) (say.count("chip-photos-missing", missing)) }
            }
            @if !shown_pairs.is_empty() {
                div.pairs {
                    @for at in shown_pairs {
                        div.pair {
                            @if let Some(photo) = before.get(at) { (figure(say, sheet, photo)) }
                            @if let Some(photo) = after.get(at) { (figure(say, sheet, photo)) }
                        }
                    }
                }
            }
            @if !shown_others.is_empty() {
                div.gallery { @for photo in shown_others { (figure(say, sheet, photo)) } }
            }
            @if !withdrawn.is_empty() && sheet.photo_page == 0 {
                details data-test="photos-withdrawn" {
                    summary { (say.count("photos-withdrawn", u32::try_from(withdrawn.len()).unwrap_or(u32::MAX))) }
                    div.gallery { @for photo in withdrawn.iter().take(PAGE_PHOTOS_MAX) { (figure(say, sheet, photo)) } }
                }
            }
            (pages(say, sheet.photo_page, pairs + others.len() > to, |page| format!("/office/work-orders/{}?page={}", sheet.id, page + 1)))
        } }
    }
}

fn figure(say: &Say, sheet: &Sheet, photo: &CorrectedPhoto) -> Markup {
    let facts = &photo.facts;
    let phase = say.t(&format!("phase-{}", facts.phase.name()));
    let said = if facts.caption.is_empty() { phase.clone() } else { format!("{phase} : {}", facts.caption) };
    let has = |hash| sheet.received.contains(&hash);
    html! {
        figure.photo {
            @if has(facts.sha256) {
                a.enlarge href={ "/office/photos/" (facts.sha256) } data-said=(said) {
                    @let shown = if has(facts.thumbnail) { facts.thumbnail } else { facts.sha256 };
                    img src={ "/office/photos/" (shown) } alt=(said) loading="lazy";
                }
            } @else {
                div.no-photo {
                    @if has(facts.thumbnail) {
                        img src={ "/office/photos/" (facts.thumbnail) } alt=(said) loading="lazy";
                    }
                    p { (icon("phone")) (say.t("photo-on-phone")) }
                }
            }
            figcaption {
                strong { (phase) }
                @if !facts.caption.is_empty() { " · " (facts.caption) }
                br;
                span.quiet { (sheet.names.person(photo.by)) " · " (taken(say, photo)) }
                @if let Some((by, at)) = photo.withdrawn {
                    br;
                    strong { (say.t("photo-withdrawn")) } " · " (sheet.names.person(by)) " · " (say.moment(at))
                }
            }
        }
    }
}

/// When a photo was taken, marked when that was another day than when it was added, or that nobody says.
pub(super) fn taken(say: &Say, photo: &CorrectedPhoto) -> Markup {
    let facts = &photo.facts;
    let another_day = say.is_another_day(facts.taken_at, photo.at);
    html! {
        @match facts.dated_by {
            DatedBy::Phone => { span data-test="photo-undated" { (say.t("photo-added")) " " (say.moment(photo.at)) } },
            DatedBy::Camera if another_day => {
                span.late data-test="photo-another-day" { (icon("late")) (say.t("photo-another-day")) " " (say.moment(facts.taken_at)) }
            },
            DatedBy::Camera => { (say.moment(facts.taken_at)) },
        }
    }
}

pub(in super::super) fn deliveries(say: &Say, sheet: &Sheet) -> Markup {
    let told: Vec<_> = sheet
        .deliveries
        .iter()
        .map(|delivery| (delivery, clock::skew(say, delivery.skew_ms)))
        .filter(|(delivery, wrong)| delivery.late || wrong.is_some())
        .collect();
    html! {
        @if !told.is_empty() {
            section.deliveries data-test="deliveries" {
                h2 { (icon("late")) (say.t("deliveries")) }
                ul {
                    @for (delivery, wrong) in told {
                        li {
                            (sheet.names.person(delivery.person)) " · " (say.moment(delivery.received_at))
                            @if delivery.late { " · " (say.t("delivery-late")) }
                            @if let Some(wrong) = wrong { " · " (wrong) }
                        }
                    }
                }
            }
        }
    }
}
