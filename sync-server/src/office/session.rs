//! Who is reading: the session in the cookie, and the language.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use shared::Language;
use shared::limits::SESSION_AGE_MS_MAX;

use crate::accounts::sign_in;
use crate::base::role::works_at_office;
use crate::engine::behind::Behind;
use crate::http::span::record_person;
use crate::office::address::origin;
use crate::office::localizer::Localizer;
use crate::office::menu::MenuEntry;
use crate::office::page_error::PageError;
use crate::office::state::Office;
use crate::store::PersonRow;

/// The cookie of the session over plain HTTP: on this machine, or behind a wall of one's own.
const SESSION: &str = "guichet_session";
/// The cookie of the session over HTTPS. Browsers take a name with this prefix only over HTTPS, for
/// the whole host and from it alone, so that no other site of the domain can put one in its place.
const SECURE_SESSION: &str = "__Host-guichet_session";
/// The cookie of the language.
pub(crate) const LANGUAGE: &str = "guichet_language";

/// Anybody, signed in or not.
pub(crate) struct Guest {
    pub(crate) localizer: Localizer,
}

/// Somebody who is signed in and may read the office pages.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) person: PersonRow,
    /// Their password was given to them: they choose one before anything else.
    pub(crate) must_choose_password: bool,
    pub(crate) localizer: Localizer,
    /// The menu that this visitor sees, with how many things wait behind each line.
    pub(crate) menu: Vec<(MenuEntry, u32)>,
    /// Since when lists are behind, and why.
    pub(crate) behind: Option<Behind>,
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
    pub(crate) fn of(office: &Office, headers: &HeaderMap, visitor: Option<&Visitor>) -> Self {
        if let Some(visitor) = visitor {
            return Self { localizer: visitor.localizer.clone() };
        }
        Self { localizer: office.localizer(browser_language(headers)) }
    }
}

fn browser_language(headers: &HeaderMap) -> Language {
    let asked = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::preferred(cookie(headers, LANGUAGE).or(asked).unwrap_or(""))
}

/// Takes the session of plain HTTP out of a request that came over TLS: anybody on the way, and any
/// other site of the domain, can put that cookie into a browser.
pub(crate) fn forget_plain_session(headers: &mut HeaderMap) {
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
pub(crate) fn session_token(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SECURE_SESSION).or_else(|| cookie(headers, SESSION))
}

/// The cookie that keeps a session, for the way the browser came.
pub(crate) fn session_cookie(token: &str, headers: &HeaderMap) -> String {
    let (seconds, kept) = (SESSION_AGE_MS_MAX / 1000, "HttpOnly; SameSite=Lax");
    if origin(headers).is_some_and(|origin| origin.starts_with("https://")) {
        format!("{SECURE_SESSION}={token}; Path=/; Max-Age={seconds}; {kept}; Secure")
    } else {
        format!("{SESSION}={token}; Path=/office; Max-Age={seconds}; {kept}")
    }
}

/// The cookies that take away what a browser keeps of a session.
pub(crate) fn no_session() -> [(HeaderName, String); 2] {
    [
        (SET_COOKIE, format!("{SECURE_SESSION}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure")),
        (SET_COOKIE, format!("{SESSION}=; Path=/office; Max-Age=0; HttpOnly; SameSite=Lax")),
    ]
}

/// What a browser says it is.
pub(crate) fn browser(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("")
}

impl Visitor {
    /// Whose session it is; nobody when there is none, it is over, or the role does not read here.
    pub(crate) async fn of(office: &Office, headers: &HeaderMap) -> Result<Option<Self>, PageError> {
        let Some(token) = session_token(headers) else { return Ok(None) };
        let now = office.engine.clock().now();
        let Some(session) = sign_in::session(&office.engine, token, now).await? else { return Ok(None) };
        let person = session.person;
        if !works_at_office(person.role) {
            return Ok(None);
        }
        record_person(person.id);
        let menu = office.menu_of(person.role).await?;
        let language = person.language.unwrap_or_else(|| browser_language(headers));
        let must_choose_password = session.password_until.is_some();
        let localizer = office.localizer(language);
        let behind = office.engine.status().behind();
        Ok(Some(Self { person, must_choose_password, localizer, menu, behind }))
    }
}

impl FromRequestParts<Office> for Visitor {
    type Rejection = PageError;

    /// Whom the guard let in.
    async fn from_request_parts(parts: &mut Parts, _: &Office) -> Result<Self, PageError> {
        parts.extensions.get().cloned().ok_or(PageError::NotAllowed)
    }
}

impl OptionalFromRequestParts<Office> for Visitor {
    type Rejection = PageError;

    /// Who it is, where anybody may come.
    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Option<Self>, PageError> {
        Self::of(office, &parts.headers).await
    }
}

impl FromRequestParts<Office> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, office: &Office) -> Result<Self, Self::Rejection> {
        Ok(Self::of(office, &parts.headers, None))
    }
}
