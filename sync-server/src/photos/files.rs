//! The folder of photos of a data directory.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shared::{DeviceId, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::base::keyed_lock::KeyedLock;
use crate::base::limits::PHOTOS_DECODED_AT_ONCE;
use crate::photos::receive::Receiving;
use crate::photos::verify::verify;
use crate::projection::folder::make_closed;

/// The folder of photos of a data directory.
#[derive(Debug, Clone)]
pub struct PhotoFiles {
    photos: Arc<PathBuf>,
    pub(crate) uploads: Arc<PathBuf>,
    pub(crate) locks: Arc<KeyedLock<PathBuf>>,
    pub(crate) receiving: Arc<Receiving>,
    decoding: Arc<Semaphore>,
}

impl PhotoFiles {
    /// Makes the folders when there are none.
    ///
    /// # Errors
    /// What the file system says.
    pub fn open(data: &Path) -> std::io::Result<Self> {
        let files = Self::of(data);
        make_closed(&files.photos)?;
        make_closed(&files.uploads)?;
        Ok(files)
    }

    /// The folders as they are, or are not.
    pub(crate) fn of(data: &Path) -> Self {
        Self {
            photos: Arc::new(data.join("photos")),
            uploads: Arc::new(data.join("uploads")),
            locks: Arc::default(),
            receiving: Arc::default(),
            decoding: Arc::new(Semaphore::new(PHOTOS_DECODED_AT_ONCE)),
        }
    }

    /// Where a photo is, or would be.
    #[must_use]
    pub fn path(&self, sha256: Sha256) -> PathBuf {
        let name = sha256.to_string();
        self.photos.join(&name[..2]).join(name)
    }

    pub(crate) fn upload(&self, device: DeviceId, sha256: Sha256) -> PathBuf {
        self.uploads.join(format!("{device}-{sha256}"))
    }

    /// The turn of a photo to be looked at: decoded, one may fill hundreds of megabytes.
    pub(crate) async fn turn_to_decode(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.decoding).acquire_owned().await.ok()
    }

    /// Puts a complete, verified photo in its place, durably.
    ///
    /// # Errors
    /// What the file system says; nothing is in its place then.
    pub fn put(&self, sha256: Sha256, bytes: &[u8]) -> std::io::Result<()> {
        let part = self.uploads.join(format!("put-{sha256}"));
        let mut file = std::fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        self.settle(&part, sha256)
    }

    /// Looks at a photo and puts it in its place, durably: its name and size; `None` when it is none
    /// that can be shown.
    ///
    /// # Errors
    /// What the file system says; nothing is in its place then.
    pub(crate) async fn keep(&self, bytes: Vec<u8>) -> std::io::Result<Option<(Sha256, u64)>> {
        let (files, turn) = (self.clone(), self.turn_to_decode().await);
        let kept = tokio::task::spawn_blocking(move || {
            let sha256 = Sha256::of(&bytes);
            let is_photo = verify(&bytes, sha256).is_ok();
            drop(turn);
            if is_photo {
                files.put(sha256, &bytes).map(|()| Some((sha256, bytes.len() as u64)))
            } else {
                Ok(None)
            }
        });
        kept.await.map_err(std::io::Error::other)?
    }

    /// Moves a file whose content is on disk to its place.
    pub(crate) fn settle(&self, part: &Path, sha256: Sha256) -> std::io::Result<()> {
        let place = self.path(sha256);
        let folder = place.parent().unwrap_or(&self.photos);
        std::fs::create_dir_all(folder)?;
        std::fs::rename(part, &place)?;
        self.sync_place(folder)
    }

    /// A name is on disk only once its folder is, and a new folder once the one around it is.
    fn sync_place(&self, folder: &Path) -> std::io::Result<()> {
        for folder in [folder, &self.photos] {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }

    /// The size of a photo that is whole and in its place; `None` when there is none or what is there
    /// is not it.
    pub(crate) fn settled(&self, sha256: Sha256) -> std::io::Result<Option<u64>> {
        let place = self.path(sha256);
        let bytes = match std::fs::read(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            bytes => bytes?,
        };
        if verify(&bytes, sha256).is_err() {
            return Ok(None);
        }
        // Nobody knows whether it got as far before.
        std::fs::File::open(&place)?.sync_all()?;
        self.sync_place(place.parent().unwrap_or(&self.photos))?;
        Ok(Some(bytes.len() as u64))
    }
}
