//! Languages and phrases. Every sentence a person reads is in a locale file (Fluent).

mod phrases;

pub use phrases::{PhraseValue, Phrases};

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language Guichet speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Français.
    #[default]
    Fr,
    /// Nederlands.
    Nl,
    /// Deutsch.
    De,
    /// English.
    En,
}

impl Language {
    /// Every language, French first.
    pub const ALL: [Self; 4] = [Self::Fr, Self::Nl, Self::De, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::Nl => "nl",
            Self::De => "de",
            Self::En => "en",
        }
    }

    /// The language's own name for itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::Nl => "Nederlands",
            Self::De => "Deutsch",
            Self::En => "English",
        }
    }

    /// The first language in a list of preferences (`nl-BE`, or an `Accept-Language` header)
    /// that Guichet speaks; French when there is none.
    #[must_use]
    pub fn preferred(preferences: &str) -> Self {
        preferences
            .split(',')
            .filter_map(|preference| preference.trim().get(..2))
            .find_map(|tag| Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag)))
            .unwrap_or_default()
    }

    /// The words both the phone and the office use.
    #[must_use]
    pub const fn shared_phrases(self) -> &'static str {
        match self {
            Self::Fr => include_str!("../locales/fr.ftl"),
            Self::Nl => include_str!("../locales/nl.ftl"),
            Self::De => include_str!("../locales/de.ftl"),
            Self::En => include_str!("../locales/en.ftl"),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
