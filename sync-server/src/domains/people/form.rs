//! What an administrator says of somebody, as a form.

use maud::{Markup, html};
use shared::Role;
use shared::limits::{LINE_CHARS_MAX, LOGIN_CHARS_MAX};

use crate::accounts::person::PersonFacts;
use crate::base::roles::Roles;
use crate::domains::catalogue::names::Names;
use crate::domains::people::roles_form::{self, roles};
use crate::office::form::{Fields, was};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::store::PersonRow;

/// Nobody yet.
pub(crate) fn blank() -> PersonFacts {
    PersonFacts {
        login: String::new(),
        name: String::new(),
        roles: Roles::only_at(Role::Technician, []),
        team: None,
    }
}

/// What the form says; `now` is said of them already.
pub(crate) fn facts(fields: &Fields, now: &PersonFacts) -> Result<PersonFacts, PageError> {
    read(fields, now, Fields::left)
}

/// What it was shown with.
pub(crate) fn facts_shown(fields: &Fields, now: &PersonFacts) -> Result<PersonFacts, PageError> {
    read(fields, now, Fields::shown)
}

fn team_of(facts: &PersonFacts) -> String {
    facts.team.map(|team| team.to_string()).unwrap_or_default()
}

fn read(
    fields: &Fields,
    now: &PersonFacts,
    read: for<'a> fn(&'a Fields, &str, &'a str) -> &'a str,
) -> Result<PersonFacts, PageError> {
    let was_team = team_of(now);
    let team = read(fields, "team", &was_team);
    let team = if team.is_empty() {
        None
    } else {
        Some(team.parse().map_err(|_| PageError::Invalid("error-other"))?)
    };
    Ok(PersonFacts {
        login: read(fields, "login", &now.login).to_owned(),
        name: read(fields, "name", &now.name).to_owned(),
        roles: roles(fields, &now.roles, read)?,
        team,
    })
}

/// What the form shows, so that only what is changed in it is written.
pub(crate) fn shown_with(names: &Names, facts: &PersonFacts) -> Markup {
    html! {
        (was("name", [&facts.name]))
        (was("login", [&facts.login]))
        (was("team", facts.team))
        (roles_form::shown_with(names, &facts.roles))
    }
}

pub(crate) fn fields_of(localizer: &Localizer, names: &Names, facts: &PersonFacts) -> Markup {
    html! {
        div.field {
            label for="name" { (localizer.text("person-name")) }
            input #name name="name" required data-chars-max=(LINE_CHARS_MAX) autocomplete="off" value=(facts.name);
        }
        div.field {
            label for="login" { (localizer.text("sign-in-login")) }
            input #login name="login" required data-chars-max=(LOGIN_CHARS_MAX) autocomplete="off"
                autocapitalize="none" spellcheck="false" value=(facts.login);
        }
        div.field {
            label for="team" { (localizer.text("person-team")) }
            select #team name="team" {
                option value="" { (localizer.text("person-team-none")) }
                @for (id, name) in names.teams_by_name() { option value=(id) selected[facts.team == Some(id)] { (name) } }
            }
        }
        (roles_form::fields_of(localizer, names, &facts.roles))
    }
}

/// Somebody's name; with what they sign in with, where somebody else is called the same.
pub(crate) fn told_apart(person: &PersonRow, people: &[PersonRow]) -> String {
    let others = people.iter().filter(|other| other.id != person.id);
    if others.into_iter().any(|other| other.name == person.name) {
        format!("{} ({})", person.name, person.login)
    } else {
        person.name.clone()
    }
}
