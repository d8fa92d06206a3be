//! *Report a defect*: a new request from the field, with photos, offline.

use dioxus::prelude::*;
use shared::command::{Command, RequestCommand};
use shared::document::{NewRequest, PhotoPhase, Priority, RequestOrigin};
use shared::limits::LINE_CHARS_MAX;
use shared::{AssetId, DocumentId, DocumentKind};

use super::desk::{Desk, use_answer, use_busy};
use super::icon::Icon;
use super::order::PickPhotos;
use super::refused_picture::{PickedFile, RefusedPictures};
use super::saying::NOTE_MAX;
use crate::client::{Answer, Ask, BuildingView, Failure};

#[component]
pub(super) fn Defect(building: Option<DocumentId>) -> Element {
    let desk = use_context::<Desk>();
    let mut saved = use_signal(|| false);
    let mut chosen = use_signal(|| building);
    rsx! {
        div { class: "title", h1 { {desk.say("defect-title")} } }
        if *saved.read() {
            p { role: "status", class: "empty good", "data-test": "defect-saved", Icon { name: "phone" } {desk.say("defect-saved")} }
            RefusedPictures {}
            button { onclick: move |_| saved.set(false), {desk.say("defect-another")} }
        } else if let Some(id) = *chosen.read() {
            Form { key: "{id}", id, onsaved: move |()| saved.set(true), onother: move |()| chosen.set(None) }
        } else {
            ChooseBuilding { onchoose: move |id| chosen.set(Some(id)) }
        }
    }
}

#[component]
fn ChooseBuilding(onchoose: EventHandler<DocumentId>) -> Element {
    let desk = use_context::<Desk>();
    let mut text = use_signal(String::new);
    let answer = use_answer(move || match text.read().trim() {
        "" => Ask::Buildings,
        words => Ask::Search { text: words.to_owned() },
    });
    let answer = answer.read();
    let found = match &*answer {
        Some(Answer::Found(found)) => found.clone(),
        _ => Vec::new(),
    };
    let buildings =
        found.into_iter().filter(|line| line.kind == DocumentKind::Building && line.asset.is_none());
    rsx! {
        label { class: "search",
            span { {desk.say("defect-building")} }
            input { r#type: "search", "data-test": "defect-search", autocomplete: "off", value: "{text}", oninput: move |event| text.set(event.value()) }
        }
        ul { class: "cards",
            for line in buildings {
                li { key: "{line.document}",
                    button { class: "card found", "data-test": "defect-building", onclick: move |_| onchoose.call(line.document),
                        Icon { name: "building" }
                        span { strong { "{line.title}" } span { class: "quiet", "{line.detail}" } }
                    }
                }
            }
        }
    }
}

#[component]
fn Form(id: DocumentId, onsaved: EventHandler<()>, onother: EventHandler<()>) -> Element {
    let answer = use_answer(move || Ask::Building(id));
    let answer = answer.read();
    let Some(Answer::Building(view)) = &*answer else { return rsx! {} };
    rsx! { Fields { view: (**view).clone(), onsaved, onother } }
}

#[component]
fn Fields(view: BuildingView, onsaved: EventHandler<()>, onother: EventHandler<()>) -> Element {
    let desk = use_context::<Desk>();
    let mut asset = use_signal(|| None::<AssetId>);
    let mut title = use_signal(String::new);
    let mut description = use_signal(String::new);
    let mut priority = use_signal(|| Priority::Normal);
    let mut photos = use_signal(Vec::<PickedFile>::new);
    let mut failed = use_signal(|| None::<Failure>);
    let busy = use_busy();
    // The report that was saved before one of its photos failed.
    let begun = use_signal(|| None::<DocumentId>);
    let (id, organisation) = (view.id, view.building.organisation);
    let space = move |building: &shared::document::Building| {
        (*asset.read()).and_then(|asset| building.assets.get(&asset)?.space)
    };
    let sending = desk.clone();
    let building = view.building.clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let desk = sending.clone();
        let new = NewRequest {
            origin: RequestOrigin::Field,
            title: title.read().trim().to_owned(),
            description: description.read().clone(),
            organisation,
            building: id,
            space: space(&building),
            asset: *asset.read(),
            nature: None,
            priority: *priority.read(),
        };
        busy.spawn(async move {
            match report(&desk, begun, new, photos).await {
                Ok(()) => onsaved.call(()),
                Err(failure) => failed.set(Some(failure)),
            }
        });
    };
    let assets: Vec<_> = view.building.assets.iter().map(|(id, asset)| (*id, asset.name.clone())).collect();
    let failure = failed.read().clone();
    rsx! {
        form { class: "add", onsubmit: submit,
            p { class: "row spread",
                strong { "{view.building.name}" }
                button { r#type: "button", onclick: move |_| onother.call(()), {desk.say("defect-other-building")} }
            }
            label {
                span { {desk.say("asset")} }
                select { "data-test": "defect-asset", onchange: move |event| asset.set(event.value().parse().ok()),
                    option { value: "", {desk.say("defect-no-asset")} }
                    for (asset_id, name) in assets {
                        option { key: "{asset_id}", value: "{asset_id}", "{name}" }
                    }
                }
            }
            label {
                span { {desk.say("defect-what")} }
                input { r#type: "text", "data-test": "defect-what", required: true, maxlength: "{LINE_CHARS_MAX}", value: "{title}", oninput: move |event| title.set(event.value()) }
            }
            label {
                span { {desk.say("defect-details")} }
                textarea { "data-test": "defect-details", rows: "4", maxlength: "{NOTE_MAX}", value: "{description}", oninput: move |event| description.set(event.value()) }
            }
            fieldset { class: "picks",
                legend { {desk.say("priority")} }
                for one in Priority::all() {
                    label { class: "pick",
                        input { r#type: "radio", name: "priority", checked: *priority.read() == one, onchange: move |_| priority.set(one) }
                        span { {desk.say(&format!("priority-{}", one.name()))} }
                    }
                }
            }
            PickPhotos { onpick: move |picked| photos.write().push(picked) }
            if !photos.read().is_empty() {
                p { role: "status", "data-test": "defect-photos", {desk.count("defect-photos", photos.read().len() as u64)} }
            }
            if let Some(failure) = failure {
                p { role: "alert", class: "notice attention", {desk.failure(&failure, None)} }
            }
            button { r#type: "submit", class: "primary", "data-test": "defect-send", {desk.say("defect-send")} }
        }
    }
}

/// Saves the report, then its photos one by one. One that cannot be used is left out; asked again,
/// what is still there follows, in the same report.
async fn report(
    desk: &Desk,
    mut begun: Signal<Option<DocumentId>>,
    new: NewRequest,
    mut photos: Signal<Vec<PickedFile>>,
) -> Result<(), Failure> {
    let known = *begun.peek();
    let document = match known {
        Some(document) => document,
        None => desk.execute(None, Command::Request(RequestCommand::Create(Box::new(new)))).await?.0,
    };
    begun.set(Some(document));
    loop {
        let Some(picked) = photos.peek().first().cloned() else { return Ok(()) };
        let ask = Ask::AddPhoto { document, phase: PhotoPhase::Defect, caption: String::new() };
        let (answer, _) = desk.ask_with(ask, Some(picked.bytes)).await;
        if let Answer::Failed(Failure::BadPicture(why)) = answer {
            desk.refuse_picture(&picked.name, why);
        } else if let Answer::Failed(failure) = answer {
            return Err(failure);
        }
        photos.write().remove(0);
    }
}
