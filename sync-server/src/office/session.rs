//! Who is reading: the session that the cookies name, and the language.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use shared::{Language, OrganisationId, Role, Timestamp};

use crate::accounts::sign_in;
use crate::base::role::{may_oversee, works_at_office};
use crate::base::roles::Scope;
use crate::base::secret::secret_hash;
use crate::engine::behind::Behind;
use crate::engine::error::EngineError;
use crate::http::span::record_person;
use crate::office::address::SIGN_IN;
use crate::office::cookies::{chosen_language, no_session, session_tokens};
use crate::office::localizer::Localizer;
use crate::office::menu::MenuEntry;
use crate::office::page_error::PageError;
use crate::office::state::Office;
use crate::store::{PersonRow, SessionRow};

/// Anybody, signed in or not.
pub(crate) struct Guest {
    pub(crate) localizer: Localizer,
}

/// Somebody who is signed in and may read the office pages.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) person: PersonRow,
    /// What the page they are on shows them: what is of the administrations in which they may use it.
    pub(crate) scope: Scope,
    /// The hash of the token of their session.
    pub(crate) session: [u8; 32],
    /// Their password was given to them: they choose one before anything else.
    pub(crate) must_choose_password: bool,
    pub(crate) factor: Factor,
    pub(crate) localizer: Localizer,
    /// The menu that this visitor sees, with how many things wait behind each line.
    pub(crate) menu: Vec<(MenuEntry, u32)>,
    /// Since when lists are behind, and why.
    pub(crate) behind: Option<Behind>,
}

/// What a session knows of the second factor of its person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Factor {
    /// Whether they have one.
    pub(crate) is_there: bool,
    /// Whether the administration asks for one.
    pub(crate) is_required: bool,
    /// When they last gave it in this session.
    pub(crate) given_at: Option<Timestamp>,
}

impl Factor {
    /// Whether it is to be set up before anything else.
    pub(crate) const fn is_lacking(self) -> bool {
        self.is_required && !self.is_there
    }
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
    chosen_language(headers).unwrap_or_else(|| Language::preferred(asked.unwrap_or("")))
}

/// The session that the cookies of a request name, and the hash of its token. Tokens of no session are passed over:
/// another site of the domain may have put them there. `None` when there is no session, or when there are sessions
/// of several people, one of whom has put theirs into the browser of another.
///
/// # Errors
/// [`EngineError::Store`] when the disk fails.
pub(crate) async fn session_of(
    office: &Office,
    headers: &HeaderMap,
) -> Result<Option<(SessionRow, [u8; 32])>, EngineError> {
    let now = office.engine.clock().now();
    let mut found: Option<(SessionRow, [u8; 32])> = None;
    for token in session_tokens(headers) {
        let Some(session) = sign_in::session(&office.engine, &token, now).await? else { continue };
        match &found {
            Some((first, _)) if first.person.id != session.person.id => return Ok(None),
            Some(_) => {}
            None => found = Some((session, secret_hash(&token))),
        }
    }
    Ok(found)
}

/// Has a browser forget what it kept of the office, photos above all (Clear Site Data, W3C). What the phone app keeps
/// under the same name is no cache in that sense, and stays.
pub(crate) const FORGET: [(HeaderName, HeaderValue); 1] =
    [(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""))];

/// The answer that ends a session in a browser: its cookies go, and so does what it kept.
pub(crate) fn signed_out() -> Response {
    (AppendHeaders(no_session()), FORGET, Redirect::to(SIGN_IN)).into_response()
}

/// What a browser says it is.
pub(crate) fn browser(headers: &HeaderMap) -> &str {
    headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("")
}

impl Visitor {
    /// Whose session it is; nobody when there is none, it is over, or the role does not read here.
    pub(crate) async fn of(office: &Office, headers: &HeaderMap) -> Result<Option<Self>, PageError> {
        let Some((session, hash)) = session_of(office, headers).await? else { return Ok(None) };
        let person = session.person;
        if !person.roles.may(works_at_office) {
            return Ok(None);
        }
        record_person(person.id);
        let menu = office.menu_of(&person.roles).await?;
        let language = person.language.unwrap_or_else(|| browser_language(headers));
        let must_choose_password = session.password_until.is_some();
        let factor = Factor {
            is_there: session.has_factor,
            is_required: session.factor_required && person.roles.may(may_oversee),
            given_at: session.factor_at,
        };
        let localizer = office.localizer(language);
        let behind = office.engine.status().behind();
        let scope = person.roles.scope(works_at_office);
        Ok(Some(Self { person, scope, session: hash, must_choose_password, factor, localizer, menu, behind }))
    }
}

impl Visitor {
    /// Whether a rule holds for one of their roles somewhere: whether what leads there is shown.
    pub(crate) fn may(&self, rule: fn(Role) -> bool) -> bool {
        self.person.roles.may(rule)
    }

    /// Whether a rule holds for what they do in this administration.
    pub(crate) fn may_at(&self, rule: fn(Role) -> bool, organisation: OrganisationId) -> bool {
        self.person.roles.at(organisation).is_some_and(rule)
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
