//! What two people said that cannot both stand, with a choice for each.

use axum::response::Response;
use maud::{Markup, html};
use shared::command::WorkOrderCommand;
use shared::document::{FieldConflict, Priority, WorkOrderField};
use shared::status::Contradiction;
use shared::{Command, DocumentId};

use super::super::Office;
use super::super::fields::Fields;
use super::super::icon::icon;
use super::super::say::Say;
use super::super::session::Visitor;
use super::super::trouble::Trouble;
use super::{Sheet, back_to, execute, live};

pub(super) fn section(say: &Say, sheet: &Sheet, may_settle: bool) -> Markup {
    let contradictions = &sheet.standing.contradictions;
    html! {
        @if !contradictions.is_empty() {
            section.contradictions data-test="contradictions" {
                h2 { (icon("contradiction")) (say.t("contradictions")) }
                @for contradiction in contradictions { (one(say, sheet, contradiction, may_settle)) }
            }
        }
    }
}

fn one(say: &Say, sheet: &Sheet, contradiction: &Contradiction, may_settle: bool) -> Markup {
    let name = contradiction.name();
    html! {
        article.card data-test="contradiction" {
            h3 { (say.t(&format!("contradiction-{name}"))) }
            @match contradiction {
                Contradiction::Field(conflict) => {
                    p { (say.t(&field_key(&conflict.field))) }
                }
                Contradiction::FinishedThoughCancelled { finished, cancelled } => {
                    p { (step(say, sheet, *finished)) }
                    p { (step(say, sheet, *cancelled)) }
                }
                Contradiction::FinishedTwice { first, second } => {
                    p { (step(say, sheet, *first)) }
                    p { (step(say, sheet, *second)) }
                }
                Contradiction::CannotFollow { step: id, state } => {
                    p { (step(say, sheet, *id)) }
                    p { (say.t("contradiction-state")) " : " (say.t(&format!("state-{state}"))) }
                }
            }
            @if may_settle { (form(say, sheet, contradiction)) }
        }
    }
}

fn step(say: &Say, sheet: &Sheet, id: shared::FactId) -> Markup {
    let found = sheet.order.steps.get(&id);
    html! {
        @if let Some(step) = found {
            strong { (say.t(&format!("step-{}", step.kind.name()))) }
            " · " (sheet.names.person(step.by)) " · " (say.moment(step.at))
            @if let Some(reason) = step.kind.reason() { " · " (reason) }
        }
    }
}

/// Fields with a name of their own; answers are named by their item.
fn field_key(field: &str) -> String {
    let known =
        ["title", "nature", "priority", "due", "planned_from", "planned_to", "space", "asset", "team"];
    if known.contains(&field) {
        format!("field-{}", field.replace('_', "-"))
    } else {
        "field-answer".to_owned()
    }
}

fn form(say: &Say, sheet: &Sheet, contradiction: &Contradiction) -> Markup {
    let key = contradiction.key();
    html! {
        form.stack method="post" action={ "/office/work-orders/" (sheet.id) "/settle" } {
            input type="hidden" name="contradiction" value=(key);
            @if let Contradiction::Field(conflict) = contradiction {
                fieldset {
                    legend { (say.t("contradiction-choose")) }
                    @for (at, value) in conflict.values.iter().enumerate() {
                        label.tick {
                            input type="radio" name="value" value=(value.value) required checked[at == 0];
                            span {
                                strong { (shown(say, sheet, conflict, &value.value)) }
                            }
                        }
                    }
                }
            }
            label.field {
                span { (say.t("contradiction-note")) }
                input name="note" maxlength="400";
            }
            button type="submit" data-test="settle" { (say.t("contradiction-settle")) }
        }
    }
}

fn shown(say: &Say, sheet: &Sheet, conflict: &FieldConflict, value: &str) -> String {
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
    if let Some(Contradiction::Field(conflict)) = found
        && let Some(field) = chosen(conflict, fields.exact("value"))
    {
        let edit = Command::WorkOrder(WorkOrderCommand::Edit(vec![field]));
        office.engine.execute(visitor.person.id, Some(id), edit).await?;
        // Writing the value leaves nothing to settle, unless the field showed it already.
        let (after, _) = live(office, id).await?;
        if !after.standing().contradictions.iter().any(|known| known.key() == key) {
            return Ok(back_to(id, "settled"));
        }
    }
    let note = match fields.one("note") {
        "" => visitor.say.t("contradiction-settled"),
        note => note.to_owned(),
    };
    execute(office, visitor, id, WorkOrderCommand::Settle { contradiction: key, note }, "settled").await
}

/// The field with the value that was chosen; none for what only its author can write again.
fn chosen(conflict: &FieldConflict, value: &str) -> Option<WorkOrderField> {
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
