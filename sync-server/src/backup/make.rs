//! Makes a backup of a data directory.

use std::path::Path;

use shared::Sha256;

use crate::backup::error::{Result, SERVER, existing_server, files};
use crate::backup::staging::Staging;
use crate::base::private_files;
use crate::photos::{FolderStore, PhotoStore as _};
use crate::sql::Connection;
use crate::sql::sqlite::copy_database;
use crate::store::{PhotoRow, Store};

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
    let (store, documents, photos) = copy_server(&server, &staging.folder().join(SERVER))?;
    store.become_backup()?;
    drop(store);
    let missing = bring_photos(&photos, data, staging.folder())?;
    private_files::close(staging.folder()).map_err(files(to))?;
    staging.finish()?;
    Ok(BackedUp { documents, photos: photos.len() - missing.len(), missing })
}

/// Copies a database that is to be backed up, whoever uses it meanwhile, into a file for its owner alone: the copy, how
/// many documents are in it, and which photos it names. Every one of them was on disk before it was written down.
pub(crate) fn copy_server(server: &Path, copy: &Path) -> Result<(Store, usize, Vec<PhotoRow>)> {
    private_files::create(copy).map_err(files(copy))?;
    copy_database(server, copy)?;
    let store = Store::open(Connection::open(copy)?)?;
    let (documents, photos) = (store.documents()?.len(), store.photos()?);
    Ok((store, documents, photos))
}

/// Brings photos from one folder to another; which of them are not there.
pub(crate) fn bring_photos(photos: &[PhotoRow], from: &Path, to: &Path) -> Result<Vec<Sha256>> {
    let (from, to) = (FolderStore::of(from), FolderStore::of(to));
    let mut missing = Vec::new();
    for PhotoRow { sha256, .. } in photos {
        match from.read(*sha256).map_err(files(&from.path(*sha256)))? {
            Some(bytes) => to.place(*sha256, &bytes).map_err(files(&to.path(*sha256)))?,
            None => missing.push(*sha256),
        }
    }
    Ok(missing)
}
