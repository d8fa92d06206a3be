//! The feed and the documents it is made of.

use shared::document::announced_operations;
use shared::wire::FeedCursor;
use shared::{ActorId, ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::store::stored_size::StoredSize;
use crate::values;

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

pub(crate) fn cursor(row: &Row<'_>, column: &str) -> sql::Result<FeedCursor> {
    row.get::<i64>(column).map(|position| FeedCursor(position.unsigned_abs()))
}

/// The kind of a document that a row names.
pub(crate) fn kind(row: &Row<'_>) -> Result<DocumentKind> {
    DocumentKind::named(&row.get::<String>("kind")?).ok_or(StoreError::Damaged("kind of document"))
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
        Ok(self.db.one("SELECT coalesce(max(position), 0) AS position FROM feed", &[], |row| {
            cursor(row, "position")
        })?)
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
        let sql =
            "INSERT INTO feed (document, hash, bytes, actor, device, person, received_at, skew_ms, late)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (document, hash) DO NOTHING
             RETURNING position";
        let values = values![
            document,
            hash,
            bytes,
            actor,
            received.device,
            received.person,
            received.at.0,
            received.skew_ms,
            i64::from(received.late),
        ];
        let Some(position) = self.db.first(sql, values, |row| row.get::<i64>("position"))? else {
            return Ok(None);
        };
        self.db.execute(
            "UPDATE document SET last_position = $2, change_bytes = change_bytes + $3,
             operations = operations + $4
                 WHERE id = $1",
            values![document, position, bytes.len(), announced_operations(bytes),],
        )?;
        Ok(Some(FeedCursor(position.unsigned_abs())))
    }

    /// Takes a position of the feed for something that is not a change.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn mark(&self, at: Timestamp) -> Result<FeedCursor> {
        let sql = "INSERT INTO feed (received_at) VALUES ($1) RETURNING position";
        Ok(self.db.one(sql, values![at.0], |row| cursor(row, "position"))?)
    }

    /// Whether the feed has this change.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn has_change(&self, document: DocumentId, hash: ChangeHash) -> Result<bool> {
        Ok(self.db.exists("SELECT 1 FROM feed WHERE document = $1 AND hash = $2", values![document, hash])?)
    }

    /// Makes room for a document that has no change yet.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_document(&self, id: DocumentId, kind: DocumentKind) -> Result<()> {
        self.db.execute(
            "INSERT INTO document (id, kind) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING",
            values![id, kind.name()],
        )?;
        Ok(())
    }

    /// Says which document another is about.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_about(&self, id: DocumentId, about: DocumentId) -> Result<()> {
        self.db.execute("UPDATE document SET about = $2 WHERE id = $1", values![id, about])?;
        Ok(())
    }

    /// The documents of a kind that are about another: the histories of a building.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn documents_about(&self, kind: DocumentKind, about: DocumentId) -> Result<Vec<DocumentId>> {
        Ok(self.db.rows(
            "SELECT id FROM document WHERE kind = $1 AND about = $2 ORDER BY id",
            values![kind.name(), about],
            |row| row.get("id"),
        )?)
    }

    /// What all changes of a document take up; nothing when there is no such document.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn stored_size(&self, id: DocumentId) -> Result<StoredSize> {
        let stored_size = self.db.first(
            "SELECT change_bytes, operations FROM document WHERE id = $1",
            values![id],
            |row| {
                Ok(StoredSize {
                    bytes: usize::try_from(row.get::<i64>("change_bytes")?).unwrap_or(usize::MAX),
                    operations: row.get::<i64>("operations")?.unsigned_abs(),
                })
            },
        );
        stored_size.map(Option::unwrap_or_default)
    }

    /// What is kept of a document besides its changes.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn document(&self, id: DocumentId) -> Result<Option<DocumentRow>> {
        let sql = "SELECT kind, snapshot, snapshot_position, last_position FROM document WHERE id = $1";
        self.db.first(sql, values![id], |row| {
            Ok(DocumentRow {
                kind: kind(row)?,
                snapshot: row.get("snapshot")?,
                snapshot_position: cursor(row, "snapshot_position")?,
                last_position: cursor(row, "last_position")?,
            })
        })
    }

    /// Keeps the saved document, so that its older changes need not be read again.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_snapshot(&self, id: DocumentId, snapshot: &[u8], position: FeedCursor) -> Result<()> {
        self.db.execute(
            "UPDATE document SET snapshot = $2, snapshot_position = $3 WHERE id = $1",
            values![id, snapshot, sql_position(position)],
        )?;
        Ok(())
    }

    /// The changes of a document after a position, in feed order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn changes_after(&self, id: DocumentId, position: FeedCursor) -> Result<Vec<FeedRow>> {
        self.db.rows(
            "SELECT position, hash, bytes FROM feed WHERE document = $1 AND position > $2 ORDER BY position",
            values![id, sql_position(position)],
            |row| {
                Ok(FeedRow {
                    position: cursor(row, "position")?,
                    hash: row.get("hash")?,
                    bytes: row.get("bytes")?,
                })
            },
        )
    }

    /// How every change of a document came in, in feed order.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn change_records(&self, id: DocumentId) -> Result<Vec<ChangeRecord>> {
        self.db.rows(
            "SELECT hash, actor, device, person, received_at, skew_ms, late FROM feed WHERE document = $1
             ORDER BY position",
            values![id],
            |row| {
                Ok(ChangeRecord {
                    hash: row.get("hash")?,
                    actor: row.get("actor")?,
                    received: Received {
                        device: row.get("device")?,
                        person: row.get("person")?,
                        at: Timestamp(row.get("received_at")?),
                        skew_ms: row.get("skew_ms")?,
                        late: row.get("late")?,
                    },
                })
            },
        )
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
        self.db.rows(
            "SELECT DISTINCT document.id, document.kind FROM feed
             JOIN document ON document.id = feed.document
             WHERE feed.position > $1 AND feed.position <= $2
             ORDER BY document.id",
            values![sql_position(after), sql_position(until)],
            |row| Ok((row.get("id")?, kind(row)?)),
        )
    }

    /// The device an actor id belongs to: `Some(None)` is the office, whose hands begin alike.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn actor_device(&self, actor: ActorId) -> Result<Option<Option<DeviceId>>> {
        Ok(self.db.first(
            "SELECT device FROM actor WHERE actor = $1 UNION ALL
             SELECT NULL FROM meta WHERE key = 'office_hand'
             AND value = substr($1, 1, length(value)) LIMIT 1",
            values![actor],
            |row| row.get("device"),
        )?)
    }

    /// Binds an actor id to a device, or to the server.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn bind_actor(&self, actor: ActorId, device: Option<DeviceId>) -> Result<()> {
        self.db.execute(
            "INSERT INTO actor (actor, device) VALUES ($1, $2) ON CONFLICT (actor) DO NOTHING",
            values![actor, device],
        )?;
        Ok(())
    }
}
