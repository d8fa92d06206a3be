//! The report of each visit. What is typed is saved a moment after the last key, when the field is
//! left, and when the app is put away; others may write in the same report meanwhile: both stay.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::command::Command;
use shared::work_order::{Intervention, WorkOrderCommand};
use shared::{DocumentId, FactId};

use crate::client::draft::{Once, Token};
use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Draft;
use crate::screens::draft::note::DraftNote;
use crate::screens::field::TextField;
use crate::screens::format::REPORT_MAX;
use crate::screens::icon::Icon;
use crate::screens::task;
use crate::screens::work_order::doing::me;

/// The section, for the screen to bring into view.
pub(crate) const REPORTS: &str = "reports";

/// A pause in typing this long saves.
const PAUSE_MS: u32 = 800;

/// Whether something is written that is in no report.
pub(crate) fn has_unsaved_report(app: &AppContext, view: &WorkOrderView) -> bool {
    let mut visits = view.order.interventions.keys();
    visits.any(|visit| {
        let draft = app.draft(&draft_key(view.id, *visit), Writing::default());
        draft.is_kept() && !draft.get().is_saved()
    })
}

fn draft_key(document: DocumentId, visit: FactId) -> String {
    format!("report/{document}/{visit}")
}

#[component]
pub(crate) fn Reports(view: WorkOrderView, can_write: bool) -> Element {
    let app = use_context::<AppContext>();
    if view.order.interventions.is_empty() {
        return rsx! {
            section { id: REPORTS, tabindex: "-1",
                h2 { {app.text("report")} }
                p { class: "quiet", {app.text("report-not-started")} }
            }
        };
    }
    let mine = me(&app);
    // The newest first: it is the one that is being written.
    let visits = view.order.interventions.iter().rev().map(|(id, visit)| (*id, visit.clone()));
    rsx! {
        section { class: "reports", id: REPORTS, tabindex: "-1",
            h2 { {app.text("report")} }
            for (visit_id, visit) in visits {
                Visit {
                    key: "{visit_id}",
                    document: view.id,
                    visit_id,
                    who: view.names.person(visit.by).to_owned(),
                    mine: mine == Some(visit.by),
                    visit,
                    can_write,
                    waiting: view.waiting,
                }
            }
        }
    }
}

/// A report that is being written. Nothing is a draft of it once the document says the same.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Writing {
    /// The text as the document and the field last agreed.
    agreed: String,
    text: String,
    /// What the replica was asked to save and has not answered yet: asked for again, it is not written
    /// twice.
    asked: Option<(String, Token)>,
}

/// One report, on its way into the document.
#[derive(Clone, PartialEq)]
struct Report {
    draft: Draft<Writing>,
    document: DocumentId,
    visit: FactId,
}

impl Writing {
    fn is_saved(&self) -> bool {
        self.agreed == self.text && self.asked.is_none()
    }
}

impl Report {
    /// Saves until nothing more was typed meanwhile.
    fn save(&self, app: &AppContext) {
        let (report, app) = (self.clone(), app.clone());
        // Looked at without listening: an effect that saves must not be run again by what saving changes.
        if report.draft.peek().is_saved() || !report.draft.begin() {
            return;
        }
        task::start(async move {
            let failure = report.save_all(&app).await.err();
            report.draft.end(failure);
        });
    }

    async fn save_all(&self, app: &AppContext) -> Result<(), crate::client::failure::Failure> {
        loop {
            let mut form = self.draft.peek();
            if form.asked.is_none() {
                if form.agreed == form.text {
                    self.draft.settle().await;
                    return Ok(());
                }
                if form.text.chars().count() > REPORT_MAX {
                    self.draft.keep().await;
                    return Ok(());
                }
                form.asked = Some((form.text.clone(), app.fresh_token()));
                let asked = form.asked.clone();
                self.draft.change_in_memory(|form| form.asked = asked);
            }
            let Some((after, token)) = form.asked else { return Ok(()) };
            let command = WorkOrderCommand::WriteReport {
                intervention: self.visit,
                before: form.agreed,
                after: after.clone(),
            };
            let (once, command) = (Once { token, draft: None }, Command::WorkOrder(command));
            if let Err(failure) = app.execute_once(once, Some(self.document), command).await {
                self.draft.change_in_memory(|form| form.asked = None);
                self.draft.keep().await;
                return Err(failure);
            }
            self.draft.change_in_memory(|form| (form.agreed, form.asked) = (after, None));
        }
    }

    /// Saves once nothing was typed for a moment.
    fn save_after_pause(&self, app: &AppContext) {
        let (report, app) = (self.clone(), app.clone());
        let text = self.draft.peek().text;
        task::start(async move {
            (app.platform.sleep)(PAUSE_MS).await;
            if report.draft.peek().text == text {
                report.save(&app);
            }
        });
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
    waiting: bool,
) -> Element {
    let app = use_context::<AppContext>();
    let now = visit.report.clone();
    let start = Writing { agreed: now.clone(), text: now, asked: None };
    let draft = app.draft(&draft_key(document, visit_id), start);
    let report = Report { draft: draft.clone(), document, visit: visit_id };
    let mut focused = use_signal(|| false);
    // What others wrote is shown once nobody types here.
    if !*focused.read() && draft.is_kept() && draft.get().is_saved() {
        draft.clear();
    }
    // What was not saved when the app was closed is saved now; what is half written, when it is put away.
    let leaving = app.leaving;
    {
        let (report, app) = (report.clone(), app.clone());
        use_effect(move || {
            leaving.read();
            if can_write {
                report.save(&app);
            }
        });
    }
    let when = match visit.ended_at {
        Some(end) => format!("{} – {}", app.moment(visit.started_at), app.moment(end)),
        None => app.fill("visit-since", &app.moment(visit.started_at)),
    };
    // Of several visits each report has its own name.
    let label = app.fill("report-of", &format!("{who}, {}", app.moment(visit.started_at)));
    let bound = {
        let (report, app) = (report.clone(), app.clone());
        draft.bind_in_memory(
            |form| form.text.clone(),
            |form, text| form.text = text,
            move || report.save_after_pause(&app),
        )
    };
    let leave = app.clone();
    let test = if mine { "report" } else { "report-colleague" };
    rsx! {
        article { class: "visit",
            p { class: "quiet", Icon { name: "person" } "{who} · {when}" }
            if can_write {
                TextField {
                    bound,
                    label,
                    test,
                    rows: 6,
                    chars_max: REPORT_MAX,
                    placeholder: app.text("report-placeholder"),
                    onenter: move |()| focused.set(true),
                    onleave: move |()| {
                        focused.set(false);
                        report.save(&leave);
                    },
                }
                ReportState { draft, waiting }
            } else {
                p { class: "report", "data-test": "report-text", "{visit.report}" }
            }
        }
    }
}

#[component]
fn ReportState(draft: Draft<Writing>, waiting: bool) -> Element {
    let app = use_context::<AppContext>();
    let saved = draft.get().is_saved();
    let failure = draft.failure();
    rsx! {
        if let Some(failure) = failure {
            p { role: "alert", class: "notice attention", {app.failure(&failure, None)} }
            DraftNote { draft: draft.handle() }
        } else {
            p { class: "draft", "data-test": "report-state", "data-state": if saved { "saved" } else { "typing" },
                if saved && !waiting {
                    Icon { name: "office" }
                    {app.text("report-at-office")}
                } else if saved {
                    Icon { name: "phone" }
                    {app.text("report-saved")}
                } else {
                    {app.text("report-typing")}
                }
            }
        }
    }
}
