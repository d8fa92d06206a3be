//! State and priority, by word and by shape; colour only repeats them.

use dioxus::prelude::*;
use shared::document::priority::Priority;

use crate::screens::context::AppContext;
use crate::screens::icon::Icon;

/// The state of a work order, by its [`shared::work_order::status::State::name`].
#[component]
pub(crate) fn StateChip(state: String) -> Element {
    let app = use_context::<AppContext>();
    let shape = match state.as_str() {
        "in-progress" => "in-progress",
        "paused" => "pause",
        "finished" | "approved" => "done",
        "cannot-be-finished" | "cancelled" => "stop",
        "sent-back" => "returned",
        _ => "open",
    };
    rsx! {
        span { class: "chip state-{state}", "data-test": "state", "data-state": "{state}",
            Icon { name: shape }
            {app.text(&format!("state-{state}"))}
        }
    }
}

/// How pressing it is.
#[component]
pub(crate) fn PriorityChip(priority: Priority) -> Element {
    let app = use_context::<AppContext>();
    let name = priority.name();
    rsx! {
        span { class: "chip priority-{name}",
            Icon { name }
            {app.text(&format!("priority-{name}"))}
        }
    }
}
