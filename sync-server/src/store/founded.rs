//! Documents that were founded anew: what they were before goes, with all of its bytes. What is kept are hashes, so that
//! what a phone brings of it is known again, and that it was there can be shown; and since when each was closed.

use shared::{ChangeHash, DocumentId, DocumentKind, Heads, Sha256, Timestamp};

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

impl Store {
    /// Documents of a kind in which nothing was written since an instant, of which nothing waits for a decision, and
    /// whose texts are still there; where `only_photos`, those that name photos.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn quiet_documents(
        &self,
        kind: DocumentKind,
        before: Timestamp,
        only_photos: bool,
    ) -> Result<Vec<QuietDocument>> {
        self.db.rows(
            "SELECT d.id, coalesce(f.closed_at, last.received_at) AS quiet_since
             FROM document d JOIN feed last ON last.position = d.last_position
                 LEFT JOIN founded_document f ON f.document = d.id
             WHERE d.kind = $1 AND coalesce(f.closed_at, last.received_at) < $2 AND coalesce(f.texts, 0) = 0
                 AND ($3 = 0 OR EXISTS (SELECT 1 FROM document_photo p WHERE p.document = d.id))
                 AND NOT EXISTS (SELECT 1 FROM offered_change o WHERE o.document = d.id AND o.decision IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM refused_change r WHERE r.document = d.id AND r.fate IS NULL
                                 AND NOT EXISTS (SELECT 1 FROM feed WHERE feed.document = r.document
                                                 AND feed.hash = r.hash))
             ORDER BY d.id",
            values![kind.name(), before.0, i64::from(only_photos)],
            |row| {
                Ok(QuietDocument { id: row.get("id")?, quiet_since: Timestamp(row.get("quiet_since")?) })
            },
        )
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
        self.db.execute("DELETE FROM refused_change WHERE document = $1", values![id])?;
        self.db.execute("DELETE FROM offered_change WHERE document = $1", values![id])?;
        // What is still named is written down again.
        self.db.execute("DELETE FROM document_photo WHERE document = $1", values![id])?;
        Ok(())
    }

    /// Writes down what a document lost when it was founded anew, and since when it was quiet before.
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
            "INSERT INTO founded_document (document, closed_at, texts, photos, at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (document) DO UPDATE SET texts = excluded.texts, photos = excluded.photos, at = excluded.at",
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

    /// Forgets a photo that no document names any more; its file is to be erased, once that is committed.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn give_up_photo(&self, sha256: Sha256) -> Result<()> {
        self.forget_photo(sha256)?;
        let sql = "INSERT INTO photo_to_erase (sha256) VALUES ($1) ON CONFLICT (sha256) DO NOTHING";
        self.db.execute(sql, values![sha256])?;
        Ok(())
    }

    /// The photos whose files are to be erased: nobody has brought them again.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn photos_to_erase(&self) -> Result<Vec<Sha256>> {
        let sql = "SELECT sha256 FROM photo_to_erase e
            WHERE NOT EXISTS (SELECT 1 FROM photo WHERE photo.sha256 = e.sha256) ORDER BY sha256";
        Ok(self.db.rows(sql, &[], |row| row.get("sha256"))?)
    }

    /// The files that were to be erased are gone.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn photos_are_erased(&self) -> Result<()> {
        self.db.execute("DELETE FROM photo_to_erase", &[])?;
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
