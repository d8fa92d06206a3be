//! A photo of the order, with what can still be said of it: what it shows, a caption, that it does not
//! count.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::command::Command;
use shared::document::photo::PhotoPhase;
use shared::work_order::{CorrectedPhoto, WorkOrderCommand};
use shared::{DocumentId, FactId};

use crate::client::view::{PhotoState, WorkOrderView};
use crate::screens::context::AppContext;
use crate::screens::draft::note::DraftNote;
use crate::screens::field::{LineField, Pick, Picks};
use crate::screens::format::NOTE_MAX;
use crate::screens::icon::Icon;
use crate::screens::photo::PhotoCard;
use crate::screens::task::tell;
use crate::screens::work_order::doing::{Failed, me, use_doing};

/// What is being said of a photo.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Correction {
    phase: String,
    caption: String,
}

/// Where a photo stands, for the screen to bring it into view.
fn photo_place(fact: FactId) -> String {
    format!("photo-{fact}")
}

/// Where its caption is written.
pub(crate) fn caption_place(fact: FactId) -> String {
    format!("caption-{fact}")
}

fn draft_key(order: DocumentId, fact: FactId) -> String {
    format!("photo/{order}/{fact}")
}

/// The photos of which something is said that is not saved.
pub(crate) fn unsaved_captions(app: &AppContext, view: &WorkOrderView) -> Vec<FactId> {
    let photos = view.order.corrected_photos().into_iter().filter(|(_, photo)| photo.withdrawn.is_none());
    photos.map(|(fact, _)| fact).filter(|fact| app.holds_draft(&draft_key(view.id, *fact))).collect()
}

/// What a photo can show, to choose from.
pub(crate) fn phase_picks(app: &AppContext) -> Vec<Pick> {
    let pick = |phase: PhotoPhase| Pick {
        value: phase.name().to_owned(),
        words: app.text(&format!("phase-{}", phase.name())),
        lang: None,
        test: format!("phase-{}", phase.name()),
    };
    PhotoPhase::all().map(pick).collect()
}

#[component]
pub(crate) fn PhotoSheet(
    view: WorkOrderView,
    fact: FactId,
    photo: CorrectedPhoto,
    state: PhotoState,
    can_write: bool,
) -> Element {
    let app = use_context::<AppContext>();
    let id = view.id;
    // What was begun is not hidden.
    let mut open = use_signal(|| app.holds_draft(&draft_key(id, fact)));
    let mut withdrew = use_signal(|| false);
    let doing = use_doing(id);
    let failed = doing.failed.read().clone();
    let facts = photo.facts.clone();
    if photo.withdrawn.is_some() {
        return rsx! { Withdrawn { view, fact, photo, can_write, to_be_seen: *withdrew.peek() } };
    }
    rsx! {
        div { class: "photo-sheet", id: photo_place(fact), tabindex: "-1",
            PhotoCard { facts: facts.clone(), added_at: photo.at, state, mine: me(&app) == Some(photo.by) }
            if can_write {
                if *open.read() {
                    Edit { id, view: view.clone(), fact, photo, open }
                    button {
                        class: "danger",
                        "data-test": "photo-withdraw",
                        onclick: move |_| {
                            withdrew.set(true);
                            doing.go(WorkOrderCommand::CorrectPhoto {
                                photo: fact,
                                caption: facts.caption.clone(),
                                phase: facts.phase,
                                withdrawn: true,
                            });
                            open.set(false);
                        },
                        {app.text("photo-withdraw")}
                    }
                } else {
                    button { "data-test": "photo-edit", onclick: move |_| open.set(true), Icon { name: "tool" } {app.text("photo-edit")} }
                }
                Failed { failure: failed, view }
            }
        }
    }
}

/// A photo that counts no more, and the way back.
#[component]
fn Withdrawn(
    view: WorkOrderView,
    fact: FactId,
    photo: CorrectedPhoto,
    can_write: bool,
    to_be_seen: bool,
) -> Element {
    let app = use_context::<AppContext>();
    let doing = use_doing(view.id);
    let failed = doing.failed.read().clone();
    let facts = photo.facts.clone();
    let focus = app.platform.focus;
    use_effect(move || {
        if to_be_seen {
            focus(&photo_place(fact));
        }
    });
    rsx! {
        div { class: "withdrawn", id: photo_place(fact), tabindex: "-1", "data-test": "photo-withdrawn",
            p { class: "quiet", {app.text("photo-withdrawn")} " · " {app.text(&format!("phase-{}", facts.phase.name()))} " {facts.caption}" }
            if can_write {
                button {
                    "data-test": "photo-restore",
                    onclick: move |_| doing.go(WorkOrderCommand::CorrectPhoto {
                        photo: fact,
                        caption: facts.caption.clone(),
                        phase: facts.phase,
                        withdrawn: false,
                    }),
                    {app.text("photo-restore")}
                }
            }
            Failed { failure: failed, view }
        }
    }
}

#[component]
fn Edit(
    id: DocumentId,
    view: WorkOrderView,
    fact: FactId,
    photo: CorrectedPhoto,
    open: Signal<bool>,
) -> Element {
    let app = use_context::<AppContext>();
    let mut open = open;
    let start =
        Correction { phase: photo.facts.phase.name().to_owned(), caption: photo.facts.caption.clone() };
    let draft = app.draft(&draft_key(id, fact), start);
    let correction = draft.clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let form = correction.peek();
        let Some(phase) = PhotoPhase::named(&form.phase) else { return };
        let command =
            WorkOrderCommand::CorrectPhoto { photo: fact, caption: form.caption, phase, withdrawn: false };
        correction.submit(Some(id), Command::WorkOrder(command), move |_| tell(open, false));
    };
    let failure = draft.failure();
    rsx! {
        form { class: "add", onsubmit: submit,
            fieldset { class: "picks",
                legend { {app.text("photo-phase")} }
                Picks {
                    bound: draft.bind(|form| form.phase.clone(), |form, phase| form.phase = phase),
                    name: "phase-{fact}",
                    picks: phase_picks(&app),
                }
            }
            label { id: caption_place(fact),
                span { {app.text("photo-caption")} }
                LineField {
                    bound: draft.bind(|form| form.caption.clone(), |form, caption| form.caption = caption),
                    test: "photo-caption",
                    chars_max: NOTE_MAX,
                }
            }
            DraftNote { draft: draft.handle() }
            Failed { failure, view }
            div { class: "row",
                button { r#type: "button", onclick: move |_| open.set(false), {app.text("cancel")} }
                button { r#type: "submit", class: "primary", "data-test": "photo-save", {app.text("save")} }
            }
        }
    }
}
