//! What was confirmed of what phones brought back, by the yes it was confirmed with: to be taken back as a whole, but for
//! what something builds on.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::{DocumentId, PersonId, Timestamp};

use crate::domains::catalogue::names::Names;
use crate::domains::sync_review::offer_title::title;
use crate::office::form::Fields;
use crate::office::layout::pages;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::Yes;
use crate::sync::offer_taken_back::{Confirmed, ConfirmedDocument, TakenBack};

/// A page of yeses.
pub(crate) struct Yeses {
    page: u32,
    confirmed: Vec<Confirmed>,
    more: bool,
}

pub(crate) async fn read(
    office: &Office,
    visitor: &Visitor,
    parameters: &Fields,
) -> Result<Yeses, PageError> {
    let page = parameters.page();
    let of_page = usize::try_from(page).unwrap_or(0);
    let (confirmed, more) = office.engine.confirmed_offers(visitor.scope.clone(), of_page).await?;
    Ok(Yeses { page, confirmed, more })
}

pub(crate) fn section(localizer: &Localizer, names: &Names, yeses: &Yeses, parameters: &Fields) -> Markup {
    html! {
        @if !yeses.confirmed.is_empty() || yeses.page > 0 {
            section data-test="confirmed-offers" {
                h2 { (localizer.text("confirmed-offers-title")) }
                p.quiet { (localizer.text("confirmed-offers-explain")) }
                ul.cards { @for confirmed in &yeses.confirmed { (card(localizer, names, confirmed)) } }
                (pages(localizer, yeses.page, yeses.more, |page| parameters.with_page(page)))
            }
        }
    }
}

fn card(localizer: &Localizer, names: &Names, confirmed: &Confirmed) -> Markup {
    let Confirmed { yes, free, built_on } = confirmed;
    let (name, when) = (names.person(yes.by), localizer.instant(yes.at));
    let count = |documents: &[ConfirmedDocument]| u32::try_from(documents.len()).unwrap_or(u32::MAX);
    html! {
        li.card data-test="confirmed-offer" {
            h3 { (localizer.with("confirmed-offer-by", &[("name", name), ("when", &when)])) }
            (documents(localizer, free))
            @if !free.is_empty() { (form(localizer, confirmed)) }
            @if !built_on.is_empty() {
                details data-test="built-on" {
                    summary { (localizer.count("confirmed-offer-built-on-count", count(built_on))) }
                    p.quiet { (localizer.text("confirmed-offer-built-on")) }
                    (documents(localizer, built_on))
                }
            }
        }
    }
}

fn documents(localizer: &Localizer, documents: &[ConfirmedDocument]) -> Markup {
    html! {
        ul.lines {
            @for ConfirmedDocument { document, changes } in documents {
                li {
                    span { (title(localizer, document)) }
                    span.chips {
                        span.chip { (localizer.text(&format!("offer-kind-{}", document.kind().name()))) }
                        span.chip { (localizer.count("offer-changes", u32::try_from(*changes).unwrap_or(u32::MAX))) }
                    }
                }
            }
        }
    }
}

/// To take what can be of a yes back, asked twice.
fn form(localizer: &Localizer, Confirmed { yes, free, .. }: &Confirmed) -> Markup {
    let key = "confirmed-offer-take-back";
    html! {
        details data-test=(key) {
            summary { (localizer.text(key)) }
            form.stack method="post" action="/office/offers/take-back" {
                input type="hidden" name="yes" value={ (yes.by) ":" (yes.at.0) };
                @for ConfirmedDocument { document, .. } in free { input type="hidden" name="document" value=(document.id()); }
                p { (localizer.text("confirmed-offer-take-back-explain")) }
                label.tick { input type="checkbox" name="sure" value="yes" required; span { (localizer.text("confirmed-offer-sure")) } }
                button.danger type="submit" { (localizer.text(key)) }
            }
        }
    }
}

/// The yes that a form names.
fn named(text: &str) -> Option<Yes> {
    let (by, at) = text.split_once(':')?;
    Some(Yes { by: by.parse::<PersonId>().ok()?, at: Timestamp(at.parse().ok()?) })
}

pub(crate) async fn take_back(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    if fields.one("sure") != "yes" {
        return Err(PageError::Invalid("error-not-sure"));
    }
    let yes = named(fields.one("yes")).ok_or(PageError::Invalid("error-other"))?;
    let seen: Vec<DocumentId> = fields.all("document");
    let seen: BTreeSet<DocumentId> = seen.into_iter().collect();
    match office.engine.take_yes_back(visitor.person.id, yes, seen).await? {
        TakenBack::Changes(changes) => {
            tracing::info!(by = %visitor.person.id, changes, "confirmed changes taken back");
            Ok(Redirect::to("/office/offers?done=offers-taken-back").into_response())
        }
        TakenBack::NotAsSeen => Err(PageError::Invalid("error-offers-built-on")),
    }
}
