//! A new work order: first the building, then the rest.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use shared::catalogue::Catalogue;
use shared::command::CommandError;
use shared::document::priority::Priority;
use shared::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};
use shared::work_order::{NewWorkOrder, Origin, WorkOrderCommand, WorkOrderPlan};
use shared::{Command, Day, DocumentId, PersonId};

use crate::base::role::may_plan;
use crate::domains::catalogue::names::Names;
use crate::domains::counter::correct::answer_of;
use crate::domains::counter::queries::RequestRow;
use crate::domains::orders::act::back_to;
use crate::domains::orders::form::{blocked, nature, people};
use crate::domains::orders::menu;
use crate::domains::register::place::{self, Place};
use crate::domains::register::queries::BuildingRow;
use crate::engine::error::EngineError;
use crate::office::form::{Fields, Parameters};
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
        Some(request) => office.lists(&visitor, move |reader| reader.request(request)).await?,
        None => None,
    };
    let chosen = asked.as_ref().map(|request| request.building).or(parameters.optional("building")?);
    let building = match chosen {
        Some(building) => office.lists(&visitor, move |reader| reader.building(building)).await?,
        None => None,
    };
    let names = office.lists(&visitor, |reader| reader.names()).await?;
    let localizer = &visitor.localizer;
    let title = localizer.text("order-new");
    let body = match building {
        Some(building) => html! {
            h1 { (title) }
            (form(&visitor, &names, &building, asked.as_ref(), &blocked(&office, &visitor).await?))
        },
        None => {
            place::choose(&office, &visitor, &title, "/office/work-orders/new", parameters.one("text"))
                .await?
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ORDERS, &title, &body))
}

fn form(
    visitor: &Visitor,
    names: &Names,
    building: &BuildingRow,
    request: Option<&RequestRow>,
    blocked: &BTreeSet<PersonId>,
) -> Markup {
    let localizer = &visitor.localizer;
    let priority = request.map_or(Priority::Normal, |request| request.priority);
    html! {
        p.lead { (building.name) " · " (building.address) }
        form.stack.narrow method="post" action="/office/work-orders" data-creates {
            input type="hidden" name="building" value=(building.id);
            @if let Some(request) = request { input type="hidden" name="request" value=(request.id); }
            (place::organisation(visitor, names, building, may_plan, request.map(|request| request.organisation)))
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

pub(crate) async fn create(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let place = Place::from_fields(&office, &visitor, may_plan, &fields).await?;
    let request: Option<DocumentId> = fields.optional("request")?;
    let nature = fields.required("nature", "error-nature-missing")?;
    let priority = Priority::named(fields.one("priority")).ok_or(PageError::Invalid("error-other"))?;
    let checklist = checklist_of(&office, &visitor, nature).await?;
    let due = not_over(&visitor.localizer, fields.day("due")?)?;
    let prefix = format!("{}-", visitor.localizer.today().date().year());
    let numbering = office.app.counters.numbers.begin(prefix.clone()).await;
    let before = prefix.clone();
    let nth = numbering.next(office.all_lists(move |reader| reader.newest_order_number(&before)).await?);
    let order = NewWorkOrder {
        plan: WorkOrderPlan {
            number: format!("{prefix}{nth:04}"),
            origin: if request.is_some() { Origin::Request } else { Origin::Plan },
            request,
            title: fields.one("title").to_owned(),
            description: fields.one("description").to_owned(),
            organisation: place.organisation,
            building: place.building,
            space: place.space,
            asset: place.asset,
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
            let answered = office.lists(&visitor, move |reader| reader.request(request)).await?;
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
pub(crate) fn not_over(localizer: &Localizer, due: Option<Day>) -> Result<Option<Day>, PageError> {
    // Of a day nobody can mean something else is said.
    let is_over = due.is_some_and(|due| due.is_plausible() && due < localizer.today());
    if is_over { Err(PageError::Invalid("error-day-over")) } else { Ok(due) }
}

async fn checklist_of(
    office: &Office,
    visitor: &Visitor,
    nature: shared::NatureId,
) -> Result<Vec<(shared::ItemId, shared::catalogue::ChecklistTemplateItem)>, PageError> {
    let Some(document) = office.document(visitor, Catalogue::ID).await? else { return Ok(Vec::new()) };
    let catalogue = Catalogue::read(&document).map_err(|_| PageError::Broken)?;
    let key = catalogue.natures.get(&nature).and_then(|nature| nature.checklist.as_ref());
    Ok(key.and_then(|key| catalogue.checklists.get(key)).map(|list| list.items.clone()).unwrap_or_default())
}
