//! What a file says of its picture before anything of it is decoded: a small file can unpack to a
//! picture that fills the memory, and the date of taking is gone once the metadata is left out.

use std::io::Cursor;

use exif::{DateTime, Exif, In, Reader, Tag, Value};
use imagesize::{Compression, ImageType};
use jiff::civil;
use jiff::tz::Offset;
use shared::Timestamp;

use crate::client::failure::BadPicture;
use crate::limits::{PHOTO_PIXELS_MAX, PHOTO_PIXELS_OPENED_MAX};

/// What a picture's file says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    kind: ImageType,
    /// Standing upright; `None` when only decoding tells.
    size_px: Option<(u32, u32)>,
    /// When the camera says that it took the picture.
    pub taken: Option<Taken>,
}

/// A camera's date of taking (EXIF, CIPA DC-008: `DateTimeOriginal`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    clock: civil::DateTime,
    /// `OffsetTimeOriginal`; many cameras do not say it.
    offset: Option<Offset>,
}

impl Header {
    /// Reads the header of a picture file.
    ///
    /// # Errors
    /// When there is no use in decoding it, and why.
    pub fn read(bytes: &[u8]) -> Result<Self, BadPicture> {
        if bytes.is_empty() {
            return Err(BadPicture::Unreadable);
        }
        let kind = match imagesize::image_type(bytes) {
            Ok(ImageType::Heif(Compression::Unknown)) | Err(_) => return Err(BadPicture::NotAPicture),
            Ok(kind) => kind,
        };
        let exif = read_exif(bytes);
        let size_px = size_px(kind, bytes, exif.as_ref())?;
        if let Some((width, height)) = size_px {
            let pixels = u64::from(width) * u64::from(height);
            if pixels > PHOTO_PIXELS_MAX {
                let megapixels = u32::try_from(pixels.div_ceil(1_000_000)).unwrap_or(u32::MAX);
                return Err(BadPicture::TooManyPixels { megapixels });
            }
        }
        Ok(Self { kind, size_px, taken: exif.as_ref().and_then(taken) })
    }

    /// How wide the picture is to be opened when it is too large to be opened whole: a canvas holds
    /// [`PHOTO_PIXELS_OPENED_MAX`] on an iPhone.
    #[must_use]
    pub fn width_px_opened(&self) -> Option<u32> {
        let (width, height) = self.size_px?;
        let pixels = u64::from(width) * u64::from(height);
        if pixels <= PHOTO_PIXELS_OPENED_MAX {
            return None;
        }
        // width × (width × height ÷ width) fits when width is scaled by the root of what is too much.
        let scaled = (u64::from(width).pow(2) * PHOTO_PIXELS_OPENED_MAX / pixels).isqrt();
        Some(u32::try_from(scaled).unwrap_or(u32::MAX).max(1))
    }

    /// Why a picture with this header could not be decoded.
    #[must_use]
    pub fn not_decoded(&self) -> BadPicture {
        if self.kind == ImageType::Heif(Compression::Av1) {
            BadPicture::Avif
        } else if matches!(self.kind, ImageType::Heif(_)) {
            BadPicture::Heic
        } else if self.kind == ImageType::Tiff {
            BadPicture::OtherKind
        } else {
            BadPicture::Damaged
        }
    }
}

impl Taken {
    /// The instant, where a camera without a zone went by this phone's: `offset_minutes` to add to UTC at
    /// some instant.
    pub fn at(self, offset_minutes: impl Fn(Timestamp) -> i32) -> Timestamp {
        let utc_ms = Offset::UTC
            .to_timestamp(self.clock)
            .map_or(Timestamp(i64::MIN), |at| Timestamp(at.as_millisecond()));
        let ms = |minutes: i32| i64::from(minutes) * 60_000;
        if let Some(offset) = self.offset {
            return utc_ms.plus_ms(-i64::from(offset.seconds()) * 1_000);
        }
        // The offset near the change to summer time is that of the instant, not of the clock read as UTC.
        let nearly = utc_ms.plus_ms(-ms(offset_minutes(utc_ms)));
        utc_ms.plus_ms(-ms(offset_minutes(nearly)))
    }
}

/// Half of its metadata may be damaged: what can be read counts.
fn read_exif(bytes: &[u8]) -> Option<Exif> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes));
    read.or_else(|error| error.distill_partial_result(|_| ())).ok()
}

fn size_px(kind: ImageType, bytes: &[u8], exif: Option<&Exif>) -> Result<Option<(u32, u32)>, BadPicture> {
    let is_heif = matches!(kind, ImageType::Heif(_));
    let px = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    let (width, height) = if kind == ImageType::Jpeg {
        let jpeg = read_jpeg(bytes).filter(|jpeg| jpeg.is_whole).ok_or(BadPicture::Damaged)?;
        (jpeg.width_px, jpeg.height_px)
    } else if let Ok(size) = imagesize::blob_size(bytes) {
        (px(size.width), px(size.height))
    } else if is_heif {
        // Its boxes may stand in an order that only a decoder follows.
        return Ok(None);
    } else {
        return Err(BadPicture::Damaged);
    };
    // A HEIF file says by itself how it stands.
    let lies = !is_heif && exif.and_then(orientation).is_some_and(|way| way >= 5);
    Ok(Some(if lies { (height, width) } else { (width, height) }))
}

/// 1 to 8; from 5 on, the picture lies on its side.
fn orientation(exif: &Exif) -> Option<u32> {
    exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)
}

fn taken(exif: &Exif) -> Option<Taken> {
    let written = |tag| {
        let Value::Ascii(lines) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
        lines.first().cloned()
    };
    let mut read = DateTime::from_ascii(&written(Tag::DateTimeOriginal)?).ok()?;
    let offset = written(Tag::OffsetTimeOriginal)
        .and_then(|offset| read.parse_offset(&offset).ok())
        .and(read.offset)
        .and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
    let part = |value: u8| i8::try_from(value).ok();
    let clock = civil::DateTime::new(
        i16::try_from(read.year).ok()?,
        part(read.month)?,
        part(read.day)?,
        part(read.hour)?,
        part(read.minute)?,
        part(read.second)?,
        0,
    );
    Some(Taken { clock: clock.ok()?, offset })
}

/// What is read of a JPEG (ISO 10918-1) past segments that may hold a whole thumbnail. `imagesize` finds no
/// size in one with padding between its segments (B.1.1.2).
struct Jpeg {
    width_px: u32,
    height_px: u32,
    /// Whether the end-of-image marker (B.1.1.3) follows the start of the first scan, where no data looks
    /// like it. Browsers show a picture without it as if nothing was missing.
    is_whole: bool,
}

fn read_jpeg(jpeg: &[u8]) -> Option<Jpeg> {
    let mut rest = jpeg.get(2..)?;
    let mut size = None;
    loop {
        rest = match rest {
            [0xFF, 0xDA, ..] => break,
            [0xFF, 0xFF, ..] => rest.get(1..)?,
            [0xFF, marker, segment @ ..] => {
                // A start of frame, of whatever coding; these three in between are tables.
                if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
                    let side = |at: usize| {
                        Some(u32::from(u16::from_be_bytes([*segment.get(at)?, *segment.get(at + 1)?])))
                    };
                    size = Some((side(5)?, side(3)?));
                }
                let length = usize::from(u16::from_be_bytes([*segment.first()?, *segment.get(1)?]));
                segment.get(length.max(2)..)?
            }
            _ => return None,
        };
    }
    let (width_px, height_px) = size?;
    Some(Jpeg { width_px, height_px, is_whole: rest.windows(2).any(|pair| pair == [0xFF, 0xD9]) })
}
