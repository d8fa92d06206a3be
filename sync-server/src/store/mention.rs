//! What documents name by id: entries that stand in other documents. A document is also for those whom documents
//! are for that name something in it, so that no name is missing where an id is shown. That only grows: a name
//! once shown may stay.

use std::collections::BTreeSet;

use shared::DocumentId;
use shared::wire::FeedCursor;

use crate::sql::Bind;
use crate::store::audience::Audience;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::entry_id::EntryId;
use crate::store::feed::sql_position;
use crate::values;

/// Whom documents are for that name something in others, where those are not yet known to be for them.
const LACKING: &str = "SELECT DISTINCT e.document, a.audience FROM document_mention m
    JOIN document_entry e ON e.entry = m.entry AND e.document <> m.document
    JOIN document_audience a ON a.document = m.document AND a.until IS NULL
    WHERE NOT EXISTS (SELECT 1 FROM mentioned_audience w WHERE w.document = e.document AND w.audience = a.audience)";

impl Store {
    /// Says which entries stand in a document: exactly these from now on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn set_entries(&self, document: DocumentId, entries: &BTreeSet<EntryId>) -> Result<()> {
        let known = self.entries("SELECT entry FROM document_entry WHERE document = $1", document)?;
        for gone in known.difference(entries) {
            self.db.execute("DELETE FROM document_entry WHERE entry = $1", values![gone])?;
        }
        for new in entries.difference(&known) {
            self.db.execute(
                "INSERT INTO document_entry (entry, document) VALUES ($1, $2)
                 ON CONFLICT (entry) DO UPDATE SET document = excluded.document",
                values![new, document],
            )?;
        }
        Ok(())
    }

    /// Says which entries a document names: exactly these from now on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn set_mentions(&self, document: DocumentId, mentions: &BTreeSet<EntryId>) -> Result<()> {
        let known = self.entries("SELECT entry FROM document_mention WHERE document = $1", document)?;
        for gone in known.difference(mentions) {
            let sql = "DELETE FROM document_mention WHERE entry = $1 AND document = $2";
            self.db.execute(sql, values![gone, document])?;
        }
        for new in mentions.difference(&known) {
            let sql = "INSERT INTO document_mention (entry, document) VALUES ($1, $2)";
            self.db.execute(sql, values![new, document])?;
        }
        Ok(())
    }

    /// The entries that a statement about a document answers with, in its column `entry`.
    #[track_caller]
    fn entries(&self, sql: &str, document: DocumentId) -> Result<BTreeSet<EntryId>> {
        let entries: Vec<EntryId> = self.db.rows(sql, values![document], |row| row.get("entry"))?;
        Ok(entries.into_iter().collect())
    }

    /// Whom a document is for because others name something in it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn mentioned_audiences(&self, document: DocumentId) -> Result<BTreeSet<Audience>> {
        self.audiences("SELECT audience FROM mentioned_audience WHERE document = $1", values![document])
    }

    /// From `position` on, has the documents that `document` names something in be for those whom it is for
    /// itself.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn widen_named_by(&self, document: DocumentId, position: FeedCursor) -> Result<()> {
        self.widen(&format!("{LACKING} AND m.document = $1"), values![document], position)
    }

    /// From `position` on, has `document` be for those whom the documents are for that name something in it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn widen_by_mentions(&self, document: DocumentId, position: FeedCursor) -> Result<()> {
        self.widen(&format!("{LACKING} AND e.document = $1"), values![document], position)
    }

    /// From `position` on, has every document be for those whom the documents are for that name something in it.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn widen_all_by_mentions(&self, position: FeedCursor) -> Result<()> {
        self.widen(LACKING, &[], position)
    }

    /// `lacking` answers with the documents to widen and the audience each lacks.
    #[track_caller]
    fn widen(&self, lacking: &str, values: &[&dyn Bind], position: FeedCursor) -> Result<()> {
        let lacking = self.db.rows(lacking, values, |row| -> Result<(DocumentId, String)> {
            Ok((row.get("document")?, row.get("audience")?))
        })?;
        for (document, audience) in lacking {
            let named = "INSERT INTO mentioned_audience (document, audience) VALUES ($1, $2)";
            self.db.execute(named, values![document, audience])?;
            let is_for =
                "SELECT 1 FROM document_audience WHERE document = $1 AND audience = $2 AND until IS NULL";
            if !self.db.exists(is_for, values![document, audience])? {
                self.db.execute(
                    "INSERT INTO document_audience (document, audience, since) VALUES ($1, $2, $3)",
                    values![document, audience, sql_position(position)],
                )?;
            }
        }
        Ok(())
    }
}
