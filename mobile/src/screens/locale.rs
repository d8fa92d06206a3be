//! The phrases of each language, from the locale files.

use shared::{Language, Phrases};

const fn source(language: Language) -> &'static str {
    match language {
        Language::Fr => include_str!("../../locales/fr.ftl"),
        Language::Nl => include_str!("../../locales/nl.ftl"),
        Language::De => include_str!("../../locales/de.ftl"),
        Language::En => include_str!("../../locales/en.ftl"),
    }
}

pub(crate) fn phrases(language: Language) -> Phrases {
    Phrases::new(language, source(language))
}

#[cfg(test)]
mod tests {
    use shared::{Language, Phrases};

    use crate::screens::locale::source;

    #[test]
    fn every_language_says_everything() {
        let french = Phrases::keys(source(Language::Fr));
        assert!(french.len() > 100);
        for language in Language::ALL {
            assert_eq!(Phrases::problems(source(language)), Vec::<String>::new(), "{language}");
            assert_eq!(Phrases::keys(source(language)), french, "{language}");
        }
    }
}
