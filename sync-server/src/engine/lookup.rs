//! What the rules of a noun read of other documents, and what they tell the engine of one.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::photo::Photo;
use shared::{Document, DocumentId, DocumentKind, FactId, OrganisationId, Timestamp};

use crate::engine::documents::LiveDocuments;
use crate::engine::error::EngineError;
use crate::store::{Audience, EntryId, Store};

/// Reads documents as they are in the transaction under way. It writes nothing.
pub trait DocumentLookup {
    /// The document; `None` when there is none.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails, [`EngineError::Document`] when the document cannot be read.
    fn document(&mut self, id: DocumentId) -> Result<Option<Document>, EngineError>;

    /// The documents of this kind that are about another, as [`DocumentIndex::about`] said of it.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    fn about(&self, kind: DocumentKind, id: DocumentId) -> Result<Vec<DocumentId>, EngineError>;
}

/// That a document is closed, and what of others bears on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Closed {
    /// The document that closed it: it is closed since something was last written in both.
    pub with: Option<DocumentId>,
    /// The document that its words were copied to.
    pub copied_to: Option<DocumentId>,
}

/// What `server.db` keeps of a document beside its changes, because the engine decides by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentIndex {
    /// Who the document is for.
    pub audiences: BTreeSet<Audience>,
    /// The administrations it is of; of none, it is everybody's.
    pub organisations: BTreeSet<OrganisationId>,
    /// The one document this one is about.
    pub about: Option<DocumentId>,
    /// Documents of which this one also decides whom they are for.
    pub followers: Vec<DocumentId>,
    /// What stands in it and other documents name by its id. Such a document names nothing itself.
    pub entries: BTreeSet<EntryId>,
    /// What it names that stands in other documents: those are also for whomever this one is for, from the
    /// same transaction on, and come to a phone before it.
    pub mentions: BTreeSet<EntryId>,
    /// The photos it names, and their corrections.
    pub photos: BTreeMap<FactId, Photo>,
    /// When its work was last approved; `None` while it is not.
    pub approved_at: Option<Timestamp>,
}

impl DocumentIndex {
    /// Of a document that is for these audiences and says nothing else the engine decides by.
    #[must_use]
    pub fn of(audiences: impl IntoIterator<Item = Audience>) -> Self {
        Self { audiences: audiences.into_iter().collect(), ..Self::default() }
    }
}

/// Looks in the documents in memory, then in the store.
pub(crate) struct Lookup<'a> {
    pub(crate) store: &'a Store,
    pub(crate) live: &'a mut LiveDocuments,
}

impl DocumentLookup for Lookup<'_> {
    fn document(&mut self, id: DocumentId) -> Result<Option<Document>, EngineError> {
        self.live.document(self.store, id)
    }

    fn about(&self, kind: DocumentKind, id: DocumentId) -> Result<Vec<DocumentId>, EngineError> {
        Ok(self.store.documents_about(kind, id)?)
    }
}
