//! The way back to the list of today.

use dioxus::prelude::*;

use crate::screens::context::AppContext;
use crate::screens::icon::Icon;

#[component]
pub(crate) fn Back() -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        a { class: "back", href: "#/", Icon { name: "back" } {app.text("back")} }
    }
}
