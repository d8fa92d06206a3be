//! Language, appearance, the PIN and the passkey beside it, and whose phone this is.

mod passkey;
mod pin;

pub(crate) use pin::ChoosePin;

use dioxus::prelude::*;
use shared::Language;

use crate::client::ask::Ask;
use crate::client::status::Appearance;
use crate::screens::context::AppContext;
use crate::screens::draft::handle::Bound;
use crate::screens::field::{Pick, Picks};
use crate::screens::other_phones::OtherPhones;
use crate::screens::settings::passkey::PasskeySettings;
use crate::screens::settings::pin::PinSettings;
use crate::screens::statements::Statements;
use crate::screens::task;

const APPEARANCES: [(Appearance, &str); 3] = [
    (Appearance::Automatic, "appearance-automatic"),
    (Appearance::Light, "appearance-light"),
    (Appearance::Dark, "appearance-dark"),
];

#[component]
pub(crate) fn Settings() -> Element {
    let app = use_context::<AppContext>();
    let status = app.status.read().clone();
    let (language, appearance) = (app.language(), status.appearance);
    let choose = {
        let app = app.clone();
        move |ask: Ask| {
            let app = app.clone();
            task::start(async move {
                app.ask(ask).await;
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
        words: app.text(key),
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
        div { class: "title", h1 { {app.text("settings")} } }
        if let Some(owner) = status.owner {
            p { {app.fill("settings-owner", &owner.name)} " · " {app.text(&format!("role-{}", owner.role.name()))} }
        }
        fieldset { class: "choices",
            legend { {app.text("settings-language")} }
            Picks { bound: by_tag, name: "language", picks: languages.to_vec(), class: "" }
        }
        fieldset { class: "choices",
            legend { {app.text("settings-appearance")} }
            Picks { bound: by_key, name: "appearance", picks: appearances.to_vec(), class: "" }
        }
        OtherPhones {}
        PinSettings {}
        PasskeySettings {}
        Statements {}
    }
}
