//! Pictures made ready by the browser: its decoders know more kinds than JPEG and are far faster
//! than WebAssembly.

use js_sys::{Array, Float64Array, Uint8Array, Uint32Array};
use shared::limits::{PHOTO_EDGE_PX_MAX, THUMBNAIL_EDGE_PX_MAX};
use wasm_bindgen::JsCast as _;

use crate::client::failure::BadPicture;
use crate::replica::picture::header::Header;
use crate::replica::picture::{PICTURE_QUALITY, Picture, THUMBNAIL_QUALITY};
use crate::shell::web::browser::{offset_minutes, prepare_picture, warn};

/// What camera or gallery gave, as the replica keeps it.
pub(crate) async fn prepare(bytes: &Uint8Array) -> Result<Picture, BadPicture> {
    let header = Header::read(&bytes.to_vec())?;
    let edges = Uint32Array::from([PHOTO_EDGE_PX_MAX, THUMBNAIL_EDGE_PX_MAX].as_slice());
    let qualities = [PICTURE_QUALITY, THUMBNAIL_QUALITY].map(|quality| f64::from(quality) / 100.0);
    let qualities = Float64Array::from(qualities.as_slice());
    let width_max = header.width_px_opened().unwrap_or(0);
    let made = prepare_picture(bytes, width_max, edges, qualities).await.map_err(|why| {
        warn(&format!("a picture could not be prepared: {why:?}"));
        header.not_decoded()
    })?;
    read(made.unchecked_ref(), &header).ok_or(BadPicture::Damaged)
}

/// `[[jpeg, width, height], …]`: the picture, then its thumbnail.
fn read(made: &Array, header: &Header) -> Option<Picture> {
    let jpeg = |at: u32| {
        let one: Array = made.get(at).dyn_into().ok()?;
        let bytes = one.get(0).dyn_into::<Uint8Array>().ok()?.to_vec();
        Some((bytes, pixels(one.get(1).as_f64()?), pixels(one.get(2).as_f64()?)))
    };
    let ((picture, width_px, height_px), (thumbnail, ..)) = (jpeg(0)?, jpeg(1)?);
    let taken_at = header.taken.map(|taken| taken.at(offset_minutes));
    Some(Picture { picture, thumbnail, width_px, height_px, taken_at })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a canvas has whole, positive sides"
)]
fn pixels(side: f64) -> u32 {
    side as u32
}
