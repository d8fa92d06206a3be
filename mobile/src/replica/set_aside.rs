//! What the office did not accept, as text a person can read and copy.

use shared::document::{Building, Material, Request, WorkOrder};
use shared::{Document, DocumentKind};

/// What somebody wrote in `with` that `without` does not hold, a paragraph each.
pub(super) fn text(without: &Document, with: &Document) -> String {
    let known = written(without);
    let lost: Vec<String> = written(with).into_iter().filter(|text| !known.contains(text)).collect();
    lost.join("\n")
}

/// Everything people wrote in a document, in an order of its own; nothing where it does not read.
fn written(document: &Document) -> Vec<String> {
    let mut texts = match document.kind() {
        DocumentKind::WorkOrder => {
            WorkOrder::read(document).map(|order| in_order(&order)).unwrap_or_default()
        }
        DocumentKind::Building => {
            Building::read(document).map(|building| in_building(&building)).unwrap_or_default()
        }
        DocumentKind::Request => {
            Request::read(document).map(|request| in_request(&request)).unwrap_or_default()
        }
        DocumentKind::History | DocumentKind::Catalogue => Vec::new(),
    };
    texts.retain(|text| !text.trim().is_empty());
    texts
}

fn in_order(order: &WorkOrder) -> Vec<String> {
    let reports = order.interventions.values().map(|visit| visit.report.clone());
    let answers = order.checklist_in_order().into_iter().filter_map(|(_, item)| {
        item.answer.as_ref().map(|answer| format!("{} : {}", item.asked.label, answer.value.plain()))
    });
    let materials = order.materials.values().map(|used| match &used.material {
        Material::Other(label) => format!("{label} : {}", used.quantity),
        Material::Stock(item) => format!("{item} : {}", used.quantity),
    });
    let captions = order.photos.values().map(|photo| photo.facts.caption.clone());
    let steps = order.steps.values().map(|step| match step.kind.reason() {
        Some(reason) => format!("{} : {reason}", step.kind.name()),
        None => step.kind.name().to_owned(),
    });
    reports.chain(answers).chain(materials).chain(captions).chain(steps).collect()
}

fn in_building(building: &Building) -> Vec<String> {
    let remarks = building.remarks.values().map(|remark| remark.text.clone());
    let assets = building.assets.values().map(|asset| {
        [&asset.name, &asset.make, &asset.model, &asset.serial, &asset.installed]
            .map(String::as_str)
            .join(" · ")
    });
    remarks.chain(assets).collect()
}

fn in_request(request: &Request) -> Vec<String> {
    let captions = request.photos.values().map(|photo| photo.facts.caption.clone());
    [request.title.clone(), request.description.clone()].into_iter().chain(captions).collect()
}
