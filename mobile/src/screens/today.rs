//! *Today*: my work orders, what is late first.

use dioxus::prelude::*;

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::list::{OrderLine, Today as Lists};
use crate::client::status::Contact;
use crate::screens::announcement::{Announcements, HEADING};
use crate::screens::context::{AppContext, Stage, use_answer};
use crate::screens::icon::Icon;
use crate::screens::order_list::Orders;
use crate::screens::request::defect::BegunDefects;

#[component]
pub(crate) fn Today() -> Element {
    let app = use_context::<AppContext>();
    let today = app.today();
    let answer = use_answer(move || Ask::Today { today });
    let name = app.status.read().owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default();
    let answer = answer.read();
    use_kept_for_the_next_start(match &*answer {
        Some(Answer::Today(lists)) => Some(lists.clone()),
        _ => None,
    });
    let last = app.last_today.read().clone();
    // The list is where it was left, once it is there.
    let is_there = last.is_some() || matches!(&*answer, Some(Answer::Today(_)));
    let (scroll, scroll_to) = (app.scroll, app.platform.scroll_to);
    use_effect(use_reactive!(|is_there| {
        if is_there {
            scroll_to(*scroll.peek());
        }
    }));
    // Unfolded it stays so for who comes back from one of its orders.
    let mut done_open = app.done_open;
    let (lists, as_of) = match (&*answer, &last) {
        (Some(Answer::Today(lists)), _) => (lists, None),
        // What the replica answers is the last word, also when it cannot.
        (None, Some(last)) => (&last.lists, Some(last.at)),
        _ => return rsx! {},
    };
    let status = app.status.read().clone();
    let nothing = lists.urgent.is_empty()
        && lists.overdue.is_empty()
        && lists.today.is_empty()
        && lists.later.is_empty();
    rsx! {
        div { class: "title", "data-test": "today",
            p { class: "quiet", "{name} · {app.day(today)}" }
            // Browsers that measure paint know by this name when the list is there.
            h1 { id: HEADING, tabindex: "-1", "elementtiming": "today", {app.text("today-title")} }
            if let Some(at) = as_of {
                p { class: "quiet", "data-test": "today-as-of", {app.fill("today-as-of", &app.moment(at))} }
            }
        }
        if status.receiving {
            // Before the first documents are all there, nothing can be said of what there is to do.
            p { class: "empty", role: "status", "data-test": "today-receiving",
                Icon { name: "sending" }
                {app.text(if status.contact == Contact::OutOfReach { "today-receiving-later" } else { "today-receiving" })}
            }
        } else if nothing {
            p { class: "empty", "data-test": "today-nothing", {app.text("today-nothing")} }
        }
        Announcements { lines: lists.announcements.clone() }
        BegunDefects {}
        Group { title: app.text("priority-urgent"), class: "urgent", lines: lists.urgent.clone() }
        Group { title: app.text("today-overdue"), class: "overdue", lines: lists.overdue.clone() }
        Group { title: app.text("today-today"), class: "now", lines: lists.today.clone() }
        Group { title: app.text("today-later"), class: "later", lines: lists.later.clone() }
        if !lists.done.is_empty() {
            details { class: "done", open: *done_open.read(),
                summary {
                    onclick: move |event| {
                        event.prevent_default();
                        done_open.toggle();
                    },
                    {app.count("today-done", lists.done.len() as u64)}
                }
                Orders { lines: lists.done.clone() }
            }
        }
    }
}

/// Keeps the list that the replica answered, once the phone's status is its own word too.
fn use_kept_for_the_next_start(answered: Option<Lists>) {
    let app = use_context::<AppContext>();
    use_effect(use_reactive!(|answered| {
        if let Some(lists) = answered
            && *app.stage.read() == Stage::Ready
        {
            app.keep_last_today(&lists);
        }
    }));
}

#[component]
fn Group(title: String, class: &'static str, lines: Vec<OrderLine>) -> Element {
    if lines.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "group {class}",
            h2 { "{title} " span { class: "count", "{lines.len()}" } }
            Orders { lines }
        }
    }
}
