//! Before there is anything to show: opening, another tab, a browser that cannot keep data.

use dioxus::prelude::*;

use super::desk::{Desk, Stage};
use crate::client::Failure;

#[component]
pub(super) fn Opening() -> Element {
    let desk = use_context::<Desk>();
    rsx! {
        main { class: "alone", "data-test": "opening",
            h1 { "Guichet" }
            p { role: "status", {desk.say("opening")} }
        }
    }
}

#[component]
pub(super) fn OtherTab() -> Element {
    let desk = use_context::<Desk>();
    let mut stage = desk.stage;
    let take_over = desk.platform.take_over.clone();
    rsx! {
        main { class: "alone", "data-test": "other-tab",
            h1 { "Guichet" }
            p { {desk.say("other-tab")} }
            button {
                class: "primary",
                "data-test": "take-over",
                onclick: move |_| {
                    stage.set(Stage::Opening);
                    take_over();
                },
                {desk.say("other-tab-take-over")}
            }
        }
    }
}

#[component]
pub(super) fn Broken(why: Failure) -> Element {
    let desk = use_context::<Desk>();
    let start_again = desk.platform.start_again;
    let (what, detail) = if let Failure::Other(detail) = &why {
        (desk.say("broken"), detail.as_str())
    } else {
        (desk.failure(&why, None), "")
    };
    rsx! {
        main { class: "alone", "data-test": "broken",
            h1 { "Guichet" }
            p { role: "alert", "{what}" }
            p { class: "quiet", "{detail}" }
            button { class: "primary", "data-test": "start-again", onclick: move |_| start_again(), {desk.say("start-again")} }
        }
    }
}
