//! The commands on an announcement.

use serde::{Deserialize, Serialize};

use crate::announcement::document::NewAnnouncement;

/// What a person can do to an announcement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnnouncementCommand {
    /// Say that one has read it. Said again by the same person, it changes nothing.
    Read,
    /// Make it. The document must be empty.
    #[serde(skip)]
    Create(Box<NewAnnouncement>),
    /// Take it back: phones show it no more.
    #[serde(skip)]
    Withdraw,
}
