//! State and priority, by word and by shape; colour only repeats them.

use dioxus::prelude::*;
use shared::document::Priority;

use super::desk::Desk;
use super::icon::Icon;

/// The state of a work order, by its [`shared::status::State::name`].
#[component]
pub(super) fn StateChip(state: String) -> Element {
    let desk = use_context::<Desk>();
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
            {desk.say(&format!("state-{state}"))}
        }
    }
}

/// How pressing it is.
#[component]
pub(super) fn PriorityChip(priority: Priority) -> Element {
    let desk = use_context::<Desk>();
    let name = priority.name();
    rsx! {
        span { class: "chip priority-{name}",
            Icon { name }
            {desk.say(&format!("priority-{name}"))}
        }
    }
}
