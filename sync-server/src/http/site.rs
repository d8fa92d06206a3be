//! The address people reach the server at: scheme, host and port, as browsers compare them (RFC 6454).

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;
use axum::http::uri::Authority;

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
