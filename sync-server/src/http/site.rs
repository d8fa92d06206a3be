//! The address people reach the server at: scheme, host and port, as browsers compare them (RFC 6454).

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::http::Uri;
use axum::http::uri::Authority;

use crate::base::network::is_private;

/// Where people reach the server: `https://guichet.commune.be`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    is_secure: bool,
    host: String,
    port: u16,
}

impl Site {
    /// Whether it is reached over TLS.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// Whether this is the host and port somebody asked for, over the same scheme: one who names no port
    /// means the usual one.
    #[must_use]
    pub(crate) fn is_asked_for_as(&self, host: &str) -> bool {
        let Ok(asked) = host.parse::<Authority>() else { return false };
        let port = port(&asked).map(|port| port.unwrap_or(usual_port(self.is_secure)));
        asked.host().eq_ignore_ascii_case(&self.host) && port == Some(self.port)
    }

    /// Whether this is the host that a request asks for. Proxies may leave out the port that a browser names, so
    /// one that names none may mean any.
    #[must_use]
    pub(crate) fn is_named(&self, asked: &str) -> bool {
        let Ok(asked) = asked.parse::<Authority>() else { return false };
        let is_port = port(&asked).is_some_and(|port| port.is_none_or(|port| port == self.port));
        asked.host().eq_ignore_ascii_case(&self.host) && is_port
    }

    /// Whether nobody on the internet reaches it: it is `localhost`, or an address of this machine or of a private
    /// network. Of any other name nobody can tell.
    #[must_use]
    pub(crate) fn is_private(&self) -> bool {
        self.host == "localhost" || address(&self.host).is_some_and(is_private)
    }
}

/// Where phones reach the server, for what the office says to them where it is reached elsewhere itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhoneSite(pub(crate) Site);

/// Whether a host that is asked for names no site of its own: `localhost`, or an address of the network.
pub(crate) fn is_unnamed(asked: &str) -> bool {
    asked
        .parse::<Authority>()
        .is_ok_and(|asked| asked.host().eq_ignore_ascii_case("localhost") || address(asked.host()).is_some())
}

/// The address of the network that a host is, as it stands in the address of a site: IPv6 in brackets.
fn address(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    bare.unwrap_or(host).parse().ok()
}

const fn usual_port(is_secure: bool) -> u16 {
    if is_secure { 443 } else { 80 }
}

/// The port that is said, if any is; `None` for one that is none.
fn port(authority: &Authority) -> Option<Option<u16>> {
    let (_, said) = authority.as_str().split_once(authority.host())?;
    if said.is_empty() { Some(None) } else { said.strip_prefix(':')?.parse().ok().map(Some) }
}

/// What is not the address of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the address of a site, like https://guichet.commune.be")]
pub struct NotASite;

impl FromStr for Site {
    type Err = NotASite;

    fn from_str(text: &str) -> Result<Self, NotASite> {
        let uri: Uri = text.strip_suffix('/').unwrap_or(text).parse().map_err(|_| NotASite)?;
        let is_secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            Some(_) | None => return Err(NotASite),
        };
        let authority = uri.authority().ok_or(NotASite)?;
        let is_bare = uri.path_and_query().is_none_or(|path| path.as_str() == "/");
        if !is_bare || authority.as_str().contains('@') || authority.host().is_empty() {
            return Err(NotASite);
        }
        let port = port(authority).ok_or(NotASite)?.unwrap_or(usual_port(is_secure));
        Ok(Self { is_secure, host: authority.host().to_ascii_lowercase(), port })
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        if self.port == usual_port(self.is_secure) {
            write!(f, "{scheme}://{}", self.host)
        } else {
            write!(f, "{scheme}://{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Site {
        text.parse().unwrap()
    }

    #[test]
    fn usual_ports_need_not_be_said() {
        assert_eq!(site("https://Guichet.be"), site("https://guichet.be:443/"));
        assert_eq!(site("http://guichet.be:80").to_string(), "http://guichet.be");
        assert_ne!(site("http://guichet.be:443"), site("https://guichet.be"));
        assert_eq!(site("https://[2001:db8::1]:8443").to_string(), "https://[2001:db8::1]:8443");
        for host in ["guichet.be", "GUICHET.be:443"] {
            assert!(site("https://guichet.be").is_asked_for_as(host), "{host}");
        }
        for host in [
            "guichet.be:80",
            "guichet.be:8443",
            "guichet.be.example",
            "be",
            "",
            "guichet.be:",
            "guichet.be:x",
        ] {
            assert!(!site("https://guichet.be").is_asked_for_as(host), "{host}");
        }
        assert!(site("http://guichet.be:8080").is_asked_for_as("guichet.be:8080"));
        assert!(!site("http://guichet.be:8080").is_asked_for_as("guichet.be"));
    }

    #[test]
    fn a_request_may_leave_out_the_port_and_names_no_other() {
        let (usual, other) = (site("https://guichet.be"), site("https://guichet.be:8443"));
        for asked in ["guichet.be", "GUICHET.be", "guichet.be:443"] {
            assert!(usual.is_named(asked), "{asked}");
        }
        assert!(other.is_named("guichet.be:8443") && other.is_named("guichet.be"));
        assert!(!other.is_named("guichet.be:443") && !usual.is_named("guichet.be:8443"));
        for asked in ["", "www.guichet.be", "guichet.be.example", "guichet.be:", "guichet.be:x", "a b"] {
            assert!(!usual.is_named(asked), "{asked}");
        }
    }

    #[test]
    fn a_private_site_is_one_nobody_on_the_internet_reaches() {
        for private in
            ["http://localhost:8080", "https://127.0.0.1", "http://192.168.1.9", "http://[fd00::1]:8080"]
        {
            assert!(site(private).is_private(), "{private}");
        }
        for other in
            ["https://guichet.be", "http://203.0.113.9", "http://[2001:db8::1]", "http://0.0.0.0", "http://a"]
        {
            assert!(!site(other).is_private(), "{other}");
        }
    }

    #[test]
    fn an_address_of_the_network_names_no_site() {
        for unnamed in
            ["localhost", "localhost:8080", "127.0.0.1", "10.0.0.5:80", "[::1]:8080", "[2001:db8::1]"]
        {
            assert!(is_unnamed(unnamed), "{unnamed}");
        }
        for named in ["guichet.be", "guichet.be:8080", "localhost.be", "", "::1"] {
            assert!(!is_unnamed(named), "{named}");
        }
    }

    #[test]
    fn what_is_no_site_is_said() {
        for wrong in [
            "",
            "null",
            "guichet.be",
            "ftp://guichet.be",
            "https://",
            "https://a@b",
            "https://a/b",
            "https://a?b",
            "https://a:99999",
            "file:///x",
        ] {
            assert_eq!(wrong.parse::<Site>(), Err(NotASite), "{wrong}");
        }
    }
}
