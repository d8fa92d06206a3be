//! A proxy in front of the server, which speaks TLS in its place: who asks it, for which host, and how
//! they reached it. Only the word of the proxy that was named counts; anybody can write a header.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use super::forwarded::{self, Element};
use crate::http::peer::FORWARDED;
use crate::http::site::Site;

/// What stands between the server and those who come.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// The proxy whose word counts.
    pub(crate) proxy: Option<IpAddr>,
    /// The address people reach the server at, where it was said.
    pub(crate) public: Option<Site>,
    /// Whether it was told that another proxy brings visitors, or that this one does not say whom.
    is_told: AtomicBool,
}

impl Front {
    pub(crate) fn new(proxy: Option<IpAddr>, public: Option<Site>) -> Self {
        Self { proxy, public, is_told: AtomicBool::new(false) }
    }

    /// Where a request comes from.
    pub(crate) fn arrival(&self, peer: SocketAddr, headers: &HeaderMap) -> Arrival {
        let is_brought = FORWARDED.iter().any(|name| headers.contains_key(*name));
        if is_proxy(peer.ip(), self.proxy) {
            // Every browser says its languages; what watches the server on the same machine does not.
            let is_visitor = headers.contains_key(ACCEPT_LANGUAGE);
            if is_visitor && !is_brought && !self.is_told.swap(true, Ordering::Relaxed) {
                tracing::warn!(
                    address = %peer.ip(),
                    "the proxy does not say whom it brings: all share one count of wrong passwords, and may \
                     read /metrics. Have it set X-Forwarded-For, -Host and -Proto, as README shows. This is \
                     said once"
                );
            }
            return Arrival::by_proxy(peer, headers);
        }
        if is_brought && !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                address = %peer.ip(),
                "requests come through a proxy that was not named: all who come through it share one count of \
                 wrong passwords. Name it with --proxy ADDRESS. This is said once"
            );
        }
        Arrival { address: peer, is_secure: false, host: None }
    }
}

/// Whether an address is the proxy's.
pub(crate) fn is_proxy(address: IpAddr, proxy: Option<IpAddr>) -> bool {
    proxy.is_some_and(|proxy| proxy.to_canonical() == address.to_canonical())
}

/// Where a request comes from, whether it came over TLS before it came here, and the host it was for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) address: SocketAddr,
    pub(crate) is_secure: bool,
    pub(crate) host: Option<String>,
}

impl Arrival {
    /// What the proxy says. Of a list the last counts, which the proxy itself has added: those before it
    /// are the visitor's word. `Forwarded` counts where there is none of the older headers, which most
    /// proxies set and take away from visitors.
    fn by_proxy(peer: SocketAddr, headers: &HeaderMap) -> Self {
        let last = |name: &str| {
            let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
            value.rsplit(',').next().map(str::trim)
        };
        let said = if FORWARDED[1..].iter().any(|name| headers.contains_key(*name)) {
            Element {
                from: last("x-forwarded-for").and_then(address),
                host: last("x-forwarded-host").map(str::to_owned),
                protocol: last("x-forwarded-proto").map(str::to_ascii_lowercase),
            }
        } else {
            let lines: Result<Vec<&str>, _> =
                headers.get_all("forwarded").iter().map(|line| line.to_str()).collect();
            lines.ok().and_then(|lines| forwarded::last(&lines.join(","))).unwrap_or_default()
        };
        Self {
            address: said.from.map_or(peer, |address| SocketAddr::new(address, 0)),
            is_secure: said.protocol.as_deref() == Some("https"),
            host: said.host,
        }
    }
}

/// An address as proxies write it: some say the port too.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    text.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn arrival(peer: &str, forwarded: &[(&'static str, &'static str)]) -> Arrival {
        let mut headers = HeaderMap::new();
        for (name, value) in forwarded {
            headers.append(*name, HeaderValue::from_static(value));
        }
        let peer = SocketAddr::new(peer.parse().unwrap_or(IpAddr::from([0; 4])), 1234);
        Front::new(PROXY.parse().ok(), None).arrival(peer, &headers)
    }

    fn seen(peer: &str, forwarded: &[(&'static str, &'static str)]) -> (String, bool) {
        let arrival = arrival(peer, forwarded);
        (arrival.address.ip().to_string(), arrival.is_secure)
    }

    fn host(peer: &str, forwarded: &[(&'static str, &'static str)]) -> Option<String> {
        arrival(peer, forwarded).host
    }

    #[test]
    fn the_proxy_says_which_host_was_asked_for_and_nobody_else_does() {
        let forwarded = [("x-forwarded-host", "guichet.be:8443")];
        assert_eq!(host(PROXY, &forwarded).as_deref(), Some("guichet.be:8443"));
        assert_eq!(host("10.0.0.2", &forwarded), None);
        let appended = [("x-forwarded-host", "evil.example, guichet.be")];
        assert_eq!(host(PROXY, &appended).as_deref(), Some("guichet.be"));
    }

    #[test]
    fn the_standard_s_own_header_says_the_same() {
        let forwarded =
            [("forwarded", r#"for=203.0.113.9, for="[2001:db8::7]:4711";proto=https;host=guichet.be"#)];
        assert_eq!(seen(PROXY, &forwarded), ("2001:db8::7".to_owned(), true));
        assert_eq!(host(PROXY, &forwarded).as_deref(), Some("guichet.be"));
        assert_eq!(seen("10.0.0.2", &forwarded), ("10.0.0.2".to_owned(), false));
        let two_lines = [("forwarded", "for=203.0.113.9;proto=https"), ("forwarded", "for=198.51.100.7")];
        assert_eq!(seen(PROXY, &two_lines), ("198.51.100.7".to_owned(), false));
        assert_eq!(seen(PROXY, &[("forwarded", "for=198.51.100.7;;;host=")]), (PROXY.to_owned(), false));
    }

    #[test]
    fn a_visitor_s_header_of_the_other_kind_does_not_count() {
        let both = [("forwarded", "for=203.0.113.9;host=evil.example"), ("x-forwarded-for", "198.51.100.7")];
        assert_eq!(seen(PROXY, &both), ("198.51.100.7".to_owned(), false));
        assert_eq!(host(PROXY, &both), None);
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
        let with_port = [("x-forwarded-for", "198.51.100.7:4711")];
        assert_eq!(seen(PROXY, &with_port), ("198.51.100.7".to_owned(), false));
        assert_eq!(seen(PROXY, &[]), (PROXY.to_owned(), false));
    }
}
