//! Documents: one Automerge document per thing that is assigned, merged and withdrawn as a whole.
//!
//! This room, and no other, knows Automerge and the keys inside a document. A [`Document`] holds
//! the history; [`WorkOrder`], [`Building`], [`Request`], [`History`] and [`Catalogue`] are what
//! it says at one moment, plain values to read. They are changed by [`crate::command`].

mod chunk;
mod effects;
pub(crate) mod fields;
pub mod photo;
pub mod priority;
mod rewrite;
mod salvage;
mod shape;
mod writer;

use automerge::{Automerge, Change, LoadOptions, ReadDoc as _, TextEncoding};
use serde::{Deserialize, Serialize};

use crate::limits::{CHANGE_BYTES_MAX, SYNC_BODY_BYTES_MAX};
use crate::{ActorId, ChangeHash, DocumentId, FactId, Heads, Timestamp};

pub use chunk::announced_operations;
pub use effects::{Effect, EffectAt, effects, readable};
pub use photo::{DatedBy, Photo, PhotoFacts, PhotoPhase};
pub use priority::Priority;
pub use rewrite::with_new_actor;
pub use salvage::texts_of;

pub(crate) use writer::{Writer, write};

/// The newest document schema this build reads and writes.
pub const SCHEMA: u64 = 1;

/// What a document is about.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum DocumentKind {
    /// The authorised job.
    #[n(0)]
    WorkOrder,
    /// A building of the register, with its spaces and assets.
    #[n(1)]
    Building,
    /// Somebody reports a need.
    #[n(2)]
    Request,
    /// The last interventions on the assets of one building.
    #[n(3)]
    History,
    /// Organisations, people's names, natures, checklists, stock items.
    #[n(4)]
    Catalogue,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::WorkOrder, Self::Building, Self::Request, Self::History, Self::Catalogue];

    /// The kind's name, as in routes and tables: `work-order`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkOrder => "work-order",
            Self::Building => "building",
            Self::Request => "request",
            Self::History => "history",
            Self::Catalogue => "catalogue",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What can be wrong with a document or with a change offered to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The bytes are not an Automerge change or document.
    #[error("the bytes are not what they claim to be: {0}")]
    Corrupt(String),
    /// The change builds on changes that are not here.
    #[error("the change builds on one that is missing")]
    MissingDependency(ChangeHash),
    /// The same actor made two different changes with the same sequence number: two replicas
    /// write with one hand.
    #[error("two replicas use the same actor id")]
    ActorReused,
    /// The change is larger than [`CHANGE_BYTES_MAX`], or the document than
    /// [`crate::limits::DOCUMENT_BYTES_MAX`] or what a reply carries.
    #[error("too large: {size_bytes} bytes, at most {max_bytes}")]
    TooLarge {
        /// Its size.
        size_bytes: usize,
        /// The limit.
        max_bytes: usize,
    },
    /// A newer version of Guichet wrote the document.
    #[error("written by a newer version (schema {0})")]
    NewerSchema(u64),
    /// More characters in a text, or entries in a map, than may be there.
    #[error("{path}: at most {max}")]
    TooMuch {
        /// Where in the document.
        path: String,
        /// The limit.
        max: usize,
    },
    /// The document does not say what its kind requires.
    #[error("{path}: {expected} expected")]
    Shape {
        /// Where in the document.
        path: String,
        /// What should have been there.
        expected: &'static str,
    },
}

impl DocumentError {
    pub(crate) fn corrupt(error: impl ToString) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// What one change says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeHeader {
    /// Its hash.
    pub hash: ChangeHash,
    /// Whose hand made it; `None` when the actor id is not one of ours.
    pub actor: Option<ActorId>,
    /// Position among the changes of that actor in this document, from 1.
    pub seq: u64,
    /// What it builds on.
    pub dependencies: Vec<ChangeHash>,
}

/// A change that was just made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its bytes, as they travel.
    pub bytes: Vec<u8>,
}

/// A document with its history. Cloning is cheap (a few microseconds).
#[derive(Debug, Clone)]
pub struct Document {
    id: DocumentId,
    kind: DocumentKind,
    automerge: Automerge,
}

impl Document {
    /// A document nothing has been written in yet.
    #[must_use]
    pub fn empty(kind: DocumentKind, id: DocumentId) -> Self {
        Self { id, kind, automerge: Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint) }
    }

    /// Reads a saved document, verifying every hash.
    ///
    /// # Errors
    /// [`DocumentError::TooLarge`] when no reply could carry it, or [`DocumentError::Corrupt`] when a
    /// byte is wrong.
    pub fn load(kind: DocumentKind, id: DocumentId, bytes: &[u8]) -> Result<Self, DocumentError> {
        within(bytes.len(), SYNC_BODY_BYTES_MAX)?;
        let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
        let automerge = Automerge::load_with_options(bytes, options).map_err(DocumentError::corrupt)?;
        Ok(Self { id, kind, automerge })
    }

    /// The document's id.
    #[must_use]
    pub const fn id(&self) -> DocumentId {
        self.id
    }

    /// The document's kind.
    #[must_use]
    pub const fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.automerge.is_empty()
    }

    /// The whole document as compressed bytes, for [`Document::load`].
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.automerge.save()
    }

    /// The heads.
    #[must_use]
    pub fn heads(&self) -> Heads {
        Heads::new(self.automerge.get_heads().into_iter().map(ChangeHash::from))
    }

    /// Whether the change is part of the document.
    #[must_use]
    pub fn contains(&self, hash: ChangeHash) -> bool {
        self.automerge.get_change_meta_by_hash(&hash.into()).is_some()
    }

    /// Applies changes in the order given. What is already there is skipped.
    ///
    /// # Errors
    /// Stops at the first change that cannot be applied; those before it stay.
    pub fn apply<B: AsRef<[u8]>>(&mut self, changes: &[B]) -> Result<(), DocumentError> {
        for bytes in changes {
            self.apply_one(bytes.as_ref())?;
        }
        Ok(())
    }

    fn apply_one(&mut self, bytes: &[u8]) -> Result<(), DocumentError> {
        let change = parse(bytes)?;
        if self.contains(change.hash().into()) {
            return Ok(());
        }
        for dependency in change.deps() {
            if !self.contains((*dependency).into()) {
                return Err(DocumentError::MissingDependency((*dependency).into()));
            }
        }
        #[expect(clippy::wildcard_enum_match_arm, reason = "the library's list of errors is long and grows")]
        self.automerge.apply_changes([change]).map_err(|error| match error {
            automerge::AutomergeError::DuplicateSeqNumber(..)
            | automerge::AutomergeError::DuplicateActorId(_) => DocumentError::ActorReused,
            other => DocumentError::corrupt(other),
        })
    }

    /// Merges everything another copy of the same document holds.
    ///
    /// # Errors
    /// When the two copies have one actor's sequence number for different changes.
    pub fn merge(&mut self, other: &Self) -> Result<(), DocumentError> {
        let changes = self.automerge.get_changes_added(&other.automerge);
        self.automerge.apply_changes(changes).map_err(|_| DocumentError::ActorReused)
    }

    /// The changes that heads `known` lack, oldest first, with their headers. Heads that are not
    /// in the document count as nothing.
    #[must_use]
    pub fn changes_since(&self, known: &Heads) -> Vec<(ChangeHeader, Vec<u8>)> {
        let known: Vec<_> =
            known.hashes().iter().filter(|hash| self.contains(**hash)).map(|hash| (*hash).into()).collect();
        self.automerge
            .get_changes(&known)
            .iter()
            .map(|change| (header(change), change.raw_bytes().to_vec()))
            .collect()
    }

    /// The newest schema any writer of the document has declared; 0 while it is empty.
    #[must_use]
    pub fn schema(&self) -> u64 {
        match self.automerge.get(automerge::ROOT, "schema") {
            Ok(Some((value, _))) => value.as_u64().unwrap_or(u64::MAX),
            _ => 0,
        }
    }

    /// Whether a newer version of Guichet wrote it: it can be kept and passed on, not read or changed.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        self.schema() > SCHEMA
    }

    /// What the document calls itself, if it does so where this build looks: enough to name one
    /// that cannot be read.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        ["title", "name", "number"].into_iter().find_map(|key| {
            match self.automerge.get(automerge::ROOT, key) {
                Ok(Some((automerge::Value::Scalar(text), _))) => text.as_str().map(str::to_owned),
                _ => None,
            }
        })
    }

    /// The greatest fact id in the document, for the next [`crate::FactClock`].
    #[must_use]
    pub fn newest_fact(&self) -> Option<FactId> {
        self.newest_fact_in(|map| self.automerge.keys(map).last())
    }

    /// The greatest fact id the document had at these heads.
    pub(crate) fn newest_fact_at(&self, heads: &[automerge::ChangeHash]) -> Option<FactId> {
        self.newest_fact_in(|map| self.automerge.keys_at(map, heads).last())
    }

    fn newest_fact_in(&self, last_key: impl Fn(&automerge::ObjId) -> Option<String>) -> Option<FactId> {
        fields::FACT_MAPS
            .iter()
            .filter_map(|map| match self.automerge.get(automerge::ROOT, *map) {
                Ok(Some((_, object))) => last_key(&object),
                _ => None,
            })
            .filter_map(|key| key.parse().ok())
            .max()
    }

    /// The hand that added a fact; `None` when there is no such fact.
    #[must_use]
    pub fn actor_of(&self, fact: FactId) -> Option<ActorId> {
        let key = fact.to_string();
        fields::FACT_MAPS.iter().find_map(|map| {
            let (_, facts) = self.automerge.get(automerge::ROOT, *map).ok()??;
            let (_, object) = self.automerge.get(&facts, key.as_str()).ok()??;
            match object {
                automerge::ObjId::Id(_, actor, _) => ActorId::try_from(&actor).ok(),
                automerge::ObjId::Root => None,
            }
        })
    }

    /// The time its maker gave the newest change, to the second.
    #[must_use]
    pub fn changed_at(&self) -> Option<Timestamp> {
        let heads = self.automerge.get_heads();
        let seconds = heads
            .iter()
            .filter_map(|hash| self.automerge.get_change_meta_by_hash(hash).map(|meta| meta.timestamp));
        seconds.max().map(|seconds| Timestamp(seconds.saturating_mul(1000)))
    }

    /// Whether there are changes after `heads`, leaving out those that the same office wrote as `except`.
    pub(crate) fn changed_since(&self, heads: &Heads, except: Option<ActorId>) -> bool {
        let is_excepted = |actor: Option<ActorId>| {
            except.zip(actor).is_some_and(|(one, other)| one.office() == other.office())
        };
        self.automerge
            .get_changes_meta(&heads.automerge())
            .iter()
            .any(|meta| !is_excepted(ActorId::try_from(&*meta.actor).ok()))
    }

    pub(crate) const fn automerge(&self) -> &Automerge {
        &self.automerge
    }

    pub(crate) const fn automerge_mut(&mut self) -> &mut Automerge {
        &mut self.automerge
    }
}

/// Reads what a change says about itself, without a document.
///
/// # Errors
/// [`DocumentError::Corrupt`] or [`DocumentError::TooLarge`].
pub fn change_header(bytes: &[u8]) -> Result<ChangeHeader, DocumentError> {
    parse(bytes).map(|change| header(&change))
}

pub(crate) fn parse(bytes: &[u8]) -> Result<Change, DocumentError> {
    within(bytes.len(), CHANGE_BYTES_MAX)?;
    chunk::inspect(bytes)?;
    Change::from_bytes(bytes.to_vec()).map_err(DocumentError::corrupt)
}

fn header(change: &Change) -> ChangeHeader {
    ChangeHeader {
        hash: change.hash().into(),
        actor: ActorId::try_from(change.actor_id()).ok(),
        seq: change.seq(),
        dependencies: change.deps().iter().map(|hash| (*hash).into()).collect(),
    }
}

const fn within(size_bytes: usize, max_bytes: usize) -> Result<(), DocumentError> {
    if size_bytes > max_bytes {
        return Err(DocumentError::TooLarge { size_bytes, max_bytes });
    }
    Ok(())
}
