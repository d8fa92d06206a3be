//! Who is reading: the session in the cookie, and the language.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use shared::Language;

use super::Office;
use super::access::{may_enter, may_review};
use super::say::Say;
use super::trouble::Trouble;
use crate::people;
use crate::store::PersonRow;

/// The cookie of the session.
pub(super) const SESSION: &str = "guichet_session";
/// The cookie of the language.
pub(super) const LANGUAGE: &str = "guichet_language";

/// Anybody, signed in or not.
pub(super) struct Guest {
    pub(super) say: Say,
}

/// Somebody who is signed in and may read the office pages.
pub(super) struct Visitor {
    pub(super) person: PersonRow,
    pub(super) say: Say,
    /// Reports that wait for review.
    pub(super) to_review: u32,
    /// Requests that wait for an answer.
    pub(super) to_answer: u32,
    /// Documents of which phones brought something back that this visitor decides on.
    pub(super) offers: u32,
}

/// A cookie of the request.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(found, value)| (found == name).then_some(value))
}

impl Guest {
    /// The reader's language: what they chose, then what the browser asks for.
    pub(super) fn of(office: &Office, headers: &HeaderMap, visitor: Option<&Visitor>) -> Self {
        if let Some(visitor) = visitor {
            return Self { say: visitor.say.clone() };
        }
        Self { say: office.say(browser_language(headers)) }
    }
}

fn browser_language(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::preferred(cookie(headers, LANGUAGE).or(asked).unwrap_or(""))
}

impl Visitor {
    /// Whose session it is; nobody when there is none, it is over, or the role does not read here.
    pub(super) async fn of(office: &Office, headers: &HeaderMap) -> Result<Option<Self>, Trouble> {
        let Some(token) = cookie(headers, SESSION) else { return Ok(None) };
        let now = office.engine.clock().now();
        let Some(person) = people::session(&office.engine, token, now).await? else { return Ok(None) };
        if !may_enter(person.role) {
            return Ok(None);
        }
        let (to_review, to_answer) = office.database.read(|reader| reader.waiting()).await?;
        let offers = match may_review(person.role) {
            true => office.engine.read(|store| store.offered_count()).await?,
            false => 0,
        };
        let language = person.language.unwrap_or_else(|| browser_language(headers));
        Ok(Some(Self { person, say: office.say(language), to_review, to_answer, offers }))
    }

    /// The visitor, if the role lets this happen.
    pub(super) fn only_if(self, may: impl FnOnce(shared::Role) -> bool) -> Result<Self, Trouble> {
        if may(self.person.role) { Ok(self) } else { Err(Trouble::NotAllowed) }
    }
}

impl FromRequestParts<Office> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Self, Trouble> {
        let wanted = parts.uri.path_and_query().map_or("/office", |path| path.as_str());
        Self::of(office, &parts.headers).await?.ok_or_else(|| Trouble::SignIn(wanted.to_owned()))
    }
}

impl OptionalFromRequestParts<Office> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Option<Self>, Trouble> {
        Self::of(office, &parts.headers).await
    }
}

impl FromRequestParts<Office> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Self, Self::Rejection> {
        Ok(Self::of(office, &parts.headers, None))
    }
}
