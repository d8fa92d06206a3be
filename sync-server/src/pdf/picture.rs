//! A picture as it is put on paper: small, upright, in three colours, and without anything else that its file says.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ImageDecoder as _, ImageEncoder as _, Limits};

use crate::base::limits::{PAPER_PICTURE_DECODED_BYTES_MAX, PAPER_PICTURE_PIXELS_MAX};

/// How well a picture is kept, of 100.
const QUALITY: u8 = 75;

/// A JPEG for paper, with its width and height in pixels, of the bytes of another one; `None` when they are none, or
/// larger than anything that is small.
#[must_use]
pub(crate) fn for_paper(jpeg: &[u8]) -> Option<(Vec<u8>, u32, u32)> {
    let mut decoder = JpegDecoder::new(Cursor::new(jpeg)).ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(PAPER_PICTURE_DECODED_BYTES_MAX);
    decoder.set_limits(limits).ok()?;
    if decoder.total_bytes() > PAPER_PICTURE_DECODED_BYTES_MAX {
        return None;
    }
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > PAPER_PICTURE_PIXELS_MAX {
        picture = picture.thumbnail(PAPER_PICTURE_PIXELS_MAX, PAPER_PICTURE_PIXELS_MAX);
    }
    let picture = picture.into_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(&picture, picture.width(), picture.height(), image::ExtendedColorType::Rgb8)
        .ok()?;
    Some((bytes, picture.width(), picture.height()))
}
