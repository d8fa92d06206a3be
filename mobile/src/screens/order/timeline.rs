//! What happened, with who and when.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::document::Catalogue;

use super::super::desk::Desk;
use crate::client::WorkOrderView;

#[component]
pub(super) fn Timeline(view: WorkOrderView, catalogue: Rc<Catalogue>) -> Element {
    let desk = use_context::<Desk>();
    if view.order.steps.is_empty() {
        return rsx! {};
    }
    let steps: Vec<_> = view
        .order
        .steps
        .iter()
        .rev()
        .map(|(id, step)| {
            let who = catalogue.people.get(&step.by).map(|person| person.name.clone()).unwrap_or_default();
            (id.to_string(), step.kind.phrase(), who, step.at, step.kind.reason().unwrap_or("").to_owned())
        })
        .collect();
    rsx! {
        details { class: "timeline",
            summary { {desk.say("timeline")} }
            ol {
                for (key, kind, who, at, reason) in steps {
                    li { key: "{key}",
                        strong { {desk.say(&format!("step-{kind}"))} }
                        " · {who} · {desk.moment(at)}"
                        if !reason.is_empty() {
                            p { "{reason}" }
                        }
                    }
                }
            }
        }
    }
}
