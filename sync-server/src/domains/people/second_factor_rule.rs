//! The form in which an administrator says whether those who decide need a second factor.

use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};

use crate::domains::people::menu;
use crate::office::address::SECOND_FACTOR;
use crate::office::form::{Fields, Parameters, was};
use crate::office::layout::{done, notices, shell};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{Action, AuditEntry, Subject};

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let required = office.engine.read(|store| store.factor_required()).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("factor-rule-title");
    let body = html! {
        h1 { (title) }
        (notices(localizer, done(parameters.one("done")), None))
        p { (localizer.text("factor-rule-explain")) }
        @if !visitor.factor.is_there {
            p.notice.warn { span { (localizer.text("factor-rule-own")) " " a href=(SECOND_FACTOR) { (localizer.text("factor-begin")) } } }
        }
        form.stack.narrow method="post" action="/office/second-factor" data-test="factor-rule" {
            (was("required", required.then_some("yes")))
            label.tick {
                input type="checkbox" name="required" value="yes" checked[required];
                span { (localizer.text("factor-rule-required")) }
            }
            button.primary type="submit" { (localizer.text("save")) }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &body))
}

pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Redirect, PageError> {
    let required = fields.one("required") == "yes";
    // Who asks it of others knows what it is, and can still sign in.
    if required && !visitor.factor.is_there {
        return Err(PageError::Invalid("factor-rule-own"));
    }
    let now = office.engine.read(|store| store.factor_required()).await?;
    let saved = Redirect::to("/office/second-factor?done=saved");
    if required == now {
        return Ok(saved);
    }
    let action = if required { Action::SecondFactorRequired } else { Action::SecondFactorNotRequired };
    let entry = AuditEntry::new(action, Subject::Nothing).by(visitor.person.id);
    office.engine.act(move |store| store.set_factor_required(required).map(|()| ((), entry))).await?;
    Ok(saved)
}
