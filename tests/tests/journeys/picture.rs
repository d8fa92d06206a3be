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
    let length = u16::try_from(exif.len() + 2)?.to_be_bytes();
    let mut marked = plain[..2].to_vec();
    marked.extend([0xFF, 0xE1, length[0], length[1]]);
    marked.extend(exif);
    marked.extend(&plain[2..]);
    Ok(marked)
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

fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
    Ok(bytes.into_inner())
}
