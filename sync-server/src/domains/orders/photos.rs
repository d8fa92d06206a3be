//! Photos, before and after side by side; and what came late or from a phone whose clock is wrong.

use maud::{Markup, html};
use shared::document::photo::{DatedBy, PhotoPhase};
use shared::work_order::CorrectedPhoto;

use crate::base::limits::PAGE_PHOTOS_MAX;
use crate::domains::orders::sheet::Sheet;
use crate::office::clock_skew;
use crate::office::icon::icon;
use crate::office::layout::pages;
use crate::office::localizer::Localizer;

pub(crate) fn photos(localizer: &Localizer, sheet: &Sheet) -> Markup {
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
            h2 { (localizer.text("photos")) }
            @if missing > 0 {
                p.notice.warn data-test="photos-on-phone" { (icon("phone")) (localizer.count("chip-photos-missing", missing)) }
            }
            @if !shown_pairs.is_empty() {
                div.pairs {
                    @for at in shown_pairs {
                        div.pair {
                            @if let Some(photo) = before.get(at) { (figure(localizer, sheet, photo)) }
                            @if let Some(photo) = after.get(at) { (figure(localizer, sheet, photo)) }
                        }
                    }
                }
            }
            @if !shown_others.is_empty() {
                div.gallery { @for photo in shown_others { (figure(localizer, sheet, photo)) } }
            }
            @if !withdrawn.is_empty() && sheet.photo_page == 0 {
                details data-test="photos-withdrawn" {
                    summary { (localizer.count("photos-withdrawn", u32::try_from(withdrawn.len()).unwrap_or(u32::MAX))) }
                    div.gallery { @for photo in withdrawn.iter().take(PAGE_PHOTOS_MAX) { (figure(localizer, sheet, photo)) } }
                }
            }
            (pages(localizer, sheet.photo_page, pairs + others.len() > to, |page| format!("/office/work-orders/{}?page={}", sheet.id, page + 1)))
        } }
    }
}

fn figure(localizer: &Localizer, sheet: &Sheet, photo: &CorrectedPhoto) -> Markup {
    let facts = &photo.facts;
    let phase = localizer.text(&format!("phase-{}", facts.phase.name()));
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
                    p { (icon("phone")) (localizer.text("photo-on-phone")) }
                }
            }
            figcaption {
                strong { (phase) }
                @if !facts.caption.is_empty() { " · " (facts.caption) }
                br;
                span.quiet { (sheet.names.person(photo.by)) " · " (taken(localizer, photo)) }
                @if let Some((by, at)) = photo.withdrawn {
                    br;
                    strong { (localizer.text("photo-withdrawn")) } " · " (sheet.names.person(by)) " · " (localizer.moment(at))
                }
            }
        }
    }
}

/// When a photo was taken, marked when that was another day than when it was added, or that nobody says.
pub(crate) fn taken(localizer: &Localizer, photo: &CorrectedPhoto) -> Markup {
    let facts = &photo.facts;
    let another_day = localizer.is_another_day(facts.taken_at, photo.at);
    html! {
        @match facts.dated_by {
            DatedBy::Phone => { span data-test="photo-undated" { (localizer.text("photo-added")) " " (localizer.moment(photo.at)) } },
            DatedBy::Camera if another_day => {
                span.late data-test="photo-another-day" { (icon("late")) (localizer.text("photo-another-day")) " " (localizer.moment(facts.taken_at)) }
            },
            DatedBy::Camera => { (localizer.moment(facts.taken_at)) },
        }
    }
}

pub(crate) fn deliveries(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let told: Vec<_> = sheet
        .deliveries
        .iter()
        .map(|delivery| (delivery, clock_skew::skew(localizer, delivery.skew_ms)))
        .filter(|(delivery, wrong)| delivery.late || wrong.is_some())
        .collect();
    html! {
        @if !told.is_empty() {
            section.deliveries data-test="deliveries" {
                h2 { (icon("late")) (localizer.text("deliveries")) }
                ul {
                    @for (delivery, wrong) in told {
                        li {
                            (sheet.names.person(delivery.person)) " · " (localizer.moment(delivery.received_at))
                            @if delivery.late { " · " (localizer.text("delivery-late")) }
                            @if let Some(wrong) = wrong { " · " (wrong) }
                        }
                    }
                }
            }
        }
    }
}
