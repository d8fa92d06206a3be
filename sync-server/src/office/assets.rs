//! The pages' own files: one style sheet, three scripts, one picture, inside the program.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use shared::Sha256;

use crate::office::page_error::PageError;

struct Asset {
    name: &'static str,
    content_type: &'static str,
    /// What it is made of, one after the other.
    parts: &'static [&'static str],
}

const ASSETS: [Asset; 5] = [
    Asset {
        name: "office.css",
        content_type: "text/css; charset=utf-8",
        parts: &[include_str!("../../../shared/assets/palette.css"), include_str!("../../assets/office.css")],
    },
    Asset {
        name: "office.js",
        content_type: "text/javascript; charset=utf-8",
        parts: &[include_str!("../../assets/office.js")],
    },
    Asset {
        name: "forms.js",
        content_type: "text/javascript; charset=utf-8",
        parts: &[include_str!("../../assets/forms.js")],
    },
    Asset {
        name: "desk.js",
        content_type: "text/javascript; charset=utf-8",
        parts: &[include_str!("../../assets/desk.js")],
    },
    Asset {
        name: "icon.svg",
        content_type: "image/svg+xml",
        parts: &[include_str!("../../assets/icon.svg")],
    },
];

/// The address of a file; it changes with the content, so browsers may keep the file for ever.
pub(crate) fn address(name: &str) -> String {
    let parts = ASSETS.iter().find(|asset| asset.name == name).map_or(&[][..], |asset| asset.parts);
    let fingerprint = Sha256::of(parts.concat().as_bytes()).to_string();
    format!("/office/assets/{name}?{}", fingerprint.get(..12).unwrap_or_default())
}

pub(crate) async fn file(Path(name): Path<String>) -> Result<Response, PageError> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(PageError::NotFound)?;
    let headers =
        [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.parts.concat()).into_response())
}
