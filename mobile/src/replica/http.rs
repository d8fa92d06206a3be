//! Requests for the network to carry to the office, and its replies.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A request for the network to carry to the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method.
    pub method: &'static str,
    /// The address below the office's.
    pub path: String,
    /// Header names, lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A reply of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpReply {
    /// The status.
    pub status: u16,
    /// Header names, lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body, compression taken off.
    pub body: Vec<u8>,
}

impl HttpReply {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What the body says.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(std::str::from_utf8(&self.body).ok()?).ok()
    }

    /// The stable name of the problem in the body, if there is one: `urn:guichet:problem:NAME`.
    /// Whether the office withdrew the device: the copy is erased with this answer.
    #[must_use]
    pub fn ends_the_device(&self) -> bool {
        self.status == 401 && self.problem().as_deref() == Some("device-withdrawn")
    }

    pub(crate) fn problem(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Problem {
            #[serde(rename = "type")]
            kind: String,
        }
        let problem: Problem = self.json()?;
        problem.kind.strip_prefix("urn:guichet:problem:").map(str::to_owned)
    }
}

/// No reply came, which is normal in a cellar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreachable;
