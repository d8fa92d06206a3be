//! Withdrawing a device: at once, or after it has handed over what it holds.
//!
//! A device that hands over may deliver changes and photos and gets nothing: no document, no
//! picture, no word of what happened. It is done when it knows that it is being withdrawn (so that
//! nobody writes on it any more), nothing waits on it, nothing it offered waits for a decision,
//! and every photo it named has arrived. From then on its token does not work, which is how it
//! learns to erase itself.

use std::collections::BTreeSet;

use shared::document::photo::Photo;
use shared::kinds::{actor_of, photos};
use shared::wire::{SyncRequest, Waiting};
use shared::{DeviceId, DocumentId};

use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::store::error::StoreError;
use crate::store::{DeviceRow, Store};

/// How a device is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Its token stops working now; it erases itself at its next contact.
    Erase,
    /// It hands over first what it holds.
    Drain,
}

/// A photo that a device named and the office does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncedPhoto {
    /// The device that delivered its mention.
    pub device: DeviceId,
    /// Where it is mentioned.
    pub document: DocumentId,
    /// What is known of it.
    pub photo: Photo,
}

/// Which photos of these documents a device named and the office does not have, with or without
/// their thumbnails. A document that cannot be read names none.
///
/// # Errors
/// [`StoreError`].
pub fn announced(
    store: &Store,
    documents: impl IntoIterator<Item = DocumentId>,
) -> Result<Vec<AnnouncedPhoto>, StoreError> {
    let mut announced = Vec::new();
    for id in documents {
        let document = match load(store, id) {
            Ok(Some(document)) => document,
            Ok(None) => continue,
            Err(EngineError::Store(error)) => return Err(error),
            Err(error) => {
                tracing::warn!(%id, %error, "its photos are not looked at");
                continue;
            }
        };
        for (fact, photo) in photos(&document) {
            let (picture, thumbnail) = (photo.facts.sha256, photo.facts.thumbnail);
            if store.photo(picture)?.is_some() && store.photo(thumbnail)?.is_some() {
                continue;
            }
            let Some(hand) = actor_of(&document, fact) else { continue };
            if let Some(Some(device)) = store.actor_device(hand)? {
                announced.push(AnnouncedPhoto { device, document: id, photo });
            }
        }
    }
    Ok(announced)
}

/// Whether a device that hands over has handed over everything, with the request it just made.
/// `lacking` are documents that name photos the office did not have a moment ago; `all_taken` says
/// whether everything the request carried is here now.
pub(crate) fn is_complete(
    store: &Store,
    device: &DeviceRow,
    request: &SyncRequest,
    all_taken: bool,
    lacking: impl IntoIterator<Item = DocumentId>,
) -> Result<bool, StoreError> {
    if !all_taken
        || request.draining != Some(true)
        || request.waiting != Waiting::default()
        || store.refused_waiting(Some(device.id))? > 0
    {
        return Ok(false);
    }
    let delivered = request.documents.iter().map(|document| document.id);
    let looked_at: BTreeSet<DocumentId> = lacking.into_iter().chain(delivered).collect();
    Ok(!announced(store, looked_at)?.iter().any(|photo| photo.device == device.id))
}
