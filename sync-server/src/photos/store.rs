//! Where received photos are kept. The server needs no more of it than [`PhotoStore`]; a folder is the one that is
//! built ([`crate::photos::folder_store`]), and another one is a file beside it.

use std::fmt::Debug;
use std::io::Result;
use std::path::Path;

use shared::Sha256;
use tokio::io::AsyncRead;

/// A store of photos, each under the hash of its bytes. What is put into it is whole and was looked at. All of its
/// functions may wait for a disk.
pub trait PhotoStore: Debug + Send + Sync {
    /// Puts a photo in its place; it is durable when this returns.
    ///
    /// # Errors
    /// What the store says; whether the photo is in its place then, and stays there, [`PhotoStore::confirm`] tells.
    fn put(&self, sha256: Sha256, bytes: &[u8]) -> Result<()>;

    /// The same with a file whose content is on disk; the file is gone afterwards.
    ///
    /// # Errors
    /// What the store says; the photo is in one of both places then.
    fn take(&self, part: &Path, sha256: Sha256) -> Result<()>;

    /// Makes sure that a photo which is there stays there: nobody knows whether a [`PhotoStore::put`] got as far.
    ///
    /// # Errors
    /// What the store says; not found, when there is none.
    fn confirm(&self, sha256: Sha256) -> Result<()>;

    /// Takes a photo away, if it is there; durably, when this returns.
    ///
    /// # Errors
    /// What the store says.
    fn remove(&self, sha256: Sha256) -> Result<()>;

    /// The size of a photo, in bytes; none when there is none.
    ///
    /// # Errors
    /// What the store says.
    fn size(&self, sha256: Sha256) -> Result<Option<u64>>;

    /// The bytes of a photo, as they are; none when there is none.
    ///
    /// # Errors
    /// What the store says.
    fn read(&self, sha256: Sha256) -> Result<Option<Vec<u8>>>;

    /// The same, piece by piece.
    ///
    /// # Errors
    /// What the store says.
    fn open(&self, sha256: Sha256) -> Result<Option<PhotoContent>>;
}

/// The bytes of a photo, for who reads them piece by piece.
pub struct PhotoContent {
    /// How many.
    pub size_bytes: u64,
    /// All of them.
    pub reader: Box<dyn AsyncRead + Send + Unpin>,
}
