//! The page that says what went wrong.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Response};
use maud::html;

use crate::office::address::{ACCOUNT, CODE_AGAIN, HOME, SECOND_FACTOR, SIGN_IN, encoded};
use crate::office::layout::shell;
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::session::{Guest, Visitor};

/// The page that says what went wrong, in the reader's language.
pub(crate) fn error_page(error: &PageError, guest: &Guest, visitor: Option<&Visitor>) -> Response {
    let elsewhere = match error {
        PageError::SignIn(wanted) => Some(format!("{SIGN_IN}?next={}", encoded(wanted))),
        PageError::PasswordFirst => Some(ACCOUNT.to_owned()),
        PageError::SecondFactorFirst => Some(SECOND_FACTOR.to_owned()),
        PageError::CodeFirst(wanted) => Some(format!("{CODE_AGAIN}?next={}", encoded(wanted))),
        PageError::CodeAgain(_)
        | PageError::NotAllowed
        | PageError::Foreign(_)
        | PageError::AnotherHost { .. }
        | PageError::SomebodyElse
        | PageError::SentBefore
        | PageError::OldForm
        | PageError::TooLarge
        | PageError::Answered(_)
        | PageError::NotFound
        | PageError::NotListedYet
        | PageError::Invalid(_)
        | PageError::Full
        | PageError::Locked
        | PageError::Mending
        | PageError::Broken => None,
    };
    if let Some(address) = elsewhere {
        return (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response();
    }
    let localizer = &guest.localizer;
    let title = localizer.text("error-title");
    let body = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (localizer.text(error.phrase())) }
            @if let PageError::AnotherHost { public, .. } = error {
                p { a.button href={ (public) (HOME) } data-test="public" { (public) } }
            }
            @if let PageError::CodeAgain(_) = error { p { a.button.primary href=(CODE_AGAIN) { (localizer.text("code-give")) } } }
            @if let PageError::Answered(address) = error { p { a.button href=(address) data-test="answer" { (localizer.text("form-answer")) } } }
            p { a.button href=(HOME) { (localizer.text("error-home")) } }
        }
    };
    (error.status(), shell(localizer, visitor, Room::NONE, &title, &body)).into_response()
}
