//! *Work order*: what, what is dangerous and how to get in, folded once read; then the work itself.

mod access;
mod actions;
mod cannot_finish;
mod checklist;
mod finish;
mod heading;
mod materials;
mod photo_sheet;
mod photos;
mod report;
mod timeline;

use dioxus::prelude::*;
use shared::command::Command;
use shared::work_order::WorkOrderCommand;
use shared::{DocumentId, PersonId};

use crate::client::{Answer, Ask, Failure, WorkOrderView};
use crate::screens::context::{AppContext, use_answer, use_catalogue};
use crate::screens::icon::Icon;
use crate::screens::task::{Busy, tell, use_busy};

pub(crate) use crate::screens::work_order::access::{Access, Hazards};
pub(crate) use crate::screens::work_order::photos::{OnPick, PickPhotos};

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
    let catalogue = use_catalogue();
    let catalogue = catalogue.read().clone();
    let app = use_context::<AppContext>();
    let may_work = app.may(&Command::WorkOrder(WorkOrderCommand::Start));
    let can_write = view.status.state.is_to_do() && may_work;
    // Who has begun has read it; it folds away, and is named all the same.
    let read = me(&app).is_some_and(|me| view.order.interventions.values().any(|visit| visit.by == me));
    rsx! {
        Back {}
        heading::Heading { view: view.clone(), catalogue: catalogue.clone(), read }
        if let Some(building) = view.building.clone() {
            Hazards { building: building.clone(), folded: read }
            Access { building, folded: read }
        }
        Jump { view: view.clone(), can_write }
        checklist::Checklist { view: view.clone(), can_write }
        photos::Photos { view: view.clone(), can_write }
        report::Reports { view: view.clone(), catalogue: catalogue.clone(), can_write }
        materials::Materials { view: view.clone(), catalogue: catalogue.clone(), can_write }
        timeline::Timeline { view: view.clone(), catalogue: catalogue.clone() }
        if may_work {
            actions::Actions { view, catalogue }
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
        (photos::PHOTOS, can(photos::PHOTOS, photos::CAMERA), "photos", photos.to_string()),
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

#[component]
pub(crate) fn Back() -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        a { class: "back", href: "#/", Icon { name: "back" } {app.text("back")} }
    }
}

/// Whoever holds this phone.
fn me(app: &AppContext) -> Option<PersonId> {
    app.status.read().owner.as_ref().map(|owner| owner.person)
}

/// Does something to a work order and keeps what went wrong, for the screen to say.
#[derive(Clone)]
struct Doing {
    app: AppContext,
    id: DocumentId,
    failed: Signal<Option<Failure>>,
    busy: Busy,
}

fn use_doing(id: DocumentId) -> Doing {
    let app = use_context::<AppContext>();
    let failed = use_signal(|| None);
    Doing { app, id, failed, busy: use_busy() }
}

impl Doing {
    fn go(&self, command: WorkOrderCommand) {
        let doing = self.clone();
        self.busy.start(async move {
            let done = doing.app.execute(Some(doing.id), Command::WorkOrder(command)).await;
            tell(doing.failed, done.err());
        });
    }

    /// Finishes the work, or asks first when there is something to look at.
    fn finish(&self, asking: Signal<bool>) {
        let doing = self.clone();
        self.busy.start(async move {
            // Asked one after the other: what was typed a moment ago is in it.
            if let Answer::WorkOrder(view) = doing.app.ask(Ask::WorkOrder(doing.id)).await
                && finish::is_to_look_at(&doing.app, &view)
            {
                tell(doing.failed, None);
                return tell(asking, true);
            }
            let finish = Command::WorkOrder(WorkOrderCommand::Finish);
            tell(doing.failed, doing.app.execute(Some(doing.id), finish).await.err());
        });
    }
}

/// What went wrong, in a sentence that says what to do.
#[component]
fn Failed(failure: Option<Failure>, view: WorkOrderView) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        if let Some(failure) = failure {
            p { role: "alert", class: "notice attention", "data-test": "failure", {app.failure(&failure, Some(&view.order))} }
        }
    }
}
