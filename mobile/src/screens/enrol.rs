//! Becoming a device: by a link that carries the code, or by typing it.

use dioxus::prelude::*;

use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::status::{Contact, Withdrawal};
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Draft;
use crate::screens::field::LineField;
use crate::screens::icon::Icon;
use crate::screens::install::InstallFirst;
use crate::screens::task;

/// A code has eight letters and digits, perhaps with dashes and spaces between them.
const CODE_CHARS_MAX: usize = 16;

#[component]
pub(crate) fn Enrol(code: String, withdrawal: Option<Withdrawal>) -> Element {
    let app = use_context::<AppContext>();
    let draft = app.draft(&format!("enrol/{code}"), code.clone());
    let mut anyway = use_signal(|| false);
    // Of whose device this phone was when the code was sent.
    let mut sent = use_signal(|| None);
    let not_enrolled = app.not_enrolled;
    let device = app.status.read().owner.as_ref().map(|owner| owner.device);
    // Enrolled: the address of the code is of no more use.
    let before = *sent.read();
    if device.is_some() && before.is_some_and(|before| before != device) {
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
        sent.set(Some(device));
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
    let linked = app.status.read().owner.as_ref().map(|owner| owner.name.clone());
    let linked = linked.filter(|_| withdrawal.is_none() && app.status.read().contact != Contact::Withdrawn);
    if let Some(name) = linked.filter(|_| !*anyway.read() && before.is_none()) {
        return rsx! { Linked { name, onanyway: move |()| anyway.set(true) } };
    }
    if device.is_none() && !*anyway.read() && (app.platform.is_iphone_tab)() {
        return rsx! { InstallFirst { code, onanyway: move |()| anyway.set(true) } };
    }
    rsx! {
        main { class: "alone", "data-test": "enrol",
            h1 { "Guichet" }
            Withdrawn { withdrawal }
            p { {app.text("enrol-explain")} }
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
                a { href: "#/to-send", class: "button", {app.text("to-send-title")} }
                button { "data-test": "enrol-anyway", onclick: move |_| send_anyway(Ask::EnrolAnyway), {app.text("enrol-anyway")} }
            }
            p { class: "quiet", {app.text("enrol-help")} }
            if device.is_some() {
                a { class: "back", href: "#/", Icon { name: "back" } {app.text("back")} }
            }
        }
    }
}

/// Why this phone belongs to nobody any more.
#[component]
fn Withdrawn(withdrawal: Option<Withdrawal>) -> Element {
    let app = use_context::<AppContext>();
    let Some(withdrawal) = withdrawal else { return rsx! {} };
    let key = if withdrawal == Withdrawal::Drained { "enrol-handed-over" } else { "enrol-withdrawn" };
    rsx! {
        p { role: "alert", class: "notice attention", "data-test": "withdrawn", {app.text(key)} }
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
