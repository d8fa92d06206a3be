//! A backup becomes a data directory again, with a feed of its own.

use std::path::Path;
use std::sync::Arc;

use shared::{FeedId, Sha256};

use crate::backup::error::{Result, SERVER, existing_server, files};
use crate::backup::make::bring_photos;
use crate::backup::staging::Staging;
use crate::base::clock::Clock;
use crate::base::private_files;
use crate::domains::NOUNS;
use crate::engine::data_directory::rebuild_office;
use crate::sql::Connection;
use crate::sql::sqlite::copy_database;
use crate::store::{Action, AuditEntry, PhotoRow, Store, Subject};

/// A data directory that was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The feed's new id: phones notice by it.
    pub feed: FeedId,
    /// Documents that are back.
    pub documents: usize,
    /// Photos that are back.
    pub photos: usize,
    /// Photos the database names and the backup does not hold.
    pub missing: Vec<Sha256>,
}

/// Restores a backup into a folder that is empty or not there yet. The backup stays as it is.
///
/// The feed gets a new id, so that phones begin anew and offer what the backup does not know. Sessions,
/// enrolment codes and counted attempts are dropped: a code or a session ended since would live again.
/// The office database is made anew.
///
/// The audit log goes on behind the last line of the backup, with the key it had: heads written before the backup hold,
/// those written since are of lines that are lost.
///
/// What else changed after the backup is as it was before: devices withdrawn since are enrolled
/// again, devices enrolled since are unknown, passwords and teams are the old ones.
///
/// # Errors
/// [`crate::backup::error::BackupError`] when there is no backup, something at the place already, or no room; nothing was
/// left behind.
pub fn restore(from: &Path, data: &Path, clock: &Arc<dyn Clock>) -> Result<Restored> {
    let server = existing_server(from)?;
    let staging = Staging::begin(data)?;
    let copy = staging.folder().join(SERVER);
    private_files::create(&copy).map_err(files(&copy))?;
    copy_database(&server, &copy)?;
    let folder = staging.folder().to_owned();
    begin_anew(staging, data, clock, |photos| bring_photos(photos, from, &folder))
}

/// Makes a data directory of a folder with the database of a backup, in a feed of its own. `bring` has the photos be
/// there that it is handed, and says which cannot.
pub(crate) fn begin_anew(
    staging: Staging,
    data: &Path,
    clock: &Arc<dyn Clock>,
    bring: impl FnOnce(&[PhotoRow]) -> Result<Vec<Sha256>>,
) -> Result<Restored> {
    let store = Store::open(Connection::open(staging.folder().join(SERVER))?)?;
    let feed = FeedId::from_bytes(clock.sixteen_bytes());
    store.begin()?;
    store.begin_anew(feed)?;
    store.record_audit(&AuditEntry::new(Action::Restored, Subject::Nothing), clock.now(), None)?;
    store.commit()?;
    let (documents, photos) = (store.documents()?.len(), store.photos()?);
    let missing = bring(&photos)?;
    // A phone that still has one is asked for it.
    missing.iter().try_for_each(|photo| store.forget_photo(*photo))?;
    drop(store);
    // Before there is something in it that a group may read.
    private_files::close(staging.folder()).map_err(files(data))?;
    rebuild_office(staging.folder(), NOUNS, Arc::clone(clock))?;
    crate::projection::folder::let_pass_through(staging.folder()).map_err(files(data))?;
    staging.finish()?;
    Ok(Restored { feed, documents, photos: photos.len() - missing.len(), missing })
}
