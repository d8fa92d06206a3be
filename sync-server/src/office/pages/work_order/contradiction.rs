//! What two people said that cannot both stand, with a choice for each.

use axum::response::Response;
use maud::{Markup, html};
use shared::command::WorkOrderCommand;
use shared::document::{AnswerValue, ChecklistItem, FieldConflict, Priority, WorkOrder, WorkOrderField};
use shared::limits::NOTE_CHARS_MAX;
use shared::status::Contradiction;
use shared::{Command, DocumentId, ItemId};

use super::super::Office;
use super::super::fields::Fields;
use super::super::icon::icon;
use super::super::say::Say;
use super::super::session::Visitor;
use super::super::trouble::Trouble;
use super::{Sheet, execute, live, report};

/// `hidden` goes with every form: where the page is that it stands on.
pub(in super::super) fn section(say: &Say, sheet: &Sheet, may_settle: bool, hidden: &Markup) -> Markup {
    let contradictions = &sheet.standing.contradictions;
    html! {
        @if !contradictions.is_empty() {
            section.contradictions data-test="contradictions" {
                h2 { (icon("contradiction")) (say.t("contradictions")) }
                @for contradiction in contradictions { (one(say, sheet, contradiction, may_settle, hidden)) }
            }
        }
    }
}

fn one(say: &Say, sheet: &Sheet, contradiction: &Contradiction, may_settle: bool, hidden: &Markup) -> Markup {
    let name = contradiction.name();
    html! {
        article.card data-test="contradiction" {
            h3 { (say.t(&format!("contradiction-{name}"))) }
            @match contradiction {
                Contradiction::Field(conflict) => {
                    p {
                        (say.t(&field_key(&conflict.field)))
                        @if let Some((_, item)) = answered(&sheet.order, conflict) { " · " (item.asked.label) }
                    }
                }
                Contradiction::FinishedThoughCancelled { .. }
                | Contradiction::FinishedTwice { .. }
                | Contradiction::TakenBackThoughApproved { .. } => {
                    @if !may_settle {
                        @for fact in contradiction.facts() { p { (step(say, sheet, fact)) } }
                    }
                }
                Contradiction::CannotFollow { step: id, state } => {
                    p { (step(say, sheet, *id)) }
                    p { (say.t("contradiction-state")) (say.t("colon")) (say.t(&format!("state-{state}"))) }
                }
            }
            @if may_settle { (form(say, sheet, contradiction, hidden)) }
        }
    }
}

fn step(say: &Say, sheet: &Sheet, id: shared::FactId) -> Markup {
    let found = sheet.order.steps.get(&id);
    html! {
        @if let Some(step) = found {
            strong { (say.t(&format!("step-{}", step.kind.phrase()))) }
            " · " (sheet.names.person(step.by)) " · " (say.moment(step.at))
            @if let Some(cause) = step.kind.cause() { " · " (say.t(&format!("cause-{}", cause.name()))) }
            @if let Some(reason) = step.kind.reason().filter(|reason| !reason.is_empty()) { " · " (reason) }
        }
    }
}

/// The phrase of a field: those with a name of their own; answers are named by their item.
pub(in super::super) fn field_key(field: &str) -> String {
    let known =
        ["title", "nature", "priority", "due", "planned_from", "planned_to", "space", "asset", "team"];
    if known.contains(&field) {
        format!("field-{}", field.replace('_', "-"))
    } else {
        "field-answer".to_owned()
    }
}

fn form(say: &Say, sheet: &Sheet, contradiction: &Contradiction, hidden: &Markup) -> Markup {
    let key = contradiction.key();
    let facts = contradiction.facts();
    html! {
        form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/settle" } {
            input type="hidden" name="contradiction" value=(key);
            (hidden)
            @if let Contradiction::Field(conflict) = contradiction {
                fieldset {
                    legend { (say.t("contradiction-choose")) }
                    @for value in &conflict.values {
                        (choice("value", &value.value, &shown(say, sheet, conflict, &value.value)))
                    }
                }
            } @else if !facts.is_empty() {
                fieldset {
                    legend { (say.t("contradiction-choose-step")) }
                    @for fact in facts { (choice("favours", &fact.to_string(), &step(say, sheet, fact))) }
                }
            }
            label.field {
                span { (say.t("contradiction-note")) }
                input name="note" data-chars-max=(NOTE_CHARS_MAX);
            }
            button type="submit" data-test="settle" { (say.t("contradiction-settle")) }
        }
    }
}

/// One of the things to choose from. None is chosen beforehand: the choice is the supervisor's.
fn choice(name: &str, value: &str, shown: &Markup) -> Markup {
    html! { label.tick { input type="radio" name=(name) value=(value) required; span { (shown) } } }
}

fn shown(say: &Say, sheet: &Sheet, conflict: &FieldConflict, value: &str) -> Markup {
    if let Some((_, item)) = answered(&sheet.order, conflict) {
        return match AnswerValue::parse(item.asked.kind, value) {
            Some(answer) => report::answered(say, item, &answer),
            None => html! { (say.t("answer-none")) },
        };
    }
    html! { strong { (field_value(say, sheet, conflict, value)) } }
}

fn field_value(say: &Say, sheet: &Sheet, conflict: &FieldConflict, value: &str) -> String {
    match conflict.field.as_str() {
        "priority" => say.t(&format!("priority-{value}")),
        "nature" => value.parse().map_or_else(|_| value.to_owned(), |nature| sheet.names.nature(nature)),
        "team" => value.parse().map_or_else(|_| value.to_owned(), |team| sheet.names.team(team).to_owned()),
        "due" => value.parse().map_or_else(|_| value.to_owned(), |day| say.day(day)),
        "asset" => sheet
            .building
            .as_ref()
            .and_then(|building| building.assets.iter().find(|asset| asset.id.to_string() == value))
            .map_or_else(|| value.to_owned(), |asset| asset.name.clone()),
        _ => value.to_owned(),
    }
}

/// Writes the value that was chosen, then settles.
pub(super) async fn settle(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    fields: &Fields,
) -> Result<Response, Trouble> {
    let key = fields.exact("contradiction").to_owned();
    let (before, _) = live(office, id).await?;
    let contradictions = before.standing().contradictions;
    let found = contradictions.iter().find(|known| known.key() == key);
    let value = match found {
        Some(Contradiction::Field(conflict)) => chosen(&before, conflict, fields.exact("value")),
        Some(_) | None => None,
    };
    let note = match fields.one("note") {
        "" => visitor.say.t("contradiction-settled"),
        note => note.to_owned(),
    };
    let favours = match fields.one("favours") {
        "" => None,
        fact => Some(fact.parse().map_err(|_| Trouble::Invalid("error-unknown"))?),
    };
    // First, while there is something to settle: writing the value may leave nothing.
    let settle = WorkOrderCommand::Settle { contradiction: key, favours, note };
    let answer = execute(office, visitor, id, settle, "settled").await?;
    if let (Some(command), true) = (value, answer.status().is_redirection()) {
        office.engine.execute(visitor.person.id, Some(id), Command::WorkOrder(command)).await?;
    }
    Ok(answer)
}

/// The command that writes the chosen value.
fn chosen(order: &WorkOrder, conflict: &FieldConflict, value: &str) -> Option<WorkOrderCommand> {
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
