//! Chips: a state, a priority, a remark on an order, each by word, shape and colour; and the
//! dangers of a building, which stand before everything else.

use maud::{Markup, html};
use shared::Day;
use shared::document::{CannotFinishCause, Priority};

use super::icon::icon;
use super::say::Say;
use crate::office::store::{BuildingRow, OrderLine, RequestLine};

/// A work order's state.
pub(super) fn state(say: &Say, name: &str) -> Markup {
    html! { span class={ "chip state-" (name) } data-test="state" data-state=(name) { (icon(name)) (say.t(&format!("state-{name}"))) } }
}

/// What became of a request: the state of its order, where there is one.
pub(super) fn request(say: &Say, request: &RequestLine) -> Markup {
    html! {
        @match (&request.order_state, request.work_order) {
            (Some(name), _) => {
                span.unseen { (say.t("request-order-state")) " " }
                (state(say, name))
            },
            (None, Some(_)) => span.chip.state-approved { (icon("check")) (say.t("request-ordered")) },
            (None, None) if request.closed => span.chip.state-cancelled { (icon("cancelled")) (say.t("request-closed")) },
            (None, None) => span.chip { (icon("open")) (say.t("request-open")) },
        }
    }
}

/// Why a work order cannot be finished; nothing is said where only the reason says it.
pub(super) fn cause(say: &Say, cause: CannotFinishCause) -> Markup {
    html! {
        @if cause != CannotFinishCause::Other {
            span.chip.late data-test="cause" { (icon("hazard")) (say.t(&format!("cause-{}", cause.name()))) }
        }
    }
}

/// That it is nobody's yet.
pub(super) fn nobody(say: &Say) -> Markup {
    html! { span.chip.nobody data-test="nobody" { (icon("hazard")) (say.t("chip-nobody")) } }
}

/// How pressing it is; nothing is said of what is normal.
pub(super) fn priority(say: &Say, priority: Priority) -> Markup {
    let name = priority.name();
    html! {
        @if priority != Priority::Normal {
            span class={ "chip priority-" (name) } { (icon(name)) (say.t(&format!("priority-{name}"))) }
        }
    }
}

/// The last day, marked when it is over and there is still something to do.
pub(super) fn due(say: &Say, day: Option<Day>, to_do: bool) -> Markup {
    let Some(day) = day else { return html! { span.quiet { (say.t("due-none")) } } };
    let overdue = to_do && day < say.today();
    html! {
        @if overdue {
            span.chip.overdue { (icon("late")) (say.with("due-overdue", &[("day", &say.day(day))])) }
        } @else {
            time datetime=(day) { (say.day(day)) }
        }
    }
}

/// The last day in a narrow column: the sign says that it is over, the words are for who does not see it.
pub(super) fn due_in_row(say: &Say, day: Option<Day>, to_do: bool) -> Markup {
    let Some(day) = day else { return html! { span.quiet { "–" } } };
    let overdue = to_do && day < say.today();
    html! {
        @if overdue {
            @let words = say.with("due-overdue", &[("day", &say.day(day))]);
            span.chip.overdue title=(words) { (icon("late")) span.unseen { (words) } span aria-hidden="true" { (say.day(day)) } }
        } @else {
            time datetime=(day) { (say.day(day)) }
        }
    }
}

/// How pressing it is, as a sign before a title; its word is for who does not see it.
pub(super) fn sign(say: &Say, priority: Priority) -> Markup {
    let name = priority.name();
    let words = say.t(&format!("priority-{name}"));
    html! {
        @if priority != Priority::Normal {
            span class={ "sign sign-" (name) } title=(words) { (icon(name)) span.unseen { (words) " " } }
        }
    }
}

/// What a supervisor should know of a report before opening it.
pub(super) fn remarks(say: &Say, order: &OrderLine) -> Markup {
    html! {
        @if let Some(cause) = order.cause { (self::cause(say, cause)) }
        @if order.contradictions > 0 {
            span.chip.contradiction {
                (icon("contradiction")) (say.count("chip-contradictions", order.contradictions))
            }
        }
        @if order.late { span.chip.late { (icon("late")) (say.t("chip-late")) } }
        @if order.new_since_approval { span.chip.fresh { (icon("new")) (say.t("chip-new-since-approval")) } }
        @if order.checks_failed > 0 {
            span.chip.failed { (icon("hazard")) (say.count("chip-checks-failed", order.checks_failed)) }
        }
        @if order.checks_left_out > 0 {
            span.chip.failed { (icon("hazard")) (say.count("chip-checks-left-out", order.checks_left_out)) }
        }
        @if order.unwritten { span.chip.failed { (icon("hazard")) (say.t("chip-unwritten")) } }
        @if order.photos_missing > 0 {
            span.chip.on-phone { (icon("phone")) (say.count("chip-photos-missing", order.photos_missing)) }
        }
    }
}

/// What can hurt somebody working in a building.
pub(super) fn hazards(say: &Say, building: &BuildingRow) -> Markup {
    html! {
        @if !building.hazards.is_empty() {
            section.hazards aria-label=(say.t("hazards")) {
                h2 { (icon("hazard")) (say.t("hazards")) }
                ul {
                    @for (kind, note) in &building.hazards {
                        li { strong { (say.t(&format!("hazard-{kind}"))) } " " (note) }
                    }
                }
            }
        }
    }
}
