//! The report of each visit. What is typed is saved a moment after the last key, when the field is
//! left, and when the app is put away; others may write in the same report meanwhile: both stay.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::command::{Command, WorkOrderCommand};
use shared::document::{Catalogue, Intervention};
use shared::{DocumentId, FactId};

use super::super::desk::Desk;
use super::super::icon::Icon;
use super::super::saying::REPORT_MAX;
use super::me;
use crate::client::{Failure, WorkOrderView};

/// A pause in typing this long saves.
const PAUSE_MS: u32 = 800;

#[component]
pub(super) fn Reports(view: WorkOrderView, catalogue: Rc<Catalogue>, can_write: bool) -> Element {
    let desk = use_context::<Desk>();
    if view.order.interventions.is_empty() {
        return rsx! {
            section {
                h2 { {desk.say("report")} }
                p { class: "quiet", {desk.say("report-not-started")} }
            }
        };
    }
    let mine = me(&desk);
    let visits = view.order.interventions.iter().map(|(id, visit)| (*id, visit.clone()));
    rsx! {
        section { class: "reports",
            h2 { {desk.say("report")} }
            for (visit_id, visit) in visits {
                Visit {
                    key: "{visit_id}",
                    document: view.id,
                    visit_id,
                    who: catalogue.people.get(&visit.by).map(|person| person.name.clone()).unwrap_or_default(),
                    mine: mine == Some(visit.by),
                    visit,
                    can_write,
                }
            }
        }
    }
}

/// What is in the field, and how much of it is saved.
#[derive(Clone, Copy)]
struct Draft {
    /// The text as the document and the field last agreed.
    agreed: Signal<String>,
    text: Signal<String>,
    /// The text that is being saved.
    saving: Signal<Option<String>>,
    failed: Signal<Option<Failure>>,
    focused: Signal<bool>,
}

impl Draft {
    fn is_saved(&self) -> bool {
        *self.agreed.peek() == *self.text.peek()
    }

    /// Saves until nothing more was typed meanwhile.
    async fn save(mut self, desk: Desk, document: DocumentId, intervention: FactId) {
        if self.saving.peek().is_some() {
            return;
        }
        while !self.is_saved() {
            let (before, after) = (self.agreed.peek().clone(), self.text.peek().clone());
            self.saving.set(Some(after.clone()));
            let command = WorkOrderCommand::WriteReport { intervention, before, after: after.clone() };
            match desk.execute(Some(document), Command::WorkOrder(command)).await {
                Ok(_) => {
                    self.agreed.set(after);
                    self.failed.set(None);
                }
                Err(failure) => {
                    self.failed.set(Some(failure));
                    break;
                }
            }
        }
        self.saving.set(None);
    }

    /// What the replica has yet to be asked to save, if the screen is left now: what is being saved is
    /// not asked for twice.
    fn unasked(&self) -> Option<(String, String)> {
        let asked = self.saving.peek().clone().unwrap_or_else(|| self.agreed.peek().clone());
        let text = self.text.peek().clone();
        (asked != text).then_some((asked, text))
    }
}

#[component]
fn Visit(
    document: DocumentId,
    visit_id: FactId,
    visit: Intervention,
    who: String,
    mine: bool,
    can_write: bool,
) -> Element {
    let desk = use_context::<Desk>();
    let report = visit.report.clone();
    let draft = Draft {
        agreed: use_signal(|| report.clone()),
        text: use_signal(|| report.clone()),
        saving: use_signal(|| None),
        failed: use_signal(|| None),
        focused: use_signal(|| false),
    };
    let Draft { mut agreed, mut text, mut focused, .. } = draft;
    // What others wrote is shown once nobody types here.
    if !*focused.read() && draft.is_saved() && *text.peek() != report {
        agreed.set(report.clone());
        text.set(report);
    }
    let save = {
        let desk = desk.clone();
        use_callback(move |()| {
            spawn(draft.save(desk.clone(), document, visit_id));
        })
    };
    let leaving = desk.leaving;
    use_effect(move || {
        leaving.read();
        if !draft.is_saved() {
            save.call(());
        }
    });
    // The screen is left with something unsaved: the question goes out before it is gone.
    let last = desk.clone();
    use_drop(move || {
        if let Some((before, after)) = draft.unasked() {
            let command = WorkOrderCommand::WriteReport { intervention: visit_id, before, after };
            let ask = crate::client::Ask::Execute {
                document: Some(document),
                command: Command::WorkOrder(command),
            };
            drop((last.platform.ask)(ask, None));
        }
    });
    let mut typed = use_signal(|| 0_u64);
    let sleep = desk.platform.sleep;
    let input = move |event: FormEvent| {
        text.set(event.value());
        *typed.write() += 1;
        let mark = *typed.peek();
        spawn(async move {
            sleep(PAUSE_MS).await;
            if *typed.peek() == mark {
                save.call(());
            }
        });
    };
    let when = match visit.ended_at {
        Some(end) => format!("{} – {}", desk.moment(visit.started_at), desk.moment(end)),
        None => desk.fill("visit-since", &desk.moment(visit.started_at)),
    };
    let label = desk.fill("report-of", &who);
    rsx! {
        article { class: "visit",
            p { class: "quiet", Icon { name: "person" } "{who} · {when}" }
            if can_write {
                textarea {
                    "aria-label": "{label}",
                    "data-test": if mine { "report" } else { "report-colleague" },
                    rows: "6",
                    maxlength: "{REPORT_MAX}",
                    placeholder: desk.say("report-placeholder"),
                    value: "{text}",
                    oninput: input,
                    onfocus: move |_| focused.set(true),
                    onblur: move |_| {
                        focused.set(false);
                        save.call(());
                    },
                }
                DraftState { draft: DraftProp(draft) }
            } else {
                p { class: "report", "data-test": "report-text", "{visit.report}" }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct DraftProp(Draft);

impl PartialEq for DraftProp {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

#[component]
fn DraftState(draft: DraftProp) -> Element {
    let desk = use_context::<Desk>();
    let draft = draft.0;
    let saved = *draft.agreed.read() == *draft.text.read();
    let failed = draft.failed.read().clone();
    rsx! {
        if let Some(failure) = failed {
            p { role: "alert", class: "notice attention", {desk.failure(&failure, None)} }
        } else {
            p { class: "draft", "data-test": "report-state", "data-state": if saved { "saved" } else { "typing" },
                if saved {
                    Icon { name: "phone" }
                    {desk.say("report-saved")}
                } else {
                    {desk.say("report-typing")}
                }
            }
        }
    }
}
