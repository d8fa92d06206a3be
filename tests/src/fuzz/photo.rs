//! A photo on its way in: its bytes, as they are verified before the office counts it as received, and
//! the conversation that brings them. The first byte says which.

use std::sync::LazyLock;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};
use shared::Sha256;
use sync_server::photos::verify;

use super::upload;

/// In the first byte: the rest is a conversation.
const UPLOAD: u8 = 1;

pub(super) fn run(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    if choice & UPLOAD == 0 { verified(rest) } else { upload::run(rest) }
}

fn verified(bytes: &[u8]) {
    let right = verify(bytes, Sha256::of(bytes));
    assert!(verify(bytes, Sha256::of(b"another")).is_err(), "another photo's name");
    if right.is_ok() {
        assert!(verify(&bytes[..bytes.len() / 2], Sha256::of(bytes)).is_err(), "half of it");
    }
}

fn jpeg(width: u32, height: u32, quality: u8) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at * 7 % 251) as u8).collect();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    jpeg
}

/// A small picture; another number makes another one.
pub(super) fn picture(number: u32) -> Vec<u8> {
    static ANY: LazyLock<Vec<u8>> = LazyLock::new(|| jpeg(8, 8, 50));
    let mut bytes = ANY.clone();
    // A comment (ISO 10918-1, B.2.4.5) after the start of the image.
    bytes.splice(2..2, [[0xFF, 0xFE, 0, 6], number.to_be_bytes()].concat());
    bytes
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let pictures =
        [jpeg(1, 1, 75), jpeg(17, 9, 30), jpeg(32, 32, 90), b"\xFF\xD8\xFF\xD9".to_vec(), picture(1)];
    let said = |choice: u8, rest: Vec<u8>| [vec![choice], rest].concat();
    let pictures = pictures.into_iter().map(|picture| said(0, picture));
    pictures.chain(upload::seeds().into_iter().map(|script| said(UPLOAD, script))).collect()
}
