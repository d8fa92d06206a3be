//! The device that is asking, by its token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::app::App;
use crate::base::secret::secret_hash;
use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::http::body_budget::BodyBytes;
use crate::http::problem::Problem;
use crate::http::span::record_device;
use crate::store::{Action, AuditEntry, DeviceRow, Subject};

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
        let hash = secret_hash(token);
        let found = app.engine.read(move |store| {
            let Some(device) = store.device_by_token(hash)? else { return Ok(None) };
            let account = store.account(device.person)?;
            Ok(Some((device, account.is_none_or(|account| account.blocked_at.is_some()))))
        });
        let (device, is_blocked) = found.await?.ok_or_else(Problem::unknown_device)?;
        if device.withdrawn_at.is_some() {
            record_told_to_erase(&app.engine, &device).await?;
            return Err(Problem::withdrawn());
        }
        record_device(device.id, device.person);
        if let Some(taken) = parts.extensions.get::<Arc<BodyBytes>>() {
            taken.is_of(device.id);
        }
        // What somebody leaves behind is fetched before the copy is erased, blocked or not.
        let delivers = !is_blocked || device.draining_since.is_some();
        if delivers { Ok(Self(device)) } else { Err(Problem::person_blocked()) }
    }
}

/// Records, the first time, that a withdrawn device was told to erase itself.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub(crate) async fn record_told_to_erase(engine: &Engine, device: &DeviceRow) -> Result<(), EngineError> {
    let (id, person) = (device.id, device.person);
    if engine.read(move |store| store.audit_has(id, Action::DeviceToldToErase)).await? {
        return Ok(());
    }
    let entry = AuditEntry::new(Action::DeviceToldToErase, Subject::Device(id)).by(person).with(id);
    engine.act(move |_| Ok(((), entry))).await
}
