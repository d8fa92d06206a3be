//! A proxy in front of the server, which speaks TLS in its place: whom it asks for, and how they
//! reached it. Only the word of the proxy that was named counts; anybody can write a header.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

/// Whether an address is the proxy's.
pub(super) fn is_proxy(address: IpAddr, proxy: Option<IpAddr>) -> bool {
    proxy.is_some_and(|proxy| proxy.to_canonical() == address.to_canonical())
}

/// The address of a request, and whether it came over TLS, as the proxy says.
///
/// Of the addresses in `X-Forwarded-For` the last counts, which the proxy itself has added: those
/// before it are the visitor's word.
pub(super) fn visitor(peer: SocketAddr, proxy: Option<IpAddr>, headers: &HeaderMap) -> (SocketAddr, bool) {
    if !is_proxy(peer.ip(), proxy) {
        return (peer, false);
    }
    let last = |name: &str| {
        let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next().map(str::trim)
    };
    let address = last("x-forwarded-for").and_then(|address| address.parse().ok());
    let is_secure = last("x-forwarded-proto") == Some("https");
    (address.map_or(peer, |address| SocketAddr::new(address, 0)), is_secure)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn seen(peer: &str, forwarded: &[(&'static str, &'static str)]) -> (String, bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in forwarded {
            headers.append(*name, HeaderValue::from_static(value));
        }
        let proxy = PROXY.parse().ok();
        let peer = SocketAddr::new(peer.parse().unwrap_or(IpAddr::from([0; 4])), 1234);
        let (address, is_secure) = visitor(peer, proxy, &headers);
        (address.ip().to_string(), is_secure)
    }

    #[test]
    fn the_proxy_says_who_asks() {
        let forwarded = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
        assert_eq!(seen(PROXY, &forwarded), ("198.51.100.7".to_owned(), true));
        assert_eq!(seen("::ffff:10.0.0.1", &forwarded), ("198.51.100.7".to_owned(), true));
    }

    #[test]
    fn nobody_else_does() {
        let forwarded = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
        assert_eq!(seen("10.0.0.2", &forwarded), ("10.0.0.2".to_owned(), false));
    }

    #[test]
    fn what_the_visitor_wrote_before_the_proxy_does_not_count() {
        let written = [("x-forwarded-for", "203.0.113.9, 198.51.100.7")];
        assert_eq!(seen(PROXY, &written), ("198.51.100.7".to_owned(), false));
        let twice = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "198.51.100.7")];
        assert_eq!(seen(PROXY, &twice), ("198.51.100.7".to_owned(), false));
    }

    #[test]
    fn a_header_that_cannot_be_read_is_no_address() {
        assert_eq!(seen(PROXY, &[("x-forwarded-for", "unknown")]), (PROXY.to_owned(), false));
        assert_eq!(seen(PROXY, &[]), (PROXY.to_owned(), false));
    }
}
