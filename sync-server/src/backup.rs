//! Backups of a data directory: made while it is served, restored into a new one, verified.
//!
//! A backup is a folder: a copy of `server.db` as it was at one moment, and the photos it names. The
//! office database is not in it: it is made again from the feed. Deliberately absent: schedules,
//! rotation and transport, which every office has tools for.

mod restore;
mod staging;
mod verify;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use shared::Sha256;
use staging::Staging;

use crate::engine::error::EngineError;
use crate::photos::PhotoFiles;
use crate::projection::error::ProjectionError;
use crate::store::error::StoreError;
use crate::store::{PhotoRow, Store, copy_database};

pub use restore::{Restored, restore};
pub use verify::{Findings, verify};

const SERVER: &str = "server.db";
const OFFICE: &str = "office.db";

/// Why a backup was not made, restored or looked at. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder is not a data directory, nor a backup of one.
    #[error("{} holds no server.db", .0.display())]
    NoServer(PathBuf),
    /// There is something at the place already.
    #[error("{} is there already: name a folder that does not exist yet", .0.display())]
    Taken(PathBuf),
    /// There is no room for the copies that are looked at.
    #[error("{} has no room for copies of the databases: make some, or set TMPDIR to another folder", .0.display())]
    NoRoom(PathBuf),
    /// The file system says no.
    #[error("{}: {error}", place.display())]
    Files {
        /// Where.
        place: PathBuf,
        /// What it says.
        error: std::io::Error,
    },
    /// The store says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The office database cannot be made.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl BackupError {
    /// Whether a database found no room.
    const fn is_full(&self) -> bool {
        matches!(self, Self::Store(StoreError::Full) | Self::Engine(EngineError::Store(StoreError::Full)))
    }
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<ProjectionError> for BackupError {
    fn from(error: ProjectionError) -> Self {
        Self::Engine(error.into())
    }
}

type Result<T, E = BackupError> = std::result::Result<T, E>;

fn files(place: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    move |error| BackupError::Files { place: place.to_owned(), error }
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// Documents in it.
    pub documents: usize,
    /// Photos in it.
    pub photos: usize,
    /// Photos the office has lost: the database names them, and there is no file.
    pub missing: Vec<Sha256>,
}

/// Makes a backup of a data directory, whether it is served meanwhile or not. It is whole or not
/// there at all: it is made in `TO.part` beside its place and renamed.
///
/// Photos are copies: what happens to a file afterwards must not happen to its backup.
///
/// # Errors
/// [`BackupError`]. A photo that is missing is no error: a backup without it is better than none.
pub fn backup(data: &Path, to: &Path) -> Result<BackedUp> {
    let server = existing_server(data)?;
    let staging = Staging::begin(to)?;
    let copy = staging.folder().join(SERVER);
    // The database first: every photo it names was on disk before it was written down.
    copy_database(&server, &copy)?;
    let store = Store::open(Connection::open(&copy)?)?;
    let (documents, photos) = (store.documents()?.len(), store.photos()?);
    store.become_backup()?;
    drop(store);
    let missing = bring_photos(&photos, data, staging.folder())?;
    staging.finish()?;
    Ok(BackedUp { documents, photos: photos.len() - missing.len(), missing })
}

fn existing_server(data: &Path) -> Result<PathBuf> {
    let server = data.join(SERVER);
    // An empty file is no database: it would be taken for one that has just been made.
    let holds = std::fs::metadata(&server).is_ok_and(|file| file.is_file() && file.len() > 0);
    if holds { Ok(server) } else { Err(BackupError::NoServer(data.to_owned())) }
}

/// Brings photos from one folder to another; which of them are not there.
fn bring_photos(photos: &[PhotoRow], from: &Path, to: &Path) -> Result<Vec<Sha256>> {
    let (from, to) = (PhotoFiles::of(from), PhotoFiles::of(to));
    let mut missing = Vec::new();
    for photo in photos {
        let (source, place) = (from.path(photo.sha256), to.path(photo.sha256));
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder).map_err(files(folder))?;
        }
        match copy(&source, &place) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => missing.push(photo.sha256),
            Err(error) => return Err(files(&source)(error)),
        }
    }
    Ok(missing)
}

/// Copies a file, durably. What is no file but leads to one is somebody else's.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if !std::fs::symlink_metadata(from)?.is_file() {
        return Err(std::io::ErrorKind::NotFound.into());
    }
    std::fs::copy(from, to)?;
    std::fs::File::open(to)?.sync_all()
}
