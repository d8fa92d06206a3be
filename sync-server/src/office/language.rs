//! Choosing the language of the pages.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use shared::Language;

use crate::office::address::{Reached, came_from};
use crate::office::cookies::language_cookie;
use crate::office::form::Fields;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Keeps the choice in a cookie, and with the account when somebody is signed in; then redirects to the page the
/// reader came from.
pub(crate) async fn choose(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    reached: Reached,
    headers: HeaderMap,
    fields: Fields,
) -> Result<impl IntoResponse, PageError> {
    let language = Language::preferred(fields.one("language"));
    if let Some(visitor) = visitor {
        let person = visitor.person.id;
        office.engine.write(move |store| store.set_person_language(person, language)).await?;
    }
    // What a form was answered with has no address to go back to; the page of the form has.
    let page = Some(fields.one("page")).filter(|page| page.starts_with("/office"));
    let page = page.map_or_else(|| came_from(&headers), str::to_owned);
    let cookie = language_cookie(language, reached.is_secure());
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(&page)))
}
