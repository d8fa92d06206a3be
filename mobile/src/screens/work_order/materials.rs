//! Materials used.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::command::Command;
use shared::limits::LINE_CHARS_MAX;
use shared::work_order::{Material, WorkOrderCommand};
use shared::{DocumentId, FactId, Quantity};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::list::StockLine;
use crate::client::names::Names;
use crate::client::view::WorkOrderView;
use crate::screens::context::{AppContext, use_answer};
use crate::screens::draft::handle::Draft;
use crate::screens::draft::note::DraftNote;
use crate::screens::field::{LineField, Pick, Picks};
use crate::screens::icon::Icon;
use crate::screens::quantity::QuantityField;
use crate::screens::task::tell;
use crate::screens::work_order::doing::{Failed, me, use_doing};

/// The section, for the screen to bring into view.
pub(crate) const MATERIALS: &str = "materials";

/// The button that adds what is chosen.
pub(crate) const ADD: &str = "material-add";

/// Where a material is looked for.
pub(crate) const SEARCH: &str = "material-search";

/// For how long what was taken away is offered to be put back.
const PUT_BACK_MS_MAX: i64 = 10 * 60 * 1000;

/// The choice in the list that stands for what stores do not have.
const OTHER: &str = "other";

/// The material that is chosen and not added.
pub(crate) fn unfinished_material(app: &AppContext, view: &WorkOrderView) -> Option<String> {
    let key = draft_key(view.id);
    let form = app.draft(&key, Adding::start()).get();
    if form.item.is_empty() || !app.holds_draft(&key) {
        return None;
    }
    Some(if form.item == OTHER { form.other } else { form.label })
}

fn draft_key(order: DocumentId) -> String {
    format!("material/{order}")
}

#[component]
pub(crate) fn Materials(view: WorkOrderView, can_write: bool) -> Element {
    let app = use_context::<AppContext>();
    let doing = use_doing(view.id);
    let failed = doing.failed.read().clone();
    let lines: Vec<_> = view
        .order
        .materials_in_force()
        .into_iter()
        .map(|(id, used)| {
            let (label, unit) = called(&view.names, &used.material);
            (id, label, app.quantity(used.quantity, &unit), used.material.clone())
        })
        .collect();
    let added = use_signal(|| false);
    use_shown_when_added(&app, lines.len(), lines.last().map(|(id, ..)| *id), added);
    rsx! {
        section { class: "materials", id: MATERIALS, tabindex: "-1",
            h2 { {app.text("materials")} span { class: "count", "{lines.len()}" } }
            ul { class: "lines",
                for (id, label, quantity, material) in lines {
                    li { key: "{id}", id: line_place(id), tabindex: "-1", "data-test": "material-line",
                        span { "{label}" }
                        strong { "{quantity}" }
                        if can_write {
                            button {
                                class: "small",
                                "data-test": "material-remove",
                                "aria-label": app.fill("material-remove", &label),
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
            if can_write {
                Removed { view: view.clone() }
            }
            Failed { failure: failed, view: view.clone() }
            if can_write {
                AddMaterial { view, added }
            }
        }
    }
}

/// Brings the newest of so many lines into view, once it was just added.
fn use_shown_when_added(app: &AppContext, shown: usize, newest: Option<FactId>, added: Signal<bool>) {
    let (mut known, mut added, focus) = (use_signal(|| shown), added, app.platform.focus);
    use_effect(use_reactive!(|(shown, newest)| {
        if shown > *known.peek()
            && *added.peek()
            && let Some(newest) = newest
        {
            focus(&line_place(newest));
            added.set(false);
        }
        known.set(shown);
    }));
}

/// What a material is called, and its unit.
fn called(names: &Names, material: &Material) -> (String, String) {
    match material {
        Material::Stock(item) => {
            let item = names.stock.get(item);
            item.map(|item| (item.label.clone(), item.unit.clone())).unwrap_or_default()
        }
        Material::Other(label) => (label.clone(), String::new()),
    }
}

fn line_place(line: FactId) -> String {
    format!("material-{line}")
}

/// What was taken away a moment ago, and the way back.
#[component]
fn Removed(view: WorkOrderView) -> Element {
    let app = use_context::<AppContext>();
    let doing = use_doing(view.id);
    let (now, mine) = ((app.platform.now)(), me(&app));
    let used = &view.order.materials;
    let removed: Vec<_> = used
        .iter()
        .filter(|(id, removal)| {
            removal.quantity == Quantity(0)
                && Some(removal.by) == mine
                && now.ms_since(removal.at) < PUT_BACK_MS_MAX
                && used.values().all(|later| later.corrects != Some(**id))
        })
        .filter_map(|(id, removal)| {
            let before = used.get(&removal.corrects?)?;
            Some((*id, called(&view.names, &before.material).0, before.material.clone(), before.quantity))
        })
        .collect();
    rsx! {
        for (id, label, material, quantity) in removed {
            div { key: "{id}", class: "withdrawn", role: "status", "data-test": "material-removed",
                p { class: "quiet", {app.fill("material-removed", &label)} }
                button {
                    "data-test": "material-put-back",
                    onclick: {
                        let doing = doing.clone();
                        move |_| doing.go(WorkOrderCommand::UseMaterial {
                            material: material.clone(),
                            quantity,
                            corrects: Some(id),
                        })
                    },
                    {app.text("photo-restore")}
                }
            }
        }
    }
}

/// A material to be added.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Adding {
    #[serde(default)]
    search: String,
    item: String,
    /// What the chosen thing is called, and its unit.
    #[serde(default)]
    label: String,
    #[serde(default)]
    unit: String,
    other: String,
    quantity: String,
}

impl Adding {
    fn start() -> Self {
        let nothing = String::new;
        Self {
            search: nothing(),
            item: nothing(),
            label: nothing(),
            unit: nothing(),
            other: nothing(),
            quantity: "1".to_owned(),
        }
    }
}

/// What can be chosen: what the search finds in stores, then anything else.
fn picks(app: &AppContext, offered: &[StockLine]) -> Vec<Pick> {
    let pick = |line: &StockLine| Pick {
        value: line.id.to_string(),
        words: line.item.label.clone(),
        lang: None,
        test: "material-item".to_owned(),
    };
    let mut picks: Vec<Pick> = offered.iter().map(pick).collect();
    picks.push(Pick {
        value: OTHER.to_owned(),
        words: app.text("material-other"),
        lang: None,
        test: "material-other".to_owned(),
    });
    picks
}

/// The field that searches the stores.
#[component]
fn SearchField(draft: Draft<Adding>, nothing_chosen: bool) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        div { id: SEARCH,
        if nothing_chosen {
            p { role: "alert", class: "notice attention", "data-test": "material-which", {app.text("material-which")} }
        }
        label {
            span { {app.text("material-item")} }
            LineField {
                bound: draft.bind(|form| form.search.clone(), |form, search| form.search = search),
                test: "material-search",
                chars_max: LINE_CHARS_MAX,
                kind: "search",
                placeholder: app.text("material-search"),
            }
        }
        }
    }
}

#[component]
fn AddMaterial(view: WorkOrderView, added: Signal<bool>) -> Element {
    let app = use_context::<AppContext>();
    let draft = app.draft(&draft_key(view.id), Adding::start());
    let mut wrong = use_signal(|| false);
    // Nothing was chosen when somebody wanted to add it.
    let mut which = use_signal(|| false);
    let (id, adding, focus_search) = (view.id, draft.clone(), app.platform.enter);
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let form = adding.peek();
        which.set(form.item.is_empty());
        if form.item.is_empty() {
            return focus_search(SEARCH);
        }
        let material = match form.item.parse() {
            Ok(item) => Material::Stock(item),
            Err(_) => Material::Other(form.other.trim().to_owned()),
        };
        let quantity = form.quantity.trim().replace(',', ".").parse();
        wrong.set(quantity.is_err());
        if let Ok(quantity) = quantity {
            let command = WorkOrderCommand::UseMaterial { material, quantity, corrects: None };
            adding.submit(Some(id), Command::WorkOrder(command), move |_| tell(added, true));
        }
    };
    let form = draft.get();
    let typed = form.quantity.trim().replace(',', ".").parse().ok();
    let offered = use_offered(&view, &draft);
    let picks = picks(&app, &offered);
    let is_other = form.item == OTHER;
    let failure = draft.failure();
    rsx! {
        form { class: "add", onsubmit: submit,
            SearchField { draft: draft.clone(), nothing_chosen: *which.read() && form.item.is_empty() }
            fieldset { class: "picks stock",
                legend { class: "hidden", {app.text("material-item")} }
                Picks {
                    bound: draft.bind(|form| form.item.clone(), move |form, item| choose(form, item, &offered)),
                    name: "material",
                    picks,
                }
            }
            if is_other {
                label {
                    span { {app.text("material-name")} }
                    LineField {
                        bound: draft.bind(|form| form.other.clone(), |form, other| form.other = other),
                        test: "material-name",
                        chars_max: LINE_CHARS_MAX,
                        required: true,
                    }
                }
            }
            label {
                span { {app.text("material-quantity")} }
                QuantityField {
                    bound: draft.bind(|form| form.quantity.clone(), |form, quantity| form.quantity = quantity),
                    test: "material-quantity",
                    unit: app.unit(&form.unit, typed),
                }
            }
            if *wrong.read() {
                p { role: "alert", class: "notice attention", {app.text("failure-not-a-number")} }
            }
            DraftNote { draft: draft.handle() }
            Failed { failure, view: view.clone() }
            button { r#type: "submit", id: ADD, "data-test": "material-add", {app.text("material-add")} }
        }
    }
}

/// Chooses something, with what it is called and counted in.
fn choose(form: &mut Adding, item: String, offered: &[StockLine]) {
    let line = offered.iter().find(|line| line.id.to_string() == item);
    let (label, unit) =
        line.map(|line| (line.item.label.clone(), line.item.unit.clone())).unwrap_or_default();
    (form.item, form.label, form.unit) = (item, label, unit);
}

/// What can be chosen of what stores have; nothing until it is known.
fn use_offered(view: &WorkOrderView, draft: &Draft<Adding>) -> Vec<StockLine> {
    let (asking, nature) = (draft.clone(), view.order.nature);
    let answer = use_answer(move || {
        let form = asking.get();
        Ask::Stock { text: form.search, nature, chosen: form.item.parse().ok() }
    });
    match &*answer.read() {
        Some(Answer::Stock(lines)) => lines.clone(),
        Some(_) | None => Vec::new(),
    }
}
