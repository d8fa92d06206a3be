//! Photos: named by the SHA-256 of their bytes, received by the tus 1.0 protocol.
//!
//! The address of an upload is the photo's hash, so a phone needs to remember nothing to go on
//! where it stopped. A photo counts as received once its size and hash are right, it decodes
//! within limits, and it is on disk under its name.

pub(crate) mod receive;
pub(crate) mod upload;
mod uploads;

use std::io::{Cursor, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::StatusCode;
use image::{ImageFormat, ImageReader, Limits};
use shared::limits::{PHOTO_BYTES_MAX, PHOTO_EDGE_PX_MAX};
use shared::{DeviceId, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use self::receive::Receiving;
use crate::base::keyed_lock::KeyedLock;
use crate::base::limits::{JPEG_PADDING_BYTES_MAX, PHOTOS_DECODED_AT_ONCE};
use crate::http::problem::Problem;
use crate::projection::folder::make_closed;

pub use crate::phone_api::photo_upload::{collection, upload};

/// The folder of photos of a data directory.
#[derive(Debug, Clone)]
pub struct PhotoFiles {
    photos: Arc<PathBuf>,
    uploads: Arc<PathBuf>,
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

    fn upload(&self, device: DeviceId, sha256: Sha256) -> PathBuf {
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

/// Whether these bytes are the photo they claim to be, and one that can be shown.
///
/// # Errors
/// A problem that says what is wrong.
pub fn verify(bytes: &[u8], sha256: Sha256) -> Result<(), Problem> {
    if bytes.is_empty() {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "photo-empty", "The photo has no bytes."));
    }
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(too_large());
    }
    if Sha256::of(bytes) != sha256 {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "photo-hash-mismatch",
            "The photo is not the one that was announced.",
        ));
    }
    let not_an_image = || {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "photo-not-an-image",
            "This is not a JPEG picture, or only part of one.",
        )
    };
    let reader = || ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    let (width, height) = reader().into_dimensions().map_err(|_| not_an_image())?;
    // A few bytes can claim a picture that fills the memory: look before decoding.
    if width.max(height) > PHOTO_EDGE_PX_MAX {
        return Err(too_large());
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(u64::from(PHOTO_EDGE_PX_MAX).pow(2) * 4);
    let mut decoder = reader();
    decoder.limits(limits);
    decoder.decode().map_err(|_| not_an_image())?;
    // The decoder forgives a missing end; evidence that was cut short is not complete.
    if !ends_like_a_jpeg(bytes) {
        return Err(not_an_image());
    }
    Ok(())
}

/// Whether the end-of-image marker (ISO 10918-1, B.1.1.3) is there, padding aside.
fn ends_like_a_jpeg(bytes: &[u8]) -> bool {
    bytes.len() >= 2
        && bytes.windows(2).rev().take(JPEG_PADDING_BYTES_MAX + 1).any(|pair| pair == [0xFF, 0xD9])
}

pub(crate) const fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "photo-too-large", "The photo is over the limit.")
}

pub(crate) fn storage(error: &std::io::Error) -> Problem {
    tracing::error!(%error, "a photo could not be written");
    error.into()
}

pub(crate) fn parse(sha256: &str) -> Result<Sha256, Problem> {
    sha256.parse().map_err(|_| Problem::not_found())
}
