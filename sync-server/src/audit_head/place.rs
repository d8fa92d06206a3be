//! A place outside of the data directory that heads are written to.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use shared::Timestamp;

use crate::audit_head::file::append;
use crate::audit_head::signed::SignedHead;
use crate::audit_head::syslog::Receiver;

/// A place that heads are written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    File(PathBuf),
    Syslog(Receiver),
}

/// A text that is no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a place is like file:/srv/heads/guichet, syslog:/dev/log or syslog:udp:log.commune.be:514, not {0}")]
pub struct InvalidPlace(String);

impl Place {
    /// Writes a head there. It may take as long as a disk or a name server takes.
    ///
    /// # Errors
    /// What the system says. That a syslog of the network has heard it is not known.
    pub fn write(&self, head: &SignedHead, now: Timestamp) -> io::Result<()> {
        match &self.0 {
            Kind::File(path) => append(path, &head.to_string()),
            Kind::Syslog(receiver) => receiver.send(&head.to_string(), now),
        }
    }

    /// Whether it is a file in a folder: whoever alters what is in there alters the heads too.
    #[must_use]
    pub fn is_within(&self, folder: &Path) -> bool {
        let Kind::File(path) = &self.0 else { return false };
        let [path, folder] = [path, folder].map(std::path::absolute);
        path.is_ok_and(|path| folder.is_ok_and(|folder| path.starts_with(folder)))
    }
}

impl FromStr for Place {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        let kind = match text.split_once(':') {
            Some(("file", path)) if !path.is_empty() => Some(Kind::File(path.into())),
            Some(("syslog", receiver)) => Receiver::read(receiver).map(Kind::Syslog),
            Some(_) | None => None,
        };
        kind.map(Self).ok_or_else(|| InvalidPlace(text.to_owned()))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::File(path) => write!(f, "file:{}", path.display()),
            Kind::Syslog(receiver) => write!(f, "syslog:{receiver}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::net::UdpSocket;

    use super::*;
    use crate::store::AuditHead;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn head() -> SignedHead {
        SignedHead::sign(AuditHead::EMPTY, Some([7; 32])).unwrap()
    }

    /// What a syslog was sent, without the machine and the process.
    fn told(datagram: &[u8]) -> (String, String) {
        let text = String::from_utf8(datagram.to_vec()).unwrap();
        let words: Vec<&str> = text.splitn(8, ' ').collect();
        assert_eq!(words.len(), 8, "{text}");
        assert_eq!(words[4], std::process::id().to_string());
        (format!("{} {} {} {} {}", words[0], words[1], words[3], words[5], words[6]), words[7].to_owned())
    }

    #[test]
    fn a_syslog_of_the_network_gets_a_head_in_one_datagram() {
        let syslog = UdpSocket::bind("127.0.0.1:0").unwrap();
        let place: Place = format!("syslog:udp:{}", syslog.local_addr().unwrap()).parse().unwrap();
        place.write(&head(), NOW).unwrap();
        let mut datagram = [0; 2048];
        let length = syslog.recv(&mut datagram).unwrap();
        let (around, text) = told(&datagram[..length]);
        assert_eq!(around, "<109>1 2027-01-15T08:00:00.000Z guichet audit-head -");
        assert_eq!(text.parse(), Ok(head()));
    }

    #[cfg(unix)]
    #[test]
    fn the_syslog_of_this_machine_gets_a_head_at_its_socket_and_one_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("log");
        let place: Place = format!("syslog:{}", socket.display()).parse().unwrap();
        assert!(place.write(&head(), NOW).is_err());
        let syslog = std::os::unix::net::UnixDatagram::bind(&socket).unwrap();
        place.write(&head(), NOW).unwrap();
        let mut datagram = [0; 2048];
        let length = syslog.recv(&mut datagram).unwrap();
        assert_eq!(told(&datagram[..length]).1.parse(), Ok(head()));
    }

    #[test]
    fn a_file_is_appended_to_and_is_for_the_server_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("heads");
        let place: Place = format!("file:{}", path.display()).parse().unwrap();
        for _ in 0..2 {
            place.write(&head(), NOW).unwrap();
        }
        let line = head();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{line}\n{line}\n"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let nowhere: Place =
            format!("file:{}", folder.path().join("nowhere/heads").display()).parse().unwrap();
        assert!(nowhere.write(&head(), NOW).is_err());
    }

    #[test]
    fn places_are_read_and_shown_alike() {
        for text in ["file:/srv/heads", "file:heads", "syslog:/dev/log", "syslog:udp:192.0.2.1:514"] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
        for text in ["", "file:", "/srv/heads", "syslog:", "syslog:log", "mailto:anne@commune.be"] {
            assert_eq!(text.parse::<Place>(), Err(InvalidPlace(text.to_owned())));
        }
    }

    #[test]
    fn a_file_in_the_data_directory_is_known_as_such() {
        let is_within = |text: &str| text.parse::<Place>().unwrap().is_within(Path::new("/var/lib/guichet"));
        assert!(is_within("file:/var/lib/guichet/heads"));
        assert!(!is_within("file:/var/lib/guichet-heads"));
        assert!(!is_within("syslog:/var/lib/guichet/log"));
    }
}
