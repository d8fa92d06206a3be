//! Work orders: the list, with filters in the address.

use axum::extract::State;
use maud::{Markup, html};
use shared::document::priority::Priority;
use shared::work_order::CannotFinishCause;
use shared::work_order::status::State as OrderState;

use crate::base::limits::PAGE_ROWS_MAX;
use crate::base::role::may_plan;
use crate::domains::catalogue::names::Names;
use crate::domains::orders::menu;
use crate::domains::orders::queries::{OrderFilter, OrderSort, StateFilter, Visited};
use crate::domains::orders::table::table;
use crate::office::address::encoded;
use crate::office::form::{Fields, Parameters};
use crate::office::layout::{done, nothing, notices, pages, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::projection::reader::Reader;
use crate::sql;

/// In place of a technician: the orders that are nobody's in particular.
const NOBODY: &str = "nobody";

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let filter = filter(&visitor.localizer, &parameters);
    let asked = filter.clone();
    let (mut orders, names, hidden) = office
        .lists(&visitor, move |reader| {
            let hidden = hidden(reader, &asked)?;
            Ok((reader.work_orders(&asked)?, reader.names()?, hidden))
        })
        .await?;
    let more = orders.len() > PAGE_ROWS_MAX;
    orders.truncate(PAGE_ROWS_MAX);
    let localizer = &visitor.localizer;
    let body = html! {
        div.head {
            h1 { (localizer.text("nav-work-orders")) }
            @if visitor.may(may_plan) { a.button.primary href="/office/work-orders/new" { (localizer.text("order-new")) } }
        }
        (notices(localizer, done(parameters.one("done")), None))
        (filters(localizer, &names, &filter, &parameters))
        (restrictions(localizer, &names, &parameters))
        div #orders data-live {
            @if orders.is_empty() { (nothing(localizer, &filter.text, filter.page, "orders-none", |page| parameters.with_page(page))) }
            @else { (table(localizer, &orders, Some((&parameters, filter.sort)))) }
            @if hidden > 0 {
                p { a.button.quiet data-test="hidden" href={ "/office/work-orders?state=all&text=" (encoded(&filter.text)) } { (localizer.count(if is_plain(&filter) { "orders-hidden-closed" } else { "orders-hidden" }, hidden)) } }
            }
            @if !orders.is_empty() { (pages(localizer, filter.page, more, |page| parameters.with_page(page))) }
        }
    };
    Ok(shell(localizer, Some(&visitor), menu::ORDERS, &localizer.text("nav-work-orders"), &body))
}

/// How many orders have the words that are searched for, and are hidden by what else is asked.
fn hidden(reader: &Reader<'_>, filter: &OrderFilter) -> sql::Result<u32> {
    if filter.text.is_empty() {
        return Ok(0);
    }
    let all = OrderFilter { state: StateFilter::All, text: filter.text.clone(), ..OrderFilter::default() };
    Ok(reader.count_work_orders(&all)?.saturating_sub(reader.count_work_orders(filter)?))
}

/// Whether nothing is asked but words, among what is to be done.
fn is_plain(filter: &OrderFilter) -> bool {
    let (text, sort, page) = (filter.text.clone(), filter.sort, filter.page);
    *filter == OrderFilter { text, sort, page, ..OrderFilter::default() }
}

/// Parameters of an address that no field of the form shows, each with what it says.
const RESTRICTIONS: [&str; 5] = ["building", "asset", "visitor", "year", "team"];

/// What an address asks beyond the fields of the form, in words, each with a way to drop it.
fn restrictions(localizer: &Localizer, names: &Names, parameters: &Fields) -> Markup {
    let words = |name: &str, value: &str| match name {
        "visitor" => localizer
            .with("restricted-visitor", &[("name", value.parse().map_or("–", |id| names.person(id)))]),
        "year" => localizer.with("restricted-year", &[("year", value)]),
        "team" => {
            localizer.with("restricted-team", &[("name", value.parse().map_or("–", |id| names.team(id)))])
        }
        other => localizer.text(&format!("restricted-{other}")),
    };
    let asked: Vec<_> = RESTRICTIONS
        .into_iter()
        .map(|name| (name, parameters.one(name)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    html! {
        @if !asked.is_empty() {
            ul.chips.restrictions data-test="restrictions" {
                @for (name, value) in asked {
                    li.chip {
                        (words(name, value)) " "
                        a href={ "/office/work-orders" (parameters.with(name, "")) } { (localizer.text("restricted-drop")) }
                    }
                }
            }
        }
    }
}

fn filter(localizer: &Localizer, parameters: &Fields) -> OrderFilter {
    let state = match parameters.one("state") {
        // A cause is only asked of what cannot be finished.
        "" if !parameters.one("cause").is_empty() => StateFilter::All,
        "" => StateFilter::ToDo,
        "all" => StateFilter::All,
        name => OrderState::NAMES
            .into_iter()
            .find(|known| *known == name)
            .map_or(StateFilter::All, StateFilter::One),
    };
    OrderFilter {
        state,
        team: parameters.one("team").parse().ok(),
        technician: parameters.one("technician").parse().ok(),
        unassigned: parameters.one("technician") == NOBODY,
        building: parameters.one("building").parse().ok(),
        nature: parameters.one("nature").parse().ok(),
        asset: parameters.one("asset").parse().ok(),
        visited: visited(localizer, parameters),
        priority: Priority::named(parameters.one("priority")),
        cause: CannotFinishCause::named(parameters.one("cause")),
        text: parameters.one("text").to_owned(),
        sort: OrderSort::named(parameters.one("sort")),
        page: parameters.page(),
    }
}

/// The visit that orders must have: somebody's, in a year, or both.
fn visited(localizer: &Localizer, parameters: &Fields) -> Option<Visited> {
    let by = parameters.one("visitor").parse().ok();
    let between = parameters.one("year").parse().ok().and_then(|year| localizer.year(year));
    (by.is_some() || between.is_some()).then_some(Visited { by, between })
}

fn filters(localizer: &Localizer, names: &Names, filter: &OrderFilter, parameters: &Fields) -> Markup {
    let chosen = match filter.state {
        StateFilter::ToDo => "",
        StateFilter::All => "all",
        StateFilter::One(name) => name,
    };
    html! {
        form.filters method="get" action="/office/work-orders" role="search" {
            @if filter.sort.is_some() { input type="hidden" name="sort" value=(parameters.one("sort")); }
            @for name in RESTRICTIONS {
                @if !parameters.one(name).is_empty() { input type="hidden" name=(name) value=(parameters.one(name)); }
            }
            div.field {
                label for="text" { (localizer.text("filter-text")) }
                input #text type="search" name="text" value=(filter.text);
            }
            div.field {
                label for="state" { (localizer.text("filter-state")) }
                select #state name="state" {
                    option value="" selected[chosen.is_empty()] { (localizer.text("filter-to-do")) }
                    option value="all" selected[chosen == "all"] { (localizer.text("filter-all")) }
                    @for name in OrderState::NAMES {
                        option value=(name) selected[chosen == name] { (localizer.text(&format!("state-{name}"))) }
                    }
                }
            }
            div.field {
                label for="technician" { (localizer.text("filter-technician")) }
                select #technician name="technician" {
                    option value="" { (localizer.text("filter-everybody")) }
                    option value=(NOBODY) selected[filter.unassigned] { (localizer.text("filter-nobody")) }
                    @for (id, person) in names.technicians() {
                        option value=(id) selected[filter.technician == Some(id)] { (person.name) }
                    }
                }
            }
            div.field {
                label for="nature" { (localizer.text("nature")) }
                select #nature name="nature" {
                    option value="" { (localizer.text("filter-all")) }
                    @for (trade, natures) in names.natures_by_trade() {
                        optgroup label=(trade) {
                            @for (id, nature) in natures {
                                option value=(id) selected[filter.nature == Some(id)] { (nature.trade) " – " (nature.action) }
                            }
                        }
                    }
                }
            }
            div.field {
                label for="cause" { (localizer.text("filter-cause")) }
                select #cause name="cause" {
                    option value="" { (localizer.text("filter-all")) }
                    @for cause in CannotFinishCause::all() {
                        option value=(cause.name()) selected[filter.cause == Some(cause)] { (localizer.text(&format!("cause-{}", cause.name()))) }
                    }
                }
            }
            button type="submit" { (localizer.text("filter-do")) }
        }
    }
}
