//! Every language says everything.

use shared::{Language, Phrases, Quantity};

#[test]
fn every_language_has_the_same_phrases_and_no_mistake() {
    let french = Phrases::keys(Language::Fr.shared_phrases());
    assert!(!french.is_empty());
    for language in Language::ALL {
        assert_eq!(Phrases::problems(language.shared_phrases()), Vec::<String>::new(), "{language}");
        assert_eq!(Phrases::keys(language.shared_phrases()), french, "{language}");
    }
}

#[test]
fn every_state_step_and_role_has_a_word() {
    let words = Phrases::new(Language::Fr, "");
    let states = shared::work_order::status::State::NAMES.map(|name| format!("state-{name}"));
    let roles = shared::Role::ALL.map(|role| format!("role-{role}"));
    let causes = shared::work_order::CannotFinishCause::all().map(|cause| format!("cause-{}", cause.name()));
    for key in states.into_iter().chain(roles).chain(causes) {
        assert_ne!(words.text(&key), key);
    }
}

#[test]
fn the_first_preference_that_is_spoken_here_wins() {
    assert_eq!(Language::preferred("it-IT,nl-BE;q=0.8,fr"), Language::Nl);
    assert_eq!(Language::preferred("zh"), Language::Fr);
    assert_eq!(Language::preferred(""), Language::Fr);
}

#[test]
fn a_number_chooses_the_plural() {
    let phrases = Phrases::new(
        Language::Fr,
        "photos = { $n ->\n    [0] none\n    [one] { $n } photo\n   *[other] { $n } photos\n}\n",
    );
    let said = |count: u64| phrases.text_with("photos", &[("n", count.into())]);
    assert_eq!([0, 1, 3].map(said), ["none", "1 photo", "3 photos"]);
    assert_eq!(phrases.text("nothing-here"), "nothing-here");
}

#[test]
fn each_language_has_its_own_plural() {
    let source = "bags = { $n ->\n    [one] bag\n   *[other] bags\n}\n";
    let said = |language, thousandths| {
        Phrases::new(language, source).text_with("bags", &[("n", Quantity(thousandths).into())])
    };
    let numbers = [0, 500, 1_000, 1_500, 2_000];
    assert_eq!(numbers.map(|n| said(Language::Fr, n)), ["bag", "bag", "bag", "bag", "bags"]);
    for language in [Language::Nl, Language::De, Language::En] {
        assert_eq!(numbers.map(|n| said(language, n)), ["bags", "bags", "bag", "bags", "bags"], "{language}");
    }
}

#[test]
fn words_and_characters_stand_as_they_are() {
    let source =
        "colon = {\"\\u00A0: \"}\nlong = { $one }\n    and { $other }\nlong = { $one } or { $other }\n";
    let phrases = Phrases::new(Language::En, source);
    assert_eq!(phrases.text("colon"), "\u{a0}: ");
    let named = [("one", "{ $other }".into()), ("other", "b".into())];
    assert_eq!(phrases.text_with("long", &named), "{ $other } or b", "what comes later counts");
    assert_eq!(phrases.text_with("long", &named[..1]), "{ $other } or …");
}

#[test]
fn what_is_not_spoken_here_is_a_problem() {
    let good = "a = { $n ->\n    [one] b\n   *[other] c\n}\n";
    assert_eq!(Phrases::problems(good), Vec::<String>::new());
    for bad in [
        "-a = b\n",
        "a = { b }\n",
        "a = { NUMBER($n) }\n",
        "a = b\n    .c = d\n",
        "a = { $n ->\n   *[few] b\n}\n",
        "a\n",
    ] {
        assert_ne!(Phrases::problems(bad), Vec::<String>::new(), "{bad}");
    }
}
