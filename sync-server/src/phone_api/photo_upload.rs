//! The tus 1.0 resumable upload protocol: creation, `HEAD`, `PATCH`, checksum, termination, expiration.
//!
//! Deliberately absent: a length that is said later, bytes in the announcement, and concatenation. The
//! announcement must name the photo's hash, which is its address.

pub(crate) mod headers;

use axum::body::Body;
use axum::extract::{FromRequestParts as _, Path as Address, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::Sha256;
use shared::limits::PHOTO_BYTES_MAX;

use crate::app::App;
use crate::base::limits::{PHOTO_BYTES_PER_DEVICE_DAY_MAX, PHOTOS_DAY_MS, UPLOAD_IDLE_DAYS_MAX};
use crate::http::counters::Counters;
use crate::http::problem::{Problem, photo_name};
use crate::phone_api::device_auth::DeliveringDevice;
use crate::phone_api::photo_upload::headers::{
    ALGORITHMS, CHECKSUM_ALGORITHMS, EXPIRES, EXTENSIONS, LENGTH, MAX_SIZE, METADATA, Metadata, OFFSET,
    RESUMABLE, VERSION, VERSIONS, bad, checksum, date, method_meant, number, require_part, require_version,
};
use crate::photos::error::PhotoError;
use crate::photos::files::PhotoFiles;
use crate::photos::receive::{Arriving, drain};
use crate::photos::upload::{Announcement, Upload};
use crate::photos::verify::verify;
use crate::store::{DeviceRow, PhotoRow};

/// Says that the office has the photo, verified and on disk.
const RECEIVED: HeaderName = HeaderName::from_static("guichet-photo");
const DONE_EXTENSIONS: HeaderValue = HeaderValue::from_static("creation,expiration,checksum,termination");

/// `/phone/v1/photos`: what is spoken here, and `POST`, which announces a photo.
pub async fn collection(State(app): State<App>, request: Request) -> Response {
    spoken(match method(&request) {
        Method::OPTIONS => Ok(abilities()),
        Method::POST => match asking(&app, request).await {
            Ok((device, headers, _)) => begin(&app, &device, &headers).await,
            Err(problem) => Err(problem),
        },
        _ => Err(not_here()),
    })
}

/// `/phone/v1/photos/uploads/{sha256}`: `HEAD`, `PATCH` and `DELETE` of an upload that was announced.
pub async fn upload(State(app): State<App>, Address(name): Address<String>, request: Request) -> Response {
    let method = method(&request);
    if method == Method::OPTIONS {
        return spoken(Ok(abilities()));
    }
    if ![Method::HEAD, Method::PATCH, Method::DELETE].contains(&method) {
        return spoken(Err(not_here()));
    }
    let answer = async {
        let (device, headers, body) = asking(&app, request).await?;
        let sha256 = photo_name(&name)?;
        match method {
            Method::HEAD => how_far(&app, &device, sha256).await,
            Method::PATCH => go_on(&app, &device, sha256, &headers, body).await,
            _ => give_up(&app, &device, sha256).await,
        }
    };
    spoken(answer.await)
}

/// The method that is meant: what is in between may let only some of them pass.
fn method(request: &Request) -> Method {
    method_meant(request.headers()).unwrap_or_else(|| request.method().clone())
}

/// Who is asking, and what for.
async fn asking(app: &App, request: Request) -> Result<(DeviceRow, HeaderMap, Body), Problem> {
    let (mut parts, body) = request.into_parts();
    let DeliveringDevice(device) = DeliveringDevice::from_request_parts(&mut parts, app).await?;
    require_version(&parts.headers)?;
    Ok((device, parts.headers, body))
}

/// Every answer says which version it is in, and one to another version which ones there are.
fn spoken(answer: Result<Response, Problem>) -> Response {
    let mut response = answer.into_response();
    if response.status() == StatusCode::PRECONDITION_FAILED {
        response.headers_mut().insert(VERSIONS, VERSION);
    }
    response.headers_mut().insert(RESUMABLE, VERSION);
    response
}

fn abilities() -> Response {
    let size = HeaderValue::from(PHOTO_BYTES_MAX as u64);
    let headers = [
        (VERSIONS, VERSION),
        (MAX_SIZE, size),
        (EXTENSIONS, DONE_EXTENSIONS),
        (ALGORITHMS, CHECKSUM_ALGORITHMS),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

const fn not_here() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "This cannot be done at this address.")
}

/// How far an upload is.
fn progress(status: StatusCode, offset: u64, received: bool) -> Response {
    let mut response = (status, [(OFFSET, HeaderValue::from(offset))]).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if received {
        response.headers_mut().insert(RECEIVED, HeaderValue::from_static("received"));
    }
    response
}

/// The same of one that is not finished: until when it is kept though nobody goes on with it.
fn unfinished(app: &App, status: StatusCode, offset: u64) -> Response {
    let mut response = progress(status, offset, false);
    let days = i64::try_from(UPLOAD_IDLE_DAYS_MAX).unwrap_or(i64::MAX);
    if let Some(until) = date(app.engine.clock().now().plus_ms(days * PHOTOS_DAY_MS)) {
        response.headers_mut().insert(EXPIRES, until);
    }
    response
}

/// The photo, if the office has it. One that is in its place and was never recorded, because the power
/// or the disk gave out in between, is recorded now.
async fn known(app: &App, device: &DeviceRow, sha256: Sha256) -> Result<Option<PhotoRow>, Problem> {
    if let Some(photo) = app.engine.read(move |store| store.photo(sha256)).await? {
        if app.photos.size(sha256).await.is_ok_and(|size_bytes| size_bytes == Some(photo.size_bytes)) {
            return Ok(Some(photo));
        }
        // Lost with a disk, or never in the backup: whoever still has it may bring it again.
        tracing::error!(%sha256, "a photo the office had is not in its place");
    }
    // Mostly there is none: that needs no turn.
    if app.photos.size(sha256).await.map_err(PhotoError::from)?.is_none() {
        return Ok(None);
    }
    let settled = app.photos.settled(sha256).await.map_err(PhotoError::from)?;
    let Some(size_bytes) = settled else { return Ok(None) };
    record(app, device, sha256, size_bytes).await.map(Some)
}

/// Records that a photo is in its place: from now on the office has it, and what is left of the upload
/// can go.
async fn record(app: &App, device: &DeviceRow, sha256: Sha256, size_bytes: u64) -> Result<PhotoRow, Problem> {
    let photo = PhotoRow { sha256, size_bytes, received_at: app.engine.clock().now() };
    app.engine.photo_delivered(photo, device.clone()).await.map_err(Problem::of_device)?;
    Counters::add(&app.counters.photos_received, 1);
    Upload::new(&app.photos, device.id, sha256).discard();
    Ok(photo)
}

/// Announces a photo by `Upload-Length` and `Upload-Metadata: sha256 …` (base64 of the hexadecimal digits).
async fn begin(app: &App, device: &DeviceRow, headers: &HeaderMap) -> Result<Response, Problem> {
    let length = number(headers, &LENGTH)?;
    let (sha256, metadata) = announced_hash(headers)
        .ok_or_else(|| bad("upload-metadata", "The photo's hash is missing: Upload-Metadata: sha256 …"))?;
    if length == 0 {
        return Err(PhotoError::Empty.into());
    }
    if length > PHOTO_BYTES_MAX as u64 {
        return Err(PhotoError::TooLarge.into());
    }
    let upload = Upload::new(&app.photos, device.id, sha256);
    let _turn = app.photos.locks.take(upload.part.clone()).await;
    let mut response = match known(app, device, sha256).await? {
        Some(photo) => progress(StatusCode::CREATED, photo.size_bytes, true),
        None => {
            keep_to_budget(app, device, length).await?;
            app.photos.make_room(device.id, sha256, length).map_err(PhotoError::from)?;
            let announcement = Announcement { length, metadata: Some(metadata) };
            upload.announce(&announcement).map_err(PhotoError::from)?;
            // A phone that announces a photo again goes on where it was.
            unfinished(app, StatusCode::CREATED, upload.offset().unwrap_or(0))
        }
    };
    if let Ok(location) = HeaderValue::from_str(&format!("/phone/v1/photos/uploads/{sha256}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// No device fills the disk: the photos it brings within a day are bounded.
async fn keep_to_budget(app: &App, device: &DeviceRow, length: u64) -> Result<(), Problem> {
    let (id, clock) = (device.id, app.engine.clock());
    let (since, today) = (clock.now().plus_ms(-PHOTOS_DAY_MS), clock.today());
    let read =
        app.engine.read(move |store| Ok((store.photo_bytes_since(id, since)?, store.device_day(id, today)?)));
    let (brought, day) = read.await?;
    // What somebody leaves behind is fetched whole, and a day that was lifted has no end.
    let is_bound = device.draining_since.is_none() && day.lifted.is_none();
    if !is_bound || brought + length <= PHOTO_BYTES_PER_DEVICE_DAY_MAX {
        return Ok(());
    }
    app.engine.note_stopped(id).await;
    Err(Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "photos-of-a-day",
        "This device has brought as many photos as it may in a day. It can go on tomorrow.",
    ))
}

/// The hash, and all that was said with it.
fn announced_hash(headers: &HeaderMap) -> Option<(Sha256, String)> {
    let (metadata, text) = Metadata::read(headers)?;
    let sha256 = std::str::from_utf8(metadata.value("sha256")?).ok()?.parse().ok()?;
    Some((sha256, text))
}

/// How far the upload is. One that was cut between its last byte and its place gets there now.
async fn how_far(app: &App, device: &DeviceRow, sha256: Sha256) -> Result<Response, Problem> {
    let upload = Upload::new(&app.photos, device.id, sha256);
    let mut have = known(app, device, sha256).await?;
    // A phone that asks has lost its connection: what still comes in over that one would be sent again.
    let _end = app.photos.receiving.instead_of_others(&upload.part);
    let _turn = app.photos.locks.take(upload.part.clone()).await;
    let announced = upload.announced();
    if have.is_none()
        && let Some(announced) = &announced
        && upload.offset() == Some(announced.length)
    {
        let is_whole = std::fs::read(&upload.part).is_ok_and(|bytes| Sha256::of(&bytes) == sha256);
        if is_whole && let Ok(size_bytes) = finish(&app.photos, &upload, sha256).await {
            have = Some(record(app, device, sha256, size_bytes).await?);
        }
    }
    let (mut response, length, metadata) = match (have, upload.offset(), announced) {
        (Some(PhotoRow { size_bytes, .. }), _, _) => {
            (progress(StatusCode::OK, size_bytes, true), size_bytes, None)
        }
        (None, Some(offset), Some(announced)) => {
            (progress(StatusCode::OK, offset, false), announced.length, announced.metadata)
        }
        _ => return Err(Problem::not_found()),
    };
    let metadata = metadata.unwrap_or_else(|| format!("sha256 {}", BASE64.encode(sha256.to_string())));
    response.headers_mut().insert(LENGTH, HeaderValue::from(length));
    if let Ok(metadata) = HeaderValue::from_str(&metadata) {
        response.headers_mut().insert(METADATA, metadata);
    }
    Ok(response)
}

/// More bytes. Those that complete the photo are answered after it was verified and is on disk under its
/// name; a problem with the photo discards the upload.
async fn go_on(
    app: &App,
    device: &DeviceRow,
    sha256: Sha256,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    require_part(headers)?;
    let (from, checksum) = (number(headers, &OFFSET)?, checksum(headers)?);
    let upload = Upload::new(&app.photos, device.id, sha256);
    let end = app.photos.receiving.instead_of_others(&upload.part);
    let turn = app.photos.locks.take(upload.part.clone()).await;
    if let Some(photo) = known(app, device, sha256).await? {
        drain(body).await;
        return Ok(progress(StatusCode::NO_CONTENT, photo.size_bytes, true));
    }
    let (Some(at), Some(announced)) = (upload.offset(), upload.announced()) else {
        drain(body).await;
        return Err(Problem::not_found());
    };
    if from != at || at > announced.length {
        drain(body).await;
        return Err(elsewhere(at));
    }
    let arriving = Arriving { body, at, length: announced.length, checksum, end };
    let files = app.photos.clone();
    // A request that is cut goes on writing what has come, and the turn goes along.
    let receiving = tokio::spawn(async move {
        let reached = arriving.write_to(&upload.part).await?;
        let is_whole = reached == announced.length;
        let received = if is_whole { Some(finish(&files, &upload, sha256).await?) } else { None };
        Ok::<_, Problem>((reached, received, turn))
    });
    let (reached, received, _turn) = receiving.await.map_err(|_| Problem::internal())??;
    let Some(size_bytes) = received else { return Ok(unfinished(app, StatusCode::NO_CONTENT, reached)) };
    record(app, device, sha256, size_bytes).await?;
    Ok(progress(StatusCode::NO_CONTENT, reached, true))
}

fn elsewhere(at: u64) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "upload-offset",
        "The upload is elsewhere. Ask where, and go on from there.",
    )
    .with_detail(at)
}

/// Gives an upload up. A photo the office has is no upload any more: documents name it.
async fn give_up(app: &App, device: &DeviceRow, sha256: Sha256) -> Result<Response, Problem> {
    let upload = Upload::new(&app.photos, device.id, sha256);
    let _end = app.photos.receiving.instead_of_others(&upload.part);
    let _turn = app.photos.locks.take(upload.part.clone()).await;
    if known(app, device, sha256).await?.is_some() {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "photo-received",
            "The office has received this photo. It can be taken out of its document, not away.",
        ));
    }
    if upload.announced().is_none() && upload.offset().is_none() {
        return Err(Problem::not_found());
    }
    upload.discard();
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Moves a whole photo to its place. What follows, in this order, survives a cut anywhere: the bytes
/// (already on disk), the name in its folder, and last the row that says the office has it.
async fn finish(files: &PhotoFiles, upload: &Upload, sha256: Sha256) -> Result<u64, PhotoError> {
    let (files, upload) = (files.clone(), upload.clone());
    let decoding = files.turn_to_decode().await;
    let finishing = tokio::task::spawn_blocking(move || {
        let bytes = std::fs::read(&upload.part)?;
        if let Err(why) = verify(&bytes, sha256) {
            upload.discard();
            return Err(why);
        }
        files.store().take(&upload.part, sha256)?;
        drop(decoding);
        Ok(bytes.len() as u64)
    });
    finishing.await.map_err(|_| PhotoError::Interrupted)?
}
