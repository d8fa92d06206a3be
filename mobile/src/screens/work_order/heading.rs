//! What, for whom, by when, on what.

use dioxus::prelude::*;

use crate::client::view::WorkOrderView;
use crate::screens::badge::{PriorityChip, StateChip};
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;

#[component]
pub(crate) fn Heading(view: WorkOrderView, read: bool) -> Element {
    let app = use_context::<AppContext>();
    let order = &view.order;
    let nature = view.names.nature.as_ref().map(|(trade, action)| format!("{trade} · {action}"));
    let organisation = view.names.organisation.clone();
    let place = view.building.as_ref().map(|building| {
        let space = order.space.and_then(|space| building.spaces.get(&space)).map(|space| space.name.clone());
        (building.name.clone(), space)
    });
    let asset = view.building.as_ref().and_then(|building| building.assets.get_key_value(&order.asset?));
    let asset = asset.map(|(id, asset)| (*id, asset.clone()));
    // Why it was sent back is in view until the work is finished again.
    let reason = view.status.state.reason().or_else(|| view.status.sent_back_for(order));
    let reason = reason.filter(|reason| !reason.is_empty()).map(str::to_owned);
    let cause = view.status.state.cause().map(|cause| app.text(&format!("cause-{}", cause.name())));
    let people = order.assigned.keys().filter_map(|person| view.names.people.get(person));
    let colleagues = app.by_name(people.cloned().collect(), String::as_str);
    rsx! {
        section { class: "heading",
            p { class: "quiet", "{order.number}" }
            h1 { "{order.title}" }
            div { class: "chips",
                StateChip { state: view.status.state.name().to_owned() }
                PriorityChip { priority: order.priority }
                if let Some(due) = order.due {
                    span { class: "chip", Icon { name: "clock" } {app.fill("due", &app.day(due))} }
                }
            }
            if let Some(cause) = cause {
                p { class: "notice attention", "data-test": "cause", "{cause}" }
            }
            if let Some(reason) = reason {
                p { class: "notice attention", "data-test": "reason", {app.fill("reason", &reason)} }
            }
            if let Some((building, space)) = place {
                p { class: "place",
                    a { href: "#/building/{order.building}", "{building}" }
                    if let Some(space) = space { " · {space}" }
                }
            }
            details { open: !read, "data-test": "what",
                summary { {app.text("what")} }
                if !order.description.is_empty() {
                    p { class: "description", "{order.description}" }
                }
                dl { class: "facts",
                if let Some((asset_id, asset)) = asset {
                    dt { {app.text("asset")} }
                    dd { a { href: "#/building/{order.building}/{asset_id}", "data-test": "order-asset", "{asset.name}" } " " span { class: "quiet", "{asset.make} {asset.model} {asset.serial}" } }
                }
                if let Some(organisation) = organisation {
                    dt { {app.text("organisation")} }
                    dd { "{organisation}" }
                }
                if let Some(nature) = nature {
                    dt { {app.text("nature")} }
                    dd { "{nature}" }
                }
                if colleagues.len() > 1 {
                    dt { {app.text("with")} }
                    dd { {colleagues.join(", ")} }
                }
                }
            }
        }
    }
}
