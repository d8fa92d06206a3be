//! The body of a sync as it travels: compressed, or said to be.
//!
//! The first byte says whether the rest is what is sent, or is packed first, and into how many members
//! (RFC 1952, 2.2): what is behind the checksum is reached that way.

use std::io::{Read as _, Write as _};

use axum::http::StatusCode;
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use shared::limits::SYNC_BODY_BYTES_MAX;
use shared::wire::{SYNC_MEDIA_TYPE, SyncReply, SyncRequest};

use super::office::{Answer, at_office, of_the_phone};
use super::scene::{NOW, PHONE};

/// In the first byte: the rest is packed.
const PACKED: u8 = 1;

pub(super) fn run(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let body = if choice & PACKED == 0 { rest.to_vec() } else { members(rest, choice >> 1 & 3) };
    at_office(|office| {
        let request = of_the_phone("POST", "/phone/v1/sync")
            .header("content-type", SYNC_MEDIA_TYPE)
            .header("content-encoding", "gzip");
        let answer = office.send(request, body.clone()).expect("a request");
        assert_eq!(office.app.counters.bodies.bytes(), 0, "the room it took is given back");
        if answer.status == StatusCode::OK {
            let request = SyncRequest::decode(&unpacked(&body)).expect("only a message is answered");
            let reply = SyncReply::decode(&plain(&answer)).expect("a phone can read the answer");
            let sent: usize = request.documents.iter().map(|document| document.changes.len()).sum();
            assert!(reply.taken as usize <= sent);
        } else {
            assert!(answer.status.is_client_error(), "{}", answer.status);
        }
    });
}

fn unpacked(body: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    MultiGzDecoder::new(body)
        .take(SYNC_BODY_BYTES_MAX as u64 + 1)
        .read_to_end(&mut plain)
        .expect("compressed");
    plain
}

fn plain(answer: &Answer) -> Vec<u8> {
    if answer.header("content-encoding") == Some("gzip") {
        unpacked(&answer.body)
    } else {
        answer.body.clone()
    }
}

/// Packed into one member, and as many more.
fn members(plain: &[u8], more: u8) -> Vec<u8> {
    let length = plain.len().div_ceil(usize::from(more) + 1).max(1);
    let mut parts: Vec<&[u8]> = plain.chunks(length).collect();
    parts.resize(usize::from(more) + 1, &[]);
    parts.into_iter().flat_map(gzip).collect()
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).and_then(|()| encoder.finish()).expect("memory")
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let message = SyncRequest::first(PHONE, NOW).encode();
    let packed = gzip(&message);
    let bomb = gzip(&vec![0; 4 * SYNC_BODY_BYTES_MAX]);
    let said = |choice: u8, rest: &[u8]| [&[choice], rest].concat();
    let mut named = packed.clone();
    // A name and a comment that never end.
    named[3] = 0x18;
    let mut wrong = packed.clone();
    let checksum = wrong.len() - 8;
    wrong[checksum] ^= 1;
    vec![
        said(PACKED, &message),
        said(PACKED | 2, &message),
        said(PACKED | 6, &message),
        said(0, &packed),
        said(0, &packed[..packed.len() / 2]),
        said(0, &packed[..packed.len() - 1]),
        said(0, &[packed.as_slice(), b"more"].concat()),
        said(0, &[packed.as_slice(), &bomb].concat()),
        said(0, &gzip(&[]).repeat(100)),
        said(0, &[gzip(&[]), packed.clone()].concat()),
        said(0, &gzip(&packed)),
        said(0, &bomb),
        said(0, &named),
        said(0, &wrong),
        said(0, &message),
        said(0, &[]),
    ]
}
