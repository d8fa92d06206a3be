//! An answer, and how it is shown in a snapshot.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read as _;

use axum::http::{HeaderMap, StatusCode};
use flate2::read::GzDecoder;
use serde_json::Value;
use shared::wire::SyncReply;

/// An answer, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> BTreeMap<String, Value> {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The stable name of the problem: `unknown-device`.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self}");
        let json = self.json();
        assert_eq!(json["status"], self.status.as_u16(), "{self}");
        json["type"].as_str().unwrap().strip_prefix("urn:guichet:problem:").unwrap().to_owned()
    }

    /// The body as the reply to a sync.
    pub(crate) fn reply(&self) -> SyncReply {
        assert_eq!(self.status, StatusCode::OK, "{self}");
        let mut plain = Vec::new();
        if self.header("content-encoding") == Some("gzip") {
            GzDecoder::new(self.body.as_slice()).read_to_end(&mut plain).unwrap();
        } else {
            plain.clone_from(&self.body);
        }
        SyncReply::decode(&plain).unwrap()
    }

    /// The answer with sizes that depend on an encoder shown by name.
    pub(crate) fn naming(&self, sizes: &[(usize, &str)]) -> String {
        let mut text = self.to_string();
        for (size, name) in sizes {
            text = text.replace(&format!(": {size}\n"), &format!(": [{name}]\n"));
        }
        text
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{}\n", self.status);
        let mut lines: Vec<String> = self
            .headers
            .iter()
            .filter(|(name, _)| *name != "content-length")
            .map(|(name, value)| match (name.as_str(), value.to_str().unwrap()) {
                // A hash in base64: another encoder of pictures makes another one.
                ("upload-metadata", _) => format!("{name}: sha256 [base64]\n"),
                (name, value) => format!("{name}: {value}\n"),
            })
            .collect();
        lines.sort_unstable();
        text.push_str(&lines.concat());
        let is_json = self.header("content-type").is_some_and(|kind| kind.ends_with("json"));
        if is_json {
            text.push_str(&serde_json::to_string_pretty(&self.json()).unwrap());
        } else {
            match std::str::from_utf8(&self.body) {
                Ok(body) => text.push_str(body),
                Err(_) => text.push_str("[bytes]"),
            }
        }
        f.write_str(&redacted(&text))
    }
}

/// The text with hashes, tokens and ids replaced by what they are.
fn redacted(text: &str) -> String {
    let mut shown = String::new();
    let mut word = String::new();
    let end = |word: &mut String, shown: &mut String| {
        match word.len() {
            64 if word.bytes().all(|byte| byte.is_ascii_hexdigit()) => shown.push_str("[64 digits]"),
            36 if word.bytes().filter(|byte| *byte == b'-').count() == 4 => shown.push_str("[id]"),
            _ => shown.push_str(word),
        }
        word.clear();
    };
    for letter in text.chars() {
        if letter.is_ascii_hexdigit() || letter == '-' {
            word.push(letter);
        } else {
            end(&mut word, &mut shown);
            shown.push(letter);
        }
    }
    end(&mut word, &mut shown);
    shown
}
