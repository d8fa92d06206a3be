//! Words that once meant something here alone: the field has its own, and they are not to come back.

use crate::source::Source;

/// A word that is gone.
pub(crate) struct Retired {
    word: String,
    /// Only as a name of its own: it is a plain word in others.
    alone: bool,
    /// Gone from comments too, not from names alone: no plain word of English.
    everywhere: bool,
}

impl Retired {
    /// A word and where it is gone from: `whole names`, `names`, or `names and prose`.
    pub(crate) fn new(word: &str, from: &str) -> Self {
        let (alone, everywhere) = match from {
            "whole names" => (true, false),
            "names" => (false, false),
            "names and prose" => (false, true),
            other => panic!("{word} is gone from {other}?"),
        };
        Self { word: word.to_lowercase(), alone, everywhere }
    }

    /// Whether a name, as its words, has those of this one beside each other: `set_aside` has `set`, `aside`.
    fn is_in(&self, words: &[String]) -> bool {
        let wanted: Vec<&str> = self.word.split('_').collect();
        if self.alone { words == wanted } else { words.windows(wanted.len()).any(|there| there == wanted) }
    }
}

/// The places of a source that say a retired word.
pub(crate) fn found(source: &Source, retired: &[Retired]) -> Vec<String> {
    let mut found = Vec::new();
    // What talks about them.
    if source.file.starts_with("tests/tests/tidy/") {
        return found;
    }
    for (line, name) in &source.identifiers {
        let words = words_of_name(name);
        let said = retired.iter().filter(|retired| retired.is_in(&words));
        found.extend(said.map(|retired| format!("{}:{line} {name}: {}", source.file, retired.word)));
    }
    for (line, comment) in &source.comments {
        let words: Vec<String> = words_of_prose(comment);
        let said = retired.iter().filter(|retired| retired.everywhere && retired.is_in(&words));
        found.extend(said.map(|retired| format!("{}:{line} prose: {}", source.file, retired.word)));
    }
    found
}

/// The words of a name: `fresh_hand`, `FreshHand` and `FRESH_HAND` are `fresh`, `hand`.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_is_small = false;
    for letter in name.chars() {
        if letter == '_' || (letter.is_uppercase() && before_is_small) {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().unwrap().extend(letter.to_lowercase());
        }
        before_is_small = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words
}

fn words_of_prose(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read;

    #[test]
    fn a_word_is_found_in_every_spelling_and_in_no_other_word() {
        let retired = [
            Retired::new("hand", "whole names"),
            Retired::new("set_aside", "names"),
            Retired::new("deed", "names and prose"),
        ];
        let source = |text: &str| found(&read("shared/src/x.rs", text), &retired).len();
        assert_eq!(source("struct Hand; const HAND: u8 = 1; fn by_hand() {}"), 2);
        assert_eq!(source("fn handler() {} struct Handle; // by hand"), 0);
        assert_eq!(source("fn set_aside() {} fn is_SetAside() {} fn set() {} fn aside() {}"), 2);
        assert_eq!(source("// a deed is done"), 1);
    }
}
