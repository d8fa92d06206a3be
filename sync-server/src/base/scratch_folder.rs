//! A folder for copies of what is being looked at or backed up, inside the data directory: what is in there is as
//! secret as the data, and what a killed program left is found again.
//!
//! ```text
//! DATA/verify-0123456789abcdef/lock    held as long as the folder is in use
//! DATA/backup-0123456789abcdef/lock
//! TMP/guichet-verify-0123456789abcdef/lock    where the data directory cannot be written
//! ```

use std::fs::{self, File};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::base::private_files;

/// What the names of those begin with that are looked at.
const VERIFY: &str = "verify-";
/// The same of those that are backed up.
const BACKUP: &str = "backup-";
/// The same of those among the system's temporary files.
const ELSEWHERE: &str = "guichet-verify-";
const LOCK: &str = "lock";

/// A folder for copies, gone when dropped.
#[derive(Debug)]
pub(crate) struct ScratchFolder {
    path: PathBuf,
    _lock: File,
}

impl ScratchFolder {
    /// Makes one in a data directory or a backup, after removing what killed programs left there. On a disk that
    /// cannot be written it is made among the system's temporary files.
    ///
    /// # Errors
    /// What the file system says, where neither can be written.
    pub(crate) fn new(data: &Path, entropy: u64) -> Result<Self> {
        let others = std::env::temp_dir();
        sweep_elsewhere(&others);
        let made = sweep(data).and_then(|()| Self::at(data.join(format!("{VERIFY}{entropy:016x}"))));
        match made {
            Err(error)
                if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
            {
                Self::at(others.join(format!("{ELSEWHERE}{entropy:016x}")))
            }
            made => made,
        }
    }

    /// The same for a backup that leaves the house encrypted: its copy is made in the data directory or not at all.
    ///
    /// # Errors
    /// What the file system says, where it cannot be written.
    pub(crate) fn to_back_up(data: &Path, entropy: u64) -> Result<Self> {
        sweep(data)?;
        Self::at(data.join(format!("{BACKUP}{entropy:016x}")))
    }

    fn at(path: PathBuf) -> Result<Self> {
        private_files::create_folder(&path)?;
        let lock = private_files::create(&path.join(LOCK))?;
        lock.try_lock()?;
        Ok(Self { path, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for ScratchFolder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.path) {
            tracing::warn!(%error, folder = %self.path.display(), "copies could not be removed");
        }
    }
}

/// Removes the folders that killed programs left in a data directory; those in use stay.
///
/// # Errors
/// What the file system says.
pub(crate) fn sweep(data: &Path) -> Result<()> {
    for entry in fs::read_dir(data)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_named_so = [VERIFY, BACKUP].iter().any(|begin| name.to_string_lossy().starts_with(begin));
        if !is_named_so || !entry.file_type()?.is_dir() {
            continue;
        }
        remove_if_left(&entry.path())?;
    }
    Ok(())
}

/// Removes the folders that killed programs of this account left among the system's temporary files, where others have
/// theirs too; what cannot be removed is said and stays.
pub(crate) fn sweep_elsewhere(temporary: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    for entry in entries.flatten() {
        let is_named_so = entry.file_name().to_string_lossy().starts_with(ELSEWHERE);
        if !is_named_so || !entry.metadata().is_ok_and(|found| found.is_dir() && is_own(&found)) {
            continue;
        }
        if let Err(error) = remove_if_left(&entry.path()) {
            tracing::warn!(%error, folder = %entry.path().display(), "copies that were left could not be removed");
        }
    }
}

/// Removes a folder that nobody uses any more; one without a lock is being made, or is empty.
fn remove_if_left(folder: &Path) -> Result<()> {
    let Ok(lock) = File::open(folder.join(LOCK)) else { return Ok(()) };
    if lock.try_lock().is_ok() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Whether something belongs to the account this program runs under.
#[cfg(unix)]
fn is_own(found: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(found) == rustix::process::geteuid().as_raw()
}

/// The temporary files are those of one account.
#[cfg(not(unix))]
const fn is_own(_: &fs::Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn names(data: &Path) -> Vec<String> {
        let names =
            fs::read_dir(data).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    #[test]
    fn it_stands_in_the_data_directory_for_its_owner_alone_and_is_gone_afterwards() {
        let data = tempfile::tempdir().unwrap();
        let scratch = ScratchFolder::new(data.path(), 7).unwrap();
        fs::write(scratch.path().join("server.db"), "secret").unwrap();
        assert_eq!(names(data.path()), ["verify-0000000000000007"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(scratch.path()).unwrap().permissions().mode() & 0o777, 0o700);
        }
        drop(scratch);
        assert!(names(data.path()).is_empty());
    }

    #[test]
    fn what_a_killed_program_left_is_removed_and_what_is_in_use_or_somebody_s_stays() {
        let data = tempfile::tempdir().unwrap();
        for left in ["verify-left", "backup-left"] {
            let left = data.path().join(left);
            fs::create_dir(&left).unwrap();
            fs::write(left.join(LOCK), "").unwrap();
            fs::write(left.join("server.db"), "secret").unwrap();
        }
        fs::write(data.path().join("verify-notes.txt"), "somebody's").unwrap();
        let in_use = ScratchFolder::new(data.path(), 1).unwrap();
        let other = ScratchFolder::to_back_up(data.path(), 2).unwrap();
        let here = ["backup-0000000000000002", "verify-0000000000000001", "verify-notes.txt"];
        assert_eq!(names(data.path()), here);
        drop((in_use, other));
        assert_eq!(names(data.path()), ["verify-notes.txt"]);
    }

    #[test]
    fn what_a_killed_program_left_among_temporary_files_is_removed_and_nothing_else_there() {
        let temporary = tempfile::tempdir().unwrap();
        for name in ["guichet-verify-left", "guichet-verify-made", "somebody-s"] {
            fs::create_dir(temporary.path().join(name)).unwrap();
            fs::write(temporary.path().join(name).join("server.db"), "secret").unwrap();
        }
        for name in ["guichet-verify-left", "somebody-s"] {
            fs::write(temporary.path().join(name).join(LOCK), "").unwrap();
        }
        let in_use = ScratchFolder::at(temporary.path().join("guichet-verify-in-use")).unwrap();
        sweep_elsewhere(temporary.path());
        assert_eq!(names(temporary.path()), ["guichet-verify-in-use", "guichet-verify-made", "somebody-s"]);
        drop(in_use);
    }

    #[cfg(unix)]
    #[test]
    fn a_disk_that_cannot_be_written_is_looked_at_elsewhere() {
        use std::os::unix::fs::PermissionsExt as _;
        let data = tempfile::tempdir().unwrap();
        fs::set_permissions(data.path(), fs::Permissions::from_mode(0o500)).unwrap();
        let scratch = ScratchFolder::new(data.path(), 0x5eed).unwrap();
        // An account that may do everything writes it all the same.
        let writes_all = fs::write(data.path().join("probe"), "").is_ok();
        assert_eq!(scratch.path().starts_with(data.path()), writes_all);
        assert_eq!(ScratchFolder::to_back_up(data.path(), 1).is_ok(), writes_all, "nowhere else");
    }
}
