//! One's own account: another password, where one is signed in, and signing out there.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};

use crate::accounts::sign_in::{self, PasswordChange, PasswordFault};
use crate::domains::people::menu;
use crate::domains::people::phones::{phone_lines, phones_of};
use crate::office::address::{Reached, SECOND_FACTOR};
use crate::office::browser_name::browser_name;
use crate::office::cookies::session_cookie;
use crate::office::form::{Fields, Parameters};
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::{Visitor, browser, signed_out};
use crate::office::state::Office;
use crate::store::SessionLine;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    show(&office, &visitor, done(parameters.one("done")), None).await
}

async fn show(
    office: &Office,
    visitor: &Visitor,
    done: Option<&str>,
    error: Option<&str>,
) -> Result<Markup, PageError> {
    let (localizer, id) = (&visitor.localizer, visitor.person.id);
    let (sessions, phones) =
        office.records(visitor, move |store| Ok((store.sessions_of(id)?, phones_of(store, id)?))).await?;
    let title = localizer.text("nav-account");
    let body = html! {
        h1 { (title) }
        (notices(localizer, done, error))
        @if visitor.must_choose_password {
            p.notice.warn role="alert" data-test="choose-password" { (localizer.text("account-choose-password")) }
        }
        section {
            h2 { (localizer.text("account-password")) }
            (password_form(localizer, &visitor.person.login))
        }
        @if !visitor.must_choose_password {
            section data-test="second-factor" {
                h2 { (localizer.text("factor-title")) }
                @if visitor.factor.is_lacking() { p.notice.warn role="alert" { (localizer.text("factor-required")) } }
                p { (localizer.text(if visitor.factor.is_there { "factor-is-there" } else { "factor-explain" })) }
                p { a.button href=(SECOND_FACTOR) { (localizer.text(if visitor.factor.is_there { "factor-manage" } else { "factor-begin" })) } }
            }
        }
        @if !visitor.must_choose_password && !visitor.factor.is_lacking() {
            section {
                h2 { (localizer.text("account-phones")) }
                @if phones.is_empty() { p.quiet { (localizer.text("person-devices-none")) } }
                (phone_lines(localizer, &phones))
                form method="post" action="/office/account/enrol" data-test="enrol-own" {
                    button type="submit" { (localizer.text("enrol-do")) }
                }
            }
        }
        section {
            h2 { (localizer.text("account-sessions")) }
            ul.lines { @for session in &sessions { (line(localizer, session, visitor.session)) } }
            form method="post" action="/office/account/sign-out-everywhere" {
                button type="submit" data-test="sign-out-everywhere" { (localizer.text("sign-out-everywhere")) }
            }
        }
    };
    Ok(shell(localizer, Some(visitor), menu::ACCOUNT_ROOM, &title, &body))
}

fn password_form(localizer: &Localizer, login: &str) -> Markup {
    let lengths = [("least", PASSWORD_CHARS_MIN.to_string()), ("most", PASSWORD_CHARS_MAX.to_string())];
    let lengths = lengths.each_ref().map(|(name, length)| (*name, length.as_str()));
    html! {
        form.stack.narrow method="post" action="/office/account/password" data-test="change-password" {
            // For the browser's own keeper of passwords.
            input type="hidden" name="login" value=(login) autocomplete="username";
            div.field {
                label for="old" { (localizer.text("account-password-old")) }
                input #old name="old" type="password" autocomplete="current-password" required;
            }
            div.field {
                label for="new" { (localizer.text("account-password-new")) }
                input #new name="new" type="password" autocomplete="new-password" required
                    minlength=(PASSWORD_CHARS_MIN) aria-describedby="password-rules";
                p.quiet #password-rules { (localizer.with("account-password-rules", &lengths)) }
            }
            div.field {
                label for="again" { (localizer.text("account-password-again")) }
                input #again name="again" type="password" autocomplete="new-password" required;
            }
            button.primary type="submit" { (localizer.text("account-password-do")) }
        }
    }
}

fn line(localizer: &Localizer, session: &SessionLine, here: [u8; 32]) -> Markup {
    let unnamed = localizer.text("account-session-unnamed");
    let browser = browser_name(localizer, &session.browser).unwrap_or(unnamed);
    html! {
        li data-test="session" {
            span {
                (browser)
                @if here == session.token_hash { " " span.chip { (localizer.text("account-session-here")) } }
            }
            span.quiet {
                (localizer.text("account-session-begun")) " " (localizer.moment(session.created_at)) " · "
                (localizer.text("account-session-used")) " " (localizer.moment(session.used_at))
            }
        }
    }
}

pub(crate) async fn change_password(
    State(office): State<Office>,
    visitor: Visitor,
    reached: Reached,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, PageError> {
    let (old, new) = (fields.exact("old").to_owned(), fields.exact("new").to_owned());
    let (id, browser) = (visitor.person.id, (browser(&headers).to_owned(), visitor.factor.given_at));
    let error = if new != fields.exact("again") {
        "error-password-again"
    } else {
        match sign_in::change_password(&office.engine, id, visitor.session, old, new, browser).await? {
            PasswordChange::Changed(token) => {
                let cookie = session_cookie(token, reached.is_secure());
                let page = Redirect::to("/office/account?done=password-changed");
                return Ok((AppendHeaders([(SET_COOKIE, cookie)]), page).into_response());
            }
            PasswordChange::WrongOld => "error-password-old",
            PasswordChange::TooMany => "sign-in-too-often",
            PasswordChange::Fault(fault) => fault_phrase(fault),
        }
    };
    let page = show(&office, &visitor, None, Some(error)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

const fn fault_phrase(fault: PasswordFault) -> &'static str {
    match fault {
        PasswordFault::TooShort => "error-password-short",
        PasswordFault::TooLong => "error-password-long",
        PasswordFault::Personal => "error-password-personal",
        PasswordFault::Common => "error-password-common",
        PasswordFault::Same => "error-password-same",
    }
}

pub(crate) async fn sign_out_everywhere(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, PageError> {
    sign_in::sign_out_everywhere(&office.engine, visitor.person.id).await?;
    office.end_streams(visitor.person.id);
    Ok(signed_out())
}
