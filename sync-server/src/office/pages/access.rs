//! What stands before every page: where a write comes from, what a browser may do with the
//! answer, and what a role may see.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use shared::document::Effect;
use shared::{DocumentKind, Role, policy};

use super::Office;
use super::session::{Guest, Visitor};
use super::trouble::Trouble;

/// Nothing from another host, nothing written into the page, no frame around it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// Refuses writes from elsewhere, shows troubles as pages, adds the headers of pages to those every answer of the server has.
pub(super) async fn guard(State(office): State<Office>, request: Request, next: Next) -> Response {
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = if reads || comes_from_here(&headers, &uri) {
        next.run(request).await
    } else {
        Trouble::Foreign.into_response()
    };
    let trouble = response.extensions().get::<Trouble>().cloned();
    let mut response = match trouble {
        Some(trouble) => {
            let visitor = Visitor::of(&office, &headers).await.ok().flatten();
            let guest = Guest::of(&office, &headers, visitor.as_ref());
            trouble.page(&guest, visitor.as_ref())
        }
        None => response,
    };
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(POLICY);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Whether the browser says a write comes from one of our own pages.
fn comes_from_here(headers: &HeaderMap, uri: &Uri) -> bool {
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(|authority| authority.as_str()));
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    match (origin.and_then(|origin| origin.split_once("://")), host) {
        (Some((_, origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}

/// The address people reach the office at, as the browser that writes gave it.
pub(super) fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(ORIGIN).and_then(|origin| origin.to_str().ok())
}

/// Whether somebody with this role reads the office pages at all.
pub(super) const fn may_enter(role: Role) -> bool {
    match role {
        Role::Counter | Role::Supervisor | Role::Administrator | Role::Storekeeper | Role::Accountant => true,
        Role::Requester | Role::Technician => false,
    }
}

/// Whether somebody with this role enrols and withdraws devices.
pub(super) const fn may_enrol(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Administrator)
}

/// Whether somebody with this role makes, changes and cancels work orders.
pub(super) fn may_plan(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "", Effect::Create)
}

/// Whether somebody with this role approves, sends back and settles.
pub(super) fn may_review(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "steps/approved", Effect::Insert)
}

/// Whether somebody with this role takes in requests.
pub(super) fn may_request(role: Role) -> bool {
    policy::allows(role, DocumentKind::Request, "", Effect::Create)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_write_must_come_from_a_page_of_ours() {
        let uri = Uri::from_static("/office/sign-in");
        let from = |origin| comes_from_here(&headers(&[(HOST, "guichet.be"), (ORIGIN, origin)]), &uri);
        assert!(from("https://guichet.be"));
        assert!(!from("https://guichet.be.example"));
        assert!(!from("null"));
        assert!(!comes_from_here(&headers(&[(HOST, "guichet.be")]), &uri));
    }

    #[test]
    fn the_counter_plans_but_does_not_review() {
        assert!(may_plan(Role::Counter) && !may_review(Role::Counter) && !may_enrol(Role::Counter));
        assert!(may_review(Role::Supervisor) && may_enrol(Role::Supervisor));
        assert!(!may_plan(Role::Accountant) && may_enter(Role::Accountant));
    }
}
