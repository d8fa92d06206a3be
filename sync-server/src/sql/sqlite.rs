//! SQLite, and everything that it does in its own way: its settings, how its files are opened, copied, looked over
//! and closed, what its errors mean, how a shared schema is written for it. A second engine is a file beside this one
//! with functions of the same names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, OpenFlags, ffi};

use crate::base::collation;
use crate::base::limits::DATABASE_BUSY_MS_MAX;
use crate::sql::error::Error;
use crate::sql::row::Cells;
use crate::sql::value::{Bind, Value};
use crate::sql::visibility::{Visible, WHOLE};

/// Statements a connection keeps prepared: more than there are that one transaction asks for.
const STATEMENTS_KEPT: usize = 128;

/// A connection to a database. Statements are prepared once and kept. What every engine does in the same way stands
/// in [`crate::sql::connection`].
#[derive(Debug)]
pub struct Connection {
    db: rusqlite::Connection,
}

impl Connection {
    /// Opens a database file to write, making it when there is none.
    ///
    /// # Errors
    /// [`Error::Blocked`] when the file cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::try_from(rusqlite::Connection::open(path)?)
    }

    /// Opens a database file that is there, to read.
    ///
    /// # Errors
    /// [`Error::Blocked`] when the file cannot be opened.
    pub fn open_to_read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::try_from(rusqlite::Connection::open_with_flags(path, flags)?)
    }

    /// A database in memory, which nobody else sees.
    ///
    /// # Errors
    /// [`Error`] when there is no memory.
    pub fn open_in_memory() -> Result<Self, Error> {
        Self::try_from(rusqlite::Connection::open_in_memory()?)
    }
}

impl TryFrom<rusqlite::Connection> for Connection {
    type Error = Error;

    /// Takes over a connection of the library, as somebody opened it who has its disk fail.
    fn try_from(db: rusqlite::Connection) -> Result<Self, Error> {
        db.busy_timeout(Duration::from_millis(DATABASE_BUSY_MS_MAX))?;
        db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        db.create_collation("dictionary", collation::compare)?;
        let flags = FunctionFlags::SQLITE_UTF8
            | FunctionFlags::SQLITE_DETERMINISTIC
            | FunctionFlags::SQLITE_INNOCUOUS;
        db.create_scalar_function("strpos", 2, flags, |context| {
            let (text, part) = (context.get_raw(0), context.get_raw(1));
            let (ValueRef::Text(text), ValueRef::Text(part)) = (text, part) else { return Ok(None) };
            Ok(Some(place_of(text, part)))
        })?;
        Ok(Self { db })
    }
}

impl Connection {
    /// Waits at most so long for another connection that holds the database.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn wait_at_most(&self, ms: u64) -> Result<(), Error> {
        Ok(self.db.busy_timeout(Duration::from_millis(ms))?)
    }

    /// Has what is committed be on disk before [`Connection::commit`] returns, while others read.
    ///
    /// # Errors
    /// [`Error`] when the file cannot be written.
    pub(crate) fn keep_on_disk(&self) -> Result<(), Error> {
        let db = &self.db;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        // What is deleted is overwritten.
        db.pragma_update(None, "secure_delete", true)?;
        // Without it a statement is compiled anew for every other value bound to it.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // References of the office database may point at what is still to come.
        Ok(db.pragma_update(None, "foreign_keys", false)?)
    }

    /// Leaves the log and its index beside the database when it is closed: whoever may only read needs them there.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn leave_log(&self) -> Result<(), Error> {
        self.db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Ok(())
    }

    /// Brings everything from the log into the database and empties the log, unless somebody reads.
    ///
    /// # Errors
    /// [`Error`] when the disk says no.
    pub(crate) fn empty_log(&self) -> Result<(), Error> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Empties the log as [`Connection::empty_log`] does, without waiting for anybody; `false` when somebody reads, whom
    /// it is kept for. Not within a transaction.
    ///
    /// # Errors
    /// [`Error`] when the disk says no.
    pub(crate) fn try_to_empty_log(&self) -> Result<bool, Error> {
        self.db.busy_timeout(Duration::ZERO)?;
        let is_busy = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.db.busy_timeout(Duration::from_millis(DATABASE_BUSY_MS_MAX))?;
        Ok(is_busy? == 0)
    }

    /// Writes the file anew, so that nothing of what was deleted is left in it, and empties the log; `false` when somebody
    /// reads, whom the log is kept for. Not within a transaction.
    ///
    /// The copy this takes is in the folder of the database, on the same disk and for the same account, and not where the
    /// system keeps temporary files. It is as large as the database, so it is not kept in memory. It has no name,
    /// so nothing is left of it when the program is killed.
    ///
    /// # Errors
    /// [`Error`] when the disk says no, or has no room for the file twice.
    pub(crate) fn write_anew(&self) -> Result<bool, Error> {
        if let Some(folder) = self.path().as_deref().and_then(std::path::Path::parent) {
            // For the whole program, which serves one data directory. Where it is gone, the library takes the system's.
            self.db.pragma_update(None, "temp_store_directory", folder.to_string_lossy())?;
        }
        self.batch("VACUUM")?;
        let is_busy: i64 = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(is_busy == 0)
    }

    /// Has the database be one file, that can be read from a medium nobody can write to.
    ///
    /// # Errors
    /// [`Error`] when the disk says no.
    pub(crate) fn become_one_file(&self) -> Result<(), Error> {
        Ok(self.db.pragma_update(None, "journal_mode", "DELETE")?)
    }

    /// The file of the database; none when it is in memory.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.db.path().filter(|path| !path.is_empty()).map(PathBuf::from)
    }

    /// The number of the schema's version; 0 in a database that was just made.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when it is no database.
    pub(crate) fn version(&self) -> Result<i64, Error> {
        Ok(self.db.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// Says which version the schema has; in a transaction, with everything else of it.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn set_version(&self, version: i64) -> Result<(), Error> {
        Ok(self.db.pragma_update(None, "user_version", version)?)
    }

    /// The names of all tables, in alphabetical order.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn tables(&self) -> Result<Vec<String>, Error> {
        Ok(self.names("table")?)
    }

    /// Takes all tables and views away; in a transaction.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn drop_everything(&self) -> Result<(), Error> {
        for kind in ["view", "table"] {
            for name in self.names(kind)? {
                self.batch(&format!("DROP {kind} \"{name}\""))?;
            }
        }
        Ok(())
    }

    /// Refuses from now on that rows of a table are altered, by whatever program: they are only added to.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn keep_rows(&self, table: &str, refusal: &str) -> Result<(), Error> {
        let refuse = format!("BEGIN\n    SELECT RAISE(ABORT, '{refusal}');\nEND");
        // The last: a row put in place of another would be deleted without a word.
        self.batch(&format!(
            "CREATE TRIGGER {table}_keeps_its_rows BEFORE UPDATE ON {table} {refuse};
             CREATE TRIGGER {table}_loses_no_row BEFORE DELETE ON {table} {refuse};
             CREATE TRIGGER {table}_replaces_no_row BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 \
             FROM {table} WHERE id = NEW.id) {refuse};"
        ))
    }

    /// Lets rows of a table go that [`Connection::keep_rows`] keeps, until that is called again; in a transaction.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn let_rows_go(&self, table: &str) -> Result<(), Error> {
        self.batch(&format!(
            "DROP TRIGGER {table}_keeps_its_rows; DROP TRIGGER {table}_loses_no_row; DROP TRIGGER {table}_replaces_no_row;"
        ))
    }

    /// Executes statements of SQLite alone: steps from versions of a schema that no other engine ever had.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn take_step(&self, statements: &str) -> Result<(), Error> {
        self.batch(statements)
    }

    /// Reads every page; some seconds a gigabyte.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when one is damaged.
    pub(crate) fn look_over(&self) -> Result<(), Error> {
        let found: String = self.db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if found == "ok" { Ok(()) } else { Err(Error::Corrupt(found)) }
    }

    /// What is wrong with the file, at most so many sentences; none when it is sound.
    ///
    /// # Errors
    /// [`Error`] when it cannot even be looked at.
    pub(crate) fn integrity_findings(&self, most: u32) -> Result<Vec<String>, Error> {
        let mut statement = self.db.prepare(&format!("PRAGMA integrity_check({most})"))?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut findings: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
        findings.retain(|finding| finding != "ok");
        Ok(findings)
    }

    /// How many rows were written since the database was opened, those taken back included.
    pub(crate) fn rows_changed(&self) -> u64 {
        self.db.total_changes()
    }

    /// For tests: caps the file at its present size, to simulate a full disk.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub fn grow_no_more(&self) -> Result<(), Error> {
        let pages: i64 = self.db.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(self.db.pragma_update(None, "max_page_count", pages)?)
    }
}

/// Copies a database as it is at one moment, whoever uses it meanwhile; on disk when this returns.
///
/// # Errors
/// [`Error`] when a file cannot be opened, or the disk is full.
pub(crate) fn copy_database(from: &Path, to: &Path) -> Result<(), Error> {
    // The write-ahead log's index is shared with the other readers: that takes writing.
    let source = rusqlite::Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let source = Connection::try_from(source)?;
    // Nothing of it changes: whoever may only read a database needs its log where it is.
    source.leave_log()?;
    let mut copy = rusqlite::Connection::open(to)?;
    // In one step: with several, whatever is written in between makes it begin again.
    Backup::new(&source.db, &mut copy)?.run_to_completion(i32::MAX, Duration::from_millis(50), None)?;
    Ok(())
}

impl Connection {
    /// Executes a statement: how many rows it wrote.
    pub(crate) fn run(&self, statement: &str, values: &[&dyn Bind]) -> Result<usize, Error> {
        let mut prepared = self.prepared(statement, values)?;
        Ok(prepared.raw_execute()?)
    }

    /// Hands each row to `each`, until that says `false`.
    pub(crate) fn each_row(
        &self,
        statement: &str,
        values: &[&dyn Bind],
        each: &mut dyn FnMut(&dyn Cells) -> bool,
    ) -> Result<(), Error> {
        let mut prepared = self.prepared(statement, values)?;
        let mut rows = prepared.raw_query();
        while let Some(row) = rows.next()? {
            if !each(&Columns(row)) {
                break;
            }
        }
        Ok(())
    }

    /// Makes what a shared schema says.
    pub(crate) fn run_schema(&self, schema: &str) -> Result<(), Error> {
        self.batch(&own_schema(schema))
    }

    /// Begins a transaction that writes; everything until [`Connection::commit`] happens or nothing does. It waits for
    /// the right to write at once: one that reads first may be refused it later.
    ///
    /// # Errors
    /// [`Error::Locked`] when another connection writes for longer than is waited.
    pub fn begin(&self) -> Result<(), Error> {
        self.batch("BEGIN IMMEDIATE")
    }

    /// Begins a transaction that reads: all it sees is of one moment.
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub fn begin_reading(&self) -> Result<(), Error> {
        self.batch("BEGIN")
    }

    pub(crate) fn batch(&self, statements: &str) -> Result<(), Error> {
        Ok(self.db.execute_batch(statements)?)
    }

    /// Has this connection, which only reads, show of each of these tables what [`Connection::see`] says from then on.
    /// Views that are not among them are read over what is seen of their tables.
    ///
    /// # Errors
    /// [`Error`] when the database says no, or has no such table.
    pub(crate) fn show_in_part(&self, tables: &[Visible]) -> Result<(), Error> {
        self.db.pragma_update(None, "temp_store", "MEMORY")?;
        self.batch(
            "CREATE TEMP TABLE scope (all_but INTEGER NOT NULL);
             CREATE TEMP TABLE scope_organisation (organisation TEXT PRIMARY KEY) WITHOUT ROWID;",
        )?;
        for Visible { table, rows } in tables.iter().filter(|visible| visible.rows != WHOLE) {
            let rows = own_condition(rows);
            self.batch(&format!("CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {rows}"))?;
        }
        let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'view' ORDER BY rowid";
        let text = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let views: Vec<_> = self.db.prepare(sql)?.query_map([], text)?.collect::<rusqlite::Result<_>>()?;
        for (name, sql) in views {
            if !tables.iter().any(|visible| visible.table == name) {
                self.batch(&sql.replacen("CREATE VIEW", "CREATE TEMP VIEW", 1))?;
            }
        }
        Ok(())
    }

    /// Sees something of these administrations, or of all but these, from now on: of a connection that
    /// [shows in part](Connection::show_in_part).
    ///
    /// # Errors
    /// [`Error`] when the database says no.
    pub(crate) fn see(&self, all_but: bool, organisations: &[String]) -> Result<(), Error> {
        self.batch("DELETE FROM temp.scope; DELETE FROM temp.scope_organisation;")?;
        self.run("INSERT INTO temp.scope (all_but) VALUES ($1)", &[&i64::from(all_but)])?;
        for organisation in organisations {
            self.run("INSERT INTO temp.scope_organisation (organisation) VALUES ($1)", &[organisation])?;
        }
        Ok(())
    }

    pub(crate) fn is_in_transaction(&self) -> bool {
        !self.db.is_autocommit()
    }

    /// A statement with its values: SQLite numbers parameters called `$1` by where they stand first.
    fn prepared(&self, statement: &str, values: &[&dyn Bind]) -> Result<CachedStatement<'_>, Error> {
        let mut prepared = self.db.prepare_cached(statement)?;
        for at in 1..=prepared.parameter_count() {
            let number = prepared.parameter_name(at).and_then(|name| name.strip_prefix('$')?.parse().ok());
            let value = number.and_then(|number: usize| values.get(number.checked_sub(1)?));
            let value = value.ok_or_else(|| Error::Other(format!("`{statement}` lacks a value")))?;
            prepared.raw_bind_parameter(at, ToSqlOutput::Borrowed(own_value(value.value())))?;
        }
        Ok(prepared)
    }

    fn names(&self, kind: &str) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT LIKE 'sqlite_%' ORDER BY name";
        self.db.prepare(sql)?.query_map([kind], |row| row.get(0))?.collect()
    }
}

/// The condition of [`Visible::rows`] as SQLite takes it: `seen(COLUMN)` written out.
fn own_condition(rows: &str) -> String {
    let mut parts = rows.split("seen(");
    let mut own = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (column, rest) = part.split_once(')').unwrap_or((part, ""));
        own.push_str(&format!(
            "(({column} IN (SELECT organisation FROM temp.scope_organisation)) <> (SELECT all_but FROM temp.scope)){rest}"
        ));
    }
    own
}

/// A row of SQLite's.
struct Columns<'a, 'b>(&'a rusqlite::Row<'b>);

impl Cells for Columns<'_, '_> {
    fn name(&self, at: usize) -> Option<&str> {
        self.0.as_ref().column_name(at).ok()
    }

    fn value(&self, at: usize) -> Value<'_> {
        match self.0.get_ref(at) {
            Ok(ValueRef::Integer(number)) => Value::Integer(number),
            Ok(ValueRef::Real(number)) => Value::Real(number),
            Ok(ValueRef::Text(text)) => std::str::from_utf8(text).map_or(Value::Bytes(text), Value::Text),
            Ok(ValueRef::Blob(bytes)) => Value::Bytes(bytes),
            Ok(ValueRef::Null) | Err(_) => Value::Null,
        }
    }
}

fn own_value(value: Value<'_>) -> ValueRef<'_> {
    match value {
        Value::Null => ValueRef::Null,
        Value::Boolean(truth) => ValueRef::Integer(truth.into()),
        Value::Integer(number) => ValueRef::Integer(number),
        Value::Real(number) => ValueRef::Real(number),
        Value::Text(text) => ValueRef::Text(text.as_bytes()),
        Value::Bytes(bytes) => ValueRef::Blob(bytes),
    }
}

/// Where a part of a text begins, in bytes from 1; 0 when it is not there.
fn place_of(text: &[u8], part: &[u8]) -> i64 {
    let found = memchr::memmem::find(text, part);
    found.map_or(0, |at| i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1))
}

/// A shared schema as SQLite has it: its own names of types, and tables kept in the order of their primary keys
/// where they have one that is not a number given by the database.
fn own_schema(schema: &str) -> String {
    let mut own = String::new();
    for statement in schema.split_inclusive(';') {
        let has_key = statement.contains("CREATE TABLE") && statement.contains("PRIMARY KEY");
        let statement = statement
            .replace("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT")
            .replace("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "INTEGER PRIMARY KEY")
            .replace("BYTEA", "BLOB")
            .replace("BIGINT", "INTEGER")
            .replace("COLLATE caseless", "COLLATE NOCASE");
        let numbered = statement.contains("INTEGER PRIMARY KEY");
        match statement.strip_suffix(';') {
            Some(text) if has_key && !numbered => _ = write!(own, "{text} WITHOUT ROWID;"),
            Some(_) | None => own.push_str(&statement),
        }
    }
    own
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let detailed = error.sqlite_error().map(|error| error.extended_code);
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full(text),
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Corrupt(text),
            Some(Code::SystemIoFailure) => match detailed {
                // The file that readers and writers share cannot grow.
                Some(ffi::SQLITE_IOERR_SHMSIZE) => Self::Full(text),
                // After this a second try may succeed though the bytes are gone.
                Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC) => Self::Unsynced(text),
                Some(_) | None => Self::Blocked(text),
            },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked(text),
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Self::Blocked(text),
            Some(_) | None => Self::Other(text),
        }
    }
}
