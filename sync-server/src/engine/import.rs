//! Documents from elsewhere.

use shared::Document;
use shared::document::change_header;

use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::Received;

/// A change of an imported document, and how it came in.
#[derive(Debug, Clone)]
pub struct ImportedChange {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How it came in.
    pub received: Received,
}

/// A document brought in from elsewhere, with its changes in the order they came in.
#[derive(Debug, Clone)]
pub struct ImportedDocument {
    /// The document.
    pub document: Document,
    /// Its changes.
    pub changes: Vec<ImportedChange>,
}

impl Transaction<'_> {
    /// Takes a document in as it is, without asking the policy.
    pub(crate) fn import(&mut self, imported: ImportedDocument) -> Result<(), EngineError> {
        let id = imported.document.id();
        self.store.add_document(id, imported.document.kind())?;
        for change in &imported.changes {
            let header = change_header(&change.bytes).map_err(EngineError::damaged(id))?;
            let actor = header.actor.ok_or(EngineError::NotFound)?;
            self.store.bind_actor(actor, change.received.device)?;
            self.store.append(id, header.hash, actor, &change.bytes, change.received)?;
        }
        self.live.put(imported.document);
        self.settle(id)
    }
}
