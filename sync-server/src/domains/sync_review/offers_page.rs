//! What phones brought back after the server was restored from a backup, and somebody must say
//! whether it is genuine: read it, confirm it, decline it. A decision binds to what was seen.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::building::Building;
use shared::catalogue::Catalogue;
use shared::request::Request;
use shared::summary::{Wording, only_in};
use shared::work_order::WorkOrder;
use shared::{ChangeHash, Document, DocumentId, DocumentKind};

use crate::base::collation::compare;
use crate::domains::catalogue::document::catalogue;
use crate::domains::catalogue::names::Names;
use crate::domains::sync_review::menu;
use crate::office::badge;
use crate::office::form::{Fields, Parameters};
use crate::office::icon::icon;
use crate::office::layout::{done, notices, shell, touched};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::sync::fingerprint;
use crate::sync::offer::OfferedDocument;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let names = office.database.read(|reader| reader.names()).await?;
    let catalogue = catalogue(&office.engine).await?;
    let offers = office.engine.offers().await?;
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
            ul #offers.cards { @for offered in &offers.documents { (card(localizer, &names, &catalogue, offered)) } }
            @if rest > 0 { p.quiet { (localizer.count("offers-rest", rest)) } }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::OFFERS, &localizer.text("offers-title"), &body))
}

fn card(localizer: &Localizer, names: &Names, catalogue: &Catalogue, offered: &OfferedDocument) -> Markup {
    let told = said(localizer, catalogue, offered);
    let (good, stuck) = (offered.good.len(), offered.stuck.len());
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let offers = || offered.good.iter().chain(&offered.stuck);
    let people: BTreeSet<&str> = offers().map(|offer| names.person(offer.person)).collect();
    let mut people: Vec<&str> = people.into_iter().collect();
    people.sort_by(|one, other| compare(one, other));
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
            p.quiet {
                (localizer.text("offer-by")) " " (people.join(", "))
                @if let Some(at) = offers().map(|offer| offer.at).min() { " · " (localizer.moment(at)) }
            }
            @if told.is_empty() {
                p.quiet { (localizer.text("offer-no-text")) }
            } @else {
                ul.lines { @for line in told.lines() { li { span.description { (line) } } } }
            }
            (touched(localizer, &offered.touched))
            div.chips {
                @if good > 0 {
                    form method="post" action="/office/offers/confirm" {
                        (seen(offered))
                        button.primary type="submit" data-test="confirm" { (icon("check")) (localizer.text("offer-confirm")) }
                    }
                }
                details {
                    summary { (localizer.text("offer-decline")) }
                    form.stack method="post" action="/office/offers/decline" {
                        (seen(offered))
                        p { (localizer.text("offer-decline-explain")) }
                        label.tick { input type="checkbox" name="sure" value="yes" required; span { (localizer.text("offer-decline-sure")) } }
                        button.danger type="submit" { (localizer.text("offer-decline")) }
                    }
                }
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
    for (id, changes) in as_seen(&office, &fields).await? {
        let confirmed = office.engine.confirm(visitor.person.id, id, changes).await?;
        tracing::info!(document = %id, by = %visitor.person.id, confirmed, "offered changes confirmed");
    }
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
    for (id, changes) in as_seen(&office, &fields).await? {
        let declined = office.engine.decline(visitor.person.id, id, changes).await?;
        tracing::info!(document = %id, by = %visitor.person.id, declined, "offered changes declined");
    }
    Ok(Redirect::to("/office/offers?done=declined").into_response())
}

/// The offers a form is about, as long as they are still those that were seen.
async fn as_seen(
    office: &Office,
    fields: &Fields,
) -> Result<Vec<(DocumentId, BTreeSet<ChangeHash>)>, PageError> {
    let seen: BTreeSet<String> = fields.all("seen").into_iter().collect();
    let offers = office.engine.offers().await?.documents;
    let known: Vec<_> = offers.iter().filter(|offered| seen.contains(&fingerprint(offered))).collect();
    if known.len() < seen.len() {
        return Err(PageError::Invalid("error-offers-changed"));
    }
    Ok(known.into_iter().map(|offered| (offered.id, hashes(offered))).collect())
}

fn title(localizer: &Localizer, document: &Document) -> String {
    let read = match document.kind() {
        DocumentKind::WorkOrder => {
            WorkOrder::read(document).ok().map(|order| format!("{} · {}", order.number, order.title))
        }
        DocumentKind::Building => Building::read(document).ok().map(|building| building.name),
        DocumentKind::Request => Request::read(document).ok().map(|request| request.title),
        DocumentKind::History | DocumentKind::Catalogue => None,
    };
    read.unwrap_or_else(|| localizer.text(&format!("offer-kind-{}", document.kind().name())))
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
fn said(localizer: &Localizer, catalogue: &Catalogue, offered: &OfferedDocument) -> String {
    let Some(phrases) = localizer.phrases() else { return String::new() };
    let unwritten = Document::empty(offered.after.kind(), offered.id);
    let before = offered.before.as_ref().unwrap_or(&unwritten);
    only_in(before, &offered.after, Wording { phrases, catalogue })
}
