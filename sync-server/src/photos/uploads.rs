//! Uploads that were begun and not finished: bounded for each device, and cleared away once nobody
//! goes on with them. A phone that finds its upload gone begins it anew.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use shared::{DeviceId, Sha256};

use crate::base::limits::{UPLOAD_BYTES_PER_DEVICE_MAX, UPLOADS_PER_DEVICE_MAX};
use crate::base::overwritten;
use crate::photos::files::PhotoFiles;
use crate::photos::upload::Announcement;

/// An upload as its files tell it.
struct Unfinished {
    part: PathBuf,
    announced_bytes: u64,
    touched: SystemTime,
}

impl PhotoFiles {
    /// Makes room for one more upload of a device: its oldest go until the new one fits, but none
    /// that another request is writing to.
    pub(crate) fn make_room(&self, device: DeviceId, sha256: Sha256, length: u64) -> Result<(), Error> {
        let own = self.upload(device, sha256);
        let mut others = self.unfinished(&device.to_string())?;
        others.retain(|upload| upload.part != own);
        others.sort_by_key(|upload| upload.touched);
        let mut count = others.len() + 1;
        let mut bytes = others.iter().map(|upload| upload.announced_bytes).sum::<u64>() + length;
        for oldest in others {
            if count <= UPLOADS_PER_DEVICE_MAX && bytes <= UPLOAD_BYTES_PER_DEVICE_MAX {
                break;
            }
            if self.locks.is_taken(&oldest.part) {
                continue;
            }
            tracing::warn!(%device, "too many unfinished uploads: the oldest is given up");
            remove(&oldest.part)?;
            (count, bytes) = (count - 1, bytes - oldest.announced_bytes);
        }
        Ok(())
    }

    /// Clears away what nobody has gone on with since `before`; how many uploads.
    ///
    /// # Errors
    /// What the file system says; the rest stays until the next time.
    pub fn sweep_uploads(&self, before: SystemTime) -> Result<usize, Error> {
        let mut old = self.unfinished("")?;
        old.retain(|upload| upload.touched < before);
        old.iter().try_for_each(|upload| remove(&upload.part))?;
        Ok(old.len())
    }

    /// The unfinished uploads whose names begin so. Its part and its length are two files, and
    /// either may be missing after a power cut.
    fn unfinished(&self, beginning: &str) -> Result<Vec<Unfinished>, Error> {
        let mut found: BTreeMap<PathBuf, Unfinished> = BTreeMap::new();
        for entry in fs::read_dir(self.uploads.as_path())? {
            let entry = entry?;
            if !entry.file_name().to_string_lossy().starts_with(beginning) {
                continue;
            }
            // Finished meanwhile.
            let Ok(file) = entry.metadata() else { continue };
            let touched = file.modified()?;
            let path = entry.path();
            let part = path.with_extension("");
            let upload =
                found.entry(part.clone()).or_insert(Unfinished { part, announced_bytes: 0, touched });
            upload.touched = upload.touched.max(touched);
            if path.extension().is_some() {
                upload.announced_bytes =
                    Announcement::parse(&fs::read_to_string(path)?).map_or(0, |announced| announced.length);
            }
        }
        Ok(found.into_values().collect())
    }
}

fn remove(part: &Path) -> Result<(), Error> {
    for file in [part.to_owned(), part.with_extension("length")] {
        match overwritten::remove(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}
