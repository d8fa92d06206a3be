//! A picture as the replica keeps it. The shell makes it from what camera or gallery gave, because
//! every platform has its own, fast way to decode pictures.

pub(crate) mod header;

use shared::Timestamp;

/// JPEG qualities, of 100: what a report needs to be looked at closely, and what a list needs.
pub const PICTURE_QUALITY: u8 = 82;
/// See [`PICTURE_QUALITY`].
pub const THUMBNAIL_QUALITY: u8 = 72;

/// A picture and its thumbnail: JPEG, upright, without metadata, their longer edges at most
/// [`shared::limits::PHOTO_EDGE_PX_MAX`] and [`shared::limits::THUMBNAIL_EDGE_PX_MAX`].
pub struct Picture {
    /// JPEG bytes.
    pub picture: Vec<u8>,
    /// JPEG bytes.
    pub thumbnail: Vec<u8>,
    /// Of the picture.
    pub width_px: u32,
    /// Of the picture.
    pub height_px: u32,
    /// When the camera says that it was taken.
    pub taken_at: Option<Timestamp>,
}
