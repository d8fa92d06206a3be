//! Signing in and out.

use axum::Extension;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

use crate::accounts::second_factor::{self, CodeAttempt, Given};
use crate::accounts::sign_in::{self, Attempt, BrowserTokens, SignIn};
use crate::base::limits::SIGN_IN_BYTES_MAX;
use crate::http::cookies::known_tokens;
use crate::http::peer::Peer;
use crate::http::span::Reason;
use crate::office::address::{HOME, Reached, SIGN_IN};
use crate::office::ask_again::code_field;
use crate::office::cookies::{known_cookie, session_cookie, session_tokens};
use crate::office::form::{Fields, Parameters};
use crate::office::layout::{notices, shell};
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::resubmission::sent::CODE;
use crate::office::session::{FORGET, Guest, Visitor, browser, signed_out};
use crate::office::state::Office;

/// The field that names a sign-in whose password was right.
const HALF: &str = "half";

pub(crate) async fn page(
    guest: Guest,
    visitor: Option<Visitor>,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    if visitor.is_some() {
        return Ok(Redirect::to(HOME).into_response());
    }
    let unsent = (parameters.one("unsent") == "yes").then_some("sign-in-unsent");
    Ok(form(&guest, next(parameters.one("next")), "", unsent).into_response())
}

/// Only addresses of ours are gone to after signing in.
fn next(wanted: &str) -> &str {
    if wanted.starts_with("/office/") { wanted } else { HOME }
}

fn form(guest: &Guest, next: &str, login: &str, error: Option<&str>) -> Markup {
    let localizer = &guest.localizer;
    let title = localizer.text("sign-in-title");
    let body = html! {
        div.sign-in {
            h1 { "Guichet" }
            p.lead data-mark="c3" { (localizer.text("sign-in-lead")) }
            (notices(localizer, None, error))
            form.stack method="post" action="/office/sign-in" data-test="sign-in" {
                input type="hidden" name="next" value=(next);
                div.field {
                    label for="login" { (localizer.text("sign-in-login")) }
                    input #login name="login" value=(login) autocomplete="username" autocapitalize="none"
                        spellcheck="false" required autofocus[login.is_empty()];
                }
                div.field {
                    label for="password" { (localizer.text("sign-in-password")) }
                    input #password name="password" type="password" autocomplete="current-password" required
                        autofocus[!login.is_empty()];
                }
                button.primary.wide type="submit" { (localizer.text("sign-in-do")) }
            }
        }
    };
    shell(localizer, None, Room::NONE, &title, &body)
}

pub(crate) async fn sign_in(
    State(office): State<Office>,
    guest: Guest,
    peer: Peer,
    reached: Reached,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, PageError> {
    let (login, given) = (fields.one("login").to_owned(), fields.exact("password").to_owned());
    let next = next(fields.one("next"));
    if fields.has(HALF) {
        return finish(&office, &guest, (peer, &headers, reached.is_secure()), &fields).await;
    }
    let refuse = |status, key: &'static str| {
        let why = Extension(Reason(key.into()));
        Ok((status, why, form(&guest, next, &login, Some(key))).into_response())
    };
    if login.len() > SIGN_IN_BYTES_MAX || given.len() > SIGN_IN_BYTES_MAX {
        return refuse(StatusCode::FORBIDDEN, "sign-in-wrong");
    }
    let attempt = Attempt {
        login: login.clone(),
        password: given,
        address: peer.0,
        browser: browser(&headers).to_owned(),
        before: session_tokens(&headers),
        known_by: known_tokens(&headers),
    };
    match sign_in::sign_in(&office.engine, attempt).await? {
        SignIn::Welcome(_, tokens) => Ok(welcome(tokens, (&headers, reached.is_secure()), next)),
        SignIn::Half(half) => Ok(code_form(&guest, next, &half, None).into_response()),
        SignIn::OnPhone => refuse(StatusCode::FORBIDDEN, "sign-in-phone"),
        SignIn::Wrong => refuse(StatusCode::FORBIDDEN, "sign-in-wrong"),
        SignIn::TooMany => refuse(StatusCode::TOO_MANY_REQUESTS, "sign-in-put-off"),
    }
}

/// Gives a browser what it keeps of a session, and leads on. One that kept something of a session before forgets it; no
/// other is told to, for Chromium's page may crash of that while the phone app is kept behind it.
fn welcome(
    BrowserTokens { session, known_by }: BrowserTokens,
    (headers, is_secure): (&HeaderMap, bool),
    next: &str,
) -> Response {
    let cookies = [session_cookie(session, is_secure), known_cookie(known_by, is_secure)];
    let lead = (AppendHeaders(cookies.map(|cookie| (SET_COOKIE, cookie))), Redirect::to(next));
    if session_tokens(headers).is_empty() { lead.into_response() } else { (FORGET, lead).into_response() }
}

/// The second page of signing in, where there is a second factor.
fn code_form(guest: &Guest, next: &str, half: &str, error: Option<&str>) -> Markup {
    let localizer = &guest.localizer;
    let title = localizer.text("code-title");
    let body = html! {
        div.sign-in {
            h1 { (title) }
            p { (localizer.text("code-lead")) }
            (notices(localizer, None, error))
            form.stack method="post" action="/office/sign-in" data-test="sign-in-code" {
                input type="hidden" name="next" value=(next);
                input type="hidden" name=(HALF) value=(half);
                (code_field(localizer))
                button.primary.wide type="submit" { (localizer.text("sign-in-do")) }
            }
            p { a href=(SIGN_IN) { (localizer.text("code-begin-again")) } }
        }
    };
    shell(localizer, None, Room::NONE, &title, &body)
}

/// Takes the code of the second factor; the way by which it came is given as its address, its headers, and whether it
/// was over TLS.
async fn finish(
    office: &Office,
    guest: &Guest,
    (peer, headers, is_secure): (Peer, &HeaderMap, bool),
    fields: &Fields,
) -> Result<Response, PageError> {
    let (half, code) = (fields.one(HALF).to_owned(), fields.one(CODE).to_owned());
    let next = next(fields.one("next"));
    let refuse = |status, key: &'static str, page: Markup| {
        Ok((status, Extension(Reason(key.into())), page).into_response())
    };
    let again = |key| code_form(guest, next, &half, Some(key));
    let attempt = CodeAttempt {
        half: half.clone(),
        code,
        address: peer.0,
        browser: browser(headers).to_owned(),
        before: session_tokens(headers),
        known_by: known_tokens(headers),
    };
    match second_factor::finish_sign_in(&office.engine, attempt).await? {
        Given::Right(tokens) => Ok(welcome(tokens, (headers, is_secure), next)),
        Given::Wrong => refuse(StatusCode::FORBIDDEN, "code-wrong", again("code-wrong")),
        Given::Over => refuse(StatusCode::FORBIDDEN, "code-over", form(guest, next, "", Some("code-over"))),
        Given::TooMany => refuse(StatusCode::TOO_MANY_REQUESTS, "code-too-often", again("code-too-often")),
    }
}

pub(crate) async fn sign_out(
    State(office): State<Office>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    for token in session_tokens(&headers) {
        let whose = sign_in::sign_out(&office.engine, &token).await?;
        whose.into_iter().for_each(|person| office.end_streams(person));
    }
    Ok(signed_out())
}
