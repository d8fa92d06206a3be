//! The form in which an administrator says which administrations have every phone locked with a PIN.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Redirect;
use maud::{Markup, html};
use shared::OrganisationId;

use crate::domains::people::menu;
use crate::office::form::{Fields, Parameters, was};
use crate::office::layout::{done, notices, shell};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let rule = office.engine.read(|store| store.pin_rule()).await?;
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("pin-rule-title");
    let body = html! {
        h1 { (title) }
        (notices(localizer, done(parameters.one("done")), None))
        p { (localizer.text("pin-rule-explain")) }
        form.stack.narrow method="post" action="/office/phone-lock" data-test="pin-rule" {
            (was("at", &rule))
            fieldset {
                legend { (localizer.text("pin-rule-where")) }
                @for (id, name) in names.organisations_by_name() {
                    label.tick {
                        input type="checkbox" name="at" value=(id) checked[rule.contains(&id)];
                        span { (name) }
                    }
                }
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
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let ticked: BTreeSet<OrganisationId> = fields.all("at").into_iter().collect();
    let shown: BTreeSet<OrganisationId> = fields.all_shown("at").unwrap_or_default().into_iter().collect();
    let changed = names.organisations_by_name().into_iter().filter_map(|(id, name)| {
        let required = ticked.contains(&id);
        (required != shown.contains(&id)).then(|| (id, name.to_owned(), required))
    });
    office.engine.set_pin_rule(visitor.person.id, changed.collect()).await?;
    Ok(Redirect::to("/office/phone-lock?done=saved"))
}
