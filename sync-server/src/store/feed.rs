//! The feed and the documents it is made of.

use rusqlite::{OptionalExtension as _, params};
use shared::document::announced_operations;
use shared::wire::FeedCursor;
use shared::{ActorId, ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::store::column::{Column as _, Result, blob, optional_blob};
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::store::stored_size::StoredSize;

/// How a change came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The device that delivered it; none for the office.
    pub device: Option<DeviceId>,
    /// The person it was made by.
    pub person: Option<PersonId>,
    /// When it arrived, by the server's clock.
    pub at: Timestamp,
    /// How far the device's clock was ahead of the server's, in milliseconds.
    pub skew_ms: i64,
    /// Whether its maker was no longer assigned.
    pub late: bool,
}

/// A change of a document, and how it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRecord {
    /// Its hash.
    pub hash: ChangeHash,
    /// The actor id that made it.
    pub actor: ActorId,
    /// How it came in.
    pub received: Received,
}

/// A change in the feed, with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// Its position.
    pub position: FeedCursor,
    /// Its hash.
    pub hash: ChangeHash,
    /// The change; none once it was compacted into the document's snapshot.
    pub bytes: Option<Vec<u8>>,
}

/// What is kept of a document besides its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its kind.
    pub kind: DocumentKind,
    /// The saved document, up to `snapshot_position`.
    pub snapshot: Option<Vec<u8>>,
    /// Position of the last change in the snapshot.
    pub snapshot_position: FeedCursor,
    /// Position of its last change.
    pub last_position: FeedCursor,
}

pub(crate) fn cursor(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<FeedCursor> {
    row.get::<_, i64>(at).map(|position| FeedCursor(position.unsigned_abs()))
}

pub(crate) fn sql_position(position: FeedCursor) -> i64 {
    i64::try_from(position.0).unwrap_or(i64::MAX)
}

impl Store {
    /// The end of the feed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn feed_end(&self) -> Result<FeedCursor> {
        let mut statement = self.db.prepare_cached("SELECT coalesce(max(position), 0) FROM feed")?;
        Ok(statement.query_row([], |row| cursor(row, 0))?)
    }

    /// Appends a change; `None` when the feed has it already.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn append(
        &self,
        document: DocumentId,
        hash: ChangeHash,
        actor: ActorId,
        bytes: &[u8],
        received: Received,
    ) -> Result<Option<FeedCursor>> {
        let added = self
            .db
            .prepare_cached(
                "INSERT OR IGNORE INTO feed (document, hash, bytes, actor, device, person, received_at, skew_ms, late)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                document.column(),
                hash.column(),
                bytes,
                actor.column(),
                received.device.map(|device| device.column()),
                received.person.map(|person| person.column()),
                received.at.0,
                received.skew_ms,
                received.late,
            ])?;
        if added == 0 {
            return Ok(None);
        }
        let position = self.db.last_insert_rowid();
        self.db
            .prepare_cached(
                "UPDATE document SET last_position = ?2, change_bytes = change_bytes + ?3, operations = operations + ?4
                 WHERE id = ?1",
            )?
            .execute(params![
                document.column(),
                position,
                i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                i64::try_from(announced_operations(bytes)).unwrap_or(i64::MAX),
            ])?;
        Ok(Some(FeedCursor(position.unsigned_abs())))
    }

    /// Takes a position of the feed for something that is not a change.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn mark(&self, at: Timestamp) -> Result<FeedCursor> {
        self.db.prepare_cached("INSERT INTO feed (received_at) VALUES (?1)")?.execute([at.0])?;
        Ok(FeedCursor(self.db.last_insert_rowid().unsigned_abs()))
    }

    /// Whether the feed has this change.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_change(&self, document: DocumentId, hash: ChangeHash) -> Result<bool> {
        let mut statement = self.db.prepare_cached("SELECT 1 FROM feed WHERE document = ?1 AND hash = ?2")?;
        Ok(statement.exists(params![document.column(), hash.column()])?)
    }

    /// Makes room for a document that has no change yet.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_document(&self, id: DocumentId, kind: DocumentKind) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO document (id, kind) VALUES (?1, ?2)")?
            .execute(params![id.column(), kind.name()])?;
        Ok(())
    }

    /// Says which document another is about.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_about(&self, id: DocumentId, about: DocumentId) -> Result<()> {
        self.db
            .prepare_cached("UPDATE document SET about = ?2 WHERE id = ?1")?
            .execute(params![id.column(), about.column()])?;
        Ok(())
    }

    /// The document of a kind that is about another: the history of a building.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn document_about(&self, kind: DocumentKind, about: DocumentId) -> Result<Option<DocumentId>> {
        let mut statement =
            self.db.prepare_cached("SELECT id FROM document WHERE kind = ?1 AND about = ?2")?;
        Ok(statement.query_row(params![kind.name(), about.column()], |row| blob(row, 0)).optional()?)
    }

    /// What all changes of a document take up; nothing when there is no such document.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn stored_size(&self, id: DocumentId) -> Result<StoredSize> {
        let mut statement =
            self.db.prepare_cached("SELECT change_bytes, operations FROM document WHERE id = ?1")?;
        let stored_size = statement.query_row([id.column()], |row| {
            Ok(StoredSize {
                bytes: usize::try_from(row.get::<_, i64>(0)?).unwrap_or(usize::MAX),
                operations: row.get::<_, i64>(1)?.unsigned_abs(),
            })
        });
        Ok(stored_size.optional()?.unwrap_or_default())
    }

    /// What is kept of a document besides its changes.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>> {
        let mut statement = self.db.prepare_cached(
            "SELECT kind, snapshot, snapshot_position, last_position FROM document WHERE id = ?1",
        )?;
        let row = statement
            .query_row([id.column()], |row| {
                let kind: String = row.get(0)?;
                Ok((kind, row.get(1)?, cursor(row, 2)?, cursor(row, 3)?))
            })
            .optional()?;
        row.map(|(kind, snapshot, snapshot_position, last_position)| {
            Ok(DocumentRow {
                kind: DocumentKind::named(&kind).ok_or(StoreError::Damaged("kind of document"))?,
                snapshot,
                snapshot_position,
                last_position,
            })
        })
        .transpose()
    }

    /// Keeps the saved document, so that its older changes need not be read again.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_snapshot(&self, id: DocumentId, snapshot: &[u8], position: FeedCursor) -> Result<()> {
        self.db
            .prepare_cached("UPDATE document SET snapshot = ?2, snapshot_position = ?3 WHERE id = ?1")?
            .execute(params![id.column(), snapshot, sql_position(position)])?;
        Ok(())
    }

    /// The changes of a document after a position, in feed order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn changes_after(&self, id: DocumentId, position: FeedCursor) -> Result<Vec<FeedRow>> {
        let mut statement = self.db.prepare_cached(
            "SELECT position, hash, bytes FROM feed WHERE document = ?1 AND position > ?2 ORDER BY position",
        )?;
        let rows = statement.query_map(params![id.column(), sql_position(position)], |row| {
            Ok(FeedRow { position: cursor(row, 0)?, hash: blob(row, 1)?, bytes: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How every change of a document came in, in feed order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn change_records(&self, id: DocumentId) -> Result<Vec<ChangeRecord>> {
        let mut statement = self.db.prepare_cached(
            "SELECT hash, actor, device, person, received_at, skew_ms, late FROM feed WHERE document = ?1
             ORDER BY position",
        )?;
        let rows = statement.query_map([id.column()], |row| {
            Ok(ChangeRecord {
                hash: blob(row, 0)?,
                actor: blob(row, 1)?,
                received: Received {
                    device: optional_blob(row, 2)?,
                    person: optional_blob(row, 3)?,
                    at: Timestamp(row.get(4)?),
                    skew_ms: row.get(5)?,
                    late: row.get(6)?,
                },
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Documents that changed in `(after, until]`, each with its kind, in id order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn changed_documents(
        &self,
        after: FeedCursor,
        until: FeedCursor,
    ) -> Result<Vec<(DocumentId, DocumentKind)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT document.id, document.kind FROM feed JOIN document ON document.id = feed.document
             WHERE feed.position > ?1 AND feed.position <= ?2 ORDER BY document.id",
        )?;
        let rows = statement.query_map([sql_position(after), sql_position(until)], |row| {
            Ok((blob(row, 0)?, row.get::<_, String>(1)?))
        })?;
        rows.map(|row| {
            let (id, kind) = row?;
            Ok((id, DocumentKind::named(&kind).ok_or(StoreError::Damaged("kind of document"))?))
        })
        .collect()
    }

    /// The device an actor id belongs to: `Some(None)` is the office, whose hands begin alike.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn actor_device(&self, actor: ActorId) -> Result<Option<Option<DeviceId>>> {
        let mut statement = self.db.prepare_cached(
            "SELECT device FROM actor WHERE actor = ?1 UNION ALL
             SELECT NULL FROM meta WHERE key = 'office_hand' AND value = substr(?1, 1, length(value)) LIMIT 1",
        )?;
        Ok(statement.query_row([actor.column()], |row| optional_blob(row, 0)).optional()?)
    }

    /// Binds an actor id to a device, or to the server.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn bind_actor(&self, actor: ActorId, device: Option<DeviceId>) -> Result<()> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO actor (actor, device) VALUES (?1, ?2)")?
            .execute(params![actor.column(), device.map(|device| device.column())])?;
        Ok(())
    }
}
