//! What all forms of the office have in common, whoever handles them: what somebody wrote comes back when it
//! could not be taken, whatever the reason; a form that is sent twice does what it does once; and it does
//! nothing in the name of anybody but whom it was shown to.
//!
//! All of it is put around the pages, so that no form can be without: every form of a page gets an id and
//! the address of its page; a refused one is filled in again on that page as it is now. When a session is
//! over, what was written goes through the sign-in form and back; the server keeps nothing for strangers.

pub(crate) mod again;
pub(crate) mod html;
pub(crate) mod page;
pub(crate) mod sent;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::html as markup;
use shared::{FactClock, FactId, PersonId, Sha256};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

use crate::base::keyed_lock::KeyedLock;
use crate::base::limits::{
    FORM_AGE_MS_MAX, FORM_BYTES_MAX, STRANGERS_FORM_BYTES_MAX, STRANGERS_FORMS_AT_ONCE,
};
use crate::engine::once::{SentForm, sent_as};
use crate::http::span::Reason;
use crate::office::address::{ACCOUNT, CODE_AGAIN, SIGN_IN, encoded};
use crate::office::ask_again::code_field;
use crate::office::cookies::{forget_plain_session, sent_back};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::resubmission::again::Refill;
use crate::office::resubmission::html::{Writing, at_address, forms, with_hidden, written};
use crate::office::resubmission::page::{Asker, Page};
use crate::office::resubmission::sent::{FormId, KEPT, ONCE, PAGE, Sent};
use crate::office::session::session_of;
use crate::office::state::Office;

/// Forms that have no id: what they do is harmless twice, or needs a password or a code each time.
const WITHOUT_ID: [&str; 7] = [
    SIGN_IN,
    "/office/sign-out",
    "/office/language",
    "/office/account/password",
    "/office/account/sign-out-everywhere",
    "/office/account/second-factor/begin",
    CODE_AGAIN,
];

/// Who read an answer, for what is written on it.
#[derive(Clone)]
pub(crate) struct Reader {
    pub(crate) person: Option<PersonId>,
    pub(crate) localizer: Localizer,
}

/// Why a form is refused before anybody looks at it.
#[derive(Clone)]
pub(crate) struct Refused(pub(crate) PageError);

/// What is put around the pages.
#[derive(Clone)]
pub(crate) struct Forms {
    office: Office,
    pages: Router,
    strangers: Arc<Semaphore>,
    locks: Arc<KeyedLock<FactId>>,
}

/// The address of the page that answers a form, where it is not the page the form stands on.
#[derive(Clone)]
struct At(String);

/// The form a request sends.
#[derive(Clone, Copy)]
struct Once {
    id: FactId,
    digest: Sha256,
}

/// The answer that a form got when it was sent before; none when it was not.
///
/// # Errors
/// [`PageError::SentBefore`] when it said something else then, others when that cannot be looked up.
pub(crate) async fn sent_before(
    office: &Office,
    extensions: &Extensions,
) -> Result<Option<Response>, PageError> {
    let Some(Once { id, digest }) = extensions.get().copied() else { return Ok(None) };
    match office.engine.read(move |store| store.form_answer(id)).await? {
        Some((said, location)) if said == digest => Ok(Some(Redirect::to(&location).into_response())),
        Some(_) => Err(PageError::SentBefore),
        None => Ok(None),
    }
}

/// Around every page of the office.
pub(crate) async fn around(State(forms): State<Forms>, request: Request, next: Next) -> Response {
    let asker = Asker::of(&request);
    let is_form = request
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if request.method() == Method::POST && is_form {
        return forms.post(&asker, request, next).await;
    }
    let reads = request.method() == Method::GET;
    let response = next.run(request).await;
    let error = response.extensions().get::<PageError>().cloned();
    if let (true, Some(PageError::Invalid(phrase)), Some(_)) = (reads, error, asker.uri.query()) {
        return forms.without_query(&asker, response, phrase).await;
    }
    forms.dressed(response, &page_address(asker.address()), None).await
}

/// An answer that is the page at this address.
fn at(mut response: Response, address: &str) -> Response {
    response.extensions_mut().insert(At(address.to_owned()));
    response
}

/// Where an answer leads that says a form was done.
fn done(response: &Response) -> Option<String> {
    let is_done = response.status().is_redirection() && response.extensions().get::<PageError>().is_none();
    let location = response.headers().get(LOCATION).filter(|_| is_done)?;
    location.to_str().ok().map(str::to_owned)
}

/// An address without the word about what was just done.
fn page_address(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("done=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

impl Forms {
    /// Around these pages.
    pub(crate) fn new(office: Office, pages: Router) -> Self {
        Self {
            office,
            pages,
            strangers: Arc::new(Semaphore::new(STRANGERS_FORMS_AT_ONCE)),
            locks: Arc::default(),
        }
    }

    /// A page, asked for in the name of the person who sent a form.
    async fn get(&self, asker: &Asker, address: &str, cookie: Option<HeaderValue>) -> Response {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = address.parse().unwrap_or_else(|_| Uri::from_static("/office"));
        *request.headers_mut() = asker.headers.clone();
        if let Some(cookie) = cookie {
            request.headers_mut().insert(COOKIE, cookie);
        }
        if let Some(secure) = asker.secure {
            request.extensions_mut().insert(secure);
        }
        if let Some(peer) = asker.peer {
            request.extensions_mut().insert(peer);
        }
        self.pages.clone().oneshot(request).await.into_response()
    }

    /// The answer with an id in every form; `again` is the form that was filled in again, with the id it had.
    async fn dressed(&self, response: Response, address: &str, again: Option<(usize, FormId)>) -> Response {
        let Some(reader) = response.extensions().get::<Reader>().cloned() else { return response };
        let mut page = match Page::of(response).await {
            Ok(page) => page,
            Err(response) => return response,
        };
        let mut clock = FactClock::new(None, self.office.engine.clock().moment());
        page.text = with_hidden(&page.text, |number, action| {
            let mut fields = Vec::new();
            if let Some(person) = reader.person.filter(|_| !WITHOUT_ID.contains(&action)) {
                let fresh = FormId { person, id: clock.next_id() };
                let kept = again.filter(|(form, _)| *form == number).map(|(_, id)| id);
                fields.push((ONCE, kept.unwrap_or(fresh).to_string()));
            }
            if action != SIGN_IN {
                fields.push((PAGE, address.to_owned()));
            }
            fields
        });
        page.into_response()
    }

    async fn post(&self, asker: &Asker, request: Request, next: Next) -> Response {
        let (mut parts, body) = request.into_parts();
        if asker.secure.is_some() {
            forget_plain_session(&mut parts.headers);
        }
        let bytes = self.body(&parts.headers, asker.uri.path(), body).await;
        let pairs = bytes.as_ref().and_then(|bytes| serde_urlencoded::from_bytes(bytes).ok());
        let sent = Sent::read(asker.address(), &asker.referer(), pairs.unwrap_or_default());
        match (&bytes, sent.id) {
            (None, _) => drop(parts.extensions.insert(Refused(PageError::TooLarge))),
            (Some(_), Some(form)) => {
                let age_ms = self.office.engine.clock().now().ms_since(form.id.timestamp());
                if age_ms > FORM_AGE_MS_MAX {
                    parts.extensions.insert(Refused(PageError::OldForm));
                }
                parts.extensions.insert(form);
            }
            (Some(_), None) => {}
        }
        if let Some(code) = sent.code() {
            parts.extensions.insert(code);
        }
        let id = sent.id.filter(|_| !WITHOUT_ID.contains(&asker.uri.path()));
        let Some(FormId { id, .. }) = id else {
            let request = Request::from_parts(parts, Body::from(bytes.unwrap_or_default()));
            let response = next.run(request).await;
            return self.answer(asker, sent, response).await;
        };
        // However often it is sent at once, it is looked at once at a time.
        let _turn = self.locks.take(id).await;
        let digest = sent.digest();
        parts.extensions.insert(Once { id, digest });
        let request = Request::from_parts(parts, Body::from(bytes.unwrap_or_default()));
        let response = sent_as(SentForm::new(id, digest), next.run(request)).await;
        if let Some(location) = done(&response) {
            self.remember(id, digest, location).await;
        }
        self.answer(asker, sent, response).await
    }

    /// Keeps the address that a form was answered with, for when it is sent again.
    async fn remember(&self, id: FactId, digest: Sha256, location: String) {
        let engine = &self.office.engine;
        let now = engine.clock().now();
        let kept = engine.write(move |store| store.keep_form_answer(id, digest, &location, now)).await;
        if let Err(error) = kept {
            // What was done is done once all the same.
            tracing::warn!(%error, "the answer to a form could not be kept");
        }
    }

    /// The body of a form, if it is not too large to be kept.
    async fn body(&self, headers: &HeaderMap, path: &str, body: Body) -> Option<Bytes> {
        let is_known = matches!(session_of(&self.office, headers).await, Ok(Some(_)));
        // Requests to sign in are counted apart, before they come here.
        if is_known || path == SIGN_IN {
            return to_bytes(body, FORM_BYTES_MAX).await.ok();
        }
        let _permit = self.strangers.try_acquire().ok()?;
        to_bytes(body, STRANGERS_FORM_BYTES_MAX).await.ok()
    }

    /// What a form is answered with; the log says of it what it says of the answer itself.
    async fn answer(&self, asker: &Asker, sent: Sent, response: Response) -> Response {
        let reason = response.extensions().get::<Reason>().cloned();
        let address = sent.page.clone();
        let shown = self.shown(asker, sent, response).await;
        let At(address) = shown.extensions().get().cloned().unwrap_or(At(address));
        // The browser goes there when this page is loaded again or gone back to, and sends nothing twice.
        let mut shown = match Page::of(shown).await {
            Ok(mut page) => {
                page.text = at_address(&page.text, &address);
                page.into_response()
            }
            Err(shown) => shown,
        };
        if let Some(reason) = reason {
            shown.extensions_mut().insert(reason);
        }
        shown
    }

    async fn shown(&self, asker: &Asker, sent: Sent, response: Response) -> Response {
        let error = response.extensions().get::<PageError>().cloned();
        let failed = response.status().is_client_error() || response.status().is_server_error();
        if asker.uri.path() == SIGN_IN {
            return self.signed_in(asker, &sent, response).await;
        }
        let page = sent.page.clone();
        if WITHOUT_ID.contains(&asker.uri.path()) {
            return self.dressed(response, &page, None).await;
        }
        let sent = sent.without_secrets();
        match error {
            Some(PageError::SignIn(_)) if sent.id.is_some() || !sent.is_empty() => {
                self.sign_in(asker, &sent).await
            }
            Some(PageError::PasswordFirst | PageError::SecondFactorFirst) if !sent.is_empty() => {
                let account = self.get(asker, ACCOUNT, None).await;
                at(self.to_read(account, &sent).await, ACCOUNT)
            }
            Some(PageError::Foreign(_) | PageError::AnotherHost { .. } | PageError::SomebodyElse) => {
                self.to_read(response, &sent).await
            }
            Some(error) if failed => self.again(asker, &sent, response, Some(error)).await,
            None if failed => self.again(asker, &sent, response, None).await,
            Some(_) | None => self.dressed(response, &page, None).await,
        }
    }

    /// The form again on its page as that is now, with everything in it and why it was not taken. `error`
    /// is none when the answer is a page that says so.
    async fn again(
        &self,
        asker: &Asker,
        sent: &Sent,
        response: Response,
        error: Option<PageError>,
    ) -> Response {
        let Some(reader) = response.extensions().get::<Reader>().cloned() else { return response };
        let kept = if sent.written().is_empty() { String::new() } else { reader.localizer.text("form-kept") };
        let (before, see) = match (&error, sent.id) {
            (Some(PageError::SentBefore), Some(FormId { id, .. })) => {
                (self.done_before(id).await, "form-done-before")
            }
            (Some(PageError::Answered(address)), _) => (Some(address.clone()), "form-answer"),
            _ => (None, ""),
        };
        let status = response.status();
        let said = markup! {
            @if let Some(error) = &error { (reader.localizer.text(error.phrase())) " " }
            @if let Some(done) = &before { a href=(done) data-test="done-before" { (reader.localizer.text(see)) } " " }
            (kept)
        };
        let fresh = matches!(error, Some(PageError::SentBefore | PageError::OldForm));
        let id = sent.id.filter(|_| !fresh);
        let asks = matches!(error, Some(PageError::CodeAgain(_)));
        let begin = if asks { code_field(&reader.localizer).into_string() } else { String::new() };
        let shown = match error {
            Some(_) => self.get(asker, &sent.page, None).await,
            None => return self.filled_in_or_read(response, Refill { sent, said, id, begin }).await,
        };
        if !shown.status().is_success() {
            return self.to_read(response, sent).await;
        }
        match self.filled_in(shown, &Refill { sent, said, id, begin }).await {
            Ok(mut shown) => {
                *shown.status_mut() = status;
                shown
            }
            Err(_) => self.to_read(response, sent).await,
        }
    }

    /// The address that a form was answered with when it was sent before.
    async fn done_before(&self, id: FactId) -> Option<String> {
        let answer = self.office.engine.read(move |store| store.form_answer(id)).await;
        answer.ok().flatten().map(|(_, location)| page_address(&location))
    }

    async fn filled_in_or_read(&self, response: Response, of: Refill<'_>) -> Response {
        match self.filled_in(response, &of).await {
            Ok(response) => response,
            Err(response) => self.to_read(response, of.sent).await,
        }
    }

    /// A page with the form filled in; the page itself when the form is not on it.
    async fn filled_in(&self, response: Response, of: &Refill<'_>) -> Result<Response, Response> {
        let Refill { sent, said, id, begin } = of;
        let Some(reader) = response.extensions().get::<Reader>().cloned() else { return Err(response) };
        let mut page = Page::of(response).await?;
        let found = forms(&page.text);
        let Some(number) = again::find(&found, sent) else { return Err(page.into_response()) };
        let left = again::left(&reader.localizer, &found[number], sent);
        let first = markup! {
            @if !said.0.is_empty() {
                p.notice.bad role="alert" data-test="form-kept" {
                    span { (said) " " a href="#form-again" { (reader.localizer.text("form-there")) } }
                }
            }
        };
        let (form, first, begin) = (Some((number, left)), first.into_string(), begin.clone());
        page.text = written(&page.text, &found, &Writing { form, first, begin, ..Writing::default() });
        Ok(self.dressed(page.into_response(), &sent.page, id.map(|id| (number, id))).await)
    }

    /// The answer with what somebody had written, to read and to copy.
    async fn to_read(&self, response: Response, sent: &Sent) -> Response {
        let Some(reader) = response.extensions().get::<Reader>().cloned() else { return response };
        let mut page = match Page::of(response).await {
            Ok(page) => page,
            Err(response) => return response,
        };
        let words = sent.written();
        if !words.is_empty() {
            let localizer = &reader.localizer;
            let last = markup! {
                section.narrow data-test="kept" {
                    h2 { (localizer.text("form-written")) }
                    p.quiet { (localizer.text("form-written-explain")) }
                    @for text in words { p.description.card { (text) } }
                }
            };
            let writing = Writing { last: last.into_string(), ..Writing::default() };
            page.text = written(&page.text, &[], &writing);
        }
        self.dressed(page.into_response(), &sent.page, None).await
    }

    /// The sign-in page after a session was over, which keeps what was sent.
    async fn sign_in(&self, asker: &Asker, sent: &Sent) -> Response {
        let address = format!("{SIGN_IN}?unsent=yes&next={}", encoded(&sent.page));
        let response = self.get(asker, &address, None).await;
        let mut response = self.keeping(response, &sent.sealed()).await;
        *response.status_mut() = StatusCode::FORBIDDEN;
        at(response, &address)
    }

    /// The sign-in page with what was sent before in its form.
    async fn keeping(&self, response: Response, sealed: &str) -> Response {
        let mut page = match Page::of(response).await {
            Ok(page) => page,
            Err(response) => return response,
        };
        let writing = Writing { drops_language: true, ..Writing::default() };
        page.text = written(&page.text, &[], &writing);
        page.text = with_hidden(&page.text, |_, action| {
            if action == SIGN_IN { vec![(KEPT, sealed.to_owned())] } else { Vec::new() }
        });
        page.into_response()
    }

    /// After signing in, shows what the person had sent before; nothing of it is executed.
    async fn signed_in(&self, asker: &Asker, sent: &Sent, response: Response) -> Response {
        let sealed = sent.one(KEPT).unwrap_or_default();
        let Some(kept) = Sent::unsealed(sealed) else {
            return self.dressed(response, &sent.page, None).await;
        };
        if !response.status().is_redirection() {
            let address = format!("{SIGN_IN}?unsent=yes&next={}", encoded(&kept.page));
            return at(self.keeping(response, sealed).await, &address);
        }
        let cookies: Vec<_> = response.headers().get_all(SET_COOKIE).iter().cloned().collect();
        let cookie = cookies.first().and_then(sent_back);
        let shown = self.get(asker, &kept.page, cookie.clone()).await;
        let reader = shown.extensions().get::<Reader>().cloned();
        // What one person wrote is not shown to another.
        let is_theirs = kept
            .id
            .is_none_or(|form| reader.as_ref().is_some_and(|reader| reader.person == Some(form.person)));
        if !is_theirs {
            return self.dressed(response, &kept.page, None).await;
        }
        let mut shown = if !shown.status().is_success() {
            // The form's page is not for them, or not yet.
            let elsewhere = self.get(asker, ACCOUNT, cookie).await;
            at(self.to_read(elsewhere, &kept).await, ACCOUNT)
        } else {
            let said = reader.map(|reader| reader.localizer.text("form-unsent")).unwrap_or_default();
            let said = markup! { (said) };
            let of = Refill { sent: &kept, said, id: kept.id, begin: String::new() };
            at(self.filled_in_or_read(shown, of).await, &kept.page)
        };
        for cookie in cookies {
            shown.headers_mut().append(SET_COOKIE, cookie);
        }
        shown
    }

    /// A list whose address asks for what makes no sense: all of it, and why.
    async fn without_query(&self, asker: &Asker, response: Response, phrase: &str) -> Response {
        let Some(reader) = response.extensions().get::<Reader>().cloned() else { return response };
        let reason = response.extensions().get::<Reason>().cloned();
        let shown = self.get(asker, asker.uri.path(), None).await;
        let pairs = serde_urlencoded::from_str(asker.uri.query().unwrap_or_default()).unwrap_or_default();
        let sent = Sent::read(asker.uri.path(), asker.uri.path(), pairs);
        let mut page = match Page::of(shown).await {
            Ok(page) if page.response.status().is_success() => page,
            Ok(_) | Err(_) => return self.dressed(response, asker.uri.path(), None).await,
        };
        let found = forms(&page.text);
        let number = found.iter().position(|form| form.method == "get" && form.action == asker.uri.path());
        let form = number.map(|number| (number, again::left(&reader.localizer, &found[number], &sent)));
        let first =
            markup! { p.notice.bad role="alert" data-test="notice" { (reader.localizer.text(phrase)) } };
        let writing = Writing { form, first: first.into_string(), ..Writing::default() };
        page.text = written(&page.text, &found, &writing);
        let mut answer = self.dressed(page.into_response(), asker.uri.path(), None).await;
        if let Some(reason) = reason {
            answer.extensions_mut().insert(reason);
        }
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        answer
    }
}
