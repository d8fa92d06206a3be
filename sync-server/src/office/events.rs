//! Tells open pages that something changed; they then fetch themselves again. There is no second
//! way to draw a page.

use axum::extract::State;
use axum::response::Response;

use crate::http::announcements::announcements;
use crate::http::event_streams::Listener;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// The announcements phones hear too.
pub(crate) async fn events(State(office): State<Office>, visitor: Visitor) -> Response {
    announcements(&office.engine, &office.app.counters.streams, Listener::Person(visitor.person.id))
}
