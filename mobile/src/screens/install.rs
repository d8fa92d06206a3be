//! On an iPhone the tab and the app on the home screen share nothing, and the tab forgets: there one
//! installs first.

use dioxus::prelude::*;

use crate::screens::context::AppContext;

/// Before a code is used up: how to install, and the code to be typed in the app.
#[component]
pub(crate) fn InstallFirst(code: String, onanyway: EventHandler<()>) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        main { class: "alone", "data-test": "install-first",
            h1 { "Guichet" }
            p { {app.text("install-first")} }
            ol { class: "steps",
                li { {app.text("install-share")} }
                li { {app.text("install-add")} }
                li { {app.text("install-open")} }
            }
            if !code.is_empty() {
                p { {app.text("install-code")} }
                p { class: "shown-code", "data-test": "install-code", translate: "no", "{code}" }
            }
            button { "data-test": "install-anyway", onclick: move |_| onanyway.call(()), {app.text("install-anyway")} }
            p { class: "quiet", {app.text("install-forgets")} }
        }
    }
}

/// What a tab on an iPhone has to know as long as work is done in it.
#[component]
pub(crate) fn TabForgets() -> Element {
    let app = use_context::<AppContext>();
    if !(app.platform.is_iphone_tab)() {
        return rsx! {};
    }
    rsx! {
        aside { class: "notice", "data-test": "tab-forgets", "aria-label": app.text("install-title"),
            p { {app.text("install-forgets")} }
        }
    }
}
