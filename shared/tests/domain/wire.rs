//! Messages read back as they were written; rubbish does not.

use proptest::prelude::*;
use shared::document::DocumentKind;
use shared::wire::*;
use shared::{
    ChangeHash, DeviceId, DeviceKey, DocumentId, FeedId, HeadsDigest, OfficeKey, ReplyId, Timestamp,
};

fn request() -> SyncRequest {
    SyncRequest {
        protocol: PROTOCOL,
        device: DeviceId::from_bytes([1; 16]),
        feed: Some(FeedId::from_bytes([2; 16])),
        cursor: FeedCursor(7),
        documents: vec![DocumentChanges {
            id: DocumentId::from_bytes([3; 16]),
            kind: DocumentKind::WorkOrder,
            changes: vec![ChangeBytes(vec![1, 2, 3])],
        }],
        sent_at: Timestamp(1_800_000_000_000),
        waiting: Waiting { changes: 1, photos: 2, photo_bytes: 3 },
        diverged: vec![],
        resume: None,
        offered: vec![],
        awaiting: vec![],
        last_reply: Some(ReplyId::from_bytes([4; 16])),
        reply_device: None,
        draining: Some(true),
        device_key: None,
        lock: None,
    }
}

#[test]
fn a_request_reads_back_as_it_was_written() {
    assert_eq!(SyncRequest::decode(&request().encode()).unwrap(), request());
    let naming = SyncRequest { device_key: Some(DeviceKey([8; 32])), ..request() };
    assert_eq!(SyncRequest::decode(&naming.encode()).unwrap(), naming);
    let lock = PhoneLock {
        recovery: Some(u64::MAX),
        closed: Some(ClosedCode(vec![9; 97])),
        opening: Some(CodeOpening { recovery: 6, at: Timestamp(3) }),
    };
    let locked = SyncRequest { lock: Some(lock), ..request() };
    assert_eq!(SyncRequest::decode(&locked.encode()).unwrap(), locked);
}

#[test]
fn a_key_that_was_told_costs_nothing_any_more() {
    let reply = SyncReply {
        token_days: Some(30),
        ..SyncReply::empty(FeedId::from_bytes([2; 16]), FeedCursor(9), Timestamp(5))
    };
    assert_eq!((reply.encode()[0], request().encode()[0]), (0x8e, 0x8d), "no longer than without keys");
}

#[test]
fn a_reply_reads_back_as_it_was_written() {
    let reply = SyncReply {
        feed: FeedId::from_bytes([2; 16]),
        cursor: FeedCursor(9),
        more: true,
        taken: 4,
        refused: vec![Refusal {
            document: DocumentId::from_bytes([3; 16]),
            position: 1,
            reason: RefusalReason::NotAllowed,
            hash: Some(ChangeHash([5; 32])),
        }],
        documents: vec![DocumentUpdate {
            id: DocumentId::from_bytes([3; 16]),
            kind: DocumentKind::Building,
            changes: vec![],
            snapshot: Some(ChangeBytes(vec![9])),
            heads: HeadsDigest(77),
        }],
        withdrawn: vec![DocumentId::from_bytes([4; 16])],
        server_time: Timestamp(5),
        resume: Some(Resume { until: FeedCursor(12), after: DocumentId::from_bytes([3; 16]) }),
        offers_taken: 3,
        settled: vec![DocumentId::from_bytes([6; 16])],
        drain: Some(Drain::Complete),
        id: Some(ReplyId::from_bytes([4; 16])),
        token_days: Some(30),
        office_key: Some(OfficeKey([7; 32])),
        lock: Some(OfficeLock {
            keeps: Some(7),
            shown: Some(CodeShown { recovery: 6, at: Timestamp(4), to: "Anne".to_owned() }),
            pin_required: true,
        }),
        other_phones: Some(vec![OtherPhone {
            device: DeviceId::from_bytes([8; 16]),
            name: "Chrome, Android".to_owned(),
            enrolled_at: Timestamp(4),
            by: Some("Anne".to_owned()),
        }]),
    };
    assert_eq!(SyncReply::decode(&reply.encode()).unwrap(), reply);
}

#[test]
fn an_update_of_a_kind_that_this_build_does_not_know_is_left_out_and_the_rest_is_read() {
    let update = |id: u8| DocumentUpdate {
        id: DocumentId::from_bytes([id; 16]),
        kind: DocumentKind::Announcement,
        changes: vec![ChangeBytes(vec![id])],
        snapshot: None,
        heads: HeadsDigest(77),
    };
    let known = SyncReply {
        documents: vec![update(1), update(2), update(3)],
        ..SyncReply::empty(FeedId::from_bytes([2; 16]), FeedCursor(9), Timestamp(5))
    };
    let mut bytes = known.encode();
    // The kind follows the id of the document.
    let at = bytes.windows(16).position(|window| window == [2; 16]).unwrap();
    let second = bytes[at + 16..].windows(16).position(|window| window == [2; 16]).unwrap() + at + 32;
    assert_eq!(bytes[second], 5, "the number of announcements");
    for unknown in [8, 23] {
        bytes[second] = unknown;
        let read = SyncReply::decode(&bytes).unwrap();
        assert_eq!(read.documents, [update(1), update(3)]);
        assert_eq!(read.cursor, known.cursor);
    }
    bytes[second] = 0x60;
    assert!(matches!(SyncReply::decode(&bytes), Err(WireError::Malformed(_))), "a text is no kind");
}

#[test]
fn another_protocol_is_named_before_anything_else_is_read() {
    let other = SyncRequest { protocol: 9, ..request() };
    assert_eq!(SyncRequest::decode(&other.encode()).unwrap_err(), WireError::Protocol(9));
}

#[test]
fn limits_hold_at_the_edge() {
    let one = request().documents.remove(0);
    let with = |documents: usize, changes: usize| SyncRequest {
        documents: (0..documents)
            .map(|_| DocumentChanges { changes: vec![ChangeBytes(vec![0]); changes], ..one.clone() })
            .collect(),
        ..request()
    };
    SyncRequest::decode(&with(200, 2).encode()).unwrap();
    SyncRequest::decode(&with(1, 500).encode()).unwrap();
    assert_eq!(SyncRequest::decode(&with(201, 1).encode()).unwrap_err(), WireError::OverLimit("documents"));
    assert_eq!(SyncRequest::decode(&with(1, 501).encode()).unwrap_err(), WireError::OverLimit("changes"));
    let offering =
        |own: usize, offered: usize| SyncRequest { offered: with(1, offered).documents, ..with(1, own) };
    SyncRequest::decode(&offering(200, 300).encode()).unwrap();
    assert_eq!(
        SyncRequest::decode(&offering(200, 301).encode()).unwrap_err(),
        WireError::OverLimit("changes")
    );
    let awaiting = |count| SyncRequest { awaiting: vec![one.id; count], ..request() };
    SyncRequest::decode(&awaiting(200).encode()).unwrap();
    assert_eq!(SyncRequest::decode(&awaiting(201).encode()).unwrap_err(), WireError::OverLimit("documents"));
}

#[test]
fn a_phone_that_knows_nothing_of_handing_over_or_of_offers_is_understood() {
    let silent = SyncRequest { draining: None, last_reply: None, ..request() };
    let mut bytes = silent.encode();
    // An array of fields by number: without the last three it is what an older app writes. The last of
    // all is not even written when there is none.
    assert_eq!((bytes[0], bytes.split_off(bytes.len() - 3)), (0x8c, vec![0xf6, 0x80, 0x80]));
    bytes[0] = 0x89;
    assert_eq!(SyncRequest::decode(&bytes).unwrap(), silent);
}

#[test]
fn an_empty_request_is_small() {
    let empty = SyncRequest { documents: vec![], ..request() };
    assert!(empty.encode().len() < 80, "{} bytes", empty.encode().len());
}

proptest! {
    #[test]
    fn rubbish_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(SyncRequest::decode(&bytes).is_err() || !bytes.is_empty());
    }

    #[test]
    fn a_truncated_request_is_malformed(cut in 0usize..60) {
        let bytes = request().encode();
        prop_assume!(cut < bytes.len());
        prop_assert!(matches!(SyncRequest::decode(&bytes[..cut]), Err(WireError::Malformed(_))));
    }
}
