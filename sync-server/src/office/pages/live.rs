//! Tells open pages that something changed; they then fetch themselves again. There is no second
//! way to draw a page.

use std::convert::Infallible;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;

use super::Office;
use super::session::Visitor;
use crate::exchange::announcements;

/// The announcements phones hear too.
pub(super) async fn events(
    State(office): State<Office>,
    _: Visitor,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    Sse::new(announcements(&office.app)).keep_alive(KeepAlive::default())
}
