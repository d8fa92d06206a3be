//! *To send*: what is saved on this phone and not yet at the office. Waiting is no error.

use dioxus::prelude::*;
use shared::DocumentKind;

use super::defect::{BegunDefects, begun_defects};
use super::desk::{Desk, use_answer};
use super::field::ReadField;
use super::icon::Icon;
use super::photo::PhotoStateLine;
use super::task;
use crate::client::{Answer, Ask, Contact, PhotoState, SetAside, Waiting};

#[component]
pub(super) fn ToSend() -> Element {
    let desk = use_context::<Desk>();
    let answer = use_answer(|| Ask::ToSend);
    let answer = answer.read();
    let Some(Answer::ToSend(list)) = &*answer else { return rsx! {} };
    let last_contact = match list.last_contact {
        Some(at) => desk.fill("last-contact", &desk.moment(at)),
        None => desk.say("last-contact-never"),
    };
    let kept = desk.situation.read().kept;
    let situation = desk.situation.read().clone();
    let asking = desk.clone();
    rsx! {
        div { class: "title", h1 { {desk.say("to-send-title")} } }
        if desk.situation.read().contact == Contact::Withdrawn {
            p { class: "notice attention", {desk.say("status-unknown")} }
            a { href: "#/enrol", class: "button", "data-test": "enrol-again", {desk.say("enrol-submit")} }
        }
        BegunDefects {}
        if list.items.is_empty() {
            p { class: "empty good", "data-test": "nothing-to-send", Icon { name: "office" }
                {desk.say(if begun_defects(&desk).is_empty() { "to-send-nothing" } else { "to-send-nothing-sent" })}
            }
        } else {
            p { {desk.say("to-send-explain")} }
            ul { class: "cards",
                for item in list.items.clone() {
                    li { key: "{item.document}", Item { item } }
                }
            }
            SaveCopy {}
        }
        if !list.set_aside.is_empty() {
            section {
                h2 { {desk.say("set-aside-title")} }
                p { {desk.say("set-aside-explain")} }
                for aside in list.set_aside.clone() {
                    Aside { aside }
                }
            }
        }
        section { class: "facts",
            p { Icon { name: "clock" } "{last_contact}" }
            Kept { kept }
            button {
                "data-test": "sync-now",
                onclick: move |_| {
                    let desk = asking.clone();
                    task::start(async move {
                        desk.ask(Ask::TryAgain).await;
                    });
                },
                {desk.say("sync-now")}
            }
            if desk.situation.read().contact == Contact::OutOfReach {
                p { role: "status", class: "quiet", {desk.say("failure-out-of-reach")} }
            }
            details { "data-test": "figures",
                summary { {desk.say("figures")} }
                ul {
                    li { {desk.count("figures-changes", u64::from(situation.changes_waiting))} }
                    li { {desk.count("figures-photos", u64::from(situation.photos_waiting))} " · " {desk.size(situation.photo_bytes_waiting)} }
                    for item in list.items.clone() {
                        li { key: "{item.document}",
                            "{item.title} : " {desk.count("to-send-changes", u64::from(item.changes))} " · " {desk.size(item.change_bytes)}
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn Item(item: Waiting) -> Element {
    let desk = use_context::<Desk>();
    let address = match item.kind {
        Some(DocumentKind::WorkOrder) => Some(format!("#/order/{}", item.document)),
        Some(DocumentKind::Building) => Some(format!("#/building/{}", item.document)),
        Some(DocumentKind::Request | DocumentKind::History | DocumentKind::Catalogue) | None => None,
    };
    let kind = item.kind.map_or("kind-refused", |kind| match kind {
        DocumentKind::WorkOrder => "kind-work-order",
        DocumentKind::Building => "kind-building",
        DocumentKind::Request => "kind-request",
        DocumentKind::History => "kind-history",
        DocumentKind::Catalogue => "kind-catalogue",
    });
    rsx! {
        article { class: "card", "data-test": "to-send-item",
            if let Some(address) = address {
                a { href: "{address}", strong { "{item.title}" } }
            } else {
                strong { "{item.title}" }
            }
            span { class: "quiet", {desk.say(kind)} " · " {desk.fill("since", &desk.moment(item.since))} }
            if !item.pictures.is_empty() {
                span { {desk.count("to-send-photos", item.pictures.len() as u64)} }
            }
            // Each photo is named only when there is something to do about it.
            for (hash, size, state) in item.pictures.into_iter().filter(|(_, _, state)| needs_a_word(state)) {
                span { key: "{hash}", class: "photo-line",
                    {desk.say("photo")} " · "
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
    let desk = use_context::<Desk>();
    let keep = desk.platform.keep.clone();
    let (state, words) = match kept {
        Some(true) => ("yes", desk.say("kept-yes")),
        Some(false) => ("no", desk.say("kept-no")),
        None => ("unknown", desk.say("kept-unknown")),
    };
    rsx! {
        p { "data-test": "kept", "data-state": state, Icon { name: "phone" } "{words}" }
        if kept != Some(true) {
            button { "data-test": "keep", onclick: move |_| keep(), {desk.say("kept-ask")} }
        }
    }
}

#[component]
fn Aside(aside: SetAside) -> Element {
    let desk = use_context::<Desk>();
    let dealing = desk.clone();
    let id = aside.id;
    rsx! {
        article { class: "card attention", "data-test": "set-aside",
            strong { "{aside.title}" }
            p { {desk.say(&format!("refused-{}", aside.reason))} }
            if aside.taken_over {
                p { class: "good", "data-test": "taken-over", Icon { name: "office" } {desk.say("set-aside-taken-over")} }
            }
            ReadField { text: aside.text, label: desk.say("set-aside-text") }
            span { class: "quiet", {desk.moment(aside.at)} }
            button {
                "data-test": "dealt-with",
                onclick: move |_| {
                    let mut desk = dealing.clone();
                    task::start(async move {
                        desk.ask(Ask::DealtWith(id)).await;
                        // The list is asked for again.
                        *desk.revision.write() += 1;
                    });
                },
                {desk.say("set-aside-dealt-with")}
            }
        }
    }
}

/// Everything that waits as files, for the day the office is out of reach for good.
#[component]
fn SaveCopy() -> Element {
    let desk = use_context::<Desk>();
    let files = use_signal(Vec::<(String, String)>::new);
    let (must_share, share) = ((desk.platform.must_share)(), desk.platform.share);
    let making = desk.clone();
    let ready: Vec<(String, String)> = files.read().clone();
    rsx! {
        section { class: "facts",
            if must_share && !ready.is_empty() {
                button { class: "primary", "data-test": "copy-share",
                    onclick: move |_| {
                        let addresses: Vec<String> = files.read().iter().map(|(_, address)| address.clone()).collect();
                        share(&addresses);
                    },
                    {desk.say("copy-share")}
                }
            }
            for (at, (name, address)) in ready.iter().enumerate().filter(|_| !must_share) {
                a { class: "button", href: "{address}", download: "{name}", "data-test": "copy-file",
                    {desk.say("copy-download")}
                    if ready.len() > 1 {
                        " {at + 1}/{ready.len()}"
                    }
                }
            }
            if ready.is_empty() {
                button {
                    "data-test": "save-copy",
                    onclick: move |_| {
                        let desk = making.clone();
                        task::start(async move { task::tell(files, copies(&desk).await) });
                    },
                    {desk.say("copy-make")}
                }
            }
            p { class: "quiet", {desk.say("copy-explain")} }
        }
    }
}

/// Names and addresses of all files; none when one cannot be made.
async fn copies(desk: &Desk) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for at in 0.. {
        let (Answer::Copy { file_name, files }, Some(bytes)) = desk.ask_with(Ask::SaveCopy(at), None).await
        else {
            return Vec::new();
        };
        let address = (desk.platform.file_address)(&bytes, "application/octet-stream", &file_name);
        made.push((file_name, address));
        if at + 1 >= files {
            break;
        }
    }
    made
}
