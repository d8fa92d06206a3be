//! What the engine announces.

use shared::wire::FeedCursor;
use shared::{DeviceId, DocumentId, DocumentKind};

/// Something new in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The end of the feed.
    pub position: FeedCursor,
    /// The documents that changed.
    pub documents: Vec<(DocumentId, DocumentKind)>,
    /// Devices that should ask, though nothing is new for them: they are being withdrawn.
    pub called: Vec<DeviceId>,
}
