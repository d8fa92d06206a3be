//! The header `Forwarded` by its grammar (RFC 7239, section 4): elements separated by commas, each made
//! of pairs separated by semicolons, whose values are tokens or quoted strings.

use std::net::IpAddr;

/// What one proxy says of one request, as far as it is of use here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// The node that asked it; `None` when it is hidden or unknown.
    pub(crate) from: Option<IpAddr>,
    /// The host it was asked for.
    pub(crate) host: Option<String>,
    /// The protocol it was asked over.
    pub(crate) protocol: Option<String>,
}

/// The last element of a header: what the nearest proxy added. `None` when the header is not by its
/// grammar; then nothing of it counts.
pub(crate) fn last(header: &str) -> Option<Element> {
    let mut rest = header;
    let mut last = None;
    loop {
        let (element, after) = element(rest)?;
        // Lists may have empty elements (RFC 9110, 5.6.1.2).
        last = element.or(last);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None if after.is_empty() => return last,
            None => return None,
        }
    }
}

/// One element and what follows it; no element where there is nothing between two commas.
fn element(text: &str) -> Option<(Option<Element>, &str)> {
    let mut rest = text.trim_start_matches([' ', '\t']);
    let (mut element, mut seen) = (Element::default(), Vec::new());
    loop {
        if !rest.is_empty() && !rest.starts_with([';', ',']) {
            let (name, value, after) = pair(rest)?;
            let name = name.to_ascii_lowercase();
            match name.as_str() {
                "for" => element.from = node(&value),
                "host" => element.host = Some(value),
                "proto" => element.protocol = Some(value.to_ascii_lowercase()),
                _ => {}
            }
            // No parameter may come twice in one element.
            if seen.contains(&name) {
                return None;
            }
            seen.push(name);
            rest = after;
        }
        rest = rest.trim_start_matches([' ', '\t']);
        match rest.strip_prefix(';') {
            Some(after) => rest = after.trim_start_matches([' ', '\t']),
            None => return Some(((!seen.is_empty()).then_some(element), rest)),
        }
    }
}

fn pair(text: &str) -> Option<(&str, String, &str)> {
    let (name, rest) = token(text)?;
    let rest = rest.strip_prefix('=')?;
    match rest.strip_prefix('"') {
        Some(rest) => {
            let (value, rest) = quoted(rest)?;
            Some((name, value, rest))
        }
        None => {
            let (value, rest) = token(rest)?;
            Some((name, value.to_owned(), rest))
        }
    }
}

/// A token (RFC 9110, 5.6.2) and what follows it.
fn token(text: &str) -> Option<(&str, &str)> {
    let is_of_token = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
    let end = text.find(|letter| !is_of_token(letter)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The rest of a quoted string (RFC 9110, 5.6.4), and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (mut value, mut letters) = (String::new(), text.char_indices());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => value.push(letters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

/// The address of a node: `192.0.2.43`, `192.0.2.43:47011`, `[2001:db8::17]:4711`. `unknown` and names
/// that hide one are none.
fn node(text: &str) -> Option<IpAddr> {
    let name = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']').filter(|(_, port)| port.is_empty() || port.starts_with(':'))?.0,
        None => text.split_once(':').map_or(text, |(name, _)| name),
    };
    let address: IpAddr = name.parse().ok()?;
    // IPv6 stands in brackets, and nothing else does.
    (address.is_ipv6() == text.starts_with('[')).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(from: Option<&str>, host: Option<&str>, protocol: Option<&str>) -> Option<Element> {
        Some(Element {
            from: from.map(|address| address.parse().unwrap()),
            host: host.map(str::to_owned),
            protocol: protocol.map(str::to_owned),
        })
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        assert_eq!(last(r#"for="_gazonk""#), element(None, None, None));
        let ipv6 = element(Some("2001:db8:cafe::17"), None, None);
        assert_eq!(last(r#"For="[2001:db8:cafe::17]:4711""#), ipv6);
        let all = last("for=192.0.2.60;proto=http;by=203.0.113.43");
        assert_eq!(all, element(Some("192.0.2.60"), None, Some("http")));
        assert_eq!(last("for=192.0.2.43, for=198.51.100.17"), element(Some("198.51.100.17"), None, None));
        assert_eq!(last("for=_hidden, for=_SEVKISEK"), element(None, None, None));
        assert_eq!(
            last(r#"for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown"#),
            element(None, None, None)
        );
    }

    #[test]
    fn quotes_may_hold_what_separates_and_everything_may_stand_in_capitals() {
        let read = last(r#"for="192.0.2.43:47011";HOST="guichet.be:8443";Proto=HTTPS ; by="a;b,c\"d""#);
        assert_eq!(read, element(Some("192.0.2.43"), Some("guichet.be:8443"), Some("https")));
        assert_eq!(last("for=192.0.2.1;;host=a , "), element(Some("192.0.2.1"), Some("a"), None));
    }

    #[test]
    fn what_is_not_by_the_grammar_does_not_count_at_all() {
        for wrong in [
            "",
            ",",
            "for",
            "for=",
            "for= 192.0.2.1",
            "for=192.0.2.1 host=a",
            "for=192.0.2.43:47011",
            "host=guichet.be:8443",
            r#"for="192.0.2.1"#,
            r#"for="192.0.2.1"x"#,
            "for=192.0.2.1;for=192.0.2.2",
            "=192.0.2.1",
            "for=é",
        ] {
            assert_eq!(last(wrong), None, "{wrong}");
        }
        for hidden in
            [r#"for="2001:db8::17""#, r#"for="[192.0.2.1]""#, r#"for="[2001:db8::17]4""#, "for=192.0.2.999"]
        {
            assert_eq!(last(hidden), element(None, None, None), "{hidden}");
        }
    }
}
