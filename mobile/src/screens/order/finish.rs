//! What is to be looked at before the work is finished: named in one box over the deeds, each thing leading to
//! its place. Only what must be answered stands in the way.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::document::{Catalogue, PhotoPhase};

use super::super::desk::Desk;
use super::super::icon::Icon;
use super::checklist::{item_place, unsaved_answers};
use super::materials::{ADD, unfinished_material};
use super::photo_sheet::{caption_place, unsaved_captions};
use super::photos::{CAMERA, PHOTOS, show_next, unsaved_photos};
use super::report::{REPORTS, has_unsaved_report};
use crate::client::WorkOrderView;

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
pub(super) fn is_to_look_at(desk: &Desk, view: &WorkOrderView) -> bool {
    // What was never begun is said by the command itself.
    !view.order.interventions.is_empty() && !points(desk, view, &Catalogue::default()).is_empty()
}

fn points(desk: &Desk, view: &WorkOrderView, catalogue: &Catalogue) -> Vec<Point> {
    let mut points = missing(view);
    points.extend(unsaved(desk, view, catalogue));
    let order = &view.order;
    if order.interventions.values().all(|visit| visit.report.trim().is_empty()) {
        points.push(Point {
            words: desk.say("finish-wordless"),
            place: Place::Field(REPORTS.to_owned()),
            test: "finish-wordless",
        });
    }
    let photos = order.corrected_photos();
    let shows =
        |phase| photos.iter().any(|(_, photo)| photo.facts.phase == phase && photo.withdrawn.is_none());
    if (shows(PhotoPhase::Before) || shows(PhotoPhase::Defect)) && !shows(PhotoPhase::After) {
        points.push(Point {
            words: desk.say("finish-no-photo-after"),
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
fn unsaved(desk: &Desk, view: &WorkOrderView, catalogue: &Catalogue) -> Vec<Point> {
    let point = |words: String, place: Place| Point { words, place, test: "unsaved" };
    let mut points = Vec::new();
    for (id, label) in unsaved_answers(desk, view) {
        points.push(point(desk.fill("unsaved-answer", &label), Place::Field(item_place(id))));
    }
    let photos = unsaved_photos(desk, view.id);
    if photos > 0 {
        points.push(point(desk.count("photos-unsaved", photos), Place::Here(PHOTOS.to_owned())));
    }
    for fact in unsaved_captions(desk, view) {
        points.push(point(desk.say("unsaved-caption"), Place::Field(caption_place(fact))));
    }
    if has_unsaved_report(desk, view) {
        points.push(point(desk.say("unsaved-report"), Place::Field(REPORTS.to_owned())));
    }
    if let Some(material) = unfinished_material(desk, view, catalogue) {
        points.push(point(desk.fill("unsaved-material", &material), Place::Here(ADD.to_owned())));
    }
    let building = view.order.building;
    if desk.holds_draft(&format!("remark/{building}")) {
        points.push(point(desk.say("unsaved-remark"), Place::Screen(format!("#/building/{building}"))));
    }
    if let Some(asset) = view.order.asset.filter(|id| desk.holds_draft(&format!("asset/{building}/{id}"))) {
        let address = format!("#/building/{building}/{asset}");
        points.push(point(desk.say("unsaved-correction"), Place::Screen(address)));
    }
    points
}

#[component]
pub(super) fn BeforeFinish(
    view: WorkOrderView,
    catalogue: Rc<Catalogue>,
    onclose: EventHandler<()>,
    onfinish: EventHandler<()>,
) -> Element {
    let desk = use_context::<Desk>();
    let points = points(&desk, &view, &catalogue);
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
        if missing > 0 { desk.count("missing-answers", missing as u64) } else { desk.say("finish-first") };
    rsx! {
        section { class: "notice attention before-finish", "data-test": if missing > 0 { "failure" } else { "before-finish" }, "aria-label": heading.clone(),
            div { class: "row spread",
                p { role: "alert", "{heading}" }
                button { class: "small", "data-test": "before-finish-close", "aria-label": desk.say("close"), onclick: move |_| onclose.call(()), Icon { name: "stop" } }
            }
            ul { class: "missing-list",
                for (at, point) in points.into_iter().enumerate() {
                    li { key: "{at}", PointLink { point, id: view.id } }
                }
            }
            if missing == 0 {
                button { "data-test": "finish-anyway", onclick: move |_| onfinish.call(()), {desk.say("finish-anyway")} }
            }
        }
    }
}

#[component]
fn PointLink(point: Point, id: shared::DocumentId) -> Element {
    let desk = use_context::<Desk>();
    let (focus, enter) = (desk.platform.focus, desk.platform.enter);
    let Point { words, place, test } = point;
    if let Place::Screen(address) = place {
        return rsx! { a { class: "link", "data-test": test, href: "{address}", "{words}" } };
    }
    let lead = move |_| match &place {
        Place::Field(id) => enter(id),
        Place::Here(id) => focus(id),
        Place::Camera(phase) => {
            show_next(&desk, id, *phase);
            enter(CAMERA);
        }
        Place::Screen(_) => {}
    };
    rsx! { button { class: "link", "data-test": test, onclick: lead, "{words}" } }
}
