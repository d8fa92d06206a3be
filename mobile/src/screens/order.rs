//! *Work order*: hazards first, then what, where and how to get in, then the work itself.

mod access;
mod actions;
mod checklist;
mod heading;
mod materials;
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
    rsx! {
        Back {}
        if let Some(building) = view.building.clone() {
            Hazards { building }
        }
        heading::Heading { view: view.clone(), catalogue: catalogue.clone() }
        if let Some(building) = view.building.clone() {
            Access { building, id: Some(view.order.building) }
        }
        checklist::Checklist { view: view.clone(), can_write }
        photos::Photos { view: view.clone(), can_write }
        report::Reports { view: view.clone(), catalogue: catalogue.clone(), can_write }
        materials::Materials { view: view.clone(), catalogue: catalogue.clone(), can_write }
        timeline::Timeline { view: view.clone(), catalogue }
        if may_work {
            actions::Actions { view }
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
