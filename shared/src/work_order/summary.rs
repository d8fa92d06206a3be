//! What people wrote in a work order, as text.

use crate::kind::wording::Wording;
use crate::work_order::checklist::AnswerValue;
use crate::work_order::document::WorkOrder;
use crate::work_order::fact::Material;
use crate::work_order::step::Step;

/// What people wrote in an order, a paragraph each.
pub(crate) fn texts(order: &WorkOrder, wording: Wording<'_>) -> Vec<String> {
    let answers = order.checklist_in_order().into_iter().filter_map(|(_, item)| {
        let answer = self::answer(&item.answer.as_ref()?.value, wording);
        Some(format!("{} : {answer}", item.asked.label))
    });
    let materials = order.materials.values().map(|used| {
        let material = match &used.material {
            Material::Other(label) => label.clone(),
            Material::Stock(item) => wording.stock_item(*item),
        };
        format!("{material} : {}", used.quantity)
    });
    let steps = order.steps.values().map(|step| self::step(step, wording));
    let reports = order.interventions.values().map(|visit| visit.report.clone());
    reports
        .chain(answers)
        .chain(materials)
        .chain(order.photos.values().map(|photo| wording.photo(photo)))
        .chain(steps)
        .chain(plan(order, wording))
        .collect()
}

/// What the office decides about an order.
fn plan(order: &WorkOrder, wording: Wording<'_>) -> Vec<String> {
    let people: Vec<String> = order.assigned.keys().map(|id| wording.person(*id)).collect();
    let due = order.due.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let mut lines = vec![
        wording.line("title", &order.title),
        order.description.clone(),
        wording.line("priority", &wording.phrases.text(&format!("priority-{}", order.priority.name()))),
        wording.line("due", &due),
        wording.line("nature", &wording.nature(order.nature)),
        wording.line("assigned", &people.join(", ")),
    ];
    lines.extend(order.team.map(|team| wording.line("team", &wording.team(team))));
    lines
}

fn answer(value: &AnswerValue, wording: Wording<'_>) -> String {
    match value {
        AnswerValue::Tick(ticked) => wording.phrases.text(&format!("tick-{ticked}")),
        AnswerValue::Measure(_) | AnswerValue::Choice(_) | AnswerValue::Text(_) => value.plain(),
    }
}

fn step(step: &Step, wording: Wording<'_>) -> String {
    let name = wording.phrases.text(&format!("step-{}", step.kind.phrase()));
    let by = wording.names.person(step.by).map(|name| format!(" · {name}"));
    let cause = step.kind.cause().map(|cause| wording.phrases.text(&format!("cause-{}", cause.name())));
    let reason = step.kind.reason().filter(|reason| !reason.is_empty()).map(str::to_owned);
    let why: String = cause.into_iter().chain(reason).map(|text| format!(" : {text}")).collect();
    format!("{name}{}{why}", by.unwrap_or_default())
}
