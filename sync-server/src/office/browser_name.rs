//! Browsers and devices by names people know: `Téléphone Android (Chrome)`, not what a browser says it is.

use crate::base::browser::{BROWSERS, SYSTEMS};
use crate::office::localizer::Localizer;

/// What somebody signed in with, from what it says it is; none when it says nothing known.
pub(crate) fn browser_name(localizer: &Localizer, said: &str) -> Option<String> {
    let browser = BROWSERS.into_iter().find(|(word, _)| said.contains(word)).map(|(_, name)| name);
    let system =
        SYSTEMS.into_iter().find(|(word, _)| said.contains(word)).map(|(_, key)| localizer.text(key));
    match (browser, system) {
        (Some(browser), Some(system)) => {
            Some(localizer.with("browser-on-system", &[("browser", browser), ("system", &system)]))
        }
        (Some(browser), None) => Some(browser.to_owned()),
        (None, system) => system,
    }
}

/// A device's name: as somebody named it, and in words where the phone named itself by its browser.
pub(crate) fn device_name(localizer: &Localizer, name: &str) -> String {
    let named_itself = name.starts_with("Mozilla/")
        || name.split_once(", ").is_some_and(|(browser, system)| {
            let is_browser =
                ["?", "Edge"].contains(&browser) || BROWSERS.iter().any(|(word, _)| *word == browser);
            is_browser && (system == "?" || SYSTEMS.iter().any(|(word, _)| *word == system))
        });
    if !named_itself {
        return name.to_owned();
    }
    browser_name(localizer, name).unwrap_or_else(|| localizer.text("device-unnamed"))
}

#[cfg(test)]
mod tests {
    use shared::{Language, Timestamp};

    use super::*;
    use crate::office::localizer::Translations;

    #[test]
    fn what_names_itself_by_its_browser_is_said_in_words_and_a_given_name_stays() {
        let localizer =
            Localizer::new(&Translations::new(jiff::tz::TimeZone::UTC), Language::Fr, Timestamp(0));
        let android = "Mozilla/5.0 (Linux; Android 14; SM-A346B) AppleWebKit/537.36 (KHTML, like Gecko) \
                       Chrome/130.0.0.0 Mobile Safari/537.36";
        for (name, words) in [
            ("Chrome, Android", "Téléphone Android (Chrome)"),
            ("Edge, Windows", "Ordinateur Windows (Edge)"),
            ("?, ?", "Appareil sans nom"),
            (android, "Téléphone Android (Chrome)"),
            ("Samsung Galaxy XCover 6", "Samsung Galaxy XCover 6"),
            ("Tablette de l’atelier, étage 2", "Tablette de l’atelier, étage 2"),
        ] {
            assert_eq!(device_name(&localizer, name), words);
        }
        assert_eq!(browser_name(&localizer, ""), None);
    }
}
