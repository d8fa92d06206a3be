//! One way to read text for a search, on the phone and at the office: what people type finds what they
//! see, however a keyboard composes its letters.
//!
//! Accents, case, ligatures and invisible marks do not count. A search is words in any order, each perhaps
//! only begun. Where an index is kept, it holds what [`searchable`] makes, and [`Query`] asks it.
//! Deliberately absent: stemming, synonyms, mistakes in typing.

mod marks;

use crate::limits::SEARCH_WORDS_MAX;

include!(concat!(env!("OUT_DIR"), "/letters.rs"));

/// Raised with every change of what [`searchable`] makes: what was indexed by another version is indexed anew.
pub const VERSION: u32 = 1;

/// What lies between two parts of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Apostrophe,
    Hyphen,
    /// Nothing: the word ends.
    End,
}

/// A word: its parts, each with what follows it. `l’avant-bras` has three.
type Word = Vec<(String, Joint)>;

/// Text as an index holds it: folded words, one space before and after each. A word of several parts is
/// there by its parts and as one, a number with zeros before it also without them.
#[must_use]
pub fn searchable(texts: &[&str]) -> String {
    let mut found = String::from(" ");
    let mut put = |word: &str| {
        found.push_str(word);
        found.push(' ');
    };
    for word in texts.iter().flat_map(|text| words(text)) {
        for (part, _) in &word {
            put(part);
            let short = part.trim_start_matches('0');
            if short.len() < part.len() && is_number(short) {
                put(short);
            }
        }
        if word.len() > 1 {
            put(&joined(&word));
        }
    }
    found
}

/// Folded words with single spaces between, to compare two texts.
#[must_use]
pub fn folded(text: &str) -> String {
    let parts: Vec<String> = words(text).into_iter().flatten().map(|(part, _)| part).collect();
    parts.join(" ")
}

/// What somebody searches for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

/// One word of a search. It is found where a word begins with each of its parts, or one with all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Folded: letters and digits only. Never empty.
    pub parts: Vec<String>,
    /// The parts as one word, when there are several.
    pub joined: Option<String>,
}

impl Query {
    /// Reads what was typed. Articles that lost a letter (`l’`, `d’`, `qu’`) are not looked for, and only the
    /// first [`SEARCH_WORDS_MAX`] words are, each part of one counted.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut left = SEARCH_WORDS_MAX;
        let mut words = words(text);
        for word in &mut words {
            word.truncate(left);
            left -= word.len();
        }
        let terms: Vec<Term> = words.iter().filter_map(|word| Term::new(word, true)).collect();
        // Nothing but an article, while its noun is still to be typed.
        let terms = if terms.is_empty() {
            words.iter().filter_map(|word| Term::new(word, false)).collect()
        } else {
            terms
        };
        Self { terms }
    }

    /// Whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The words, each of which has to be found.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether a text that [`searchable`] made has every word of this search.
    #[must_use]
    pub fn finds(&self, searchable: &str) -> bool {
        let has = |word: &String| searchable.contains(&format!(" {word}"));
        self.terms.iter().all(|term| term.parts.iter().all(has) || term.joined.as_ref().is_some_and(has))
    }
}

impl Term {
    fn new(word: &Word, without_articles: bool) -> Option<Self> {
        let is_article = |(part, joint): &&(String, Joint)| {
            without_articles && *joint == Joint::Apostrophe && ARTICLES.contains(&part.as_str())
        };
        let kept: Word = word.iter().filter(|part| !is_article(part)).cloned().collect();
        let parts: Vec<String> = kept.iter().map(|(part, _)| part.clone()).collect();
        if parts.is_empty() {
            return None;
        }
        Some(Self { joined: (parts.len() > 1).then(|| joined(&kept)), parts })
    }
}

/// What French leaves of a word before a vowel.
const ARTICLES: [&str; 13] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

fn joined(word: &Word) -> String {
    word.iter().map(|(part, _)| part.as_str()).collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// The words of a text, folded.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word = Word::new();
    let mut part = String::new();
    let mut end_part = |part: &mut String, word: &mut Word, joint: Joint| {
        if !part.is_empty() {
            word.push((std::mem::take(part), joint));
        }
        if joint == Joint::End && !word.is_empty() {
            words.push(std::mem::take(word));
        }
    };
    let mut take = |letter: char| {
        if is_invisible(letter) {
            return;
        }
        match joint(letter) {
            // Only within a word: after a space it begins a quotation or a list.
            Some(joint) if !part.is_empty() => end_part(&mut part, &mut word, joint),
            None if letter.is_alphanumeric() => part.push(letter),
            Some(_) | None => end_part(&mut part, &mut word, Joint::End),
        }
    };
    for letter in text.chars().flat_map(char::to_lowercase) {
        if joint(letter).is_some() { take(letter) } else { read(letter, &mut take) }
    }
    end_part(&mut part, &mut word, Joint::End);
    words
}

const fn joint(letter: char) -> Option<Joint> {
    match letter {
        '\'' | '`' | '´' | '\u{2B9}'..='\u{2BD}' | '\u{2018}'..='\u{201B}' | '′' | '＇' => {
            Some(Joint::Apostrophe)
        }
        '-' | '\u{2010}'..='\u{2013}' | '−' | '\u{FE63}' | '\u{FF0D}' => Some(Joint::Hyphen),
        _ => None,
    }
}

/// Marks on letters, hyphens that only show at the end of a line, and what has no width.
const fn is_invisible(letter: char) -> bool {
    marks::is_mark(letter)
        || matches!(letter,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}')
}

/// Gives the letters that a small letter is read as.
fn read(letter: char, put: &mut impl FnMut(char)) {
    if letter.is_ascii() {
        return put(letter);
    }
    let listed = u16::try_from(u32::from(letter)).ok().and_then(|code| LETTERS.binary_search(&code).ok());
    match listed {
        Some(at) => {
            let from = if at == 0 { 0 } else { usize::from(ENDS[at - 1]) };
            VALUES[from..usize::from(ENDS[at])].chars().for_each(|letter| spell(letter, put));
        }
        None => spell(letter, put),
    }
}

/// Letters that Unicode does not take apart, as people type them without the right keyboard.
fn spell(letter: char, put: &mut impl FnMut(char)) {
    let spelled = match letter {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'þ' => "th",
        'ŋ' => "n",
        'ĸ' => "q",
        'ς' => "σ",
        // `nº 12` as `n° 12`.
        'º' | 'ª' => " ",
        other => return put(other),
    };
    spelled.chars().for_each(put);
}
