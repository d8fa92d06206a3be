//! What is said when a photo was not taken.

use axum::http::StatusCode;

use crate::http::problem::Problem;
use crate::photos::error::PhotoError;

impl From<PhotoError> for Problem {
    fn from(error: PhotoError) -> Self {
        match error {
            PhotoError::Empty => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "photo-empty", "The photo has no bytes.")
            }
            PhotoError::TooLarge => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "photo-too-large", "The photo is over the limit.")
            }
            PhotoError::OtherHash => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "photo-hash-mismatch",
                "The photo is not the one that was announced.",
            ),
            PhotoError::NotAnImage => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "photo-not-an-image",
                "This is not a JPEG picture, or only part of one.",
            ),
            PhotoError::Cut => Self::new(
                StatusCode::CONFLICT,
                "upload-cut",
                "The rest did not arrive. Ask where the upload is, and go on from there.",
            ),
            PhotoError::TooSlow => Self::new(
                StatusCode::CONFLICT,
                "upload-too-slow",
                "Nothing more arrived for a while. Ask where the upload is, and go on from there.",
            ),
            PhotoError::OtherChecksum => Self::new(
                StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST),
                "upload-checksum-mismatch",
                "The bytes are not those that were sent. Send them again.",
            ),
            PhotoError::Interrupted => Self::internal(),
            PhotoError::Storage(error) => {
                tracing::error!(%error, "a photo could not be written");
                Self::from(&error)
            }
        }
    }
}
