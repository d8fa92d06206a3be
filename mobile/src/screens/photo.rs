//! Photos: shown, enlarged, each with its own state.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use dioxus::prelude::*;
use shared::document::photo::{DatedBy, PhotoFacts};
use shared::{Sha256, Timestamp};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::draft::Token;
use crate::client::view::PhotoState;
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;

/// The picture of this name as an address for `img`, once it is on this phone.
fn use_picture(sha256: Sha256) -> Resource<Option<String>> {
    let app = use_context::<AppContext>();
    use_resource(move || {
        app.pictures.read();
        let app = app.clone();
        async move { address(app.ask_with(Ask::Picture(sha256), None).await) }
    })
}

/// The small picture of a draft's photo as an address for `img`, once the replica has it.
pub(crate) fn use_small_picture(photo: Token, kept: bool) -> Resource<Option<String>> {
    let app = use_context::<AppContext>();
    use_resource(use_reactive!(|(photo, kept)| {
        let app = app.clone();
        async move {
            if !kept {
                return None;
            }
            address(app.ask_with(Ask::DraftPhoto(photo), None).await)
        }
    }))
}

/// The address of a picture that was answered.
fn address(answer: (Answer, Option<Vec<u8>>)) -> Option<String> {
    match answer {
        (Answer::Picture, Some(bytes)) => Some(format!("data:image/jpeg;base64,{}", BASE64.encode(bytes))),
        _ => None,
    }
}

/// A photo of a document, its phase, caption and state; pressed, it is enlarged.
#[component]
pub(crate) fn PhotoCard(
    facts: PhotoFacts,
    added_at: Timestamp,
    state: PhotoState,
    /// Whether whoever holds this phone took it.
    mine: bool,
) -> Element {
    let app = use_context::<AppContext>();
    let mut enlarged = app.enlarged;
    let is_enlarged = *enlarged.read() == Some(facts.sha256);
    let (cover, back) = (app.platform.cover, app.platform.back);
    let hash = facts.sha256;
    let thumbnail = use_picture(facts.thumbnail);
    let phase = app.text(&format!("phase-{}", facts.phase.name()));
    let caption =
        if facts.caption.is_empty() { phase.clone() } else { format!("{phase} : {}", facts.caption) };
    let address = thumbnail.read().clone().flatten();
    rsx! {
        figure { class: "photo", "data-test": "photo",
            button { class: "picture", "aria-label": app.fill("photo-enlarge", &caption),
                onclick: move |_| {
                    // The phone's own Back leads to the screen again.
                    cover();
                    enlarged.set(Some(hash));
                },
                if let Some(address) = address {
                    img { src: "{address}", alt: "" }
                } else {
                    span { class: "no-picture", Icon { name: "gallery" } }
                }
            }
            figcaption {
                span { "{caption}" }
                TakenLine { facts: facts.clone(), added_at }
                PhotoStateLine { state, size_bytes: u64::from(facts.size_bytes), mine }
            }
        }
        if is_enlarged {
            Enlarged { facts: facts.clone(), caption: caption.clone(), onclose: move |()| back() }
        }
    }
}

/// When a photo was taken, marked when that was another day than when it was added, or that nobody says.
#[component]
fn TakenLine(facts: PhotoFacts, added_at: Timestamp) -> Element {
    let app = use_context::<AppContext>();
    let taken_at = facts.taken_at;
    let another_day = app.local(taken_at).date() != app.local(added_at).date();
    let (state, text) = match facts.dated_by {
        DatedBy::Phone => ("unknown", app.fill("photo-added", &app.moment(added_at))),
        DatedBy::Camera if another_day => {
            ("another-day", app.fill("photo-taken-another-day", &app.moment(taken_at)))
        }
        DatedBy::Camera => ("same-day", app.fill("photo-taken", &app.moment(taken_at))),
    };
    rsx! {
        span { class: "taken {state}", "data-test": "photo-taken", "data-state": state,
            if another_day {
                Icon { name: "attention" }
            }
            "{text}"
        }
    }
}

#[component]
fn Enlarged(facts: PhotoFacts, caption: String, onclose: EventHandler<()>) -> Element {
    let app = use_context::<AppContext>();
    let (full, thumbnail) = (use_picture(facts.sha256), use_picture(facts.thumbnail));
    let address = full.read().clone().flatten().or_else(|| thumbnail.read().clone().flatten());
    rsx! {
        div {
            class: "enlarged",
            role: "dialog",
            "aria-modal": "true",
            "aria-label": "{caption}",
            tabindex: "-1",
            button { class: "close", autofocus: true, onclick: move |_| onclose.call(()), Icon { name: "stop" } {app.text("close")} }
            if let Some(address) = address {
                img { src: "{address}", alt: "{caption}" }
            } else {
                p { {app.text("photo-not-here")} }
            }
        }
    }
}

/// How far a photo is, by word and shape.
#[component]
pub(crate) fn PhotoStateLine(state: PhotoState, size_bytes: u64, #[props(default)] mine: bool) -> Element {
    let app = use_context::<AppContext>();
    let (name, icon, text) = match &state {
        PhotoState::Saved => ("saved", "phone", app.text("photo-saved")),
        PhotoState::Waiting => ("waiting", "phone", app.text("photo-waiting")),
        PhotoState::Sending { sent_bytes } => {
            let percent = (sent_bytes * 100).checked_div(size_bytes).unwrap_or(0).min(100);
            ("sending", "sending", app.count("photo-sending", percent))
        }
        PhotoState::AtOffice => ("at-office", "office", app.text("photo-at-office")),
        PhotoState::NeedsAttention { problem } => {
            ("attention", "attention", app.text(&format!("problem-{problem}")))
        }
        // Taken with another phone, or let go of here since.
        PhotoState::Elsewhere if mine => ("elsewhere", "person", app.text("photo-not-on-this-phone")),
        PhotoState::Elsewhere => ("elsewhere", "person", app.text("photo-elsewhere")),
    };
    rsx! {
        span { class: "photo-state {name}", "data-test": "photo-state", "data-state": name, Icon { name: icon } "{text}" }
    }
}
