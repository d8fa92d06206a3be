//! Start, pause, finish, cannot finish: under the thumb, at the foot of the screen.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::DocumentId;
use shared::command::{Command, WorkOrderCommand};
use shared::document::CannotFinishCause;
use shared::status::State;

use super::super::desk::Desk;
use super::super::draft::{Draft, DraftNote};
use super::super::field::TextField;
use super::super::icon::Icon;
use super::super::saying::NOTE_MAX;
use super::{Doing, Failed, me, use_doing};
use crate::client::{Failure, WorkOrderView};

/// The field that says why something cannot be finished.
const REASON: &str = "reason";

#[component]
pub(super) fn Actions(view: WorkOrderView) -> Element {
    let desk = use_context::<Desk>();
    let doing = use_doing(view.id);
    let explaining = desk.draft(&format!("cannot-finish/{}", view.id), Explaining::default());
    let state = view.standing.state.clone();
    let at_work = me(&desk).is_some_and(|person| view.order.open_intervention(person).is_some());
    let failed = doing.failed.read().clone().filter(|failure| is_in_the_way(failure, &view));
    let focus = desk.platform.focus;
    // Asked for again, the form is only brought into view.
    let explain = {
        let explaining = explaining.clone();
        move |_| {
            explaining.change(|form| form.open = true);
            focus(REASON);
        }
    };
    if !state.is_to_do() {
        return rsx! { Done { view } };
    }
    let start_key = match state {
        State::Paused => "action-resume",
        State::SentBack { .. } => "action-start-again",
        State::Open
        | State::InProgress
        | State::Finished
        | State::CannotBeFinished { .. }
        | State::Approved
        | State::Cancelled { .. } => "action-start",
    };
    rsx! {
        if explaining.get().open {
            CannotFinish { id: view.id, view: view.clone(), draft: explaining }
        }
        div { class: "actions",
            Failed { failure: failed, view: view.clone() }
            div { class: "row",
                if at_work && state == State::InProgress {
                    Action { doing: DoingProp(doing.clone()), command: WorkOrderCommand::Pause, label: "action-pause", test: "pause", icon: "pause", main: false }
                    button { class: "action", "data-test": "cannot-finish", onclick: explain.clone(),
                        Icon { name: "stop" }
                        {desk.say("action-cannot-finish")}
                    }
                    Action { doing: DoingProp(doing.clone()), command: WorkOrderCommand::Finish, label: "action-finish", test: "finish", icon: "done", main: true }
                } else {
                    if !view.order.interventions.is_empty() {
                        Action { doing: DoingProp(doing.clone()), command: WorkOrderCommand::Finish, label: "action-finish", test: "finish", icon: "done", main: false }
                    } else {
                        button { class: "action", "data-test": "cannot-finish", onclick: explain.clone(),
                            Icon { name: "stop" }
                            {desk.say("action-cannot-finish")}
                        }
                    }
                    button {
                        class: "action primary",
                        "data-test": "start",
                        onclick: {
                            let doing = doing.clone();
                            move |_| doing.go(WorkOrderCommand::Start)
                        },
                        Icon { name: "play" }
                        {desk.say(start_key)}
                    }
                }
            }
        }
    }
}

/// Whether what was in the way of the last command still is.
fn is_in_the_way(failure: &Failure, view: &WorkOrderView) -> bool {
    if let Failure::AnswersMissing(items) = failure {
        return view.order.missing_answers().iter().any(|(item, _)| items.contains(item));
    }
    *failure != Failure::NotStarted || view.order.interventions.is_empty()
}

/// [`Doing`] as a property: it stays the same as long as the order does.
#[derive(Clone)]
struct DoingProp(Doing);

impl PartialEq for DoingProp {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

#[component]
fn Action(
    doing: DoingProp,
    command: WorkOrderCommand,
    label: &'static str,
    test: &'static str,
    icon: &'static str,
    main: bool,
) -> Element {
    let desk = use_context::<Desk>();
    let class = if main { "action primary" } else { "action" };
    rsx! {
        button { class, "data-test": test, onclick: move |_| doing.0.go(command.clone()),
            Icon { name: icon }
            {desk.say(label)}
        }
    }
}

/// Why the work cannot be finished, and whether the form is open.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Explaining {
    open: bool,
    reason: String,
}

#[component]
fn CannotFinish(id: DocumentId, view: WorkOrderView, draft: Draft<Explaining>) -> Element {
    let desk = use_context::<Desk>();
    // It is far below the button that asked for it.
    let focus = desk.platform.focus;
    use_effect(move || focus(REASON));
    let reason = draft.get().reason;
    let submit = {
        let draft = draft.clone();
        move |event: FormEvent| {
            event.prevent_default();
            let command = WorkOrderCommand::CannotFinish {
                cause: CannotFinishCause::Other,
                reason: draft.peek().reason,
            };
            draft.submit(Some(id), Command::WorkOrder(command), |_| ());
        }
    };
    let bound = draft.bind(|form| form.reason.clone(), |form, reason| form.reason = reason);
    let failure = draft.failure();
    rsx! {
        form { class: "card", onsubmit: submit,
            label { r#for: REASON, {desk.say("cannot-finish-reason")} }
            TextField { bound, id: REASON, test: "cannot-finish-reason", rows: 3, chars_max: NOTE_MAX, required: true }
            if !reason.is_empty() {
                DraftNote { draft: draft.handle() }
            }
            Failed { failure, view }
            div { class: "row",
                button { r#type: "button", onclick: move |_| draft.change(|form| form.open = false), {desk.say("cancel")} }
                button { r#type: "submit", class: "primary", "data-test": "cannot-finish-confirm", {desk.say("cannot-finish-confirm")} }
            }
        }
    }
}

/// What the screen says once there is nothing more to do: above all whether photos are on the way.
#[component]
fn Done(view: WorkOrderView) -> Element {
    let desk = use_context::<Desk>();
    let on_the_way = view
        .photos
        .iter()
        .filter(|(_, state)| {
            !matches!(state, crate::client::PhotoState::AtOffice | crate::client::PhotoState::Elsewhere)
        })
        .count();
    let name = view.standing.state.name();
    rsx! {
        div { class: "actions done", "data-test": "done",
            p { role: "status",
                strong { {desk.say(&format!("state-{name}"))} }
                if on_the_way > 0 {
                    span { "data-test": "photos-on-the-way", " · " {desk.count("photos-on-the-way", on_the_way as u64)} }
                }
            }
        }
    }
}
