//! Language, appearance, and whose phone this is.

use dioxus::prelude::*;
use shared::Language;

use super::desk::Desk;
use super::draft::Bound;
use super::field::{Pick, Picks};
use super::task;
use crate::client::{Appearance, Ask};

const APPEARANCES: [(Appearance, &str); 3] = [
    (Appearance::Automatic, "appearance-automatic"),
    (Appearance::Light, "appearance-light"),
    (Appearance::Dark, "appearance-dark"),
];

#[component]
pub(super) fn Settings() -> Element {
    let desk = use_context::<Desk>();
    let situation = desk.situation.read().clone();
    let (language, appearance) = (desk.language(), situation.appearance);
    let choose = {
        let desk = desk.clone();
        move |ask: Ask| {
            let desk = desk.clone();
            task::start(async move {
                desk.ask(ask).await;
            });
        }
    };
    let languages = Language::ALL.map(|one| Pick {
        value: one.tag().to_owned(),
        words: one.own_name().to_owned(),
        lang: Some(one.tag()),
        test: format!("language-{one}"),
    });
    let appearances = APPEARANCES.map(|(_, key)| Pick {
        value: key.to_owned(),
        words: desk.say(key),
        lang: None,
        test: key.to_owned(),
    });
    let shown = APPEARANCES.iter().find(|(one, _)| *one == appearance).map_or("", |(_, key)| *key);
    let choose_language = choose.clone();
    let by_tag = Bound::saved_at_once(language.tag().to_owned(), move |tag| {
        choose_language(Ask::ChooseLanguage(Language::preferred(&tag)));
    });
    let by_key = Bound::saved_at_once(shown.to_owned(), move |chosen| {
        if let Some((one, _)) = APPEARANCES.iter().find(|(_, key)| *key == chosen) {
            choose(Ask::ChooseAppearance(*one));
        }
    });
    rsx! {
        div { class: "title", h1 { {desk.say("settings")} } }
        if let Some(owner) = situation.owner {
            p { {desk.fill("settings-owner", &owner.name)} " · " {desk.say(&format!("role-{}", owner.role.name()))} }
        }
        fieldset { class: "choices",
            legend { {desk.say("settings-language")} }
            Picks { bound: by_tag, name: "language", picks: languages.to_vec(), class: "" }
        }
        fieldset { class: "choices",
            legend { {desk.say("settings-appearance")} }
            Picks { bound: by_key, name: "appearance", picks: appearances.to_vec(), class: "" }
        }
    }
}
