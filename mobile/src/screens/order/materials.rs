//! Materials used.

use std::rc::Rc;

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::Quantity;
use shared::command::{Command, WorkOrderCommand};
use shared::document::{Catalogue, Material};
use shared::limits::LINE_CHARS_MAX;

use super::super::desk::Desk;
use super::super::draft::DraftNote;
use super::super::field::{LineField, SelectField};
use super::super::icon::Icon;
use super::{Failed, use_doing};
use crate::client::WorkOrderView;

/// The choice in the list that stands for what stores do not have.
const OTHER: &str = "other";

#[component]
pub(super) fn Materials(view: WorkOrderView, catalogue: Rc<Catalogue>, can_write: bool) -> Element {
    let desk = use_context::<Desk>();
    let doing = use_doing(view.id);
    let failed = doing.failed.read().clone();
    let lines: Vec<_> = view
        .order
        .materials_in_force()
        .into_iter()
        .map(|(id, used)| {
            let (label, unit) = match &used.material {
                Material::Stock(item) => {
                    let item = catalogue.stock.get(item);
                    (
                        item.map_or_else(String::new, |item| item.label.clone()),
                        item.map(|item| item.unit.clone()),
                    )
                }
                Material::Other(label) => (label.clone(), None),
            };
            (
                id,
                label,
                format!("{} {}", desk.number(&used.quantity.to_string()), unit.unwrap_or_default()),
                used.material.clone(),
            )
        })
        .collect();
    rsx! {
        section { class: "materials",
            h2 { {desk.say("materials")} span { class: "count", "{lines.len()}" } }
            ul { class: "lines",
                for (id, label, quantity, material) in lines {
                    li { key: "{id}",
                        span { "{label}" }
                        strong { "{quantity}" }
                        if can_write {
                            button {
                                class: "small",
                                "aria-label": desk.fill("material-remove", &label),
                                onclick: {
                                    let doing = doing.clone();
                                    move |_| doing.go(WorkOrderCommand::UseMaterial {
                                        material: material.clone(),
                                        quantity: Quantity(0),
                                        corrects: Some(id),
                                    })
                                },
                                Icon { name: "stop" }
                            }
                        }
                    }
                }
            }
            Failed { failure: failed, view: view.clone() }
            if can_write {
                AddMaterial { view, catalogue }
            }
        }
    }
}

/// A material to be added.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Adding {
    item: String,
    other: String,
    quantity: String,
}

#[component]
fn AddMaterial(view: WorkOrderView, catalogue: Rc<Catalogue>) -> Element {
    let desk = use_context::<Desk>();
    let start = Adding { item: String::new(), other: String::new(), quantity: "1".to_owned() };
    let draft = desk.draft(&format!("material/{}", view.id), start);
    let mut wrong = use_signal(|| false);
    let (id, adding) = (view.id, draft.clone());
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let form = adding.peek();
        let material = match form.item.parse() {
            Ok(item) => Material::Stock(item),
            Err(_) => Material::Other(form.other.trim().to_owned()),
        };
        let quantity = form.quantity.trim().replace(',', ".").parse();
        wrong.set(quantity.is_err());
        if let Ok(quantity) = quantity {
            let command = WorkOrderCommand::UseMaterial { material, quantity, corrects: None };
            adding.submit(Some(id), Command::WorkOrder(command), |_| ());
        }
    };
    let mut stock: Vec<_> = catalogue
        .stock
        .iter()
        .map(|(id, item)| (id.to_string(), format!("{} ({})", item.label, item.unit)))
        .collect();
    stock.sort_by(|one, other| one.1.cmp(&other.1));
    stock.insert(0, (String::new(), desk.say("material-pick")));
    stock.push((OTHER.to_owned(), desk.say("material-other")));
    let is_other = draft.get().item == OTHER;
    let failure = draft.failure();
    rsx! {
        form { class: "add", onsubmit: submit,
            label {
                span { {desk.say("material-item")} }
                SelectField {
                    bound: draft.bind(|form| form.item.clone(), |form, item| form.item = item),
                    test: "material-item",
                    required: true,
                    options: stock,
                }
            }
            if is_other {
                label {
                    span { {desk.say("material-name")} }
                    LineField {
                        bound: draft.bind(|form| form.other.clone(), |form, other| form.other = other),
                        test: "material-name",
                        chars_max: LINE_CHARS_MAX,
                        required: true,
                    }
                }
            }
            label {
                span { {desk.say("material-quantity")} }
                LineField {
                    bound: draft.bind(|form| form.quantity.clone(), |form, quantity| form.quantity = quantity),
                    test: "material-quantity",
                    chars_max: LINE_CHARS_MAX,
                    required: true,
                    input_mode: "decimal",
                }
            }
            if *wrong.read() {
                p { role: "alert", class: "notice attention", {desk.say("failure-not-a-number")} }
            }
            DraftNote { draft: draft.handle() }
            Failed { failure, view: view.clone() }
            button { r#type: "submit", "data-test": "material-add", {desk.say("material-add")} }
        }
    }
}
