//! A proxy in front of the server, which speaks TLS in its place: who asks it, for which host, and how
//! they reached it. Only the word of the proxy counts that was named, or that the files of the system let open
//! the server's Unix socket; anybody can write a header.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri};

use super::forwarded::{self, Element};
use crate::http::peer::{FORWARDED, asked_host};
use crate::http::site::{Site, is_unnamed};

/// Who is at the other end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Somebody at an address of the network.
    Network(SocketAddr),
    /// A program that may open the server's Unix socket: the proxy.
    Socket,
}

impl Caller {
    /// Where it is: what comes by a Unix socket comes from this machine.
    pub(crate) fn address(self) -> SocketAddr {
        match self {
            Self::Network(address) => address,
            Self::Socket => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0),
        }
    }
}

/// What stands between the server and those who come.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// The proxy whose word counts.
    pub(crate) proxy: Option<IpAddr>,
    /// The address people reach the server at, where it was said.
    pub(crate) public: Option<Site>,
    /// Where phones reach it, where that is elsewhere.
    pub(crate) phones: Option<Site>,
    /// Whether it was told that another proxy brings visitors, or that this one does not say whom.
    is_told: AtomicBool,
}

impl Front {
    pub(crate) fn new(proxy: Option<IpAddr>, public: Option<Site>) -> Self {
        Self { proxy, public, phones: None, is_told: AtomicBool::new(false) }
    }

    /// The same for a place where only the office is, with where phones come.
    pub(crate) fn of_office(proxy: Option<IpAddr>, public: Option<Site>, phones: Option<Site>) -> Self {
        Self { phones, ..Self::new(proxy, public) }
    }

    /// Where a request comes from.
    pub(crate) fn arrival(&self, caller: Caller, headers: &HeaderMap) -> Arrival {
        let is_brought = FORWARDED.iter().any(|name| headers.contains_key(*name));
        let peer = caller.address();
        if is_proxy(caller, self.proxy) {
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
        Arrival { address: peer, is_secure: false, host: None, by_proxy: false }
    }

    /// The host that a request asks for, where it is another than the public one. `None` also where no public one
    /// was said, or nobody can know which host a visitor has asked for: what watches the server asks for it by an
    /// address of this machine, and so do proxies to which nobody has said to pass the host on. Sending these to
    /// the public address would bring them back here, in circles.
    pub(crate) fn another_host(&self, arrival: &Arrival, headers: &HeaderMap, uri: &Uri) -> Option<String> {
        let public = self.public.as_ref()?;
        let asked = asked_host(arrival.host.as_deref(), headers, uri)?;
        let is_near = arrival.by_proxy || arrival.address.ip().to_canonical().is_loopback();
        let is_unknown = arrival.host.is_none() && is_near && is_unnamed(asked);
        (!public.is_named(asked) && !is_unknown).then(|| asked.to_owned())
    }
}

/// Whether it is the proxy who calls.
pub(crate) fn is_proxy(caller: Caller, proxy: Option<IpAddr>) -> bool {
    match caller {
        Caller::Network(peer) => proxy.is_some_and(|proxy| proxy.to_canonical() == peer.ip().to_canonical()),
        Caller::Socket => true,
    }
}

/// Where a request comes from, whether it came over TLS before it came here, and the host it was for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) address: SocketAddr,
    pub(crate) is_secure: bool,
    pub(crate) host: Option<String>,
    /// Whether the proxy has brought it.
    pub(crate) by_proxy: bool,
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
            by_proxy: true,
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
        Front::new(PROXY.parse().ok(), None).arrival(Caller::Network(peer), &headers)
    }

    /// The other host that a request asks for, with this header `Host` and these of a proxy.
    fn another(caller: Caller, asked: &str, forwarded: &[(&'static str, &'static str)]) -> Option<String> {
        let front = Front::new(PROXY.parse().ok(), "https://guichet.be".parse().ok());
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_str(asked).unwrap());
        for (name, value) in forwarded {
            headers.append(*name, HeaderValue::from_static(value));
        }
        front.another_host(&front.arrival(caller, &headers), &headers, &Uri::from_static("/office"))
    }

    fn from(peer: &str) -> Caller {
        Caller::Network(SocketAddr::new(peer.parse().unwrap(), 1234))
    }

    #[test]
    fn whoever_opens_the_socket_is_the_proxy() {
        let headers = [("x-forwarded-for", "198.51.100.7"), ("x-forwarded-proto", "https")];
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        let arrival = Front::new(None, None).arrival(Caller::Socket, &headers);
        assert_eq!((arrival.address.ip().to_string().as_str(), arrival.is_secure), ("198.51.100.7", true));
        let unsaid = Front::new(None, None).arrival(Caller::Socket, &HeaderMap::new());
        assert!(unsaid.address.ip().is_loopback() && unsaid.by_proxy);
    }

    #[test]
    fn a_visitor_who_asks_for_another_host_is_known_by_the_word_that_counts() {
        let visitor = from("203.0.113.9");
        assert_eq!(another(visitor, "guichet.be", &[]), None);
        for other in ["old.be", "guichet.be:8443", "203.0.113.1", "localhost", "127.0.0.1"] {
            assert_eq!(another(visitor, other, &[]).as_deref(), Some(other));
        }
        let lie = [("x-forwarded-host", "guichet.be")];
        assert_eq!(another(visitor, "old.be", &lie).as_deref(), Some("old.be"), "anybody can write it");
        for proxy in [from(PROXY), Caller::Socket] {
            assert_eq!(another(proxy, "localhost", &lie), None);
            let other = [("x-forwarded-host", "old.be")];
            assert_eq!(another(proxy, "guichet.be", &other).as_deref(), Some("old.be"));
            let by_address = [("x-forwarded-host", "203.0.113.1")];
            assert_eq!(another(proxy, "guichet.be", &by_address).as_deref(), Some("203.0.113.1"));
        }
    }

    #[test]
    fn of_a_watcher_and_of_a_proxy_that_does_not_say_nobody_can_know() {
        for here in [from("127.0.0.1"), from("::1"), from(PROXY), Caller::Socket] {
            for unknown in ["127.0.0.1:8080", "localhost", "[::1]:8080", "10.0.0.5:8080"] {
                assert_eq!(another(here, unknown, &[]), None, "{unknown}");
            }
            assert_eq!(another(here, "old.be", &[]).as_deref(), Some("old.be"));
        }
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
