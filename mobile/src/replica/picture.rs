//! Preparing pictures: upright, small enough to travel, without metadata, with a thumbnail.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use shared::Sha256;
use shared::limits::{PHOTO_EDGE_PX_MAX, PHOTO_PIXELS_MAX, THUMBNAIL_EDGE_PX_MAX};

/// JPEG qualities, of 100: what a report needs to be looked at closely, and what a list needs.
const PICTURE_QUALITY: u8 = 82;
const THUMBNAIL_QUALITY: u8 = 72;

/// JPEG bytes and their name.
pub(super) struct Jpeg {
    pub(super) sha256: Sha256,
    pub(super) bytes: Vec<u8>,
}

/// A picture as it is kept.
pub(super) struct Prepared {
    pub(super) picture: Jpeg,
    pub(super) thumbnail: Jpeg,
    pub(super) width_px: u32,
    pub(super) height_px: u32,
}

/// Turns a picture as the camera gave it upright (EXIF orientation, CIPA DC-008), makes it at most
/// [`PHOTO_EDGE_PX_MAX`] long and leaves out everything that is not picture.
///
/// # Errors
/// When the bytes are not a JPEG picture, or one too large to unpack.
pub(super) fn prepare(bytes: &[u8]) -> Result<Prepared, image::ImageError> {
    let upright = decode(bytes)?;
    let picture = fitted(&upright, PHOTO_EDGE_PX_MAX);
    let thumbnail = fitted(&picture, THUMBNAIL_EDGE_PX_MAX);
    Ok(Prepared {
        width_px: picture.width(),
        height_px: picture.height(),
        picture: encode(&picture, PICTURE_QUALITY)?,
        thumbnail: encode(&thumbnail, THUMBNAIL_QUALITY)?,
    })
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, image::ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_alloc = Some(PHOTO_PIXELS_MAX * 4);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn fitted(picture: &DynamicImage, edge_px_max: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= edge_px_max {
        return picture.clone();
    }
    picture.thumbnail(edge_px_max, edge_px_max)
}

fn encode(picture: &DynamicImage, quality: u8) -> Result<Jpeg, image::ImageError> {
    let mut bytes = Vec::new();
    picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
    Ok(Jpeg { sha256: Sha256::of(&bytes), bytes })
}
