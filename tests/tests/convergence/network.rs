//! The network between a phone and the office, and the versions at its two ends.

use std::io::Read as _;

use flate2::read::GzDecoder;
use mobile::replica::{HttpReply, HttpRequest};
use shared::wire::{PROTOCOL, SyncReply, SyncRequest, WireError};
use sync_server::store::DeviceRow;

use crate::clock::VirtualClock;
use crate::dice::Dice;
use crate::oracle::Oracle;
use crate::versions::{self, FutureDocument};

/// How a request fares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resolution {
    Delivered,
    RequestLost,
    ReplyLost,
    Repeated,
    /// Thought lost; arrives later, after others.
    Delayed,
    /// Only its first half arrives.
    Cut,
}

impl Resolution {
    const fn fault(self) -> Option<&'static str> {
        match self {
            Self::Delivered => None,
            Self::RequestLost => Some("requests lost"),
            Self::ReplyLost => Some("replies lost"),
            Self::Repeated => Some("requests repeated"),
            Self::Delayed => Some("requests delayed"),
            Self::Cut => Some("uploads cut"),
        }
    }
}

/// Which versions of Guichet talk to each other.
pub(crate) struct Versions {
    /// The office writes fields and documents this build does not know.
    pub(crate) office_is_newer: Option<FutureDocument>,
    /// The phones write fields this build does not know.
    pub(crate) phones_are_newer: bool,
}

/// One conversation's network.
pub(crate) struct Network<'a> {
    pub(crate) oracle: &'a mut Oracle,
    pub(crate) dice: &'a mut Dice,
    pub(crate) clock: &'a VirtualClock,
    pub(crate) versions: &'a Versions,
    /// Whether anything can go wrong.
    pub(crate) foul: bool,
    /// What the phone speaks.
    pub(crate) protocol: u32,
}

impl Network<'_> {
    pub(crate) fn resolution(&mut self, request: &HttpRequest) -> Resolution {
        if !self.foul {
            return Resolution::Delivered;
        }
        let resolution = match self.dice.below(11) {
            0 => Resolution::RequestLost,
            1 => Resolution::ReplyLost,
            2 => Resolution::Repeated,
            3 => Resolution::Delayed,
            4 if request.method == "PATCH" => Resolution::Cut,
            _ => Resolution::Delivered,
        };
        if let Some(fault) = resolution.fault() {
            self.oracle.tally.count(fault);
        }
        resolution
    }

    /// Brings a request to the office and its reply back; `None` when nobody answers.
    pub(crate) fn deliver(&mut self, device: &DeviceRow, request: &HttpRequest) -> Option<HttpReply> {
        if request.path == "/phone/v1/sync" {
            self.deliver_sync(device, request)
        } else {
            self.oracle.photo(device, request)
        }
    }

    fn deliver_sync(&mut self, device: &DeviceRow, request: &HttpRequest) -> Option<HttpReply> {
        let mut body = Vec::new();
        GzDecoder::new(request.body.as_slice()).read_to_end(&mut body).unwrap();
        if self.versions.phones_are_newer {
            body = versions::with_unknown_fields(&body);
        }
        if self.protocol != PROTOCOL {
            body = versions::of_protocol(&body, self.protocol);
        }
        let request = match SyncRequest::decode(&body) {
            Ok(request) => request,
            Err(WireError::Protocol(_)) => return Some(other_protocol()),
            Err(error) => panic!("{error}"),
        };
        let reply = self.oracle.sync(device, &request)?;
        Some(HttpReply { status: 200, headers: vec![], body: self.written(reply, &request) })
    }

    /// The reply as the office's version writes it.
    fn written(&mut self, mut reply: SyncReply, request: &SyncRequest) -> Vec<u8> {
        let Some(future) = &self.versions.office_is_newer else { return reply.encode() };
        if request.cursor.0 == 0 {
            reply.documents.push(future.update());
        }
        versions::with_unknown_fields(&reply.encode())
    }
}

fn other_protocol() -> HttpReply {
    let body = br#"{"type":"urn:guichet:problem:other-protocol","title":"","status":426}"#;
    HttpReply { status: 426, headers: vec![], body: body.to_vec() }
}
