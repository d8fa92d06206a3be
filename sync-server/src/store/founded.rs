//! Documents that were founded anew: what they were before goes, with all of its bytes. What is kept are hashes, so that
//! what a phone brings of it is known again, and that it was there can be shown; and since when each was closed.

use std::collections::BTreeSet;

use shared::document::is_in_change;
use shared::{ChangeHash, DocumentId, DocumentKind, Heads, Sha256, Timestamp};

use crate::base::limits::PLAUSIBLE_SINCE;
use crate::sql::Row;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::values;

/// The name, among the settings, of that the files hold remains of what was deleted.
const REMAINS: &str = "remains";

/// A document that nothing was written in for long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietDocument {
    /// Its id.
    pub id: DocumentId,
    /// When something was last written in it by somebody: founding it anew does not count.
    pub quiet_since: Timestamp,
}

/// Some of the documents that nothing was written in for long.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuietPortion {
    /// Them, by their ids.
    pub documents: Vec<QuietDocument>,
    /// The last that was looked at, when there may be more behind it.
    pub last: Option<DocumentId>,
}

/// Documents, each with when something was last written in it by somebody. A founding counts for as long as nothing was
/// written behind it.
const QUIET: &str = "SELECT d.id, coalesce(f.closed_at, last.received_at) AS quiet_since
    FROM document d JOIN feed last ON last.position = d.last_position
        LEFT JOIN founded_document f ON f.document = d.id AND f.position = d.last_position";

fn read(row: &Row<'_>) -> Result<QuietDocument> {
    Ok(QuietDocument { id: row.get("id")?, quiet_since: Timestamp(row.get("quiet_since")?) })
}

impl Store {
    /// Documents of a kind in which nothing was written since an instant, of which nothing waits for a decision, and
    /// whose texts are still there; where `only_photos`, those that name photos. What is from before
    /// [`PLAUSIBLE_SINCE`] is not among them. At most `limit` are looked at, those behind `after`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn quiet_documents(
        &self,
        kind: DocumentKind,
        before: Timestamp,
        only_photos: bool,
        (after, limit): (Option<DocumentId>, usize),
    ) -> Result<QuietPortion> {
        let sql = format!(
            "{QUIET}
             WHERE d.kind = $1 AND coalesce(f.closed_at, last.received_at) < $2
                AND coalesce(f.closed_at, last.received_at) >= $4 AND coalesce(f.texts, 0) = 0
                AND ($3 = 0 OR EXISTS (SELECT 1 FROM document_photo p WHERE p.document = d.id)) AND d.id > $5
             ORDER BY d.id LIMIT $6"
        );
        let after = after.unwrap_or(DocumentId::from_bytes([0; 16]));
        let rows = i64::try_from(limit).unwrap_or(i64::MAX);
        let values = values![kind.name(), before.0, i64::from(only_photos), PLAUSIBLE_SINCE.0, after, rows];
        let mut documents = self.db.rows(&sql, values, read)?;
        let last = documents.last().filter(|_| documents.len() >= limit).map(|last| last.id);
        let mut waits = BTreeSet::new();
        for document in &documents {
            if self.something_waits(document.id)? {
                waits.insert(document.id);
            }
        }
        documents.retain(|document| !waits.contains(&document.id));
        Ok(QuietPortion { documents, last })
    }

    /// When something was last written in a document by somebody; `None` when there is no such document.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn quiet_since(&self, id: DocumentId) -> Result<Option<Timestamp>> {
        let found = self.db.first(&format!("{QUIET} WHERE d.id = $1"), values![id], read)?;
        Ok(found.map(|document| document.quiet_since))
    }

    /// Whether an offer or a refused change of a document waits for a decision.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn something_waits(&self, id: DocumentId) -> Result<bool> {
        let sql = "SELECT 1 FROM offered_change o WHERE o.document = $1 AND o.decision IS NULL
            UNION ALL SELECT 1 FROM refused_change r WHERE r.document = $1 AND r.fate IS NULL
                AND NOT EXISTS (SELECT 1 FROM feed WHERE feed.document = r.document AND feed.hash = r.hash)";
        Ok(self.db.exists(sql, values![id])?)
    }

    /// Takes everything of a document away but whom it is for: its changes, which leave marks in the feed, its
    /// snapshot, and what was refused or offered of it and is decided. The hashes of the changes, and which were its
    /// `heads`, are kept.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn unmake_document(&self, id: DocumentId, heads: &Heads, at: Timestamp) -> Result<()> {
        self.db.execute(
            "INSERT INTO founded_change (document, hash, is_head, at)
                 SELECT document, hash, 0, $2 FROM feed WHERE document = $1",
            values![id, at.0],
        )?;
        for head in heads.hashes() {
            let sql = "UPDATE founded_change SET is_head = 1 WHERE document = $1 AND hash = $2";
            self.db.execute(sql, values![id, *head])?;
        }
        self.db.execute(
            "UPDATE feed SET document = NULL, hash = NULL, bytes = NULL, actor = NULL, device = NULL, person = NULL,
                 late = 0
             WHERE document = $1",
            values![id],
        )?;
        self.db.execute(
            "UPDATE document SET snapshot = NULL, snapshot_position = 0, last_position = 0, change_bytes = 0,
                 operations = 0
             WHERE id = $1",
            values![id],
        )?;
        // One that came in some other way does not wait.
        self.db.execute(
            "DELETE FROM refused_change WHERE document = $1 AND (fate IS NOT NULL OR EXISTS (
                 SELECT 1 FROM founded_change f WHERE f.document = $1 AND f.hash = refused_change.hash))",
            values![id],
        )?;
        let sql = "DELETE FROM offered_change WHERE document = $1 AND decision IS NOT NULL";
        self.db.execute(sql, values![id])?;
        // What is still named is written down again.
        self.db.execute("DELETE FROM document_photo WHERE document = $1", values![id])?;
        Ok(())
    }

    /// Writes down what a document lost when it was founded anew just now, and since when it was closed before. What was
    /// written down of an earlier founding is forgotten.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn record_founding(
        &self,
        quiet: QuietDocument,
        texts: bool,
        photos: bool,
        at: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO founded_document (document, closed_at, texts, photos, at, position)
                 VALUES ($1, $2, $3, $4, $5, (SELECT last_position FROM document WHERE id = $1))
             ON CONFLICT (document) DO UPDATE SET closed_at = excluded.closed_at, texts = excluded.texts,
                 photos = excluded.photos, at = excluded.at, position = excluded.position",
            values![quiet.id, quiet.quiet_since.0, i64::from(texts), i64::from(photos), at.0],
        )?;
        Ok(())
    }

    /// Whether a document was made of this change before it was founded anew.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn was_made_of(&self, document: DocumentId, hash: ChangeHash) -> Result<bool> {
        let sql = "SELECT 1 FROM founded_change WHERE document = $1 AND hash = $2";
        Ok(self.db.exists(sql, values![document, hash])?)
    }

    /// Whether a change of a document is in the feed, or was before the document was founded anew.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn knows_change(&self, document: DocumentId, hash: ChangeHash) -> Result<bool> {
        Ok(self.has_change(document, hash)? || self.was_made_of(document, hash)?)
    }

    /// The changes that a document was made of before it was founded anew, and how many of them were heads.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn made_of_before(&self, document: DocumentId) -> Result<(Vec<ChangeHash>, usize)> {
        let sql = "SELECT hash, is_head FROM founded_change WHERE document = $1 ORDER BY hash";
        let rows: Vec<(ChangeHash, bool)> = self.db.rows(sql, values![document], |row| {
            Ok::<_, StoreError>((row.get("hash")?, row.get("is_head")?))
        })?;
        let heads = rows.iter().filter(|(_, is_head)| *is_head).count();
        Ok((rows.into_iter().map(|(hash, _)| hash).collect(), heads))
    }

    /// The pictures and thumbnails that a document names.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn pictures_of(&self, document: DocumentId) -> Result<Vec<Sha256>> {
        let sql = "SELECT sha256 FROM document_photo WHERE document = $1
            UNION SELECT thumbnail AS sha256 FROM document_photo WHERE document = $1";
        Ok(self.db.rows(sql, values![document], |row| row.get("sha256"))?)
    }

    /// Forgets a photo that no document names any more, unless something that waits for a decision does; its file is to
    /// be erased, once that is committed and nobody wants it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn give_up_photo(&self, sha256: Sha256) -> Result<()> {
        if !self.is_named_by_what_waits(sha256)? {
            self.forget_photo(sha256)?;
        }
        let sql = "INSERT INTO photo_to_erase (sha256) VALUES ($1) ON CONFLICT (sha256) DO NOTHING";
        self.db.execute(sql, values![sha256])?;
        Ok(())
    }

    /// The photos whose files are to be erased.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photos_to_erase(&self) -> Result<Vec<Sha256>> {
        Ok(self.db.rows("SELECT sha256 FROM photo_to_erase ORDER BY sha256", &[], |row| row.get("sha256"))?)
    }

    /// Whether nobody wants a photo any more: no document names it, nothing that waits for a decision does, and nobody
    /// brought it again since an instant, for something that is still to come.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_unwanted_photo(&self, sha256: Sha256, since: Timestamp) -> Result<bool> {
        let sql = "SELECT 1 FROM photo WHERE sha256 = $1 AND received_at >= $2";
        Ok(!self.db.exists(sql, values![sha256, since.0])?
            && self.documents_of_photo(sha256)?.is_empty()
            && !self.is_named_by_what_waits(sha256)?)
    }

    /// Whether an undecided offer or refused change names a photo.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn is_named_by_what_waits(&self, sha256: Sha256) -> Result<bool> {
        let sql = "SELECT bytes FROM offered_change WHERE decision IS NULL
            UNION ALL SELECT bytes FROM refused_change WHERE fate IS NULL";
        let waiting: Vec<Vec<u8>> = self.db.rows(sql, &[], |row| row.get("bytes"))?;
        let name = sha256.to_string();
        Ok(waiting.iter().any(|bytes| is_in_change(&name, bytes)))
    }

    /// The file of a photo is not to be erased any more: it is gone.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn photo_is_erased(&self, sha256: Sha256) -> Result<()> {
        self.forget_photo(sha256)?;
        self.db.execute("DELETE FROM photo_to_erase WHERE sha256 = $1", values![sha256])?;
        Ok(())
    }

    /// Whether the files of the databases hold remains of what was deleted.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn has_remains(&self) -> Result<bool> {
        Ok(self.meta(REMAINS)?.is_some_and(|remains| !remains.is_empty()))
    }

    /// Says whether they do.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk does not take it.
    pub fn set_remains(&self, has_remains: bool) -> Result<()> {
        self.set_meta(REMAINS, if has_remains { "yes" } else { "" })
    }
}
