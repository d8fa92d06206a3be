//! Browsers and systems by what they call themselves.

/// Browsers by what they call themselves and what people call them, those first whose words hold another's too.
pub(crate) const BROWSERS: [(&str, &str); 7] = [
    ("Firefox", "Firefox"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR", "Opera"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];

/// Systems by what they call themselves, with the key of their phrase.
pub(crate) const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "system-android"),
    ("iPhone", "system-iphone"),
    ("iPad", "system-ipad"),
    ("Windows", "system-windows"),
    ("Macintosh", "system-mac"),
    ("Mac", "system-mac"),
    ("Linux", "system-linux"),
];

/// What is known in what a browser says it is, in its own words: `Firefox Windows`; `?` when nothing is.
pub(crate) fn known_words(said: &str) -> String {
    let first = |table: [(&'static str, &str); 7]| {
        table.into_iter().find(|(word, _)| said.contains(word)).map(|(word, _)| word)
    };
    let words: Vec<&str> = [first(BROWSERS), first(SYSTEMS)].into_iter().flatten().collect();
    if words.is_empty() { "?".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_a_browser_says_the_same_of_it() {
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0";
        let phone =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1";
        for (said, words) in
            [(edge, "Edg Windows"), (phone, "Safari iPhone"), ("Firefox", "Firefox"), ("", "?")]
        {
            assert_eq!(known_words(said), words);
            assert_eq!(known_words(words), words, "its words are its own");
        }
    }
}
