//! Files whose content is written over before their name goes.
//!
//! This helps where a file system writes in place. Where it writes elsewhere (copies on write, flash memory), what was
//! there stays until it is used again.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{ErrorKind, Read as _, Result, copy, repeat};
use std::path::Path;

/// Removes a file, once its content is written over; one that has other names besides keeps it under these.
///
/// # Errors
/// What the file system says of removing it, that there is none too. What cannot be written over is removed all the
/// same.
pub(crate) fn remove(path: &Path) -> Result<()> {
    if let Err(error) = overwrite(path)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!(%error, file = %path.display(), "removed without being written over");
    }
    fs::remove_file(path)
}

fn overwrite(path: &Path) -> Result<()> {
    let found = fs::symlink_metadata(path)?;
    if !found.is_file() || has_other_names(&found) {
        return Ok(());
    }
    let mut file = OpenOptions::new().write(true).open(path)?;
    copy(&mut repeat(0).take(found.len()), &mut file)?;
    file.sync_data()
}

/// A backup of somebody's may be made of further names for the same files.
#[cfg(unix)]
fn has_other_names(file: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
const fn has_other_names(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::io::{Seek as _, SeekFrom};

    use super::*;

    #[test]
    fn what_was_in_it_is_written_over_whoever_still_has_it_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("photo");
        fs::write(&path, "un visage").unwrap();
        let mut open = fs::File::open(&path).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
        let mut read = Vec::new();
        open.seek(SeekFrom::Start(0)).unwrap();
        open.read_to_end(&mut read).unwrap();
        assert_eq!(read, [0; 9]);
        assert_eq!(remove(&path).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn what_has_another_name_stays_as_it_is_under_that() {
        let folder = tempfile::tempdir().unwrap();
        let (path, kept) = (folder.path().join("photo"), folder.path().join("backup"));
        fs::write(&path, "un visage").unwrap();
        fs::hard_link(&path, &kept).unwrap();
        remove(&path).unwrap();
        assert_eq!(fs::read(&kept).unwrap(), b"un visage");
    }
}
