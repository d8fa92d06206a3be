//! Plain HTTP beside TLS: it says only where to go.

use axum::Router;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::http::site::Site;

/// Answers everything with the same address under TLS: that of the `public` site, or where none was said, of the
/// host that is asked for, at `port`.
pub(crate) fn router(port: u16, public: Option<Site>) -> Router {
    Router::new()
        .fallback(async move |headers: HeaderMap, uri: Uri| to_tls(&headers, &uri, port, public.as_ref()))
}

fn to_tls(headers: &HeaderMap, uri: &Uri, port: u16, public: Option<&Site>) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    if let Some(public) = public {
        return Redirect::permanent(&format!("{public}{path}")).into_response();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(authority) = host.and_then(|host| host.parse::<Authority>().ok()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let port = if port == 443 { String::new() } else { format!(":{port}") };
    Redirect::permanent(&format!("https://{}{port}{path}", authority.host())).into_response()
}
