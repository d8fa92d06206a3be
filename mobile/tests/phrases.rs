//! The phrases of the screens, one file a language: the page fetches one, no compiler looks at any.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use shared::{Language, Phrases};

fn source(language: Language) -> String {
    let file = format!("locales/{language}.ftl");
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

#[test]
fn every_language_says_everything() {
    let french = Phrases::keys(&source(Language::Fr));
    assert!(french.len() > 100);
    for language in Language::ALL {
        assert_eq!(Phrases::problems(&source(language)), Vec::<String>::new(), "{language}");
        assert_eq!(Phrases::keys(&source(language)), french, "{language}");
    }
}

#[test]
fn the_page_looks_for_every_language() {
    let start = include_str!("../web/start-page.js");
    let tags = Language::ALL.map(|language| format!("\"{language}\"")).join(", ");
    assert!(start.contains(&format!("const LANGUAGES = [{tags}];")), "{start}");
}
