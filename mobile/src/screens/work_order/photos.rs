//! Photos of the work: taken or chosen, saved at once, sent when there is a network.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::DocumentId;
use shared::document::photo::PhotoPhase;
use shared::work_order::status::State;

use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::draft::photos::UnsavedPhotos;
use crate::screens::field::Picks;
use crate::screens::pick_photos::{OnPick, PickPhotos};
use crate::screens::picked_file::PickedFile;
use crate::screens::work_order::doing::Failed;
use crate::screens::work_order::photo_sheet::{PhotoSheet, phase_picks};

/// The section, for the screen to bring into view.
pub(crate) const PHOTOS: &str = "photos";

/// Has the next photo show this of the work.
pub(crate) fn show_next(app: &AppContext, order: DocumentId, phase: PhotoPhase) {
    let name = phase.name().to_owned();
    // What the form starts with does not matter: it is asked to say something else.
    let draft = app.draft(&draft_key(order), Phase { phase: String::new() });
    draft.change(|form| form.phase = name);
}

/// How many photos were taken that are not with the order yet.
pub(crate) fn unsaved_photos(app: &AppContext, order: DocumentId) -> u64 {
    app.draft(&draft_key(order), Phase { phase: String::new() }).unsaved_photos()
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
pub(crate) fn Photos(view: WorkOrderView, can_write: bool) -> Element {
    let app = use_context::<AppContext>();
    let start = Phase { phase: likely_phase(&view).name().to_owned() };
    let draft = app.draft(&draft_key(view.id), start);
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
            h2 { {app.text("photos")} span { class: "count", "{count}" } }
            if can_write {
                fieldset { class: "picks phases",
                    legend { class: "hidden", {app.text("photo-phase")} }
                    Picks { bound, name: "phase", picks: phase_picks(&app) }
                }
                PickPhotos { onpick: OnPick::new(draft.handle(), add) }
            }
            UnsavedPhotos { draft: draft.handle() }
            if preparing {
                p { role: "status", {app.text("photo-preparing")} }
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
    if matches!(view.status.state, State::Open) || order.interventions.is_empty() {
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
