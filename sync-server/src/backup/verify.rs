//! Whether a data directory, or a backup, is what it says: every document loads, the feed and the
//! documents agree, photos are what their names say, the audit log is what was written, the office
//! database equals a rebuild. Looks at copies, so that it can be done while serving.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shared::document::change_header;
use shared::{ChangeHash, DocumentId, Heads, Sha256};

use crate::audit_head::{KeptHeads, check};
use crate::backup::error::{BackupError, OFFICE, Result, SERVER, existing_server, files};
use crate::base::clock::Clock;
use crate::base::limits::VERIFY_LOOKS_MAX;
use crate::base::scratch_folder::ScratchFolder;
use crate::domains::ROWS;
use crate::domains::RULES;
use crate::engine::core::Core;
use crate::engine::documents::load;
use crate::photos::{FolderStore, PhotoStore as _};
use crate::projection::Projection;
use crate::projection::folder::database;
use crate::sql::Connection;
use crate::sql::sqlite::copy_database;
use crate::store::{PhotoRow, Store};

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Documents looked at.
    pub documents: usize,
    /// Changes looked at.
    pub changes: usize,
    /// Photos looked at.
    pub photos: usize,
    /// Lines of the audit log looked at.
    pub audit_lines: u64,
    /// Heads held against the audit log; `None` when none were named.
    pub audit_heads: Option<usize>,
    /// Whether there was an office database to compare; a backup has none.
    pub office: bool,
    /// What is wrong, a sentence each.
    pub wrong: Vec<String>,
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { documents, changes, photos, audit_lines, .. } = self;
        writeln!(
            f,
            "{documents} documents, {changes} changes, {photos} photos, {audit_lines} lines of the audit log"
        )?;
        if let Some(heads) = self.audit_heads {
            writeln!(f, "{heads} heads held against the audit log")?;
        }
        if !self.office {
            writeln!(
                f,
                "no office database here: restoring a backup makes it, serving a data directory too"
            )?;
        }
        match self.wrong.len() {
            0 => writeln!(f, "nothing is wrong"),
            count => {
                writeln!(f, "{count} wrong:")?;
                self.wrong.iter().try_for_each(|wrong| writeln!(f, "- {wrong}"))
            }
        }
    }
}

/// Looks at everything in a data directory or a backup. Reads every photo.
///
/// # Errors
/// [`crate::backup::error::BackupError`] when it cannot even be looked at; what is wrong with it is no error.
pub fn verify(data: &Path, clock: &Arc<dyn Clock>) -> Result<Findings> {
    verify_against(data, None, clock)
}

/// The same, and holds the heads in a file against the audit log.
///
/// # Errors
/// [`crate::backup::error::BackupError`] when it cannot even be looked at, or the file has no head of an audit log.
pub fn verify_against(data: &Path, heads: Option<&Path>, clock: &Arc<dyn Clock>) -> Result<Findings> {
    let server = existing_server(data)?;
    let heads = heads.map(KeptHeads::read).transpose()?;
    let scratch = ScratchFolder::new(data, clock.entropy()).map_err(files(data))?;
    let no_room = |error: BackupError| match error {
        full if full.is_full() => BackupError::NoRoom(scratch.path().to_owned()),
        other => other,
    };
    look(data, &server, heads.as_ref(), &scratch, clock).map_err(no_room)
}

fn look(
    data: &Path,
    server: &Path,
    heads: Option<&KeptHeads>,
    scratch: &ScratchFolder,
    clock: &Arc<dyn Clock>,
) -> Result<Findings> {
    let copy = scratch.path().join(SERVER);
    copy_database(server, &copy)?;
    let store = Store::open(Connection::open(&copy)?)?;
    let mut findings = Findings::default();
    let readable = findings.look_at_database(&store)?;
    findings.look_at_photos(&store.photos()?, data);
    findings.look_at_audit(&store, heads);
    drop(store);
    findings.office = database(data).is_file();
    if readable {
        findings.look_at_office(data, scratch, clock)?;
    } else if findings.office {
        findings.wrong.push(format!("{OFFICE} was not compared: it is made from what is wrong above"));
    }
    Ok(findings)
}

/// Looks at a copy in a scratch folder that a backup is made of; its photos are looked at as they are read.
pub(crate) fn verify_copy(
    store: &Store,
    scratch: &ScratchFolder,
    clock: &Arc<dyn Clock>,
) -> Result<Findings> {
    let mut findings = Findings::default();
    let readable = findings.look_at_database(store)?;
    findings.look_at_audit(store, None);
    if readable {
        findings.look_at_office(scratch.path(), scratch, clock)?;
    }
    Ok(findings)
}

/// What is wrong with the bytes of a photo, as a sentence.
pub(crate) fn wrong_with_photo(photo: &PhotoRow, bytes: &[u8]) -> Option<String> {
    let PhotoRow { sha256, size_bytes, .. } = photo;
    if bytes.len() as u64 != *size_bytes {
        return Some(format!("photo {sha256} has {} bytes instead of {size_bytes}", bytes.len()));
    }
    (Sha256::of(bytes) != *sha256).then(|| format!("photo {sha256} is not the picture its name says"))
}

impl Findings {
    /// Looks at the database alone; whether all of it can be read.
    fn look_at_database(&mut self, store: &Store) -> Result<bool> {
        let found = store.integrity_findings()?.into_iter().map(|finding| format!("{SERVER}: {finding}"));
        self.wrong.extend(found);
        self.look_at_documents(store)?;
        Ok(self.wrong.is_empty())
    }

    fn look_at_documents(&mut self, store: &Store) -> Result<()> {
        let strays = store.stray_changes()?;
        if strays > 0 {
            self.wrong.push(format!("{strays} changes belong to no document"));
        }
        for id in store.documents()? {
            self.documents += 1;
            self.look_at_document(store, id)?;
        }
        Ok(())
    }

    fn look_at_document(&mut self, store: &Store, id: DocumentId) -> Result<()> {
        let feed = store.feed_of(id)?;
        self.changes += feed.len();
        for (hash, bytes) in &feed {
            let Some(bytes) = bytes else { continue };
            let told = catch_unwind(|| change_header(bytes)).ok().and_then(std::result::Result::ok);
            if told.is_none_or(|header| header.hash != *hash) {
                self.wrong.push(format!("document {id}: the bytes of change {hash} are not that change"));
            }
        }
        let document = match catch_unwind(AssertUnwindSafe(|| load(store, id))) {
            Ok(Ok(Some(document))) => document,
            Ok(Ok(None)) => return Ok(()),
            Ok(Err(error)) => {
                self.wrong.push(format!("document {id} does not load: {error}"));
                return Ok(());
            }
            Err(_) => {
                self.wrong.push(format!("document {id} does not load"));
                return Ok(());
            }
        };
        // The rows of the feed are the record of what the document must be made of, heads included.
        let recorded: BTreeSet<ChangeHash> = feed.iter().map(|(hash, _)| *hash).collect();
        let loaded: BTreeSet<ChangeHash> =
            document.changes_since(&Heads::default()).into_iter().map(|(header, _)| header.hash).collect();
        if recorded != loaded {
            let (lacks, has) = (recorded.difference(&loaded).count(), loaded.difference(&recorded).count());
            self.wrong.push(format!(
                "document {id}: it lacks {lacks} changes of the feed, and has {has} the feed does not have"
            ));
        }
        Ok(())
    }

    fn look_at_photos(&mut self, photos: &[PhotoRow], data: &Path) {
        let place = FolderStore::of(data);
        for photo in photos {
            self.photos += 1;
            let sha256 = photo.sha256;
            match place.read(sha256) {
                Ok(Some(bytes)) => self.wrong.extend(wrong_with_photo(photo, &bytes)),
                Ok(None) => self.wrong.push(format!("photo {sha256} is missing")),
                Err(error) => self.wrong.push(format!("photo {sha256} cannot be read: {error}")),
            }
        }
    }

    fn look_at_audit(&mut self, store: &Store, heads: Option<&KeptHeads>) {
        match check(store, heads) {
            Ok(checked) => {
                self.audit_lines = checked.lines;
                self.audit_heads = heads.map(|_| checked.heads);
                self.wrong.extend(checked.wrong);
            }
            Err(error) => self.wrong.push(format!("audit log: it cannot be read: {error}")),
        }
    }

    /// Compares the office database with a rebuild. A server that writes may be between its two
    /// databases: a difference counts when it is still there while nothing else has changed.
    fn look_at_office(&mut self, data: &Path, scratch: &ScratchFolder, clock: &Arc<dyn Clock>) -> Result<()> {
        let mut before = None;
        for _ in 0..VERIFY_LOOKS_MAX {
            let grown = self.office.then(|| grown(data, scratch)).transpose();
            let unread =
                |error| format!("{OFFICE} cannot be read: {error}; make it again with rebuild-office");
            let Some(grown) = self.found(grown, unread)? else { return Ok(()) };
            let look = Look::take(data, scratch, grown, clock);
            let unmade = |error| format!("the office database cannot be made again: {error}");
            let Some(look) = self.found(look, unmade)? else { return Ok(()) };
            let Some(differences) = look.differences() else { return Ok(()) };
            if before.as_ref() == Some(&look) {
                self.wrong.extend(differences);
                return Ok(());
            }
            before = Some(look);
        }
        self.wrong.push(
            "the office database was never at rest and could not be compared: stop the server, or verify a backup"
                .to_owned(),
        );
        Ok(())
    }

    /// What was looked at; `None` when it could not be, which is wrong. That the copies found no room is not.
    fn found<T>(&mut self, look: Result<T>, wrong: impl FnOnce(BackupError) -> String) -> Result<Option<T>> {
        match look {
            Ok(look) => Ok(Some(look)),
            Err(error) if error.is_full() => Err(error),
            Err(error) => {
                self.wrong.push(wrong(error));
                Ok(None)
            }
        }
    }
}

/// The office database as it grew.
fn grown(data: &Path, scratch: &ScratchFolder) -> Result<String> {
    let copy = empty(scratch, "grown.db")?;
    copy_database(&database(data), &copy)?;
    Ok(Projection::open(Connection::open(&copy)?, ROWS)?.dump()?)
}

/// The office database as it grew, and as it is when it is made again.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    grown: Option<String>,
    again: String,
}

impl Look {
    fn take(
        data: &Path,
        scratch: &ScratchFolder,
        grown: Option<String>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Self> {
        let (server, rebuilt) = (empty(scratch, "feed.db")?, empty(scratch, "rebuilt.db")?);
        copy_database(&data.join(SERVER), &server)?;
        let store = Store::open(Connection::open(&server)?)?;
        let projection = Projection::open(Connection::open(&rebuilt)?, ROWS)?;
        let again = Core::new(store, projection, Arc::clone(clock), RULES)?.projection().dump()?;
        Ok(Self { grown, again })
    }

    /// How the two differ, table by table; `None` when they do not.
    fn differences(&self) -> Option<Vec<String>> {
        let grown = self.grown.as_ref().filter(|grown| **grown != self.again)?;
        let (grown, again) = (tables(grown), tables(&self.again));
        let differing = grown.iter().filter_map(|(name, rows)| {
            let rebuilt = again.iter().find(|(known, _)| known == name).map(|(_, rows)| rows.clone());
            let rebuilt = rebuilt.unwrap_or_default();
            let (only_grown, only_rebuilt) =
                (rows.difference(&rebuilt).count(), rebuilt.difference(rows).count());
            (only_grown + only_rebuilt > 0).then(|| {
                format!(
                    "{OFFICE}, table {name}: {only_grown} rows a rebuild does not have, {only_rebuilt} rows only a \
                     rebuild has; make it again with rebuild-office"
                )
            })
        });
        Some(differing.collect())
    }
}

/// The tables of a dump, each with its rows.
fn tables(dump: &str) -> Vec<(&str, BTreeSet<&str>)> {
    let mut tables: Vec<(&str, BTreeSet<&str>)> = Vec::new();
    for line in dump.lines() {
        match (line.strip_prefix("-- "), tables.last_mut()) {
            (Some(name), _) => tables.push((name, BTreeSet::new())),
            (None, Some((_, rows))) if !line.is_empty() => {
                rows.insert(line);
            }
            (None, _) => {}
        }
    }
    tables
}

/// A place for a copy, with nothing of an earlier one.
fn empty(scratch: &ScratchFolder, name: &str) -> Result<PathBuf> {
    let folder = scratch.path().join("look");
    let place = folder.join(name);
    std::fs::create_dir_all(&folder).map_err(files(&folder))?;
    for part in [place.clone(), folder.join(format!("{name}-wal")), folder.join(format!("{name}-shm"))] {
        match std::fs::remove_file(&part) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(files(&part)(error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(place)
}
