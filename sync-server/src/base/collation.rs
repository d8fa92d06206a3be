//! Names in the order of a dictionary: É beside E, numbers by value, capitals beside small letters.
//!
//! French, Dutch, German and English all use the root order of Unicode's collation data as it is, so one order
//! serves every reader; a test holds that.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::default();
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
});

/// The order of two names. Equal ones by dictionary are told apart by their letters.
#[must_use]
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    let by_dictionary = COLLATOR.as_ref().map_or(Ordering::Equal, |collator| collator.compare(one, other));
    by_dictionary.then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use icu_locale_core::locale;

    use super::*;

    const NAMES: [&str; 10] = [
        "ascenseur",
        "Atelier",
        "école d’Athus",
        "École de Zolder",
        "Eupen",
        "Immeuble 2",
        "Immeuble 17",
        "œillet",
        "Straße",
        "Zolder",
    ];

    #[test]
    fn names_stand_as_in_a_dictionary_and_numbers_by_value() {
        let mut sorted = NAMES;
        sorted.reverse();
        sorted.sort_by(|one, other| compare(one, other));
        assert_eq!(sorted, NAMES);
    }

    #[test]
    fn every_language_of_the_office_has_the_same_order() {
        for locale in [locale!("fr"), locale!("nl"), locale!("de"), locale!("en")] {
            let mut preferences = CollatorPreferences::from(&locale);
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            let collator = CollatorBorrowed::try_new(preferences, CollatorOptions::default()).unwrap();
            for (at, one) in NAMES.iter().enumerate() {
                for other in &NAMES[at + 1..] {
                    assert_eq!(collator.compare(one, other), Ordering::Less, "{one} {other} {locale}");
                }
            }
        }
    }
}
