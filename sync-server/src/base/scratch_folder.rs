//! A folder for copies of what is being looked at or backed up, inside the data directory: what is in there is as
//! secret as the data, and what a killed program left is found again.
//!
//! ```text
//! DATA/verify-0123456789abcdef/lock    held as long as the folder is in use
//! DATA/backup-0123456789abcdef/lock
//! ```

use std::fs::{self, File};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::base::private_files;

/// What the names of those begin with that are looked at.
const VERIFY: &str = "verify-";
/// The same of those that are backed up.
const BACKUP: &str = "backup-";
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
        let name = format!("{VERIFY}{entropy:016x}");
        let made = sweep(data).and_then(|()| Self::at(data.join(&name)));
        match made {
            Err(error)
                if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) =>
            {
                Self::at(std::env::temp_dir().join(format!("guichet-{name}")))
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
        // One without a lock is being made, or is empty.
        let Ok(lock) = File::open(entry.path().join(LOCK)) else { continue };
        if lock.try_lock().is_ok() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
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
