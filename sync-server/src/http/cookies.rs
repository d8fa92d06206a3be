//! Cookies as a request brings them, read by their grammar (RFC 6265), and the one that a browser is known by.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use cookie::Cookie;

use crate::base::limits::SESSION_COOKIES_MAX;
use crate::base::secret::is_token;

/// The cookie that a browser is known by where somebody signed in before, over plain HTTP.
pub(crate) const KNOWN: &str = "guichet_known";
/// The same over HTTPS.
pub(crate) const SECURE_KNOWN: &str = "__Host-guichet_known";

/// Every cookie of a request, in the order of its headers, of which HTTP/2 may have several. What is no pair of a
/// name and a value is left out, and nothing beside it.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'static>> {
    let lines = headers.get_all(COOKIE).iter().map(ascii);
    lines.flat_map(Cookie::split_parse).filter_map(Result::ok)
}

/// A header with `?` for every byte that no cookie may have. They are neither left out nor read as UTF-8: a name
/// with a space of Unicode before it is not the name without, which `__Host-` keeps other sites from using.
fn ascii(line: &HeaderValue) -> String {
    line.as_bytes().iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect()
}

/// What cookies of this name hold that may be the token of a session, each once, as many as are looked at.
pub(crate) fn tokens(headers: &HeaderMap, name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for cookie in cookies(headers).filter(|cookie| cookie.name() == name) {
        let token = cookie.value_trimmed();
        if is_token(token) && !found.iter().any(|other| other == token) && found.len() < SESSION_COOKIES_MAX {
            found.push(token.to_owned());
        }
    }
    found
}

/// What a browser says it is known by, where somebody signed in before. Where one of HTTPS is among them no other
/// counts.
pub(crate) fn known_tokens(headers: &HeaderMap) -> Vec<String> {
    let secure = tokens(headers, SECURE_KNOWN);
    if secure.is_empty() { tokens(headers, KNOWN) } else { secure }
}
