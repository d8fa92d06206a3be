//! The outbox: changes that wait to be sent.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use shared::{ChangeHash, DocumentId, DocumentKind, Timestamp};

use crate::client::to_send::Waiting;
use crate::replica::error::Result;
use crate::replica::store::column::{Column as _, blob, kind};
use crate::replica::store::database::Store;

/// A change that waits to be sent.
pub(crate) struct OutboxRow {
    pub(crate) seq: i64,
    pub(crate) document: DocumentId,
    pub(crate) kind: DocumentKind,
    pub(crate) bytes: Vec<u8>,
}

/// Reads the columns of a change that waits.
pub(crate) fn outbox_row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow { seq: row.get(0)?, document: blob(row, 1)?, kind: kind(row, 2)?, bytes: row.get(3)? })
}

impl Store {
    pub(crate) fn put_in_outbox(
        &self,
        id: DocumentId,
        kind: DocumentKind,
        hash: ChangeHash,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO outbox (document, kind, hash, bytes, saved_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.column(), kind.name(), hash.column(), bytes, at.0],
        )
    }

    /// The whole outbox, oldest first.
    pub(crate) fn outbox(&self) -> Result<Vec<OutboxRow>> {
        self.rows("SELECT seq, document, kind, bytes FROM outbox ORDER BY seq", &[], outbox_row)
    }

    /// The oldest of the outbox that can be sent, at most `limit`: nothing of the documents that are
    /// `held`, nor of one that is not compared with another feed yet or has something to offer first.
    pub(crate) fn outbox_ready(&self, limit: usize, held: &BTreeSet<DocumentId>) -> Result<Vec<OutboxRow>> {
        let mut statement = self.db.prepare_cached(
            "SELECT seq, document, kind, bytes FROM outbox
             WHERE document NOT IN (SELECT id FROM document WHERE settling = 1)
                 AND document NOT IN (SELECT document FROM offered)
             ORDER BY seq",
        )?;
        let rows = statement.query_map([], outbox_row)?;
        let ready = rows.filter(|row| !row.as_ref().is_ok_and(|row| held.contains(&row.document)));
        Ok(ready.take(limit).collect::<rusqlite::Result<_>>()?)
    }

    /// What waits, by document, without the photos.
    pub(crate) fn outbox_by_document(&self) -> Result<Vec<Waiting>> {
        let mut list = self.rows(
            "SELECT waiting.document, waiting.kind, count(*), sum(length(bytes)), min(saved_at)
             FROM (SELECT document, kind, bytes, saved_at FROM outbox
                   UNION ALL SELECT offered.document, document.kind, bytes, saved_at
                             FROM offered JOIN document ON document.id = offered.document) waiting
             GROUP BY waiting.document",
            &[],
            |row| {
                Ok(Waiting {
                    document: blob(row, 0)?,
                    kind: Some(kind(row, 1)?),
                    title: String::new(),
                    changes: row.get(2)?,
                    change_bytes: row.get::<_, i64>(3)?.unsigned_abs(),
                    photos: Vec::new(),
                    pictures: Vec::new(),
                    since: Timestamp(row.get(4)?),
                })
            },
        )?;
        for waiting in &mut list {
            waiting.title = self.title_of(waiting.document)?;
        }
        Ok(list)
    }

    /// A change in the outbox: hash and bytes.
    pub(crate) fn outbox_change(&self, seq: i64) -> Result<Option<(ChangeHash, Vec<u8>)>> {
        self.row("SELECT hash, bytes FROM outbox WHERE seq = ?1", params![seq], |row| {
            Ok((blob(row, 0)?, row.get(1)?))
        })
    }

    /// A document's changes in the outbox: places and hashes.
    pub(crate) fn outbox_hashes(&self, id: DocumentId) -> Result<Vec<(i64, ChangeHash)>> {
        self.rows(
            "SELECT seq, hash FROM outbox WHERE document = ?1 ORDER BY seq",
            params![id.column()],
            |row| Ok((row.get(0)?, blob(row, 1)?)),
        )
    }

    pub(crate) fn take_from_outbox(&self, seq: i64) -> Result<()> {
        self.run("DELETE FROM outbox WHERE seq = ?1", params![seq])
    }

    pub(crate) fn changes_waiting(&self) -> Result<u32> {
        self.count("SELECT count(*) FROM outbox")
    }

    /// Documents of which changes or photos wait.
    pub(crate) fn things_waiting(&self) -> Result<u32> {
        self.count(
            "SELECT count(*) FROM (SELECT document FROM outbox UNION SELECT document FROM offered
                 UNION SELECT document FROM photo
                       WHERE state IN ('waiting', 'problem') AND document IS NOT NULL)",
        )
    }

    /// Whether changes or photos of the document wait.
    pub(crate) fn waits(&self, id: DocumentId) -> Result<bool> {
        self.exists(
            "SELECT 1 FROM outbox WHERE document = ?1
             UNION ALL SELECT 1 FROM photo WHERE document = ?1 AND state IN ('waiting', 'problem')",
            params![id.column()],
        )
    }

    pub(crate) fn changes_wait(&self, id: DocumentId) -> Result<bool> {
        self.exists("SELECT 1 FROM outbox WHERE document = ?1", params![id.column()])
    }
}
