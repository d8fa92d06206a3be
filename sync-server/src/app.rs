//! What every handler has at hand, and who is asking.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::{Extensions, header, request::Parts};
use axum::middleware::Next;
use axum::response::Response;
use sha2::{Digest as _, Sha256};

use crate::devices::note_told_to_erase;
use crate::intake::BodyBytes;
use crate::phone_app::PhoneApp;
use crate::photos::PhotoFiles;
use crate::problem::Problem;
use crate::request_log::note_device;
use crate::store::DeviceRow;
use crate::sync::{Engine, from_address};

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
        Ok(Self::of(&parts.extensions))
    }
}

impl Peer {
    fn of(extensions: &Extensions) -> Self {
        let address = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Self(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
    }
}

/// Lets the audit log know where everything comes from that a request has done.
pub(crate) async fn traced(request: Request, next: Next) -> Response {
    let Peer(address) = Peer::of(request.extensions());
    from_address(address, next.run(request)).await
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
        let found = app.engine.read(move |store| {
            let Some(device) = store.device_by_token(hash)? else { return Ok(None) };
            let account = store.account(device.person)?;
            Ok(Some((device, account.is_none_or(|account| account.blocked_at.is_some()))))
        });
        let (device, is_blocked) = found.await?.ok_or_else(Problem::unknown_device)?;
        if device.withdrawn_at.is_some() {
            note_told_to_erase(&app.engine, &device).await?;
            return Err(Problem::withdrawn());
        }
        note_device(device.id, device.person);
        if let Some(taken) = parts.extensions.get::<Arc<BodyBytes>>() {
            taken.is_of(device.id);
        }
        // What somebody leaves behind is fetched before the copy is erased, blocked or not.
        let delivers = !is_blocked || device.hand_over_since.is_some();
        if delivers { Ok(Self(device)) } else { Err(Problem::person_blocked()) }
    }
}
