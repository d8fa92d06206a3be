//! Says that what is shown is a draft, and offers to throw it away.

use dioxus::prelude::*;

use super::DraftHandle;
use crate::screens::desk::Desk;

/// Says that a form holds a draft and since when; thrown away it is after a second yes.
#[component]
pub(in crate::screens) fn DraftNote(draft: DraftHandle) -> Element {
    let desk = use_context::<Desk>();
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
                p { {desk.say("draft-drop-question")} }
                div { class: "row",
                    button { r#type: "button", "data-test": "draft-keep", onclick: move |_| asking.set(false), {desk.say("draft-keep")} }
                    button { r#type: "button", class: "danger", "data-test": "draft-drop-yes",
                        onclick: move |_| {
                            asking.set(false);
                            draft.forget();
                        },
                        {desk.say("draft-drop-yes")}
                    }
                }
            } else {
                p { {desk.fill("draft-of", &desk.day_and_time(at))} }
                button { r#type: "button", class: "small", "data-test": "draft-drop", onclick: move |_| asking.set(true), {desk.say("draft-drop")} }
            }
            if not_kept {
                p { role: "alert", {desk.say("draft-not-kept")} }
            }
        }
    }
}
