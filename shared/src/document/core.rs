//! A document as Automerge holds it, without a word of what it is about.

use automerge::{Automerge, LoadOptions, ReadDoc as _, TextEncoding};

use crate::document::change::{ChangeHeader, header, parse};
use crate::document::error::{DocumentError, within};
use crate::document_kind::DocumentKind;
use crate::hash::{ChangeHash, Heads};
use crate::id::{ActorId, DocumentId, FactId};
use crate::limits::SYNC_BODY_BYTES_MAX;
use crate::moment::Timestamp;

/// The newest document schema this build reads and writes.
pub const SCHEMA: u64 = 1;

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
    /// [`DocumentError::TooLarge`] when no reply could carry it: more than [`SYNC_BODY_BYTES_MAX`];
    /// [`DocumentError::Corrupt`] when a byte is wrong.
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
    /// Stops at the first change that cannot be applied; those before it stay. [`DocumentError::MissingDependency`]
    /// when it builds on a change that is not here, [`DocumentError::ActorReused`] when its actor made another
    /// change with the same number, [`DocumentError::Corrupt`] or [`DocumentError::TooLarge`] when its bytes are
    /// no change.
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
    /// [`DocumentError::ActorReused`] when the two copies have one actor's sequence number for different changes.
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

    /// The greatest fact id in these maps of the document, for the next [`crate::moment::FactClock`].
    pub(crate) fn newest_fact(&self, fact_maps: &[&str]) -> Option<FactId> {
        self.newest_fact_in(fact_maps, |map| self.automerge.keys(map).last())
    }

    /// The greatest fact id these maps of the document had at these heads.
    pub(crate) fn newest_fact_at(
        &self,
        fact_maps: &[&str],
        heads: &[automerge::ChangeHash],
    ) -> Option<FactId> {
        self.newest_fact_in(fact_maps, |map| self.automerge.keys_at(map, heads).last())
    }

    fn newest_fact_in(
        &self,
        fact_maps: &[&str],
        last_key: impl Fn(&automerge::ObjId) -> Option<String>,
    ) -> Option<FactId> {
        fact_maps
            .iter()
            .filter_map(|map| match self.automerge.get(automerge::ROOT, *map) {
                Ok(Some((_, object))) => last_key(&object),
                _ => None,
            })
            .filter_map(|key| key.parse().ok())
            .max()
    }

    /// The actor that added a fact to one of these maps; `None` when none of them has it.
    pub(crate) fn actor_of(&self, fact_maps: &[&str], fact: FactId) -> Option<ActorId> {
        let key = fact.to_string();
        fact_maps.iter().find_map(|map| {
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

    /// The text under `key` of one of its objects.
    pub(crate) fn text_in(&self, object: &automerge::ObjId, key: &str) -> Option<String> {
        match self.automerge.get(object, key) {
            Ok(Some((automerge::Value::Scalar(value), _))) => value.as_str().map(str::to_owned),
            _ => None,
        }
    }

    /// The object under `key` of one of its objects.
    pub(crate) fn object_in(&self, object: &automerge::ObjId, key: &str) -> Option<automerge::ObjId> {
        match self.automerge.get(object, key) {
            Ok(Some((automerge::Value::Object(_), id))) => Some(id),
            _ => None,
        }
    }

    pub(crate) const fn automerge(&self) -> &Automerge {
        &self.automerge
    }

    pub(crate) const fn automerge_mut(&mut self) -> &mut Automerge {
        &mut self.automerge
    }
}
