//! Files and folders that only the server's own account opens, whatever the umask says.

use std::fs::{self, File, OpenOptions};
use std::io::Result;
use std::path::Path;

/// The owner reads and writes.
const FILE_MODE: u32 = 0o600;
/// The owner reads, makes files in it and passes through.
const FOLDER_MODE: u32 = 0o700;

/// Makes a file for its owner alone, to write, where there is none.
///
/// # Errors
/// What the file system says; that there is something already, too.
pub(crate) fn create(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
    options.open(path)
}

/// Makes a folder for its owner alone, where there is none, in one that is there.
///
/// # Errors
/// What the file system says; that there is something already, too.
pub(crate) fn create_folder(path: &Path) -> Result<()> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, FOLDER_MODE);
    folder.create(path)
}

/// Closes a folder and all that is in it to everybody but its owner.
///
/// # Errors
/// What the file system says; some of it may be closed then.
pub(crate) fn close(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            close(&entry.path())?;
        } else if kind.is_file() {
            set_mode(&entry.path(), FILE_MODE)?;
        }
    }
    set_mode(folder, FOLDER_MODE)
}

/// Says who may do what with a file or folder, where the system knows of that.
#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(crate) fn set_mode(_: &Path, _: u32) -> Result<()> {
    Ok(())
}
