//! What was confirmed of what phones brought back, to be taken back as a whole as long as nothing builds on it.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{DocumentId, PersonId, Timestamp};

use crate::domains::catalogue::names::Names;
use crate::domains::sync_review::offer_title::title;
use crate::office::form::Fields;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::sync::offer_taken_back::Confirmed;

pub(crate) fn section(localizer: &Localizer, names: &Names, confirmed: &[Confirmed]) -> Markup {
    let free: Vec<&Confirmed> = confirmed.iter().filter(|confirmed| !confirmed.is_built_on).collect();
    html! {
        @if !confirmed.is_empty() {
            section data-test="confirmed-offers" {
                h2 { (localizer.text("confirmed-offers-title")) }
                p.quiet { (localizer.text("confirmed-offers-explain")) }
                @if free.len() > 1 { (form(localizer, &free, "confirmed-offers-take-back-all")) }
                ul.cards { @for confirmed in confirmed { (card(localizer, names, confirmed)) } }
            }
        }
    }
}

fn card(localizer: &Localizer, names: &Names, confirmed: &Confirmed) -> Markup {
    let Confirmed { offers, document, is_built_on } = confirmed;
    html! {
        li.card data-test="confirmed-offer" {
            h3 { (title(localizer, document)) }
            p.chips {
                span.chip { (localizer.text(&format!("offer-kind-{}", offers.kind.name()))) }
                span.chip { (localizer.count("offer-changes", offers.changes)) }
            }
            p.quiet { (localizer.with("confirmed-offer-by", &[("name", names.person(offers.by)), ("when", &localizer.instant(offers.at))])) }
            @if *is_built_on { p.quiet data-test="built-on" { (localizer.text("confirmed-offer-built-on")) } }
            @else { (form(localizer, &[confirmed], "confirmed-offer-take-back")) }
        }
    }
}

/// To take these back, asked twice.
fn form(localizer: &Localizer, confirmed: &[&Confirmed], key: &str) -> Markup {
    html! {
        details data-test=(key) {
            summary { (localizer.text(key)) }
            form.stack method="post" action="/office/offers/take-back" {
                @for confirmed in confirmed { input type="hidden" name="yes" value=(yes(confirmed)); }
                p { (localizer.text("confirmed-offer-take-back-explain")) }
                label.tick { input type="checkbox" name="sure" value="yes" required; span { (localizer.text("confirmed-offer-sure")) } }
                button.danger type="submit" { (localizer.text(key)) }
            }
        }
    }
}

/// Stands for a yes: the document, who said it, when.
fn yes(Confirmed { offers, .. }: &Confirmed) -> String {
    format!("{}:{}:{}", offers.document, offers.by, offers.at.0)
}

/// Reads [`yes`] back.
fn read(text: &str) -> Option<(DocumentId, (PersonId, Timestamp))> {
    let (document, yes) = text.split_once(':')?;
    let (by, at) = yes.split_once(':')?;
    Some((document.parse().ok()?, (by.parse().ok()?, Timestamp(at.parse().ok()?))))
}

pub(crate) async fn take_back(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    if fields.one("sure") != "yes" {
        return Err(PageError::Invalid("error-not-sure"));
    }
    let said: Vec<String> = fields.all("yes");
    let said: Option<Vec<_>> = said.iter().map(|text| read(text)).collect();
    for (document, yes) in said.ok_or(PageError::Invalid("error-other"))? {
        let taken = office.engine.take_confirmed_back(visitor.person.id, document, yes).await?;
        let changes = taken.ok_or(PageError::Invalid("error-offers-built-on"))?;
        tracing::info!(%document, by = %visitor.person.id, changes, "confirmed changes taken back");
    }
    Ok(Redirect::to("/office/offers?done=offers-taken-back").into_response())
}
