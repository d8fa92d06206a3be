//! Pictures made ready by the browser: its decoders know more kinds than JPEG and are far faster
//! than WebAssembly.

use js_sys::{Array, Uint8Array};
use shared::limits::{PHOTO_EDGE_PX_MAX, THUMBNAIL_EDGE_PX_MAX};
use wasm_bindgen::JsCast as _;

use super::browser::{prepare_picture, warn};
use crate::limits::PHOTO_PIXELS_MAX;
use crate::replica::{PICTURE_QUALITY, Picture, THUMBNAIL_QUALITY};

/// What camera or gallery gave, as the replica keeps it; `None` when it is no picture.
pub(super) async fn prepare(bytes: &[u8]) -> Option<Picture> {
    let edges = [PHOTO_EDGE_PX_MAX, THUMBNAIL_EDGE_PX_MAX];
    let qualities = [PICTURE_QUALITY, THUMBNAIL_QUALITY].map(|quality| f64::from(quality) / 100.0);
    match prepare_picture(bytes, PHOTO_PIXELS_MAX as f64, &edges, &qualities).await {
        Ok(made) => read(made.unchecked_ref()),
        Err(why) => {
            warn(&format!("a picture could not be prepared: {why:?}"));
            None
        }
    }
}

/// `[[jpeg, width, height], …]`: the picture, then its thumbnail.
fn read(made: &Array) -> Option<Picture> {
    let jpeg = |at: u32| {
        let one: Array = made.get(at).dyn_into().ok()?;
        let bytes = one.get(0).dyn_into::<Uint8Array>().ok()?.to_vec();
        Some((bytes, pixels(one.get(1).as_f64()?), pixels(one.get(2).as_f64()?)))
    };
    let ((picture, width_px, height_px), (thumbnail, ..)) = (jpeg(0)?, jpeg(1)?);
    Some(Picture { picture, thumbnail, width_px, height_px })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a canvas has whole, positive sides"
)]
fn pixels(side: f64) -> u32 {
    side as u32
}
