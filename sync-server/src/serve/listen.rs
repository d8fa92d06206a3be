//! Where a server listens.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// What the name of a Unix socket begins with.
const UNIX: &str = "unix:";

/// Where a server listens: `127.0.0.1:8080`, `unix:/run/guichet/guichet.sock`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// At an address of the network; port 0 takes a free one.
    Address(SocketAddr),
    /// At a Unix socket. Whoever may open its file is the proxy in front.
    Socket(PathBuf),
}

impl Listen {
    /// Whether only programs on this machine can reach it.
    #[must_use]
    pub fn is_of_this_machine(&self) -> bool {
        match self {
            Self::Address(address) => address.ip().to_canonical().is_loopback(),
            Self::Socket(_) => true,
        }
    }
}

/// What is no place to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is neither an address with a port nor unix: with a whole path")]
pub struct NoPlace;

impl FromStr for Listen {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        match text.strip_prefix(UNIX).map(PathBuf::from) {
            // A relative one would be elsewhere after the next start.
            Some(path) if path.is_absolute() => Ok(Self::Socket(path)),
            Some(_) => Err(NoPlace),
            None => text.parse().map(Self::Address).map_err(|_| NoPlace),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Socket(path) => write!(f, "{UNIX}{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_as_it_is_read() {
        for text in ["127.0.0.1:8080", "[::1]:80", "unix:/run/guichet/guichet.sock"] {
            assert_eq!(text.parse::<Listen>().unwrap().to_string(), text);
        }
        for wrong in ["", "8080", "localhost:8080", "unix:", "unix:guichet.sock", "/run/guichet.sock"] {
            assert_eq!(wrong.parse::<Listen>(), Err(NoPlace), "{wrong}");
        }
    }

    #[test]
    fn the_loopback_and_a_socket_are_of_this_machine() {
        let is_here = |text: &str| text.parse::<Listen>().unwrap().is_of_this_machine();
        for here in
            ["127.0.0.1:1", "127.1.2.3:1", "[::1]:1", "[::ffff:127.0.0.1]:1", "unix:/run/guichet.sock"]
        {
            assert!(is_here(here), "{here}");
        }
        for elsewhere in ["0.0.0.0:1", "[::]:1", "10.0.0.1:1", "[::ffff:10.0.0.1]:1"] {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }
}
