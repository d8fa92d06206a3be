//! How a file may be packed on its way, by what the browser takes (RFC 9110, 12.5.3).

use axum::http::{HeaderMap, HeaderName, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::Sha256;

/// The name of a difference by zstd in `Content-Encoding`.
pub(crate) const DIFFERENCE: &str = "dcz";
/// What a browser has.
pub(crate) const AVAILABLE_DICTIONARY: HeaderName = HeaderName::from_static("available-dictionary");

/// A way of packing; the files are packed when the app is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Brotli (RFC 7932): a sixth less than gzip.
    Brotli,
    /// gzip (RFC 1952).
    Gzip,
}

/// The best first.
const ALL: [Coding; 2] = [Coding::Brotli, Coding::Gzip];

impl Coding {
    /// What a packed file's name ends with.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// Its name in `Content-Encoding`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn is_called(self, name: &str) -> bool {
        let is_old_name = self == Self::Gzip && name.eq_ignore_ascii_case("x-gzip");
        name.eq_ignore_ascii_case(self.name()) || is_old_name
    }
}

/// What a browser says of ways of packing: names, and weights in thousandths.
fn listed(headers: &HeaderMap) -> Vec<(&str, u16)> {
    let lines = headers.get_all(header::ACCEPT_ENCODING);
    lines
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .filter_map(weighed)
        .collect()
}

/// The dictionary a browser offers for a difference by zstd (RFC 9842): its hash.
pub(crate) fn dictionary(headers: &HeaderMap) -> Option<Sha256> {
    let takes =
        listed(headers).iter().any(|(name, weight)| name.eq_ignore_ascii_case(DIFFERENCE) && *weight > 0);
    let offered = headers.get(AVAILABLE_DICTIONARY).filter(|_| takes)?.to_str().ok()?;
    let hash = offered.trim().strip_prefix(':')?.strip_suffix(':')?;
    Some(Sha256(BASE64.decode(hash).ok()?.try_into().ok()?))
}

/// The ways a browser takes, those it likes best first and no worse than a plain file.
pub(crate) fn accepted(headers: &HeaderMap) -> Vec<Coding> {
    let listed = listed(headers);
    let weight =
        |is_it: &dyn Fn(&str) -> bool| listed.iter().find(|(name, _)| is_it(name)).map(|(_, weight)| *weight);
    let others = weight(&|name| name == "*");
    let plain = weight(&|name| name.eq_ignore_ascii_case("identity")).unwrap_or(0);
    let mut taken: Vec<(Coding, u16)> = ALL
        .into_iter()
        .filter_map(|coding| Some((coding, weight(&|name| coding.is_called(name)).or(others)?)))
        .filter(|(_, weight)| *weight > 0 && *weight >= plain)
        .collect();
    taken.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    taken.into_iter().map(|(coding, _)| coding).collect()
}

/// A name and its weight in thousandths; `None` for what is not written by the grammar.
fn weighed(item: &str) -> Option<(&str, u16)> {
    let Some((name, weight)) = item.split_once(';') else {
        let name = item.trim();
        return (!name.is_empty()).then_some((name, 1000));
    };
    let (key, weight) = weight.trim().split_once('=')?;
    if !key.eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, thousandths) {
        ("1", 0) => Some((name.trim(), 1000)),
        ("0", thousandths) => Some((name.trim(), thousandths)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::phone_api::app_files::coding::Coding::{Brotli, Gzip};

    fn of(lines: &[&'static str]) -> Vec<Coding> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(line));
        }
        accepted(&headers)
    }

    #[test]
    fn a_browser_that_takes_several_ways_gets_the_smallest() {
        assert_eq!(of(&["gzip, deflate, br, zstd"]), [Brotli, Gzip]);
        assert_eq!(of(&["gzip", "BR"]), [Brotli, Gzip]);
        assert_eq!(of(&["gzip, deflate"]), [Gzip]);
        assert_eq!(of(&["x-gzip"]), [Gzip]);
        assert_eq!(of(&["*"]), [Brotli, Gzip]);
    }

    #[test]
    fn a_dictionary_is_what_is_written_by_the_grammar_and_can_be_used() {
        const HASH: &str = ":ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:";
        let of = |coding: &'static str, offered: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(coding));
            headers.insert(AVAILABLE_DICTIONARY, HeaderValue::from_static(offered));
            dictionary(&headers)
        };
        assert_eq!(of("gzip, br, zstd, dcb, dcz", HASH), Some(Sha256::of(b"abc")));
        for coding in ["", "br, zstd, dcb", "dcz;q=0", "*"] {
            assert_eq!(of(coding, HASH), None, "{coding}");
        }
        for rubbish in
            ["", ":", "::", ":YWJj:", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", ":ungWv48Bz:"]
        {
            assert_eq!(of("dcz", rubbish), None, "{rubbish}");
        }
    }

    #[test]
    fn weights_are_heeded() {
        assert_eq!(of(&["br;q=0.5, gzip;q=0.9"]), [Gzip, Brotli]);
        assert_eq!(of(&["br ; Q=0.001,gzip;q=0"]), [Brotli]);
        assert_eq!(of(&["br;q=0, *;q=0.1"]), [Gzip]);
        assert_eq!(of(&["gzip;q=0.5, identity"]), []);
        assert_eq!(of(&["gzip;q=1.000, identity;q=0.5, *;q=0"]), [Gzip]);
    }

    #[test]
    fn what_is_not_named_or_not_by_the_grammar_is_not_taken() {
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[""]), []);
        assert_eq!(of(&["brotli, agzip, gzipped"]), []);
        for line in ["br;q=2", "br;q=1.5", "br;q=0.1234", "br;q=-1", "br;q=", "br;level=1", "br;q"] {
            assert_eq!(of(&[line]), [], "{line}");
        }
    }
}
