//! Materials used.

use std::rc::Rc;

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::catalogue::Catalogue;
use shared::command::Command;
use shared::limits::LINE_CHARS_MAX;
use shared::search::{Query, searchable};
use shared::work_order::{Material, WorkOrderCommand};
use shared::{DocumentId, FactId, Quantity, StockItemId};

use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
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

/// How many materials are offered to choose from at once.
const OFFERED_MAX: usize = 6;

/// For how long what was taken away is offered to be put back.
const PUT_BACK_MS_MAX: i64 = 10 * 60 * 1000;

/// The choice in the list that stands for what stores do not have.
const OTHER: &str = "other";

/// The material that is chosen and not added.
pub(crate) fn unfinished_material(
    app: &AppContext,
    view: &WorkOrderView,
    catalogue: &Catalogue,
) -> Option<String> {
    let key = draft_key(view.id);
    let form = app.draft(&key, Adding::start()).get();
    if form.item.is_empty() || !app.holds_draft(&key) {
        return None;
    }
    let stock = form.item.parse().ok().and_then(|id| catalogue.stock.get(&id));
    Some(stock.map_or(form.other, |item| item.label.clone()))
}

fn draft_key(order: DocumentId) -> String {
    format!("material/{order}")
}

#[component]
pub(crate) fn Materials(view: WorkOrderView, catalogue: Rc<Catalogue>, can_write: bool) -> Element {
    let app = use_context::<AppContext>();
    let doing = use_doing(view.id);
    let failed = doing.failed.read().clone();
    let lines: Vec<_> = view
        .order
        .materials_in_force()
        .into_iter()
        .map(|(id, used)| {
            let (label, unit) = called(&catalogue, &used.material);
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
                Removed { view: view.clone(), catalogue: catalogue.clone() }
            }
            Failed { failure: failed, view: view.clone() }
            if can_write {
                AddMaterial { view, catalogue, added }
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
fn called(catalogue: &Catalogue, material: &Material) -> (String, String) {
    match material {
        Material::Stock(item) => {
            let item = catalogue.stock.get(item);
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
fn Removed(view: WorkOrderView, catalogue: Rc<Catalogue>) -> Element {
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
            Some((*id, called(&catalogue, &before.material).0, before.material.clone(), before.quantity))
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
    other: String,
    quantity: String,
}

impl Adding {
    fn start() -> Self {
        let nothing = String::new;
        Self { search: nothing(), item: nothing(), other: nothing(), quantity: "1".to_owned() }
    }
}

/// What can be chosen: what the search finds in stores, then anything else.
fn picks(app: &AppContext, view: &WorkOrderView, catalogue: &Catalogue, form: &Adding) -> Vec<Pick> {
    let offered = offered(app, view, catalogue, &form.search, &form.item);
    let mut picks: Vec<Pick> = offered
        .into_iter()
        .map(|(id, label)| Pick { value: id, words: label, lang: None, test: "material-item".to_owned() })
        .collect();
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
fn AddMaterial(view: WorkOrderView, catalogue: Rc<Catalogue>, added: Signal<bool>) -> Element {
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
    let unit = form.item.parse().ok().and_then(|id| catalogue.stock.get(&id)).map(|item| item.unit.clone());
    let typed = form.quantity.trim().replace(',', ".").parse().ok();
    let picks = picks(&app, &view, &catalogue, &form);
    let is_other = form.item == OTHER;
    let failure = draft.failure();
    rsx! {
        form { class: "add", onsubmit: submit,
            SearchField { draft: draft.clone(), nothing_chosen: *which.read() && form.item.is_empty() }
            fieldset { class: "picks stock",
                legend { class: "hidden", {app.text("material-item")} }
                Picks {
                    bound: draft.bind(|form| form.item.clone(), |form, item| form.item = item),
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
                    unit: app.unit(&unit.unwrap_or_default(), typed),
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

/// Materials to choose from: what matches the words; without any, what was used last, for work of this
/// nature first. What is chosen stays among them.
fn offered(
    app: &AppContext,
    view: &WorkOrderView,
    catalogue: &Catalogue,
    search: &str,
    chosen: &str,
) -> Vec<(String, String)> {
    let query = Query::new(search);
    let used_at = |id: &StockItemId| {
        let at = view.used_last.iter().position(|used| used == id);
        at.and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX)
    };
    let stock = catalogue
        .stock
        .iter()
        .filter(|(_, item)| query.finds(&searchable(&[&item.label, &item.code])))
        .map(|(id, item)| (*id, item.label.clone()))
        .collect();
    let mut stock = app.by_rank_and_name(stock, |(id, label)| (used_at(id), label));
    let chosen: Option<StockItemId> = chosen.parse().ok();
    let at = stock.iter().position(|(id, _)| Some(*id) == chosen);
    if let Some(at) = at.filter(|at| *at >= OFFERED_MAX) {
        stock.swap(at, OFFERED_MAX - 1);
    }
    stock.truncate(OFFERED_MAX);
    stock.into_iter().map(|(id, label)| (id.to_string(), label)).collect()
}
