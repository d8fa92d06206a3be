//! The state of the conversation with the office: what is under way, what waits, and why.

use std::collections::BTreeSet;

use shared::{DocumentId, Sha256};

use crate::client::status::Contact;
use crate::keyring::Opening;
use crate::replica::http::HttpReply;

/// The state of the conversation, kept in memory only.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    pub(crate) contact: Contact,
    /// The code and the name of this phone, to be sent.
    pub(crate) enrolling: Option<(String, String)>,
    /// The code and the name that wait until a person agrees to erase unsent work.
    pub(crate) halted: Option<(String, String)>,
    /// The reply to a code that belongs to another person, to be applied once a person agrees.
    pub(crate) granted: Option<HttpReply>,
    /// Whether a person agreed that unsent work may be erased.
    pub(crate) agreed: bool,
    pub(crate) sync_wanted: bool,
    pub(crate) in_flight: Option<InFlight>,
    /// Documents whose changes the server deferred; they are sent again when a person asks to sync.
    pub(crate) held: BTreeSet<DocumentId>,
    /// The last document whose decision was asked for; the next request continues after it. `None` starts
    /// again from the first.
    pub(crate) asked_after: Option<DocumentId>,
    /// The photo on its way, and how much of it the office has.
    pub(crate) upload: Option<(Sha256, u64)>,
    /// The photo the office has not heard of yet.
    pub(crate) announcing: Option<Sha256>,
    /// The office takes no more photos of this phone for now: they are tried again after the next sync.
    pub(crate) photos_wait: bool,
    /// What the office said of the lock, for whoever holds the keyring.
    pub(crate) office_word: Option<OfficeWord>,
    /// A picture to look at could not be kept: no more are fetched until somebody asks again.
    pub(crate) no_room_for_pictures: bool,
}

impl Conversation {
    pub(crate) fn is_uploading(&self, sha256: Sha256) -> bool {
        !self.contact.is_stuck() && self.upload.is_some_and(|(sending, _)| sending == sha256)
    }
}

/// What the office said of the lock, to be written down in the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeWord {
    /// The number of the code that it keeps.
    pub keeps: Option<u64>,
    /// The number of the code that was shown there last.
    pub shown: Option<u64>,
    /// The opening that it knows of.
    pub opening: Option<Opening>,
}

/// The request that the next reply answers.
#[derive(Debug)]
pub(crate) enum InFlight {
    Enrolment,
    Sync(SentSync),
    UploadState(Sha256),
    UploadBegin(Sha256),
    UploadChunk(Sha256),
    Picture(Sha256),
}

/// The outbox rows and offers that a sync request carried, in the order the server counts them.
#[derive(Debug)]
pub(crate) struct SentSync {
    pub(crate) changes: Vec<(i64, DocumentId)>,
    pub(crate) offers: Vec<(i64, DocumentId)>,
    /// Whether the request said that this phone is draining.
    pub(crate) draining: bool,
    /// Whether it said the key of this device.
    pub(crate) device_key: bool,
    /// The opening by a code that the request told of.
    pub(crate) opening: Option<Opening>,
}
