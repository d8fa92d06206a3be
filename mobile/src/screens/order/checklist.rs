//! What must be checked, and what was found.

use dioxus::prelude::*;
use shared::command::WorkOrderCommand;
use shared::document::{AnswerKind, AnswerValue, ChecklistItem};
use shared::{DocumentId, ItemId};

use super::super::desk::Desk;
use super::super::saying::NOTE_MAX;
use super::{Failed, use_doing};
use crate::client::{Failure, WorkOrderView};

#[component]
pub(super) fn Checklist(view: WorkOrderView, can_write: bool) -> Element {
    let desk = use_context::<Desk>();
    let items: Vec<(ItemId, ChecklistItem)> =
        view.order.checklist_in_order().into_iter().map(|(id, item)| (id, item.clone())).collect();
    if items.is_empty() {
        return rsx! {};
    }
    let answered = items.iter().filter(|(_, item)| item.answer.is_some()).count();
    rsx! {
        section { class: "checklist",
            h2 { {desk.say("checklist")} span { class: "count", "{answered}/{items.len()}" } }
            for (item_id, item) in items {
                Item { key: "{item_id}", view: view.clone(), document: view.id, item_id, item, can_write }
            }
        }
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
    let desk = use_context::<Desk>();
    let doing = use_doing(document);
    let value = item.answer.as_ref().map(|answer| answer.value.clone());
    let answer = {
        let doing = doing.clone();
        move |value: Option<AnswerValue>| doing.go(WorkOrderCommand::Answer { item: item_id, value })
    };
    let missing = item.asked.required && item.answer.is_none();
    let failed = doing.failed.read().clone();
    let picks: Vec<(String, AnswerValue)> = match item.asked.kind {
        AnswerKind::Tick => [true, false]
            .map(|ticked| (desk.say(&format!("tick-{ticked}")), AnswerValue::Tick(ticked)))
            .into(),
        AnswerKind::Choice => item
            .asked
            .choices
            .iter()
            .map(|choice| (choice.clone(), AnswerValue::Choice(choice.clone())))
            .collect(),
        AnswerKind::Measure | AnswerKind::Text => Vec::new(),
    };
    rsx! {
        fieldset { class: if missing { "item missing" } else { "item" }, "data-test": "checklist-item", disabled: !can_write,
            legend {
                "{item.asked.label}"
                if item.asked.required {
                    span { class: "required", " · " {desk.say("required")} }
                }
            }
            if picks.is_empty() {
                Written { label: item.asked.label.clone(), kind: item.asked.kind, unit: item.asked.unit.clone(), value, failed: doing.failed, onanswer: answer }
            } else {
                div { class: "picks",
                    for (text, one) in picks {
                        label { class: "pick",
                            input {
                                r#type: "radio",
                                name: "{item_id}",
                                checked: value.as_ref() == Some(&one),
                                onchange: {
                                    let (answer, one) = (answer.clone(), one.clone());
                                    move |_| answer(Some(one.clone()))
                                },
                            }
                            span { "{text}" }
                        }
                    }
                }
            }
            Failed { failure: failed, view }
        }
    }
}

/// An answer that is typed.
#[component]
fn Written(
    label: String,
    kind: AnswerKind,
    unit: Option<String>,
    value: Option<AnswerValue>,
    failed: Signal<Option<Failure>>,
    onanswer: EventHandler<Option<AnswerValue>>,
) -> Element {
    let desk = use_context::<Desk>();
    let mut failed = failed;
    let mut wrong = use_signal(|| false);
    let is_measure = kind == AnswerKind::Measure;
    let plain = value.map(|value| value.plain()).unwrap_or_default();
    let shown = if is_measure { desk.number(&plain) } else { plain };
    let answer = move |event: FormEvent| {
        let text = event.value().trim().to_owned();
        failed.set(None);
        wrong.set(false);
        if text.is_empty() {
            return onanswer.call(None);
        }
        if !is_measure {
            return onanswer.call(Some(AnswerValue::Text(text)));
        }
        match text.replace(',', ".").parse() {
            Ok(quantity) => onanswer.call(Some(AnswerValue::Measure(quantity))),
            Err(_) => wrong.set(true),
        }
    };
    rsx! {
        div { class: "written",
            input {
                r#type: "text",
                "aria-label": "{label}",
                inputmode: if is_measure { "decimal" } else { "text" },
                maxlength: "{NOTE_MAX}",
                "data-test": "answer",
                value: "{shown}",
                onchange: answer,
            }
            if let Some(unit) = unit {
                span { "{unit}" }
            }
        }
        if *wrong.read() {
            p { role: "alert", class: "notice attention", {desk.say("failure-not-a-number")} }
        }
    }
}
