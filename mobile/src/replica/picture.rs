//! Preparing pictures: upright, small enough to travel, without metadata, with a thumbnail.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::error::{ImageFormatHint, LimitError, LimitErrorKind, UnsupportedError, UnsupportedErrorKind};
use image::metadata::Orientation;
use image::{
    ColorType, ExtendedColorType, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    imageops,
};
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
    let picture = fitted(decode(bytes)?, PHOTO_EDGE_PX_MAX);
    let prepared = encode(&picture, PICTURE_QUALITY)?;
    let (width_px, height_px) = picture.dimensions();
    let thumbnail = encode(&fitted(picture, THUMBNAIL_EDGE_PX_MAX), THUMBNAIL_QUALITY)?;
    Ok(Prepared { picture: prepared, thumbnail, width_px, height_px })
}

/// Only what a JPEG can hold is handled: the library's pictures of any kind would bring the code for
/// all of them onto every phone.
fn decode(bytes: &[u8]) -> Result<RgbImage, image::ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    let mut limits = Limits::default();
    limits.max_alloc = Some(PHOTO_PIXELS_MAX * 4);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let ((width, height), colours) = (decoder.dimensions(), decoder.color_type());
    let unusable = || ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError));
    // A few bytes can claim a picture that fills the memory: look before unpacking.
    if u64::from(width) * u64::from(height) > PHOTO_PIXELS_MAX {
        return Err(unusable());
    }
    let size = usize::try_from(decoder.total_bytes()).map_err(|_| unusable())?;
    let mut pixels = vec![0; size];
    decoder.read_image(&mut pixels)?;
    let pixels = if colours == ColorType::Rgb8 {
        pixels
    } else if colours == ColorType::L8 {
        pixels.into_iter().flat_map(|grey| [grey; 3]).collect()
    } else {
        return Err(ImageError::Unsupported(unsupported(colours)));
    };
    let picture = RgbImage::from_raw(width, height, pixels).ok_or_else(unusable)?;
    Ok(upright(picture, orientation))
}

fn unsupported(colours: ColorType) -> UnsupportedError {
    let kind = UnsupportedErrorKind::Color(colours.into());
    UnsupportedError::from_format_and_kind(ImageFormatHint::Exact(ImageFormat::Jpeg), kind)
}

fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    match orientation {
        Orientation::NoTransforms => picture,
        Orientation::Rotate90 => imageops::rotate90(&picture),
        Orientation::Rotate180 => imageops::rotate180(&picture),
        Orientation::Rotate270 => imageops::rotate270(&picture),
        Orientation::FlipHorizontal => imageops::flip_horizontal(&picture),
        Orientation::FlipVertical => imageops::flip_vertical(&picture),
        Orientation::Rotate90FlipH => imageops::flip_horizontal(&imageops::rotate90(&picture)),
        Orientation::Rotate270FlipH => imageops::flip_horizontal(&imageops::rotate270(&picture)),
    }
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

fn encode(picture: &RgbImage, quality: u8) -> Result<Jpeg, image::ImageError> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode(
        picture.as_raw(),
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(Jpeg { sha256: Sha256::of(&bytes), bytes })
}
