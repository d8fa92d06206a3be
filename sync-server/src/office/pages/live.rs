//! Tells open pages that something changed; they then fetch themselves again. There is no second
//! way to draw a page.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;

use super::Office;
use super::session::Visitor;
use crate::exchange::{Listener, announcements};

/// The announcements phones hear too.
pub(super) async fn events(
    State(office): State<Office>,
    visitor: Visitor,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    Sse::new(announcements(&office.app, Listener::Person(visitor.person.id))).keep_alive(KeepAlive::default())
}
