//! What an administrator says of somebody, as a form.

use std::collections::BTreeSet;

use maud::{Markup, html};
use shared::Role;
use shared::limits::{LINE_CHARS_MAX, LOGIN_CHARS_MAX};

use super::super::fields::Fields;
use super::super::say::Say;
use super::super::trouble::Trouble;
use super::role;
use crate::office::store::Names;
use crate::sync::PersonFacts;

/// Nobody yet.
pub(super) fn blank() -> PersonFacts {
    PersonFacts {
        login: String::new(),
        name: String::new(),
        role: Role::Technician,
        team: None,
        organisations: BTreeSet::new(),
    }
}

/// What the form says.
pub(super) fn facts(fields: &Fields) -> Result<PersonFacts, Trouble> {
    Ok(PersonFacts {
        login: fields.one("login").to_owned(),
        name: fields.one("name").to_owned(),
        role: fields.required("role", "error-other")?,
        team: fields.optional("team")?,
        organisations: fields.all("organisation").into_iter().collect(),
    })
}

pub(super) fn fields_of(say: &Say, names: &Names, facts: &PersonFacts) -> Markup {
    html! {
        div.field {
            label for="name" { (say.t("person-name")) }
            input #name name="name" required maxlength=(LINE_CHARS_MAX) autocomplete="off" value=(facts.name);
        }
        div.field {
            label for="login" { (say.t("sign-in-login")) }
            input #login name="login" required maxlength=(LOGIN_CHARS_MAX) autocomplete="off"
                autocapitalize="none" spellcheck="false" value=(facts.login);
        }
        div.field {
            label for="role" { (say.t("person-role")) }
            select #role name="role" required {
                @for one in Role::ALL { option value=(one.name()) selected[facts.role == one] { (role(say, one)) } }
            }
        }
        div.field {
            label for="team" { (say.t("person-team")) }
            select #team name="team" {
                option value="" { (say.t("person-team-none")) }
                @for (id, name) in names.teams_by_name() { option value=(id) selected[facts.team == Some(id)] { (name) } }
            }
        }
        fieldset {
            legend { (say.t("person-organisations")) }
            p.quiet { (say.t("person-organisations-explain")) }
            div.ticks {
                @for (id, name) in names.organisations_by_name() {
                    label.tick {
                        input type="checkbox" name="organisation" value=(id) checked[facts.organisations.contains(&id)];
                        span { (name) }
                    }
                }
            }
        }
    }
}
