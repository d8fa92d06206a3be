//! What a supervisor should know of a work order before opening it, each by word, shape and colour.

use maud::{Markup, html};
use shared::work_order::CannotFinishCause;

use crate::domains::orders::queries::OrderLine;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// Why a work order cannot be finished; nothing is said where only the reason says it.
pub(crate) fn cause(localizer: &Localizer, cause: CannotFinishCause) -> Markup {
    html! {
        @if cause != CannotFinishCause::Other {
            span.chip.late data-test="cause" { (icon("hazard")) (localizer.text(&format!("cause-{}", cause.name()))) }
        }
    }
}

/// That it is nobody's yet.
pub(crate) fn nobody(localizer: &Localizer) -> Markup {
    html! { span.chip.nobody data-test="nobody" { (icon("hazard")) (localizer.text("chip-nobody")) } }
}

/// What a supervisor should know of a report before opening it.
pub(crate) fn remarks(localizer: &Localizer, order: &OrderLine) -> Markup {
    html! {
        @if let Some(cause) = order.cause { (self::cause(localizer, cause)) }
        @if order.contradictions > 0 {
            span.chip.contradiction {
                (icon("contradiction")) (localizer.count("chip-contradictions", order.contradictions))
            }
        }
        @if order.late { span.chip.late { (icon("late")) (localizer.text("chip-late")) } }
        @if order.new_since_approval { span.chip.fresh { (icon("new")) (localizer.text("chip-new-since-approval")) } }
        @if order.checks_failed > 0 {
            span.chip.failed { (icon("hazard")) (localizer.count("chip-checks-failed", order.checks_failed)) }
        }
        @if order.checks_left_out > 0 {
            span.chip.failed { (icon("hazard")) (localizer.count("chip-checks-left-out", order.checks_left_out)) }
        }
        @if order.unwritten { span.chip.failed { (icon("hazard")) (localizer.text("chip-unwritten")) } }
        @if order.photos_missing > 0 {
            span.chip.on-phone { (icon("phone")) (localizer.count("chip-photos-missing", order.photos_missing)) }
        }
    }
}
