//! Files whose content is on disk before anybody is told.

use std::fs::File;
use std::io::{Result, Write as _};
use std::path::Path;

/// Writes a file in place of what is there; its content is on disk then. Cut off in between it is there in part: who
/// must not find that writes beside it and renames.
///
/// # Errors
/// What the file system says; how much is written then is not known.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}
