//! Of which administrations a document is that the server does not have. What a phone brought of it says so itself, also
//! where it was refused or waits for a yes: those decide on it who would see the document.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::document::change_header;
use shared::{Document, DocumentId, DocumentKind};

use crate::engine::error::EngineError;
use crate::engine::transaction::{Transaction, index};
use crate::store::StoredSize;

impl Transaction<'_> {
    /// Writes down of which administrations a document is, as far as one change of it says so that is not in it. Of a
    /// document the server has, the document alone says it.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub(crate) fn note_organisations(
        &mut self,
        id: DocumentId,
        kind: DocumentKind,
        bytes: &[u8],
    ) -> Result<(), EngineError> {
        if self.store.document(id)?.is_some() {
            return Ok(());
        }
        let Some(document) = alone(kind, id, bytes) else { return Ok(()) };
        let (rules, store, live) = (self.rules, self.store, &mut *self.live);
        let read = catch_unwind(AssertUnwindSafe(|| index(rules, store, live, &document)));
        let organisations = match read {
            Ok(Ok(index)) => index.organisations,
            Ok(Err(EngineError::Store(error))) => return Err(error.into()),
            // What it says cannot be read: it is of none.
            Ok(Err(_)) | Err(_) => BTreeSet::new(),
        };
        let known = self.store.organisations_of(id)?;
        Ok(self.store.set_organisations(id, &known.union(&organisations).copied().collect())?)
    }

    /// The same of all that waits, in a data directory of a version that did not.
    pub(crate) fn note_organisations_of_all(&mut self) -> Result<(), EngineError> {
        for id in self.store.offered_documents(usize::MAX >> 1)? {
            let Some((kind, offers)) = self.store.offers_of(id)? else { continue };
            for offer in offers {
                self.note_organisations(id, kind, &offer.bytes)?;
            }
        }
        for refused in self.store.refused_page(true, 0, usize::MAX >> 1)? {
            self.note_organisations(refused.document, refused.kind, &refused.bytes)?;
        }
        Ok(())
    }
}

/// A document of one change; `None` when that begins none. Crafted bytes can make the library panic: then they do not.
fn alone(kind: DocumentKind, id: DocumentId, bytes: &[u8]) -> Option<Document> {
    StoredSize::default().with(bytes)?;
    let read = || {
        change_header(bytes).ok()?;
        let mut document = Document::empty(kind, id);
        document.apply(&[bytes]).ok().map(|()| document)
    };
    catch_unwind(read).ok().flatten()
}
