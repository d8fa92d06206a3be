//! The form in which an administrator says who answers for this server.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::limits::LINE_CHARS_MAX;

use crate::accounts::person::revised;
use crate::domains::statements::menu;
use crate::office::address::{ACCESSIBILITY, PRIVACY};
use crate::office::form::{Fields, Parameters, was};
use crate::office::layout::{done, notices, shell};
use crate::office::page_error::{PageError, person_phrase};
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{Action, AuditEntry, ResponsibleBody, Subject};

/// A field: its name, the kind of input, what a browser may fill in, and whether it must be there.
const FIELDS: [(&str, &str, &str, bool); 6] = [
    ("name", "text", "organization", true),
    ("address", "text", "street-address", true),
    ("email", "email", "email", true),
    ("phone", "tel", "tel", false),
    ("dpo", "email", "off", true),
    ("ombudsman", "text", "off", false),
];

/// The values in the order of [`FIELDS`].
fn values(body: &ResponsibleBody) -> [&str; 6] {
    [&body.name, &body.address, &body.email, &body.phone, &body.dpo_email, &body.ombudsman]
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let body = office.engine.read(|store| store.responsible_body()).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("nav-responsible");
    let page = html! {
        h1 { (title) }
        (notices(localizer, done(parameters.one("done")), None))
        p { (localizer.text("responsible-explain")) }
        form.stack.narrow method="post" action="/office/responsible" data-test="responsible-form" {
            @for ((name, kind, filled, required), value) in FIELDS.into_iter().zip(values(&body)) {
                (was(name, [value]))
                div.field {
                    label for=(name) { (localizer.text(&format!("responsible-{name}"))) }
                    input id=(name) name=(name) type=(kind) autocomplete=(filled) required[required]
                        data-chars-max=(LINE_CHARS_MAX) value=(value);
                }
            }
            button.primary type="submit" { (localizer.text("save")) }
        }
        p {
            a.button.quiet href=(ACCESSIBILITY) { (localizer.text("accessibility-title")) } " "
            a.button.quiet href=(PRIVACY) { (localizer.text("privacy-title")) }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ROOM, &title, &page))
}

pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let now = office.records(&visitor, |store| store.responsible_body()).await?;
    let mut written = Vec::new();
    for ((name, ..), now) in FIELDS.iter().zip(values(&now)) {
        let said = revised(now, &fields.shown(name, now), &fields.left(name, now));
        written.push(said.map_err(|error| PageError::Invalid(person_phrase(error)))?.to_owned());
    }
    let [name, address, email, phone, dpo_email, ombudsman] = written.try_into().unwrap_or_default();
    let body = ResponsibleBody { name, address, email, phone, dpo_email, ombudsman };
    for ((.., required), value) in FIELDS.into_iter().zip(values(&body)) {
        if value.chars().count() > LINE_CHARS_MAX {
            return Err(PageError::Invalid("error-too-long"));
        }
        if required && value.is_empty() {
            return Err(PageError::Invalid("error-responsible"));
        }
    }
    if !is_address(&body.email) || !is_address(&body.dpo_email) {
        return Err(PageError::Invalid("error-email"));
    }
    let entry = AuditEntry::new(Action::ResponsibleChanged, Subject::Nothing).by(visitor.person.id);
    let entry = entry.detailed(&body.name);
    office.engine.act(move |store| store.set_responsible_body(&body).map(|()| ((), entry))).await?;
    Ok(Redirect::to("/office/responsible?done=saved").into_response())
}

/// Whether this can be an e-mail address: something before and after one `@`, and no space. Whether mail arrives
/// there, only mail can tell.
fn is_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let is_said = |part: &&str| !part.is_empty() && !part.contains(char::is_whitespace);
    parts.len() == 2 && parts.iter().all(is_said) && parts[1].contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_e_mail_address_has_something_before_and_after_one_at() {
        assert!(is_address("guichet@orneval.be") && is_address("a.b+c@sub.orneval.be"));
        for wrong in ["", "@", "a@", "@b.be", "a@b", "a b@c.be", "a@b@c.be", "orneval.be"] {
            assert!(!is_address(wrong), "{wrong}");
        }
    }
}
