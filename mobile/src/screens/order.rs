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
use shared::command::{Command, WorkOrderCommand};
use shared::{DocumentId, PersonId};

use super::desk::{Desk, use_answer, use_catalogue};
use super::icon::Icon;
use super::task::{Busy, tell, use_busy};
use crate::client::{Answer, Ask, Failure, WorkOrderView};

pub(super) use access::{Access, Hazards};
pub(super) use photos::{OnPick, PickPhotos};

#[component]
pub(super) fn Order(id: DocumentId) -> Element {
    let desk = use_context::<Desk>();
    let answer = use_answer(move || Ask::WorkOrder(id));
    let answer = answer.read();
    match &*answer {
        None => rsx! {},
        Some(Answer::WorkOrder(view)) => rsx! { Sheet { view: (**view).clone() } },
        Some(Answer::Failed(failure)) => rsx! {
            Back {}
            p { class: "empty", {desk.failure(failure, None)} }
        },
        Some(_) => rsx! {},
    }
}

#[component]
fn Sheet(view: WorkOrderView) -> Element {
    let catalogue = use_catalogue();
    let catalogue = catalogue.read().clone();
    let desk = use_context::<Desk>();
    let may_work = desk.may(&Command::WorkOrder(WorkOrderCommand::Start));
    let can_write = view.standing.state.is_to_do() && may_work;
    // Who has begun has read it; it folds away, and is named all the same.
    let read = me(&desk).is_some_and(|me| view.order.interventions.values().any(|visit| visit.by == me));
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
    let desk = use_context::<Desk>();
    let (focus, enter) = (desk.platform.focus, desk.platform.enter);
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
        nav { class: "jump", "aria-label": desk.say("jump"),
            for (name, place, key, count) in parts {
                button { key: "{name}", "data-test": "jump-{name}", onclick: move |_| if name == place { focus(place) } else { enter(place) },
                    {desk.say(key)}
                    span { class: "count", "{count}" }
                }
            }
        }
    }
}

#[component]
pub(super) fn Back() -> Element {
    let desk = use_context::<Desk>();
    rsx! {
        a { class: "back", href: "#/", Icon { name: "back" } {desk.say("back")} }
    }
}

/// Whoever holds this phone.
fn me(desk: &Desk) -> Option<PersonId> {
    desk.situation.read().owner.as_ref().map(|owner| owner.person)
}

/// Does something to a work order and keeps what went wrong, for the screen to say.
#[derive(Clone)]
struct Doing {
    desk: Desk,
    id: DocumentId,
    failed: Signal<Option<Failure>>,
    busy: Busy,
}

fn use_doing(id: DocumentId) -> Doing {
    let desk = use_context::<Desk>();
    let failed = use_signal(|| None);
    Doing { desk, id, failed, busy: use_busy() }
}

impl Doing {
    fn go(&self, command: WorkOrderCommand) {
        let doing = self.clone();
        self.busy.start(async move {
            let done = doing.desk.execute(Some(doing.id), Command::WorkOrder(command)).await;
            tell(doing.failed, done.err());
        });
    }

    /// Finishes the work, or asks first when there is something to look at.
    fn finish(&self, asking: Signal<bool>) {
        let doing = self.clone();
        self.busy.start(async move {
            // Asked one after the other: what was typed a moment ago is in it.
            if let Answer::WorkOrder(view) = doing.desk.ask(Ask::WorkOrder(doing.id)).await
                && finish::is_to_look_at(&doing.desk, &view)
            {
                tell(doing.failed, None);
                return tell(asking, true);
            }
            let finish = Command::WorkOrder(WorkOrderCommand::Finish);
            tell(doing.failed, doing.desk.execute(Some(doing.id), finish).await.err());
        });
    }
}

/// What went wrong, in a sentence that says what to do.
#[component]
fn Failed(failure: Option<Failure>, view: WorkOrderView) -> Element {
    let desk = use_context::<Desk>();
    rsx! {
        if let Some(failure) = failure {
            p { role: "alert", class: "notice attention", "data-test": "failure", {desk.failure(&failure, Some(&view.order))} }
        }
    }
}
