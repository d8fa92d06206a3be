//! The folder of photos of a data directory.

use std::fs::{self, File};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use shared::Sha256;

use crate::base::{durable_file, overwritten};
use crate::photos::store::{PhotoContent, PhotoStore};
use crate::projection::folder::make_closed;

/// How a photo's file is called while it is written, after its name.
const PART: &str = "part";

/// The folder of photos of a data directory:
///
/// ```text
/// DATA/photos/3f/3fa1…         a photo, named by the SHA-256 of its bytes
/// DATA/photos/3fa1…-0.part     one that is being written
/// ```
#[derive(Debug)]
pub struct FolderStore {
    photos: PathBuf,
    /// How many were begun to be written.
    parts: AtomicU64,
}

impl FolderStore {
    /// Makes the folder when there is none, and clears away what a cut left half written.
    ///
    /// # Errors
    /// What the file system says.
    pub fn open(data: &Path) -> Result<Self> {
        let store = Self::of(data);
        make_closed(&store.photos)?;
        for entry in fs::read_dir(&store.photos)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == PART) {
                overwritten::remove(&path)?;
            }
        }
        Ok(store)
    }

    /// The folder as it is, or is not.
    #[must_use]
    pub fn of(data: &Path) -> Self {
        Self { photos: data.join("photos"), parts: AtomicU64::new(0) }
    }

    /// Where a photo is, or would be.
    #[must_use]
    pub fn path(&self, sha256: Sha256) -> PathBuf {
        let name = sha256.to_string();
        self.photos.join(&name[..2]).join(name)
    }

    /// Writes a photo into a folder that nobody reads yet: its content is on disk then, its name is once the folder is.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn place(&self, sha256: Sha256, bytes: &[u8]) -> Result<()> {
        let place = self.path(sha256);
        fs::create_dir_all(place.parent().unwrap_or(&self.photos))?;
        durable_file::write(&place, bytes)
    }

    /// The photo's file; what is none but leads to one is somebody else's.
    fn file(&self, sha256: Sha256) -> Result<Option<PathBuf>> {
        let place = self.path(sha256);
        match fs::symlink_metadata(&place) {
            Ok(found) => Ok(found.is_file().then_some(place)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A name is on disk only once its folder is, and a new folder once the one around it is.
    fn sync_names(&self, place: &Path) -> Result<()> {
        for folder in [place.parent().unwrap_or(&self.photos), &self.photos] {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl PhotoStore for FolderStore {
    fn put(&self, sha256: Sha256, bytes: &[u8]) -> Result<()> {
        // One photo may come twice at once.
        let nth = self.parts.fetch_add(1, Ordering::Relaxed);
        let part = self.photos.join(format!("{sha256}-{nth}.{PART}"));
        let taken = durable_file::write(&part, bytes).and_then(|()| self.take(&part, sha256));
        if taken.is_err()
            && let Err(error) = fs::remove_file(&part)
        {
            tracing::debug!(%error, "a part of a photo was gone already");
        }
        taken
    }

    fn take(&self, part: &Path, sha256: Sha256) -> Result<()> {
        let place = self.path(sha256);
        fs::create_dir_all(place.parent().unwrap_or(&self.photos))?;
        fs::rename(part, &place)?;
        self.sync_names(&place)
    }

    fn confirm(&self, sha256: Sha256) -> Result<()> {
        let place = self.path(sha256);
        File::open(&place)?.sync_all()?;
        self.sync_names(&place)
    }

    fn remove(&self, sha256: Sha256) -> Result<()> {
        let place = self.path(sha256);
        match overwritten::remove(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
            Ok(()) => self.sync_names(&place),
        }
    }

    fn size(&self, sha256: Sha256) -> Result<Option<u64>> {
        self.file(sha256)?.map(|place| Ok(fs::metadata(place)?.len())).transpose()
    }

    fn read(&self, sha256: Sha256) -> Result<Option<Vec<u8>>> {
        self.file(sha256)?.map(fs::read).transpose()
    }

    fn open(&self, sha256: Sha256) -> Result<Option<PhotoContent>> {
        let Some(place) = self.file(sha256)? else { return Ok(None) };
        let file = File::open(place)?;
        let size_bytes = file.metadata()?.len();
        Ok(Some(PhotoContent { size_bytes, reader: Box::new(tokio::fs::File::from_std(file)) }))
    }
}
