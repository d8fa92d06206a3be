//! Work orders: the list, with filters in the address.

use axum::extract::State;
use maud::{Markup, html};
use shared::document::{CannotFinishCause, Priority};
use shared::status::State as OrderState;

use super::Office;
use super::access::may_plan;
use super::chip;
use super::fields::{Fields, Parameters};
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, done, notices, pages, shell};
use super::trouble::Trouble;
use crate::limits::PAGE_ROWS_MAX;
use crate::office::store::{Names, OrderFilter, OrderLine, StateFilter};

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let filter = filter(&parameters);
    let asked = filter.clone();
    let (mut orders, names) =
        office.database.read(move |reader| Ok((reader.work_orders(&asked)?, reader.names()?))).await?;
    let more = orders.len() > PAGE_ROWS_MAX;
    orders.truncate(PAGE_ROWS_MAX);
    let say = &visitor.say;
    let body = html! {
        div.head {
            h1 { (say.t("nav-work-orders")) }
            @if may_plan(visitor.person.role) { a.button.primary href="/office/work-orders/new" { (say.t("order-new")) } }
        }
        (notices(say, done(parameters.one("done")), None))
        (filters(say, &names, &filter))
        div #orders data-live {
            @if orders.is_empty() { p.empty { (say.t("orders-none")) } }
            @else { (table(say, &orders)) }
            (pages(say, filter.page, more, |page| parameters.with_page(page)))
        }
    };
    Ok(shell(say, Some(&visitor), Room::WorkOrders, &say.t("nav-work-orders"), &body))
}

fn filter(parameters: &Fields) -> OrderFilter {
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
        building: parameters.one("building").parse().ok(),
        nature: parameters.one("nature").parse().ok(),
        priority: Priority::named(parameters.one("priority")),
        cause: CannotFinishCause::named(parameters.one("cause")),
        text: parameters.one("text").to_owned(),
        page: parameters.page(),
    }
}

fn filters(say: &Say, names: &Names, filter: &OrderFilter) -> Markup {
    let chosen = match filter.state {
        StateFilter::ToDo => "",
        StateFilter::All => "all",
        StateFilter::One(name) => name,
    };
    html! {
        form.filters method="get" action="/office/work-orders" role="search" {
            div.field {
                label for="text" { (say.t("filter-text")) }
                input #text type="search" name="text" value=(filter.text);
            }
            div.field {
                label for="state" { (say.t("filter-state")) }
                select #state name="state" {
                    option value="" selected[chosen.is_empty()] { (say.t("filter-to-do")) }
                    option value="all" selected[chosen == "all"] { (say.t("filter-all")) }
                    @for name in OrderState::NAMES {
                        option value=(name) selected[chosen == name] { (say.t(&format!("state-{name}"))) }
                    }
                }
            }
            div.field {
                label for="technician" { (say.t("filter-technician")) }
                select #technician name="technician" {
                    option value="" { (say.t("filter-everybody")) }
                    @for (id, person) in names.technicians() {
                        option value=(id) selected[filter.technician == Some(id)] { (person.name) }
                    }
                }
            }
            div.field {
                label for="nature" { (say.t("nature")) }
                select #nature name="nature" {
                    option value="" { (say.t("filter-all")) }
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
                label for="cause" { (say.t("filter-cause")) }
                select #cause name="cause" {
                    option value="" { (say.t("filter-all")) }
                    @for cause in CannotFinishCause::all() {
                        option value=(cause.name()) selected[filter.cause == Some(cause)] { (say.t(&format!("cause-{}", cause.name()))) }
                    }
                }
            }
            button type="submit" { (say.t("filter-do")) }
        }
    }
}

/// Work orders as a table.
pub(super) fn table(say: &Say, orders: &[OrderLine]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(say.t("nav-work-orders")) {
            table.orders {
                thead {
                    tr {
                        th scope="col" { (say.t("column-order")) }
                        th scope="col" { (say.t("where")) }
                        th scope="col" { (say.t("filter-state")) }
                        th scope="col" { (say.t("column-due")) }
                        th scope="col" { (say.t("assigned")) }
                    }
                }
                tbody {
                    @for order in orders {
                        tr {
                            th scope="row" {
                                a href={ "/office/work-orders/" (order.id) } { (order.title) }
                                br; span.quiet { (order.number) }
                            }
                            td { (order.building_name) br; span.quiet { (order.place) } }
                            td { span.chips { (chip::state(say, &order.state)) (chip::priority(say, order.priority)) (chip::remarks(say, order)) } }
                            td { (chip::due(say, order.due, matches!(order.state.as_str(), "open" | "in-progress" | "paused" | "sent-back"))) }
                            td { @if order.assigned.is_empty() { span.quiet { (say.t("assigned-nobody")) } } @else { (order.assigned) } }
                        }
                    }
                }
            }
        }
    }
}
