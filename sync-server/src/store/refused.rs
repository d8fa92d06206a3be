//! Changes that were refused: kept with their reason, dealt with by somebody, never deleted.

use rusqlite::{OptionalExtension as _, params};
use shared::{ChangeHash, DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::store::column::{Column as _, Result, blob, optional_blob};
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::store::feed::Received;

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

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Result<RefusedRow>> {
    let kind: String = row.get(2)?;
    let Some(kind) = DocumentKind::named(&kind) else {
        return Ok(Err(StoreError::Damaged("kind of document")));
    };
    let resolution: Option<String> = row.get(9)?;
    let resolution = resolution.and_then(|word| FATES.into_iter().find(|(_, name)| *name == word));
    let (by, at) = (optional_blob(row, 10)?, row.get::<_, Option<i64>>(11)?);
    let resolved = match (resolution, by, at) {
        (Some((resolution, _)), Some(by), Some(at)) => Some(Resolved { resolution, by, at: Timestamp(at) }),
        _ => None,
    };
    Ok(Ok(RefusedRow {
        id: row.get(0)?,
        document: blob(row, 1)?,
        kind,
        hash: optional_blob(row, 3)?,
        bytes: row.get(4)?,
        reason: row.get(5)?,
        device: blob(row, 6)?,
        person: blob(row, 7)?,
        received_at: Timestamp(row.get(8)?),
        resolved,
    }))
}

impl Store {
    /// Keeps a change that was refused, once, with its reason.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn keep_refused(
        &self,
        document: DocumentId,
        kind: DocumentKind,
        hash: Option<ChangeHash>,
        bytes: &[u8],
        reason: &str,
        received: Received,
    ) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT OR IGNORE INTO refused_change (document, kind, hash, bytes, reason, device, person, received_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                document.column(),
                kind.name(),
                hash.map(|hash| hash.column()),
                bytes,
                reason,
                received.device.map(|device| device.column()),
                received.person.map(|person| person.column()),
                received.at.0
            ])?;
        Ok(())
    }

    /// What waits refused of one device: how many changes, and their bytes.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_size(&self, device: DeviceId) -> Result<(usize, usize)> {
        let mut statement = self.db.prepare_cached(
            "SELECT count(*), coalesce(sum(length(bytes)), 0) FROM refused_change
             WHERE device = ?1 AND fate IS NULL",
        )?;
        let number = |row: &rusqlite::Row<'_>, at| -> rusqlite::Result<usize> {
            Ok(usize::try_from(row.get::<_, i64>(at)?).unwrap_or(usize::MAX))
        };
        Ok(statement.query_row([device.column()], |row| Ok((number(row, 0)?, number(row, 1)?)))?)
    }

    /// How many changes were refused so far.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_count(&self) -> Result<u64> {
        Ok(self
            .db
            .query_row("SELECT count(*) FROM refused_change", [], |row| row.get::<_, i64>(0))?
            .unsigned_abs())
    }

    /// How many refused changes wait for somebody at the office; of one device, or of all.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_waiting(&self, device: Option<DeviceId>) -> Result<u32> {
        let sql =
            format!("SELECT count(*) FROM refused_change WHERE {WAITS} AND (?1 IS NULL OR device = ?1)");
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_row([device.map(|id| id.column())], |row| row.get(0))?)
    }

    /// One refused change.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused(&self, id: i64) -> Result<Option<RefusedRow>> {
        let sql = format!("SELECT {COLUMNS} FROM refused_change WHERE id = ?1");
        self.db.prepare_cached(&sql)?.query_row([id], read).optional()?.transpose()
    }

    /// A page of refused changes: those that wait oldest first, or those dealt with newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_page(&self, waiting: bool, offset: usize, limit: usize) -> Result<Vec<RefusedRow>> {
        let (which, order) = if waiting { (WAITS, "id") } else { ("fate IS NOT NULL", "dealt_at DESC, id") };
        let sql =
            format!("SELECT {COLUMNS} FROM refused_change WHERE {which} ORDER BY {order} LIMIT ?1 OFFSET ?2");
        let rows = [limit, offset].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        self.refused_rows(&sql, rows)
    }

    /// What waits of one document and came in after the refused change `id`, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_after(&self, document: DocumentId, id: i64, limit: usize) -> Result<Vec<RefusedRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM refused_change WHERE document = ?1 AND id > ?2 AND {WAITS}
             ORDER BY id LIMIT ?3"
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.refused_rows(&sql, params![document.column(), id, limit])
    }

    /// The refused change of a document with this hash, while it waits.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_with_hash(&self, document: DocumentId, hash: ChangeHash) -> Result<Option<i64>> {
        let sql =
            format!("SELECT id FROM refused_change WHERE document = ?1 AND hash = ?2 AND {WAITS} LIMIT 1");
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.query_row(params![document.column(), hash.column()], |row| row.get(0)).optional()?)
    }

    /// What waits of one device, in the order it came in, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn refused_from(&self, device: DeviceId, limit: usize) -> Result<Vec<RefusedRow>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM refused_change WHERE device = ?1 AND {WAITS} ORDER BY id LIMIT ?2"
        );
        self.refused_rows(&sql, params![device.column(), i64::try_from(limit).unwrap_or(i64::MAX)])
    }

    fn refused_rows(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<RefusedRow>> {
        let mut statement = self.db.prepare_cached(sql)?;
        statement.query_map(values, read)?.map(|row| row?).collect()
    }

    /// Notes how a refused change was dealt with; `false` when somebody had done so before.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn resolve_refused(&self, id: i64, resolved: Resolved) -> Result<bool> {
        let noted = self
            .db
            .prepare_cached(
                "UPDATE refused_change SET fate = ?2, dealt_by = ?3, dealt_at = ?4 WHERE id = ?1 AND fate IS NULL",
            )?
            .execute(params![id, resolved.resolution.name(), resolved.by.column(), resolved.at.0])?;
        Ok(noted > 0)
    }
}
