//! Languages and phrases. Every sentence a person reads is in a locale file (Fluent).

use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

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

/// The phrases of one language.
pub struct Phrases {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Phrases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phrases").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Phrases {
    /// The shared phrases of a language together with those of `source`, a Fluent text. A line
    /// that does not parse is left out: [`Phrases::problems`] is for the test that looks.
    #[must_use]
    pub fn new(language: Language, source: &str) -> Self {
        Self::of(language, [language.shared_phrases(), source].concat())
    }

    /// The phrases of `source`, a Fluent text, and no others. A line that does not parse is left out.
    #[must_use]
    pub fn of(language: Language, source: String) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle
            .add_resource_overriding(FluentResource::try_new(source).unwrap_or_else(|(partial, _)| partial));
        Self { language, bundle }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A phrase without variables; the key itself when there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// A phrase with variables: numbers choose the plural form.
    #[must_use]
    pub fn text_with(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in variables {
            arguments.set(*name, value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// What is wrong in a Fluent text, line by line; empty when nothing is.
    #[must_use]
    pub fn problems(source: &str) -> Vec<String> {
        match FluentResource::try_new(source.to_owned()) {
            Ok(_) => Vec::new(),
            Err((_, errors)) => errors.iter().map(ToString::to_string).collect(),
        }
    }

    /// The keys of a Fluent text, sorted: every language must have the same.
    #[must_use]
    pub fn keys(source: &str) -> Vec<String> {
        let mut keys: Vec<String> = source
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned()))
            .collect();
        keys.sort_unstable();
        keys
    }
}
