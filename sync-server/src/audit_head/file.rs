//! A file that heads are appended to, and the head of a data directory as it stands in its files.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::audit_head::key::SignError;
use crate::audit_head::signed::SignedHead;
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;

/// The head of the log in a data directory or a backup, whether it is served meanwhile or not.
///
/// # Errors
/// [`SignError::NoKey`] when no server has started on it that makes a key, [`SignError::Store`] when there is no
/// `server.db` or it cannot be read.
pub fn of_directory(data: &Path) -> Result<SignedHead, SignError> {
    let db = Connection::open_to_read(data.join("server.db")).map_err(StoreError::from)?;
    let store = Store::open_to_read(db);
    // Without a key the log may be of a version that has no chain to read.
    let key = store.audit_key()?.ok_or(SignError::NoKey)?;
    SignedHead::sign(store.audit_head()?, Some(key))
}

/// Appends a line to a file; on return it is on disk. A file that is made is for the server's account alone; one that
/// is there keeps its rights.
pub(crate) fn append(path: &Path, line: &str) -> io::Result<()> {
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // In one piece: two servers that write to one file do not part a line.
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_all()?;
    match path.parent().filter(|folder| is_new && !folder.as_os_str().is_empty()) {
        // A name is on disk only once its folder is.
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
