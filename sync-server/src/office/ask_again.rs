//! Where the second factor is asked for again: before what a row says so of ([`Page::asks_again`]), once it was given
//! some time ago. Nobody is asked who has none.
//!
//! A form that is sent without a code comes back with everything in it and a field for one; what is only read is
//! gone to by a page that asks.
//!
//! [`Page::asks_again`]: crate::office::page::Page::asks_again

use axum::http::Extensions;
use maud::{Markup, html};

use crate::accounts::second_factor::{Given, give_again, is_asked_again};
use crate::base::limits::FACTOR_CODE_CHARS_MAX;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::resubmission::sent::{CODE, GivenCode};
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Refuses what somebody wants who has to give their second factor again; `reads` is the address of what is only
/// read. The code that a form brings is taken.
///
/// # Errors
/// [`PageError::CodeFirst`] and [`PageError::CodeAgain`] when it is to be given, others when the disk fails.
pub(crate) async fn ask(
    office: &Office,
    visitor: &Visitor,
    reads: Option<&str>,
    extensions: &Extensions,
) -> Result<(), PageError> {
    if !is_due(office, visitor) {
        return Ok(());
    }
    if let Some(wanted) = reads {
        return Err(PageError::CodeFirst(wanted.to_owned()));
    }
    let Some(GivenCode(code)) = extensions.get().cloned() else {
        return Err(PageError::CodeAgain("code-again"));
    };
    give(office, visitor, code).await?.map_or(Ok(()), |why| Err(PageError::CodeAgain(why)))
}

/// Whether somebody has a second factor and gave it too long ago.
pub(crate) fn is_due(office: &Office, visitor: &Visitor) -> bool {
    let now = office.engine.clock().now();
    visitor.factor.is_there && is_asked_again(visitor.factor.given_at, now)
}

/// Takes a code; the key of a phrase that says why not.
pub(crate) async fn give(
    office: &Office,
    visitor: &Visitor,
    code: String,
) -> Result<Option<&'static str>, PageError> {
    let given = give_again(&office.engine, visitor.person.id, visitor.session, code).await?;
    Ok(match given {
        Given::Right(()) => None,
        Given::Wrong | Given::Over => Some("code-wrong"),
        Given::TooMany => Some("code-too-often"),
    })
}

/// The field for a code of an authenticator app, or a recovery code.
pub(crate) fn code_field(localizer: &Localizer) -> Markup {
    field(localizer, "code-help")
}

/// The field for the first code of an authenticator app: there are no recovery codes yet.
pub(crate) fn first_code_field(localizer: &Localizer) -> Markup {
    field(localizer, "code-help-first")
}

fn field(localizer: &Localizer, help: &str) -> Markup {
    html! {
        div.field {
            label for=(CODE) { (localizer.text("code-label")) }
            input id=(CODE) name=(CODE) type="text" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"
                required autofocus data-chars-max=(FACTOR_CODE_CHARS_MAX) aria-describedby="code-help";
            p.quiet #code-help { (localizer.text(help)) }
        }
    }
}
