//! What, for whom, by when, on what.

use std::rc::Rc;

use dioxus::prelude::*;
use shared::document::Catalogue;

use super::super::chip::{PriorityChip, StateChip};
use super::super::desk::Desk;
use super::super::icon::Icon;
use crate::client::WorkOrderView;

#[component]
pub(super) fn Heading(view: WorkOrderView, catalogue: Rc<Catalogue>, read: bool) -> Element {
    let desk = use_context::<Desk>();
    let order = &view.order;
    let nature =
        catalogue.natures.get(&order.nature).map(|nature| format!("{} · {}", nature.trade, nature.action));
    let organisation = catalogue.organisations.get(&order.organisation).map(|one| one.name.clone());
    let place = view.building.as_ref().map(|building| {
        let space = order.space.and_then(|space| building.spaces.get(&space)).map(|space| space.name.clone());
        (building.name.clone(), space)
    });
    let asset = view.building.as_ref().and_then(|building| building.assets.get_key_value(&order.asset?));
    let asset = asset.map(|(id, asset)| (*id, asset.clone()));
    // Why it was sent back is in view until the work is finished again.
    let reason = view.standing.state.reason().or_else(|| order.sent_back_for());
    let reason = reason.filter(|reason| !reason.is_empty()).map(str::to_owned);
    let cause = view.standing.state.cause().map(|cause| desk.say(&format!("cause-{}", cause.name())));
    let people = order.assigned.keys().filter_map(|person| catalogue.people.get(person));
    let colleagues = desk.by_name(people.map(|person| person.name.clone()).collect(), String::as_str);
    rsx! {
        section { class: "heading",
            p { class: "quiet", "{order.number}" }
            h1 { "{order.title}" }
            div { class: "chips",
                StateChip { state: view.standing.state.name().to_owned() }
                PriorityChip { priority: order.priority }
                if let Some(due) = order.due {
                    span { class: "chip", Icon { name: "clock" } {desk.fill("due", &desk.day(due))} }
                }
            }
            if let Some(cause) = cause {
                p { class: "notice attention", "data-test": "cause", "{cause}" }
            }
            if let Some(reason) = reason {
                p { class: "notice attention", "data-test": "reason", {desk.fill("reason", &reason)} }
            }
            if let Some((building, space)) = place {
                p { class: "place",
                    a { href: "#/building/{order.building}", "{building}" }
                    if let Some(space) = space { " · {space}" }
                }
            }
            details { open: !read, "data-test": "what",
                summary { {desk.say("what")} }
                if !order.description.is_empty() {
                    p { class: "description", "{order.description}" }
                }
                dl { class: "facts",
                if let Some((asset_id, asset)) = asset {
                    dt { {desk.say("asset")} }
                    dd { a { href: "#/building/{order.building}/{asset_id}", "data-test": "order-asset", "{asset.name}" } " " span { class: "quiet", "{asset.make} {asset.model} {asset.serial}" } }
                }
                if let Some(organisation) = organisation {
                    dt { {desk.say("organisation")} }
                    dd { "{organisation}" }
                }
                if let Some(nature) = nature {
                    dt { {desk.say("nature")} }
                    dd { "{nature}" }
                }
                if colleagues.len() > 1 {
                    dt { {desk.say("with")} }
                    dd { {colleagues.join(", ")} }
                }
                }
            }
        }
    }
}
