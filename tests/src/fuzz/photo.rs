//! The bytes of a photo, as they are verified before the office counts it as received.

use image::{ExtendedColorType, ImageEncoder as _, codecs::jpeg::JpegEncoder};
use shared::Sha256;
use sync_server::photos::verify;

pub(super) fn run(bytes: &[u8]) {
    let right = verify(bytes, Sha256::of(bytes));
    assert!(verify(bytes, Sha256::of(b"another")).is_err(), "another photo's name");
    if right.is_ok() {
        assert!(verify(&bytes[..bytes.len() / 2], Sha256::of(bytes)).is_err(), "half of it");
    }
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let picture = |width: u32, height: u32, quality: u8| {
        let pixels: Vec<u8> = (0..width * height * 3).map(|at| (at * 7 % 251) as u8).collect();
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality)
            .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
            .unwrap();
        jpeg
    };
    vec![picture(1, 1, 75), picture(17, 9, 30), picture(32, 32, 90), b"\xFF\xD8\xFF\xD9".to_vec()]
}
