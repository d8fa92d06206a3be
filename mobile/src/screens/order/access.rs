//! How to get in, and what is dangerous there.

use dioxus::prelude::*;
use shared::DocumentId;
use shared::document::Building;

use super::super::desk::Desk;
use super::super::icon::Icon;

#[component]
pub(in super::super) fn Hazards(building: Building) -> Element {
    let desk = use_context::<Desk>();
    if building.hazards.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { class: "hazards", "data-test": "hazards", "aria-label": desk.say("hazards"),
            h2 { Icon { name: "attention" } {desk.say("hazards")} }
            ul {
                for (id, hazard) in building.hazards {
                    li { key: "{id}",
                        strong { {desk.say(&format!("hazard-{}", hazard.kind.name()))} }
                        " {hazard.note}"
                    }
                }
            }
        }
    }
}

#[component]
pub(in super::super) fn Access(building: Building, id: Option<DocumentId>) -> Element {
    let desk = use_context::<Desk>();
    let (address, access) = (&building.address, &building.access);
    rsx! {
        section { class: "access",
            h2 { Icon { name: "key" } {desk.say("access")} }
            p {
                "{address.street} {address.number}, {address.postcode} {address.place}"
            }
            dl { class: "facts",
                if !access.keys.is_empty() {
                    dt { {desk.say("access-keys")} }
                    dd { "{access.keys}" }
                }
                if !access.contact.is_empty() {
                    dt { {desk.say("access-contact")} }
                    dd {
                        "{access.contact} "
                        if !access.phone.is_empty() {
                            a { href: "tel:{access.phone}", "{access.phone}" }
                        }
                    }
                }
                if !access.hours.is_empty() {
                    dt { {desk.say("access-hours")} }
                    dd { "{access.hours}" }
                }
            }
        }
    }
}
