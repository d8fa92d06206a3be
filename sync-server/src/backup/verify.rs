//! Whether a data directory, or a backup, is what it says: every document loads, the feed and the
//! documents agree, photos are what their names say, the office database equals a rebuild. Looks at
//! copies, so that it can be done while serving.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::Connection;
use shared::document::change_header;
use shared::{ChangeHash, DocumentId, Heads, Sha256};

use crate::backup::error::{BackupError, OFFICE, Result, SERVER, existing_server, files};
use crate::base::clock::Clock;
use crate::base::limits::VERIFY_LOOKS_MAX;
use crate::domains::ROWS;
use crate::domains::RULES;
use crate::engine::core::Core;
use crate::engine::documents::load;
use crate::photos::PhotoFiles;
use crate::projection::Projection;
use crate::projection::folder::database;
use crate::store::{PhotoRow, Store, copy_database};

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Documents looked at.
    pub documents: usize,
    /// Changes looked at.
    pub changes: usize,
    /// Photos looked at.
    pub photos: usize,
    /// Whether there was an office database to compare; a backup has none.
    pub office: bool,
    /// What is wrong, a sentence each.
    pub wrong: Vec<String>,
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} documents, {} changes, {} photos", self.documents, self.changes, self.photos)?;
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
    let server = existing_server(data)?;
    let scratch = Scratch::new(clock.as_ref())?;
    look(data, &server, &scratch, clock)
        .map_err(|error| if error.is_full() { BackupError::NoRoom(std::env::temp_dir()) } else { error })
}

fn look(data: &Path, server: &Path, scratch: &Scratch, clock: &Arc<dyn Clock>) -> Result<Findings> {
    let copy = scratch.0.join(SERVER);
    copy_database(server, &copy)?;
    let store = Store::open(Connection::open(&copy)?)?;
    let mut findings = Findings::default();
    let found = store.integrity_findings()?.into_iter().map(|finding| format!("{SERVER}: {finding}"));
    findings.wrong.extend(found);
    findings.look_at_documents(&store)?;
    let readable = findings.wrong.is_empty();
    findings.look_at_photos(&store.photos()?, data);
    drop(store);
    findings.office = database(data).is_file();
    if readable {
        findings.look_at_office(data, scratch, clock)?;
    } else if findings.office {
        findings.wrong.push(format!("{OFFICE} was not compared: it is made from what is wrong above"));
    }
    Ok(findings)
}

impl Findings {
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
        let place = PhotoFiles::of(data);
        for photo in photos {
            self.photos += 1;
            let sha256 = photo.sha256;
            let file = place.path(sha256);
            match std::fs::read(&file) {
                Ok(bytes) if bytes.len() as u64 != photo.size_bytes => {
                    let (size, recorded) = (bytes.len(), photo.size_bytes);
                    self.wrong.push(format!("photo {sha256} has {size} bytes instead of {recorded}"));
                }
                Ok(bytes) if Sha256::of(&bytes) != sha256 => {
                    self.wrong.push(format!("photo {sha256} is not the picture its name says"));
                }
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    self.wrong.push(format!("photo {sha256} is missing"));
                }
                Err(error) => self.wrong.push(format!("photo {sha256} cannot be read: {error}")),
            }
        }
    }

    /// Compares the office database with a rebuild. A server that writes may be between its two
    /// databases: a difference counts when it is still there while nothing else has changed.
    fn look_at_office(&mut self, data: &Path, scratch: &Scratch, clock: &Arc<dyn Clock>) -> Result<()> {
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
fn grown(data: &Path, scratch: &Scratch) -> Result<String> {
    let copy = scratch.empty("grown.db")?;
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
    fn take(data: &Path, scratch: &Scratch, grown: Option<String>, clock: &Arc<dyn Clock>) -> Result<Self> {
        let (server, rebuilt) = (scratch.empty("feed.db")?, scratch.empty("rebuilt.db")?);
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

/// A folder for copies, gone afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new(clock: &dyn Clock) -> Result<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let (process, count) = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let name = format!("guichet-verify-{process}-{count}-{:016x}", clock.entropy());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).map_err(files(&folder))?;
        Ok(Self(folder))
    }

    /// A place for a file, with nothing of an earlier one.
    fn empty(&self, name: &str) -> Result<PathBuf> {
        let folder = self.0.join("look");
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
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "copies could not be removed");
        }
    }
}
