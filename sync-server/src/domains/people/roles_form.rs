//! What somebody does in which administration, as a form and in words.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use shared::{OrganisationId, Role};

use crate::base::collation::compare;
use crate::base::role::may_keep_accounts;
use crate::base::roles::Roles;
use crate::domains::catalogue::names::Names;
use crate::office::form::{Fields, was};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;

/// How the field of the role in one administration begins; the id follows.
const AT: &str = "at-";

/// The word for the main role in such a field: it goes along when that one changes.
const MAIN: &str = "main";

/// What the form says; `read` answers with what a field was left, or shown, with where it is said to be this now.
pub(crate) fn roles<'a>(
    fields: &'a Fields,
    now: &'a Roles,
    read: impl Fn(&'a Fields, &str, &'a str) -> &'a str,
) -> Result<Roles, PageError> {
    let role = |name: &str| name.parse::<Role>().map_err(|_| PageError::Invalid("error-other"));
    let named: BTreeSet<OrganisationId> =
        fields.names_after(AT).into_iter().chain(now.at.keys().copied()).collect();
    let mut roles = Roles {
        main: role(read(fields, "role", now.main.name()))?,
        everywhere: read(fields, "everywhere", word(now.everywhere)) == word(true),
        at: BTreeMap::new(),
    };
    for id in named {
        let role = match read(fields, &field(id), at(now, id)) {
            "" => continue,
            MAIN => roles.main,
            name => role(name)?,
        };
        roles.at.insert(id, role);
    }
    Ok(roles)
}

/// What the field of the role in one administration says.
fn at(roles: &Roles, id: OrganisationId) -> &'static str {
    match roles.at.get(&id) {
        None => "",
        Some(role) if *role == roles.main => MAIN,
        Some(role) => role.name(),
    }
}

const fn word(everywhere: bool) -> &'static str {
    if everywhere { "yes" } else { "no" }
}

fn field(id: OrganisationId) -> String {
    format!("{AT}{id}")
}

/// What the form shows, so that only what is changed in it is written.
pub(crate) fn shown_with(names: &Names, roles: &Roles) -> Markup {
    html! {
        (was("role", [roles.main.name()]))
        (was("everywhere", [word(roles.everywhere)]))
        @for (id, _) in names.organisations_by_name() { (was(&field(id), [at(roles, id)])) }
    }
}

pub(crate) fn fields_of(localizer: &Localizer, names: &Names, roles: &Roles) -> Markup {
    let everywhere = |value: bool| {
        html! {
            option value=(word(value)) selected[roles.everywhere == value] {
                (localizer.text(if value { "person-role-everywhere" } else { "person-role-only" }))
            }
        }
    };
    html! {
        div.field {
            label for="role" { (localizer.text("person-role")) }
            select #role name="role" required {
                @for one in Role::ALL { option value=(one.name()) selected[roles.main == one] { (role(localizer, one)) } }
            }
        }
        div.field {
            label for="everywhere" { (localizer.text("person-role-where")) }
            select #everywhere name="everywhere" { (everywhere(false)) (everywhere(true)) }
        }
        fieldset.stack {
            legend { (localizer.text("person-organisations")) }
            p.quiet { (localizer.text("person-organisations-explain")) }
            @for (id, name) in names.organisations_by_name() {
                div.field {
                    label for=(field(id)) { (name) }
                    select id=(field(id)) name=(field(id)) {
                        @let is = at(roles, id);
                        option value="" { (localizer.text("person-role-at-none")) }
                        option value=(MAIN) selected[is == MAIN] { (localizer.text("person-role-at-main")) }
                        @for one in Role::ALL.into_iter().filter(|one| *one != roles.main && !may_keep_accounts(*one)) {
                            option value=(one.name()) selected[is == one.name()] { (role(localizer, one)) }
                        }
                    }
                }
            }
        }
    }
}

/// For which administrations somebody works, and as what where that is not their main role: `CPAS, Commune (Guichet)`.
pub(crate) fn where_they_work(localizer: &Localizer, names: &Names, roles: &Roles) -> String {
    let mut served: Vec<String> = roles
        .at
        .iter()
        .map(|(id, at)| {
            let name = names.organisation(*id);
            if *at == roles.main { name.to_owned() } else { format!("{name} ({})", role(localizer, *at)) }
        })
        .collect();
    served.sort_by(|one, other| compare(one, other));
    if roles.everywhere {
        served.insert(0, localizer.text("person-everywhere"));
    }
    served.join(", ")
}

pub(crate) fn role(localizer: &Localizer, role: Role) -> String {
    localizer.text(&format!("role-{}", role.name()))
}
