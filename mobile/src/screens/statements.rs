//! What the law has every door lead to: pages of the office that anybody may read.

use dioxus::prelude::*;

use crate::screens::context::AppContext;

#[component]
pub(crate) fn Statements() -> Element {
    let app = use_context::<AppContext>();
    let links = [("accessibility", "/office/accessibility"), ("privacy", "/office/privacy")];
    rsx! {
        nav { class: "statements", "aria-label": app.text("statements-label"),
            for (key, address) in links {
                a { href: address, target: "_blank", rel: "noopener", "data-test": key, {app.text(key)} }
            }
        }
    }
}
