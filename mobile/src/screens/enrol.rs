//! Becoming a device: by a link that carries the code, or by typing it.

use dioxus::prelude::*;

use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::status::{Contact, Lock, Withdrawal};
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Draft;
use crate::screens::field::LineField;
use crate::screens::frame::NewVersion;
use crate::screens::icon::Icon;
use crate::screens::install::InstallFirst;
use crate::screens::statements::Statements;
use crate::screens::task;

/// A code has eight letters and digits, perhaps with dashes and spaces between them.
const CODE_CHARS_MAX: usize = 16;

#[component]
pub(crate) fn Enrol(code: String, withdrawal: Option<Withdrawal>) -> Element {
    let app = use_context::<AppContext>();
    let draft = app.draft(&format!("enrol/{code}"), code.clone());
    let mut anyway = use_signal(|| false);
    // Which device this phone was when the code was sent, and whether it was locked.
    let mut sent = use_signal(|| None);
    let not_enrolled = app.not_enrolled;
    let device = app.status.read().owner.as_ref().map(|owner| owner.device);
    let lock = app.status.read().lock;
    // Enrolled: the address of the code is of no more use.
    let before = *sent.read();
    if device.is_some() && lock.is_none() && before.is_some_and(|before| before != (device, lock)) {
        // Only once: each change draws the screen anew.
        if draft.is_kept() {
            draft.forget();
        }
        (app.platform.keep)();
        (app.platform.go)("#/");
    }
    let asking = app.clone();
    let mut send = move |ask: Ask| {
        let (app, mut not_enrolled) = (asking.clone(), asking.not_enrolled);
        not_enrolled.set(None);
        // Somebody else may be the owner next.
        app.forget_last_today();
        sent.set(Some((device, lock)));
        task::start(async move {
            app.ask(ask).await;
        });
    };
    let mut send_anyway = send.clone();
    let device_name = app.platform.device_name;
    let typed = draft.clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        send(Ask::Enrol { code: typed.peek().trim().to_owned(), device_name: device_name() });
    };
    let failed = not_enrolled.read().clone();
    // Whoever is linked already and only opened a link finds the way back; what the office knows no more is
    // linked anew at once.
    let shut_out = withdrawal.is_some() || lock.is_some() || app.status.read().contact == Contact::Withdrawn;
    let linked = app.status.read().owner.as_ref().map(|owner| owner.name.clone()).filter(|_| !shut_out);
    if let Some(name) = linked.filter(|_| !*anyway.read() && before.is_none()) {
        return rsx! { Linked { name, onanyway: move |()| anyway.set(true) } };
    }
    if device.is_none() && !*anyway.read() && (app.platform.is_iphone_tab)() {
        return rsx! { InstallFirst { code, onanyway: move |()| anyway.set(true) } };
    }
    rsx! {
        main { class: "alone", "data-test": "enrol",
            h1 { "Guichet" }
            Why { withdrawal, lock }
            form { onsubmit: submit,
                CodeField { draft: draft.clone() }
                if let Some(failure) = &failed {
                    p { role: "alert", class: "notice attention", "data-test": "enrol-failed", {app.failure(failure, None)} }
                } else if before.is_some() {
                    p { role: "status", {app.text("enrol-busy")} }
                }
                button { class: "primary", r#type: "submit", "data-test": "enrol-submit", {app.text("enrol-submit")} }
            }
            if let Some(Failure::WorkWaits(_)) = failed {
                WorkWaits { onanyway: move |()| send_anyway(Ask::EnrolAnyway) }
            }
            p { class: "quiet", {app.text("enrol-help")} }
            if device.is_some() && lock.is_none() {
                a { class: "back", href: "#/", Icon { name: "back" } {app.text("back")} }
            }
            Statements {}
        }
    }
}

/// The office has blocked whose phone this is: no code is asked for, which would not help. Who opens a link for somebody
/// else brings one.
#[component]
pub(crate) fn Blocked(withdrawal: Option<Withdrawal>) -> Element {
    rsx! {
        main { class: "alone", "data-test": "enrol",
            h1 { "Guichet" }
            Why { withdrawal, lock: Lock::Blocked }
            Statements {}
        }
    }
}

/// Work waits that somebody else's code would erase: what it is, unless the phone shows nothing, and the way on.
#[component]
fn WorkWaits(onanyway: EventHandler<()>) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        if app.status.read().lock.is_none() {
            a { href: "#/to-send", class: "button", {app.text("to-send-title")} }
        }
        button { "data-test": "enrol-anyway", onclick: move |_| onanyway.call(()), {app.text("enrol-anyway")} }
    }
}

/// Why a code is asked for: this phone belongs to nobody any more, is locked, or is new.
#[component]
fn Why(withdrawal: Option<Withdrawal>, lock: Option<Lock>) -> Element {
    let app = use_context::<AppContext>();
    let gone = withdrawal.map(|withdrawal| match withdrawal {
        Withdrawal::Draining => "handing-over",
        Withdrawal::Drained => "enrol-handed-over",
        Withdrawal::Erased => "enrol-withdrawn",
    });
    rsx! {
        if let Some(key) = gone {
            p { role: "alert", class: "notice attention", "data-test": "withdrawn", {app.text(key)} }
        }
        if let Some(lock) = lock {
            Locked { lock }
        } else {
            p { {app.text("enrol-explain")} }
        }
    }
}

/// Why the phone shows nothing of what it holds, what waits, how it is opened, and what stands in the way.
#[component]
fn Locked(lock: Lock) -> Element {
    let app = use_context::<AppContext>();
    let waiting = u64::from(app.status.read().things_waiting);
    let obstacle = match (app.status.read().contact, lock) {
        (Contact::OutOfReach, _) => Some("failure-out-of-reach"),
        (Contact::NoRoom, _) => Some("status-no-room"),
        (Contact::DayOver, _) => Some("status-day-over"),
        (Contact::UpdateNeeded, _) => Some("status-update-needed"),
        (Contact::Withdrawn, Lock::OutOfContact | Lock::Blocked) => Some("status-unknown"),
        (Contact::Withdrawn, Lock::TokenEnded) | (Contact::Idle | Contact::Talking | Contact::Blocked, _) => {
            None
        }
    };
    let why = match lock {
        Lock::OutOfContact => "lock-out-of-contact",
        Lock::TokenEnded => "lock-token-ended",
        Lock::Blocked => "lock-blocked",
    };
    let asking = app.clone();
    let sync = move |_| {
        let app = asking.clone();
        task::start(async move {
            app.ask(Ask::SyncNow).await;
        });
    };
    rsx! {
        h2 { {app.text("lock-title")} }
        p { role: "alert", class: "notice attention", "data-test": "locked", "data-why": why, {app.text(why)} }
        if waiting > 0 {
            p { "data-test": "lock-waiting", {app.count("lock-waiting", waiting)} }
        }
        if *app.new_version.read() {
            NewVersion {}
        }
        button { class: if lock != Lock::TokenEnded { "primary" }, "data-test": "lock-sync", onclick: sync, {app.text("lock-sync")} }
        p { role: "status", class: "quiet", "data-test": "lock-obstacle",
            if let Some(key) = obstacle {
                {app.text(key)}
            }
        }
        if lock == Lock::OutOfContact {
            p { {app.text("lock-or-code")} }
        }
    }
}

/// The field for the code.
#[component]
fn CodeField(draft: Draft<String>) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        label { r#for: "code", {app.text("enrol-code")} }
        LineField {
            bound: draft.bind(Clone::clone, |form, code| *form = code),
            test: "code",
            id: "code",
            class: "code",
            autocapitalize: "characters",
            chars_max: CODE_CHARS_MAX,
            required: true,
        }
    }
}

/// Whose phone this is already, and the way back.
#[component]
fn Linked(name: String, onanyway: EventHandler<()>) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        main { class: "alone", "data-test": "enrol",
            h1 { "Guichet" }
            p { "data-test": "enrol-linked", {app.fill("enrol-linked", &name)} }
            a { class: "button primary", href: "#/", "data-test": "enrol-back", {app.text("today-title")} }
            button { "data-test": "enrol-anew", onclick: move |_| onanyway.call(()), {app.text("enrol-anew")} }
        }
    }
}
