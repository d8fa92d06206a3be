//! Photos of the work: taken or chosen, saved at once, sent when there is a network.

use std::rc::Rc;

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::document::{Photo, PhotoPhase};

use super::super::desk::Desk;
use super::super::draft::UnsavedPhotos;
use super::super::field::{Pick, Picks};
use super::super::icon::Icon;
use super::super::photo::PhotoCard;
use super::super::refused_picture::{PickedFile, RefusedPictures};
use super::super::task;
use super::Failed;
use crate::client::{PhotoState, WorkOrderView};

/// What is chosen for the photos to come.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Phase {
    phase: String,
}

#[component]
pub(super) fn Photos(view: WorkOrderView, can_write: bool) -> Element {
    let desk = use_context::<Desk>();
    let start = Phase { phase: PhotoPhase::Before.name().to_owned() };
    let draft = desk.draft(&format!("photos/{}", view.id), start);
    let id = view.id;
    let shown: Vec<(String, Photo, PhotoState)> = view
        .photos
        .iter()
        .filter_map(|(fact, state)| {
            Some((fact.to_string(), view.order.photos.get(fact)?.clone(), state.clone()))
        })
        .collect();
    let adding = draft.clone();
    let add = move |picked: PickedFile| {
        let phase = PhotoPhase::named(&adding.peek().phase).unwrap_or(PhotoPhase::Before);
        adding.attach_photo(picked, id, phase);
    };
    let picks = PhotoPhase::all().map(|phase| Pick {
        value: phase.name().to_owned(),
        words: desk.say(&format!("phase-{}", phase.name())),
        lang: None,
        test: format!("phase-{}", phase.name()),
    });
    let bound = draft.bind(|form| form.phase.clone(), |form, phase| form.phase = phase);
    let failure = draft.failure();
    let preparing = draft.is_preparing();
    rsx! {
        section { class: "photos",
            h2 { {desk.say("photos")} span { class: "count", "{shown.len()}" } }
            if can_write {
                fieldset { class: "picks phases",
                    legend { class: "hidden", {desk.say("photo-phase")} }
                    Picks { bound, name: "phase", picks: picks.collect::<Vec<_>>() }
                }
                PickPhotos { onpick: OnPick::new(add) }
            }
            UnsavedPhotos { draft: draft.handle() }
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

/// What is done with each picked file. Files are read while the screen may be left.
#[derive(Clone)]
pub(in super::super) struct OnPick(Rc<dyn Fn(PickedFile)>);

impl OnPick {
    pub(in super::super) fn new(take: impl Fn(PickedFile) + 'static) -> Self {
        Self(Rc::new(take))
    }
}

impl PartialEq for OnPick {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// From the camera or from the gallery.
#[component]
pub(in super::super) fn PickPhotos(onpick: OnPick) -> Element {
    let desk = use_context::<Desk>();
    let reading = desk.clone();
    let picked = move |event: FormEvent| {
        let (desk, files, onpick) = (reading.clone(), event.files(), onpick.clone());
        task::start(async move {
            for file in files {
                let name = file.name();
                match (desk.platform.read_picture)(file).await {
                    Ok(bytes) => (onpick.0)(PickedFile { name, bytes }),
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
