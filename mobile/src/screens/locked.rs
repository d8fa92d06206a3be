//! A phone that is locked with a PIN: nothing of what it holds is shown, and the PIN is asked for.

use dioxus::prelude::*;

use crate::client::pin::{AskedPin, Pin};
use crate::screens::context::AppContext;
use crate::screens::field::PinField;
use crate::screens::statements::Statements;

#[component]
pub(crate) fn Locked(asked: AskedPin) -> Element {
    let app = use_context::<AppContext>();
    let mut pin = use_signal(String::new);
    // What was answered when the last PIN was sent: as long as that stands, it is being looked at.
    let mut sent = use_signal(|| None::<AskedPin>);
    let is_busy = sent.read().as_ref() == Some(&asked);
    let (unlock, now) = (app.platform.unlock.clone(), app.platform.now);
    let (said, before) = (asked.clone(), asked.clone());
    let submit = move |event: FormEvent| {
        event.prevent_default();
        // Digits, however a keyboard or a person parts them.
        let typed: String = pin.peek().chars().filter(|letter| !letter.is_whitespace()).collect();
        if sent.peek().as_ref() != Some(&before) {
            // One that is not looked at yet stays, to be sent again.
            if before.wait_until.is_none_or(|until| until <= now()) {
                pin.set(String::new());
            }
            sent.set(Some(before.clone()));
            unlock(Pin(typed));
        }
    };
    rsx! {
        main { class: "alone", "data-test": "pin-locked",
            h1 { "Guichet" }
            h2 { {app.text("lock-title")} }
            p { {app.text("pin-asked")} }
            form { onsubmit: submit,
                PinField { value: pin, test: "pin", label: app.text("pin") }
                p { role: "status", "data-test": "pin-busy",
                    if is_busy {
                        {app.text("pin-busy")}
                    }
                }
                if !is_busy && (sent.read().is_some() || said.wait_until.is_some()) {
                    Wrong { asked: said }
                }
                button { class: "primary", r#type: "submit", "data-test": "unlock", {app.text("pin-unlock")} }
            }
            Forgotten {}
            Statements {}
        }
    }
}

/// That the last PIN was wrong, and until when no other one is looked at.
#[component]
fn Wrong(asked: AskedPin) -> Element {
    let app = use_context::<AppContext>();
    if asked.wrong == 0 {
        return rsx! {};
    }
    let words = match asked.wait_until {
        Some(until) => app.fill("failure-pin-waits", &app.whole_minute(until)),
        None => app.text("failure-wrong-pin"),
    };
    rsx! {
        p { role: "alert", class: "notice attention", "data-test": "pin-wrong", "data-wrong": "{asked.wrong}", "{words}" }
    }
}

/// The way on for somebody who has forgotten the PIN: without what is on the phone.
#[component]
fn Forgotten() -> Element {
    let app = use_context::<AppContext>();
    let mut asking = use_signal(|| false);
    let start_over = app.platform.start_over.clone();
    rsx! {
        if *asking.read() {
            p { role: "alert", class: "notice attention", {app.text("pin-start-over-explain")} }
            button { "data-test": "pin-start-over", onclick: move |_| start_over(), {app.text("pin-start-over")} }
            button { onclick: move |_| asking.set(false), {app.text("back")} }
        } else {
            button { "data-test": "pin-forgotten", onclick: move |_| asking.set(true), {app.text("pin-forgotten")} }
        }
    }
}
