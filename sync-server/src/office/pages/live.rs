//! Tells open pages that something changed; they then fetch themselves again. There is no second
//! way to draw a page.

use axum::extract::State;
use axum::response::Response;

use super::Office;
use super::session::Visitor;
use crate::exchange::{Listener, announcements};

/// The announcements phones hear too.
pub(super) async fn events(State(office): State<Office>, visitor: Visitor) -> Response {
    announcements(&office.app, Listener::Person(visitor.person.id))
}
