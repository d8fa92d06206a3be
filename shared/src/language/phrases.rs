//! Phrases: Fluent texts, read by Fluent's own parser. Of what Fluent can do they use variables, and forms that a number
//! chooses: that much is done here. Its own resolver brings the plurals of two hundred languages, functions, terms and
//! tables for reading fractions, a twentieth of what a phone fetches before it shows anything.

use std::collections::BTreeMap;
use std::fmt;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser::parse_runtime;
use fluent_syntax::unicode::unescape_unicode;

use crate::language::Language;
use crate::quantity::Quantity;

/// The form of one, beside that of all others: CLDR's word for it.
const ONE: &str = "one";
const OTHER: &str = "other";

/// What stands in a phrase in place of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseValue<'a> {
    /// Words, as they are.
    Text(&'a str),
    /// A number, which chooses the form of what it counts.
    Number(Quantity),
}

impl<'a> From<&'a str> for PhraseValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for PhraseValue<'_> {
    fn from(count: u64) -> Self {
        Self::Number(Quantity(i64::try_from(count).unwrap_or(i64::MAX).saturating_mul(1000)))
    }
}

impl From<Quantity> for PhraseValue<'_> {
    fn from(quantity: Quantity) -> Self {
        Self::Number(quantity)
    }
}

/// The variables of a phrase, by name.
type Variables<'a> = [(&'a str, PhraseValue<'a>)];

/// The phrases of one language.
pub struct Phrases {
    language: Language,
    patterns: BTreeMap<String, Pattern<String>>,
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
        let parsed = parse_runtime(source).unwrap_or_else(|(partial, _)| partial);
        let patterns = parsed.body.into_iter().filter_map(|entry| {
            let Entry::Message(message) = entry else { return None };
            Some((message.id.name, message.value?))
        });
        Self { language, patterns: patterns.collect() }
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
    pub fn text_with(&self, key: &str, variables: &Variables<'_>) -> String {
        let Some(pattern) = self.patterns.get(key) else { return key.to_owned() };
        let mut text = String::new();
        self.write(pattern, variables, &mut text);
        text
    }

    fn write(&self, pattern: &Pattern<String>, variables: &Variables<'_>, text: &mut String) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(value),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                    write_inline(inline, variables, text);
                }
                PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                    if let Some(chosen) = self.chosen(value_of(selector, variables), variants) {
                        self.write(chosen, variables, text);
                    }
                }
            }
        }
    }

    /// The form a value chooses, or else the one that is marked for it.
    fn chosen<'a>(
        &self,
        value: Option<PhraseValue<'_>>,
        variants: &'a [Variant<String>],
    ) -> Option<&'a Pattern<String>> {
        let is_meant = |variant: &&Variant<String>| match (&variant.key, value) {
            (VariantKey::NumberLiteral { value }, Some(PhraseValue::Number(number))) => {
                value.parse() == Ok(number)
            }
            (VariantKey::Identifier { name }, Some(PhraseValue::Number(number))) => {
                name == if is_one(self.language, number) { ONE } else { OTHER }
            }
            (_, Some(PhraseValue::Text(_)) | None) => false,
        };
        let default = || variants.iter().find(|variant| variant.default);
        Some(&variants.iter().find(is_meant).or_else(default)?.value)
    }

    /// What is wrong in a Fluent text, line by line; empty when nothing is.
    #[must_use]
    pub fn problems(source: &str) -> Vec<String> {
        let (parsed, errors) = match parse_runtime(source) {
            Ok(parsed) => (parsed, Vec::new()),
            Err((partial, errors)) => (partial, errors),
        };
        let unspoken = parsed.body.iter().filter(|entry| !is_spoken(entry));
        let unspoken = unspoken.map(|entry| format!("this of Fluent is not spoken here: {entry:?}"));
        errors.iter().map(ToString::to_string).chain(unspoken).collect()
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

/// Whether a number takes the form of one (the cardinal plurals of CLDR).
const fn is_one(language: Language, Quantity(thousandths): Quantity) -> bool {
    match language {
        Language::Fr => thousandths.unsigned_abs() < 2000,
        Language::Nl | Language::De | Language::En => thousandths.unsigned_abs() == 1000,
    }
}

fn value_of<'a>(expression: &InlineExpression<String>, variables: &Variables<'a>) -> Option<PhraseValue<'a>> {
    let InlineExpression::VariableReference { id } = expression else { return None };
    variables.iter().find(|(name, _)| *name == id.name).map(|(_, value)| *value)
}

fn write_inline(expression: &InlineExpression<String>, variables: &Variables<'_>, text: &mut String) {
    if let InlineExpression::StringLiteral { value } = expression {
        // Nothing fails that writes into a text.
        return unescape_unicode(text, value).unwrap_or_default();
    }
    match value_of(expression, variables) {
        Some(PhraseValue::Text(words)) => text.push_str(words),
        Some(PhraseValue::Number(number)) => text.push_str(&number.to_string()),
        // Seen by whoever looks at the screen.
        None => text.push('…'),
    }
}

/// Whether an entry uses only what is done here.
fn is_spoken(entry: &Entry<&str>) -> bool {
    match entry {
        Entry::Message(message) => {
            message.attributes.is_empty() && message.value.as_ref().is_some_and(is_plain)
        }
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => true,
        Entry::Term(_) | Entry::Junk { .. } => false,
    }
}

fn is_plain(pattern: &Pattern<&str>) -> bool {
    pattern.elements.iter().all(|element| match element {
        PatternElement::TextElement { .. } => true,
        PatternElement::Placeable { expression: Expression::Inline(inline) } => matches!(
            inline,
            InlineExpression::StringLiteral { .. } | InlineExpression::VariableReference { .. }
        ),
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            matches!(selector, InlineExpression::VariableReference { .. })
                && variants.iter().all(|variant| is_form(&variant.key) && is_plain(&variant.value))
        }
    })
}

fn is_form(key: &VariantKey<&str>) -> bool {
    match key {
        VariantKey::Identifier { name } => [ONE, OTHER].contains(name),
        VariantKey::NumberLiteral { value } => value.parse::<Quantity>().is_ok(),
    }
}
