//! Choosing the language of the pages.

use axum::extract::State;
use axum::http::header::{REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Uri};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use shared::Language;

use super::Office;
use super::fields::Fields;
use super::session::{LANGUAGE, Visitor};
use super::trouble::Trouble;

/// Keeps the choice in a cookie, and with the account of whoever is signed in; then goes back.
pub(super) async fn choose(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<impl IntoResponse, Trouble> {
    let language = Language::preferred(fields.one("language"));
    if let Some(visitor) = visitor {
        let person = visitor.person.id;
        office.engine.write(move |store| store.set_person_language(person, language)).await?;
    }
    let cookie =
        format!("{LANGUAGE}={}; Path=/office; Max-Age=31536000; HttpOnly; SameSite=Lax", language.tag());
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(&came_from(&headers))))
}

/// The page of ours the reader came from.
fn came_from(headers: &HeaderMap) -> String {
    headers
        .get(REFERER)
        .and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok())
        .and_then(|uri| Some(uri.path_and_query()?.as_str().to_owned()))
        .filter(|path| path.starts_with("/office"))
        .unwrap_or_else(|| "/office".to_owned())
}
