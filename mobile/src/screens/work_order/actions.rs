//! Cannot finish, start or pause, finish: under the thumb, at the foot of the screen, each always in its
//! place. A button that has just changed takes no tap for a moment: it was not what the finger aimed at.

use dioxus::prelude::*;
use shared::Timestamp;
use shared::work_order::WorkOrderCommand;
use shared::work_order::status::State;

use crate::client::failure::Failure;
use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;
use crate::screens::task;
use crate::screens::work_order::cannot_finish::{CannotFinish, Explaining, FORM};
use crate::screens::work_order::doing::{Doing, Failed, me, use_doing};
use crate::screens::work_order::finish;

/// How long a button that has changed rests.
const REST_MS: u32 = 600;

#[component]
pub(crate) fn Actions(view: WorkOrderView) -> Element {
    let app = use_context::<AppContext>();
    let doing = use_doing(view.id);
    let explaining = app.draft(&format!("cannot-finish/{}", view.id), Explaining::default());
    let mut asking = use_signal(|| false);
    let state = view.status.state.clone();
    let at_work = me(&app).is_some_and(|person| view.order.open_intervention(person).is_some());
    let resting = use_rest(&app, (state.name(), at_work));
    if !state.is_to_do() {
        return rsx! { Done { view, doing: DoingProp(doing), resting } };
    }
    let failed = doing.failed.read().clone().filter(|failure| is_in_the_way(failure, &view));
    let focus = app.platform.focus;
    // Asked for again, the form is only brought into view.
    let explain = {
        let explaining = explaining.clone();
        move |()| {
            explaining.change(|form| form.open = true);
            focus(FORM);
        }
    };
    let (middle, command, test, icon) = middle(&state, at_work);
    let (go, finishing, surely) = (doing.clone(), doing.clone(), doing.clone());
    let is_asking = *asking.read() || matches!(failed, Some(Failure::AnswersMissing(_)));
    let close = {
        let mut failed = doing.failed;
        move || {
            asking.set(false);
            failed.set(None);
        }
    };
    let (mut closing, mut ending, mut explaining_instead) = (close, close, close);
    rsx! {
        if explaining.get().open {
            CannotFinish { id: view.id, view: view.clone(), draft: explaining }
        }
        div { class: "actions",
            if is_asking {
                finish::BeforeFinish {
                    view: view.clone(),
                    onclose: move |()| closing(),
                    onfinish: move |()| {
                        ending();
                        surely.go(WorkOrderCommand::Finish);
                    },
                }
            } else {
                Failed { failure: failed, view: view.clone() }
            }
            div { class: "row",
                Action { label: "action-cannot-finish", test: "cannot-finish", icon: "stop", main: false, resting,
                    onpress: move |()| {
                        explaining_instead();
                        explain(());
                    },
                }
                Action { label: middle, test, icon, main: test == "start", resting, onpress: move |()| go.go(command.clone()) }
                Action { label: "action-finish", test: "finish", icon: "done", main: test == "pause", resting, onpress: move |()| finishing.finish(asking) }
            }
        }
    }
}

/// The label of the action in the middle, what it does, its name in tests and its icon.
const fn middle(
    state: &State,
    at_work: bool,
) -> (&'static str, WorkOrderCommand, &'static str, &'static str) {
    match state {
        State::InProgress if at_work => ("action-pause", WorkOrderCommand::Pause, "pause", "pause"),
        State::Paused => ("action-resume", WorkOrderCommand::Start, "start", "play"),
        State::SentBack { .. } => ("action-start-again", WorkOrderCommand::Start, "start", "play"),
        State::Open
        | State::InProgress
        | State::Finished
        | State::CannotBeFinished { .. }
        | State::Approved
        | State::Cancelled { .. } => ("action-start", WorkOrderCommand::Start, "start", "play"),
    }
}

/// Whether the buttons rest: they do for a moment each time `shown` changes, and when the screen opens.
fn use_rest(app: &AppContext, shown: (&'static str, bool)) -> bool {
    let now = app.platform.now;
    let mut changed = use_signal(|| (shown, now()));
    let mut rested = use_signal(|| 0_u64);
    let mut told = use_signal(|| None::<Timestamp>);
    if changed.peek().0 != shown {
        changed.set((shown, now()));
    }
    let since = changed.read().1;
    if *told.peek() != Some(since) {
        told.set(Some(since));
        let sleep = app.platform.sleep;
        task::start(async move {
            // A little longer: timers and clocks round in their own ways.
            sleep(REST_MS + 50).await;
            if let Ok(mut rested) = rested.try_write() {
                *rested += 1;
            }
        });
    }
    rested.read();
    // A clock that is set back does not make them rest for longer.
    (0..i64::from(REST_MS)).contains(&now().ms_since(since))
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
    label: &'static str,
    test: &'static str,
    icon: &'static str,
    main: bool,
    resting: bool,
    onpress: EventHandler<()>,
) -> Element {
    let app = use_context::<AppContext>();
    let class = if main { "action primary" } else { "action" };
    rsx! {
        button {
            class,
            "data-test": test,
            // Not `disabled`: who uses the keyboard would lose their place.
            "aria-disabled": resting.then_some("true"),
            onclick: move |_| {
                if !resting {
                    onpress.call(());
                }
            },
            Icon { name: icon }
            {app.text(label)}
        }
    }
}

/// What the screen says once there is nothing more to do: above all whether photos are on the way, and
/// the way back for who finished by mistake.
#[component]
fn Done(view: WorkOrderView, doing: DoingProp, resting: bool) -> Element {
    let app = use_context::<AppContext>();
    let on_the_way = view
        .photos
        .iter()
        .filter(|(_, state)| {
            !matches!(
                state,
                crate::client::view::PhotoState::AtOffice | crate::client::view::PhotoState::Elsewhere
            )
        })
        .count();
    let name = view.status.state.name();
    let mine = me(&app).is_some_and(|person| view.status.finish_to_take_back(&view.order, person).is_some());
    let failed = doing.0.failed.read().clone();
    let take_back = if matches!(view.status.state, State::CannotBeFinished { .. }) {
        "action-take-back-cannot"
    } else {
        "action-take-back"
    };
    let next = view.status.state.cause().map(|cause| format!("cause-next-{}", cause.name()));
    rsx! {
        div { class: "actions done", "data-test": "done",
            p { role: "status",
                strong { {app.text(&format!("state-{name}"))} }
                if on_the_way > 0 {
                    span { "data-test": "photos-on-the-way", " · " {app.count("photos-on-the-way", on_the_way as u64)} }
                }
            }
            if let Some(next) = next {
                p { "data-test": "what-next", {app.text(&next)} }
            }
            Failed { failure: failed, view: view.clone() }
            if mine {
                button {
                    "data-test": "take-back",
                    "aria-disabled": resting.then_some("true"),
                    onclick: move |_| {
                        if !resting {
                            doing.0.go(WorkOrderCommand::TakeBackFinish);
                        }
                    },
                    Icon { name: "returned" }
                    {app.text(take_back)}
                }
            }
        }
    }
}
