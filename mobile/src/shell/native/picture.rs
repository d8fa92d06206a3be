//! Pictures made ready with `image`.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, RgbImage, imageops,
};
use shared::limits::{PHOTO_EDGE_PX_MAX, THUMBNAIL_EDGE_PX_MAX};

use crate::client::failure::BadPicture;
use crate::limits::PHOTO_PIXELS_MAX;
use crate::replica::picture::header::Header;
use crate::replica::picture::{PICTURE_QUALITY, Picture, THUMBNAIL_QUALITY};

/// Turns a picture as the camera gave it upright (EXIF orientation, CIPA DC-008), makes it at most
/// [`PHOTO_EDGE_PX_MAX`] long and leaves out everything that is not picture. Cameras that do not say their
/// zone go by UTC here.
///
/// # Errors
/// When the bytes are not a JPEG picture, or one too large to unpack.
pub fn prepare(bytes: &[u8]) -> Result<Picture, BadPicture> {
    let header = Header::read(bytes)?;
    let whole = decode(bytes).map_err(|_| header.not_decoded())?;
    let picture = fitted(whole, PHOTO_EDGE_PX_MAX);
    let (width_px, height_px) = picture.dimensions();
    let encoded = |picture: &RgbImage, quality| encode(picture, quality).map_err(|_| header.not_decoded());
    Ok(Picture {
        picture: encoded(&picture, PICTURE_QUALITY)?,
        thumbnail: encoded(&fitted(picture, THUMBNAIL_EDGE_PX_MAX), THUMBNAIL_QUALITY)?,
        width_px,
        height_px,
        taken_at: header.taken.map(|taken| taken.at(|_| 0)),
    })
}

fn decode(bytes: &[u8]) -> Result<RgbImage, ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_alloc = Some(PHOTO_PIXELS_MAX * 4);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

/// The picture, its longer edge at most `edge_px_max`.
fn fitted(picture: RgbImage, edge_px_max: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    if longer <= edge_px_max {
        return picture;
    }
    let scaled = |edge: u32| {
        let scaled = u64::from(edge) * u64::from(edge_px_max) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(edge_px_max).max(1)
    };
    imageops::thumbnail(&picture, scaled(width), scaled(height))
}

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture)?;
    Ok(bytes)
}
