//! All SQL of `phone.db`.

use std::collections::BTreeSet;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use shared::wire::{FeedCursor, Resume};
use shared::{
    ActorId, ChangeHash, DeviceId, Document, DocumentId, DocumentKind, FeedId, Language, PersonId, ReplyId,
    Role, Sha256, Timestamp,
};

use super::{Enrolled, ReplicaError, Result};
use crate::client::{Appearance, Waiting, Withdrawal};
use crate::limits::{CHANGES_BESIDE_SNAPSHOT_MAX, DEFECTS_READ_MAX};

pub(crate) use drafts::DraftPhoto;
pub(crate) use lines::{BuildingLine, OrderRow, SearchEntry};
pub(crate) use offers::Settling;
pub(crate) use photos::PhotoRow;

mod drafts;
mod lines;
mod offers;
mod photos;
pub(crate) mod rejected;

/// A place between two storage steps where a test can stop the replica dead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashPoint {
    /// Everything is written, nothing is committed.
    BeforeCommit,
    /// Committed, nobody has been told.
    AfterCommit,
}

type Crash = Box<dyn FnMut(CrashPoint) -> bool + Send>;

/// `phone.db`.
pub(crate) struct Store {
    db: Connection,
    crash: Option<Crash>,
}

/// A change that waits to be sent.
pub(crate) struct OutboxRow {
    pub(crate) seq: i64,
    pub(crate) document: DocumentId,
    pub(crate) kind: DocumentKind,
    pub(crate) bytes: Vec<u8>,
}

const WITHDRAWALS: [(Withdrawal, &str); 3] = [
    (Withdrawal::HandingOver, "handing-over"),
    (Withdrawal::Drained, "handed-over"),
    (Withdrawal::Erased, "erased"),
];
/// Reads the columns of a change that waits.
fn outbox_row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow { seq: row.get(0)?, document: blob(row, 1)?, kind: kind(row, 2)?, bytes: row.get(3)? })
}

/// What makes version 1 of the database, then each next one of the one before: a fresh database takes
/// the same steps as an old one.
const VERSIONS: [&str; 4] = [
    include_str!("schema.sql"),
    include_str!("schema/drafts.sql"),
    include_str!("schema/opened.sql"),
    include_str!("schema/words.sql"),
];

impl Store {
    pub(crate) fn open(db: Connection) -> Result<Self> {
        db.pragma_update(None, "synchronous", "FULL")?;
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let known = usize::try_from(version).ok().filter(|version| *version <= VERSIONS.len());
        let Some(known) = known else { return Err(ReplicaError::Newer(version)) };
        if known < VERSIONS.len() {
            let steps = VERSIONS[known..].concat();
            let version = VERSIONS.len();
            db.execute_batch(&format!("BEGIN; {steps} PRAGMA user_version = {version}; COMMIT;"))?;
        }
        db.set_prepared_statement_cache_capacity(64);
        let store = Self { db, crash: None };
        if version == 0 {
            store.set_index_current()?;
        }
        Ok(store)
    }

    pub(crate) fn crash_when(&mut self, crash: Crash) {
        self.crash = Some(crash);
    }

    fn reach(&mut self, point: CrashPoint) -> Result<()> {
        if self.crash.as_mut().is_some_and(|crash| crash(point)) {
            Err(ReplicaError::Stopped)
        } else {
            Ok(())
        }
    }

    /// Runs `write` in one transaction: durable when this returns, or nothing of it.
    pub(crate) fn transaction<T>(&mut self, write: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        self.roll_back()?;
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        let written = write(self).and_then(|outcome| self.reach(CrashPoint::BeforeCommit).map(|()| outcome));
        let committed = written.and_then(|outcome| {
            self.db.execute_batch("COMMIT")?;
            Ok(outcome)
        });
        if committed.is_err() {
            // Tried again before the next transaction: what failed is what there is to tell.
            self.roll_back().unwrap_or_default();
        }
        let outcome = committed?;
        self.reach(CrashPoint::AfterCommit)?;
        Ok(outcome)
    }

    /// Takes back a transaction that was not ended. SQLite has done so already after some errors.
    fn roll_back(&self) -> Result<()> {
        if !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK")?;
        }
        Ok(())
    }

    /// Runs a statement that answers nothing.
    fn run(&self, sql: &str, values: &[&dyn ToSql]) -> Result<()> {
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Whether a query has an answer.
    fn exists(&self, sql: &str, values: &[&dyn ToSql]) -> Result<bool> {
        Ok(self.db.prepare_cached(sql)?.exists(values)?)
    }

    /// The number a query answers.
    fn count(&self, sql: &str) -> Result<u32> {
        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// The rows a query answers. `read` captures nothing, so that there is one of these for each kind of
    /// row, not for each query.
    fn rows<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        Ok(self.db.prepare_cached(sql)?.query_map(values, read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The first row a query answers.
    fn row<T>(
        &self,
        sql: &str,
        values: &[&dyn ToSql],
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.db.prepare_cached(sql)?.query_row(values, read).optional()?)
    }

    pub(crate) fn meta(&self, key: &str) -> Result<Option<String>> {
        self.row("SELECT value FROM meta WHERE key = ?1", params![key], |row| row.get(0))
    }

    pub(crate) fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.run("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", params![key, value])
    }

    fn parsed_meta<T: std::str::FromStr>(&self, key: &'static str) -> Result<Option<T>> {
        self.meta(key)?.map(|text| text.parse().map_err(|_| ReplicaError::Damaged(key))).transpose()
    }

    pub(crate) fn enrolled(&self) -> Result<Option<Enrolled>> {
        let Some(token) = self.meta("token")? else { return Ok(None) };
        let damaged = || ReplicaError::Damaged("enrolment");
        Ok(Some(Enrolled {
            token,
            device: self.parsed_meta::<DeviceId>("device")?.ok_or_else(damaged)?,
            person: self.parsed_meta::<PersonId>("person")?.ok_or_else(damaged)?,
            name: self.meta("name")?.ok_or_else(damaged)?,
            role: self.parsed_meta("role")?.ok_or_else(damaged)?,
            actor: self.parsed_meta::<ActorId>("actor")?.ok_or_else(damaged)?,
        }))
    }

    pub(crate) fn set_enrolled(&self, enrolled: &Enrolled) -> Result<()> {
        self.set_meta("token", &enrolled.token)?;
        self.set_meta("device", &enrolled.device.to_string())?;
        self.set_meta("person", &enrolled.person.to_string())?;
        self.set_owner(&enrolled.name, enrolled.role)?;
        self.set_actor(enrolled.actor)?;
        self.set_withdrawal(None)
    }

    /// How far the office is with withdrawing this phone.
    pub(crate) fn withdrawal(&self) -> Result<Option<Withdrawal>> {
        let word = self.meta("withdrawal")?;
        Ok(word
            .and_then(|word| WITHDRAWALS.into_iter().find(|(_, name)| *name == word))
            .map(|(state, _)| state))
    }

    pub(crate) fn set_withdrawal(&self, state: Option<Withdrawal>) -> Result<()> {
        match state.and_then(|state| WITHDRAWALS.into_iter().find(|(known, _)| *known == state)) {
            Some((_, word)) => self.set_meta("withdrawal", word),
            None => self.run("DELETE FROM meta WHERE key = 'withdrawal'", &[]),
        }
    }

    /// What the office says of the owner now.
    pub(crate) fn set_owner(&self, name: &str, role: Role) -> Result<()> {
        self.set_meta("name", name)?;
        self.set_meta("role", role.name())
    }

    pub(crate) fn set_actor(&self, actor: ActorId) -> Result<()> {
        self.set_meta("actor", &actor.to_string())?;
        self.add_own_actor(actor)
    }

    pub(crate) fn add_own_actor(&self, actor: ActorId) -> Result<()> {
        self.run("INSERT OR IGNORE INTO own_actor VALUES (?1)", params![Bytes(*actor.as_bytes())])
    }

    pub(crate) fn is_own_actor(&self, actor: ActorId) -> Result<bool> {
        self.exists("SELECT 1 FROM own_actor WHERE actor = ?1", params![Bytes(*actor.as_bytes())])
    }

    pub(crate) fn language(&self) -> Result<Option<Language>> {
        Ok(self.meta("language")?.map(|tag| Language::preferred(&tag)))
    }

    pub(crate) fn appearance(&self) -> Result<Appearance> {
        Ok(match self.meta("appearance")?.as_deref() {
            Some("light") => Appearance::Light,
            Some("dark") => Appearance::Dark,
            Some(_) | None => Appearance::Automatic,
        })
    }

    pub(crate) fn set_appearance(&self, appearance: Appearance) -> Result<()> {
        let word = match appearance {
            Appearance::Automatic => "automatic",
            Appearance::Light => "light",
            Appearance::Dark => "dark",
        };
        self.set_meta("appearance", word)
    }

    pub(crate) fn last_contact(&self) -> Result<Option<Timestamp>> {
        Ok(self.parsed_meta::<i64>("last_contact")?.map(Timestamp))
    }

    pub(crate) fn feed(&self) -> Result<Option<FeedId>> {
        self.parsed_meta("feed")
    }

    pub(crate) fn set_last_reply(&self, reply: ReplyId) -> Result<()> {
        self.set_meta("last_reply", &reply.to_string())?;
        self.run("DELETE FROM meta WHERE key = 'reply_device'", &[])
    }

    /// The device the last reply was given to, if this phone has become another since.
    pub(crate) fn reply_device(&self) -> Result<Option<DeviceId>> {
        self.parsed_meta("reply_device")
    }

    /// Remembers that what was said until now was said to another device, the first time.
    pub(crate) fn note_reply_device(&self, device: DeviceId) -> Result<()> {
        self.run("INSERT OR IGNORE INTO meta VALUES ('reply_device', ?1)", params![device.to_string()])
    }

    pub(crate) fn last_reply(&self) -> Result<Option<ReplyId>> {
        self.parsed_meta("last_reply")
    }

    pub(crate) fn cursor(&self) -> Result<FeedCursor> {
        Ok(FeedCursor(self.parsed_meta::<u64>("cursor")?.unwrap_or(0)))
    }

    pub(crate) fn resume(&self) -> Result<Option<Resume>> {
        let Some(after) = self.parsed_meta::<DocumentId>("resume_after")? else { return Ok(None) };
        let until = self.parsed_meta::<u64>("resume_until")?.unwrap_or(0);
        Ok(Some(Resume { until: FeedCursor(until), after }))
    }

    pub(crate) fn set_position(
        &self,
        feed: FeedId,
        cursor: FeedCursor,
        resume: Option<Resume>,
    ) -> Result<()> {
        self.set_meta("feed", &feed.to_string())?;
        self.set_meta("cursor", &cursor.0.to_string())?;
        match resume {
            Some(resume) => {
                self.set_meta("resume_after", &resume.after.to_string())?;
                self.set_meta("resume_until", &resume.until.0.to_string())
            }
            None => self.run("DELETE FROM meta WHERE key IN ('resume_after', 'resume_until')", &[]),
        }
    }

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

    /// Erases the whole copy, and has it scrubbed; the language and the appearance stay.
    pub(crate) fn erase(&self) -> Result<()> {
        // What is deleted from here on is written over.
        self.db.pragma_update(None, "secure_delete", true)?;
        for table in [
            "document",
            "change",
            "outbox",
            "offered",
            "photo",
            "wanted_photo",
            "set_aside",
            "order_line",
            "building_line",
            "organisation",
            "history_of",
            "search_entry",
            "search_word",
            "own_actor",
            "draft",
            "draft_photo",
            "done_once",
            "opened",
        ] {
            self.run(&format!("DELETE FROM {table}"), &[])?;
        }
        self.run("DELETE FROM meta WHERE key NOT IN ('language', 'appearance', 'search_version')", &[])?;
        self.set_meta("scrub", "1")
    }

    /// Writes the file anew when something was erased, so that no free page remembers it. Outside
    /// a transaction.
    pub(crate) fn scrub(&mut self) -> Result<()> {
        if self.meta("scrub")?.is_none() {
            return Ok(());
        }
        self.db.execute_batch("VACUUM")?;
        self.db.pragma_update(None, "secure_delete", false)?;
        self.transaction(|store| store.run("DELETE FROM meta WHERE key = 'scrub'", &[]))
    }
}

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

/// A blob of exactly `N` bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> ToSql for Bytes<N> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl<const N: usize> FromSql for Bytes<N> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let blob = value.as_blob()?;
        blob.try_into()
            .map(Self)
            .map_err(|_| FromSqlError::InvalidBlobSize { expected_size: N, blob_size: blob.len() })
    }
}

/// An id or hash as a blob column.
pub(crate) trait Column: Sized {
    type Bytes: FromSql + ToSql + Copy;
    fn column(&self) -> Self::Bytes;
    fn of_column(bytes: Self::Bytes) -> Self;
}

macro_rules! column {
    ($($type:ident),*; $($hash:ident),*) => {
        $(impl Column for shared::$type {
            type Bytes = Bytes<16>;
            fn column(&self) -> Bytes<16> {
                Bytes(*self.as_bytes())
            }
            fn of_column(bytes: Bytes<16>) -> Self {
                Self::from_bytes(bytes.0)
            }
        })*
        $(impl Column for $hash {
            type Bytes = Bytes<32>;
            fn column(&self) -> Bytes<32> {
                Bytes(self.0)
            }
            fn of_column(bytes: Bytes<32>) -> Self {
                Self(bytes.0)
            }
        })*
    };
}

column!(DocumentId, OrganisationId, AssetId, FactId; ChangeHash, Sha256);

struct Kind(DocumentKind);

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        DocumentKind::named(value.as_str()?).map(Self).ok_or(FromSqlError::InvalidType)
    }
}

/// The kind of a document in a column.
pub(crate) fn kind(row: &Row<'_>, at: usize) -> rusqlite::Result<DocumentKind> {
    row.get::<_, Kind>(at).map(|kind| kind.0)
}

/// The id or hash in a column.
pub(crate) fn blob<T: Column>(row: &Row<'_>, at: usize) -> rusqlite::Result<T> {
    row.get::<_, T::Bytes>(at).map(T::of_column)
}

/// The id or hash in a column that may be empty.
pub(crate) fn optional_blob<T: Column>(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Option<T::Bytes>>(at)?.map(T::of_column))
}
