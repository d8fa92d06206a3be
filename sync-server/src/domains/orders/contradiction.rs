//! What two people said that cannot both stand, with a choice for each.

use maud::{Markup, html};
use shared::ItemId;
use shared::document::priority::Priority;
use shared::limits::NOTE_CHARS_MAX;
use shared::work_order::status::Contradiction;
use shared::work_order::{
    AnswerValue, ChecklistItem, FieldConflict, WorkOrder, WorkOrderCommand, WorkOrderField,
};

use crate::domains::orders::report;
use crate::domains::orders::sheet::Sheet;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// `hidden` goes with every form: where the page is that it stands on.
pub(crate) fn section(localizer: &Localizer, sheet: &Sheet, may_settle: bool, hidden: &Markup) -> Markup {
    let contradictions = &sheet.status.contradictions;
    html! {
        @if !contradictions.is_empty() {
            section.contradictions data-test="contradictions" {
                h2 { (icon("contradiction")) (localizer.text("contradictions")) }
                @for contradiction in contradictions { (one(localizer, sheet, contradiction, may_settle, hidden)) }
            }
        }
    }
}

fn one(
    localizer: &Localizer,
    sheet: &Sheet,
    contradiction: &Contradiction,
    may_settle: bool,
    hidden: &Markup,
) -> Markup {
    let name = contradiction.name();
    html! {
        article.card data-test="contradiction" {
            h3 { (localizer.text(&format!("contradiction-{name}"))) }
            @match contradiction {
                Contradiction::Field(conflict) => {
                    p {
                        (localizer.text(&field_key(&conflict.field)))
                        @if let Some((_, item)) = answered(&sheet.order, conflict) { " · " (item.asked.label) }
                    }
                }
                Contradiction::FinishedThoughCancelled { .. }
                | Contradiction::FinishedTwice { .. }
                | Contradiction::TakenBackThoughApproved { .. } => {
                    @if !may_settle {
                        @for fact in contradiction.facts() { p { (step(localizer, sheet, fact)) } }
                    }
                }
                Contradiction::CannotFollow { step: id, state } => {
                    p { (step(localizer, sheet, *id)) }
                    p { (localizer.text("contradiction-state")) (localizer.text("colon")) (localizer.text(&format!("state-{state}"))) }
                }
            }
            @if may_settle { (form(localizer, sheet, contradiction, hidden)) }
        }
    }
}

fn step(localizer: &Localizer, sheet: &Sheet, id: shared::FactId) -> Markup {
    let found = sheet.order.steps.get(&id);
    html! {
        @if let Some(step) = found {
            strong { (localizer.text(&format!("step-{}", step.kind.phrase()))) }
            " · " (sheet.names.person(step.by)) " · " (localizer.moment(step.at))
            @if let Some(cause) = step.kind.cause() { " · " (localizer.text(&format!("cause-{}", cause.name()))) }
            @if let Some(reason) = step.kind.reason().filter(|reason| !reason.is_empty()) { " · " (reason) }
        }
    }
}

/// The phrase of a field: those with a name of their own; answers are named by their item.
pub(crate) fn field_key(field: &str) -> String {
    let known =
        ["title", "nature", "priority", "due", "planned_from", "planned_to", "space", "asset", "team"];
    if known.contains(&field) {
        format!("field-{}", field.replace('_', "-"))
    } else {
        "field-answer".to_owned()
    }
}

fn form(localizer: &Localizer, sheet: &Sheet, contradiction: &Contradiction, hidden: &Markup) -> Markup {
    let key = contradiction.key();
    let facts = contradiction.facts();
    html! {
        form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/settle" } {
            input type="hidden" name="contradiction" value=(key);
            (hidden)
            @if let Contradiction::Field(conflict) = contradiction {
                fieldset {
                    legend { (localizer.text("contradiction-choose")) }
                    @for value in &conflict.values {
                        (choice("value", &value.value, &shown(localizer, sheet, conflict, &value.value)))
                    }
                }
            } @else if !facts.is_empty() {
                fieldset {
                    legend { (localizer.text("contradiction-choose-step")) }
                    @for fact in facts { (choice("favours", &fact.to_string(), &step(localizer, sheet, fact))) }
                }
            }
            label.field {
                span { (localizer.text("contradiction-note")) }
                input name="note" data-chars-max=(NOTE_CHARS_MAX);
            }
            button type="submit" data-test="settle" { (localizer.text("contradiction-settle")) }
        }
    }
}

/// One of the things to choose from. None is chosen beforehand: the choice is the supervisor's.
fn choice(name: &str, value: &str, shown: &Markup) -> Markup {
    html! { label.tick { input type="radio" name=(name) value=(value) required; span { (shown) } } }
}

fn shown(localizer: &Localizer, sheet: &Sheet, conflict: &FieldConflict, value: &str) -> Markup {
    if let Some((_, item)) = answered(&sheet.order, conflict) {
        return match AnswerValue::parse(item.asked.kind, value) {
            Some(answer) => report::answered(localizer, item, &answer),
            None => html! { (localizer.text("answer-none")) },
        };
    }
    html! { strong { (field_value(localizer, sheet, conflict, value)) } }
}

fn field_value(localizer: &Localizer, sheet: &Sheet, conflict: &FieldConflict, value: &str) -> String {
    match conflict.field.as_str() {
        "priority" => localizer.text(&format!("priority-{value}")),
        "nature" => value.parse().map_or_else(|_| value.to_owned(), |nature| sheet.names.nature(nature)),
        "team" => value.parse().map_or_else(|_| value.to_owned(), |team| sheet.names.team(team).to_owned()),
        "due" => value.parse().map_or_else(|_| value.to_owned(), |day| localizer.day(day)),
        "asset" => sheet
            .building
            .as_ref()
            .and_then(|building| building.assets.iter().find(|asset| asset.id.to_string() == value))
            .map_or_else(|| value.to_owned(), |asset| asset.name.clone()),
        _ => value.to_owned(),
    }
}

/// The command that writes the chosen value.
pub(crate) fn chosen(order: &WorkOrder, conflict: &FieldConflict, value: &str) -> Option<WorkOrderCommand> {
    if let Some((id, item)) = answered(order, conflict) {
        let value = AnswerValue::parse(item.asked.kind, value);
        return Some(WorkOrderCommand::Answer { item: id, value });
    }
    field(conflict, value).map(|field| WorkOrderCommand::Edit(vec![field]))
}

/// The item of the checklist two people answered differently.
fn answered<'a>(order: &'a WorkOrder, conflict: &FieldConflict) -> Option<(ItemId, &'a ChecklistItem)> {
    let id = conflict.field.strip_prefix("checklist/")?.parse().ok()?;
    order.checklist.get(&id).map(|item| (id, item))
}

fn field(conflict: &FieldConflict, value: &str) -> Option<WorkOrderField> {
    match conflict.field.as_str() {
        "title" => Some(WorkOrderField::Title(value.to_owned())),
        "priority" => Priority::named(value).map(WorkOrderField::Priority),
        "nature" => value.parse().ok().map(WorkOrderField::Nature),
        "due" => Some(WorkOrderField::Due(value.parse().ok())),
        "space" => Some(WorkOrderField::Space(value.parse().ok())),
        "asset" => Some(WorkOrderField::Asset(value.parse().ok())),
        "team" => Some(WorkOrderField::Team(value.parse().ok())),
        _ => None,
    }
}
