//! Chips that documents of any kind may have: a state, a priority, a last day, each by word, shape and colour.

use maud::{Markup, html};
use shared::Day;
use shared::document::priority::Priority;

use crate::office::icon::icon;
use crate::office::localizer::Localizer;

/// A state, by its name.
pub(crate) fn state(localizer: &Localizer, name: &str) -> Markup {
    html! { span class={ "chip state-" (name) } data-test="state" data-state=(name) { (icon(name)) (localizer.text(&format!("state-{name}"))) } }
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
