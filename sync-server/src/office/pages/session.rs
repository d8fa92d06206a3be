//! Who is reading: the session in the cookie, and the language.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use shared::Language;
use shared::limits::SESSION_AGE_MS_MAX;

use super::Office;
use super::access::{may_review, origin};
use super::say::Say;
use super::trouble::Trouble;
use crate::people;
use crate::request_log::note_person;
use crate::store::PersonRow;
use crate::sync::Behind;

/// The cookie of the session over plain HTTP: on this machine, or behind a wall of one's own.
const SESSION: &str = "guichet_session";
/// The cookie of the session over HTTPS. Browsers take a name with this prefix only over HTTPS, for
/// the whole host and from it alone, so that no other site of the domain can put one in its place.
const SECURE_SESSION: &str = "__Host-guichet_session";
/// The cookie of the language.
pub(super) const LANGUAGE: &str = "guichet_language";

/// Anybody, signed in or not.
pub(super) struct Guest {
    pub(super) say: Say,
}

/// Somebody who is signed in and may read the office pages.
#[derive(Clone)]
pub(super) struct Visitor {
    pub(super) person: PersonRow,
    /// Their password was given to them: they choose one before anything else.
    pub(super) must_choose_password: bool,
    pub(super) say: Say,
    /// Reports that wait for review.
    pub(super) to_review: u32,
    /// Requests that wait for an answer.
    pub(super) to_answer: u32,
    /// Refused changes that wait for a decision of theirs.
    pub(super) refused: u32,
    /// Since when lists are behind, and why.
    pub(super) behind: Option<Behind>,
    /// Documents of which phones brought something back that this visitor decides on.
    pub(super) offers: u32,
}

/// A cookie of the request.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
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

/// Takes the session of plain HTTP out of a request that came over TLS: anybody on the way, and any
/// other site of the domain, can put that cookie into a browser.
pub(super) fn forget_plain_session(headers: &mut HeaderMap) {
    let plain = format!("{SESSION}=");
    let lines: Vec<HeaderValue> = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .filter_map(|line| {
            let kept: Vec<&str> = line.split("; ").filter(|pair| !pair.trim().starts_with(&plain)).collect();
            HeaderValue::from_str(&kept.join("; ")).ok()
        })
        .collect();
    headers.remove(COOKIE);
    for line in lines {
        headers.append(COOKIE, line);
    }
}

/// The token of the session, over HTTPS before any other.
pub(super) fn session_token(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SECURE_SESSION).or_else(|| cookie(headers, SESSION))
}

/// The cookie that keeps a session, for the way the browser came.
pub(super) fn session_cookie(token: &str, headers: &HeaderMap) -> String {
    let (seconds, kept) = (SESSION_AGE_MS_MAX / 1000, "HttpOnly; SameSite=Lax");
    if origin(headers).is_some_and(|origin| origin.starts_with("https://")) {
        format!("{SECURE_SESSION}={token}; Path=/; Max-Age={seconds}; {kept}; Secure")
    } else {
        format!("{SESSION}={token}; Path=/office; Max-Age={seconds}; {kept}")
    }
}

/// The cookies that take away what a browser keeps of a session.
pub(super) fn no_session() -> [(HeaderName, String); 2] {
    [
        (SET_COOKIE, format!("{SECURE_SESSION}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")),
        (SET_COOKIE, format!("{SESSION}=; Path=/office; Max-Age=0; HttpOnly; SameSite=Lax")),
    ]
}

/// What a browser says it is.
pub(super) fn browser(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("")
}

impl Visitor {
    /// Whose session it is; nobody when there is none, it is over, or the role does not read here.
    pub(super) async fn of(office: &Office, headers: &HeaderMap) -> Result<Option<Self>, Trouble> {
        let Some(token) = session_token(headers) else { return Ok(None) };
        let now = office.engine.clock().now();
        let Some(session) = people::session(&office.engine, token, now).await? else { return Ok(None) };
        let person = session.person;
        if !people::works_at_office(person.role) {
            return Ok(None);
        }
        note_person(person.id);
        let (to_review, to_answer) = office.database.read(|reader| reader.waiting()).await?;
        let (refused, offers) = if may_review(person.role) {
            office.engine.read(|store| Ok((store.refused_waiting(None)?, store.offered_count()?))).await?
        } else {
            (0, 0)
        };
        let language = person.language.unwrap_or_else(|| browser_language(headers));
        let must_choose_password = session.password_until.is_some();
        let say = office.say(language);
        let behind = office.engine.pulse().behind();
        Ok(Some(Self { person, must_choose_password, say, to_review, to_answer, refused, behind, offers }))
    }
}

impl FromRequestParts<Office> for Visitor {
    type Rejection = Trouble;

    /// Whom the guard let in.
    async fn from_request_parts(parts: &mut Parts, _: &Office) -> Result<Self, Trouble> {
        parts.extensions.get().cloned().ok_or(Trouble::NotAllowed)
    }
}

impl OptionalFromRequestParts<Office> for Visitor {
    type Rejection = Trouble;

    /// Who it is, where anybody may come.
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
