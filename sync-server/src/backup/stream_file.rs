//! A file that is a stream, and appears at its place only when it is whole.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Result as IoResult, Write};
use std::path::{Path, PathBuf};

use crate::backup::error::{BackupError, Result, files};
use crate::base::private_files;

/// How every stream begins.
const BEGINNING: &[u8] = b"age-encryption.org/";

/// A stream under construction in a file beside its place, for its owner alone; gone again unless it is finished. Cut
/// off, it is encrypted as far as it goes.
pub struct StreamFile {
    part: PathBuf,
    place: PathBuf,
    /// Locked as long as it is written.
    file: File,
    finished: bool,
}

impl StreamFile {
    /// Begins one for a place where there is nothing. What an attempt that was killed left beside it is removed.
    ///
    /// # Errors
    /// [`BackupError::TakenFile`] when there is something at either place, [`BackupError::Files`] with what the file
    /// system says.
    pub fn begin(place: &Path) -> Result<Self> {
        if fs::symlink_metadata(place).is_ok() {
            return Err(BackupError::TakenFile(place.to_owned()));
        }
        let mut part = OsString::from(place);
        part.push(".part");
        let part = PathBuf::from(part);
        if fs::symlink_metadata(&part).is_ok() {
            if !is_left_over(&part).map_err(files(&part))? {
                return Err(BackupError::TakenFile(part));
            }
            fs::remove_file(&part).map_err(files(&part))?;
        }
        let file = private_files::create(&part).map_err(files(&part))?;
        let begun = Self { part, place: place.to_owned(), file, finished: false };
        match begun.file.try_lock() {
            Ok(()) => Ok(begun),
            Err(error) => Err(files(&begun.part)(error.into())),
        }
    }

    /// Puts it in its place, durably.
    ///
    /// # Errors
    /// [`BackupError::Files`] with what the file system says.
    pub fn finish(mut self) -> Result<()> {
        self.file.sync_all().map_err(files(&self.part))?;
        fs::rename(&self.part, &self.place).map_err(files(&self.place))?;
        self.finished = true;
        let folder = self.place.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(files(folder))
    }
}

impl Write for StreamFile {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> IoResult<()> {
        self.file.flush()
    }
}

impl Drop for StreamFile {
    fn drop(&mut self) {
        if !self.finished
            && let Err(error) = fs::remove_file(&self.part)
        {
            tracing::warn!(%error, part = %self.part.display(), "an unfinished stream could not be removed");
        }
    }
}

/// Whether a file is one that a killed attempt left: nobody writes it any more, and it begins like a stream or is empty.
fn is_left_over(part: &Path) -> IoResult<bool> {
    if !fs::symlink_metadata(part)?.is_file() {
        return Ok(false);
    }
    let mut file = File::open(part)?;
    if file.try_lock().is_err() {
        return Ok(false);
    }
    let mut beginning = [0; BEGINNING.len()];
    match file.read_exact(&mut beginning) {
        Ok(()) => Ok(beginning == BEGINNING),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(file.metadata()?.len() == 0),
        Err(error) => Err(error),
    }
}
