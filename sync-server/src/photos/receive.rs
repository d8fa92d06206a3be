//! The bytes of one `PATCH`, written to the disk as they come in, however many they are: what is in memory
//! is one piece of them.
//!
//! What has come in stays when the rest does not, so that a cut connection costs nothing that arrived;
//! unless a checksum was announced, which only the whole can meet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody as _};
use futures_util::StreamExt as _;
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use crate::base::limits::{FILE_PART_BYTES, UPLOAD_MS_MAX, UPLOAD_STALL_MS_MAX};
use crate::photos::checksum::Checksum;
use crate::photos::error::PhotoError;

/// The uploads that are coming in. A phone that lost its connection begins anew long before anybody
/// notices that the old one is dead: the new request ends the old one.
#[derive(Debug, Default)]
pub(crate) struct Receiving(Mutex<BTreeMap<PathBuf, Weak<Notify>>>);

impl Receiving {
    /// Ends whoever is receiving this upload, in favour of the one who gets what is returned.
    pub(crate) fn instead_of_others(&self, part: &Path) -> Arc<Notify> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, end| end.strong_count() > 0);
        let end = Arc::default();
        let before = all.insert(part.to_owned(), Arc::downgrade(&end));
        if let Some(before) = before.and_then(|before| before.upgrade()) {
            before.notify_one();
        }
        end
    }

    /// How many uploads come in whose place begins so.
    pub(crate) fn count_those(&self, beginning: &Path) -> usize {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let beginning = beginning.as_os_str().as_encoded_bytes();
        let of_them =
            all.iter().filter(|(part, _)| part.as_os_str().as_encoded_bytes().starts_with(beginning));
        of_them.filter(|(_, end)| end.strong_count() > 0).count()
    }

    /// Ends whoever is receiving an upload whose place begins so.
    pub(crate) fn end_those(&self, beginning: &Path) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let beginning = beginning.as_os_str().as_encoded_bytes();
        for (_, end) in
            all.iter().filter(|(part, _)| part.as_os_str().as_encoded_bytes().starts_with(beginning))
        {
            if let Some(end) = end.upgrade() {
                end.notify_one();
            }
        }
    }
}

/// A part on its way in.
pub(crate) struct Arriving {
    pub(crate) body: Body,
    /// Where the upload is, and where it ends.
    pub(crate) at: u64,
    pub(crate) length: u64,
    pub(crate) checksum: Option<Checksum>,
    /// Notified when another request takes over, or its person was blocked.
    pub(crate) end: Arc<Notify>,
}

impl Arriving {
    /// Writes what comes in to the file; how far the upload is then, on disk.
    ///
    /// # Errors
    /// [`PhotoError::TooLarge`] when more comes than was announced, [`PhotoError::Cut`] and
    /// [`PhotoError::TooSlow`] when the rest does not, [`PhotoError::OtherChecksum`], [`PhotoError::Storage`]
    /// when the disk does not take it. What was written is taken back when there was too much of it, it is not what its checksum
    /// says, or the disk did not take it.
    pub(crate) async fn write_to(mut self, part: &Path) -> Result<u64, PhotoError> {
        if self.body.size_hint().lower() > self.length - self.at {
            drain(self.body).await;
            return Err(PhotoError::TooLarge);
        }
        let mut file = OpenOptions::new().write(true).open(part).await?;
        file.set_max_buf_size(FILE_PART_BYTES);
        let written = self.receive(&mut file).await;
        let at = self.at;
        let keeps = match &written {
            Ok(_) => true,
            Err(Broken::Cut(_)) => self.checksum.is_none(),
            Err(Broken::Wrong(_)) => false,
        };
        let is_right = written.is_err() || self.checksum.take().is_none_or(Checksum::matches);
        let settled = if keeps && is_right { file.sync_data().await } else { take_back(&file, at).await };
        // An offset that is told is one that is on disk.
        if settled.is_err()
            && let Err(error) = take_back(&file, at).await
        {
            tracing::error!(%error, "what was written of a part could not be taken back");
        }
        match (written, settled) {
            // What went wrong first is said.
            (Err(Broken::Cut(why) | Broken::Wrong(why)), _) => Err(why),
            (Ok(_), Err(error)) => Err(error.into()),
            (Ok(_), Ok(())) if !is_right => Err(PhotoError::OtherChecksum),
            (Ok(reached), Ok(())) => Ok(reached),
        }
    }

    async fn receive(&mut self, file: &mut File) -> Result<u64, Broken> {
        let wrong = |error: std::io::Error| Broken::Wrong(error.into());
        file.seek(std::io::SeekFrom::Start(self.at)).await.map_err(wrong)?;
        let mut stream = std::mem::take(&mut self.body).into_data_stream();
        let (mut reached, until) = (self.at, Instant::now() + Duration::from_millis(UPLOAD_MS_MAX));
        while let Some(bytes) = next(&mut stream, &self.end, until).await? {
            reached += bytes.len() as u64;
            if reached > self.length {
                drain_stream(stream).await;
                return Err(Broken::Wrong(PhotoError::TooLarge));
            }
            if let Some(checksum) = &mut self.checksum {
                checksum.add(&bytes);
            }
            if let Err(error) = file.write_all(&bytes).await {
                drain_stream(stream).await;
                return Err(wrong(error));
            }
        }
        file.flush().await.map_err(wrong)?;
        Ok(reached)
    }
}

/// The next bytes; those that are here count before anything else.
async fn next(stream: &mut BodyDataStream, end: &Notify, until: Instant) -> Result<Option<Bytes>, Broken> {
    let stall = Duration::from_millis(UPLOAD_STALL_MS_MAX).min(until - Instant::now());
    let next = tokio::select! {
        biased;
        next = timeout(stall, stream.next()) => next,
        () = end.notified() => return Err(Broken::Cut(PhotoError::Cut)),
    };
    match next {
        Ok(Some(Ok(bytes))) => Ok(Some(bytes)),
        Ok(None) => Ok(None),
        Ok(Some(Err(_))) => Err(Broken::Cut(PhotoError::Cut)),
        Err(_) => Err(Broken::Cut(PhotoError::TooSlow)),
    }
}

/// Why a part did not come in whole.
enum Broken {
    /// The rest did not come: what came is good.
    Cut(PhotoError),
    /// What came cannot stay.
    Wrong(PhotoError),
}

async fn take_back(file: &File, at: u64) -> std::io::Result<()> {
    file.set_len(at).await?;
    file.sync_data().await
}

/// Reads what nobody takes: an answer before the end of a request is lost with the connection.
pub(crate) async fn drain(body: Body) {
    drain_stream(body.into_data_stream()).await;
}

async fn drain_stream(mut stream: BodyDataStream) {
    let (stall, mut left) = (Duration::from_millis(UPLOAD_STALL_MS_MAX), shared::limits::PHOTO_BYTES_MAX);
    while let Ok(Some(Ok(bytes))) = timeout(stall, stream.next()).await {
        let Some(rest) = left.checked_sub(bytes.len()) else { return };
        left = rest;
    }
}
