//! *Report a defect*: a new request from the field, with photos, offline.

use dioxus::prelude::*;
use serde::{Deserialize, Serialize};
use shared::DocumentId;
use shared::command::Command;
use shared::document::priority::Priority;
use shared::limits::LINE_CHARS_MAX;
use shared::request::{NewRequest, RequestCommand, RequestOrigin};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::list::{Buildings, Near};
use crate::client::view::BuildingView;
use crate::screens::context::{AppContext, use_answer};
use crate::screens::draft::handle::Draft;
use crate::screens::draft::note::DraftNote;
use crate::screens::draft::photos::DraftPhotos;
use crate::screens::field::{LineField, Pick, Picks, SelectField, TextField};
use crate::screens::format::NOTE_MAX;
use crate::screens::icon::Icon;
use crate::screens::pick_photos::{OnPick, PickPhotos};
use crate::screens::refused_picture::RefusedPictures;
use crate::screens::task::tell;

/// A report that is being written.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Reporting {
    building: Option<DocumentId>,
    /// The building of the asset, while another one may be chosen.
    #[serde(default)]
    asset_of: Option<DocumentId>,
    /// What was typed to find the building.
    search: String,
    asset: String,
    title: String,
    description: String,
    priority: String,
}

impl Reporting {
    fn start(building: Option<DocumentId>) -> Self {
        Self {
            building,
            asset_of: None,
            search: String::new(),
            asset: String::new(),
            title: String::new(),
            description: String::new(),
            priority: Priority::Normal.name().to_owned(),
        }
    }

    fn is_begun(&self) -> bool {
        !(self.asset.is_empty() && self.title.is_empty() && self.description.is_empty())
            || self.priority != Priority::Normal.name()
    }
}

#[component]
pub(crate) fn Defect(building: Option<DocumentId>) -> Element {
    let app = use_context::<AppContext>();
    let mut saved = use_signal(|| false);
    let key = building.map_or_else(|| "defect".to_owned(), |building| format!("defect/{building}"));
    let draft = app.draft(&key, Reporting::start(building));
    rsx! {
        div { class: "title", h1 { {app.text("defect-title")} } }
        if *saved.read() {
            p { role: "status", class: "empty good", "data-test": "defect-saved", Icon { name: "phone" } {app.text("defect-saved")} }
            RefusedPictures {}
            button { onclick: move |_| saved.set(false), {app.text("defect-another")} }
        } else if let Some(id) = draft.get().building {
            Form { key: "{id}", id, draft, saved }
        } else {
            ChooseBuilding { draft }
        }
    }
}

/// The defects whose report is begun and not sent: where each is written.
pub(crate) fn begun_defects(app: &AppContext) -> Vec<String> {
    let mut begun = Vec::new();
    for key in app.draft_keys("defect") {
        let building = key.strip_prefix("defect/").and_then(|building| building.parse().ok());
        let draft = app.draft(&key, Reporting::start(building));
        if draft.get().is_begun() || draft.has_photos() {
            begun.push(format!("#/{key}"));
        }
    }
    begun
}

/// Recalls reports that are begun, on other screens.
#[component]
pub(crate) fn BegunDefects() -> Element {
    let app = use_context::<AppContext>();
    let begun = begun_defects(&app);
    let Some(first) = begun.first() else { return rsx! {} };
    rsx! {
        a { class: "card found", href: "{first}", "data-test": "defect-drafts",
            Icon { name: "report" }
            strong { {app.count("defect-drafts", begun.len() as u64)} }
        }
    }
}

#[component]
fn ChooseBuilding(draft: Draft<Reporting>) -> Element {
    let app = use_context::<AppContext>();
    let asking = draft.clone();
    let today = app.today();
    let answer = use_answer(move || Ask::Buildings { text: asking.get().search, today });
    let answer = answer.read();
    let Buildings { list, more } = match &*answer {
        Some(Answer::Buildings(buildings)) => buildings.clone(),
        _ => Buildings::default(),
    };
    let shown = list.len() as u64;
    let none = matches!(&*answer, Some(Answer::Buildings(_)))
        && list.is_empty()
        && !draft.get().search.trim().is_empty();
    rsx! {
        label { class: "search",
            span { {app.text("defect-building")} }
            LineField {
                bound: draft.bind(|form| form.search.clone(), |form, search| form.search = search),
                test: "defect-search",
                kind: "search",
                chars_max: LINE_CHARS_MAX,
            }
        }
        if draft.get().is_begun() || draft.has_photos() {
            DraftNote { draft: draft.handle() }
        }
        ul { class: "cards",
            for line in list {
                li { key: "{line.id}",
                    button { class: "card found", "data-test": "defect-building",
                        onclick: {
                            let draft = draft.clone();
                            move |_| draft.change(|form| {
                                if form.asset_of.take() != Some(line.id) {
                                    form.asset = String::new();
                                }
                                form.building = Some(line.id);
                            })
                        },
                        Icon { name: "building" }
                        span {
                            strong { "{line.name}" }
                            span { class: "quiet", "{line.address}" }
                            if let Some(near) = line.near {
                                span { class: "quiet", "data-test": "near", {app.text(near_key(near))} }
                            }
                        }
                    }
                }
            }
        }
        if let Some(Answer::Failed(failure)) = &*answer {
            p { role: "alert", class: "notice attention", {app.failure(failure, None)} }
        }
        if none {
            p { role: "status", class: "empty", "data-test": "defect-none-found", {app.text("defect-none-found")} }
        }
        if more {
            p { role: "status", class: "quiet", "data-test": "defect-more", {app.count("defect-more", shown)} }
        }
    }
}

/// Why a building stands at the top.
const fn near_key(near: Near) -> &'static str {
    match near {
        Near::AtWork => "near-at-work",
        Near::Today => "near-today",
    }
}

#[component]
fn Form(id: DocumentId, draft: Draft<Reporting>, saved: Signal<bool>) -> Element {
    let app = use_context::<AppContext>();
    let answer = use_answer(move || Ask::Building(id));
    let answer = answer.read();
    match &*answer {
        Some(Answer::Building(view)) => rsx! { Fields { view: (**view).clone(), draft, saved } },
        Some(Answer::Failed(failure)) => rsx! {
            p { role: "alert", class: "notice attention", {app.failure(failure, None)} }
            OtherBuilding { draft }
        },
        Some(_) | None => rsx! {},
    }
}

/// Chooses another building; what was written stays.
#[component]
fn OtherBuilding(draft: Draft<Reporting>) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        button { r#type: "button", "data-test": "defect-other-building",
            onclick: move |_| draft.change(|form| form.asset_of = form.building.take()),
            {app.text("defect-other-building")}
        }
    }
}

/// The assets of the building to choose from, by id and name; first, none of them.
fn assets(app: &AppContext, view: &BuildingView) -> Vec<(String, String)> {
    let mut assets = vec![(String::new(), app.text("defect-no-asset"))];
    let named = app.by_name(view.building.assets.iter().collect(), |(_, asset)| &asset.name);
    assets.extend(named.into_iter().map(|(id, asset)| (id.to_string(), asset.name.clone())));
    assets
}

fn priorities(app: &AppContext) -> Vec<Pick> {
    let priorities = Priority::all().map(|one| Pick {
        value: one.name().to_owned(),
        words: app.text(&format!("priority-{}", one.name())),
        lang: None,
        test: format!("defect-priority-{}", one.name()),
    });
    priorities.collect()
}

#[component]
fn Fields(view: BuildingView, draft: Draft<Reporting>, saved: Signal<bool>) -> Element {
    let app = use_context::<AppContext>();
    let submit = {
        let (draft, view) = (draft.clone(), view.clone());
        move |event: FormEvent| {
            event.prevent_default();
            let command = RequestCommand::Create(Box::new(request(&draft.peek(), &view)));
            draft.submit(None, Command::Request(command), move |_| tell(saved, true));
        }
    };
    let picking = draft.handle();
    let (failure, begun) = (draft.failure(), draft.get().is_begun() || draft.has_photos());
    rsx! {
        form { class: "add", onsubmit: submit,
            div { class: "row spread",
                strong { "{view.building.name}" }
                OtherBuilding { draft: draft.clone() }
            }
            label {
                span { {app.text("asset")} }
                SelectField {
                    bound: draft.bind(|form| form.asset.clone(), |form, asset| form.asset = asset),
                    test: "defect-asset",
                    options: assets(&app, &view),
                }
            }
            label {
                span { {app.text("defect-what")} }
                LineField {
                    bound: draft.bind(|form| form.title.clone(), |form, title| form.title = title),
                    test: "defect-what",
                    chars_max: LINE_CHARS_MAX,
                    required: true,
                }
            }
            label {
                span { {app.text("defect-details")} }
                TextField {
                    bound: draft.bind(|form| form.description.clone(), |form, text| form.description = text),
                    test: "defect-details",
                    rows: 4,
                    chars_max: NOTE_MAX,
                }
            }
            fieldset { class: "picks",
                legend { {app.text("priority")} }
                Picks {
                    bound: draft.bind(|form| form.priority.clone(), |form, one| form.priority = one),
                    name: "priority",
                    picks: priorities(&app),
                }
            }
            PickPhotos { onpick: OnPick::new(draft.handle(), move |picked| picking.add_photo(picked)) }
            DraftPhotos { draft: draft.handle() }
            if begun {
                DraftNote { draft: draft.handle() }
            }
            if let Some(failure) = failure {
                p { role: "alert", class: "notice attention", "data-test": "failure", {app.failure(&failure, None)} }
            }
            button { r#type: "submit", class: "primary", "data-test": "defect-send", {app.text("defect-send")} }
        }
    }
}

/// What is reported.
fn request(form: &Reporting, view: &BuildingView) -> NewRequest {
    let asset = form.asset.parse().ok();
    NewRequest {
        origin: RequestOrigin::Field,
        title: form.title.trim().to_owned(),
        description: form.description.clone(),
        organisation: view.building.organisation,
        building: view.id,
        space: asset.and_then(|asset| view.building.assets.get(&asset)?.space),
        asset,
        nature: None,
        priority: Priority::named(&form.priority).unwrap_or(Priority::Normal),
    }
}
