//! Founding documents anew: what they say stays, their history goes, with what is over its time. A document keeps its
//! id, so whatever names it goes on; to phones it leaves everybody and comes back, and they get it whole.

use shared::document::LocalChange;
use shared::kinds::{OverTime, found_anew, found_without};
use shared::{Document, DocumentId, Timestamp};

use crate::engine::core::Core;
use crate::engine::error::EngineError;
use crate::engine::transaction::{DomainRules, Transaction, rules_of};
use crate::store::{QuietDocument, Received};

impl Transaction<'_> {
    /// Founds a closed document anew without what is over its time, and what its noun says was copied of it.
    ///
    /// # Errors
    /// [`EngineError::Document`] when it cannot be read, [`EngineError::Store`] when the disk fails.
    pub(crate) fn found(&mut self, quiet: QuietDocument, over: OverTime) -> Result<(), EngineError> {
        let id = quiet.id;
        let Some(before) = self.document(id)? else { return Ok(()) };
        let now = self.clock.now();
        let founded = found_anew(&before, over, self.actor, now).map_err(EngineError::damaged(id))?;
        self.replace(&before, founded)?;
        self.store.record_founding(quiet, over.texts, over.photos, now)?;
        let copied =
            rules_of(self.rules, before.kind()).map_or(DomainRules::NONE.founded, |rules| rules.founded);
        copied(self, &before, over)
    }

    /// Founds a document anew without these words in what people wrote, as long as nothing of it waits for a decision;
    /// whether it was. One that is closed stays closed since when it was.
    ///
    /// # Errors
    /// [`EngineError::Document`] when it cannot be read, [`EngineError::Store`] when the disk fails.
    pub(crate) fn found_without(&mut self, id: DocumentId, words: &str) -> Result<bool, EngineError> {
        let Some(before) = self.document(id)? else { return Ok(false) };
        if self.store.something_waits(id)? {
            return Ok(false);
        }
        let closed = match self.store.quiet_since(id)? {
            Some(quiet_since) => self.closed_since(QuietDocument { id, quiet_since })?,
            None => None,
        };
        let now = self.clock.now();
        let founded = found_without(&before, words, self.actor, now).map_err(EngineError::damaged(id))?;
        self.replace(&before, founded)?;
        if let Some(quiet_since) = closed {
            self.store.record_founding(QuietDocument { id, quiet_since }, false, false, now)?;
        }
        Ok(true)
    }

    /// Puts a document that was founded anew in the place of what it was.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub(crate) fn replace(
        &mut self,
        before: &Document,
        (founded, change): (Document, LocalChange),
    ) -> Result<(), EngineError> {
        let (id, now) = (before.id(), self.clock.now());
        let (audiences, pictures) = (self.store.document_audiences(id)?, self.store.pictures_of(id)?);
        self.withdraw_from_all(id)?;
        self.store.unmake_document(id, &before.heads(), now)?;
        let received = Received { device: None, person: None, at: now, skew_ms: 0, late: false };
        self.store.append(id, change.hash, self.actor, &change.bytes, received)?;
        self.live.put(founded);
        self.keep_facts_of(id)?;
        // As before: what has left the phones long ago does not come back.
        self.store.set_document_audiences(id, &audiences, self.store.feed_end()?)?;
        for picture in pictures {
            if self.store.documents_of_photo(picture)?.is_empty() {
                self.store.give_up_photo(picture)?;
            }
        }
        // The office database forgets the photos too.
        self.accounts_changed();
        self.announce();
        Ok(self.store.set_remains(true)?)
    }

    /// Since when a document is closed, as its noun says; `None` while it is not.
    ///
    /// # Errors
    /// [`EngineError::Document`] when it cannot be read, [`EngineError::Store`] when the disk fails.
    pub(crate) fn closed_since(&mut self, quiet: QuietDocument) -> Result<Option<Timestamp>, EngineError> {
        crate::engine::transaction::closed_since(self.rules, self.store, self.live, quiet)
    }

    /// Has the files of the databases be written anew after this batch, without remains of what was deleted.
    pub(crate) const fn scrub(&mut self) {
        self.effects.scrubs = true;
    }
}

impl Core {
    /// Writes the files of both databases anew, so that nothing of what was deleted is in them. What goes wrong is
    /// logged, and made good another day.
    pub(crate) fn scrub(&mut self) {
        let scrubbed = || -> Result<bool, EngineError> {
            // An office database that is behind still has what is to go.
            let is_scrubbed = self.projection.scrub()? & self.store.scrub()? & !self.is_behind();
            if is_scrubbed {
                self.store.set_remains(false)?;
            }
            Ok(is_scrubbed)
        };
        match scrubbed() {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(
                    "somebody reads, or the office is behind: remains of what was deleted stay until tomorrow"
                )
            }
            Err(error) => {
                tracing::error!(%error, "remains of what was deleted stay in the files until tomorrow")
            }
        }
    }
}
