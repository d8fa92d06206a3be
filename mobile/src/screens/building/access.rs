//! How to get in, and what is dangerous there. Folded, both still name what matters.

use dioxus::prelude::*;
use shared::building::Building;

use crate::screens::context::AppContext;
use crate::screens::icon::Icon;

#[component]
pub(crate) fn Hazards(building: Building, folded: bool) -> Element {
    let app = use_context::<AppContext>();
    if building.hazards.is_empty() {
        return rsx! {};
    }
    let kinds: Vec<String> =
        building.hazards.values().map(|hazard| app.text(&format!("hazard-{}", hazard.kind.name()))).collect();
    rsx! {
        section { class: "hazards", "data-test": "hazards", "aria-label": app.text("hazards"),
            details { open: !folded,
                summary {
                    h2 { Icon { name: "attention" } {app.text("hazards")} }
                    span { class: "named", {kinds.join(" · ")} }
                }
                ul {
                    for (id, hazard) in building.hazards {
                        li { key: "{id}",
                            strong { {app.text(&format!("hazard-{}", hazard.kind.name()))} }
                            " {hazard.note}"
                        }
                    }
                }
            }
        }
    }
}

#[component]
pub(crate) fn Access(building: Building, folded: bool) -> Element {
    let app = use_context::<AppContext>();
    let access = &building.access;
    let address = address(&building);
    rsx! {
        section { class: "access",
            // The phone's own map, whichever it is.
            a { class: "button", href: map(&address), "data-test": "map", Icon { name: "building" }
                span { "{address} " span { class: "quiet", {app.text("map")} } }
            }
            details { open: !folded,
                summary { h2 { Icon { name: "key" } {app.text("access")} } }
                dl { class: "facts",
                    if !access.keys.is_empty() {
                        dt { {app.text("access-keys")} }
                        dd { "{access.keys}" }
                    }
                    if !access.contact.is_empty() {
                        dt { {app.text("access-contact")} }
                        dd {
                            "{access.contact} "
                            if !access.phone.is_empty() {
                                a { href: "tel:{access.phone}", "{access.phone}" }
                            }
                        }
                    }
                    if !access.hours.is_empty() {
                        dt { {app.text("access-hours")} }
                        dd { "{access.hours}" }
                    }
                }
            }
        }
    }
}

fn address(building: &Building) -> String {
    let address = &building.address;
    format!("{} {}, {} {}", address.street, address.number, address.postcode, address.place)
}

/// Where an address is, for the phone's map (RFC 5870, and the query Android and others understand).
fn map(address: &str) -> String {
    let mut query = String::new();
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                query.push(char::from(byte))
            }
            _ => query.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("geo:0,0?q={query}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_is_written_as_a_link_may_be() {
        assert_eq!(
            crate::screens::building::access::map("Rue de l’Été 4, 4999 Valmont"),
            "geo:0,0?q=Rue%20de%20l%E2%80%99%C3%89t%C3%A9%204%2C%204999%20Valmont"
        );
    }
}
