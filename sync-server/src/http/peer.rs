//! Where a request comes from, whether over TLS, and which host it asks for.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::engine::thread::from_address;

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

/// Marks a request that came over TLS.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Secure;

/// What a proxy adds to what it brings.
pub(crate) const FORWARDED: [&str; 4] =
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];

/// The host that a visitor asked the proxy for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ForwardedHost(pub(crate) String);

/// Marks a request that asks for another host than the one `--public-url` says, and holds that other host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnotherHost(pub(crate) String);

/// The host that a request asks for, `guichet.be` or `guichet.be:8443`: the proxy's word counts before the
/// visitor's. `None` when neither says one.
pub(crate) fn asked_host<'a>(
    forwarded: Option<&'a str>,
    headers: &'a HeaderMap,
    uri: &'a Uri,
) -> Option<&'a str> {
    let said = || headers.get(HOST).and_then(|host| host.to_str().ok());
    forwarded.or_else(said).or_else(|| uri.authority().map(|authority| authority.as_str()))
}
