//! The fields of a work order, and the forms that change one.

use std::collections::BTreeSet;

use maud::{Markup, html};
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::{NatureId, PersonId};

use crate::domains::catalogue::names::{Names, PersonName};
use crate::domains::orders::sheet::Sheet;
use crate::domains::register::place;
use crate::office::form::was;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The codified type of intervention, by trade.
pub(crate) fn nature(localizer: &Localizer, names: &Names, chosen: Option<NatureId>) -> Markup {
    html! {
        div.field {
            label for="nature" { (localizer.text("nature")) }
            select #nature name="nature" required {
                option value="" { (localizer.text("choose")) }
                @for (trade, natures) in names.natures_by_trade() {
                    optgroup label=(trade) {
                        @for (id, nature) in natures {
                            option value=(id) selected[chosen == Some(id)] { (nature.trade) " – " (nature.action) }
                        }
                    }
                }
            }
        }
    }
}

/// Whose accounts are blocked: nothing that is assigned to them reaches anybody.
pub(crate) async fn blocked(office: &Office, visitor: &Visitor) -> Result<BTreeSet<PersonId>, PageError> {
    let accounts = office.records(visitor, |store| store.accounts()).await?;
    Ok(accounts
        .into_iter()
        .filter(|account| account.blocked_at.is_some())
        .map(|account| account.person.id)
        .collect())
}

/// Technicians, team by team, then those without one. Whoever is assigned already is among them,
/// whatever they are now: what is not ticked here is unassigned. Nobody else is who is blocked.
pub(crate) fn people(
    localizer: &Localizer,
    names: &Names,
    assigned: &BTreeSet<PersonId>,
    blocked: &BTreeSet<PersonId>,
) -> Markup {
    let mut technicians = names.technicians();
    technicians.retain(|(id, _)| assigned.contains(id) || !blocked.contains(id));
    let team_of = |person: &PersonName| person.team.filter(|team| names.teams.contains_key(team));
    let mut teamless: Vec<(PersonId, &str)> = technicians
        .iter()
        .filter(|(_, person)| team_of(person).is_none())
        .map(|(id, person)| (*id, person.name.as_str()))
        .collect();
    let others = assigned.iter().filter(|id| technicians.iter().all(|(other, _)| other != *id));
    teamless.extend(others.map(|id| (*id, names.person(*id))));
    let tick = |id: PersonId, name: &str| {
        html! {
            label.tick {
                input type="checkbox" name="assigned" value=(id) checked[assigned.contains(&id)];
                span { (name) @if blocked.contains(&id) { " " span.chip.state-cancelled { (localizer.text("person-blocked")) } } }
            }
        }
    };
    html! {
        fieldset {
            legend { (localizer.text("assigned")) }
            @for (team, name) in names.teams_by_name() {
                p.team { (name) }
                div.ticks {
                    @for (id, person) in technicians.iter().filter(|(_, person)| team_of(person) == Some(team)) {
                        (tick(*id, &person.name))
                    }
                }
            }
            @if !teamless.is_empty() {
                p.team { (localizer.text("team-none")) }
                div.ticks { @for (id, name) in teamless { (tick(id, name)) } }
            }
        }
    }
}

/// What planning can change on the page of an order.
pub(crate) fn plan_forms(visitor: &Visitor, sheet: &Sheet, blocked: &BTreeSet<PersonId>) -> Markup {
    let localizer = &visitor.localizer;
    let order = &sheet.order;
    let assigned: BTreeSet<PersonId> = order.assigned.keys().copied().collect();
    let address = format!("/office/work-orders/{}", sheet.id);
    html! {
        section.plan {
            h2 { (localizer.text("plan")) }
            details {
                summary data-test="assign-open" { (localizer.text("assign")) }
                form.stack method="post" action={ (address) "/assign" } data-test="assign" {
                    (was("assigned", &assigned))
                    (people(localizer, &sheet.names, &assigned, blocked))
                    button type="submit" { (localizer.text("assign-do")) }
                }
            }
            details {
                summary { (localizer.text("edit")) }
                form.stack method="post" action={ (address) "/edit" } data-test="edit" {
                    (was("title", [&order.title]))
                    (was("description", [&order.description]))
                    (was("nature", [order.nature]))
                    (was("priority", [order.priority.name()]))
                    (was("due", order.due))
                    (was("asset", order.asset))
                    div.field {
                        label for="edit-title" { (localizer.text("field-title")) }
                        input #edit-title name="title" required data-chars-max=(LINE_CHARS_MAX) value=(order.title);
                    }
                    div.field {
                        label for="edit-description" { (localizer.text("field-description")) }
                        textarea #edit-description name="description" rows="4" data-chars-max=(NOTE_CHARS_MAX) { (order.description) }
                    }
                    (nature(localizer, &sheet.names, Some(order.nature)))
                    (place::priority(localizer, order.priority))
                    div.field {
                        label for="due" { (localizer.text("field-due")) }
                        input #due type="date" name="due" value=(order.due.map(|day| day.to_string()).unwrap_or_default());
                    }
                    @if let Some(building) = &sheet.building { (place::asset(localizer, building, order.asset)) }
                    button type="submit" { (localizer.text("save")) }
                }
            }
            @if sheet.status.state.is_to_do() {
                details {
                    summary { (localizer.text("cancel-order")) }
                    form.stack method="post" action={ (address) "/cancel" } {
                        div.field {
                            label for="cancel-reason" { (localizer.text("cancel-reason")) }
                            textarea #cancel-reason name="reason" rows="2" required data-chars-max=(NOTE_CHARS_MAX) {}
                        }
                        button.danger type="submit" { (localizer.text("cancel-order")) }
                    }
                }
            }
        }
    }
}
