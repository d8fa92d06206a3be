//! What stands before every page: where a write comes from, who may come in, and what a browser
//! may do with the answer.
//!
//! Every [`Page`] says who may use it, and [`guard`] asks that once per request. An address that no page
//! was written for is closed: it is seen by nobody.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::http::peer::Secure;
use crate::office::address::{HOME, came_from};
use crate::office::ask_again::ask;
use crate::office::cookies::{forget_plain_session, session_tokens};
use crate::office::error_page::error_page;
use crate::office::origin::refusal;
use crate::office::page::Access::{self, Anybody, Only, SignedIn};
use crate::office::page::Page;
use crate::office::page_error::PageError;
use crate::office::resubmission::sent::FormId;
use crate::office::resubmission::{Reader, Refused, sent_before};
use crate::office::session::{FORGET, Guest, Visitor};
use crate::office::state::Office;

/// Nothing from another host, nothing written into the page, no frame around it.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

/// The pages as they are guarded: the office, and who may use which address of it.
#[derive(Clone)]
pub(crate) struct Guarded {
    pub(crate) office: Office,
    pub(crate) access: AccessTable,
}

/// Who may use which address.
#[derive(Clone)]
pub(crate) struct AccessTable(Arc<[Row]>);

/// A method, a path, who may use both, and whether the second factor is asked for again.
type Row = (Method, &'static str, (Access, bool));

impl AccessTable {
    pub(crate) fn of(pages: &[Page]) -> Self {
        let rule = |page: &Page| (page.access, page.asks_again);
        Self(pages.iter().map(|page| (page.method.clone(), page.path, rule(page))).collect())
    }

    /// Who may use this address, and whether they are asked for their second factor again; nobody when no page was
    /// written for it.
    fn access(&self, method: &Method, path: Option<&MatchedPath>) -> Option<(Access, bool)> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let path = path?.as_str();
        self.0.iter().find(|(of, at, _)| of == method && *at == path).map(|(_, _, rule)| *rule)
    }
}

/// Refuses writes from other sites and requests of people who may not use the address, draws errors as pages,
/// and adds the headers of pages to those every answer of the server has.
pub(crate) async fn guard(
    State(Guarded { office, access }): State<Guarded>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_secure = request.extensions().get::<Secure>().is_some();
    if is_secure {
        forget_plain_session(request.headers_mut());
    }
    let (headers, uri) = (request.headers().clone(), request.uri().clone());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let access = access.access(request.method(), request.extensions().get());
    let mut visitor = None;
    let refused = if reads { None } else { refusal(&request) };
    let response = if let Some(error) = refused {
        error.into_response()
    } else {
        match admit(&office, access, reads, (&headers, &uri), request.extensions()).await {
            Ok(admitted) => {
                visitor.clone_from(&admitted);
                if let Some(admitted) = admitted {
                    request.extensions_mut().insert(admitted);
                }
                match sent_before(&office, request.extensions()).await {
                    Ok(None) => next.run(request).await,
                    Ok(Some(answer)) => answer,
                    Err(error) => error.into_response(),
                }
            }
            Err(error) => error.into_response(),
        }
    };
    let error = response.extensions().get::<PageError>().cloned();
    if error.is_some() && visitor.is_none() {
        visitor = Visitor::of(&office, &headers).await.ok().flatten();
    }
    let guest = Guest::of(&office, &headers, visitor.as_ref());
    let mut response = match error {
        Some(error) => {
            let mut page = error_page(&error, &guest, visitor.as_ref());
            // Its session is over, whatever ended it: so is what it kept.
            if matches!(error, PageError::SignIn(_)) && !session_tokens(&headers).is_empty() {
                page.headers_mut().extend(FORGET.map(|(name, value)| (Some(name), value)));
            }
            page.extensions_mut().insert(error.reason());
            page.extensions_mut().insert(error);
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
    rule: Option<(Access, bool)>,
    reads: bool,
    (headers, uri): (&HeaderMap, &Uri),
    extensions: &Extensions,
) -> Result<Option<Visitor>, PageError> {
    let (access, asks_again) = rule.ok_or(PageError::NotFound)?;
    let refused = || extensions.get().map_or(Ok(()), |Refused(error)| Err(error.clone()));
    if let Anybody = access {
        return refused().map(|()| None);
    }
    let wanted = uri.path_and_query().map_or(HOME, |path| path.as_str());
    let Some(visitor) = Visitor::of(office, headers).await? else {
        // Where a form is sent to there is nothing to read.
        return Err(PageError::SignIn(if reads { wanted.to_owned() } else { came_from(headers) }));
    };
    if extensions.get::<FormId>().is_some_and(|form| form.person != visitor.person.id) {
        return Err(PageError::SomebodyElse);
    }
    refused()?;
    match access {
        Only(_) if visitor.must_choose_password => Err(PageError::PasswordFirst),
        Only(_) if visitor.factor.is_lacking() => Err(PageError::SecondFactorFirst),
        Only(rule) if !visitor.person.roles.may(rule) => Err(PageError::NotAllowed),
        Anybody | SignedIn | Only(_) => {
            if asks_again {
                ask(office, &visitor, reads.then_some(wanted), extensions).await?;
            }
            Ok(Some(match access {
                Only(rule) => Visitor { scope: visitor.person.roles.scope(rule), ..visitor },
                Anybody | SignedIn => visitor,
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_forgotten_is_closed() {
        let table = AccessTable::of(&[]);
        assert!(table.access(&Method::GET, None).is_none());
        assert!(table.access(&Method::DELETE, None).is_none());
    }
}
