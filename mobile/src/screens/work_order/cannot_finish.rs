//! The ways out of an order that cannot be done: why, and what happens next.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::DocumentId;
use shared::command::Command;
use shared::work_order::{CannotFinishCause, WorkOrderCommand};

use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Draft;
use crate::screens::draft::note::DraftNote;
use crate::screens::field::{Pick, Picks, TextField};
use crate::screens::format::NOTE_MAX;
use crate::screens::work_order::doing::Failed;

/// The form, for the screen to bring into view.
pub(crate) const FORM: &str = "cannot-finish";

/// What must be said, for the screen to bring it into view.
const CAUSE: &str = "cannot-finish-cause";
const REASON: &str = "cannot-finish-reason";

/// Why the work cannot be finished, and whether the form is open.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Explaining {
    pub(crate) open: bool,
    /// [`CannotFinishCause::name`]; empty until one is chosen.
    #[serde(default)]
    cause: String,
    reason: String,
}

impl Explaining {
    /// The place of what must be said and is not.
    fn lacks(&self) -> Option<&'static str> {
        match CannotFinishCause::named(&self.cause) {
            None => Some(CAUSE),
            Some(CannotFinishCause::Other) if self.reason.trim().is_empty() => Some(REASON),
            Some(_) => None,
        }
    }
}

fn causes(app: &AppContext) -> Vec<Pick> {
    CannotFinishCause::all()
        .map(|cause| Pick {
            value: cause.name().to_owned(),
            words: app.text(&format!("cause-{}", cause.name())),
            lang: None,
            test: format!("cause-{}", cause.name()),
        })
        .collect()
}

#[component]
pub(crate) fn CannotFinish(id: DocumentId, view: WorkOrderView, draft: Draft<Explaining>) -> Element {
    let app = use_context::<AppContext>();
    // It is far below the button that asked for it.
    let focus = app.platform.focus;
    use_effect(move || focus(FORM));
    let enter = app.platform.enter;
    let mut lacking = use_signal(|| None::<&'static str>);
    let form = draft.get();
    let cause = CannotFinishCause::named(&form.cause);
    let submit = {
        let draft = draft.clone();
        move |event: FormEvent| {
            event.prevent_default();
            let form = draft.peek();
            let cause = CannotFinishCause::named(&form.cause);
            lacking.set(form.lacks());
            if let Some(place) = *lacking.peek() {
                return enter(place);
            }
            let Some(cause) = cause else { return };
            let command = WorkOrderCommand::CannotFinish { cause, reason: form.reason };
            draft.submit(Some(id), Command::WorkOrder(command), |_| ());
        }
    };
    let chosen = draft.bind(|form| form.cause.clone(), |form, cause| form.cause = cause);
    let bound = draft.bind(|form| form.reason.clone(), |form, reason| form.reason = reason);
    let failure = draft.failure();
    // Said once somebody wanted to go on without it, until it is there.
    let lacks = form.lacks().filter(|place| lacking() == Some(*place));
    let label = if cause.is_none_or(|cause| cause == CannotFinishCause::Other) {
        "cannot-finish-reason"
    } else {
        "cannot-finish-more"
    };
    rsx! {
        form { class: "card", id: FORM, tabindex: "-1", novalidate: true, onsubmit: submit,
            fieldset { class: "picks", id: CAUSE,
                legend { {app.text("cannot-finish-cause")} }
                if lacks == Some(CAUSE) {
                    p { role: "alert", class: "notice attention", "data-test": "cannot-finish-lacking", {app.text("cannot-finish-which")} }
                }
                Picks { bound: chosen, name: "cause", picks: causes(&app) }
            }
            if let Some(cause) = cause {
                p { class: "notice", "data-test": "what-next", {app.text(&format!("cause-next-{}", cause.name()))} }
            }
            div { id: REASON,
                if lacks == Some(REASON) {
                    p { role: "alert", class: "notice attention", "data-test": "cannot-finish-lacking", {app.text("failure-text-missing")} }
                }
                label {
                    span { {app.text(label)} }
                    TextField { bound, test: "cannot-finish-reason", rows: 3, chars_max: NOTE_MAX, required: cause == Some(CannotFinishCause::Other) }
                }
            }
            if !form.cause.is_empty() || !form.reason.is_empty() {
                DraftNote { draft: draft.handle() }
            }
            Failed { failure, view }
            div { class: "row",
                button { r#type: "button", onclick: move |_| draft.change(|form| form.open = false), {app.text("cancel")} }
                button { r#type: "submit", class: "primary", "data-test": "cannot-finish-confirm", {app.text("cannot-finish-confirm")} }
            }
        }
    }
}
