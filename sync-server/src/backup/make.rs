//! Makes a backup of a data directory.

use std::path::Path;

use rusqlite::Connection;
use shared::Sha256;

use crate::backup::error::{Result, SERVER, existing_server, files};
use crate::backup::staging::Staging;
use crate::photos::PhotoFiles;
use crate::store::{PhotoRow, Store, copy_database};

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
/// `BackupError` when there is nothing to back up, something at the place already, or no room. A photo that is missing is no error: a backup without it is better than none.
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

/// Brings photos from one folder to another; which of them are not there.
pub(crate) fn bring_photos(photos: &[PhotoRow], from: &Path, to: &Path) -> Result<Vec<Sha256>> {
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
