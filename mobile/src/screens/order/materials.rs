//! Materials used.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::Quantity;
use shared::command::WorkOrderCommand;
use shared::document::{Catalogue, Material};

use super::super::desk::Desk;
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

#[component]
fn AddMaterial(view: WorkOrderView, catalogue: Rc<Catalogue>) -> Element {
    let desk = use_context::<Desk>();
    let doing = use_doing(view.id);
    let mut item = use_signal(String::new);
    let mut other = use_signal(String::new);
    let mut quantity = use_signal(|| "1".to_owned());
    let mut wrong = use_signal(|| false);
    let failed = doing.failed.read().clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let chosen = item.read().clone();
        let material = match chosen.parse() {
            Ok(item) => Material::Stock(item),
            Err(_) => Material::Other(other.read().trim().to_owned()),
        };
        match quantity.read().trim().replace(',', ".").parse() {
            Ok(amount) => {
                wrong.set(false);
                doing.go(WorkOrderCommand::UseMaterial { material, quantity: amount, corrects: None });
            }
            Err(_) => return wrong.set(true),
        }
        item.set(String::new());
        other.set(String::new());
        quantity.set("1".to_owned());
    };
    let mut stock: Vec<_> =
        catalogue.stock.iter().map(|(id, item)| (*id, item.label.clone(), item.unit.clone())).collect();
    stock.sort_by(|one, other| one.1.cmp(&other.1));
    let is_other = *item.read() == OTHER;
    rsx! {
        form { class: "add", onsubmit: submit,
            label {
                span { {desk.say("material-item")} }
                select { "data-test": "material-item", required: true, value: "{item}", onchange: move |event| item.set(event.value()),
                    option { value: "", {desk.say("material-pick")} }
                    for (id, label, unit) in stock {
                        option { key: "{id}", value: "{id}", "{label} ({unit})" }
                    }
                    option { value: OTHER, {desk.say("material-other")} }
                }
            }
            if is_other {
                label {
                    span { {desk.say("material-name")} }
                    input { r#type: "text", "data-test": "material-name", required: true, maxlength: "200", value: "{other}", oninput: move |event| other.set(event.value()) }
                }
            }
            label {
                span { {desk.say("material-quantity")} }
                input { r#type: "text", inputmode: "decimal", "data-test": "material-quantity", required: true, value: "{quantity}", oninput: move |event| quantity.set(event.value()) }
            }
            if *wrong.read() {
                p { role: "alert", class: "notice attention", {desk.say("failure-not-a-number")} }
            }
            Failed { failure: failed, view: view.clone() }
            button { r#type: "submit", "data-test": "material-add", {desk.say("material-add")} }
        }
    }
}
