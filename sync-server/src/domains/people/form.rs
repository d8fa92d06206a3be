//! What an administrator says of somebody, as a form.

use std::collections::BTreeSet;

use maud::{Markup, html};
use shared::limits::{LINE_CHARS_MAX, LOGIN_CHARS_MAX};
use shared::{OrganisationId, Role};

use crate::accounts::person::PersonFacts;
use crate::domains::catalogue::names::Names;
use crate::office::form::{Fields, was};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::store::PersonRow;

/// Nobody yet.
pub(crate) fn blank() -> PersonFacts {
    PersonFacts {
        login: String::new(),
        name: String::new(),
        role: Role::Technician,
        team: None,
        organisations: BTreeSet::new(),
    }
}

/// What the form says; `now` is said of them already.
pub(crate) fn facts(fields: &Fields, now: &PersonFacts) -> Result<PersonFacts, PageError> {
    let (role, team) = (now.role.name(), team_of(now));
    read(
        [fields.left("login", &now.login), fields.left("name", &now.name)],
        [fields.left("role", role), fields.left("team", &team)],
        fields.all("organisation"),
    )
}

/// What it was shown with.
pub(crate) fn facts_shown(fields: &Fields, now: &PersonFacts) -> Result<PersonFacts, PageError> {
    let (role, team) = (now.role.name(), team_of(now));
    let organisations = fields.all_shown("organisation");
    read(
        [fields.shown("login", &now.login), fields.shown("name", &now.name)],
        [fields.shown("role", role), fields.shown("team", &team)],
        organisations.unwrap_or_else(|| now.organisations.iter().copied().collect()),
    )
}

fn team_of(facts: &PersonFacts) -> String {
    facts.team.map(|team| team.to_string()).unwrap_or_default()
}

fn read(
    [login, name]: [&str; 2],
    [role, team]: [&str; 2],
    organisations: Vec<OrganisationId>,
) -> Result<PersonFacts, PageError> {
    let other = PageError::Invalid("error-other");
    let team = if team.is_empty() { None } else { Some(team.parse().map_err(|_| other.clone())?) };
    Ok(PersonFacts {
        login: login.to_owned(),
        name: name.to_owned(),
        role: role.parse().map_err(|_| other)?,
        team,
        organisations: organisations.into_iter().collect(),
    })
}

/// What the form shows, so that only what is changed in it is written.
pub(crate) fn shown_with(facts: &PersonFacts) -> Markup {
    html! {
        (was("name", [&facts.name]))
        (was("login", [&facts.login]))
        (was("role", [facts.role.name()]))
        (was("team", facts.team))
        (was("organisation", &facts.organisations))
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
            label for="role" { (localizer.text("person-role")) }
            select #role name="role" required {
                @for one in Role::ALL { option value=(one.name()) selected[facts.role == one] { (role(localizer, one)) } }
            }
        }
        div.field {
            label for="team" { (localizer.text("person-team")) }
            select #team name="team" {
                option value="" { (localizer.text("person-team-none")) }
                @for (id, name) in names.teams_by_name() { option value=(id) selected[facts.team == Some(id)] { (name) } }
            }
        }
        fieldset {
            legend { (localizer.text("person-organisations")) }
            p.quiet { (localizer.text("person-organisations-explain")) }
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

pub(crate) fn role(localizer: &Localizer, role: Role) -> String {
    localizer.text(&format!("role-{}", role.name()))
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
