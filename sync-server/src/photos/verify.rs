//! Whether bytes are a photo that can be shown.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};
use shared::Sha256;
use shared::limits::{PHOTO_BYTES_MAX, PHOTO_EDGE_PX_MAX};

use crate::base::limits::JPEG_PADDING_BYTES_MAX;
use crate::photos::error::PhotoError;

/// Whether these bytes are the photo they claim to be, and one that can be shown.
///
/// # Errors
/// [`PhotoError::Empty`], [`PhotoError::TooLarge`] when it has more bytes or a longer edge than the limits,
/// [`PhotoError::OtherHash`], [`PhotoError::NotAnImage`] when it does not decode as a whole JPEG.
pub fn verify(bytes: &[u8], sha256: Sha256) -> Result<(), PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(PhotoError::TooLarge);
    }
    if Sha256::of(bytes) != sha256 {
        return Err(PhotoError::OtherHash);
    }
    let reader = || ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    let (width, height) = reader().into_dimensions().map_err(|_| PhotoError::NotAnImage)?;
    // A few bytes can claim a picture that fills the memory: look before decoding.
    if width.max(height) > PHOTO_EDGE_PX_MAX {
        return Err(PhotoError::TooLarge);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(u64::from(PHOTO_EDGE_PX_MAX).pow(2) * 4);
    let mut decoder = reader();
    decoder.limits(limits);
    decoder.decode().map_err(|_| PhotoError::NotAnImage)?;
    // The decoder forgives a missing end; evidence that was cut short is not complete.
    if !ends_like_a_jpeg(bytes) {
        return Err(PhotoError::NotAnImage);
    }
    Ok(())
}

/// Whether the end-of-image marker (ISO 10918-1, B.1.1.3) is there, padding aside.
fn ends_like_a_jpeg(bytes: &[u8]) -> bool {
    bytes.len() >= 2
        && bytes.windows(2).rev().take(JPEG_PADDING_BYTES_MAX + 1).any(|pair| pair == [0xFF, 0xD9])
}
