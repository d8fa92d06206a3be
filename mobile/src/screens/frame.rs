//! What is around every screen: the one place that says saved, sending or at the office, and the
//! way to the other screens.

use dioxus::prelude::*;

use crate::client::status::Contact;
use crate::screens::context::AppContext;
use crate::screens::icon::Icon;
use crate::screens::install::TabForgets;
use crate::screens::other_phones::NewPhones;
use crate::screens::route::Route;

#[component]
pub(crate) fn Frame(children: Element) -> Element {
    let app = use_context::<AppContext>();
    let new_version = *app.new_version.read();
    let withdrawn = app.status.read().withdrawal.is_some();
    let inert = inert(&app);
    rsx! {
        a { class: "skip", href: "#main-content", onclick: skip, {app.text("skip")} }
        Status {}
        if withdrawn {
            aside { class: "notice attention", role: "alert", "data-test": "handing-over", "aria-label": app.text("handing-over-title"),
                p { {app.text("handing-over")} }
            }
        }
        NewPhones {}
        LocksSoon {}
        if new_version {
            NewVersion {}
        }
        TabForgets {}
        main { id: "main-content", tabindex: "-1", "inert": inert, {children} }
        Tabs {}
    }
}

/// Until the replica is open, the list that was last known is to be read and takes nothing in.
fn inert(app: &AppContext) -> Option<&'static str> {
    app.shows_last_today().then_some("")
}

/// The address is the screen: the link only moves the focus, which the browser did already.
fn skip(event: MouseEvent) {
    event.prevent_default();
}

/// Saved on this phone, sending, at the office: in one place, on every screen.
#[component]
fn Status() -> Element {
    let app = use_context::<AppContext>();
    let status = app.status.read();
    let waiting = u64::from(status.things_waiting);
    let attention = status.rejected > 0;
    let opening = app.shows_last_today();
    let (state, shape, text) = match status.contact {
        _ if opening => ("opening", "phone", app.text("opening")),
        Contact::UpdateNeeded => ("attention", "attention", app.text("status-update-needed")),
        Contact::Withdrawn => ("attention", "attention", app.text("status-unknown")),
        Contact::NoRoom => ("attention", "attention", app.text("status-no-room")),
        Contact::DayOver => ("attention", "attention", app.text("status-day-over")),
        Contact::Talking if waiting > 0 => ("sending", "sending", app.count("status-sending", waiting)),
        Contact::Idle | Contact::Talking | Contact::OutOfReach if attention => {
            ("attention", "attention", app.count("status-set-aside", u64::from(status.rejected)))
        }
        Contact::Idle | Contact::Talking | Contact::OutOfReach if waiting > 0 => {
            ("saved", "phone", app.count("status-saved", waiting))
        }
        Contact::Talking if status.receiving => ("receiving", "sending", app.text("status-receiving")),
        // A blocked phone shows no frame.
        Contact::OutOfReach | Contact::Blocked => ("office", "office", app.text("status-office-offline")),
        Contact::Idle | Contact::Talking => ("office", "office", app.text("status-office")),
    };
    rsx! {
        header { class: "status status-{state}",
            a { href: "#/to-send", "data-test": "status", "data-state": state,
                Icon { name: shape }
                span { role: "status", "{text}" }
            }
            a { href: "#/settings", class: "icon-link", "aria-label": app.text("settings"), Icon { name: "settings" } }
        }
    }
}

/// The phone has not synced for long, and locks itself before long.
#[component]
fn LocksSoon() -> Element {
    let app = use_context::<AppContext>();
    let Some(until) = app.status.read().locks_soon((app.platform.now)()) else { return rsx! {} };
    let until = app.moment(until);
    rsx! {
        aside { class: "notice attention", "data-test": "locks-soon", "aria-label": app.text("locks-soon-title"),
            p { {app.fill("locks-soon", &until)} }
        }
    }
}

#[component]
pub(crate) fn NewVersion() -> Element {
    let app = use_context::<AppContext>();
    let use_it = app.platform.use_new_version;
    rsx! {
        aside { class: "notice", "data-test": "new-version", "aria-label": app.text("new-version"),
            p { {app.text("new-version")} }
            button { onclick: move |_| use_it(), {app.text("new-version-use")} }
        }
    }
}

#[component]
fn Tabs() -> Element {
    let app = use_context::<AppContext>();
    let route = app.route.read().clone();
    let tabs = [
        ("#/", "today", "tab-today", matches!(route, Route::Today | Route::Order(_))),
        ("#/search", "search", "tab-search", matches!(route, Route::Search | Route::Building(..))),
        ("#/defect", "report", "tab-defect", matches!(route, Route::Defect(_))),
        ("#/to-send", "to-send", "tab-to-send", route == Route::ToSend),
    ];
    rsx! {
        nav { "inert": inert(&app), class: "tabs", "aria-label": app.text("tabs"),
            for (address, icon, key, here) in tabs {
                a {
                    href: address,
                    "data-test": key,
                    "aria-current": if here { Some("page") } else { None },
                    Icon { name: icon }
                    span { {app.text(key)} }
                }
            }
        }
    }
}
