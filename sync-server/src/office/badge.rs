//! Chips: a state, a priority, a remark on an order, each by word, shape and colour; and the
//! dangers of a building, which stand before everything else.

use maud::{Markup, html};
use shared::Day;
use shared::document::priority::Priority;
use shared::work_order::CannotFinishCause;

use crate::domains::counter::queries::RequestLine;
use crate::domains::orders::queries::OrderLine;
use crate::domains::register::queries::BuildingRow;
use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// A work order's state.
pub(crate) fn state(localizer: &Localizer, name: &str) -> Markup {
    html! { span class={ "chip state-" (name) } data-test="state" data-state=(name) { (icon(name)) (localizer.text(&format!("state-{name}"))) } }
}

/// What became of a request: the state of its order, where there is one.
pub(crate) fn request(localizer: &Localizer, request: &RequestLine) -> Markup {
    html! {
        @match (&request.order_state, request.work_order) {
            (Some(name), _) => {
                span.unseen { (localizer.text("request-order-state")) " " }
                (state(localizer, name))
            },
            (None, Some(_)) => span.chip.state-approved { (icon("check")) (localizer.text("request-ordered")) },
            (None, None) if request.closed => span.chip.state-cancelled { (icon("cancelled")) (localizer.text("request-closed")) },
            (None, None) => span.chip { (icon("open")) (localizer.text("request-open")) },
        }
    }
}

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

/// How pressing it is; nothing is said of what is normal.
pub(crate) fn priority(localizer: &Localizer, priority: Priority) -> Markup {
    let name = priority.name();
    html! {
        @if priority != Priority::Normal {
            span class={ "chip priority-" (name) } { (icon(name)) (localizer.text(&format!("priority-{name}"))) }
        }
    }
}

/// The last day, marked when it is over and there is still something to do.
pub(crate) fn due(localizer: &Localizer, day: Option<Day>, to_do: bool) -> Markup {
    let Some(day) = day else { return html! { span.quiet { (localizer.text("due-none")) } } };
    let overdue = to_do && day < localizer.today();
    html! {
        @if overdue {
            span.chip.overdue { (icon("late")) (localizer.with("due-overdue", &[("day", &localizer.day(day))])) }
        } @else {
            time datetime=(day) { (localizer.day(day)) }
        }
    }
}

/// The last day in a narrow column: the sign says that it is over, the words are for who does not see it.
pub(crate) fn due_in_row(localizer: &Localizer, day: Option<Day>, to_do: bool) -> Markup {
    let Some(day) = day else { return html! { span.quiet { "–" } } };
    let overdue = to_do && day < localizer.today();
    html! {
        @if overdue {
            @let words = localizer.with("due-overdue", &[("day", &localizer.day(day))]);
            span.chip.overdue title=(words) { (icon("late")) span.unseen { (words) } span aria-hidden="true" { (localizer.day(day)) } }
        } @else {
            time datetime=(day) { (localizer.day(day)) }
        }
    }
}

/// How pressing it is, as a sign before a title; its word is for who does not see it.
pub(crate) fn sign(localizer: &Localizer, priority: Priority) -> Markup {
    let name = priority.name();
    let words = localizer.text(&format!("priority-{name}"));
    html! {
        @if priority != Priority::Normal {
            span class={ "sign sign-" (name) } title=(words) { (icon(name)) span.unseen { (words) " " } }
        }
    }
}

/// What a supervisor should know of a report before opening it.
pub(crate) fn remarks(localizer: &Localizer, order: &OrderLine) -> Markup {
    html! {
        @if let Some(cause) = order.cause { (crate::office::badge::cause(localizer, cause)) }
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

/// What can hurt somebody working in a building.
pub(crate) fn hazards(localizer: &Localizer, building: &BuildingRow) -> Markup {
    html! {
        @if !building.hazards.is_empty() {
            section.hazards aria-label=(localizer.text("hazards")) {
                h2 { (icon("hazard")) (localizer.text("hazards")) }
                ul {
                    @for (kind, note) in &building.hazards {
                        li { strong { (localizer.text(&format!("hazard-{kind}"))) } " " (note) }
                    }
                }
            }
        }
    }
}
