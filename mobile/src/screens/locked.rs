//! A phone that is locked with a PIN: nothing of what it holds is shown, and the PIN is asked for, the phone's own lock
//! beside it, or the code that the office keeps for whoever has forgotten it.

use dioxus::prelude::*;

use crate::client::passkey::PasskeyAsked;
use crate::client::pin::{AskedPin, Pin, Unlocking, WayIn};
use crate::screens::context::AppContext;
use crate::screens::field::PinField;
use crate::screens::statements::Statements;
use crate::screens::task;

#[component]
pub(crate) fn Locked(asked: AskedPin) -> Element {
    let app = use_context::<AppContext>();
    let mut forgotten = use_signal(|| false);
    let has_code = matches!(asked.by, WayIn::PinOrCode | WayIn::Code);
    let by_code = asked.by == WayIn::Code || has_code && *forgotten.read();
    let said = match asked.by {
        WayIn::Lost => "pin-key-lost",
        WayIn::Code => "code-only",
        WayIn::Pin | WayIn::PinOrCode => "pin-asked",
    };
    rsx! {
        main { class: "alone", "data-test": "pin-locked",
            h1 { "Guichet" }
            h2 { {app.text("lock-title")} }
            p { {app.text(said)} }
            if asked.by == WayIn::Lost {
                StartOver {}
            } else {
                Opening { key: "{by_code}", asked: asked.clone(), by_code }
                if *forgotten.read() || asked.by == WayIn::Code {
                    if !has_code {
                        p { role: "alert", class: "notice attention", {app.text("pin-start-over-explain")} }
                    }
                    StartOver { asks: has_code }
                    if asked.by != WayIn::Code {
                        button { onclick: move |_| forgotten.set(false), {app.text("back")} }
                    }
                } else {
                    button { "data-test": "pin-forgotten", onclick: move |_| forgotten.set(true), {app.text("pin-forgotten")} }
                }
            }
            Statements {}
        }
    }
}

/// The phone's own lock, in place of typing the PIN.
#[component]
fn ByPasskey(passkey: PasskeyAsked, wrong: bool) -> Element {
    let app = use_context::<AppContext>();
    let not_given = use_signal(|| false);
    let busy = task::use_busy();
    let (ask, unlock) = (app.platform.ask_passkey, app.platform.unlock.clone());
    let open = move |_: MouseEvent| {
        let (given, unlock) = (ask(&passkey), unlock.clone());
        busy.start(async move {
            let secret = given.await;
            task::tell(not_given, secret.is_none());
            if let Some(secret) = secret {
                unlock(Unlocking::Passkey(secret));
            }
        });
    };
    rsx! {
        button { class: "primary", "data-test": "passkey-unlock", onclick: open, {app.text("passkey-unlock")} }
        if wrong || *not_given.read() {
            p { role: "alert", class: "notice attention", "data-test": "passkey-failed", {app.text("failure-wrong-passkey")} }
        }
    }
}

/// The form for the PIN, or for the code.
#[component]
fn Opening(asked: AskedPin, by_code: bool) -> Element {
    let app = use_context::<AppContext>();
    let mut typed = use_signal(String::new);
    // What was answered when the last one was sent: as long as that stands, it is being looked at.
    let mut sent = use_signal(|| None::<AskedPin>);
    let is_busy = sent.read().as_ref() == Some(&asked);
    let (unlock, now) = (app.platform.unlock.clone(), app.platform.now);
    let before = asked.clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        if sent.peek().as_ref() == Some(&before) {
            return;
        }
        let text = typed.peek().clone();
        sent.set(Some(before.clone()));
        if by_code {
            return unlock(Unlocking::Code(Pin(text)));
        }
        // One that is not looked at yet stays, to be sent again.
        if before.wait_until.is_none_or(|until| until <= now()) {
            typed.set(String::new());
        }
        // Digits, however a keyboard or a person parts them.
        unlock(Unlocking::Pin(Pin(text.chars().filter(|letter| !letter.is_whitespace()).collect())));
    };
    let (test, label) = if by_code { ("code", "code-label") } else { ("pin", "pin") };
    let was_sent = sent.read().is_some();
    let passkey = asked.passkey.clone().filter(|_| !by_code);
    rsx! {
        if let Some(passkey) = passkey {
            ByPasskey { passkey, wrong: asked.wrong_passkey }
        }
        form { onsubmit: submit,
            if by_code {
                p { {app.text("code-explain")} }
            }
            PinField { value: typed, test, label: app.text(label), is_code: by_code }
            p { role: "status", "data-test": "pin-busy",
                if is_busy {
                    {app.text("pin-busy")}
                }
            }
            if !is_busy && (was_sent || !by_code && asked.wait_until.is_some()) {
                Wrong { asked, by_code }
            }
            button { class: "primary", r#type: "submit", "data-test": "unlock", {app.text("pin-unlock")} }
        }
    }
}

/// That the last PIN or code was wrong, and until when no other PIN is looked at.
#[component]
fn Wrong(asked: AskedPin, by_code: bool) -> Element {
    let app = use_context::<AppContext>();
    let words = match asked.wait_until {
        _ if by_code && !asked.wrong_code || !by_code && asked.wrong == 0 => return rsx! {},
        _ if by_code => app.text("failure-wrong-code"),
        Some(until) => app.fill("failure-pin-waits", &app.whole_minute(until)),
        None => app.text("failure-wrong-pin"),
    };
    rsx! {
        p { role: "alert", class: "notice attention", "data-test": "pin-wrong", "data-wrong": "{asked.wrong}", "{words}" }
    }
}

/// The way on without what is on the phone; where there is a better one, said once more.
#[component]
fn StartOver(#[props(default)] asks: bool) -> Element {
    let app = use_context::<AppContext>();
    let mut asking = use_signal(move || asks);
    let start_over = app.platform.start_over.clone();
    let give_up = move |_: MouseEvent| if *asking.peek() { asking.set(false) } else { start_over() };
    rsx! {
        if asks && !*asking.read() {
            p { role: "alert", class: "notice attention", {app.text("code-start-over-explain")} }
        }
        button { "data-test": "pin-start-over", onclick: give_up, {app.text("pin-start-over")} }
    }
}
