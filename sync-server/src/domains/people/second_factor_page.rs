//! One's own second factor: set up by one's password and a first code, new recovery codes, taken away; that of
//! somebody who lost it; and the page that asks for it again.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, PreEscaped, html};
use shared::PersonId;

use crate::accounts::second_factor::{self, Given};
use crate::accounts::totp::{self, Secret};
use crate::base::limits::{FACTOR_FRESH_MS_MAX, FACTOR_SETUP_MS_MAX};
use crate::domains::people::menu;
use crate::http::span::Reason;
use crate::office::address::{ACCOUNT, CODE_AGAIN, HOME, SECOND_FACTOR, query};
use crate::office::ask_again::{code_field, first_code_field, give, is_due};
use crate::office::form::{Fields, Parameters, id};
use crate::office::layout::{done, notices, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::qr::qr;
use crate::office::resubmission::sent::{CODE, FACTOR_SECRET, is_ours};
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    if visitor.must_choose_password {
        return Ok(Redirect::to(ACCOUNT).into_response());
    }
    Ok(show(&office, &visitor, done(parameters.one("done")), None).await?.into_response())
}

async fn show(
    office: &Office,
    visitor: &Visitor,
    done: Option<&str>,
    error: Option<&str>,
) -> Result<Markup, PageError> {
    let (localizer, id) = (&visitor.localizer, visitor.person.id);
    let read =
        office.engine.read(move |store| Ok((store.second_factor(id)?, store.recovery_codes(id)?.len())));
    let (factor, left) = read.await?;
    let left = u32::try_from(left).unwrap_or(u32::MAX);
    let title = localizer.text("factor-title");
    let body = html! {
        h1 { (title) }
        (notices(localizer, done, error))
        @if let Some(factor) = factor {
            p.lead { (localizer.with("factor-since", &[("when", &localizer.instant(factor.since))])) }
            section {
                h2 { (localizer.text("factor-codes")) }
                p { (localizer.count("factor-codes-left", left)) }
                form method="post" action="/office/account/second-factor/codes" data-test="new-codes" {
                    button type="submit" { (localizer.text("factor-codes-do")) }
                }
            }
            section {
                h2 { (localizer.text("factor-remove")) }
                @if visitor.factor.is_required { p { (localizer.text("factor-remove-not")) } }
                @else { (password_form(localizer, &visitor.person.login, "remove", "factor-remove-do")) }
            }
        } @else {
            @if visitor.factor.is_required { p.notice.warn role="alert" data-test="factor-required" { (localizer.text("factor-required")) } }
            p { (localizer.text("factor-explain")) }
            (password_form(localizer, &visitor.person.login, "begin", "factor-begin"))
        }
        @if !visitor.factor.is_lacking() { p { a.button href=(ACCOUNT) { (localizer.text("nav-account")) } } }
    };
    Ok(shell(localizer, Some(visitor), menu::ACCOUNT_ROOM, &title, &body))
}

/// What one only does with one's password.
fn password_form(localizer: &Localizer, login: &str, what: &str, words: &str) -> Markup {
    html! {
        form.stack.narrow method="post" action={ (SECOND_FACTOR) "/" (what) } data-test={ "factor-" (what) } {
            input type="hidden" name="login" value=(login) autocomplete="username";
            div.field {
                label for="password" { (localizer.text("account-password-old")) }
                input #password name="password" type="password" autocomplete="current-password" required;
            }
            button.primary type="submit" { (localizer.text(words)) }
        }
    }
}

/// The page of one's second factor, with why something was not done.
async fn refused(office: &Office, visitor: &Visitor, why: &'static str) -> Result<Response, PageError> {
    let page = show(office, visitor, None, Some(why)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Reason(why.into())), page).into_response())
}

/// After one's password: what to put into an app, shown on this page and nowhere else ever again.
pub(crate) async fn begin(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    if visitor.must_choose_password {
        return Ok(Redirect::to(ACCOUNT).into_response());
    }
    let (id, password) = (visitor.person.id, fields.exact("password").to_owned());
    if visitor.factor.is_there {
        return refused(&office, &visitor, "factor-is-there").await;
    }
    match second_factor::begin_setup(&office.engine, id, password).await? {
        Given::Right(secret) => Ok(setup(&visitor, &secret, None).into_response()),
        Given::Wrong | Given::Over => refused(&office, &visitor, "error-password-old").await,
        Given::TooMany => refused(&office, &visitor, "sign-in-too-often").await,
    }
}

/// What to put into an app, and the form for its first code.
fn setup(visitor: &Visitor, secret: &Secret, error: Option<&str>) -> Markup {
    let localizer = &visitor.localizer;
    let title = localizer.text("factor-title");
    let typed = totp::base_32(secret);
    let grouped: Vec<&str> = (0..typed.len()).step_by(4).filter_map(|at| typed.get(at..at + 4)).collect();
    let minutes = (FACTOR_SETUP_MS_MAX / 60_000).to_string();
    let body = html! {
        h1 { (title) }
        (notices(localizer, None, error))
        ol.stack {
            li { (localizer.text("factor-step-app")) }
            li {
                (localizer.text("factor-step-scan"))
                div.code {
                    @if let Some(picture) = qr(&totp::link(secret, &visitor.person.login)) {
                        div.qr role="img" aria-label=(localizer.text("factor-qr")) { (PreEscaped(picture)) }
                    }
                    p translate="no" { code data-test="factor-secret" { (grouped.join(" ")) } }
                }
            }
            li {
                (localizer.with("factor-step-code", &[("minutes", &minutes)]))
                form.stack.narrow method="post" action="/office/account/second-factor/finish" data-test="factor-finish" {
                    input type="hidden" name=(FACTOR_SECRET) value=(typed);
                    (first_code_field(localizer))
                    button.primary type="submit" { (localizer.text("factor-finish-do")) }
                }
            }
        }
    };
    shell(localizer, Some(visitor), menu::ACCOUNT_ROOM, &title, &body)
}

/// The first code: the second factor is theirs, and these are their recovery codes.
pub(crate) async fn finish(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let owner = (visitor.person.id, visitor.session);
    let (shown, code) = (fields.one(FACTOR_SECRET).to_owned(), fields.one(CODE).to_owned());
    let given = second_factor::finish_setup(&office.engine, owner, shown.clone(), code).await?;
    let why = match given {
        Given::Right(codes) => {
            office.end_streams(visitor.person.id);
            return Ok(codes_page(&visitor, &codes).into_response());
        }
        Given::Over => return refused(&office, &visitor, "factor-over").await,
        Given::Wrong => "code-wrong",
        Given::TooMany => "code-too-often",
    };
    // It was shown to them a moment ago: it is what they sent.
    let id = visitor.person.id;
    let kept = office.engine.read(move |store| store.factor_setup(id)).await?;
    match kept.filter(|(secret, _)| totp::base_32(secret) == shown) {
        Some((secret, _)) => {
            let page = setup(&visitor, &secret, Some(why));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Extension(Reason(why.into())), page).into_response())
        }
        None => refused(&office, &visitor, "factor-over").await,
    }
}

/// Recovery codes: shown on this page, and nowhere else ever again.
fn codes_page(visitor: &Visitor, codes: &[String]) -> Markup {
    let localizer = &visitor.localizer;
    let title = localizer.text("factor-codes");
    let body = html! {
        h1 { (title) }
        p.lead { (localizer.text("factor-codes-explain")) }
        div.code translate="no" {
            p { strong { "Guichet" } " · " (visitor.person.login) }
            ul.codes { @for code in codes { li { code data-test="recovery-code" { (code) } } } }
        }
        p.chips {
            button type="button" hidden data-print { (localizer.text("print")) }
            a.button.primary href=(HOME) { (localizer.text("factor-codes-kept")) }
        }
    };
    shell(localizer, Some(visitor), menu::ACCOUNT_ROOM, &title, &body)
}

/// New recovery codes in place of those of before.
pub(crate) async fn codes(State(office): State<Office>, visitor: Visitor) -> Result<Markup, PageError> {
    let codes = second_factor::make_codes(&office.engine, visitor.person.id).await?;
    Ok(codes_page(&visitor, &codes))
}

/// Takes one's own second factor away.
pub(crate) async fn remove(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    if visitor.factor.is_required {
        return refused(&office, &visitor, "factor-remove-not").await;
    }
    let (id, password) = (visitor.person.id, fields.exact("password").to_owned());
    match second_factor::remove(&office.engine, id, password).await? {
        Given::Right(()) => Ok(Redirect::to(&format!("{SECOND_FACTOR}?done=factor-removed")).into_response()),
        Given::Wrong | Given::Over => refused(&office, &visitor, "error-password-old").await,
        Given::TooMany => refused(&office, &visitor, "sign-in-too-often").await,
    }
}

/// Takes the second factor of somebody away who lost it.
pub(crate) async fn reset(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Redirect, PageError> {
    let person: PersonId = id(&address)?;
    office.engine.read(move |store| store.person(person)).await?.ok_or(PageError::NotFound)?;
    second_factor::reset(&office.engine, visitor.person.id, person).await?;
    office.end_streams(person);
    Ok(Redirect::to(&format!("/office/people/{person}?done=factor-reset")))
}

/// Where one goes on to; only addresses of ours.
fn next(wanted: &str) -> &str {
    if is_ours(wanted) { wanted } else { HOME }
}

/// The page that asks for the second factor again, and leads on once it was given.
pub(crate) async fn ask_again(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Markup {
    asked(&office, &visitor, next(parameters.one("next")), None)
}

fn asked(office: &Office, visitor: &Visitor, next: &str, error: Option<&str>) -> Markup {
    let localizer = &visitor.localizer;
    let title = localizer.text("code-title");
    let body = html! {
        h1 { (title) }
        (notices(localizer, None, error))
        @if is_due(office, visitor) {
            p { (localizer.text("code-again")) }
            form.stack.narrow method="post" action=(CODE_AGAIN) data-test="code-again" {
                input type="hidden" name="next" value=(next);
                (code_field(localizer))
                button.primary type="submit" { (localizer.text("code-give")) }
            }
        } @else {
            p { (localizer.with("code-given", &[("minutes", &(FACTOR_FRESH_MS_MAX / 60_000).to_string())])) }
            // What is only handed out would leave this page standing, as if nothing had happened.
            p { a.button.primary href=(next) data-test="go-on" { (localizer.text("code-go-on")) } }
        }
    };
    shell(localizer, Some(visitor), menu::ACCOUNT_ROOM, &title, &body)
}

pub(crate) async fn give_again(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let next = next(fields.one("next"));
    // Pressed twice, the first has taken the code.
    if is_due(&office, &visitor)
        && let Some(why) = give(&office, &visitor, fields.one(CODE).to_owned()).await?
    {
        let page = asked(&office, &visitor, next, Some(why));
        return Ok((StatusCode::FORBIDDEN, Extension(Reason(why.into())), page).into_response());
    }
    let address = query([("next", next)]);
    Ok(Redirect::to(&format!("{CODE_AGAIN}{address}")).into_response())
}
