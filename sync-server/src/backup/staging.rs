//! A folder that appears at its place only when it is whole.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::backup::error::{BackupError, Result, files};
use crate::base::private_files;

/// Marks a folder as one that was begun here and is not whole.
const UNFINISHED: &str = "unfinished";
/// How the name of a folder ends that is not whole.
const PART: &str = "part";

/// A folder under construction beside the place it is for; gone again unless it is finished.
pub(crate) struct Staging {
    part: PathBuf,
    place: PathBuf,
    /// The mark, locked as long as the folder is being made.
    _mark: File,
    finished: bool,
}

impl Staging {
    /// Begins a folder for a place where there is nothing yet, or an empty folder. What attempts that were killed left
    /// beside it is removed, whatever place they were for.
    pub(crate) fn begin(place: &Path) -> Result<Self> {
        let taken = || BackupError::Taken(place.to_owned());
        let name = place.file_name().ok_or_else(taken)?;
        match fs::read_dir(place) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(taken());
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(_) => return Err(taken()),
        }
        let mut part_name = name.to_owned();
        part_name.push(".");
        part_name.push(PART);
        let part = place.with_file_name(part_name);
        if part.exists() {
            if !is_unfinished(&part)? {
                return Err(BackupError::Taken(part));
            }
            fs::remove_dir_all(&part).map_err(files(&part))?;
        }
        if let Some(around) = part.parent() {
            fs::create_dir_all(around).map_err(files(around))?;
            sweep(around);
        }
        private_files::create_folder(&part).map_err(files(&part))?;
        let mark = part.join(UNFINISHED);
        let marked = File::create(&mark).and_then(|file| Ok(file.try_lock().map(|()| file)?));
        Ok(Self { part, place: place.to_owned(), _mark: marked.map_err(files(&mark))?, finished: false })
    }

    /// Where it is made.
    pub(crate) fn folder(&self) -> &Path {
        &self.part
    }

    /// Puts it in its place, durably.
    pub(crate) fn finish(mut self) -> Result<()> {
        let mark = self.part.join(UNFINISHED);
        fs::remove_file(&mark).map_err(files(&mark))?;
        sync_folders(&self.part)?;
        if self.place.exists() {
            fs::remove_dir(&self.place).map_err(files(&self.place))?;
        }
        fs::rename(&self.part, &self.place).map_err(files(&self.place))?;
        self.finished = true;
        let beside = self.place.parent().filter(|parent| !parent.as_os_str().is_empty());
        sync_folder(beside.unwrap_or_else(|| Path::new(".")))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.finished
            && let Err(error) = fs::remove_dir_all(&self.part)
        {
            tracing::warn!(%error, part = %self.part.display(), "an unfinished folder could not be removed");
        }
    }
}

/// Removes what killed attempts left in a folder: a copy in the name of a day that has gone is begun by nobody again.
/// What cannot be removed is said and stays.
fn sweep(around: &Path) {
    let around = if around.as_os_str().is_empty() { Path::new(".") } else { around };
    let Ok(entries) = fs::read_dir(around) else { return };
    for entry in entries.flatten() {
        let part = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_folder || part.extension().is_none_or(|end| end != PART) {
            continue;
        }
        // One without a mark is being made, or is whole.
        let Ok(mark) = File::open(part.join(UNFINISHED)) else { continue };
        if mark.try_lock().is_ok()
            && let Err(error) = fs::remove_dir_all(&part)
        {
            tracing::warn!(%error, part = %part.display(), "an unfinished folder could not be removed");
        }
    }
}

/// Whether a folder is one that a killed attempt left, and no folder of somebody's that happens to be called so.
fn is_unfinished(part: &Path) -> Result<bool> {
    let is_empty = fs::read_dir(part).map_err(files(part))?.next().is_none();
    Ok(is_empty || part.join(UNFINISHED).exists())
}

/// A name is on disk only once its folder is.
fn sync_folders(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(files(folder))? {
        let entry = entry.map_err(files(folder))?;
        if entry.file_type().map_err(files(folder))?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync_folder(folder)
}

fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(files(folder))
}
