//! Photos in another store than a folder: nothing but the store knows where they are.

use std::collections::BTreeMap;
use std::io::{Cursor, Error, ErrorKind, Result};
use std::path::Path;
use std::sync::{Arc, Mutex};

use shared::Sha256;
use sync_server::photos::{PhotoContent, PhotoFiles, PhotoStore};

use crate::photos::jpeg;
use crate::test_office::{TECHNICIAN, TestOffice};

/// Photos in memory; durable as long as the test.
#[derive(Debug, Default)]
struct MemoryStore {
    photos: Mutex<BTreeMap<Sha256, Vec<u8>>>,
    /// Whether it refuses whatever comes.
    is_full: Mutex<bool>,
}

impl PhotoStore for MemoryStore {
    fn put(&self, sha256: Sha256, bytes: &[u8]) -> Result<()> {
        if *self.is_full.lock().unwrap() {
            return Err(ErrorKind::StorageFull.into());
        }
        self.photos.lock().unwrap().insert(sha256, bytes.to_owned());
        Ok(())
    }

    fn take(&self, part: &Path, sha256: Sha256) -> Result<()> {
        self.put(sha256, &std::fs::read(part)?)?;
        std::fs::remove_file(part)
    }

    fn confirm(&self, sha256: Sha256) -> Result<()> {
        self.size(sha256)?.map(drop).ok_or_else(|| Error::from(ErrorKind::NotFound))
    }

    fn remove(&self, sha256: Sha256) -> Result<()> {
        self.photos.lock().unwrap().remove(&sha256);
        Ok(())
    }

    fn size(&self, sha256: Sha256) -> Result<Option<u64>> {
        Ok(self.read(sha256)?.map(|bytes| bytes.len() as u64))
    }

    fn read(&self, sha256: Sha256) -> Result<Option<Vec<u8>>> {
        Ok(self.photos.lock().unwrap().get(&sha256).cloned())
    }

    fn open(&self, sha256: Sha256) -> Result<Option<PhotoContent>> {
        let content = |bytes: Vec<u8>| PhotoContent {
            size_bytes: bytes.len() as u64,
            reader: Box::new(Cursor::new(bytes)),
        };
        Ok(self.read(sha256)?.map(content))
    }
}

#[tokio::test]
async fn a_photo_is_received_refused_and_served_by_whatever_store_there_is() {
    let mut office = TestOffice::open().await;
    let store = Arc::new(MemoryStore::default());
    office.app.photos = PhotoFiles::with(office.data(), Arc::clone(&store) as Arc<dyn PhotoStore>).unwrap();
    let phone = office.enrol(TECHNICIAN).await;
    let (photo, other) = (jpeg(1), jpeg(2));
    let [sha256, second] = [&photo, &other].map(|bytes| Sha256::of(bytes));

    let last = office.upload(&phone, sha256, &photo).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    assert_eq!(office.photo(&phone, sha256).await.body, photo);
    assert!(!office.data().join("photos").join(&sha256.to_string()[..2]).exists(), "not in the folder");

    // What the store does not take stays an upload, and arrives later.
    *store.is_full.lock().unwrap() = true;
    let refused = office.upload(&phone, second, &other).await;
    assert!(refused.status.is_server_error() || refused.status.as_u16() == 507, "{refused}");
    assert_eq!(office.photo(&phone, second).await.status.as_u16(), 404);
    *store.is_full.lock().unwrap() = false;
    let last = office.part(&phone, second, other.len(), &[]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");

    // What it has lost can be brought again.
    store.photos.lock().unwrap().remove(&sha256);
    assert_eq!(office.how_far(&phone, sha256).await.status.as_u16(), 404);
    let again = office.upload(&phone, sha256, &photo).await;
    assert_eq!(again.header("guichet-photo"), Some("received"), "{again}");
}
