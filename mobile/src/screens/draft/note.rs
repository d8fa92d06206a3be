//! Says that what is shown is a draft, and offers to throw it away.

use dioxus::prelude::*;

use crate::screens::context::AppContext;
use crate::screens::draft::handle::DraftHandle;

/// Says that a form holds a draft and since when; thrown away it is after a second yes.
#[component]
pub(crate) fn DraftNote(draft: DraftHandle) -> Element {
    let app = use_context::<AppContext>();
    let mut asking = use_signal(|| false);
    if !draft.is_kept() {
        return rsx! {};
    }
    let entry = draft.entry.read();
    let (at, not_kept) = (entry.at, entry.not_kept.is_some());
    drop(entry);
    let state = if not_kept { "not-kept" } else { "kept" };
    rsx! {
        div { class: "draft-note", "data-test": "draft", "data-state": state,
            if *asking.read() {
                p { {app.text("draft-drop-question")} }
                div { class: "row",
                    button { r#type: "button", "data-test": "draft-keep", onclick: move |_| asking.set(false), {app.text("draft-keep")} }
                    button { r#type: "button", class: "danger", "data-test": "draft-drop-yes",
                        onclick: move |_| {
                            asking.set(false);
                            draft.forget();
                        },
                        {app.text("draft-drop-yes")}
                    }
                }
            } else {
                p { {app.fill("draft-of", &app.day_and_time(at))} }
                button { r#type: "button", class: "small", "data-test": "draft-drop", onclick: move |_| asking.set(true), {app.text("draft-drop")} }
            }
            if not_kept {
                p { role: "alert", {app.text("draft-not-kept")} }
            }
        }
    }
}
