//! A copy of what waited on a phone, in a file, because the office could not be reached any more:
//! brought by hand and taken in as if the phone had delivered it.

use std::io::{Error, ErrorKind};

use axum::body::Bytes;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use maud::{Markup, html};
use shared::limits::SYNC_CHANGES_MAX;
use shared::wire::{CopyError, DocumentChanges, OutboxCopy, SealedCopy};
use shared::{DeviceId, PersonId, Timestamp};

use crate::audit_head::key::is_signed_by;
use crate::domains::devices::menu;
use crate::engine::error::EngineError;
use crate::office::browser_name::device_name;
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{DeviceRow, PhotoRow};
use crate::sync::outbox_copy::CopyTaken;

pub(crate) fn form(localizer: &Localizer) -> Markup {
    html! {
        section {
            h2 { (localizer.text("copy-title")) }
            p.quiet { (localizer.text("copy-explain")) }
            form.stack.narrow method="post" action="/office/devices/copy" enctype="multipart/form-data" data-test="copy" {
                div.field {
                    label for="file" { (localizer.text("copy-file")) }
                    input #file type="file" name="file" accept=".guichet" required;
                }
                button type="submit" { (localizer.text("copy-do")) }
            }
        }
    }
}

const NOT_A_COPY: PageError = PageError::Invalid("error-copy");

/// What came of a copy.
#[derive(Default)]
struct Taken {
    changes: CopyTaken,
    photos: u32,
    /// Photos that are none.
    spoilt: u32,
}

pub(crate) async fn take(
    State(office): State<Office>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Markup, PageError> {
    let file = file(body.map_err(|_| NOT_A_COPY)?).await?;
    let secret = office.engine.read(|store| store.office_secret()).await?.ok_or(NOT_A_COPY)?;
    let copy = SealedCopy::read(file.into(), &secret).map_err(refusal)?;
    let id = copy.device();
    let known =
        office.records(&visitor, move |store| Ok(store.device(id)?.zip(store.token_hash(id)?))).await?;
    let (device, token_hash) = known.ok_or_else(|| refusal(CopyError::OtherDevice))?;
    let OutboxCopy { made_at, documents, photos, .. } = of_device(copy, &device, token_hash)?;
    let changes = take_changes(&office, (visitor.person.id, device.id), documents).await?;
    let mut taken = Taken { changes, ..Taken::default() };
    for photo in photos {
        let kept = office.app.photos.keep(photo.0).await.map_err(|error| storage(&error))?;
        let Some((sha256, size_bytes)) = kept else {
            taken.spoilt += 1;
            continue;
        };
        let row = PhotoRow { sha256, size_bytes, received_at: office.engine.clock().now() };
        office.engine.photo_brought(visitor.person.id, row, device.id).await?;
        taken.photos += 1;
    }
    told(&office, &visitor, &device, made_at, &taken).await
}

/// The copy, if it comes from this device: whoever knows its id could write a file, and who reads a backup could seal
/// one.
fn of_device(copy: SealedCopy, device: &DeviceRow, token_hash: [u8; 32]) -> Result<OutboxCopy, PageError> {
    let own = match device.public_key {
        Some(_) if !copy.is_signed() => return Err(PageError::Invalid("error-copy-unsigned")),
        Some(key) => copy.of_signer(|statement, signature| is_signed_by(&key.0, statement, signature)),
        None => copy.of_token(token_hash),
    };
    own.map_err(refusal)
}

const fn refusal(error: CopyError) -> PageError {
    match error {
        CopyError::NotACopy => NOT_A_COPY,
        CopyError::Cut => PageError::Invalid("error-copy-cut"),
        CopyError::OtherOffice => PageError::Invalid("error-copy-office"),
        CopyError::OtherDevice => PageError::Invalid("error-copy-device"),
    }
}

/// The file of the form.
async fn file(mut body: Multipart) -> Result<Bytes, PageError> {
    while let Some(field) = body.next_field().await.map_err(unread)? {
        if field.name() == Some("file") {
            return field.bytes().await.map_err(unread);
        }
    }
    Err(NOT_A_COPY)
}

fn unread(error: MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::Invalid("error-copy-large")
    } else {
        NOT_A_COPY
    }
}

/// Has the changes of a copy taken, not too many in one turn: others wait meanwhile.
async fn take_changes(
    office: &Office,
    (by, device): (PersonId, DeviceId),
    mut documents: Vec<DocumentChanges>,
) -> Result<CopyTaken, EngineError> {
    let mut all = CopyTaken::default();
    loop {
        let turn = first(&documents, SYNC_CHANGES_MAX);
        let CopyTaken { accepted, refused, deferred } = office.engine.take_copy(by, device, turn).await?;
        all.accepted += accepted;
        all.refused += refused;
        all.deferred += deferred;
        documents = without(documents, accepted + refused + deferred);
        if documents.is_empty() {
            return Ok(all);
        }
    }
}

/// The first changes of documents.
fn first(documents: &[DocumentChanges], mut most: usize) -> Vec<DocumentChanges> {
    let mut found = Vec::new();
    for DocumentChanges { id, kind, changes } in documents {
        let changes = &changes[..most.min(changes.len())];
        if !changes.is_empty() {
            found.push(DocumentChanges { id: *id, kind: *kind, changes: changes.to_vec() });
        }
        most -= changes.len();
    }
    found
}

/// The documents without their first changes.
fn without(documents: Vec<DocumentChanges>, first: u32) -> Vec<DocumentChanges> {
    let mut first = usize::try_from(first).unwrap_or(usize::MAX);
    let mut rest = Vec::new();
    for mut document in documents {
        let taken = first.min(document.changes.len());
        first -= taken;
        document.changes.drain(..taken);
        if !document.changes.is_empty() {
            rest.push(document);
        }
    }
    rest
}

fn storage(error: &Error) -> PageError {
    tracing::error!(%error, "a photo of a copy could not be written");
    if error.kind() == ErrorKind::StorageFull { PageError::Full } else { PageError::Broken }
}

async fn told(
    office: &Office,
    visitor: &Visitor,
    device: &DeviceRow,
    made_at: Timestamp,
    taken: &Taken,
) -> Result<Markup, PageError> {
    let names = office.lists(visitor, |reader| reader.names()).await?;
    let (localizer, person) = (&visitor.localizer, names.person(device.person));
    let title = localizer.text("copy-taken");
    let CopyTaken { accepted, refused, deferred } = taken.changes;
    let body = html! {
        h1 { (title) }
        p.lead { a href={ "/office/devices/" (device.id) } { (person) " · " (device_name(localizer, &device.name)) } }
        p.quiet { (localizer.text("copy-made")) (localizer.text("colon")) (localizer.moment(made_at)) }
        ul.lines data-test="copy-taken" {
            li { (localizer.count("copy-accepted", accepted)) }
            li { (localizer.count("copy-photos", taken.photos)) }
            @if refused > 0 { li { a href="/office/refused" { (localizer.count("copy-refused", refused)) } } }
            @if deferred > 0 { li { a href="/office/offers" { (localizer.count("copy-held", deferred)) } } }
            @if taken.spoilt > 0 { li { (localizer.count("copy-spoilt", taken.spoilt)) } }
        }
        p { a.button href="/office/devices" { (localizer.text("nav-devices")) } }
    };
    Ok(shell(localizer, Some(visitor), menu::ROOM, &title, &body))
}
