//! What asks for a page in the name of whoever sent a form, and a page that was answered.

use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HOST, REFERER, USER_AGENT};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use crate::http::peer::Secure;

/// What of a request is needed to ask for a page in its name.
pub(crate) struct Asker {
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) secure: Option<Secure>,
    pub(crate) peer: Option<ConnectInfo<SocketAddr>>,
}

impl Asker {
    pub(crate) fn of(request: &Request) -> Self {
        let kept = [HOST, COOKIE, ACCEPT_LANGUAGE, USER_AGENT, REFERER];
        let headers = request.headers().iter().filter(|(name, _)| kept.contains(name));
        Self {
            uri: request.uri().clone(),
            headers: headers.map(|(name, value)| (name.clone(), value.clone())).collect(),
            secure: request.extensions().get().copied(),
            peer: request.extensions().get().copied(),
        }
    }

    pub(crate) fn address(&self) -> &str {
        self.uri.path_and_query().map_or("/office", |path| path.as_str())
    }

    /// The page of ours the browser says it was on.
    pub(crate) fn referer(&self) -> String {
        let referer =
            self.headers.get(REFERER).and_then(|referer| referer.to_str().ok()?.parse::<Uri>().ok());
        referer.and_then(|uri| Some(uri.path_and_query()?.as_str().to_owned())).unwrap_or_default()
    }
}

/// An answer whose body is a page.
pub(crate) struct Page {
    pub(crate) response: Response,
    pub(crate) text: String,
}

impl Page {
    /// The page of an answer, or the answer when it has none.
    pub(crate) async fn of(response: Response) -> Result<Self, Response> {
        let is_page = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if !is_page {
            return Err(response);
        }
        let (head, body) = response.into_parts();
        // Our own pages, in memory already.
        let text = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let response = Response::from_parts(head, Body::empty());
        Ok(Self { response, text: String::from_utf8_lossy(&text).into_owned() })
    }

    pub(crate) fn into_response(self) -> Response {
        let mut response = self.response;
        response.headers_mut().remove(CONTENT_LENGTH);
        response.map(|_| Body::from(self.text))
    }
}
