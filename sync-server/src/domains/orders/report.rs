//! The facts of a work order, the reports, the checklist against what was asked, materials, steps.

use maud::{Markup, html};
use shared::work_order::{AnswerValue, ChecklistItem, Material};
use shared::{FactId, QuantityRange};

use crate::base::collation::compare;
use crate::base::limits::REVIEWERS_NAMED_MAX;
use crate::domains::orders::sheet::Sheet;
use crate::domains::register::badges;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

pub(crate) fn facts(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let order = &sheet.order;
    let (building, names) = (sheet.building.as_ref(), &sheet.names);
    let space = building.and_then(|building| {
        building.spaces.iter().find(|(id, _, _)| Some(*id) == order.space).map(|(_, name, _)| name.as_str())
    });
    let asset =
        building.and_then(|building| building.assets.iter().find(|asset| Some(asset.id) == order.asset));
    let mut people: Vec<&str> = order.assigned.keys().map(|person| names.person(*person)).collect();
    people.sort_by(|one, other| compare(one, other));
    html! {
        @if let Some(building) = building { (badges::hazards(localizer, building)) }
        @if !order.description.is_empty() { p.description { (order.description) } }
        dl.facts {
            dt { (localizer.text("where")) }
            dd {
                @match building {
                    Some(building) => a href={ "/office/buildings/" (order.building) } { (building.name) },
                    None => "–",
                }
                @if let Some(space) = space { " · " (space) }
                @if let Some(building) = building { br; span.quiet { (building.address) } }
            }
            @if let Some(asset) = asset {
                dt { (localizer.text("asset")) }
                dd { (asset.name) " " span.quiet { (asset.make) " " (asset.model) " " (asset.serial) } }
            }
            @if let (Some(id), Some(name)) = (order.request, &sheet.request) {
                dt { (localizer.text("column-request")) }
                dd { a href={ "/office/requests/" (id) } data-test="order-request" { (name) } }
            }
            dt { (localizer.text("organisation")) } dd { (names.organisation(order.organisation)) }
            dt { (localizer.text("nature")) } dd { (names.nature(order.nature)) }
            dt { (localizer.text("assigned")) }
            dd { @if people.is_empty() { (localizer.text("assigned-nobody")) } @else { (people.join(", ")) } }
        }
    }
}

pub(crate) fn reports(localizer: &Localizer, sheet: &Sheet) -> Markup {
    html! {
        @if !sheet.order.interventions.is_empty() { section {
            h2 { (localizer.text("reports")) }
            @for visit in sheet.order.interventions.values() {
                article.visit {
                    h3 { (sheet.names.person(visit.by)) }
                    p.quiet {
                        (localizer.moment(visit.started_at))
                        @if let Some(end) = visit.ended_at {
                            " – " (localizer.time(end)) " · " (localizer.work(end.ms_since(visit.started_at)))
                        }
                    }
                    @if visit.report.trim().is_empty() { p.quiet { (localizer.text("report-empty")) } }
                    @else { p.report { (visit.report) } }
                }
            }
        } }
    }
}

/// Which phones wrote in it on the day somebody enrolled them for somebody else.
pub(crate) fn first_day(localizer: &Localizer, sheet: &Sheet) -> Markup {
    html! {
        @for phone in &sheet.first_day.phones {
            p.quiet data-test="first-day" {
                (icon("phone")) " "
                (localizer.with("first-day", &[
                    ("owner", phone.owner.as_str()),
                    ("name", phone.maker.as_str()),
                    ("when", &localizer.instant(phone.at)),
                ]))
            }
        }
    }
}

/// Why somebody does not approve what a phone wrote that they enrolled, and who does.
pub(crate) fn own_phone(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let others: Vec<&str> =
        sheet.first_day.reviewers.iter().take(REVIEWERS_NAMED_MAX).map(|one| one.name.as_str()).collect();
    html! {
        p.notice data-test="own-phone" {
            (localizer.text("own-phone")) " "
            @if others.is_empty() { (localizer.text("own-phone-nobody")) }
            @else { (localizer.with("own-phone-others", &[("names", &others.join(", "))])) }
        }
    }
}

pub(crate) fn checklist(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let items = sheet.order.checklist_in_order();
    html! {
        @if !items.is_empty() {
            section {
                h2 { (localizer.text("checklist")) }
                div.scroll tabindex="0" role="region" aria-label=(localizer.text("checklist")) {
                    table {
                        thead { tr { th scope="col" { (localizer.text("checklist-asked")) } th scope="col" { (localizer.text("checklist-found")) } th scope="col" { (localizer.text("checklist-by")) } } }
                        tbody { @for (_, item) in items { (row(localizer, sheet, item)) } }
                    }
                }
            }
        }
    }
}

/// A mark on what nobody can mean: phones from before it was refused still deliver it.
fn to_check(localizer: &Localizer, is_plausible: bool) -> Markup {
    html! { @if !is_plausible { " " span.chip.late data-test="implausible" { (icon("hazard")) (localizer.text("chip-implausible")) } } }
}

/// An answer as people read it.
pub(crate) fn answered(localizer: &Localizer, item: &ChecklistItem, value: &AnswerValue) -> Markup {
    html! {
        @match value {
            AnswerValue::Tick(true) => { (icon("check")) (localizer.text("tick-true")) }
            AnswerValue::Tick(false) => { strong.bad { (icon("hazard")) (localizer.text("tick-false")) } }
            AnswerValue::Measure(quantity) => {
                (localizer.number(&quantity.to_string())) " " (item.asked.unit.as_deref().unwrap_or_default())
                (to_check(localizer, QuantityRange::MEASURE.has(*quantity)))
            }
            AnswerValue::Choice(text) | AnswerValue::Text(text) => { (text) }
        }
    }
}

fn row(localizer: &Localizer, sheet: &Sheet, item: &ChecklistItem) -> Markup {
    html! {
        tr {
            th scope="row" { (item.asked.label) @if item.asked.required { " " span.quiet { (localizer.text("required")) } } }
            @match &item.answer {
                Some(answer) => {
                    td { (answered(localizer, item, &answer.value)) }
                    td.quiet { (sheet.names.person(answer.by)) " · " (localizer.moment(answer.at)) }
                }
                None => {
                    td {
                        @if item.asked.required { strong.bad { (icon("hazard")) (localizer.text("answer-missing")) } }
                        @else { span.quiet { (localizer.text("answer-none")) } }
                    }
                    td {}
                }
            }
        }
    }
}

pub(crate) fn materials(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let used = sheet.order.materials_in_force();
    html! {
        @if !used.is_empty() {
            section {
                h2 { (localizer.text("materials")) }
                ul.lines {
                    @for (_, used) in used {
                        li {
                            @match &used.material {
                                Material::Stock(item) => {
                                    @let item = sheet.stock.get(item);
                                    span { (item.map_or("–", |item| item.label.as_str())) " " span.quiet { (item.map_or("", |item| item.code.as_str())) } }
                                    strong { (localizer.number(&used.quantity.to_string())) " " (item.map_or("", |item| item.unit.as_str())) }
                                    (to_check(localizer, QuantityRange::MATERIAL.has(used.quantity)))
                                }
                                Material::Other(label) => {
                                    span { (label) }
                                    strong { (localizer.number(&used.quantity.to_string())) }
                                    (to_check(localizer, QuantityRange::MATERIAL.has(used.quantity)))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The steps, and what was said anew of photos, in the order of their ids.
pub(crate) fn timeline(localizer: &Localizer, sheet: &Sheet) -> Markup {
    let order = &sheet.order;
    let line = |what: &str, by, at| {
        html! { strong { (localizer.text(what)) } " · " (sheet.names.person(by)) " · " (localizer.moment(at)) }
    };
    let mut facts: Vec<(FactId, Markup)> = Vec::new();
    for (id, step) in &order.steps {
        let what = format!("step-{}", step.kind.phrase());
        facts.push((*id, html! {
            (line(&what, step.by, step.at))
            @if let Some(cause) = step.kind.cause() { " · " (localizer.text(&format!("cause-{}", cause.name()))) }
            @if let Some(reason) = step.kind.reason().filter(|reason| !reason.is_empty()) { p { (reason) } }
        }));
    }
    for (id, photo) in order.photos.iter().filter(|(_, photo)| photo.corrects.is_some()) {
        let what = if photo.withdrawn { "photo-withdrawn" } else { "photo-corrected" };
        let phase = localizer.text(&format!("phase-{}", photo.facts.phase.name()));
        facts.push((
            *id,
            html! {
                (line(what, photo.by, photo.at))
                " · " (phase)
                @if !photo.facts.caption.is_empty() { " · " (photo.facts.caption) }
            },
        ));
    }
    facts.sort_by_key(|(id, _)| *id);
    html! {
        @if !facts.is_empty() { section {
            h2 { (localizer.text("timeline")) }
            ol.timeline { @for (_, fact) in facts { li { (fact) } } }
        }
        }
    }
}
