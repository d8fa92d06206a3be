//! Changes that were refused: kept with their reason, dealt with by somebody, never deleted.

use shared::{ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::sql::{Bind, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::feed::Received;
use crate::store::feed::kind;
use crate::values;

/// What became of a refused change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// The office took it over: it is in the feed.
    TakenOver,
    /// Somebody read it and dismissed it.
    Dismissed,
}

const FATES: [(Resolution, &str); 2] =
    [(Resolution::TakenOver, "taken-over"), (Resolution::Dismissed, "set-aside")];

impl Resolution {
    /// The word in the table and in locale keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TakenOver => "taken-over",
            Self::Dismissed => "set-aside",
        }
    }
}

/// How somebody at the office dealt with a refused change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// What became of it.
    pub resolution: Resolution,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A change that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Its number, in the order they came in.
    pub id: i64,
    /// The document it was offered for.
    pub document: DocumentId,
    /// The kind it was offered as.
    pub kind: DocumentKind,
    /// Its hash; none when the bytes are not a change.
    pub hash: Option<ChangeHash>,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// [`shared::wire::RefusalReason::name`].
    pub reason: String,
    /// The device that offered it.
    pub device: DeviceId,
    /// The device's person.
    pub person: PersonId,
    /// When it came in.
    pub received_at: Timestamp,
    /// How it was dealt with.
    pub resolved: Option<Resolved>,
}

const COLUMNS: &str =
    "id, document, kind, hash, bytes, reason, device, person, received_at, fate, dealt_by, dealt_at";

/// Nobody has dealt with it, and it did not come in some other way since.
const WAITS: &str = "fate IS NULL AND NOT EXISTS
    (SELECT 1 FROM feed WHERE feed.document = refused_change.document AND feed.hash = refused_change.hash)";

fn read(row: &Row<'_>) -> Result<RefusedRow> {
    let resolution: Option<String> = row.get("fate")?;
    let resolution = resolution.and_then(|word| FATES.into_iter().find(|(_, name)| *name == word));
    let (by, at) = (row.get("dealt_by")?, row.get::<Option<i64>>("dealt_at")?);
    let resolved = match (resolution, by, at) {
        (Some((resolution, _)), Some(by), Some(at)) => Some(Resolved { resolution, by, at: Timestamp(at) }),
        _ => None,
    };
    Ok(RefusedRow {
        id: row.get("id")?,
        document: row.get("document")?,
        kind: kind(row)?,
        hash: row.get("hash")?,
        bytes: row.get("bytes")?,
        reason: row.get("reason")?,
        device: row.get("device")?,
        person: row.get("person")?,
        received_at: Timestamp(row.get("received_at")?),
        resolved,
    })
}

impl Store {
    /// Keeps a change that was refused, once, with its reason.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_refused(
        &self,
        document: DocumentId,
        kind: DocumentKind,
        hash: Option<ChangeHash>,
        bytes: &[u8],
        reason: &str,
        received: Received,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO refused_change (document, kind, hash, bytes, reason, device, person, received_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (document, bytes) DO NOTHING",
            values![
                document,
                kind.name(),
                hash,
                bytes,
                reason,
                received.device,
                received.person,
                received.at.0
            ],
        )?;
        Ok(())
    }

    /// What waits refused of one device: how many changes, and their bytes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_size(&self, device: DeviceId) -> Result<(usize, usize)> {
        self.db.one(
            "SELECT count(*) AS changes, CAST(coalesce(sum(length(bytes)), 0) AS BIGINT) AS
             bytes FROM refused_change
             WHERE device = $1 AND fate IS
             NULL",
            values![device],
            |row| Ok((row.get("changes")?, row.get("bytes")?)),
        )
    }

    /// How many changes were refused so far.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_count(&self) -> Result<u64> {
        Ok(self.db.one("SELECT count(*) AS changes FROM refused_change", &[], |row| row.get("changes"))?)
    }

    /// How many refused changes wait for somebody at the office; of one device, or of all.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_waiting(&self, device: Option<DeviceId>) -> Result<u32> {
        let sql = format!(
            "SELECT count(*) AS changes FROM refused_change WHERE {WAITS} AND device = coalesce($1, device)"
        );
        Ok(self.db.one(&sql, values![device], |row| row.get("changes"))?)
    }

    /// One refused change.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused(&self, id: i64) -> Result<Option<RefusedRow>> {
        let sql = format!("SELECT {COLUMNS} FROM refused_change WHERE id = $1");
        self.db.first(&sql, values![id], read)
    }

    /// A page of refused changes: those that wait oldest first, or those dealt with newest first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_page(&self, waiting: bool, offset: usize, limit: usize) -> Result<Vec<RefusedRow>> {
        let (which, order) = if waiting { (WAITS, "id") } else { ("fate IS NOT NULL", "dealt_at DESC, id") };
        let sql =
            format!("SELECT {COLUMNS} FROM refused_change WHERE {which} ORDER BY {order} LIMIT $1 OFFSET $2");
        self.refused_rows(&sql, values![limit, offset])
    }

    /// What waits of one document and came in after the refused change `id`, at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_after(&self, document: DocumentId, id: i64, limit: usize) -> Result<Vec<RefusedRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM refused_change WHERE document = $1 AND id > $2 AND {WAITS}
             ORDER BY id LIMIT $3"
        );
        self.refused_rows(&sql, values![document, id, limit])
    }

    /// The refused change of a document with this hash, while it waits.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_with_hash(&self, document: DocumentId, hash: ChangeHash) -> Result<Option<i64>> {
        let sql =
            format!("SELECT id FROM refused_change WHERE document = $1 AND hash = $2 AND {WAITS} LIMIT 1");
        Ok(self.db.first(&sql, values![document, hash], |row| row.get("id"))?)
    }

    /// What waits of one device, in the order it came in, at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_from(&self, device: DeviceId, limit: usize) -> Result<Vec<RefusedRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM refused_change WHERE device = $1 AND {WAITS} ORDER BY id LIMIT $2"
        );
        self.refused_rows(&sql, values![device, limit])
    }

    #[track_caller]
    fn refused_rows(&self, sql: &str, values: &[&dyn Bind]) -> Result<Vec<RefusedRow>> {
        self.db.rows(sql, values, read)
    }

    /// Notes how a refused change was dealt with; `false` when somebody had done so before.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn resolve_refused(&self, id: i64, resolved: Resolved) -> Result<bool> {
        let noted = self.db.execute(
            "UPDATE refused_change SET fate = $2, dealt_by = $3, dealt_at =
             $4 WHERE id = $1 AND fate IS NULL",
            values![id, resolved.resolution.name(), resolved.by, resolved.at.0],
        )?;
        Ok(noted > 0)
    }
}
