//! Documents: a snapshot each, the changes kept beside it, and their flags.

use rusqlite::params;
use shared::{ChangeHash, Document, DocumentId, DocumentKind};

use crate::limits::{CHANGES_BESIDE_SNAPSHOT_MAX, DEFECTS_READ_MAX};
use crate::replica::error::{ReplicaError, Result};
use crate::replica::store::column::{Column as _, blob, kind};
use crate::replica::store::database::Store;

/// Something that is so of a document until it is dealt with.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Flag {
    Diverged,
    Withdrawn,
}

impl Flag {
    const fn column(self) -> &'static str {
        match self {
            Self::Diverged => "diverged",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Store {
    /// Reads a document; `None` when it is not here, or only asked for.
    pub(crate) fn load(&self, id: DocumentId) -> Result<Option<Document>> {
        let row =
            self.row("SELECT kind, snapshot FROM document WHERE id = ?1", params![id.column()], |row| {
                Ok((kind(row, 0)?, row.get::<_, Option<Vec<u8>>>(1)?))
            })?;
        let Some((kind, snapshot)) = row else { return Ok(None) };
        let changes: Vec<Vec<u8>> = self.rows(
            "SELECT bytes FROM change WHERE document = ?1 ORDER BY seq",
            params![id.column()],
            |row| row.get(0),
        )?;
        let damaged = |error| ReplicaError::Document(id, error);
        let mut document = match snapshot {
            Some(bytes) => Document::load(kind, id, &bytes).map_err(damaged)?,
            None if changes.is_empty() => return Ok(None),
            None => Document::empty(kind, id),
        };
        document.apply(&changes).map_err(damaged)?;
        Ok(Some(document))
    }

    pub(crate) fn add_document(&self, id: DocumentId, kind: DocumentKind) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO document (id, kind) VALUES (?1, ?2)",
            params![id.column(), kind.name()],
        )
    }

    pub(crate) fn add_change(&self, id: DocumentId, hash: ChangeHash, bytes: &[u8]) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO change (document, hash, bytes) VALUES (?1, ?2, ?3)",
            params![id.column(), hash.column(), bytes],
        )
    }

    /// Keeps the whole document in place of its snapshot and changes.
    pub(crate) fn set_snapshot(&self, document: &Document) -> Result<()> {
        let id = document.id().column();
        self.run("UPDATE document SET snapshot = ?2 WHERE id = ?1", params![id, document.save()])?;
        self.run("DELETE FROM change WHERE document = ?1", params![id])
    }

    /// Makes the snapshot anew when many changes are kept beside it.
    pub(crate) fn fold(&self, document: &Document) -> Result<()> {
        let beside: Option<i64> = self.row(
            "SELECT count(*) FROM change WHERE document = ?1",
            params![document.id().column()],
            |row| row.get(0),
        )?;
        if beside > Some(CHANGES_BESIDE_SNAPSHOT_MAX) { self.set_snapshot(document) } else { Ok(()) }
    }

    /// The kind of a document; none when it is not here (any more).
    pub(crate) fn kind_of(&self, id: DocumentId) -> Result<Option<DocumentKind>> {
        self.row("SELECT kind FROM document WHERE id = ?1", params![id.column()], |row| kind(row, 0))
    }

    /// The requests that came here last: those the owner reported.
    pub(crate) fn newest_requests(&self) -> Result<Vec<DocumentId>> {
        self.rows(
            "SELECT id FROM document WHERE kind = 'request' ORDER BY rowid DESC LIMIT ?1",
            params![DEFECTS_READ_MAX],
            |row| blob(row, 0),
        )
    }

    pub(crate) fn flag(&self, id: DocumentId, flag: Flag) -> Result<()> {
        let column = flag.column();
        self.run(&format!("UPDATE document SET {column} = 1 WHERE id = ?1"), params![id.column()])
    }

    pub(crate) fn unflag(&self, id: DocumentId, flag: Flag) -> Result<()> {
        let column = flag.column();
        self.run(&format!("UPDATE document SET {column} = 0 WHERE id = ?1"), params![id.column()])
    }

    pub(crate) fn is_flagged(&self, id: DocumentId, flag: Flag) -> Result<bool> {
        let column = flag.column();
        self.exists(&format!("SELECT 1 FROM document WHERE id = ?1 AND {column} = 1"), params![id.column()])
    }

    pub(crate) fn flagged(&self, flag: Flag, limit: usize) -> Result<Vec<DocumentId>> {
        let column = flag.column();
        let sql = format!("SELECT id FROM document WHERE {column} = 1 ORDER BY id LIMIT ?1");
        self.rows(&sql, params![i64::try_from(limit).unwrap_or(i64::MAX)], |row| blob(row, 0))
    }

    pub(crate) fn documents(&self) -> Result<Vec<DocumentId>> {
        self.rows("SELECT id FROM document ORDER BY id", &[], |row| blob(row, 0))
    }

    /// Forgets a document and everything of it but photos the office does not have: those are
    /// evidence even of what was refused.
    pub(crate) fn forget(&self, id: DocumentId) -> Result<()> {
        self.clear_index(id)?;
        self.drop_stock(id)?;
        for sql in [
            "DELETE FROM change WHERE document = ?1",
            "DELETE FROM offered WHERE document = ?1",
            "DELETE FROM photo WHERE document = ?1 AND state NOT IN ('waiting', 'problem')",
            "DELETE FROM document WHERE id = ?1",
            "DELETE FROM opened WHERE id = ?1",
        ] {
            self.run(sql, params![id.column()])?;
        }
        Ok(())
    }
}
