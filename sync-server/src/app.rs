//! What every handler has at hand, and who is asking.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::{header, request::Parts};
use sha2::{Digest as _, Sha256};

use crate::phone_app::PhoneApp;
use crate::photos::PhotoFiles;
use crate::problem::Problem;
use crate::request_log::note_device;
use crate::store::DeviceRow;
use crate::sync::Engine;

pub use crate::metrics::Counters;

/// What every handler has at hand.
#[derive(Clone)]
pub struct App {
    /// The server's replica.
    pub engine: Engine,
    /// The photos.
    pub photos: PhotoFiles,
    /// The phone app's files.
    pub phone: PhoneApp,
    /// What is counted.
    pub counters: Arc<Counters>,
}

/// The hash a token or code is kept as.
#[must_use]
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The address a request comes from, for throttling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// The device that is asking, by its token.
#[derive(Debug, Clone)]
pub struct AuthenticatedDevice(pub DeviceRow);

impl FromRequestParts<App> for AuthenticatedDevice {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let DeliveringDevice(device) = DeliveringDevice::from_request_parts(parts, app).await?;
        if device.hand_over_since.is_some() { Err(Problem::hands_over()) } else { Ok(Self(device)) }
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
        let device = app.engine.read(move |store| store.device_by_token(hash)).await?;
        match device {
            Some(device) if device.withdrawn_at.is_some() => Err(Problem::withdrawn()),
            Some(device) => {
                note_device(device.id, device.person);
                Ok(Self(device))
            }
            None => Err(Problem::unknown_device()),
        }
    }
}
