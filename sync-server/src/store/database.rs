//! `server.db`: its schema, its transactions, and the settings of a data directory.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension as _, ffi, params};
use shared::{FeedId, SERVER_ACTOR_PREFIX_BYTES};

use crate::base::limits::DATABASE_BUSY_MS_MAX;
use crate::store::column::{Bytes, Result};
use crate::store::error::StoreError;

const SCHEMA_VERSION: i64 = 6;

/// What brings a schema to the next version, from the first on.
const NEXT_VERSIONS: [&str; 5] = [
    "ALTER TABLE document ADD COLUMN operations INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE device ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
     ALTER TABLE device ADD COLUMN copied_at INTEGER;",
    // That there was another feed is known of old; not which.
    "CREATE TABLE earlier_feed (id BLOB PRIMARY KEY) WITHOUT ROWID;
     INSERT INTO earlier_feed SELECT zeroblob(16) FROM meta WHERE key = 'restored'
         AND EXISTS (SELECT 1 FROM meta WHERE key = 'reply_key');
     INSERT INTO meta SELECT 'office_hand', substr(value, 1, 8) FROM meta WHERE key = 'actor';
     DELETE FROM meta WHERE key IN ('restored', 'actor');
     CREATE INDEX photo_device ON photo (device, received_at);",
    "CREATE TABLE form_step (
         form BLOB NOT NULL, step INTEGER NOT NULL, digest BLOB NOT NULL, document BLOB, at INTEGER NOT NULL,
         PRIMARY KEY (form, step)
     ) WITHOUT ROWID;
     CREATE INDEX form_step_at ON form_step (at);
     CREATE TABLE form_answer (
         form BLOB PRIMARY KEY, digest BLOB NOT NULL, location TEXT NOT NULL, at INTEGER NOT NULL
     ) WITHOUT ROWID;
     CREATE INDEX form_answer_at ON form_answer (at);",
    // Filled by the engine, which reads the documents once.
    "CREATE TABLE document_photo (
         document BLOB NOT NULL, fact BLOB NOT NULL, sha256 BLOB NOT NULL, thumbnail BLOB NOT NULL, actor BLOB,
         PRIMARY KEY (document, fact)
     ) WITHOUT ROWID;
     CREATE INDEX document_photo_sha256 ON document_photo (sha256);
     CREATE INDEX document_photo_thumbnail ON document_photo (thumbnail);
     CREATE INDEX document_photo_actor ON document_photo (actor);
     CREATE TABLE document_approval (document BLOB PRIMARY KEY, approved_at INTEGER NOT NULL) WITHOUT ROWID;
     CREATE INDEX document_approval_at ON document_approval (approved_at);",
];

/// Reads every page of a database; some seconds a gigabyte.
///
/// # Errors
/// A damaged page, as SQLite's own error.
pub(crate) fn look_over(db: &Connection) -> rusqlite::Result<()> {
    let found: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        return Ok(());
    }
    Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), Some(found)))
}

/// `server.db`.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn open(db: Connection) -> Result<Self> {
        db.busy_timeout(std::time::Duration::from_millis(DATABASE_BUSY_MS_MAX))?;
        // Without it SQLite compiles a statement anew for every other value bound to it.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version == 0
            && db.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_master)", [], |row| row.get(0))?
        {
            return Err(StoreError::Corrupt("it holds tables of another program".to_owned()));
        }
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        match version {
            0 => db.execute_batch(&format!(
                "BEGIN; {} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;",
                include_str!("schema.sql")
            ))?,
            SCHEMA_VERSION => {}
            newer if newer > SCHEMA_VERSION => return Err(StoreError::Newer(newer)),
            older => {
                let missing = usize::try_from(older - 1).ok().and_then(|done| NEXT_VERSIONS.get(done..));
                let steps = missing.ok_or(StoreError::Damaged("version"))?.concat();
                db.execute_batch(&format!("BEGIN; {steps} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"))?;
            }
        }
        db.set_prepared_statement_cache_capacity(128);
        Ok(Self { db })
    }

    /// A connection that only reads a database somebody else has opened to write.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn open_to_read(db: Connection) -> Result<Self> {
        db.busy_timeout(std::time::Duration::from_millis(DATABASE_BUSY_MS_MAX))?;
        db.set_prepared_statement_cache_capacity(128);
        Ok(Self { db })
    }

    /// Begins a transaction; everything until [`Store::commit`] happens or nothing does.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin(&self) -> Result<()> {
        Ok(self.db.execute_batch("BEGIN IMMEDIATE")?)
    }

    /// Ends the transaction; on return it is on disk.
    ///
    /// # Errors
    /// [`StoreError::Full`] when the disk has no room, [`StoreError::Unsynced`] and [`StoreError::Blocked`] when it
    /// fails otherwise. Nothing is kept then.
    pub fn commit(&self) -> Result<()> {
        Ok(self.db.execute_batch("COMMIT")?)
    }

    /// Writes something, to see whether the disk takes it.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn try_disk(&self) -> Result<()> {
        // A page's worth: what is small finds room in a page that is there.
        let sql = "INSERT OR REPLACE INTO meta (key, value) VALUES ('try_disk', zeroblob(8192))";
        self.db.execute(sql, [])?;
        self.db.execute("DELETE FROM meta WHERE key = 'try_disk'", [])?;
        Ok(())
    }

    /// For tests: caps the file at its present size, to simulate a full disk.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn grow_no_more(&self) -> Result<()> {
        let pages: i64 = self.db.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(self.db.pragma_update(None, "max_page_count", pages)?)
    }

    /// How many rows were written since the database was opened, those taken back included.
    #[must_use]
    pub fn rows_changed(&self) -> u64 {
        self.db.total_changes()
    }

    /// Takes everything since [`Store::begin`] back. SQLite has done so already after some errors.
    pub fn rollback(&self) {
        if !self.db.is_autocommit()
            && let Err(error) = self.db.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "rollback failed");
        }
    }

    /// Runs `work` so that its writes are taken back when it errors, within a transaction.
    ///
    /// # Errors
    /// What `work` errors with.
    pub fn savepoint<T, E: From<StoreError>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let sql = |text: &str| self.db.execute_batch(text).map_err(|error| E::from(StoreError::from(error)));
        sql("SAVEPOINT work")?;
        let outcome = work();
        // After some errors SQLite has taken the whole transaction back already.
        if outcome.is_err() && self.db.is_autocommit() {
            return outcome;
        }
        if outcome.is_err() {
            sql("ROLLBACK TO work")?;
        }
        sql("RELEASE work")?;
        outcome
    }

    /// The id of the feed, made from `fresh` the first time.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn feed(&self, fresh: impl FnOnce() -> [u8; 16]) -> Result<FeedId> {
        self.made_once("feed", fresh).map(FeedId::from_bytes)
    }

    pub(crate) fn set_feed(&self, feed: FeedId) -> Result<()> {
        self.set_bytes("feed", *feed.as_bytes())
    }

    /// What all actor ids of this server begin with, made from `fresh` the first time.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn server_actor_prefix(
        &self,
        fresh: impl FnOnce() -> [u8; SERVER_ACTOR_PREFIX_BYTES],
    ) -> Result<[u8; SERVER_ACTOR_PREFIX_BYTES]> {
        self.made_once("office_hand", fresh)
    }

    /// The key the server names its replies with, made from `fresh` the first time.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn reply_key(&self, fresh: impl FnOnce() -> [u8; 32]) -> Result<[u8; 32]> {
        self.made_once("reply_key", fresh)
    }

    /// Bytes of this data directory's own, made from `fresh` the first time.
    fn made_once<const N: usize>(&self, key: &str, fresh: impl FnOnce() -> [u8; N]) -> Result<[u8; N]> {
        let known = self
            .db
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get::<_, Bytes<N>>(0));
        if let Some(Bytes(bytes)) = known.optional()? {
            return Ok(bytes);
        }
        let bytes = fresh();
        self.set_bytes(key, bytes)?;
        Ok(bytes)
    }

    fn set_bytes<const N: usize>(&self, key: &str, bytes: [u8; N]) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)";
        self.db.execute(sql, params![key, Bytes(bytes)])?;
        Ok(())
    }

    /// A setting of this data directory.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        let value =
            self.db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional()?;
        Ok(value)
    }

    /// Writes a setting of this data directory.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value])?;
        Ok(())
    }
}
