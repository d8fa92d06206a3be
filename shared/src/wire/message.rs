//! The messages of a sync, and how they are written and read.

use crate::document_kind::DocumentKind;
use crate::hash::{ChangeHash, HeadsDigest};
use crate::id::{DeviceId, DocumentId, FeedId, ReplyId};
use crate::limits::{SYNC_BODY_BYTES_MAX, SYNC_CHANGES_MAX, SYNC_DOCUMENTS_MAX};
use crate::moment::Timestamp;
use crate::office_key::{DeviceKey, OfficeKey};
use crate::wire::lock::{OfficeLock, PhoneLock};
use crate::wire::other_phone::OtherPhone;

/// The protocol this build speaks.
pub const PROTOCOL: u32 = 2;

/// The media type of a sync body.
pub const SYNC_MEDIA_TYPE: &str = "application/vnd.guichet.sync+cbor";

/// A position in the feed; 0 is before everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct FeedCursor(#[n(0)] pub u64);

/// One change, as bytes.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ChangeBytes(#[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>);

impl AsRef<[u8]> for ChangeBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Changes of one document, in the order they build on each other.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct DocumentChanges {
    /// The document.
    #[n(0)]
    pub id: DocumentId,
    /// Its kind.
    #[n(1)]
    pub kind: DocumentKind,
    /// The changes.
    #[n(2)]
    pub changes: Vec<ChangeBytes>,
}

/// What waits on a phone after this request, for the office's list of devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Waiting {
    /// Changes not in this request.
    #[n(0)]
    pub changes: u32,
    /// Photos not yet at the office.
    #[n(1)]
    pub photos: u32,
    /// Their size.
    #[n(2)]
    pub photo_bytes: u64,
}

/// A place in an answer that is too large for one reply. The cursor stays where it was until the
/// last part has arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Resume {
    /// The cursor once everything has arrived: the end of the feed when the answer began.
    #[n(0)]
    pub until: FeedCursor,
    /// Documents up to this id have been sent.
    #[n(1)]
    pub after: DocumentId,
}

/// What a phone asks.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SyncRequest {
    /// [`PROTOCOL`].
    #[n(0)]
    pub protocol: u32,
    /// The device; must be the one the token belongs to.
    #[n(1)]
    pub device: DeviceId,
    /// The feed the cursor is a position in; none at first.
    #[n(2)]
    pub feed: Option<FeedId>,
    /// Everything up to here has been taken in.
    #[n(3)]
    pub cursor: FeedCursor,
    /// The outbox, oldest first.
    #[n(4)]
    pub documents: Vec<DocumentChanges>,
    /// The phone's wall clock, from which the server tells its skew.
    #[n(5)]
    pub sent_at: Timestamp,
    /// What waits after this request.
    #[n(6)]
    pub waiting: Waiting,
    /// Documents whose heads disagree here: send them whole.
    #[n(7)]
    pub diverged: Vec<DocumentId>,
    /// Where an answer that was too large for one reply goes on.
    #[n(8)]
    pub resume: Option<Resume>,
    /// The phone knows that it is being withdrawn: nothing more is written on it, so that a request
    /// after which nothing waits is its last.
    #[n(9)]
    pub draining: Option<bool>,
    /// Changes by other actors that this phone holds and the server's new feed lacks, oldest first. The
    /// server keeps them for a supervisor to confirm.
    #[cbor(n(10), default)]
    pub offered: Vec<DocumentChanges>,
    /// Documents whose offers were all sent. The reply lists those decided since in
    /// [`settled`](SyncReply::settled).
    #[cbor(n(11), default)]
    pub awaiting: Vec<DocumentId>,
    /// [`SyncReply::id`] of the last reply this phone applied.
    #[n(12)]
    pub last_reply: Option<ReplyId>,
    /// The device that reply was given to, when this phone was enrolled anew since.
    #[n(13)]
    pub reply_device: Option<DeviceId>,
    /// The device's own key, until a reply names no [`office_key`](SyncReply::office_key) any more. Only a phone that
    /// holds the office's key says it: a server that knows it takes nothing that was not closed to itself.
    #[n(14)]
    pub device_key: Option<DeviceKey>,
    /// What it says of its lock; `None` from an app that knows of no codes.
    #[n(15)]
    pub lock: Option<PhoneLock>,
}

/// How far a withdrawn device is with draining its outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum Drain {
    /// It may deliver and gets nothing more.
    #[n(0)]
    Wanted,
    /// The office has everything: at its next contact the device is told to erase itself.
    #[n(1)]
    Complete,
}

/// Why the server may not apply a change. Never given another meaning; new reasons get new
/// numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum RefusalReason {
    /// The bytes are not a change.
    #[n(0)]
    Corrupt,
    /// The document is not, and never was, for this person.
    #[n(1)]
    OutOfScope,
    /// The actor id belongs to another device.
    #[n(2)]
    ForeignActor,
    /// The policy forbids it.
    #[n(3)]
    NotAllowed,
    /// A fact is signed with somebody else's name.
    #[n(4)]
    ForeignSignature,
    /// The change or the document is too large.
    #[n(5)]
    TooLarge,
    /// The document would not read as its kind any more.
    #[n(6)]
    Unreadable,
    /// It builds on a change the server does not have (it was refused, or is yet to come).
    #[n(7)]
    MissingDependency,
    /// Another change has the same actor and sequence number: two replicas write under one actor id.
    #[n(8)]
    ActorReused,
    /// Not refused but not taken yet: it builds on what the server may have forgotten when it was
    /// restored from a backup. Keep it and send it again later.
    #[n(9)]
    Deferred,
}

impl RefusalReason {
    /// Whether only the actor id was wrong: the same change by a fresh actor id may be good.
    #[must_use]
    pub const fn is_about_the_actor(self) -> bool {
        matches!(self, Self::ForeignActor | Self::ActorReused)
    }

    /// The word in tables and locale keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Corrupt => "corrupt",
            Self::OutOfScope => "out-of-scope",
            Self::ForeignActor => "foreign-actor",
            Self::NotAllowed => "not-allowed",
            Self::ForeignSignature => "foreign-signature",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::MissingDependency => "missing-dependency",
            Self::ActorReused => "actor-reused",
            Self::Deferred => "held",
        }
    }
}

/// A change the server may not apply; it keeps it, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Refusal {
    /// The document.
    #[n(0)]
    pub document: DocumentId,
    /// Position among all changes of the request, from 0, documents in order.
    #[n(1)]
    pub position: u32,
    /// Why.
    #[n(2)]
    pub reason: RefusalReason,
    /// The change's hash, when the bytes have one.
    #[n(3)]
    pub hash: Option<ChangeHash>,
}

/// What the phone gets of a document.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct DocumentUpdate {
    /// The document.
    #[n(0)]
    pub id: DocumentId,
    /// Its kind.
    #[n(1)]
    pub kind: DocumentKind,
    /// Changes to apply in this order; empty when there is a snapshot.
    #[n(2)]
    pub changes: Vec<ChangeBytes>,
    /// The whole document, when that is smaller or newly in scope.
    #[n(3)]
    pub snapshot: Option<ChangeBytes>,
    /// The server's heads after all this.
    #[n(4)]
    pub heads: HeadsDigest,
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SyncReply {
    /// The server's feed. When it is not the phone's, the cursor begins anew.
    #[n(0)]
    pub feed: FeedId,
    /// The phone's new position.
    #[n(1)]
    pub cursor: FeedCursor,
    /// There is more: ask again at once, with `resume` if there is one.
    #[n(2)]
    pub more: bool,
    /// How many changes of the request were looked at; those not refused are accepted and on
    /// disk. Fewer than were sent when a limit was reached: send the rest again.
    #[n(3)]
    pub taken: u32,
    /// Changes of the request that were not accepted.
    #[n(4)]
    pub refused: Vec<Refusal>,
    /// What is new for this phone. An update of a kind that this build does not know is left out when the reply
    /// is read.
    #[cbor(n(5), decode_with = "updates_of_known_kinds")]
    pub documents: Vec<DocumentUpdate>,
    /// Documents no longer for this phone: forget each once its outbox is empty.
    #[n(6)]
    pub withdrawn: Vec<DocumentId>,
    /// The server's wall clock.
    #[n(7)]
    pub server_time: Timestamp,
    /// Where this answer goes on: to be sent back, with the same cursor.
    #[n(8)]
    pub resume: Option<Resume>,
    /// The device is being withdrawn: this answer takes, and brings nothing.
    #[n(9)]
    pub drain: Option<Drain>,
    /// How many changes of `offered` are kept by the server now, or need not be.
    #[cbor(n(10), default)]
    pub offers_taken: u32,
    /// Documents of `awaiting` of which no offered change waits for a decision any more: take the
    /// server's version.
    #[cbor(n(11), default)]
    pub settled: Vec<DocumentId>,
    /// The id of this reply, which the next request repeats: a server that does not know it was restored from a
    /// backup. `None` when the server could not store it.
    #[n(12)]
    pub id: Option<ReplyId>,
    /// For how many days without another sync the phone shows what it holds, and its token works; `None` from a
    /// server that sets no end.
    #[n(13)]
    pub token_days: Option<u32>,
    /// The office's key, as long as the server does not know the device's own. It takes the place of any that the phone
    /// had.
    #[n(14)]
    pub office_key: Option<OfficeKey>,
    /// What the office says of the phone's lock; `None` from a server that knows of no codes.
    #[n(15)]
    pub lock: Option<OfficeLock>,
    /// The other phones in the owner's name, newest first; `None` where nothing is said of them.
    #[n(16)]
    pub other_phones: Option<Vec<OtherPhone>>,
}

/// Why a sync body cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Not CBOR of the expected shape.
    #[error("the body is not a sync message: {0}")]
    Malformed(String),
    /// A limit is exceeded.
    #[error("the body is over a limit: {0}")]
    OverLimit(&'static str),
    /// Another protocol.
    #[error("protocol {0} is not spoken here")]
    Protocol(u32),
}

impl SyncRequest {
    /// The first of a device: it has nothing, and brings nothing.
    #[must_use]
    pub const fn first(device: DeviceId, sent_at: Timestamp) -> Self {
        Self {
            protocol: PROTOCOL,
            device,
            feed: None,
            cursor: FeedCursor(0),
            documents: Vec::new(),
            sent_at,
            waiting: Waiting { changes: 0, photos: 0, photo_bytes: 0 },
            diverged: Vec::new(),
            resume: None,
            draining: None,
            offered: Vec::new(),
            awaiting: Vec::new(),
            last_reply: None,
            reply_device: None,
            device_key: None,
            lock: None,
        }
    }

    /// The bytes to send.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads a request.
    ///
    /// # Errors
    /// [`WireError::Protocol`] when it is of another protocol, which is looked at before anything else;
    /// [`WireError::OverLimit`] when it has more than [`SYNC_BODY_BYTES_MAX`], [`SYNC_DOCUMENTS_MAX`] or
    /// [`SYNC_CHANGES_MAX`]; [`WireError::Malformed`] when it is not CBOR of the expected shape.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let protocol = protocol_of(bytes)?;
        if protocol != PROTOCOL {
            return Err(WireError::Protocol(protocol));
        }
        let request: Self = decode(bytes)?;
        let carried = || request.documents.iter().chain(&request.offered);
        let named = [carried().count(), request.diverged.len(), request.awaiting.len()];
        if named.into_iter().any(|documents| documents > SYNC_DOCUMENTS_MAX) {
            return Err(WireError::OverLimit("documents"));
        }
        let changes: usize = carried().map(|document| document.changes.len()).sum();
        if changes > SYNC_CHANGES_MAX {
            return Err(WireError::OverLimit("changes"));
        }
        Ok(request)
    }
}

impl SyncReply {
    /// One that takes nothing and brings nothing.
    #[must_use]
    pub const fn empty(feed: FeedId, cursor: FeedCursor, server_time: Timestamp) -> Self {
        Self {
            feed,
            cursor,
            more: false,
            taken: 0,
            refused: Vec::new(),
            documents: Vec::new(),
            withdrawn: Vec::new(),
            server_time,
            resume: None,
            drain: None,
            offers_taken: 0,
            settled: Vec::new(),
            id: None,
            token_days: None,
            office_key: None,
            lock: None,
            other_phones: None,
        }
    }

    /// The bytes to send.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads a reply.
    ///
    /// # Errors
    /// [`WireError::OverLimit`] when it has more than [`SYNC_BODY_BYTES_MAX`], [`WireError::Malformed`] when it is
    /// not CBOR of the expected shape.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        decode(bytes)
    }
}

/// Reads updates, but for those of documents that a newer build made and this one cannot name. A phone that
/// learns their kind asks for everything once.
fn updates_of_known_kinds<C>(
    decoder: &mut minicbor::Decoder<'_>,
    context: &mut C,
) -> Result<Vec<DocumentUpdate>, minicbor::decode::Error> {
    /// An update of which only the kind is read.
    #[derive(minicbor::Decode)]
    struct KindOf {
        #[n(1)]
        kind: u64,
    }
    let count =
        decoder.array()?.ok_or_else(|| minicbor::decode::Error::message("an array without a length"))?;
    let mut updates = Vec::new();
    for _ in 0..count {
        let KindOf { kind } = decoder.probe().decode()?;
        if usize::try_from(kind).is_ok_and(|kind| kind < DocumentKind::ALL.len()) {
            updates.push(decoder.decode_with(context)?);
        } else {
            decoder.skip()?;
        }
    }
    Ok(updates)
}

pub(crate) fn encode<T: minicbor::Encode<()>>(message: &T) -> Vec<u8> {
    // Writing to memory cannot fail; an empty body would be refused as malformed.
    minicbor::to_vec(message).unwrap_or_default()
}

fn decode<'b, T: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, WireError> {
    if bytes.len() > SYNC_BODY_BYTES_MAX {
        return Err(WireError::OverLimit("bytes"));
    }
    minicbor::decode(bytes).map_err(|error| WireError::Malformed(error.to_string()))
}

pub(crate) fn protocol_of(bytes: &[u8]) -> Result<u32, WireError> {
    let malformed = |error: minicbor::decode::Error| WireError::Malformed(error.to_string());
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().map_err(malformed)?;
    decoder.u32().map_err(malformed)
}
