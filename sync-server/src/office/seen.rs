//! What pages read: as much of the lists, of `server.db` and of the documents as somebody sees on the page they are on.

use shared::{Document, DocumentId, DocumentKind};

use crate::base::roles::Scope;
use crate::engine::error::EngineError;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::projection::reader::{ReadError, Reader};
use crate::sql;
use crate::store::Store;
use crate::store::error::StoreError;

impl Office {
    /// Reads of the lists what somebody sees on the page they are on, in one state of the database.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub(crate) async fn lists<T: Send + 'static>(
        &self,
        visitor: &Visitor,
        read: impl FnOnce(&Reader<'_>) -> sql::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        self.database.read(visitor.scope.clone(), read).await
    }

    /// Reads the lists whole: names that stand in nobody's way, and numbers, which are given to all administrations in
    /// one row.
    ///
    /// # Errors
    /// [`ReadError`] when the database cannot be read.
    pub(crate) async fn all_lists<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> sql::Result<T> + Send + 'static,
    ) -> Result<T, ReadError> {
        self.database.read(Scope::Everything, read).await
    }

    /// Reads of `server.db` what somebody sees on the page they are on.
    ///
    /// # Errors
    /// [`EngineError::Store`] when it cannot be read.
    pub(crate) async fn records<T: Send + 'static>(
        &self,
        visitor: &Visitor,
        read: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.engine.read_in_part(visitor.scope.clone(), read).await
    }

    /// A document as it is now; `None` when there is none that somebody sees on the page they are on.
    ///
    /// # Errors
    /// [`EngineError`] when it cannot be read.
    pub(crate) async fn document(
        &self,
        visitor: &Visitor,
        id: DocumentId,
    ) -> Result<Option<Document>, EngineError> {
        let of = self.engine.read(move |store| store.organisations_of(id)).await?;
        if visitor.scope.has_any(&of) { self.engine.document(id).await } else { Ok(None) }
    }

    /// Why a document is not in the lists: they do not know it yet, or it does not exist.
    pub(crate) async fn not_listed(
        &self,
        visitor: &Visitor,
        id: DocumentId,
        kind: DocumentKind,
    ) -> PageError {
        match self.document(visitor, id).await {
            Ok(Some(document)) if document.kind() == kind => PageError::NotListedYet,
            Ok(_) => PageError::NotFound,
            Err(error) => error.into(),
        }
    }
}
