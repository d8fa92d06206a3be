//! How a journey says where on a page it means.

use std::fmt;

use fantoccini::Locator;

/// An element, told by something a person or the screens' author would know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Css(String),
    XPath { xpath: String, text: String },
}

/// The element with `data-test="…"`: for everything whose words may change.
#[must_use]
pub fn at_test(name: &str) -> Place {
    Place(Kind::Css(format!("[data-test=\"{name}\"]")))
}

/// A CSS selector.
#[must_use]
pub fn at_css(selector: &str) -> Place {
    Place(Kind::Css(selector.to_owned()))
}

/// The innermost element that shows this text (runs of white space count as one space).
#[must_use]
pub fn at_text(text: &str) -> Place {
    let here = format!("contains(normalize-space(.), {})", xpath_literal(text));
    let xpath = format!("//body//*[not(self::script or self::style)][{here}][not(.//*[{here}])]");
    Place(Kind::XPath { xpath, text: text.to_owned() })
}

impl Place {
    pub(super) fn locator(&self) -> Locator<'_> {
        match &self.0 {
            Kind::Css(selector) => Locator::Css(selector),
            Kind::XPath { xpath, .. } => Locator::XPath(xpath),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Css(selector) => write!(f, "{selector}"),
            Kind::XPath { text, .. } => write!(f, "the text \"{text}\""),
        }
    }
}

/// XPath 1.0 has no escapes: a text with both kinds of quotes must be put together.
fn xpath_literal(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let parts: Vec<String> = text.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_apostrophes_survive_in_an_xpath() {
        assert_eq!(xpath_literal("Terminer"), "'Terminer'");
        assert_eq!(xpath_literal("l'ordre"), "concat('l', \"'\", 'ordre')");
    }
}
