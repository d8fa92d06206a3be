//! What happened, with who and when.

use dioxus::prelude::*;

use crate::client::view::WorkOrderView;
use crate::screens::context::AppContext;

#[component]
pub(crate) fn Timeline(view: WorkOrderView) -> Element {
    let app = use_context::<AppContext>();
    if view.order.steps.is_empty() {
        return rsx! {};
    }
    let steps: Vec<_> = view
        .order
        .steps
        .iter()
        .rev()
        .map(|(id, step)| {
            let who = view.names.person(step.by).to_owned();
            (id.to_string(), step.kind.phrase(), who, step.at, step.kind.reason().unwrap_or("").to_owned())
        })
        .collect();
    rsx! {
        details { class: "timeline",
            summary { {app.text("timeline")} }
            ol {
                for (key, kind, who, at, reason) in steps {
                    li { key: "{key}",
                        strong { {app.text(&format!("step-{kind}"))} }
                        " · {who} · {app.moment(at)}"
                        if !reason.is_empty() {
                            p { "{reason}" }
                        }
                    }
                }
            }
        }
    }
}
