//! *To send*: what is saved on this phone and not yet at the office. Waiting is no error.

use dioxus::prelude::*;
use shared::DocumentKind;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::status::Contact;
use crate::client::to_send::{RejectedText, Waiting};
use crate::client::view::PhotoState;
use crate::screens::context::{AppContext, use_answer};
use crate::screens::field::ReadField;
use crate::screens::icon::Icon;
use crate::screens::photo::PhotoStateLine;
use crate::screens::request::defect::{BegunDefects, begun_defects};
use crate::screens::route::Route;
use crate::screens::task;

#[component]
pub(crate) fn ToSend() -> Element {
    let app = use_context::<AppContext>();
    let answer = use_answer(|| Ask::ToSend);
    let answer = answer.read();
    let Some(Answer::ToSend(list)) = &*answer else { return rsx! {} };
    let last_contact = match list.last_contact {
        Some(at) => app.fill("last-contact", &app.moment(at)),
        None => app.text("last-contact-never"),
    };
    let kept = app.status.read().kept;
    let asking = app.clone();
    rsx! {
        div { class: "title", h1 { {app.text("to-send-title")} } }
        if app.status.read().contact == Contact::Withdrawn {
            p { class: "notice attention", {app.text("status-unknown")} }
            a { href: "#/enrol", class: "button", "data-test": "enrol-again", {app.text("enrol-submit")} }
        }
        BegunDefects {}
        if list.items.is_empty() {
            p { class: "empty good", "data-test": "nothing-to-send", Icon { name: "office" }
                {app.text(if begun_defects(&app).is_empty() { "to-send-nothing" } else { "to-send-nothing-sent" })}
            }
        } else {
            p { {app.text("to-send-explain")} }
            ul { class: "cards",
                for item in list.items.clone() {
                    li { key: "{item.document}", Item { item } }
                }
            }
            SaveCopy {}
        }
        if !list.rejected.is_empty() {
            section {
                h2 { {app.text("set-aside-title")} }
                p { {app.text("set-aside-explain")} }
                for rejected in list.rejected.clone() {
                    RejectedWork { rejected }
                }
            }
        }
        section { class: "facts",
            p { Icon { name: "clock" } "{last_contact}" }
            Kept { kept }
            button {
                "data-test": "sync-now",
                onclick: move |_| {
                    let app = asking.clone();
                    task::start(async move {
                        app.ask(Ask::TryAgain).await;
                    });
                },
                {app.text("sync-now")}
            }
            if app.status.read().contact == Contact::OutOfReach {
                p { role: "status", class: "quiet", {app.text("failure-out-of-reach")} }
            }
            Figures { items: list.items.clone() }
        }
    }
}

/// The exact numbers, for who asks.
#[component]
fn Figures(items: Vec<Waiting>) -> Element {
    let app = use_context::<AppContext>();
    let status = app.status.read();
    rsx! {
        details { "data-test": "figures",
            summary { {app.text("figures")} }
            ul {
                li { {app.count("figures-changes", u64::from(status.changes_waiting))} }
                li { {app.count("figures-photos", u64::from(status.photos_waiting))} " · " {app.size(status.photo_bytes_waiting)} }
                for item in items {
                    li { key: "{item.document}",
                        "{item.title} : " {app.count("to-send-changes", u64::from(item.changes))} " · " {app.size(item.change_bytes)}
                    }
                }
            }
        }
    }
}

#[component]
fn Item(item: Waiting) -> Element {
    let app = use_context::<AppContext>();
    let address = item.kind.and_then(|kind| Route::of_document(kind, item.document));
    let kind = format!("kind-{}", item.kind.map_or("refused", DocumentKind::name));
    rsx! {
        article { class: "card", "data-test": "to-send-item",
            if let Some(address) = address {
                a { href: "{address}", strong { "{item.title}" } }
            } else {
                strong { "{item.title}" }
            }
            span { class: "quiet", {app.text(&kind)} " · " {app.fill("since", &app.moment(item.since))} }
            if !item.pictures.is_empty() {
                span { {app.count("to-send-photos", item.pictures.len() as u64)} }
            }
            // Each photo is named only when there is something to do about it.
            for (hash, size, state) in item.pictures.into_iter().filter(|(_, _, state)| needs_a_word(state)) {
                span { key: "{hash}", class: "photo-line",
                    {app.text("photo")} " · "
                    PhotoStateLine { state, size_bytes: size }
                }
            }
        }
    }
}

fn needs_a_word(state: &PhotoState) -> bool {
    matches!(state, PhotoState::Sending { .. } | PhotoState::NeedsAttention { .. })
}

/// Whether the browser keeps the data, and a button that asks it to.
#[component]
fn Kept(kept: Option<bool>) -> Element {
    let app = use_context::<AppContext>();
    let keep = app.platform.keep.clone();
    let (state, words) = match kept {
        Some(true) => ("yes", app.text("kept-yes")),
        Some(false) => ("no", app.text("kept-no")),
        None => ("unknown", app.text("kept-unknown")),
    };
    rsx! {
        p { "data-test": "kept", "data-state": state, Icon { name: "phone" } "{words}" }
        if kept != Some(true) {
            button { "data-test": "keep", onclick: move |_| keep(), {app.text("kept-ask")} }
        }
    }
}

#[component]
fn RejectedWork(rejected: RejectedText) -> Element {
    let app = use_context::<AppContext>();
    let dealing = app.clone();
    let id = rejected.id;
    rsx! {
        article { class: "card attention", "data-test": "set-aside",
            strong { "{rejected.title}" }
            p { {app.text(&format!("refused-{}", rejected.reason))} }
            if rejected.taken_over {
                p { class: "good", "data-test": "taken-over", Icon { name: "office" } {app.text("set-aside-taken-over")} }
            }
            ReadField { text: rejected.text, label: app.text("set-aside-text") }
            span { class: "quiet", {app.moment(rejected.at)} }
            button {
                "data-test": "dealt-with",
                onclick: move |_| {
                    let mut app = dealing.clone();
                    task::start(async move {
                        app.ask(Ask::DealtWith(id)).await;
                        // The list is asked for again.
                        *app.revision.write() += 1;
                    });
                },
                {app.text("set-aside-dealt-with")}
            }
        }
    }
}

/// Everything that waits as files, for the day the office is out of reach for good.
#[component]
fn SaveCopy() -> Element {
    let app = use_context::<AppContext>();
    let files = use_signal(Vec::<(String, String)>::new);
    let (must_share, share) = ((app.platform.must_share)(), app.platform.share);
    let making = app.clone();
    let ready: Vec<(String, String)> = files.read().clone();
    rsx! {
        section { class: "facts",
            if must_share && !ready.is_empty() {
                button { class: "primary", "data-test": "copy-share",
                    onclick: move |_| {
                        let addresses: Vec<String> = files.read().iter().map(|(_, address)| address.clone()).collect();
                        share(&addresses);
                    },
                    {app.text("copy-share")}
                }
            }
            for (at, (name, address)) in ready.iter().enumerate().filter(|_| !must_share) {
                a { class: "button", href: "{address}", download: "{name}", "data-test": "copy-file",
                    {app.text("copy-download")}
                    if ready.len() > 1 {
                        " {at + 1}/{ready.len()}"
                    }
                }
            }
            if ready.is_empty() {
                button {
                    "data-test": "save-copy",
                    onclick: move |_| {
                        let app = making.clone();
                        task::start(async move { task::tell(files, copies(&app).await) });
                    },
                    {app.text("copy-make")}
                }
            }
            p { class: "quiet", {app.text("copy-explain")} }
        }
    }
}

/// Names and addresses of all files; none when one cannot be made.
async fn copies(app: &AppContext) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for at in 0.. {
        let (Answer::Copy { file_name, files }, Some(bytes)) = app.ask_with(Ask::SaveCopy(at), None).await
        else {
            return Vec::new();
        };
        let address = (app.platform.file_address)(&bytes, "application/octet-stream", &file_name);
        made.push((file_name, address));
        if at + 1 >= files {
            break;
        }
    }
    made
}
