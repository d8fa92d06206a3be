//! The office's side of a photo on its way, as tus tells it: what was announced, how far it is,
//! and complete pictures under their hash. What HTTP adds to that is tested over HTTP.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use mobile::replica::{HttpReply, HttpRequest};
use shared::{DeviceId, Sha256};
use sync_server::engine::jobs;
use sync_server::store::{DeviceRow, PhotoRow};
use sync_server::sync::exchange;

use crate::office::{Office, Ran};

#[derive(Default)]
pub(crate) struct PhotoDesk {
    under_way: BTreeMap<(DeviceId, Sha256), Upload>,
    /// Complete and verified, as files would be.
    pub(crate) files: BTreeMap<Sha256, Vec<u8>>,
}

#[derive(Default)]
struct Upload {
    length: usize,
    bytes: Vec<u8>,
}

impl PhotoDesk {
    /// Only these files are there, and nothing is under way.
    pub(crate) fn restore(&mut self, files: BTreeMap<Sha256, Vec<u8>>) {
        *self = Self { under_way: BTreeMap::new(), files };
    }

    /// `None` when the office does not answer.
    pub(crate) fn answer(
        &mut self,
        office: &mut Office,
        device: &DeviceRow,
        request: &HttpRequest,
    ) -> Option<HttpReply> {
        let sha256 = named(request);
        if request.method == "GET" {
            return self.show(office, device, sha256);
        }
        if office.store().photo(sha256).unwrap().is_some() {
            return Some(received(match request.method {
                "POST" => 201,
                "PATCH" => 204,
                _ => 200,
            }));
        }
        let upload = self.under_way.get_mut(&(device.id, sha256));
        match (request.method, upload) {
            ("HEAD", Some(upload)) => Some(progress(200, upload.bytes.len())),
            ("POST", _) => {
                let length = header(request, "upload-length").parse().unwrap();
                let upload = self.under_way.entry((device.id, sha256)).or_default();
                upload.length = length;
                Some(progress(201, upload.bytes.len()))
            }
            ("PATCH", Some(upload)) => {
                if header(request, "upload-offset") != upload.bytes.len().to_string() {
                    return Some(reply(409, vec![]));
                }
                upload.bytes.extend(&request.body);
                if upload.bytes.len() < upload.length {
                    return Some(progress(204, upload.bytes.len()));
                }
                self.finish(office, device, sha256)
            }
            _ => Some(reply(404, vec![])),
        }
    }

    /// Whoever may look gets the picture, if the office has it.
    fn show(&self, office: &mut Office, device: &DeviceRow, sha256: Sha256) -> Option<HttpReply> {
        let Ok(may) = exchange::may_look(office.store(), device, sha256) else { return None };
        if !may || office.store().photo(sha256).unwrap().is_none() {
            return Some(reply(404, vec![]));
        }
        let body = self.files.get(&sha256).expect("a picture is acknowledged and not there").clone();
        Some(HttpReply { status: 200, headers: vec![], body })
    }

    /// The picture is in its place before the office says it has it.
    fn finish(&mut self, office: &mut Office, device: &DeviceRow, sha256: Sha256) -> Option<HttpReply> {
        let bytes = self.under_way.remove(&(device.id, sha256)).unwrap().bytes;
        assert_eq!(Sha256::of(&bytes), sha256, "a picture is not what it was announced as");
        let row = PhotoRow { sha256, size_bytes: bytes.len() as u64, received_at: office.now() };
        self.files.insert(sha256, bytes);
        match office.run(jobs::photo_received(row, Some(device.clone()))) {
            Ran::Done(_) => Some(received(204)),
            Ran::Impossible | Ran::Unanswered { .. } => None,
        }
    }
}

/// The photo a request is about: in its address, or in what it announces.
pub(crate) fn named(request: &HttpRequest) -> Sha256 {
    let announced = || {
        let metadata = header(request, "upload-metadata").strip_prefix("sha256 ").unwrap().to_owned();
        String::from_utf8(BASE64_STANDARD.decode(metadata).unwrap()).unwrap()
    };
    let in_address = request.path.strip_prefix("/phone/v1/photos/");
    let in_address = in_address.map(|rest| rest.strip_prefix("uploads/").unwrap_or(rest));
    in_address.map_or_else(announced, str::to_owned).parse().unwrap()
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str()).unwrap()
}

fn progress(status: u16, offset: usize) -> HttpReply {
    reply(status, vec![("upload-offset".to_owned(), offset.to_string())])
}

fn received(status: u16) -> HttpReply {
    reply(status, vec![("guichet-photo".to_owned(), "received".to_owned())])
}

const fn reply(status: u16, headers: Vec<(String, String)>) -> HttpReply {
    HttpReply { status, headers, body: Vec::new() }
}
