//! Photos of the work: taken or chosen, saved at once, sent when there is a network.

use std::rc::Rc;

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::DocumentId;
use shared::document::PhotoPhase;
use shared::status::State;

use super::super::desk::Desk;
use super::super::draft::UnsavedPhotos;
use super::super::field::Picks;
use super::super::icon::Icon;
use super::super::refused_picture::{PickedFile, RefusedPictures};
use super::super::task;
use super::Failed;
use super::photo_sheet::{PhotoSheet, phase_picks};
use crate::client::WorkOrderView;

/// The section, for the screen to bring into view.
pub(super) const PHOTOS: &str = "photos";

/// The button that opens the camera.
pub(super) const CAMERA: &str = "camera";

/// Has the next photo show this of the work.
pub(super) fn show_next(desk: &Desk, order: DocumentId, phase: PhotoPhase) {
    let name = phase.name().to_owned();
    // What the form starts with does not matter: it is asked to say something else.
    let draft = desk.draft(&draft_key(order), Phase { phase: String::new() });
    draft.change(|form| form.phase = name);
}

/// How many photos were taken that are not with the order yet.
pub(super) fn unsaved_photos(desk: &Desk, order: DocumentId) -> u64 {
    desk.draft(&draft_key(order), Phase { phase: String::new() }).unsaved_photos()
}

fn draft_key(order: DocumentId) -> String {
    format!("photos/{order}")
}

/// What is chosen for the photos to come.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Phase {
    phase: String,
}

#[component]
pub(super) fn Photos(view: WorkOrderView, can_write: bool) -> Element {
    let desk = use_context::<Desk>();
    let start = Phase { phase: likely_phase(&view).name().to_owned() };
    let draft = desk.draft(&draft_key(view.id), start);
    let id = view.id;
    let shown: Vec<_> = view
        .order
        .corrected_photos()
        .into_iter()
        .filter_map(|(fact, photo)| {
            let state = view.photos.iter().find(|(known, _)| *known == fact)?.1.clone();
            Some((fact, photo, state))
        })
        .collect();
    let count = shown.iter().filter(|(_, photo, _)| photo.withdrawn.is_none()).count();
    let preset = likely_phase(&view);
    let adding = draft.clone();
    let add = move |picked: PickedFile| {
        let phase = PhotoPhase::named(&adding.peek().phase).unwrap_or(preset);
        adding.attach_photo(picked, id, phase);
    };
    let bound = draft.bind(|form| form.phase.clone(), |form, phase| form.phase = phase);
    let failure = draft.failure();
    let preparing = draft.is_preparing();
    rsx! {
        section { class: "photos", id: PHOTOS, tabindex: "-1",
            h2 { {desk.say("photos")} span { class: "count", "{count}" } }
            if can_write {
                fieldset { class: "picks phases",
                    legend { class: "hidden", {desk.say("photo-phase")} }
                    Picks { bound, name: "phase", picks: phase_picks(&desk) }
                }
                PickPhotos { onpick: OnPick::new(add) }
            }
            UnsavedPhotos { draft: draft.handle() }
            if preparing {
                p { role: "status", {desk.say("photo-preparing")} }
            }
            Failed { failure, view: view.clone() }
            div { class: "gallery",
                for (fact, photo, state) in shown {
                    PhotoSheet { key: "{fact}", view: view.clone(), fact, photo, state, can_write }
                }
            }
        }
    }
}

/// What a photo taken now most likely shows: how it was, as long as no photo shows that and nothing is
/// written; how it was left, once the report says what was done or everything asked is answered.
fn likely_phase(view: &WorkOrderView) -> PhotoPhase {
    let order = &view.order;
    if matches!(view.standing.state, State::Open) || order.interventions.is_empty() {
        return PhotoPhase::Before;
    }
    let reported = order.interventions.values().any(|visit| !visit.report.trim().is_empty());
    let asked = order.checklist.values().any(|item| item.asked.required);
    if reported || (asked && order.missing_answers().is_empty()) {
        return PhotoPhase::After;
    }
    let photos = order.corrected_photos();
    let shown = photos.iter().any(|(_, photo)| {
        photo.withdrawn.is_none() && matches!(photo.facts.phase, PhotoPhase::Before | PhotoPhase::Defect)
    });
    let written =
        order.checklist.values().any(|item| item.answer.is_some()) || !order.materials_in_force().is_empty();
    if shown || written { PhotoPhase::During } else { PhotoPhase::Before }
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
        div { class: "row wrap",
            label { class: "button", id: CAMERA,
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
