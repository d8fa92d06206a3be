//! New work orders, and changing what stands in them: fields, people, cancellation.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};
use shared::catalogue::Catalogue;
use shared::command::{CommandError, Revision};
use shared::document::priority::Priority;
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::work_order::{NewWorkOrder, Origin, WorkOrder, WorkOrderCommand, WorkOrderField, WorkOrderPlan};
use shared::{Command, Day, DocumentId, NatureId, PersonId};

use crate::domains::catalogue::names::{Names, PersonName};
use crate::domains::counter::correct::answer_of;
use crate::domains::counter::queries::RequestRow;
use crate::domains::orders::menu;
use crate::domains::orders::page::{Sheet, back_to, execute, live};
use crate::domains::register::place;
use crate::domains::register::queries::BuildingRow;
use crate::engine::error::EngineError;
use crate::office::form::{Fields, Parameters, id, was};
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// A new order: first the building, then the rest.
pub(crate) async fn new(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let request: Option<DocumentId> = parameters.optional("request")?;
    let asked = match request {
        Some(request) => office.database.read(move |reader| reader.request(request)).await?,
        None => None,
    };
    let chosen = asked.as_ref().map(|request| request.building).or(parameters.optional("building")?);
    let building = match chosen {
        Some(building) => office.database.read(move |reader| reader.building(building)).await?,
        None => None,
    };
    let names = office.database.read(|reader| reader.names()).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("order-new");
    let body = match building {
        Some(building) => html! {
            h1 { (title) }
            (form(localizer, &names, &building, asked.as_ref(), &blocked(&office).await?))
        },
        None => {
            place::choose(&office, localizer, &title, "/office/work-orders/new", parameters.one("text"))
                .await?
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ORDERS, &title, &body))
}

fn form(
    localizer: &Localizer,
    names: &Names,
    building: &BuildingRow,
    request: Option<&RequestRow>,
    blocked: &BTreeSet<PersonId>,
) -> Markup {
    let priority = request.map_or(Priority::Normal, |request| request.priority);
    html! {
        p.lead { (building.name) " · " (building.address) }
        form.stack.narrow method="post" action="/office/work-orders" data-creates {
            input type="hidden" name="building" value=(building.id);
            @if let Some(request) = request { input type="hidden" name="request" value=(request.id); }
            div.field {
                label for="title" { (localizer.text("field-title")) }
                input #title name="title" required data-chars-max=(LINE_CHARS_MAX) value=(request.map_or("", |request| request.title.as_str()));
            }
            div.field {
                label for="description" { (localizer.text("field-description")) }
                textarea #description name="description" rows="4" data-chars-max=(NOTE_CHARS_MAX) { (request.map_or("", |request| request.description.as_str())) }
            }
            (place::asset(localizer, building, request.and_then(|request| request.asset)))
            (nature(localizer, names, request.and_then(|request| request.nature)))
            (place::priority(localizer, priority))
            div.field {
                label for="due" { (localizer.text("field-due")) }
                input #due type="date" name="due" min=(localizer.today());
            }
            (people(localizer, names, &BTreeSet::new(), blocked))
            button.primary type="submit" data-test="order-create" { (localizer.text("order-create")) }
        }
    }
}

/// The codified type of intervention, by trade.
fn nature(localizer: &Localizer, names: &Names, chosen: Option<NatureId>) -> Markup {
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
pub(crate) async fn blocked(office: &Office) -> Result<BTreeSet<PersonId>, PageError> {
    let accounts = office.engine.read(|store| store.accounts()).await?;
    Ok(accounts
        .into_iter()
        .filter(|account| account.blocked_at.is_some())
        .map(|account| account.person.id)
        .collect())
}

/// Technicians, team by team, then those without one. Whoever is assigned already is among them,
/// whatever they are now: what is not ticked here is unassigned. Nobody else is who is blocked.
fn people(
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

pub(crate) async fn create(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let building: DocumentId = fields.required("building", "error-other")?;
    let place =
        office.database.read(move |reader| reader.building(building)).await?.ok_or(PageError::NotFound)?;
    let request: Option<DocumentId> = fields.optional("request")?;
    let asset = fields.optional("asset")?;
    let nature = fields.required("nature", "error-nature-missing")?;
    let priority = Priority::named(fields.one("priority")).ok_or(PageError::Invalid("error-other"))?;
    let checklist = checklist_of(&office, nature).await?;
    let due = not_over(&visitor.localizer, fields.day("due")?)?;
    let prefix = format!("{}-", visitor.localizer.today().date().year());
    let numbering = office.app.counters.numbers.begin(prefix.clone()).await;
    let before = prefix.clone();
    let nth = numbering.next(office.database.read(move |reader| reader.newest_order_number(&before)).await?);
    let order = NewWorkOrder {
        plan: WorkOrderPlan {
            number: format!("{prefix}{nth:04}"),
            origin: if request.is_some() { Origin::Request } else { Origin::Plan },
            request,
            title: fields.one("title").to_owned(),
            description: fields.one("description").to_owned(),
            organisation: place.organisation,
            building,
            space: asset.and_then(|asset| place.space_of(asset)),
            asset,
            nature,
            priority,
            due,
            planned: None,
            team: None,
        },
        assigned: fields.all("assigned"),
        checklist,
    };
    let command = Command::WorkOrder(WorkOrderCommand::Create(Box::new(order)));
    match (office.engine.execute(visitor.person.id, None, command).await, request) {
        (Err(EngineError::Command(CommandError::AnsweredAlready)), Some(request)) => {
            let answered = office.database.read(move |reader| reader.request(request)).await?;
            let answered = answered.ok_or(PageError::NotFound)?;
            Err(PageError::Answered(answer_of(&answered)))
        }
        (done, _) => {
            let (id, _) = done?;
            numbering.given(nth);
            Ok(back_to(id, "created"))
        }
    }
}

/// A day that is newly chosen to finish by.
fn not_over(localizer: &Localizer, due: Option<Day>) -> Result<Option<Day>, PageError> {
    // Of a day nobody can mean something else is said.
    let is_over = due.is_some_and(|due| due.is_plausible() && due < localizer.today());
    if is_over { Err(PageError::Invalid("error-day-over")) } else { Ok(due) }
}

async fn checklist_of(
    office: &Office,
    nature: shared::NatureId,
) -> Result<Vec<(shared::ItemId, shared::catalogue::ChecklistTemplateItem)>, PageError> {
    let Some(document) = office.engine.document(Catalogue::ID).await? else { return Ok(Vec::new()) };
    let catalogue = Catalogue::read(&document).map_err(|_| PageError::Broken)?;
    let key = catalogue.natures.get(&nature).and_then(|nature| nature.checklist.as_ref());
    Ok(key.and_then(|key| catalogue.checklists.get(key)).map(|list| list.items.clone()).unwrap_or_default())
}

pub(crate) async fn save(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let id: DocumentId = id(&address)?;
    let (order, _) = live(&office, id).await?;
    let mut revisions = revisions(&fields, &order)?;
    for revision in &revisions {
        if let WorkOrderField::Due(due) = revision.left {
            not_over(&visitor.localizer, due)?;
        }
    }
    let asset = revisions.iter().find_map(|revision| {
        if let WorkOrderField::Asset(asset) = revision.left { Some(asset) } else { None }
    });
    if let Some(asset) = asset {
        // The room is that of the asset.
        let space = place::room_of(&office, order.building, asset).await?;
        let [shown, left] = [order.space, space].map(WorkOrderField::Space);
        revisions.push(Revision { shown, left });
    }
    if revisions.is_empty() {
        return Ok(Redirect::to(&format!("/office/work-orders/{id}")).into_response());
    }
    execute(&office, &visitor, id, WorkOrderCommand::Revise(revisions), "saved").await
}

/// What was changed in the form, and nothing else: the rest may be changing elsewhere.
fn revisions(fields: &Fields, order: &WorkOrder) -> Result<Vec<Revision<WorkOrderField>>, PageError> {
    let due = order.due.map(|day| day.to_string()).unwrap_or_default();
    let asset = order.asset.map(|asset| asset.to_string()).unwrap_or_default();
    let nature = order.nature.to_string();
    let now = [
        ("title", order.title.as_str()),
        ("description", &order.description),
        ("nature", &nature),
        ("priority", order.priority.name()),
        ("due", &due),
        ("asset", &asset),
    ];
    let mut revisions = Vec::new();
    for (name, now) in now {
        let (shown, left) = (fields.shown(name, now), fields.left(name, now));
        if shown.trim() != left {
            revisions.push(Revision { shown: field(name, shown)?, left: field(name, left)? });
        }
    }
    Ok(revisions)
}

/// A field of an order, read from a form.
fn field(name: &str, text: &str) -> Result<WorkOrderField, PageError> {
    let other = PageError::Invalid("error-other");
    Ok(match name {
        "title" => WorkOrderField::Title(text.to_owned()),
        "description" => WorkOrderField::Description(text.to_owned()),
        "nature" => {
            WorkOrderField::Nature(text.parse().map_err(|_| PageError::Invalid("error-nature-missing"))?)
        }
        "priority" => WorkOrderField::Priority(Priority::named(text).ok_or(other)?),
        "due" if text.is_empty() => WorkOrderField::Due(None),
        "due" => WorkOrderField::Due(Some(text.parse().map_err(|_| PageError::Invalid("error-day"))?)),
        "asset" if text.is_empty() => WorkOrderField::Asset(None),
        "asset" => WorkOrderField::Asset(Some(text.parse().map_err(|_| other)?)),
        _ => return Err(other),
    })
}

pub(crate) async fn assign(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let left: BTreeSet<PersonId> = fields.all("assigned").into_iter().collect();
    let command = match fields.all_shown("assigned") {
        Some(shown) => WorkOrderCommand::Reassign { shown: shown.into_iter().collect(), left },
        None => WorkOrderCommand::Assign(left),
    };
    execute(&office, &visitor, id(&address)?, command, "saved").await
}
