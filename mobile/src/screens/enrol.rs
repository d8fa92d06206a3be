//! Becoming a device: by a link that carries the code, or by typing it.

use dioxus::prelude::*;

use super::desk::Desk;
use crate::client::{Ask, Withdrawal};

#[component]
pub(super) fn Enrol(code: String, withdrawal: Option<Withdrawal>) -> Element {
    let desk = use_context::<Desk>();
    let mut typed = use_signal(|| code.clone());
    let mut busy = use_signal(|| false);
    let not_enrolled = desk.not_enrolled;
    let owner = desk.situation.read().owner.clone();
    // Enrolled: the address of the code is of no more use.
    let (go, was_busy) = (desk.platform.go, *busy.read());
    if was_busy && owner.is_some() && not_enrolled.read().is_none() {
        (desk.platform.keep)();
        go("#/");
    }
    let submitting = desk.clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let desk = submitting.clone();
        let mut not_enrolled = desk.not_enrolled;
        not_enrolled.set(None);
        busy.set(true);
        let ask =
            Ask::Enrol { code: typed.read().trim().to_owned(), device_name: (desk.platform.device_name)() };
        spawn(async move {
            desk.ask(ask).await;
        });
    };
    let failed = not_enrolled.read().clone();
    rsx! {
        main { class: "alone", "data-test": "enrol",
            h1 { "Guichet" }
            if let Some(withdrawal) = withdrawal {
                p { role: "alert", class: "notice attention", "data-test": "withdrawn",
                    if withdrawal == Withdrawal::HandedOver {
                        {desk.say("enrol-handed-over")}
                    } else {
                        {desk.say("enrol-withdrawn")}
                    }
                }
            }
            p { {desk.say("enrol-explain")} }
            form { onsubmit: submit,
                label { r#for: "code", {desk.say("enrol-code")} }
                input {
                    id: "code",
                    class: "code",
                    "data-test": "code",
                    autocomplete: "off",
                    autocapitalize: "characters",
                    spellcheck: "false",
                    maxlength: "16",
                    required: true,
                    value: "{typed}",
                    oninput: move |event| typed.set(event.value()),
                }
                if let Some(failure) = &failed {
                    p { role: "alert", class: "notice attention", "data-test": "enrol-failed", {desk.failure(failure, None)} }
                } else if was_busy {
                    p { role: "status", {desk.say("enrol-busy")} }
                }
                button { class: "primary", r#type: "submit", "data-test": "enrol-submit", {desk.say("enrol-submit")} }
            }
            p { class: "quiet", {desk.say("enrol-help")} }
        }
    }
}
