//! The photos of an office: those it has, in their store, and those that are on their way in, in a folder of the data
//! directory.

use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use shared::{DeviceId, Sha256};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::base::keyed_lock::KeyedLock;
use crate::base::limits::PHOTOS_DECODED_AT_ONCE;
use crate::photos::folder_store::FolderStore;
use crate::photos::receive::Receiving;
use crate::photos::store::{PhotoContent, PhotoStore};
use crate::photos::verify::verify;
use crate::projection::folder::make_closed;

/// The photos of an office.
#[derive(Debug, Clone)]
pub struct PhotoFiles {
    store: Arc<dyn PhotoStore>,
    pub(crate) uploads: Arc<PathBuf>,
    pub(crate) locks: Arc<KeyedLock<PathBuf>>,
    pub(crate) receiving: Arc<Receiving>,
    decoding: Arc<Semaphore>,
}

impl PhotoFiles {
    /// Photos in a folder of the data directory; makes the folders when there are none.
    ///
    /// # Errors
    /// What the file system says.
    pub fn open(data: &Path) -> Result<Self> {
        Self::with(data, Arc::new(FolderStore::open(data)?))
    }

    /// Photos in this store; makes the folder of uploads when there is none.
    ///
    /// # Errors
    /// What the file system says.
    pub fn with(data: &Path, store: Arc<dyn PhotoStore>) -> Result<Self> {
        let uploads = data.join("uploads");
        make_closed(&uploads)?;
        Ok(Self {
            store,
            uploads: Arc::new(uploads),
            locks: Arc::default(),
            receiving: Arc::default(),
            decoding: Arc::new(Semaphore::new(PHOTOS_DECODED_AT_ONCE)),
        })
    }

    /// Where received photos are.
    #[must_use]
    pub fn store(&self) -> &dyn PhotoStore {
        &*self.store
    }

    pub(crate) fn upload(&self, device: DeviceId, sha256: Sha256) -> PathBuf {
        self.uploads.join(format!("{device}-{sha256}"))
    }

    /// How many photos of a device come in now.
    pub(crate) fn count_uploads_of(&self, device: DeviceId) -> usize {
        self.receiving.count_those(&self.uploads.join(format!("{device}-")))
    }

    /// Ends the parts of a device's photos that come in now, as if their connections were cut.
    pub(crate) fn end_uploads_of(&self, device: DeviceId) {
        self.receiving.end_those(&self.uploads.join(format!("{device}-")));
    }

    /// The turn of a photo to be looked at: decoded, one may fill hundreds of megabytes.
    pub(crate) async fn turn_to_decode(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.decoding).acquire_owned().await.ok()
    }

    /// The size of a photo that is in its place, in bytes.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn size(&self, sha256: Sha256) -> Result<Option<u64>> {
        self.ask(move |store| store.size(sha256)).await
    }

    /// A photo that is in its place, to be read piece by piece.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn content(&self, sha256: Sha256) -> Result<Option<PhotoContent>> {
        self.ask(move |store| store.open(sha256)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn PhotoStore) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let store = Arc::clone(&self.store);
        tokio::task::spawn_blocking(move || question(&*store)).await.map_err(Error::other)?
    }

    /// Looks at a photo and puts it in its place, durably: its name and size; `None` when it is none
    /// that can be shown.
    ///
    /// # Errors
    /// What the store says; nothing is in its place then.
    pub(crate) async fn keep(&self, bytes: Vec<u8>) -> Result<Option<(Sha256, u64)>> {
        let turn = self.turn_to_decode().await;
        self.ask(move |store| {
            let sha256 = Sha256::of(&bytes);
            let is_photo = verify(&bytes, sha256).is_ok();
            drop(turn);
            if is_photo {
                store.put(sha256, &bytes).map(|()| Some((sha256, bytes.len() as u64)))
            } else {
                Ok(None)
            }
        })
        .await
    }

    /// The size of a photo that is whole and in its place, durably; `None` when there is none or what is there
    /// is not it.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) async fn settled(&self, sha256: Sha256) -> Result<Option<u64>> {
        let turn = self.turn_to_decode().await;
        self.ask(move |store| {
            let Some(bytes) = store.read(sha256)? else { return Ok(None) };
            let is_photo = verify(&bytes, sha256).is_ok();
            drop(turn);
            if !is_photo {
                return Ok(None);
            }
            store.confirm(sha256)?;
            Ok(Some(bytes.len() as u64))
        })
        .await
    }
}
