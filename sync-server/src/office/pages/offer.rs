//! What phones brought back after the server was restored from a backup, and somebody must say
//! whether it is genuine: read it, confirm it, decline it. A decision binds to what was seen.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::document::{Building, Catalogue, Request, WorkOrder};
use shared::written::{Wording, beyond};
use shared::{ChangeHash, Document, DocumentId, DocumentKind};

use super::fields::{Fields, Parameters};
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, done, notices, shell, touched};
use super::trouble::Trouble;
use super::{Office, chip};
use crate::collation::compare;
use crate::office::store::Names;
use crate::sync::{OfferedDocument, seen};

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let names = office.database.read(|reader| reader.names()).await?;
    let catalogue = office.catalogue().await?;
    let offers = office.engine.offers().await?;
    let say = &visitor.say;
    let rest = offers.total.saturating_sub(u32::try_from(offers.documents.len()).unwrap_or(u32::MAX));
    let body = html! {
        h1 { (say.t("offers-title")) }
        (notices(say, done(parameters.one("done")), None))
        @if offers.documents.is_empty() {
            p.empty { (say.t("offers-none")) }
        } @else {
            p.lead { (say.t("offers-explain")) }
            form method="post" action="/office/offers/confirm" {
                @for offered in &offers.documents { (seen(offered)) }
                button.primary type="submit" data-test="confirm-all" { (icon("check")) (say.t("offers-confirm-all")) }
            }
            ul #offers.cards { @for offered in &offers.documents { (card(say, &names, &catalogue, offered)) } }
            @if rest > 0 { p.quiet { (say.count("offers-rest", rest)) } }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Offers, &say.t("offers-title"), &body))
}

fn card(say: &Say, names: &Names, catalogue: &Catalogue, offered: &OfferedDocument) -> Markup {
    let told = said(say, catalogue, offered);
    let (good, stuck) = (offered.good.len(), offered.stuck.len());
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let offers = || offered.good.iter().chain(&offered.stuck);
    let people: BTreeSet<&str> = offers().map(|offer| names.person(offer.person)).collect();
    let mut people: Vec<&str> = people.into_iter().collect();
    people.sort_by(|one, other| compare(one, other));
    html! {
        li.card data-test="offer" {
            h2 { (title(say, &offered.after)) }
            p.chips {
                span.chip { (say.t(&format!("offer-kind-{}", offered.after.kind().name()))) }
                @if offered.before.is_none() { span.chip.fresh { (icon("new")) (say.t("offer-unknown")) } }
                @for state in states(offered) { (chip::state(say, state)) }
                @if good > 0 { span.chip { (say.count("offer-changes", number(good))) } }
                @if stuck > 0 { span.chip.late { (icon("hazard")) (say.count("offer-stuck", number(stuck))) } }
            }
            p.quiet {
                (say.t("offer-by")) " " (people.join(", "))
                @if let Some(at) = offers().map(|offer| offer.at).min() { " · " (say.moment(at)) }
            }
            @if told.is_empty() {
                p.quiet { (say.t("offer-no-text")) }
            } @else {
                ul.lines { @for line in told.lines() { li { span.description { (line) } } } }
            }
            (touched(say, &offered.touched))
            div.chips {
                @if good > 0 {
                    form method="post" action="/office/offers/confirm" {
                        (seen(offered))
                        button.primary type="submit" data-test="confirm" { (icon("check")) (say.t("offer-confirm")) }
                    }
                }
                details {
                    summary { (say.t("offer-decline")) }
                    form.stack method="post" action="/office/offers/decline" {
                        (seen(offered))
                        p { (say.t("offer-decline-explain")) }
                        label.tick { input type="checkbox" name="sure" value="yes" required; span { (say.t("offer-decline-sure")) } }
                        button.danger type="submit" { (say.t("offer-decline")) }
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
    format!("{}:{}", offered.id, seen::fingerprint(hashes(offered)))
}

fn hashes(offered: &OfferedDocument) -> BTreeSet<ChangeHash> {
    offered.good.iter().chain(&offered.stuck).map(|offer| offer.hash).collect()
}

pub(super) async fn confirm(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Trouble> {
    for (id, changes) in as_seen(&office, &fields).await? {
        let confirmed = office.engine.confirm(visitor.person.id, id, changes).await?;
        tracing::info!(document = %id, by = %visitor.person.id, confirmed, "offered changes confirmed");
    }
    Ok(Redirect::to("/office/offers?done=confirmed").into_response())
}

pub(super) async fn decline(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Trouble> {
    if fields.one("sure") != "yes" {
        return Err(Trouble::Invalid("error-not-sure"));
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
) -> Result<Vec<(DocumentId, BTreeSet<ChangeHash>)>, Trouble> {
    let seen: BTreeSet<String> = fields.all("seen").into_iter().collect();
    let offers = office.engine.offers().await?.documents;
    let known: Vec<_> = offers.iter().filter(|offered| seen.contains(&fingerprint(offered))).collect();
    if known.len() < seen.len() {
        return Err(Trouble::Invalid("error-offers-changed"));
    }
    Ok(known.into_iter().map(|offered| (offered.id, hashes(offered))).collect())
}

fn title(say: &Say, document: &Document) -> String {
    let read = match document.kind() {
        DocumentKind::WorkOrder => {
            WorkOrder::read(document).ok().map(|order| format!("{} · {}", order.number, order.title))
        }
        DocumentKind::Building => Building::read(document).ok().map(|building| building.name),
        DocumentKind::Request => Request::read(document).ok().map(|request| request.title),
        DocumentKind::History | DocumentKind::Catalogue => None,
    };
    read.unwrap_or_else(|| say.t(&format!("offer-kind-{}", document.kind().name())))
}

/// The state of an order, and the one it would have, where that differs.
fn states(offered: &OfferedDocument) -> Vec<&'static str> {
    let state = |document: &Document| {
        let order = (document.kind() == DocumentKind::WorkOrder).then(|| WorkOrder::read(document).ok());
        order.flatten().map(|order| order.standing().state.name())
    };
    let (before, after) = (offered.before.as_ref().and_then(state), state(&offered.after));
    if before == after { Vec::new() } else { before.into_iter().chain(after).collect() }
}

/// What people wrote that the office does not have, a line each.
fn said(say: &Say, catalogue: &Catalogue, offered: &OfferedDocument) -> String {
    let Some(phrases) = say.phrases() else { return String::new() };
    let unwritten = Document::empty(offered.after.kind(), offered.id);
    let before = offered.before.as_ref().unwrap_or(&unwritten);
    beyond(before, &offered.after, Wording { phrases, catalogue })
}
