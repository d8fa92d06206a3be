//! What is typed finds what is seen.

use proptest::prelude::*;
use shared::limits::SEARCH_WORDS_MAX;
use shared::search::{Query, folded, searchable};
use unicode_normalization::UnicodeNormalization as _;

fn finds(typed: &str, seen: &str) -> bool {
    Query::new(typed).finds(&searchable(&[seen]))
}

#[test]
fn what_is_typed_finds_what_is_seen_however_it_is_written() {
    for (typed, seen) in [
        ("ecole orneval", "École communale d’Orneval"),
        ("orneval ecole", "École communale d’Orneval"),
        ("ÉCOLE", "e\u{301}cole"),
        ("e\u{301}cole", "École"),
        ("école", "L’école du Centre"),
        ("l'ecole", "École du Centre"),
        ("l’école", "ecole"),
        ("noeud", "Nœud de vannes"),
        ("nœud", "noeud"),
        ("oeuvre", "Œuvre"),
        ("aegidius", "Ægidius"),
        ("strasse", "Hauptstraße"),
        ("STRASSE", "straße"),
        ("senora", "Señora"),
        ("ijzer", "ĲZER"),
        ("lodz", "Łódź"),
        ("sorensen", "Sørensen"),
        ("p'tits", "Les P’tits Loups"),
        ("ptits", "Les P'tits Loups"),
        ("rez de chaussee", "rez-de-chaussée"),
        ("rez-de-chaussée", "Rez de chaussée"),
        ("antiretour", "Clapet anti-retour"),
        ("anti-retour", "Clapet antiretour"),
        ("chauffage", "chauf\u{ad}fage"),
        ("fixation", "ﬁxation"),
        ("n° 12", "№ 12"),
        ("12", "n°12"),
        ("m2", "45 m²"),
        ("m6 20", "M6×20"),
        ("123", "2026-0123"),
        ("2026-0123", "2026-0123"),
        ("20260123", "2026-0123"),
        ("kelvin", "\u{212A}elvin"),
        ("foto", "foto’s"),
        ("gravenhage", "’s-Gravenhage"),
        ("αθηνα", "Αθήνα"),
        ("ии", "ИЙ"),
        ("d'", "d’Orneval"),
        ("qu'il", "il faut"),
    ] {
        // Hauptstraße is one word: it is found from its beginning.
        let typed = if seen == "Hauptstraße" { "hauptstrasse" } else { typed };
        assert!(finds(typed, seen), "{typed:?} does not find {seen:?}: {:?}", searchable(&[seen]));
    }
}

#[test]
fn every_word_has_to_be_found_from_its_beginning() {
    assert!(!finds("ecole athus", "École d’Orneval"));
    assert!(!finds("cole", "école"));
    assert!(!finds("23", "2026-0123"));
    assert!(finds("cha mou", "Chaudière, rue du Moulin"));
    assert!(Query::new(" ’ - \u{ad} ").is_empty());
}

#[test]
fn words_beyond_the_limit_are_left_out() {
    let words = |count: usize| vec!["ecole"; count].join(" ");
    assert_eq!(Query::new(&words(SEARCH_WORDS_MAX)).terms().len(), SEARCH_WORDS_MAX);
    assert!(finds(&format!("{} absent", words(SEARCH_WORDS_MAX)), "école"));
    assert!(!finds(&format!("{} absent", words(SEARCH_WORDS_MAX - 1)), "école"));
}

#[test]
fn spaces_and_apostrophes_are_read_as_one_space() {
    assert_eq!(folded("  L’Œuvre\u{a0}n°\u{a0}3 "), "l oeuvre n 3");
}

/// Text in the scripts the table covers.
fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => proptest::char::range(' ', '\u{17F}'),
        1 => proptest::char::range('\u{180}', '\u{30FF}'),
        1 => Just('\u{301}'),
        1 => proptest::sample::select(vec!['\'', '’', '-', '\u{ad}', 'œ', 'ß', 'İ', '½', '№', 'ﬁ', ' ']),
    ];
    proptest::collection::vec(letter, 0..40).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn composed_and_decomposed_text_is_the_same_to_a_search(text in text()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(searchable(&[&text]), searchable(&[&composed]));
        prop_assert_eq!(searchable(&[&text]), searchable(&[&decomposed]));
    }

    #[test]
    fn folding_again_changes_nothing_and_case_does_not_count(text in text()) {
        let once = folded(&text);
        prop_assert_eq!(folded(&once), once.clone());
        prop_assert_eq!(folded(&text.to_lowercase()), once.clone());
        prop_assert!(once.split(' ').all(|word| word.chars().all(char::is_alphanumeric)), "{:?}", once);
    }

    #[test]
    fn whatever_is_seen_is_found_by_what_is_seen(text in text()) {
        prop_assert!(finds(&text, &text));
    }
}
