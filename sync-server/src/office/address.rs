//! Addresses of the office: those the kit itself knows, and how their queries are written.

use axum::http::header::{ORIGIN, REFERER};
use axum::http::{HeaderMap, Uri};

/// The address that leads everybody to their own page.
pub(crate) const HOME: &str = "/office";
/// The page on which a session begins.
pub(crate) const SIGN_IN: &str = "/office/sign-in";
/// The page of one's own account, where a password is chosen.
pub(crate) const ACCOUNT: &str = "/office/account";

/// The query of an address, with its question mark: what is empty is left out.
pub(crate) fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let written: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    if written.is_empty() { String::new() } else { format!("?{}", written.join("&")) }
}

/// Text as it stands in the query of an address (RFC 3986, percent-encoding).
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The page of the office the reader came from; [`HOME`] when the browser names none.
pub(crate) fn came_from(headers: &HeaderMap) -> String {
    headers
        .get(REFERER)
        .and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok())
        .and_then(|uri| Some(uri.path_and_query()?.as_str().to_owned()))
        .filter(|path| path.starts_with(HOME))
        .unwrap_or_else(|| HOME.to_owned())
}

/// The address people reach the office at, as the browser that writes gave it.
pub(crate) fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(ORIGIN).and_then(|origin| origin.to_str().ok())
}
