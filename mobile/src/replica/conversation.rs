//! The state of the conversation with the office: what is under way, what waits, and why.

use std::collections::BTreeSet;

use shared::{DocumentId, Sha256};

use crate::client::status::Contact;
use crate::replica::http::HttpReply;

/// Where the conversation stands.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    pub(crate) contact: Contact,
    /// The code and the name of this phone, to be sent.
    pub(crate) enrolling: Option<(String, String)>,
    /// The same, to be sent once somebody agrees.
    pub(crate) halted: Option<(String, String)>,
    /// What a code brought that turned out to be of somebody else, to be taken once somebody agrees.
    pub(crate) granted: Option<HttpReply>,
    /// Somebody agreed that what waits may be erased.
    pub(crate) agreed: bool,
    pub(crate) sync_wanted: bool,
    pub(crate) in_flight: Option<InFlight>,
    /// Documents whose changes the office cannot take yet; asked again when somebody wants to sync.
    pub(crate) held: BTreeSet<DocumentId>,
    /// The last document of which was asked whether somebody decided; none to begin again.
    pub(crate) asked_after: Option<DocumentId>,
    /// The photo on its way, and how much of it the office has.
    pub(crate) upload: Option<(Sha256, u64)>,
    /// The photo the office has not heard of yet.
    pub(crate) announcing: Option<Sha256>,
    /// The office takes no more photos of this phone for now: they are tried again after the next sync.
    pub(crate) photos_wait: bool,
    /// A picture to look at could not be kept: no more are fetched until somebody asks again.
    pub(crate) no_room_for_pictures: bool,
}

impl Conversation {
    pub(crate) fn is_uploading(&self, sha256: Sha256) -> bool {
        !self.contact.is_stuck() && self.upload.is_some_and(|(sending, _)| sending == sha256)
    }
}

/// What the next reply answers.
#[derive(Debug)]
pub(crate) enum InFlight {
    Enrolment,
    Sync(SentSync),
    UploadState(Sha256),
    UploadBegin(Sha256),
    UploadChunk(Sha256),
    Picture(Sha256),
}

/// What was sent, in the order the office counts it.
#[derive(Debug)]
pub(crate) struct SentSync {
    pub(crate) changes: Vec<(i64, DocumentId)>,
    pub(crate) offers: Vec<(i64, DocumentId)>,
    /// Whether it said that this phone knows it is being withdrawn.
    pub(crate) draining: bool,
}
