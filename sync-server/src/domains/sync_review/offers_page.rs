//! What phones brought back after the server was restored from a backup, and somebody must say
//! whether it is genuine: read it, confirm it, decline it. A decision binds to what was seen.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::summary::{Wording, only_in};
use shared::work_order::WorkOrder;
use shared::{ChangeHash, Document, DocumentId, DocumentKind, Sha256};

use crate::base::collation::compare;
use crate::domains::catalogue::names::Names;
use crate::domains::sync_review::confirmed_offers;
use crate::domains::sync_review::known_names::{KnownNames, things_in};
use crate::domains::sync_review::menu;
use crate::domains::sync_review::offer_title::title;
use crate::office::badge;
use crate::office::browser_name::device_name;
use crate::office::form::{Fields, Parameters};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{Decision, DeviceRow};
use crate::sync::fingerprint;
use crate::sync::offer::OfferedDocument;
use crate::sync::offer_authors::Author;
use crate::sync::offer_decisions::Waiting;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let offers = office.engine.offers(visitor.scope.clone(), office.app.offer_days).await?;
    let waiting = office.engine.waiting_offers(visitor.scope.clone()).await?;
    let confirmed = confirmed_offers::read(&office, &visitor, &parameters).await?;
    let documents = offers.documents.iter();
    let things = things_in(documents.flat_map(|offered| offered.before.iter().chain([&offered.after])));
    let known = KnownNames::read(&office, &visitor, &names, things).await?;
    let localizer = &visitor.localizer;
    let rest = offers.total.saturating_sub(u32::try_from(offers.documents.len()).unwrap_or(u32::MAX));
    let body = html! {
        h1 { (localizer.text("offers-title")) }
        (notices(localizer, done(parameters.one("done")), None))
        @if offers.documents.is_empty() {
            p.empty { (localizer.text("offers-none")) }
        } @else {
            p.lead { (localizer.text("offers-explain")) }
            form method="post" action="/office/offers/confirm" {
                @for offered in &offers.documents { (seen(offered)) }
                button.primary type="submit" data-test="confirm-all" { (icon("check")) (localizer.text("offers-confirm-all")) }
            }
            (decline_all_form(localizer, waiting))
            ul #offers.cards { @for offered in &offers.documents { (card(localizer, &names, &known, offered)) } }
            @if rest > 0 { p.quiet { (localizer.count("offers-rest", rest)) } }
        }
        (confirmed_offers::section(localizer, &names, &confirmed, &parameters))
    };
    Ok(shell(localizer, Some(&visitor), menu::OFFERS, &localizer.text("offers-title"), &body))
}

fn card(localizer: &Localizer, names: &Names, known: &KnownNames<'_>, offered: &OfferedDocument) -> Markup {
    let told = said(localizer, known, offered);
    let (good, stuck) = (offered.good.len(), offered.stuck.len());
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let offers = || offered.good.iter().chain(&offered.stuck);
    html! {
        li.card data-test="offer" {
            h2 { (title(localizer, &offered.after)) }
            p.chips {
                span.chip { (localizer.text(&format!("offer-kind-{}", offered.after.kind().name()))) }
                @if offered.before.is_none() { span.chip.fresh { (icon("new")) (localizer.text("offer-unknown")) } }
                @for state in states(offered) { (badge::state(localizer, state)) }
                @if good > 0 { span.chip { (localizer.count("offer-changes", number(good))) } }
                @if stuck > 0 { span.chip.late { (icon("hazard")) (localizer.count("offer-stuck", number(stuck))) } }
            }
            p.quiet data-test="offer-by" {
                (localizer.text("offer-by")) " " (brought_by(localizer, names, offered))
                @if let Some(at) = offers().map(|offer| offer.at).min() { " · " (localizer.moment(at)) }
            }
            @if let Some(at) = offered.ends_at {
                p.quiet data-test="offer-ends" { (localizer.with("offer-ends", &[("when", &localizer.instant(at))])) }
            }
            (authors(localizer, names, offered))
            @if told.is_empty() {
                p.quiet { (localizer.text("offer-no-text")) }
            } @else {
                ul.lines { @for line in told.lines() { li { span.description { (line) } } } }
            }
            (touched(localizer, names, offered))
            div.chips {
                @if good > 0 {
                    form method="post" action="/office/offers/confirm" {
                        (seen(offered))
                        button.primary type="submit" data-test="confirm" { (icon("check")) (localizer.text("offer-confirm")) }
                    }
                }
                (decline_form(localizer, "offer-decline", &localizer.text("offer-decline"), &seen(offered)))
            }
        }
    }
}

/// The devices that bring it, and whose they are.
fn brought_by(localizer: &Localizer, names: &Names, offered: &OfferedDocument) -> String {
    let device = |device: &DeviceRow| {
        format!("{} ({})", names.person(device.person), device_name(localizer, &device.name))
    };
    let mut devices: Vec<String> = offered.devices.iter().map(device).collect();
    devices.sort_by(|one, other| compare(one, other));
    devices.join(", ")
}

/// Who is said to have written it.
fn authors(localizer: &Localizer, names: &Names, offered: &OfferedDocument) -> Markup {
    let named: Vec<String> = offered.authors.keys().map(|author| named(localizer, names, author)).collect();
    html! {
        @if !named.is_empty() {
            p.quiet data-test="offer-authors" { (localizer.with("offer-author", &[("name", &named.join(", "))])) }
        }
    }
}

fn named(localizer: &Localizer, names: &Names, author: &Author) -> String {
    match author {
        Author::Person(id) => names.person(*id).to_owned(),
        Author::Office => localizer.text("offer-author-office"),
        Author::Unknown => localizer.text("offer-author-unknown"),
    }
}

/// What the changes touch, exactly, by who is said to have written them: for whoever wants to know.
fn touched(localizer: &Localizer, names: &Names, offered: &OfferedDocument) -> Markup {
    html! {
        @if !offered.authors.is_empty() {
            details {
                summary { (localizer.text("touched")) }
                dl.facts data-test="touched" {
                    @for (author, places) in &offered.authors {
                        dt { (named(localizer, names, author)) }
                        @for place in places { dd { code { (place) } } }
                    }
                }
            }
        }
    }
}

/// To decline everything that waits, also what is not shown.
fn decline_all_form(localizer: &Localizer, waiting: Waiting) -> Markup {
    let what = html! { input type="hidden" name="all" value=(waiting.seen); };
    decline_form(
        localizer,
        "offers-decline-all",
        &localizer.count("offers-decline-all", waiting.documents),
        &what,
    )
}

/// To decline what these fields name, asked twice.
fn decline_form(localizer: &Localizer, test: &str, words: &str, what: &Markup) -> Markup {
    html! {
        details data-test=(test) {
            summary { (words) }
            form.stack method="post" action="/office/offers/decline" {
                (what)
                p { (localizer.text("offer-decline-explain")) }
                label.tick { input type="checkbox" name="sure" value="yes" required; span { (localizer.text("offer-decline-sure")) } }
                button.danger type="submit" { (words) }
            }
        }
    }
}

/// What a decision binds to: the document, and a fingerprint of everything offered of it.
fn seen(offered: &OfferedDocument) -> Markup {
    html! { input type="hidden" name="seen" value=(fingerprint(offered)); }
}

fn fingerprint(offered: &OfferedDocument) -> String {
    format!("{}:{}", offered.id, fingerprint::fingerprint(hashes(offered)))
}

fn hashes(offered: &OfferedDocument) -> BTreeSet<ChangeHash> {
    offered.good.iter().chain(&offered.stuck).map(|offer| offer.hash).collect()
}

pub(crate) async fn confirm(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let (by, offered) = (visitor.person.id, as_seen(&office, &visitor, &fields).await?);
    let confirmed = office.engine.decide_together(by, offered, Decision::Confirmed).await?;
    tracing::info!(%by, confirmed, "offered changes confirmed");
    Ok(Redirect::to("/office/offers?done=confirmed").into_response())
}

pub(crate) async fn decline(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    if fields.one("sure") != "yes" {
        return Err(PageError::Invalid("error-not-sure"));
    }
    let by = visitor.person.id;
    let all: Option<Sha256> = fields.optional("all")?;
    let declined = if let Some(seen) = all {
        let declined = office.engine.decline_all(by, seen).await?;
        declined.ok_or(PageError::Invalid("error-offers-changed"))?
    } else {
        let offered = as_seen(&office, &visitor, &fields).await?;
        office.engine.decide_together(by, offered, Decision::Declined).await?
    };
    tracing::info!(%by, declined, "offered changes declined");
    Ok(Redirect::to("/office/offers?done=declined").into_response())
}

/// The offers a form is about, as long as they are still those that were seen.
async fn as_seen(
    office: &Office,
    visitor: &Visitor,
    fields: &Fields,
) -> Result<BTreeMap<DocumentId, BTreeSet<ChangeHash>>, PageError> {
    let seen: BTreeSet<String> = fields.all("seen").into_iter().collect();
    let offers = office.engine.offers(visitor.scope.clone(), office.app.offer_days).await?.documents;
    let known: Vec<_> = offers.iter().filter(|offered| seen.contains(&fingerprint(offered))).collect();
    if known.len() < seen.len() {
        return Err(PageError::Invalid("error-offers-changed"));
    }
    Ok(known.into_iter().map(|offered| (offered.id, hashes(offered))).collect())
}

/// The state of an order, and the one it would have, where that differs.
fn states(offered: &OfferedDocument) -> Vec<&'static str> {
    let state = |document: &Document| {
        let order = (document.kind() == DocumentKind::WorkOrder).then(|| WorkOrder::read(document).ok());
        order.flatten().map(|order| order.status().state.name())
    };
    let (before, after) = (offered.before.as_ref().and_then(state), state(&offered.after));
    if before == after { Vec::new() } else { before.into_iter().chain(after).collect() }
}

/// What people wrote that the office does not have, a line each.
fn said(localizer: &Localizer, names: &KnownNames<'_>, offered: &OfferedDocument) -> String {
    let Some(phrases) = localizer.phrases() else { return String::new() };
    let unwritten = Document::empty(offered.after.kind(), offered.id);
    let before = offered.before.as_ref().unwrap_or(&unwritten);
    only_in(before, &offered.after, Wording { phrases, names })
}
