//! Every language says everything.

use shared::{Language, Phrases};

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
        "photos = { $n ->\n    [one] { $n } photo\n   *[other] { $n } photos\n}\n",
    );
    assert_eq!(phrases.text_with("photos", &[("n", 1.into())]), "1 photo");
    assert_eq!(phrases.text_with("photos", &[("n", 3.into())]), "3 photos");
    assert_eq!(phrases.text("nothing-here"), "nothing-here");
}
