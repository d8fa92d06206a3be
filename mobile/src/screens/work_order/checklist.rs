//! What must be checked, and what was found.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::command::Command;
use shared::work_order::{AnswerKind, AnswerValue, ChecklistItem, WorkOrderCommand};
use shared::{DocumentId, ItemId};

use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Draft;
use crate::screens::draft::note::DraftNote;
use crate::screens::field::{BothChanged, LineField, Pick, Picks};
use crate::screens::format::NOTE_MAX;
use crate::screens::task::tell;
use crate::screens::work_order::doing::Failed;

/// The section, for the screen to bring into view.
pub(crate) const CHECKLIST: &str = "checklist";

/// Where an item stands, for the screen to bring it into view.
pub(crate) fn item_place(id: ItemId) -> String {
    format!("item-{id}")
}

/// The answers that are given and not saved, of items that need none: those that need one are missing.
pub(crate) fn unsaved_answers(app: &AppContext, view: &WorkOrderView) -> Vec<(ItemId, String)> {
    let items = view.order.checklist_in_order().into_iter();
    items
        .filter(|(_, item)| !item.asked.required || item.answer.is_some())
        .filter(|(id, _)| app.holds_draft(&draft_key(view.id, *id)))
        .map(|(id, item)| (id, item.asked.label.clone()))
        .collect()
}

fn draft_key(document: DocumentId, item: ItemId) -> String {
    format!("answer/{document}/{item}")
}

#[component]
pub(crate) fn Checklist(view: WorkOrderView, can_write: bool) -> Element {
    let app = use_context::<AppContext>();
    let items: Vec<(ItemId, ChecklistItem)> =
        view.order.checklist_in_order().into_iter().map(|(id, item)| (id, item.clone())).collect();
    if items.is_empty() {
        return rsx! {};
    }
    let answered = items.iter().filter(|(_, item)| item.answer.is_some()).count();
    rsx! {
        section { class: "checklist", id: CHECKLIST, tabindex: "-1",
            h2 { {app.text("checklist")} span { class: "count", "{answered}/{items.len()}" } }
            for (item_id, item) in items {
                Item { key: "{item_id}", view: view.clone(), document: view.id, item_id, item, can_write }
            }
        }
    }
}

/// An answer that is being given, as plain text.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Answering {
    /// The answer as it was shown when somebody began.
    shown: String,
    given: String,
}

/// One answer, on its way into the document.
#[derive(Clone, PartialEq)]
struct Answer {
    draft: Draft<Answering>,
    document: DocumentId,
    item_id: ItemId,
    kind: AnswerKind,
    /// What the document says now.
    now: String,
    before: Option<shared::work_order::Answer>,
}

/// An answer that was saved, shown until the document is shown with it.
#[derive(Clone, PartialEq)]
struct Settled {
    given: String,
    instead_of: Option<shared::work_order::Answer>,
}

/// Why an answer was not taken.
#[derive(Debug, PartialEq, Eq)]
struct NotANumber;

impl Answering {
    /// Somebody else answered meanwhile, otherwise.
    fn is_contradicted(&self, now: &str) -> bool {
        now != self.shown && now != self.given
    }
}

impl Answer {
    fn is_contradicted(&self) -> bool {
        self.draft.is_kept() && self.draft.get().is_contradicted(&self.now)
    }

    fn save(&self, settled: Signal<Option<Settled>>) -> Result<(), NotANumber> {
        let form = self.draft.peek();
        if !self.draft.is_waiting() || form.is_contradicted(&self.now) {
            return Ok(());
        }
        let given = form.given.trim();
        let plain = if self.kind == AnswerKind::Measure { given.replace(',', ".") } else { given.to_owned() };
        let value = match AnswerValue::parse(self.kind, &plain) {
            _ if plain.is_empty() => None,
            None => return Err(NotANumber),
            value => value,
        };
        let command = WorkOrderCommand::Answer { item: self.item_id, value };
        let after = Settled { given: form.given.clone(), instead_of: self.before.clone() };
        self.draft.submit(Some(self.document), Command::WorkOrder(command), move |_| {
            tell(settled, Some(after));
        });
        Ok(())
    }

    /// Lets one's own answer stand against the other one.
    fn insist(&self, settled: Signal<Option<Settled>>) -> Result<(), NotANumber> {
        let now = self.now.clone();
        self.draft.change(|form| form.shown = now);
        self.save(settled)
    }
}

#[component]
fn Item(
    view: WorkOrderView,
    document: DocumentId,
    item_id: ItemId,
    item: ChecklistItem,
    can_write: bool,
) -> Element {
    let app = use_context::<AppContext>();
    let (wrong, settled) = (use_signal(|| false), use_signal(|| None::<Settled>));
    let kind = item.asked.kind;
    let plain = item.answer.as_ref().map(|answer| answer.value.plain()).unwrap_or_default();
    let now = match settled.read().as_ref().filter(|settled| settled.instead_of == item.answer) {
        Some(settled) => settled.given.clone(),
        None if kind == AnswerKind::Measure => app.number(&plain),
        None => plain,
    };
    let start = Answering { shown: now.clone(), given: now.clone() };
    let draft = app.draft(&draft_key(document, item_id), start);
    let answer = Answer { draft: draft.clone(), document, item_id, kind, now, before: item.answer.clone() };
    // What was given before the app was closed, or the screen left, is saved as leaving the field would have.
    let coming_back = answer.clone();
    let mut is_wrong = wrong;
    use_effect(move || {
        if can_write {
            is_wrong.set(coming_back.save(settled).is_err());
        }
    });
    let missing = item.asked.required && item.answer.is_none();
    let failure = draft.failure();
    let picks = picks(&app, &item);
    rsx! {
        fieldset { id: item_place(item_id), tabindex: "-1", class: if missing { "item missing" } else { "item" }, "data-test": "checklist-item", disabled: !can_write,
            legend {
                "{item.asked.label}"
                if item.asked.required {
                    span { class: "required", " · " {app.text("required")} }
                }
            }
            if picks.is_empty() {
                Written { label: item.asked.label.clone(), unit: item.asked.unit.clone(), answer: answer.clone(), wrong, settled }
            } else {
                Picked { answer: answer.clone(), picks, settled }
            }
            Unsaved { answer, wrong, settled }
            Failed { failure, view }
        }
    }
}

/// What there is to choose from; nothing for an answer that is typed.
fn picks(app: &AppContext, item: &ChecklistItem) -> Vec<Pick> {
    let pick =
        |value: String, words: String| Pick { value, words, lang: None, test: "answer-pick".to_owned() };
    match item.asked.kind {
        AnswerKind::Tick => [true, false]
            .map(|ticked| pick(AnswerValue::Tick(ticked).plain(), app.text(&format!("tick-{ticked}"))))
            .into(),
        AnswerKind::Choice => {
            item.asked.choices.iter().map(|choice| pick(choice.clone(), choice.clone())).collect()
        }
        AnswerKind::Measure | AnswerKind::Text => Vec::new(),
    }
}

/// An answer that is chosen: saved the moment it is.
#[component]
fn Picked(answer: Answer, picks: Vec<Pick>, settled: Signal<Option<Settled>>) -> Element {
    let saving = answer.clone();
    let name = answer.item_id.to_string();
    let bound = answer.draft.bind(|form| form.given.clone(), move |form, given| form.given = given);
    rsx! {
        div { class: "picks",
            Picks { bound, name, picks, onpick: move |()| saving.save(settled).unwrap_or_default() }
        }
    }
}

/// An answer that is typed: saved when the field is left.
#[component]
fn Written(
    label: String,
    unit: Option<String>,
    answer: Answer,
    wrong: Signal<bool>,
    settled: Signal<Option<Settled>>,
) -> Element {
    let mut wrong = wrong;
    let input_mode = if answer.kind == AnswerKind::Measure { "decimal" } else { "text" };
    let bound = answer.draft.bind(|form| form.given.clone(), |form, given| form.given = given);
    rsx! {
        div { class: "written",
            LineField {
                bound,
                test: "answer",
                label,
                chars_max: NOTE_MAX,
                input_mode,
                onleave: move |()| wrong.set(answer.save(settled).is_err()),
            }
            if let Some(unit) = unit {
                span { "{unit}" }
            }
        }
    }
}

/// An answer that is not saved yet, and why.
#[component]
fn Unsaved(answer: Answer, wrong: Signal<bool>, settled: Signal<Option<Settled>>) -> Element {
    let app = use_context::<AppContext>();
    let mut wrong = wrong;
    let draft = answer.draft.clone();
    let (saving, insisting) = (answer.clone(), answer.clone());
    let contradicted = answer.is_contradicted();
    // While somebody types here, nothing moves: the answer is saved when the field is left.
    let came_back = use_hook(|| draft.is_kept());
    let is_shown = came_back || contradicted || *wrong.read() || draft.failure().is_some();
    if !is_shown || !draft.is_kept() {
        return rsx! {};
    }
    rsx! {
        if contradicted {
            BothChanged {
                theirs: answer.now.clone(),
                mine: draft.get().given,
                ontheirs: move |()| draft.forget(),
                onmine: move |()| wrong.set(insisting.insist(settled).is_err()),
            }
        } else {
            if *wrong.read() {
                p { role: "alert", class: "notice attention", {app.text("failure-not-a-number")} }
            }
            DraftNote { draft: draft.handle() }
            button { r#type: "button", "data-test": "answer-save", onclick: move |_| wrong.set(saving.save(settled).is_err()), {app.text("save")} }
        }
    }
}
