//! What is around every screen: the one place that says saved, sending or at the office, and the
//! way to the other screens.

use dioxus::prelude::*;

use super::desk::Desk;
use super::icon::Icon;
use super::install::TabForgets;
use super::route::Route;
use crate::client::Contact;

#[component]
pub(super) fn Frame(children: Element) -> Element {
    let desk = use_context::<Desk>();
    let new_version = *desk.new_version.read();
    let withdrawn = desk.situation.read().withdrawal.is_some();
    rsx! {
        a { class: "skip", href: "#main-content", onclick: skip, {desk.say("skip")} }
        Status {}
        if withdrawn {
            aside { class: "notice attention", role: "alert", "data-test": "handing-over", "aria-label": desk.say("handing-over-title"),
                p { {desk.say("handing-over")} }
            }
        }
        if new_version {
            NewVersion {}
        }
        TabForgets {}
        main { id: "main-content", tabindex: "-1", {children} }
        Tabs {}
    }
}

/// The address is the screen: the link only moves the focus, which the browser did already.
fn skip(event: MouseEvent) {
    event.prevent_default();
}

/// Saved on this phone, sending, at the office: in one place, on every screen.
#[component]
fn Status() -> Element {
    let desk = use_context::<Desk>();
    let situation = desk.situation.read();
    let waiting = u64::from(situation.things_waiting);
    let attention = situation.set_aside > 0;
    let (state, shape, text) = match situation.contact {
        Contact::UpdateNeeded => ("attention", "attention", desk.say("status-update-needed")),
        Contact::Withdrawn => ("attention", "attention", desk.say("status-unknown")),
        Contact::NoRoom => ("attention", "attention", desk.say("status-no-room")),
        Contact::Blocked => ("attention", "attention", desk.say("status-blocked")),
        Contact::Talking if waiting > 0 => ("sending", "sending", desk.count("status-sending", waiting)),
        Contact::Idle | Contact::Talking | Contact::OutOfReach if attention => {
            ("attention", "attention", desk.count("status-set-aside", u64::from(situation.set_aside)))
        }
        Contact::Idle | Contact::Talking | Contact::OutOfReach if waiting > 0 => {
            ("saved", "phone", desk.count("status-saved", waiting))
        }
        Contact::Talking if situation.receiving => ("receiving", "sending", desk.say("status-receiving")),
        Contact::OutOfReach => ("office", "office", desk.say("status-office-offline")),
        Contact::Idle | Contact::Talking => ("office", "office", desk.say("status-office")),
    };
    rsx! {
        header { class: "status status-{state}",
            a { href: "#/to-send", "data-test": "status", "data-state": state,
                Icon { name: shape }
                span { role: "status", "{text}" }
            }
            a { href: "#/settings", class: "icon-link", "aria-label": desk.say("settings"), Icon { name: "settings" } }
        }
    }
}

#[component]
fn NewVersion() -> Element {
    let desk = use_context::<Desk>();
    let use_it = desk.platform.use_new_version;
    rsx! {
        aside { class: "notice", "data-test": "new-version", "aria-label": desk.say("new-version"),
            p { {desk.say("new-version")} }
            button { onclick: move |_| use_it(), {desk.say("new-version-use")} }
        }
    }
}

#[component]
fn Tabs() -> Element {
    let desk = use_context::<Desk>();
    let route = desk.route.read().clone();
    let tabs = [
        ("#/", "today", "tab-today", matches!(route, Route::Today | Route::Order(_))),
        ("#/search", "search", "tab-search", matches!(route, Route::Search | Route::Building(..))),
        ("#/defect", "report", "tab-defect", matches!(route, Route::Defect(_))),
        ("#/to-send", "to-send", "tab-to-send", route == Route::ToSend),
    ];
    rsx! {
        nav { class: "tabs", "aria-label": desk.say("tabs"),
            for (address, icon, key, here) in tabs {
                a {
                    href: address,
                    "data-test": key,
                    "aria-current": if here { Some("page") } else { None },
                    Icon { name: icon }
                    span { {desk.say(key)} }
                }
            }
        }
    }
}
