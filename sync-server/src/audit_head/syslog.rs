//! A message to a syslog, as RFC 5424 has it, in one datagram. A dozen lines: the libraries there are bring a second
//! way to log and to know the time, for one message a day.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _, UdpSocket};
use std::path::{Path, PathBuf};

use shared::Timestamp;

use crate::audit_head::signed::instant;

/// Facility 13, log audit; severity 5, notice.
const PRIORITY: u8 = 13 * 8 + 5;

/// Who listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Receiver {
    /// The syslog of this machine, at a socket.
    Socket(PathBuf),
    /// One of the network: `HOST:PORT`. Nobody says whether it was heard.
    Udp(String),
}

impl Receiver {
    /// Reads `/dev/log` or `udp:HOST:PORT`; `None` when it is neither.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if let Some(address) = text.strip_prefix("udp:") {
            let (host, port) = address.rsplit_once(':')?;
            let is_address = !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0);
            return is_address.then(|| Self::Udp(address.to_owned()));
        }
        text.starts_with('/').then(|| Self::Socket(text.into()))
    }

    /// Sends a text of ASCII.
    pub(crate) fn send(&self, text: &str, now: Timestamp) -> io::Result<()> {
        let message = message(&host(), std::process::id(), text, now);
        match self {
            Self::Socket(path) => send_to_socket(path, message.as_bytes()),
            Self::Udp(address) => send_by_udp(address, message.as_bytes()),
        }
    }
}

impl fmt::Display for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Socket(path) => path.display().fmt(f),
            Self::Udp(address) => write!(f, "udp:{address}"),
        }
    }
}

/// The message: priority and version, when, which machine, which program, its process, what kind of message, no
/// structured data, the text.
fn message(host: &str, process: u32, text: &str, now: Timestamp) -> String {
    format!("<{PRIORITY}>1 {} {host} guichet {process} audit-head - {text}", instant(now))
}

/// What this machine is called; `-` where it has no name that may stand in a message.
fn host() -> String {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    let is_name = (1..=255).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic());
    if is_name { name } else { "-".to_owned() }
}

#[cfg(unix)]
fn send_to_socket(path: &Path, message: &[u8]) -> io::Result<()> {
    std::os::unix::net::UnixDatagram::unbound()?.send_to(message, path).map(drop)
}

#[cfg(not(unix))]
fn send_to_socket(_: &Path, _: &[u8]) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn send_by_udp(address: &str, message: &[u8]) -> io::Result<()> {
    let mut outcome = Err(io::ErrorKind::NotFound.into());
    for to in address.to_socket_addrs()? {
        let from: SocketAddr = match to {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        outcome = UdpSocket::bind(from).and_then(|socket| socket.send_to(message, to)).map(drop);
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_of_rfc_5424() {
        let told = message("bureau", 12, "guichet-audit-head 1", Timestamp(1_800_000_000_000));
        assert_eq!(
            told,
            "<109>1 2027-01-15T08:00:00.000Z bureau guichet 12 audit-head - guichet-audit-head 1"
        );
    }

    #[test]
    fn receivers_are_read_and_shown_alike() {
        for text in ["/dev/log", "udp:log.commune.be:514", "udp:[::1]:514", "udp:192.0.2.1:514"] {
            assert_eq!(Receiver::read(text).map(|receiver| receiver.to_string()).as_deref(), Some(text));
        }
        for text in
            ["", "dev/log", "udp:", "udp:host", "udp::514", "udp:host:0", "udp:host:70000", "tcp:host:514"]
        {
            assert_eq!(Receiver::read(text), None, "{text}");
        }
    }
}
