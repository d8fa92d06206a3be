//! Language, appearance, and whose phone this is.

use dioxus::prelude::*;
use shared::Language;

use super::desk::Desk;
use crate::client::{Appearance, Ask};

#[component]
pub(super) fn Settings() -> Element {
    let desk = use_context::<Desk>();
    let situation = desk.situation.read().clone();
    let (language, appearance) = (desk.language(), situation.appearance);
    let choose = {
        let desk = desk.clone();
        move |ask: Ask| {
            let desk = desk.clone();
            spawn(async move {
                desk.ask(ask).await;
            });
        }
    };
    let appearances = [
        (Appearance::Automatic, "appearance-automatic"),
        (Appearance::Light, "appearance-light"),
        (Appearance::Dark, "appearance-dark"),
    ];
    rsx! {
        div { class: "title", h1 { {desk.say("settings")} } }
        if let Some(owner) = situation.owner {
            p { {desk.fill("settings-owner", &owner.name)} " · " {desk.say(&format!("role-{}", owner.role.name()))} }
        }
        fieldset { class: "choices",
            legend { {desk.say("settings-language")} }
            for one in Language::ALL {
                label {
                    input {
                        r#type: "radio",
                        name: "language",
                        "data-test": "language-{one}",
                        checked: one == language,
                        onchange: {
                            let choose = choose.clone();
                            move |_| choose(Ask::ChooseLanguage(one))
                        },
                    }
                    span { lang: one.tag(), {one.own_name()} }
                }
            }
        }
        fieldset { class: "choices",
            legend { {desk.say("settings-appearance")} }
            for (one, key) in appearances {
                label {
                    input {
                        r#type: "radio",
                        name: "appearance",
                        "data-test": key,
                        checked: one == appearance,
                        onchange: {
                            let choose = choose.clone();
                            move |_| choose(Ask::ChooseAppearance(one))
                        },
                    }
                    span { {desk.say(key)} }
                }
            }
        }
    }
}
