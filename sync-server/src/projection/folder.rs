//! The folder of the office database: apart from everything else of a data directory, so that a group
//! can be given the one thing it may read. Passwords, tokens and photos are nobody's but the server's.
//!
//! ```text
//! DATA               rwx--x--x   to be passed through
//! DATA/server.db     rw-------   and photos, uploads
//! DATA/office        rwxr-s---   its group is chosen by whoever keeps the server: chgrp
//! DATA/office/office.db  rw-r-----
//! ```

use std::ffi::OsString;
use std::fs;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::base::private_files::set_mode;

/// What others may do is only to pass through: names are known, what they lead to is closed.
const DATA_MODE: u32 = 0o711;
/// The group reads; what is made within belongs to the same group.
const FOLDER_MODE: u32 = 0o2750;
const DATABASE_MODE: u32 = 0o640;
const OWNER_FILE_MODE: u32 = 0o600;
const OWNER_FOLDER_MODE: u32 = 0o700;

/// Where the office database of a data directory is.
#[must_use]
pub fn database(data: &Path) -> PathBuf {
    data.join("office").join("office.db")
}

/// Where it was in the first versions: beside `server.db`, for the same group.
pub(crate) fn earlier_database(data: &Path) -> PathBuf {
    data.join("office.db")
}

/// Makes a data directory where there is none.
pub(crate) fn make_data_directory(data: &Path) -> Result<()> {
    if data.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(data)?;
    let_pass_through(data)
}

/// Lets those who may read the office database pass through the folder around it.
pub(crate) fn let_pass_through(data: &Path) -> Result<()> {
    set_mode(data, DATA_MODE)
}

/// Makes the folder and the file of the office database where they are missing, brings over those of an
/// earlier version, and closes everything else to the group. Whoever calls this holds the directory.
pub(crate) fn prepare(data: &Path) -> Result<()> {
    let (place, earlier) = (database(data), earlier_database(data));
    let folder = data.join("office");
    if !folder.is_dir() {
        fs::create_dir_all(&folder)?;
        keep_group(&folder, &earlier);
        // Last: giving a folder away may take the bit back that makes what is within of the same group.
        set_mode(&folder, FOLDER_MODE)?;
    }
    bring_over(&earlier, &place)?;
    close_to_others(data);
    Ok(())
}

/// Lets the group read the database, and with it the log that SQLite makes beside it with the same rights:
/// before it is opened, and whether it is there or about to be made.
pub(crate) fn let_the_group_read(database: &Path) {
    // What is wrong with the place is said by whoever opens it.
    if fs::OpenOptions::new().create(true).append(true).open(database).is_ok() {
        add_mode(database, DATABASE_MODE);
    }
}

/// Moves the database with its log. The database goes last: as long as it is in its old place, there is
/// something to bring over.
fn bring_over(earlier: &Path, place: &Path) -> Result<()> {
    if !earlier.exists() {
        return Ok(());
    }
    if place.exists() {
        // Made by an earlier version that was put back for a while: all of it is in the feed.
        tracing::info!(
            "office.db of an earlier version is removed: the one in office/ catches up from the feed"
        );
        ["-wal", "-shm", ""].iter().try_for_each(|end| gone_is_fine(fs::remove_file(beside(earlier, end))))
    } else {
        tracing::info!("office.db moves to {}", place.display());
        gone_is_fine(fs::rename(beside(earlier, "-wal"), beside(place, "-wal")))?;
        gone_is_fine(fs::remove_file(beside(earlier, "-shm")))?;
        add_mode(&beside(place, "-wal"), DATABASE_MODE);
        gone_is_fine(fs::rename(earlier, place))
    }
}

/// A file that SQLite has beside a database.
pub(crate) fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(database);
    name.push(end);
    name.into()
}

pub(crate) fn gone_is_fine(outcome: Result<()>) -> Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

/// Makes a folder that only this account opens; one that is there keeps its rights.
pub(crate) fn make_closed(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, OWNER_FOLDER_MODE);
    builder.create(path)
}

/// What earlier versions left readable for the group.
fn close_to_others(data: &Path) {
    for name in ["server.db", "server.db-wal", "server.db-shm", "lock"] {
        take_mode(&data.join(name), OWNER_FILE_MODE);
    }
    for name in ["photos", "uploads"] {
        take_mode(&data.join(name), OWNER_FOLDER_MODE);
    }
}

/// Whoever could read the database goes on reading it, if this account may give the folder to them.
#[cfg(unix)]
fn keep_group(folder: &Path, earlier: &Path) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    if let Ok(file) = fs::metadata(earlier)
        && let Err(error) = chown(folder, None, Some(file.gid()))
    {
        tracing::warn!(%error, "the folder office keeps this account's group: give it to those who read, with chgrp");
    }
}

#[cfg(not(unix))]
fn keep_group(_: &Path, _: &Path) {}

/// Lets at least so much be done with a file. What its owner allowed beyond that stays.
fn add_mode(path: &Path, least: u32) {
    change_mode(path, |mode| mode | least);
}

/// Lets no more be done with it.
fn take_mode(path: &Path, most: u32) {
    change_mode(path, |mode| mode & most);
}

/// A file system without modes, or a file that belongs to somebody else, is no reason not to serve.
#[cfg(unix)]
fn change_mode(path: &Path, change: impl FnOnce(u32) -> u32) {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(file) = fs::metadata(path) else { return };
    let (before, after) = (file.mode() & 0o7777, change(file.mode() & 0o7777));
    if before != after
        && let Err(error) = set_mode(path, after)
    {
        tracing::warn!(%error, path = %path.display(), "who may read this could not be changed");
    }
}

#[cfg(not(unix))]
fn change_mode(_: &Path, _: impl FnOnce(u32) -> u32) {}
