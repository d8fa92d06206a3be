//! What stands before every page: where a write comes from, who may come in, and what a browser
//! may do with the answer.
//!
//! [`ACCESS`] says for every address who may use it, and [`guard`] asks it once per request. What
//! does not stand there is closed: a page that was forgotten is seen by nobody.

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ORIGIN};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use shared::document::Effect;
use shared::{DocumentKind, Role, policy};

use crate::accounts::role::works_at_office;
use crate::http::peer::Secure;
use crate::office::language::came_from;
use crate::office::origin::foreign;
use crate::office::page_error::PageError;
use crate::office::resubmission::{FormId, Reader, Refused, sent_before};
use crate::office::session::{Guest, Visitor, forget_plain_session};
use crate::office::state::Office;
use crate::store::PersonRow;

/// Nothing from another host, nothing written into the page, no frame around it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// Who may use an address.
#[derive(Clone, Copy)]
enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Whoever is signed in, even with a password that was given to them and must be changed.
    SignedIn,
    /// Those with a role of which this is true.
    Only(fn(Role) -> bool),
}

use Access::{Anybody, Only, SignedIn};

/// Who may use which address of the office.
const ACCESS: &[(Method, &str, Access)] = &[
    (Method::GET, "/office", Anybody),
    (Method::GET, "/office/", Anybody),
    (Method::GET, "/office/sign-in", Anybody),
    (Method::POST, "/office/sign-in", Anybody),
    (Method::POST, "/office/sign-out", Anybody),
    (Method::POST, "/office/language", Anybody),
    (Method::GET, "/office/assets/{name}", Anybody),
    (Method::GET, "/office/{*rest}", Anybody),
    (Method::GET, "/office/account", SignedIn),
    (Method::POST, "/office/account/password", SignedIn),
    (Method::POST, "/office/account/sign-out-everywhere", SignedIn),
    (Method::GET, "/office/events", Only(works_at_office)),
    (Method::GET, "/office/photos/{sha256}", Only(works_at_office)),
    (Method::GET, "/office/review", Only(works_at_office)),
    (Method::GET, "/office/work-orders", Only(works_at_office)),
    (Method::POST, "/office/work-orders", Only(may_plan)),
    (Method::GET, "/office/work-orders/new", Only(may_plan)),
    (Method::GET, "/office/work-orders/{id}", Only(works_at_office)),
    (Method::GET, "/office/work-orders/{id}/print", Only(works_at_office)),
    (Method::POST, "/office/work-orders/{id}/edit", Only(may_plan)),
    (Method::POST, "/office/work-orders/{id}/assign", Only(may_plan)),
    (Method::POST, "/office/work-orders/{id}/approve", Only(may_review)),
    (Method::POST, "/office/work-orders/{id}/send-back", Only(may_review)),
    (Method::POST, "/office/work-orders/{id}/take-back", Only(may_review)),
    (Method::POST, "/office/work-orders/{id}/cancel", Only(may_plan)),
    (Method::POST, "/office/work-orders/{id}/settle", Only(may_review)),
    (Method::GET, "/office/search", Only(works_at_office)),
    (Method::GET, "/office/buildings", Only(works_at_office)),
    (Method::GET, "/office/buildings/{id}", Only(works_at_office)),
    (Method::GET, "/office/requests", Only(works_at_office)),
    (Method::POST, "/office/requests", Only(may_request)),
    (Method::GET, "/office/requests/new", Only(may_request)),
    (Method::GET, "/office/requests/{id}", Only(works_at_office)),
    (Method::POST, "/office/requests/{id}/correct", Only(may_request)),
    (Method::POST, "/office/requests/{id}/close", Only(may_plan)),
    (Method::GET, "/office/devices", Only(may_enrol)),
    (Method::POST, "/office/devices/enrol", Only(may_enrol)),
    (Method::POST, "/office/devices/copy", Only(may_review)),
    (Method::GET, "/office/devices/{id}", Only(may_enrol)),
    (Method::POST, "/office/devices/{id}/withdraw", Only(may_enrol)),
    (Method::GET, "/office/offers", Only(may_review)),
    (Method::POST, "/office/offers/confirm", Only(may_review)),
    (Method::POST, "/office/offers/decline", Only(may_review)),
    (Method::GET, "/office/refused", Only(may_review)),
    (Method::GET, "/office/refused/{number}", Only(may_review)),
    (Method::GET, "/office/refused/{number}/bytes", Only(may_review)),
    (Method::POST, "/office/refused/{number}/take-over", Only(may_review)),
    (Method::POST, "/office/refused/{number}/set-aside", Only(may_review)),
    (Method::GET, "/office/history", Only(works_at_office)),
    (Method::GET, "/office/history.csv", Only(works_at_office)),
    (Method::GET, "/office/people", Only(may_oversee)),
    (Method::POST, "/office/people", Only(may_keep_accounts)),
    (Method::GET, "/office/people/new", Only(may_keep_accounts)),
    (Method::GET, "/office/people/{id}", Only(may_oversee)),
    (Method::POST, "/office/people/{id}", Only(may_keep_accounts)),
    (Method::POST, "/office/people/{id}/password", Only(may_keep_accounts)),
    (Method::POST, "/office/people/{id}/block", Only(may_keep_accounts)),
    (Method::POST, "/office/people/{id}/unblock", Only(may_keep_accounts)),
    (Method::POST, "/office/people/{id}/sign-out-everywhere", Only(may_keep_accounts)),
    (Method::GET, "/office/audit", Only(may_oversee)),
    (Method::GET, "/office/audit.csv", Only(may_oversee)),
];

/// Every address of the office with its method, in the order of the table.
pub(crate) fn doors() -> impl Iterator<Item = (Method, &'static str)> {
    ACCESS.iter().map(|(method, path, _)| (method.clone(), *path))
}

fn door(method: &Method, path: Option<&MatchedPath>) -> Option<Access> {
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let path = path?.as_str();
    ACCESS.iter().find(|(of, at, _)| of == method && *at == path).map(|(_, _, admits)| *admits)
}

/// Refuses writes from elsewhere and whoever may not come in, shows troubles as pages, adds the
/// headers of pages to those every answer of the server has.
pub(crate) async fn guard(State(office): State<Office>, mut request: Request, next: Next) -> Response {
    let is_secure = request.extensions().get::<Secure>().is_some();
    if is_secure {
        forget_plain_session(request.headers_mut());
    }
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let door = door(request.method(), request.extensions().get());
    let mut visitor = None;
    let foreign = if reads { None } else { foreign(&request) };
    let response = if let Some(why) = foreign {
        PageError::Foreign(why).into_response()
    } else {
        match admit(&office, door, reads, (&headers, &uri), request.extensions()).await {
            Ok(admitted) => {
                visitor.clone_from(&admitted);
                if let Some(admitted) = admitted {
                    request.extensions_mut().insert(admitted);
                }
                match sent_before(&office, request.extensions()).await {
                    Ok(None) => next.run(request).await,
                    Ok(Some(answer)) => answer,
                    Err(trouble) => trouble.into_response(),
                }
            }
            Err(trouble) => trouble.into_response(),
        }
    };
    let trouble = response.extensions().get::<PageError>().cloned();
    if trouble.is_some() && visitor.is_none() {
        visitor = Visitor::of(&office, &headers).await.ok().flatten();
    }
    let guest = Guest::of(&office, &headers, visitor.as_ref());
    let mut response = match trouble {
        Some(trouble) => {
            let mut page = trouble.page(&guest, visitor.as_ref());
            page.extensions_mut().insert(trouble.reason());
            page.extensions_mut().insert(trouble);
            page
        }
        None => response,
    };
    let person = visitor.map(|visitor| visitor.person.id);
    response.extensions_mut().insert(Reader { person, localizer: guest.localizer });
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(POLICY);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Who is let in: nobody in particular where anybody may come.
async fn admit(
    office: &Office,
    door: Option<Access>,
    reads: bool,
    (headers, uri): (&HeaderMap, &Uri),
    extensions: &Extensions,
) -> Result<Option<Visitor>, PageError> {
    let door = door.ok_or(PageError::NotFound)?;
    let refused = || extensions.get().map_or(Ok(()), |Refused(trouble)| Err(trouble.clone()));
    if let Anybody = door {
        return refused().map(|()| None);
    }
    let Some(visitor) = Visitor::of(office, headers).await? else {
        let wanted = uri.path_and_query().map_or(crate::domains::orders::home::HOME, |path| path.as_str());
        // Where a form is sent to there is nothing to read.
        return Err(PageError::SignIn(if reads { wanted.to_owned() } else { came_from(headers) }));
    };
    if extensions.get::<FormId>().is_some_and(|form| form.person != visitor.person.id) {
        return Err(PageError::SomebodyElse);
    }
    refused()?;
    match door {
        Only(_) if visitor.must_choose_password => Err(PageError::PasswordFirst),
        Only(may) if !may(visitor.person.role) => Err(PageError::NotAllowed),
        Anybody | SignedIn | Only(_) => Ok(Some(visitor)),
    }
}

/// The address people reach the office at, as the browser that writes gave it.
pub(crate) fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(ORIGIN).and_then(|origin| origin.to_str().ok())
}

/// Whether somebody with this role enrols and withdraws devices.
pub(crate) const fn may_enrol(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Administrator)
}

/// Whether somebody may make a code for a phone that acts in this person's name: whoever approves or
/// keeps accounts gets theirs from an administrator, or makes it themselves.
pub(crate) fn may_enrol_for(maker: &PersonRow, owner: &PersonRow) -> bool {
    maker.role == Role::Administrator || maker.id == owner.id || !may_enrol(owner.role)
}

/// Whether somebody with this role reads who works here and what was done.
pub(crate) const fn may_oversee(role: Role) -> bool {
    matches!(role, Role::Supervisor | Role::Administrator)
}

/// Whether somebody with this role makes, changes and blocks accounts.
pub(crate) fn may_keep_accounts(role: Role) -> bool {
    policy::allows(role, DocumentKind::Catalogue, "people/*", Effect::Put)
}

/// Whether somebody with this role makes, changes and cancels work orders.
pub(crate) fn may_plan(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "", Effect::Create)
}

/// Whether somebody with this role approves, sends back and settles.
pub(crate) fn may_review(role: Role) -> bool {
    policy::allows(role, DocumentKind::WorkOrder, "steps/approved", Effect::Insert)
}

/// Whether somebody with this role takes in requests.
pub(crate) fn may_request(role: Role) -> bool {
    policy::allows(role, DocumentKind::Request, "", Effect::Create)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_forgotten_is_closed() {
        assert!(door(&Method::GET, None).is_none());
        assert!(door(&Method::DELETE, None).is_none());
    }

    #[test]
    fn no_address_stands_in_the_table_twice() {
        for (at, (method, path, _)) in ACCESS.iter().enumerate() {
            assert!(
                !ACCESS[..at].iter().any(|(of, other, _)| of == method && other == path),
                "{method} {path}"
            );
        }
    }
}
