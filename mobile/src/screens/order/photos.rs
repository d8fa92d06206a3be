//! Photos of the work: taken or chosen, saved at once, sent when there is a network.

use dioxus::prelude::*;
use shared::document::{Photo, PhotoPhase};

use super::super::desk::Desk;
use super::super::icon::Icon;
use super::super::photo::PhotoCard;
use super::super::refused_picture::{PickedFile, RefusedPictures};
use super::Failed;
use crate::client::{Answer, Ask, Failure, PhotoState, WorkOrderView};

#[component]
pub(super) fn Photos(view: WorkOrderView, can_write: bool) -> Element {
    let desk = use_context::<Desk>();
    let mut phase = use_signal(|| PhotoPhase::Before);
    let mut failed = use_signal(|| None::<Failure>);
    let mut busy = use_signal(|| 0_u32);
    let id = view.id;
    let shown: Vec<(String, Photo, PhotoState)> = view
        .photos
        .iter()
        .filter_map(|(fact, state)| {
            Some((fact.to_string(), view.order.photos.get(fact)?.clone(), state.clone()))
        })
        .collect();
    let adding = desk.clone();
    let add = move |picked: PickedFile| {
        let desk = adding.clone();
        let phase = *phase.read();
        *busy.write() += 1;
        spawn(async move {
            let ask = Ask::AddPhoto { document: id, phase, caption: String::new() };
            let (answer, _) = desk.ask_with(ask, Some(picked.bytes)).await;
            *busy.write() -= 1;
            if let Answer::Failed(Failure::BadPicture(why)) = answer {
                desk.refuse_picture(&picked.name, why);
            } else if let Answer::Failed(failure) = answer {
                failed.set(Some(failure));
            }
        });
    };
    let failure = failed.read().clone();
    let preparing = *busy.read() > 0;
    rsx! {
        section { class: "photos",
            h2 { {desk.say("photos")} span { class: "count", "{shown.len()}" } }
            if can_write {
                fieldset { class: "picks phases",
                    legend { class: "hidden", {desk.say("photo-phase")} }
                    for one in PhotoPhase::all() {
                        label { class: "pick",
                            input {
                                r#type: "radio",
                                name: "phase",
                                "data-test": "phase-{one.name()}",
                                checked: *phase.read() == one,
                                onchange: move |_| phase.set(one),
                            }
                            span { {desk.say(&format!("phase-{}", one.name()))} }
                        }
                    }
                }
                PickPhotos { onpick: add }
            }
            if preparing {
                p { role: "status", {desk.say("photo-preparing")} }
            }
            Failed { failure, view }
            div { class: "gallery",
                for (key, photo, state) in shown {
                    PhotoCard { key: "{key}", photo, state }
                }
            }
        }
    }
}

/// From the camera or from the gallery.
#[component]
pub(in super::super) fn PickPhotos(onpick: EventHandler<PickedFile>) -> Element {
    let desk = use_context::<Desk>();
    let reading = desk.clone();
    let picked = move |event: FormEvent| {
        let (desk, files) = (reading.clone(), event.files());
        spawn(async move {
            for file in files {
                let name = file.name();
                match (desk.platform.read_picture)(file).await {
                    Ok(bytes) => onpick.call(PickedFile { name, bytes }),
                    Err(why) => desk.refuse_picture(&name, why),
                }
            }
        });
    };
    rsx! {
        div { class: "row",
            label { class: "button",
                Icon { name: "camera" }
                {desk.say("photo-take")}
                input { r#type: "file", accept: "image/*", capture: "environment", class: "hidden-input", "data-test": "photo-camera", onchange: picked.clone() }
            }
            label { class: "button",
                Icon { name: "gallery" }
                {desk.say("photo-choose")}
                input { r#type: "file", accept: "image/*", multiple: true, class: "hidden-input", "data-test": "photo-gallery", onchange: picked }
            }
        }
        RefusedPictures {}
    }
}
