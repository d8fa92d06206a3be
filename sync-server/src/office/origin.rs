//! Where a write comes from: no other site makes somebody's browser write here in their name.
//!
//! Browsers say so twice: by `Origin`, which is held against the address that was asked for, and by
//! `Sec-Fetch-Site` (Fetch Metadata), which needs no such address and therefore also counts behind a
//! proxy that says nothing of itself. No script can write either of them.

use axum::extract::Request;
use axum::http::header::ORIGIN;

use crate::http::peer::{AnotherHost, ForwardedHost, Secure, asked_host};
use crate::http::site::Site;
use crate::office::page_error::PageError;

/// Why a write is refused before anybody looks at it: it asks for another host than the public one, or does not
/// come from a page of ours. `None` when it is taken.
pub(crate) fn refusal(request: &Request) -> Option<PageError> {
    let extensions = request.extensions();
    if let (Some(AnotherHost(asked)), Some(public)) = (extensions.get(), extensions.get::<Site>()) {
        return Some(PageError::AnotherHost { asked: asked.clone(), public: public.to_string() });
    }
    foreign(request).map(PageError::Foreign)
}

/// Why a write is not taken for one from a page of ours, for the log; `None` when it is one.
///
/// Over TLS a page of plain HTTP, which anybody on the way can make, is none of ours.
fn foreign(request: &Request) -> Option<String> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let Some(from) = header(ORIGIN.as_str()) else {
        return Some("it does not say which page it comes from: there is no Origin".to_owned());
    };
    let Ok(site) = from.parse::<Site>() else {
        return Some(format!("it comes from {from}, which is no site"));
    };
    let extensions = request.extensions();
    if let Some(public) = extensions.get::<Site>() {
        return (site != *public).then(|| format!("it comes from {site}, and --public-url is {public}"));
    }
    if !site.is_secure() && extensions.get::<Secure>().is_some() {
        return Some(format!("it comes from {site}, a page of plain HTTP, over TLS"));
    }
    if header("sec-fetch-site") == Some("same-origin") {
        return None;
    }
    let forwarded = extensions.get::<ForwardedHost>().map(|ForwardedHost(host)| host.as_str());
    let asked = asked_host(forwarded, request.headers(), request.uri()).unwrap_or("no host");
    if site.is_asked_for_as(asked) {
        return None;
    }
    Some(format!(
        "it comes from {site}, and {asked} was asked for. If a proxy stands in between: let it pass on the host \
         and name it with --proxy, or say the address with --public-url"
    ))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::post("/office/sign-in");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    fn is_ours(origin: &str, host: &str) -> bool {
        foreign(&request(&[("host", host), ("origin", origin)])).is_none()
    }

    #[test]
    fn a_write_must_come_from_a_page_of_ours() {
        assert!(is_ours("https://guichet.be", "guichet.be") && is_ours("http://guichet.be", "guichet.be"));
        assert!(is_ours("https://guichet.be", "guichet.be:443"), "the usual port");
        assert!(is_ours("http://localhost:8080", "localhost:8080"));
        assert!(!is_ours("https://guichet.be.example", "guichet.be"));
        assert!(!is_ours("https://guichet.be:8443", "guichet.be"));
        assert!(!is_ours("null", "guichet.be"));
        assert!(foreign(&request(&[("host", "guichet.be")])).is_some());
        assert!(foreign(&request(&[("origin", "https://guichet.be")])).is_some());
    }

    #[test]
    fn over_tls_a_page_of_plain_http_is_none_of_ours_whatever_it_says() {
        let from = |origin| {
            let headers = [("host", "guichet.be"), ("origin", origin), ("sec-fetch-site", "same-origin")];
            let mut request = request(&headers);
            request.extensions_mut().insert(Secure);
            foreign(&request).is_none()
        };
        assert!(from("https://guichet.be") && !from("http://guichet.be"));
    }

    #[test]
    fn behind_a_proxy_that_says_nothing_the_browser_s_word_counts() {
        let says = |word| {
            let headers =
                [("host", "127.0.0.1:8080"), ("origin", "https://guichet.be"), ("sec-fetch-site", word)];
            foreign(&request(&headers)).is_none()
        };
        assert!(says("same-origin"));
        assert!(!says("same-site") && !says("cross-site") && !says("none") && !says(""));
    }

    #[test]
    fn the_host_the_proxy_was_asked_for_counts_instead_of_ours() {
        let from = |origin| {
            let mut request = request(&[("host", "127.0.0.1:8080"), ("origin", origin)]);
            request.extensions_mut().insert(ForwardedHost("guichet.be".to_owned()));
            foreign(&request).is_none()
        };
        assert!(from("https://guichet.be") && !from("http://127.0.0.1:8080"));
    }

    #[test]
    fn the_address_that_was_said_is_the_only_one() {
        let from = |origin| {
            let headers = [("host", "guichet.be"), ("origin", origin), ("sec-fetch-site", "same-origin")];
            let mut request = request(&headers);
            request.extensions_mut().insert("https://guichet.commune.be".parse::<Site>().unwrap());
            foreign(&request)
        };
        assert_eq!(from("https://guichet.commune.be"), None);
        let why = from("https://guichet.be").unwrap();
        assert_eq!(why, "it comes from https://guichet.be, and --public-url is https://guichet.commune.be");
    }
}
