//! The other phones in the owner's name: nobody writes in it with one they know nothing of.

use dioxus::prelude::*;

use crate::client::ask::Ask;
use crate::client::status::OtherPhone;
use crate::screens::context::AppContext;
use crate::screens::task;

/// The ones nobody has read of yet, on every screen.
#[component]
pub(crate) fn NewPhones() -> Element {
    let app = use_context::<AppContext>();
    let mut phones = app.status.read().other_phones.clone();
    phones.retain(|phone| phone.is_new);
    if phones.is_empty() {
        return rsx! {};
    }
    let asking = app.clone();
    let read = move |_| {
        let app = asking.clone();
        task::start(async move {
            app.ask(Ask::SawOtherPhones).await;
        });
    };
    rsx! {
        aside { class: "notice attention", role: "alert", "data-test": "new-phone", "aria-label": app.text("other-phones"),
            div {
                p { {app.text("new-phone")} }
                Lines { phones }
            }
            button { onclick: read, {app.text("announcement-read")} }
        }
    }
}

/// All of them, in the settings.
#[component]
pub(crate) fn OtherPhones() -> Element {
    let app = use_context::<AppContext>();
    let phones = app.status.read().other_phones.clone();
    if phones.is_empty() {
        return rsx! {};
    }
    rsx! {
        section { "data-test": "other-phones",
            h2 { {app.text("other-phones")} }
            Lines { phones }
            p { class: "quiet", {app.text("other-phones-unknown")} }
        }
    }
}

#[component]
fn Lines(phones: Vec<OtherPhone>) -> Element {
    let app = use_context::<AppContext>();
    rsx! {
        ul {
            for phone in phones {
                li {
                    "{phone.name} · {app.moment(phone.enrolled_at)}"
                    if let Some(by) = &phone.by {
                        " · "
                        {app.fill("other-phone-by", by)}
                    }
                }
            }
        }
    }
}
