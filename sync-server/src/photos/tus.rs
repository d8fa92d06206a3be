//! The tus 1.0 resumable upload protocol: creation, `HEAD`, `PATCH`.

use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path as Address, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::Sha256;
use shared::limits::PHOTO_BYTES_MAX;

use super::{parse, too_large, verify};
use crate::app::{App, Counters, DeliveringDevice};
use crate::limits::{PHOTO_BYTES_PER_DEVICE_DAY_MAX, PHOTOS_DAY_MS};
use crate::problem::Problem;
use crate::store::{DeviceRow, PhotoRow};

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
/// Says that the office has the photo, verified and on disk.
const RECEIVED: HeaderName = HeaderName::from_static("guichet-photo");
const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const CHUNK_MEDIA_TYPE: &str = "application/offset+octet-stream";

fn bad(name: &'static str, title: &'static str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, name, title)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Problem> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| bad("upload-header-missing", "An upload header is missing or is not a number."))
}

fn require_version(headers: &HeaderMap) -> Result<(), Problem> {
    if headers.get(&RESUMABLE) == Some(&VERSION) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::PRECONDITION_FAILED, "other-tus-version", "Only tus 1.0.0 is spoken here."))
}

/// The upload under way: its file and its announced length, kept beside it.
struct Upload {
    part: PathBuf,
    length: PathBuf,
}

impl Upload {
    fn new(app: &App, device: &DeviceRow, sha256: Sha256) -> Self {
        let part = app.photos.upload(device.id, sha256);
        Self { length: part.with_extension("length"), part }
    }

    fn offset(&self) -> Option<u64> {
        std::fs::metadata(&self.part).ok().map(|file| file.len())
    }

    /// Keeps the announced length. The end of the line tells a whole number from half of one.
    fn announce(&self, length: u64) -> std::io::Result<()> {
        std::fs::write(&self.length, format!("{length}\n"))?;
        OpenOptions::new().create(true).append(true).open(&self.part).map(drop)
    }

    fn announced(&self) -> Option<u64> {
        std::fs::read_to_string(&self.length).ok()?.strip_suffix('\n')?.parse().ok()
    }

    fn discard(&self) {
        for file in [&self.part, &self.length] {
            if let Err(error) = std::fs::remove_file(file) {
                tracing::debug!(%error, "an upload's file was gone already");
            }
        }
    }
}

fn progress(status: StatusCode, offset: u64, received: bool) -> Response {
    let mut response = (status, [(RESUMABLE, VERSION), (OFFSET, HeaderValue::from(offset))]).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if received {
        response.headers_mut().insert(RECEIVED, HeaderValue::from_static("received"));
    }
    response
}

/// The photo, if the office has it. One that is in its place and was never noted, because the power
/// or the disk gave out in between, is noted now.
async fn known(app: &App, device: &DeviceRow, sha256: Sha256) -> Result<Option<PhotoRow>, Problem> {
    let files = app.photos.clone();
    if let Some(photo) = app.engine.read(move |store| store.photo(sha256)).await? {
        let file = tokio::fs::metadata(files.path(sha256)).await;
        if file.is_ok_and(|file| file.len() == photo.size_bytes) {
            return Ok(Some(photo));
        }
        // Lost with a disk, or never in the backup: whoever still has it may bring it again.
        tracing::error!(%sha256, "a photo the office had is not in its place");
    }
    // Mostly there is none: that needs no turn.
    if !tokio::fs::try_exists(files.path(sha256)).await.map_err(|error| storage(&error))? {
        return Ok(None);
    }
    let decoding = files.turn_to_decode().await;
    let settled = tokio::task::spawn_blocking(move || {
        let settled = files.settled(sha256);
        drop(decoding);
        settled
    });
    let settled = settled.await.map_err(|_| Problem::internal())?.map_err(|error| storage(&error))?;
    let Some(size_bytes) = settled else { return Ok(None) };
    note(app, device, sha256, size_bytes).await.map(Some)
}

/// Notes that a photo is in its place: from now on the office has it, and what is left of the upload
/// can go.
async fn note(app: &App, device: &DeviceRow, sha256: Sha256, size_bytes: u64) -> Result<PhotoRow, Problem> {
    let photo = PhotoRow { sha256, size_bytes, received_at: app.engine.clock().now() };
    app.engine.photo_received(photo, Some(device.clone())).await?;
    Counters::add(&app.counters.photos_received, 1);
    Upload::new(app, device, sha256).discard();
    Ok(photo)
}

/// `POST /api/v1/photos`: announces a photo by `Upload-Length` and `Upload-Metadata: sha256 …`
/// (base64 of the hexadecimal digits).
///
/// # Errors
/// A problem; nothing was begun.
pub async fn begin(
    State(app): State<App>,
    DeliveringDevice(device): DeliveringDevice,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    require_version(&headers)?;
    let length = number(&headers, &LENGTH)?;
    let sha256 = announced_hash(&headers)
        .ok_or_else(|| bad("upload-metadata", "The photo's hash is missing: Upload-Metadata: sha256 …"))?;
    if length == 0 {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "photo-empty", "The photo has no bytes."));
    }
    if length > PHOTO_BYTES_MAX as u64 {
        return Err(too_large());
    }
    let upload = Upload::new(&app, &device, sha256);
    let _turn = app.photos.turns.take(upload.part.clone()).await;
    let have = known(&app, &device, sha256).await?;
    let mut offset = have.map_or(0, |photo| photo.size_bytes);
    if have.is_none() {
        keep_to_budget(&app, &device, length).await?;
        app.photos.make_room(device.id, sha256, length).map_err(|error| storage(&error))?;
        upload.announce(length).map_err(|error| storage(&error))?;
        // A phone that announces a photo again goes on where it was.
        offset = upload.offset().unwrap_or(0);
    }
    let mut response = progress(StatusCode::CREATED, offset, have.is_some());
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/photos/uploads/{sha256}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// No device fills the disk: the photos it brings within a day are bounded.
async fn keep_to_budget(app: &App, device: &DeviceRow, length: u64) -> Result<(), Problem> {
    let (id, since) = (device.id, app.engine.clock().now().plus_ms(-PHOTOS_DAY_MS));
    let brought = app.engine.read(move |store| store.photo_bytes_since(id, since)).await?;
    if brought + length <= PHOTO_BYTES_PER_DEVICE_DAY_MAX {
        return Ok(());
    }
    tracing::warn!(device = %id, "it brought as many photos as it may in a day");
    Err(Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "photos-of-a-day",
        "This device has brought as many photos as it may in a day. It can go on tomorrow.",
    ))
}

fn announced_hash(headers: &HeaderMap) -> Option<Sha256> {
    let metadata = headers.get(&METADATA)?.to_str().ok()?;
    let value = metadata.split(',').find_map(|pair| pair.trim().strip_prefix("sha256 "))?;
    String::from_utf8(BASE64.decode(value.trim()).ok()?).ok()?.parse().ok()
}

/// `HEAD /api/v1/photos/uploads/{sha256}`: how far the upload is.
///
/// # Errors
/// Not found when nothing was announced.
pub async fn how_far(
    State(app): State<App>,
    DeliveringDevice(device): DeliveringDevice,
    Address(sha256): Address<String>,
) -> Result<Response, Problem> {
    let sha256 = parse(&sha256)?;
    if let Some(photo) = known(&app, &device, sha256).await? {
        return Ok(with_length(progress(StatusCode::OK, photo.size_bytes, true), photo.size_bytes));
    }
    let upload = Upload::new(&app, &device, sha256);
    let (Some(offset), Some(length)) = (upload.offset(), upload.announced()) else {
        return Err(Problem::not_found());
    };
    Ok(with_length(progress(StatusCode::OK, offset, false), length))
}

fn with_length(mut response: Response, length: u64) -> Response {
    response.headers_mut().insert(LENGTH, HeaderValue::from(length));
    response
}

/// `PATCH /api/v1/photos/uploads/{sha256}`: more bytes. The one that completes the photo is
/// answered after it was verified and is on disk under its name.
///
/// # Errors
/// 409 when the offset is not where the upload is; a problem with the photo discards the upload.
pub async fn go_on(
    State(app): State<App>,
    DeliveringDevice(device): DeliveringDevice,
    Address(sha256): Address<String>,
    headers: HeaderMap,
    chunk: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    require_version(&headers)?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != CHUNK_MEDIA_TYPE) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "Bytes of an upload were expected.",
        ));
    }
    let sha256 = parse(&sha256)?;
    let offset = number(&headers, &OFFSET)?;
    let chunk = chunk?;
    let upload = Upload::new(&app, &device, sha256);
    let turn = app.photos.turns.take(upload.part.clone()).await;
    if let Some(photo) = known(&app, &device, sha256).await? {
        return Ok(progress(StatusCode::NO_CONTENT, photo.size_bytes, true));
    }
    let (Some(at), Some(length)) = (upload.offset(), upload.announced()) else {
        return Err(Problem::not_found());
    };
    if offset != at {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "upload-offset",
            "The upload is elsewhere. Ask where, and go on from there.",
        )
        .with_detail(at));
    }
    let reached = at + chunk.len() as u64;
    if reached > length {
        return Err(too_large());
    }
    let files = app.photos.clone();
    let decoding = if reached < length { None } else { files.turn_to_decode().await };
    // The turns go along: a request that is cut goes on writing.
    let written = tokio::task::spawn_blocking(move || {
        let written = write(&files, &upload, at, &chunk, length, sha256);
        drop(decoding);
        (written, turn)
    });
    let (written, _turn) = written.await.map_err(|_| Problem::internal())?;
    let Some(size_bytes) = written? else {
        return Ok(progress(StatusCode::NO_CONTENT, reached, false));
    };
    note(&app, &device, sha256, size_bytes).await?;
    Ok(progress(StatusCode::NO_CONTENT, reached, true))
}

/// Writes a part; the size of the photo when this completes it.
fn write(
    files: &super::PhotoFiles,
    upload: &Upload,
    at: u64,
    chunk: &[u8],
    length: u64,
    sha256: Sha256,
) -> Result<Option<u64>, Problem> {
    append(upload, at, chunk).map_err(|error| storage(&error))?;
    if at + (chunk.len() as u64) < length {
        return Ok(None);
    }
    finish(files, upload, sha256).map(Some)
}

/// Writes a part to the disk, or takes back what of it was written: an offset that is told is one
/// that is on disk.
fn append(upload: &Upload, at: u64, chunk: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(&upload.part)?;
    let written =
        file.seek(SeekFrom::Start(at)).and_then(|_| file.write_all(chunk)).and_then(|()| file.sync_data());
    // What went wrong first is said.
    if written.is_err()
        && let Err(error) = file.set_len(at)
    {
        tracing::error!(%error, "what was written of a part could not be taken back");
    }
    written
}

/// Moves a whole photo to its place. What follows, in this order, survives a cut anywhere: the bytes
/// (already on disk), the name in its folder, and last the row that says the office has it.
fn finish(files: &super::PhotoFiles, upload: &Upload, sha256: Sha256) -> Result<u64, Problem> {
    let bytes = std::fs::read(&upload.part).map_err(|error| storage(&error))?;
    if let Err(problem) = verify(&bytes, sha256) {
        upload.discard();
        return Err(problem);
    }
    files.settle(&upload.part, sha256).map_err(|error| storage(&error))?;
    Ok(bytes.len() as u64)
}

fn storage(error: &std::io::Error) -> Problem {
    tracing::error!(%error, "a photo could not be written");
    error.into()
}
