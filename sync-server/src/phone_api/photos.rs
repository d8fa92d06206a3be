//! Photos for phones.

use axum::extract::{Path as Address, State};
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;

use crate::app::App;
use crate::http::photo_answer;
use crate::http::problem::{Problem, photo_name};
use crate::phone_api::device_auth::AuthenticatedDevice;

/// `GET /phone/v1/photos/{sha256}`, for a device.
///
/// # Errors
/// A problem when the office does not have it, or no document for the device's person names it
/// and the device did not send it.
pub async fn fetch(
    State(app): State<App>,
    AuthenticatedDevice(device): AuthenticatedDevice,
    Address(sha256): Address<String>,
) -> Result<Response, Problem> {
    let sha256 = photo_name(&sha256)?;
    if !app.engine.may_look(device, sha256).await? {
        return Err(Problem::not_found());
    }
    let mut answer = photo_answer::serve(&app.engine, &app.photos, sha256).await?;
    // The phone keeps it in its replica, which is locked and erased; the browser's cache is not.
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
