//! What deviates in a report from what one expects of it: the reason to look twice.

use shared::document::photo::PhotoPhase;
use shared::work_order::status::State;
use shared::work_order::{AnswerValue, CannotFinishCause, StepKind};
use shared::{Quantity, Timestamp};

use crate::base::limits::MEASURES_COMPARED_MIN;
use crate::domains::orders::queries::Measured;
use crate::domains::orders::sheet::Sheet;
use crate::office::localizer::Localizer;

/// Each with its picture, the gravest first.
pub(crate) fn list(
    localizer: &Localizer,
    sheet: &Sheet,
    measured: &[Measured],
) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if let State::CannotBeFinished { cause, reason } = &sheet.status.state {
        let cause = match cause {
            CannotFinishCause::Other => String::new(),
            CannotFinishCause::WrongBuilding
            | CannotFinishCause::OtherTrade
            | CannotFinishCause::NobodyThere => localizer.text(&format!("cause-{}", cause.name())),
        };
        let told: Vec<&str> =
            [cause.as_str(), reason].into_iter().filter(|words| !words.is_empty()).collect();
        found.push(("hazard", localizer.with("deviation-cannot", &[("reason", &told.join(" · "))])));
    }
    if sheet.status.new_since_approval {
        found.push(("new", localizer.text("chip-new-since-approval")));
    }
    checks(localizer, sheet, measured, &mut found);
    photos(localizer, sheet, &mut found);
    let order = &sheet.order;
    if !order.interventions.is_empty()
        && order.interventions.values().all(|visit| visit.report.trim().is_empty())
    {
        found.push(("hazard", localizer.text("deviation-unwritten")));
    }
    if let (Some(due), Some(finished)) = (order.due, finished_at(sheet))
        && localizer.date(finished) > due
    {
        found.push(("late", localizer.with("deviation-overdue", &[("day", &localizer.day(due))])));
    }
    if sheet.deliveries.iter().any(|delivery| delivery.late) {
        found.push(("late", localizer.text("deviation-late")));
    }
    let returned = order.steps.values().filter(|step| matches!(step.kind, StepKind::SentBack { .. })).count();
    let taken_back = order.steps.values().filter(|step| step.kind.takes_review_back().is_some()).count();
    if returned > taken_back {
        found.push(("sent-back", localizer.text("deviation-returned")));
    }
    found
}

/// When the work was last said to be done, one way or the other.
fn finished_at(sheet: &Sheet) -> Option<Timestamp> {
    let taken_back = sheet.order.taken_back();
    let steps = sheet.order.steps.iter().rev();
    steps
        .into_iter()
        .find(|(id, step)| step.kind.ends_the_work() && !taken_back.contains_key(id))
        .map(|(_, step)| step.at)
}

/// Checks that failed, were left out, or were measured as never before.
fn checks(
    localizer: &Localizer,
    sheet: &Sheet,
    measured: &[Measured],
    found: &mut Vec<(&'static str, String)>,
) {
    for (_, item) in sheet.order.checklist_in_order() {
        let asked = &item.asked;
        match item.answer.as_ref().map(|answer| &answer.value) {
            None if asked.required && sheet.status.state.cause().is_none() => {
                found.push(("hazard", localizer.with("deviation-unanswered", &[("item", &asked.label)])));
            }
            Some(AnswerValue::Tick(false)) => {
                found.push(("hazard", localizer.with("deviation-failed", &[("item", &asked.label)])));
            }
            Some(AnswerValue::Measure(value)) => {
                let known =
                    measured.iter().find(|known| known.label == asked.label && known.unit == asked.unit);
                let unusual =
                    known.filter(|known| known.count >= MEASURES_COMPARED_MIN && is_unusual(*value, known));
                if let Some(known) = unusual {
                    let number = |quantity: Quantity| localizer.number(&quantity.to_string());
                    let unit = asked.unit.as_deref().unwrap_or_default();
                    let words = [
                        ("item", asked.label.as_str()),
                        ("value", &number(*value)),
                        ("least", &number(known.least)),
                        ("most", &number(known.most)),
                        ("unit", unit),
                    ];
                    found.push(("hazard", localizer.with("deviation-unusual", &words)));
                }
            }
            Some(AnswerValue::Tick(true) | AnswerValue::Choice(_) | AnswerValue::Text(_)) | None => {}
        }
    }
}

/// Whether a value is well beyond what was measured before: by a quarter of the whole range.
fn is_unusual(value: Quantity, known: &Measured) -> bool {
    let margin = known.most.0.saturating_sub(known.least.0) / 4;
    value.0 < known.least.0.saturating_sub(margin) || value.0 > known.most.0.saturating_add(margin)
}

/// Pictures that are still on a phone, and a before without an after.
fn photos(localizer: &Localizer, sheet: &Sheet, found: &mut Vec<(&'static str, String)>) {
    let missing = sheet.photos_missing();
    if missing > 0 {
        found.push(("phone", localizer.count("chip-photos-missing", missing)));
    }
    let shown = sheet.order.corrected_photos();
    let has = |phase| shown.iter().any(|(_, photo)| photo.withdrawn.is_none() && photo.facts.phase == phase);
    if sheet.status.state == State::Finished && has(PhotoPhase::Before) && !has(PhotoPhase::After) {
        found.push(("photo", localizer.text("deviation-no-after")));
    }
}
