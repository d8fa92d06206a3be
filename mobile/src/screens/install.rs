//! On an iPhone the tab and the app on the home screen share nothing, and the tab forgets: there one
//! installs first.

use dioxus::prelude::*;

use super::desk::Desk;

/// Before a code is used up: how to install, and the code to be typed in the app.
#[component]
pub(super) fn InstallFirst(code: String, onanyway: EventHandler<()>) -> Element {
    let desk = use_context::<Desk>();
    rsx! {
        main { class: "alone", "data-test": "install-first",
            h1 { "Guichet" }
            p { {desk.say("install-first")} }
            ol { class: "steps",
                li { {desk.say("install-share")} }
                li { {desk.say("install-add")} }
                li { {desk.say("install-open")} }
            }
            if !code.is_empty() {
                p { {desk.say("install-code")} }
                p { class: "shown-code", "data-test": "install-code", translate: "no", "{code}" }
            }
            button { "data-test": "install-anyway", onclick: move |_| onanyway.call(()), {desk.say("install-anyway")} }
            p { class: "quiet", {desk.say("install-forgets")} }
        }
    }
}

/// What a tab on an iPhone has to know as long as work is done in it.
#[component]
pub(super) fn TabForgets() -> Element {
    let desk = use_context::<Desk>();
    if !(desk.platform.is_iphone_tab)() {
        return rsx! {};
    }
    rsx! {
        aside { class: "notice", "data-test": "tab-forgets", "aria-label": desk.say("install-title"),
            p { {desk.say("install-forgets")} }
        }
    }
}
