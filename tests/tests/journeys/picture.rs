//! Pictures a camera could have taken.

use std::io::Cursor;

use anyhow::Result;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

/// A picture that lies on its side and says so: 640 × 480 as stored, 480 × 640 as seen.
pub(crate) fn on_its_side() -> Result<Vec<u8>> {
    let picture =
        RgbImage::from_fn(
            640,
            480,
            |x, y| {
                if x < 320 { Rgb([190, 60, 40]) } else { Rgb([40, 90, (y / 2) as u8]) }
            },
        );
    let plain = encode(&picture, 85)?;
    // EXIF (CIPA DC-008): one entry, orientation 6, "turn a quarter to the right".
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    exif.extend([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
    with_exif(&exif, &plain)
}

/// A picture that compresses badly: more than a megabyte.
pub(crate) fn heavy() -> Result<Vec<u8>> {
    let mut state = 1_u32;
    let picture = RgbImage::from_fn(1600, 1200, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, red, green, blue] = state.to_be_bytes();
        Rgb([red, green, blue])
    });
    encode(&picture, 80)
}

/// Twelve megapixels, some megabytes, as a camera gives them.
pub(crate) fn of_twelve_megapixels() -> Result<Vec<u8>> {
    let mut state = 1_u32;
    let picture = RgbImage::from_fn(4000, 3000, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (state >> 28) as u8;
        Rgb([(x / 20) as u8 + grain, (y / 15) as u8, 90 + grain])
    });
    encode(&picture, 85)
}

/// The same picture in another light: its first table of quantisation (ISO 10918-1, B.2.4.1) says that all
/// brightness counts for more.
pub(crate) fn shaded(jpeg: &[u8], shade: u8) -> Vec<u8> {
    let mut shaded = jpeg.to_vec();
    if let Some(table) = jpeg.windows(2).position(|pair| pair == [0xFF, 0xDB]) {
        shaded[table + 5] += shade;
    }
    shaded
}

/// The picture with a claim to be of another size.
pub(crate) fn claiming(width: u16, height: u16, jpeg: &[u8]) -> Vec<u8> {
    let mut claiming = jpeg.to_vec();
    if let Some(frame) = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]) {
        claiming[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        claiming[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    }
    claiming
}

/// The picture with a date of taking (EXIF, CIPA DC-008: `DateTimeOriginal`, `OffsetTimeOriginal`).
pub(crate) fn taken(clock: &str, zone: Option<&str>, jpeg: &[u8]) -> Result<Vec<u8>> {
    let texts = [(0x9003_u16, Some(clock)), (0x9011, zone)]
        .map(|(tag, text)| (tag, text.map(|text| format!("{text}\0"))));
    let count = texts.iter().filter(|(_, text)| text.is_some()).count();
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    exif.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]);
    exif.extend(u16::try_from(count)?.to_be_bytes());
    let mut after = 26 + 2 + 12 * count + 4;
    for (tag, text) in &texts {
        let Some(text) = text else { continue };
        exif.extend(tag.to_be_bytes());
        exif.extend([0, 2]);
        exif.extend(u32::try_from(text.len())?.to_be_bytes());
        exif.extend(u32::try_from(after)?.to_be_bytes());
        after += text.len();
    }
    exif.extend([0; 4]);
    exif.extend(texts.iter().flat_map(|(_, text)| text.iter().flat_map(|text| text.bytes())));
    with_exif(&exif, jpeg)
}

fn with_exif(exif: &[u8], jpeg: &[u8]) -> Result<Vec<u8>> {
    let length = u16::try_from(exif.len() + 2)?.to_be_bytes();
    Ok([&jpeg[..2], &[0xFF, 0xE1, length[0], length[1]], exif, &jpeg[2..]].concat())
}

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
    Ok(bytes.into_inner())
}
