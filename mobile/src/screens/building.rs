//! *Building*: how to get in, what is dangerous, its spaces and assets with their last interventions.

pub(crate) mod access;
pub(crate) mod correct;

use correct::{Correct, Correcting};
use dioxus::prelude::*;
use shared::building::{Asset, AssetField, BuildingCommand, Space};
use shared::command::Command;
use shared::history::HistoryLine;
use shared::{AssetId, DocumentId, SpaceId};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::list::{DefectLine, OrderLine};
use crate::client::names::Names;
use crate::client::view::BuildingView;
use crate::screens::back::Back;
use crate::screens::building::access::{Access, Hazards};
use crate::screens::context::{AppContext, use_answer};
use crate::screens::draft::note::DraftNote;
use crate::screens::field::TextField;
use crate::screens::format::NOTE_MAX;
use crate::screens::icon::Icon;
use crate::screens::order_list::Orders;
use crate::screens::task::{tell, use_busy};

#[component]
pub(crate) fn Building(id: DocumentId, asset: Option<AssetId>) -> Element {
    let app = use_context::<AppContext>();
    let answer = use_answer(move || Ask::Building(id));
    let answer = answer.read();
    match &*answer {
        Some(Answer::Building(view)) => {
            rsx! { Sheet { view: (**view).clone(), wanted: asset } }
        }
        Some(Answer::Failed(failure)) => rsx! {
            Back {}
            p { class: "empty", {app.failure(failure, None)} }
        },
        Some(_) | None => rsx! {},
    }
}

#[component]
fn Sheet(view: BuildingView, wanted: Option<AssetId>) -> Element {
    let app = use_context::<AppContext>();
    let building = &view.building;
    let organisation = view.names.organisation.clone().unwrap_or_default();
    let spaces = by_space(&app, building);
    rsx! {
        Back {}
        Hazards { building: building.clone(), folded: false }
        section { class: "heading", "data-test": "building",
            p { class: "quiet", "{building.code} · {organisation}" }
            h1 { "{building.name}" }
            a { class: "button", href: "#/defect/{view.id}", Icon { name: "report" } {app.text("defect-here")} }
        }
        Access { building: building.clone(), folded: false }
        if !view.orders.is_empty() {
            section {
                h2 { {app.text("building-orders")} }
                Orders { lines: view.orders.clone() }
            }
        }
        section { class: "assets",
            h2 { {app.text("assets")} span { class: "count", "{building.assets.len()}" } }
            for (space, assets) in spaces {
                if !space.is_empty() {
                    h3 { "{space}" }
                }
                for (asset_id, asset) in assets {
                    AssetCard {
                        key: "{asset_id}",
                        building: view.id,
                        asset_id,
                        asset,
                        is_wanted: wanted == Some(asset_id),
                        open: view.at_assets.iter().filter(|(at, _)| *at == asset_id).map(|(_, line)| line.clone()).collect::<Vec<_>>(),
                        defects: view.defects.iter().filter(|line| line.asset == asset_id).cloned().collect::<Vec<_>>(),
                        history: view.history.iter().filter(|line| line.asset == Some(asset_id)).cloned().collect::<Vec<_>>(),
                        names: view.names.clone(),
                    }
                }
            }
        }
        Remarks { view: view.clone() }
    }
}

/// The spaces in words, lowest floor first, with what stands in each; first what stands in none.
fn by_space(app: &AppContext, building: &shared::building::Building) -> Vec<(String, Vec<(AssetId, Asset)>)> {
    let called = |space: &Space| match space.floor() {
        Some(_) => format!("{} · {}", space.name, app.fill("level", &space.level)),
        // `toiture` is a level too.
        None => format!("{} · {}", space.name, space.level),
    };
    let assets = app.by_name(building.assets.iter().collect(), |(_, asset)| &asset.name);
    let within = |space: Option<SpaceId>| {
        let stands_here = |asset: &Asset| asset.space.filter(|id| building.spaces.contains_key(id)) == space;
        assets
            .iter()
            .filter(|(_, asset)| stands_here(asset))
            .map(|(id, asset)| (**id, (*asset).clone()))
            .collect()
    };
    // `toiture` is above all numbers.
    let floor = |space: &Space| space.floor().map_or(i64::MAX, i64::from);
    let spaces = building.spaces.iter().collect();
    let spaces = app.by_rank_and_name(spaces, |(_, space)| (floor(space), &space.name));
    let named = spaces.into_iter().map(|(id, space)| (called(space), within(Some(*id))));
    std::iter::once((String::new(), within(None))).chain(named).collect()
}

#[component]
fn AssetCard(
    building: DocumentId,
    asset_id: AssetId,
    asset: Asset,
    is_wanted: bool,
    /// Work orders at it that are not approved yet.
    open: Vec<OrderLine>,
    defects: Vec<DefectLine>,
    history: Vec<HistoryLine>,
    names: Names,
) -> Element {
    let app = use_context::<AppContext>();
    let draft = app.draft(&format!("asset/{building}/{asset_id}"), Correcting::start(&asset));
    // What was begun is not hidden.
    let came_back = use_hook(|| draft.get().open);
    let make = format!("{} {}", asset.make, asset.model);
    let field = AssetField::Serial(String::new());
    let may_correct = app.may(&Command::Building(BuildingCommand::CorrectAsset { asset: asset_id, field }));
    let heading = format!("asset-{asset_id}");
    let (focus, wanted) = (app.platform.focus, heading.clone());
    use_effect(use_reactive!(|(is_wanted, wanted)| {
        if is_wanted {
            focus(&wanted);
        }
    }));
    rsx! {
        details { class: if is_wanted { "asset wanted" } else { "asset" }, "data-test": "asset", open: is_wanted || came_back,
            summary { id: "{heading}",
                Icon { name: "tool" }
                span { strong { "{asset.name}" } span { class: "quiet", " {make}" } }
            }
            if draft.get().open {
                Correct { building, asset_id, asset: asset.clone(), draft }
            } else {
                dl { class: "facts",
                    dt { {app.text("asset-make")} } dd { "{asset.make}" }
                    dt { {app.text("asset-model")} } dd { "{asset.model}" }
                    dt { {app.text("asset-serial")} } dd { "{asset.serial}" }
                    dt { {app.text("asset-installed")} } dd { "{asset.installed}" }
                }
                if may_correct {
                    button { "data-test": "asset-correct", onclick: move |_| draft.change(|form| form.open = true), {app.text("asset-correct")} }
                }
            }
            if !open.is_empty() {
                h4 { {app.text("history-open")} }
                Orders { lines: open }
            }
            for line in defects {
                p { class: "reported", "data-test": "asset-defect",
                    Icon { name: "report" }
                    span { {app.fill("history-reported", &line.title)} span { class: "quiet", " {app.moment(line.at)}" } }
                }
            }
            h4 { {app.text("history")} }
            if history.is_empty() {
                p { class: "quiet", {app.text("history-none")} }
            }
            ul { class: "history",
                for line in history {
                    HistoryItem { line, names: names.clone() }
                }
            }
        }
    }
}

#[component]
fn HistoryItem(line: HistoryLine, names: Names) -> Element {
    let app = use_context::<AppContext>();
    let who = names.person(line.technician).to_owned();
    rsx! {
        li {
            span { class: "quiet", "{app.moment(line.finished_at)} · {who} · {line.number}" }
            p { "{line.summary}" }
        }
    }
}

#[component]
fn Remarks(view: BuildingView) -> Element {
    let app = use_context::<AppContext>();
    let id = view.id;
    let me = app.status.read().owner.as_ref().map(|owner| owner.person);
    let remarks: Vec<_> = view
        .building
        .remarks_in_force()
        .into_iter()
        .rev()
        .map(|(key, remark)| {
            let who = view.names.person(remark.by).to_owned();
            (key, who, remark.at, remark.text.clone(), Some(remark.by) == me)
        })
        .collect();
    let withdrawing = use_busy();
    let withdraw_failed = use_signal(|| None::<Failure>);
    let withdrawer = app.clone();
    let withdraw = use_callback(move |remark| {
        let app = withdrawer.clone();
        withdrawing.start(async move {
            let command = BuildingCommand::CorrectRemark { remark, text: String::new() };
            tell(withdraw_failed, app.execute(Some(id), Command::Building(command)).await.err());
        });
    });
    let may_remark = app.may(&Command::Building(BuildingCommand::AddRemark { text: String::new() }));
    rsx! {
        section { class: "remarks",
            h2 { {app.text("remarks")} }
            for (key, who, at, remark, mine) in remarks {
                article { key: "{key}", class: "remark", "data-test": "remark",
                    p { "{remark}" }
                    p { class: "quiet", "{who} · {app.moment(at)}" }
                    if mine {
                        button { "data-test": "remark-withdraw", onclick: move |_| withdraw(key), {app.text("remark-withdraw")} }
                    }
                }
            }
            if let Some(failure) = withdraw_failed.read().clone() {
                p { role: "alert", class: "notice attention", {app.failure(&failure, None)} }
            }
            if may_remark {
                AddRemark { building: id }
            }
        }
    }
}

/// The form that adds a remark.
#[component]
fn AddRemark(building: DocumentId) -> Element {
    let app = use_context::<AppContext>();
    let draft = app.draft(&format!("remark/{building}"), String::new());
    let saving = draft.clone();
    let submit = move |event: FormEvent| {
        event.prevent_default();
        let command = BuildingCommand::AddRemark { text: saving.peek() };
        saving.submit(Some(building), Command::Building(command), |_| ());
    };
    let failure = draft.failure();
    rsx! {
        form { class: "add", onsubmit: submit,
            label {
                span { {app.text("remark-add")} }
                TextField {
                    bound: draft.bind(Clone::clone, |form, text| *form = text),
                    test: "remark-text",
                    rows: 3,
                    chars_max: NOTE_MAX,
                    required: true,
                }
            }
            DraftNote { draft: draft.handle() }
            if let Some(failure) = failure {
                p { role: "alert", class: "notice attention", {app.failure(&failure, None)} }
            }
            button { r#type: "submit", "data-test": "remark-save", {app.text("save")} }
        }
    }
}
