//! Work orders as cards.

use dioxus::prelude::*;

use crate::client::list::OrderLine;
use crate::screens::badge::{PriorityChip, StateChip};
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;

/// Work orders as cards.
#[component]
pub(crate) fn Orders(lines: Vec<OrderLine>) -> Element {
    rsx! {
        ul { class: "cards",
            for line in lines {
                li { key: "{line.id}", OrderCard { line } }
            }
        }
    }
}

#[component]
fn OrderCard(line: OrderLine) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        a { class: "card", href: "#/order/{line.id}", "data-test": "order", "data-number": "{line.number}",
            strong { "{line.title}" }
            span { class: "where", "{line.building}" }
            span { class: "quiet", "{line.address}" }
            span { class: "chips",
                if line.new {
                    span { class: "chip new", "data-test": "new", {app.text("order-new")} }
                }
                PriorityChip { priority: line.priority }
                StateChip { state: line.state.clone() }
                if let Some(due) = line.due {
                    span { class: "chip", Icon { name: "clock" } {app.day(due)} }
                }
            }
            span { class: "quiet foot",
                span { "{line.number} · {line.organisation}" }
                if line.waiting {
                    span { class: "waiting", Icon { name: "phone" } {app.text("saved-here")} }
                }
            }
        }
    }
}
