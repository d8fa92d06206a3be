//! Work orders as a table.

use maud::{Markup, html};

use crate::domains::orders::badges;
use crate::domains::orders::queries::{OrderColumn, OrderLine, OrderSort};
use crate::office::badge;
use crate::office::form::Fields;
use crate::office::localizer::Localizer;

/// Work orders as a table, one line each; where the whole list is shown, its heads sort it.
pub(crate) fn table(
    localizer: &Localizer,
    orders: &[OrderLine],
    sorted: Option<(&Fields, Option<OrderSort>)>,
) -> Markup {
    let head = |class: &str, phrase: &str, by: Option<OrderColumn>| {
        let words = localizer.text(phrase);
        let Some((by, (parameters, sort))) = by.zip(sorted) else {
            return html! { th class=(class) scope="col" { (words) } };
        };
        let name =
            OrderColumn::NAMED.into_iter().find(|(known, _)| *known == by).map_or("", |(_, name)| name);
        let current = sort.filter(|sort| sort.by == by);
        let next = match current {
            Some(OrderSort { descending: false, .. }) => format!("-{name}"),
            Some(_) | None => name.to_owned(),
        };
        let (way, sign) = match current.map(|sort| sort.descending) {
            Some(true) => (Some("descending"), "▾"),
            Some(false) => (Some("ascending"), "▴"),
            None => (None, ""),
        };
        html! {
            th class=(class) scope="col" aria-sort=[way] {
                a href={ "/office/work-orders" (parameters.with_sort(&next)) } {
                    (words) @if !sign.is_empty() { span aria-hidden="true" { (sign) } }
                }
            }
        }
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(localizer.text("nav-work-orders")) {
            table.rows {
                thead {
                    tr {
                        (head("w-number", "column-number", Some(OrderColumn::Number)))
                        (head("", "column-order", None))
                        (head("w-place", "where", Some(OrderColumn::Place)))
                        (head("w-state", "filter-state", Some(OrderColumn::State)))
                        (head("w-day", "column-due", Some(OrderColumn::Due)))
                        (head("w-name", "assigned", None))
                    }
                }
                tbody { @for order in orders { (row(localizer, order)) } }
            }
        }
    }
}

fn row(localizer: &Localizer, order: &OrderLine) -> Markup {
    let to_do = matches!(order.state.as_str(), "open" | "in-progress" | "paused" | "sent-back");
    html! {
        tr data-test="order-row" {
            td.quiet { (order.number) }
            th.line scope="row" title=(order.title) {
                (badge::sign(localizer, order.priority))
                a href={ "/office/work-orders/" (order.id) } { (order.title) }
            }
            td.line title={ (order.building_name) " · " (order.place) } { (order.building_name) }
            td { span.chips { (badge::state(localizer, &order.state)) (badges::remarks(localizer, order)) } }
            td { (badge::due_in_row(localizer, order.due, to_do)) }
            td.line title=(order.assigned) {
                @if order.nobodys && to_do { (badges::nobody(localizer)) }
                @else if order.nobodys { span.quiet { (localizer.text("assigned-nobody")) } }
                @else { (order.assigned) }
            }
        }
    }
}
