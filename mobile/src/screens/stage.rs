//! Before there is anything to show: opening, another tab, a browser that cannot keep data.

use dioxus::prelude::*;

use crate::client::failure::Failure;
use crate::screens::context::{AppContext, Stage};

#[component]
pub(crate) fn Opening() -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        main { class: "alone", "data-test": "opening",
            h1 { "Guichet" }
            p { role: "status", {app.text("opening")} }
        }
    }
}

/// In place of a screen that only the replica can fill: it comes by itself.
#[component]
pub(crate) fn StillOpening() -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        p { class: "empty", role: "status", "data-test": "still-opening", {app.text("opening")} }
    }
}

#[component]
pub(crate) fn OtherTab() -> Element {
    let app = use_context::<AppContext>();
    let mut stage = app.stage;
    let take_over = app.platform.take_over.clone();
    rsx! {
        main { class: "alone", "data-test": "other-tab",
            h1 { "Guichet" }
            p { {app.text("other-tab")} }
            button {
                class: "primary",
                "data-test": "take-over",
                onclick: move |_| {
                    stage.set(Stage::Opening);
                    take_over();
                },
                {app.text("other-tab-take-over")}
            }
        }
    }
}

#[component]
pub(crate) fn Broken(why: Failure) -> Element {
    let app = use_context::<AppContext>();
    let start_again = app.platform.start_again;
    let (what, detail) = if let Failure::Other(detail) = &why {
        (app.text("broken"), detail.as_str())
    } else {
        (app.failure(&why, None), "")
    };
    rsx! {
        main { class: "alone", "data-test": "broken",
            h1 { "Guichet" }
            p { role: "alert", "{what}" }
            p { class: "quiet", "{detail}" }
            button { class: "primary", "data-test": "start-again", onclick: move |_| start_again(), {app.text("start-again")} }
        }
    }
}
