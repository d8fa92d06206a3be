//! *Work order*: what, what is dangerous and how to get in, folded once read; then the work itself.

pub(crate) mod actions;
pub(crate) mod cannot_finish;
pub(crate) mod checklist;
pub(crate) mod doing;
pub(crate) mod finish;
pub(crate) mod heading;
pub(crate) mod materials;
pub(crate) mod photo_sheet;
pub(crate) mod photos;
pub(crate) mod report;
pub(crate) mod timeline;

use dioxus::prelude::*;
use shared::DocumentId;
use shared::command::Command;
use shared::work_order::WorkOrderCommand;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::view::WorkOrderView;
use crate::screens::back::Back;
use crate::screens::building::access::{Access, Hazards};
use crate::screens::context::{AppContext, use_answer};
use crate::screens::pick_photos::CAMERA;
use crate::screens::work_order::doing::me;

#[component]
pub(crate) fn Order(id: DocumentId) -> Element {
    let app = use_context::<AppContext>();
    let answer = use_answer(move || Ask::WorkOrder(id));
    let answer = answer.read();
    match &*answer {
        None => rsx! {},
        Some(Answer::WorkOrder(view)) => rsx! { Sheet { view: (**view).clone() } },
        Some(Answer::Failed(failure)) => rsx! {
            Back {}
            p { class: "empty", {app.failure(failure, None)} }
        },
        Some(_) => rsx! {},
    }
}

#[component]
fn Sheet(view: WorkOrderView) -> Element {
    let app = use_context::<AppContext>();
    let may_work = app.may(&Command::WorkOrder(WorkOrderCommand::Start));
    let can_write = view.status.state.is_to_do() && may_work;
    // Who has begun has read it; it folds away, and is named all the same.
    let read = me(&app).is_some_and(|me| view.order.interventions.values().any(|visit| visit.by == me));
    rsx! {
        Back {}
        heading::Heading { view: view.clone(), read }
        if let Some(building) = view.building.clone() {
            Hazards { building: building.clone(), folded: read }
            Access { building, folded: read }
        }
        Jump { view: view.clone(), can_write }
        checklist::Checklist { view: view.clone(), can_write }
        photos::Photos { view: view.clone(), can_write }
        report::Reports { view: view.clone(), can_write }
        materials::Materials { view: view.clone(), can_write }
        timeline::Timeline { view: view.clone() }
        if may_work {
            actions::Actions { view }
        }
    }
}

/// The parts of the work, one tap away, each with how far it is.
#[component]
fn Jump(view: WorkOrderView, can_write: bool) -> Element {
    let app = use_context::<AppContext>();
    let (focus, enter) = (app.platform.focus, app.platform.enter);
    let order = &view.order;
    let answered = order.checklist.values().filter(|item| item.answer.is_some()).count();
    let photos = order.corrected_photos().iter().filter(|(_, photo)| photo.withdrawn.is_none()).count();
    let written = order.interventions.values().any(|visit| !visit.report.trim().is_empty());
    let can = |place, inside| if can_write { inside } else { place };
    let parts = [
        (
            checklist::CHECKLIST,
            checklist::CHECKLIST,
            "jump-checklist",
            format!("{answered}/{}", order.checklist.len()),
        ),
        (photos::PHOTOS, can(photos::PHOTOS, CAMERA), "photos", photos.to_string()),
        (report::REPORTS, report::REPORTS, "report", if written { "✓".to_owned() } else { "–".to_owned() }),
        (
            materials::MATERIALS,
            can(materials::MATERIALS, materials::SEARCH),
            "jump-materials",
            order.materials_in_force().len().to_string(),
        ),
    ];
    let parts =
        parts.into_iter().filter(|(place, ..)| *place != checklist::CHECKLIST || !order.checklist.is_empty());
    rsx! {
        nav { class: "jump", "aria-label": app.text("jump"),
            for (name, place, key, count) in parts {
                button { key: "{name}", "data-test": "jump-{name}", onclick: move |_| if name == place { focus(place) } else { enter(place) },
                    {app.text(key)}
                    span { class: "count", "{count}" }
                }
            }
        }
    }
}
