//! The device that is asking, by its token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use shared::DeviceId;

use crate::app::App;
use crate::base::secret::secret_hash;
use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::http::body_budget::BodyBytes;
use crate::http::problem::Problem;
use crate::http::span::record_device;
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, DeviceRow, Store, Subject};

/// The device that is asking, by its token.
#[derive(Debug, Clone)]
pub struct AuthenticatedDevice(pub DeviceRow);

impl FromRequestParts<App> for AuthenticatedDevice {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let DeliveringDevice(device) = DeliveringDevice::from_request_parts(parts, app).await?;
        if device.draining_since.is_some() { Err(Problem::draining()) } else { Ok(Self(device)) }
    }
}

/// The same, for what a device that is being withdrawn may do too: deliver.
#[derive(Debug, Clone)]
pub struct DeliveringDevice(pub DeviceRow);

impl FromRequestParts<App> for DeliveringDevice {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or_else(Problem::unknown_device)?;
        let (hash, tokens, now) = (secret_hash(token), app.tokens, app.engine.clock().now());
        let found = app.engine.read(move |store| {
            let Some(device) = store.device_by_token(hash)? else { return Ok(None) };
            let is_blocked = is_blocked(store, &device)?;
            let is_over = tokens.ended_at(store, &device, now)?.is_some();
            Ok(Some((device, is_blocked, is_over)))
        });
        let (device, is_blocked, is_over) = found.await?.ok_or_else(Problem::unknown_device)?;
        if device.withdrawn_at.is_some() {
            record_once(&app.engine, &device, Action::DeviceToldToErase).await?;
            return Err(Problem::withdrawn());
        }
        // What somebody leaves behind is fetched before the copy is erased, whenever the phone comes back.
        if is_over && device.draining_since.is_none() {
            record_once(&app.engine, &device, Action::TokenEnded).await?;
            return Err(Problem::token_ended());
        }
        record_device(device.id, device.person);
        if let Some(taken) = parts.extensions.get::<Arc<BodyBytes>>() {
            taken.is_of(device.id);
        }
        if is_blocked { Err(Problem::person_blocked()) } else { Ok(Self(device)) }
    }
}

/// Whether a device is not served because its person is blocked. What somebody leaves behind is fetched before the
/// copy is erased, blocked or not.
fn is_blocked(store: &Store, device: &DeviceRow) -> Result<bool, StoreError> {
    let account = store.account(device.person)?;
    let is_blocked = account.is_none_or(|account| account.blocked_at.is_some());
    Ok(is_blocked && device.draining_since.is_none())
}

/// A device that was let in, as it is now.
///
/// # Errors
/// A problem when it was withdrawn meanwhile, or its person was blocked.
pub(crate) async fn still_delivering(engine: &Engine, id: DeviceId) -> Result<DeviceRow, Problem> {
    let found = engine.read(move |store| {
        let Some(device) = store.device(id)? else { return Ok(None) };
        let is_blocked = is_blocked(store, &device)?;
        Ok(Some((device, is_blocked)))
    });
    match found.await?.ok_or_else(Problem::unknown_device)? {
        (device, _) if device.withdrawn_at.is_some() => Err(Problem::withdrawn()),
        (_, true) => Err(Problem::person_blocked()),
        (device, false) => Ok(device),
    }
}

/// Records what a device was told, the first time since it was enrolled.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub(crate) async fn record_once(
    engine: &Engine,
    device: &DeviceRow,
    action: Action,
) -> Result<(), EngineError> {
    let (id, person, since) = (device.id, device.person, device.enrolled_at);
    if engine.read(move |store| store.audit_has(id, action, since)).await? {
        return Ok(());
    }
    let entry = AuditEntry::new(action, Subject::Device(id)).by(person).with(id);
    engine.act(move |_| Ok(((), entry))).await
}
