//! The work on this phone that is not yet at the office, or that the office rejected.

use serde::{Deserialize, Serialize};
use shared::{DocumentId, DocumentKind, Sha256, Timestamp};

use crate::client::view::PhotoState;

/// Something that is not yet at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The document.
    pub document: DocumentId,
    /// Its kind; none when only photos are left of it, because the office refused it.
    pub kind: Option<DocumentKind>,
    /// What people call it.
    pub title: String,
    /// How many changes of it wait.
    pub changes: u32,
    /// Their size.
    pub change_bytes: u64,
    /// The files of its photos that wait, thumbnails among them: hash, size, state.
    pub photos: Vec<(Sha256, u64, PhotoState)>,
    /// The same without thumbnails: the photos people took, each once.
    pub pictures: Vec<(Sha256, u64, PhotoState)>,
    /// When the oldest of it was saved.
    pub since: Timestamp,
}

/// The text of work that the office rejected, to read and to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedText {
    /// Its number on this phone.
    pub id: i64,
    /// The document.
    pub document: DocumentId,
    /// What people call it.
    pub title: String,
    /// The reason, [`shared::wire::RefusalReason::name`], a key of the locale files.
    pub reason: String,
    /// What was written, as text.
    pub text: String,
    /// When it was refused.
    pub at: Timestamp,
    /// Whether the office took it over since: it is in the document again.
    pub taken_over: bool,
}

/// What is saved on this phone and not yet at the office.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ToSend {
    /// Item by item, oldest first; empty: this phone can be handed back.
    pub items: Vec<Waiting>,
    /// What the office rejected, oldest first.
    pub rejected: Vec<RejectedText>,
    /// When the office last answered.
    pub last_contact: Option<Timestamp>,
    /// Whether the browser promised to keep the data.
    pub kept: Option<bool>,
}
