//! Gives the office database what was committed. Nothing is read from it but how far it has come.

use shared::wire::FeedCursor;
use shared::{DocumentId, Sha256};

use crate::base::limits::CATCH_UP_DOCUMENTS;
use crate::engine::core::Core;
use crate::engine::error::EngineError;
use crate::projection::table::Delivery;

impl Core {
    /// Projects documents, photos and the log of syncs; devices if they or their people may have changed, or they were
    /// heard of. A document that cannot be read stays as it was: it keeps no other from being shown.
    pub(crate) fn project(
        &mut self,
        ids: &[DocumentId],
        photos: &[Sha256],
        devices: bool,
        end: FeedCursor,
    ) -> Result<(), EngineError> {
        let mut loaded = Vec::with_capacity(ids.len());
        for id in ids {
            match self.live.document(&self.store, *id) {
                Ok(Some(document)) => loaded.push((document, self.store.change_records(*id)?)),
                Ok(None) => {}
                Err(EngineError::Document { id, error }) => {
                    tracing::error!(document = %id, %error, "cannot be read, and is not projected");
                }
                Err(error) => return Err(error),
            }
        }
        let deliveries: Vec<Delivery<'_>> =
            loaded.iter().map(|(document, changes)| Delivery { document, changes }).collect();
        let log = self.store.sync_log_after(self.projection.sync_log_watermark()?)?;
        let roles = if devices { Some(self.store.roles()?) } else { None };
        if devices {
            self.projection.forget_syncs(self.store.syncs_forgotten()?)?;
            self.projection.forget_photos(&self.store.photos_to_erase()?)?;
        }
        let devices = if devices || !log.is_empty() { self.store.devices()? } else { Vec::new() };
        self.projection.project(&deliveries, photos, &devices, roles, &log, end)?;
        Ok(())
    }

    /// Projects what the office database missed, in portions.
    pub(crate) fn catch_up(&mut self) -> Result<(), EngineError> {
        self.projection.reopen()?;
        let end = self.store.feed_end()?;
        if self.projection.watermark()? > end {
            // It was made from another feed than this one.
            self.projection.clear()?;
        }
        let watermark = self.projection.watermark()?;
        let changed: Vec<DocumentId> =
            self.store.changed_documents(watermark, end)?.into_iter().map(|(id, _)| id).collect();
        let photos: Vec<_> = self.store.photos()?.into_iter().map(|photo| photo.sha256).collect();
        for portion in changed.chunks(CATCH_UP_DOCUMENTS) {
            self.project(portion, &[], false, watermark)?;
        }
        self.project(&[], &photos, true, end)
    }
}
