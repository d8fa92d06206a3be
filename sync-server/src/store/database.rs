//! `server.db`: its schema, its transactions, and the settings of a data directory.

use shared::office_key::OfficeSecret;
use std::cell::Cell;

use shared::{FeedId, SERVER_ACTOR_PREFIX_BYTES};

use crate::sql;
use crate::sql::Connection;
use crate::store::audit_upgrade;
use crate::store::column::Result;
use crate::store::error::StoreError;
use crate::store::founded_upgrade;
use crate::store::visible::VISIBLE;
use crate::values;

const SCHEMA_VERSION: i64 = 17;

/// What brings a schema to the next version, from the first on. These have only ever been databases of SQLite: the
/// steps are its own, and a database of another engine begins with the schema of today.
const NEXT_VERSIONS: [&str; 17] = [
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
    // Filled by the engine, as above.
    "CREATE TABLE document_entry (entry BLOB PRIMARY KEY, document BLOB NOT NULL) WITHOUT ROWID;
     CREATE INDEX document_entry_document ON document_entry (document);
     CREATE TABLE document_mention (
         entry BLOB NOT NULL, document BLOB NOT NULL, PRIMARY KEY (entry, document)
     ) WITHOUT ROWID;
     CREATE INDEX document_mention_document ON document_mention (document);
     CREATE TABLE mentioned_audience (
         document BLOB NOT NULL, audience TEXT NOT NULL, PRIMARY KEY (document, audience)
     ) WITHOUT ROWID;",
    // Filled at once: hashes are no business of SQL.
    audit_upgrade::STEP,
    // Whoever works on a phone did so for the administrations whose buildings it held; everybody else for all of them.
    // What documents are of is filled by the engine.
    "ALTER TABLE person ADD COLUMN everywhere INTEGER NOT NULL DEFAULT 1;
     CREATE TABLE person_role (
         person BLOB NOT NULL, organisation TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (person, organisation)
     ) WITHOUT ROWID;
     INSERT OR IGNORE INTO person_role SELECT p.id, substr(a.audience, 14), p.role
         FROM person p JOIN person_audience a ON a.person = p.id
         WHERE a.audience LIKE 'organisation:%' AND a.until IS NULL AND p.role <> 'administrator';
     UPDATE person SET everywhere = 0 WHERE role IN ('technician', 'requester');
     CREATE TABLE document_organisation (
         document BLOB NOT NULL, organisation TEXT NOT NULL, PRIMARY KEY (document, organisation)
     ) WITHOUT ROWID;",
    "ALTER TABLE session ADD COLUMN factor_at INTEGER;
     CREATE TABLE second_factor (
         person BLOB PRIMARY KEY, secret BLOB NOT NULL, since INTEGER NOT NULL, last_step INTEGER NOT NULL
     ) WITHOUT ROWID;
     CREATE TABLE second_factor_setup (
         person BLOB PRIMARY KEY, secret BLOB NOT NULL, at INTEGER NOT NULL
     ) WITHOUT ROWID;
     CREATE TABLE recovery_code (
         person BLOB NOT NULL, code_hash BLOB NOT NULL, PRIMARY KEY (person, code_hash)
     ) WITHOUT ROWID;
     CREATE TABLE half_sign_in (
         token_hash BLOB PRIMARY KEY, person BLOB NOT NULL, at INTEGER NOT NULL
     ) WITHOUT ROWID;
     CREATE INDEX half_sign_in_person ON half_sign_in (person);",
    "CREATE TABLE known_secret (
         secret_hash BLOB NOT NULL, person BLOB NOT NULL, used_at INTEGER NOT NULL, until INTEGER,
         PRIMARY KEY (secret_hash, person)
     ) WITHOUT ROWID;
     CREATE INDEX known_secret_person ON known_secret (person, used_at);
     CREATE TABLE device_day (
         device BLOB NOT NULL, day TEXT NOT NULL, documents INTEGER NOT NULL, requests INTEGER NOT NULL,
         changes INTEGER NOT NULL, change_bytes INTEGER NOT NULL, syncs INTEGER NOT NULL,
         stopped_at INTEGER, lifted_at INTEGER, lifted_by BLOB,
         PRIMARY KEY (device, day)
     ) WITHOUT ROWID;
     CREATE TABLE audit_tally (
         scope TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, source TEXT NOT NULL, person BLOB, device BLOB,
         since INTEGER NOT NULL, untold INTEGER NOT NULL,
         PRIMARY KEY (scope, action, subject, source)
     ) WITHOUT ROWID;
     CREATE INDEX audit_tally_since ON audit_tally (since);",
    founded_upgrade::STEP,
    founded_upgrade::POSITION_STEP,
    "ALTER TABLE device ADD COLUMN public_key BLOB;",
    "CREATE TABLE device_recovery (
         device BLOB PRIMARY KEY, recovery BLOB NOT NULL, closed BLOB NOT NULL, kept_at INTEGER NOT NULL,
         shown_recovery BLOB, shown_at INTEGER, shown_to BLOB
     ) WITHOUT ROWID;
     CREATE TABLE device_opening (device BLOB PRIMARY KEY, recovery BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE imported (document BLOB PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;",
    "CREATE TABLE label_run (id BLOB PRIMARY KEY, at INTEGER NOT NULL, labels INTEGER NOT NULL) WITHOUT ROWID;
     CREATE INDEX label_run_at ON label_run (at);
     CREATE TABLE blank_label (
         code TEXT PRIMARY KEY, run BLOB NOT NULL, number INTEGER NOT NULL
     ) WITHOUT ROWID;
     CREATE INDEX blank_label_run ON blank_label (run, number);",
    "CREATE TABLE import_mapping (name TEXT PRIMARY KEY, mapping TEXT NOT NULL) WITHOUT ROWID;
     CREATE TABLE register_import (
         number INTEGER PRIMARY KEY, person BLOB, at INTEGER NOT NULL, file TEXT NOT NULL, mapping TEXT NOT NULL,
         organisations TEXT NOT NULL, counts TEXT NOT NULL, since INTEGER NOT NULL, planned INTEGER NOT NULL,
         done INTEGER NOT NULL, failed INTEGER NOT NULL, state TEXT NOT NULL, undone_by BLOB, undone_at INTEGER
     );
     CREATE TABLE register_import_step (
         number INTEGER NOT NULL, position INTEGER NOT NULL, document BLOB NOT NULL, did TEXT NOT NULL, undone INTEGER NOT NULL,
         PRIMARY KEY (number, position)
     ) WITHOUT ROWID;",
];

/// What is said to whoever alters a row of the audit log.
pub(crate) const AUDIT_KEPT: &str = "the audit log is only added to";

/// The name of the key of the audit log among the settings.
const AUDIT_KEY: &str = "audit_key";

/// The name of the private half of the office's key among the settings.
const OFFICE_KEY: &str = "office_key";

/// Writes a setting.
const SET: &str =
    "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

/// Why something within a savepoint was taken back.
enum Failed<E> {
    Work(E),
    Database(sql::Error),
}

impl<E> From<sql::Error> for Failed<E> {
    fn from(error: sql::Error) -> Self {
        Self::Database(error)
    }
}

/// `server.db`.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
    /// Whether something was taken away whose rows may still be in the log.
    pub(crate) log_has_remains: Cell<bool>,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn open(db: Connection) -> Result<Self> {
        let version = db.version()?;
        if version == 0 && !db.tables()?.is_empty() {
            return Err(StoreError::Corrupt("it holds tables of another program".to_owned()));
        }
        db.keep_on_disk()?;
        match version {
            0 => db.transaction(|| {
                db.make(include_str!("schema.sql"))?;
                db.keep_rows("audit", AUDIT_KEPT)?;
                db.set_version(SCHEMA_VERSION)
            })?,
            SCHEMA_VERSION => {}
            newer if newer > SCHEMA_VERSION => return Err(StoreError::Newer(newer)),
            older => {
                let missing = usize::try_from(older - 1).ok().and_then(|done| NEXT_VERSIONS.get(done..));
                let steps = missing.ok_or(StoreError::Damaged("version"))?;
                db.transaction(|| {
                    for (version, step) in (older + 1..).zip(steps) {
                        db.take_step(step)?;
                        if version == audit_upgrade::CHAINED_SINCE {
                            audit_upgrade::chain_lines(&db)?;
                            db.keep_rows("audit", AUDIT_KEPT)?;
                        }
                    }
                    db.set_version(SCHEMA_VERSION)
                })?;
            }
        }
        Ok(Self { db, log_has_remains: Cell::new(false) })
    }

    /// A connection that only reads a database somebody else has opened to write.
    #[must_use]
    pub const fn open_to_read(db: Connection) -> Self {
        Self { db, log_has_remains: Cell::new(false) }
    }

    /// A connection that only reads, and shows what [`Store::see`] says.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub(crate) fn open_to_read_in_part(db: Connection) -> Result<Self> {
        db.show_in_part(VISIBLE)?;
        Ok(Self { db, log_has_remains: Cell::new(false) })
    }

    /// Sees what is of these administrations, or of all but these, from now on.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub(crate) fn see(&self, all_but: bool, organisations: &[String]) -> Result<()> {
        Ok(self.db.see(all_but, organisations)?)
    }

    /// Begins a transaction; everything until [`Store::commit`] happens or nothing does.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn begin(&self) -> Result<()> {
        Ok(self.db.begin()?)
    }

    /// Ends the transaction; on return it is on disk.
    ///
    /// # Errors
    /// [`StoreError::Full`] when the disk has no room, [`StoreError::Unsynced`] and [`StoreError::Blocked`] when it
    /// fails otherwise. Nothing is kept then.
    pub fn commit(&self) -> Result<()> {
        Ok(self.db.commit()?)
    }

    /// Writes something, to see whether the disk takes it.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn try_disk(&self) -> Result<()> {
        // A page's worth: what is small finds room in a page that is there.
        self.set_bytes("try_disk", [0; 8192])?;
        self.db.execute("DELETE FROM meta WHERE key = 'try_disk'", &[])?;
        Ok(())
    }

    /// Writes the file anew without what was deleted, outside of a transaction; `false` when somebody reads, and remains
    /// are in the log.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or has no room for both files.
    pub fn scrub(&self) -> Result<bool> {
        Ok(self.db.write_anew()?)
    }

    /// Empties the log of what a deed took away ([`Action::leaves_remains`](crate::store::Action::leaves_remains)), outside of a transaction. While somebody
    /// reads, it is kept for them until this is called again.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn empty_log_of_remains(&self) -> Result<()> {
        if self.log_has_remains.get() && self.db.try_to_empty_log()? {
            self.log_has_remains.set(false);
        }
        Ok(())
    }

    /// For tests: caps the file at its present size, to simulate a full disk.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn grow_no_more(&self) -> Result<()> {
        Ok(self.db.grow_no_more()?)
    }

    /// How many rows were written since the database was opened, those taken back included.
    #[must_use]
    pub fn rows_changed(&self) -> u64 {
        self.db.rows_changed()
    }

    /// Takes everything since [`Store::begin`] back.
    pub fn rollback(&self) {
        self.db.rollback();
    }

    /// Runs `work` so that its writes are taken back when it errors, within a transaction.
    ///
    /// # Errors
    /// What `work` errors with.
    pub fn savepoint<T, E: From<StoreError>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let outcome = self.db.savepoint(|| work().map_err(Failed::Work));
        outcome.map_err(|failed| match failed {
            Failed::Work(error) => error,
            Failed::Database(error) => StoreError::from(error).into(),
        })
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

    /// Makes the key that heads of the audit log are signed with, from `fresh` the first time.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn make_audit_key(&self, fresh: impl FnOnce() -> [u8; 32]) -> Result<()> {
        self.made_once(AUDIT_KEY, fresh).map(drop)
    }

    /// The key that heads of the audit log are signed with: the seed of a key of Ed25519 (RFC 8032). `None` in a data
    /// directory on which no server has started that makes one.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn audit_key(&self) -> Result<Option<[u8; 32]>> {
        self.bytes(AUDIT_KEY)
    }

    /// The private half of the key that phones close to, made from `fresh` the first time.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn make_office_secret(&self, fresh: impl FnOnce() -> [u8; 32]) -> Result<OfficeSecret> {
        let bytes = self.made_once(OFFICE_KEY, fresh)?;
        OfficeSecret::new(&bytes).ok_or(StoreError::Damaged(OFFICE_KEY))
    }

    /// The private half of the key that phones close to. `None` in a data directory on which no server has started
    /// that makes one.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn office_secret(&self) -> Result<Option<OfficeSecret>> {
        let bytes = self.bytes(OFFICE_KEY)?;
        bytes.map(|bytes| OfficeSecret::new(&bytes).ok_or(StoreError::Damaged(OFFICE_KEY))).transpose()
    }

    /// Bytes of this data directory's own, made from `fresh` the first time.
    fn made_once<const N: usize>(&self, key: &str, fresh: impl FnOnce() -> [u8; N]) -> Result<[u8; N]> {
        if let Some(bytes) = self.bytes(key)? {
            return Ok(bytes);
        }
        let bytes = fresh();
        self.set_bytes(key, bytes)?;
        Ok(bytes)
    }

    fn bytes<const N: usize>(&self, key: &str) -> Result<Option<[u8; N]>> {
        Ok(self.db.first("SELECT value FROM meta WHERE key = $1", values![key], |row| row.get("value"))?)
    }

    fn set_bytes<const N: usize>(&self, key: &str, bytes: [u8; N]) -> Result<()> {
        self.db.execute(SET, values![key, bytes])?;
        Ok(())
    }

    /// A setting of this data directory.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        Ok(self.db.first("SELECT value FROM meta WHERE key = $1", values![key], |row| row.get("value"))?)
    }

    /// Writes a setting of this data directory.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.db.execute(SET, values![key, value])?;
        Ok(())
    }
}
