//! Tells open pages that something changed; they then fetch themselves again. There is no second
//! way to draw a page.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::http::announcements::announcements;
use crate::http::event_streams::Listener;
use crate::office::address::HOME;
use crate::office::page_error::PageError;
use crate::office::session::{Visitor, session_of};
use crate::office::state::Office;

/// The announcements phones hear too.
///
/// # Errors
/// [`PageError::SignIn`] when the session ended meanwhile.
pub(crate) async fn events(
    State(office): State<Office>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let engine = &office.engine;
    let stream = announcements(engine, &office.app.counters.streams, Listener::Person(visitor.person.id));
    // Their streams may have been ended after they were let in and before this one was among them.
    match session_of(&office, &headers).await? {
        Some(_) => Ok(stream),
        None => Err(PageError::SignIn(HOME.to_owned())),
    }
}
