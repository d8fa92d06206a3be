//! What is to be looked at before the work is finished: named in one box over the actions, each thing leading to
//! its place. Only what must be answered stands in the way.

use dioxus::prelude::*;
use shared::command::Command;
use shared::document::photo::PhotoPhase;
use shared::work_order::WorkOrderCommand;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;
use crate::screens::pick_photos::CAMERA;
use crate::screens::task::tell;
use crate::screens::work_order::checklist::{item_place, unsaved_answers};
use crate::screens::work_order::doing::Doing;
use crate::screens::work_order::materials::{ADD, unfinished_material};
use crate::screens::work_order::photo_sheet::{caption_place, unsaved_captions};
use crate::screens::work_order::photos::{PHOTOS, show_next, unsaved_photos};
use crate::screens::work_order::report::{REPORTS, has_unsaved_report};

/// Something to look at, and where it stands.
#[derive(Clone, PartialEq)]
struct Point {
    words: String,
    place: Place,
    test: &'static str,
}

#[derive(Clone, PartialEq)]
enum Place {
    /// The first field of what has this id.
    Field(String),
    /// What has this id.
    Here(String),
    /// The camera, for a photo of this phase.
    Camera(PhotoPhase),
    /// Another screen.
    Screen(String),
}

/// Whether anything is to be looked at first.
pub(crate) fn is_to_look_at(app: &AppContext, view: &WorkOrderView) -> bool {
    // What was never begun is said by the command itself.
    !view.order.interventions.is_empty() && !points(app, view).is_empty()
}

fn points(app: &AppContext, view: &WorkOrderView) -> Vec<Point> {
    let mut points = missing(view);
    points.extend(unsaved(app, view));
    let order = &view.order;
    if order.interventions.values().all(|visit| visit.report.trim().is_empty()) {
        points.push(Point {
            words: app.text("finish-wordless"),
            place: Place::Field(REPORTS.to_owned()),
            test: "finish-wordless",
        });
    }
    let photos = order.corrected_photos();
    let shows =
        |phase| photos.iter().any(|(_, photo)| photo.facts.phase == phase && photo.withdrawn.is_none());
    if (shows(PhotoPhase::Before) || shows(PhotoPhase::Defect)) && !shows(PhotoPhase::After) {
        points.push(Point {
            words: app.text("finish-no-photo-after"),
            place: Place::Camera(PhotoPhase::After),
            test: "finish-no-photo-after",
        });
    }
    points
}

/// What must be answered and is not.
fn missing(view: &WorkOrderView) -> Vec<Point> {
    let missing = view.order.missing_answers().into_iter();
    missing
        .map(|(id, item)| Point {
            words: item.asked.label.clone(),
            place: Place::Field(item_place(id)),
            test: "missing-answer",
        })
        .collect()
}

/// What was typed or chosen and is not in the document.
fn unsaved(app: &AppContext, view: &WorkOrderView) -> Vec<Point> {
    let point = |words: String, place: Place| Point { words, place, test: "unsaved" };
    let mut points = Vec::new();
    for (id, label) in unsaved_answers(app, view) {
        points.push(point(app.fill("unsaved-answer", &label), Place::Field(item_place(id))));
    }
    let photos = unsaved_photos(app, view.id);
    if photos > 0 {
        points.push(point(app.count("photos-unsaved", photos), Place::Here(PHOTOS.to_owned())));
    }
    for fact in unsaved_captions(app, view) {
        points.push(point(app.text("unsaved-caption"), Place::Field(caption_place(fact))));
    }
    if has_unsaved_report(app, view) {
        points.push(point(app.text("unsaved-report"), Place::Field(REPORTS.to_owned())));
    }
    if let Some(material) = unfinished_material(app, view) {
        points.push(point(app.fill("unsaved-material", &material), Place::Here(ADD.to_owned())));
    }
    let building = view.order.building;
    if app.holds_draft(&format!("remark/{building}")) {
        points.push(point(app.text("unsaved-remark"), Place::Screen(format!("#/building/{building}"))));
    }
    if let Some(asset) = view.order.asset.filter(|id| app.holds_draft(&format!("asset/{building}/{id}"))) {
        let address = format!("#/building/{building}/{asset}");
        points.push(point(app.text("unsaved-correction"), Place::Screen(address)));
    }
    points
}

#[component]
pub(crate) fn BeforeFinish(
    view: WorkOrderView,
    onclose: EventHandler<()>,
    onfinish: EventHandler<()>,
) -> Element {
    let app = use_context::<AppContext>();
    let points = points(&app, &view);
    let missing = view.order.missing_answers().len();
    let is_done = points.is_empty();
    // What comes up later is not asked about before somebody finishes again.
    use_effect(use_reactive!(|(is_done,)| {
        if is_done {
            onclose.call(());
        }
    }));
    if is_done {
        return rsx! {};
    }
    let heading =
        if missing > 0 { app.count("missing-answers", missing as u64) } else { app.text("finish-first") };
    rsx! {
        section { class: "notice attention before-finish", "data-test": if missing > 0 { "failure" } else { "before-finish" }, "aria-label": heading.clone(),
            div { class: "row spread",
                p { role: "alert", "{heading}" }
                button { class: "small", "data-test": "before-finish-close", "aria-label": app.text("close"), onclick: move |_| onclose.call(()), Icon { name: "stop" } }
            }
            ul { class: "missing-list",
                for (at, point) in points.into_iter().enumerate() {
                    li { key: "{at}", PointLink { point, id: view.id } }
                }
            }
            if missing == 0 {
                button { "data-test": "finish-anyway", onclick: move |_| onfinish.call(()), {app.text("finish-anyway")} }
            }
        }
    }
}

#[component]
fn PointLink(point: Point, id: shared::DocumentId) -> Element {
    let app = use_context::<AppContext>();
    let (focus, enter) = (app.platform.focus, app.platform.enter);
    let Point { words, place, test } = point;
    if let Place::Screen(address) = place {
        return rsx! { a { class: "link", "data-test": test, href: "{address}", "{words}" } };
    }
    let lead = move |_| match &place {
        Place::Field(id) => enter(id),
        Place::Here(id) => focus(id),
        Place::Camera(phase) => {
            show_next(&app, id, *phase);
            enter(CAMERA);
        }
        Place::Screen(_) => {}
    };
    rsx! { button { class: "link", "data-test": test, onclick: lead, "{words}" } }
}

impl Doing {
    /// Finishes the work, or asks first when there is something to look at.
    pub(crate) fn finish(&self, asking: Signal<bool>) {
        let doing = self.clone();
        self.busy.start(async move {
            // Asked one after the other: what was typed a moment ago is in it.
            if let Answer::WorkOrder(view) = doing.app.ask(Ask::WorkOrder(doing.id)).await
                && is_to_look_at(&doing.app, &view)
            {
                tell(doing.failed, None);
                return tell(asking, true);
            }
            let finish = Command::WorkOrder(WorkOrderCommand::Finish);
            tell(doing.failed, doing.app.execute(Some(doing.id), finish).await.err());
        });
    }
}
