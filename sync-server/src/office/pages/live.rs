//! Tells open pages that something changed; they then fetch themselves again. There is no second
//! way to draw a page.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::{Stream, StreamExt as _};
use serde::Serialize;
use tokio_stream::wrappers::BroadcastStream;

use super::Office;
use super::session::Visitor;

/// Documents named in one event; a page that hears of more looks for itself.
const NAMED_MAX: usize = 50;

#[derive(Serialize, Default)]
struct News {
    /// Kinds of documents that changed; empty when too much happened to say.
    kinds: Vec<&'static str>,
    documents: Vec<String>,
}

/// Server-sent events, `changed`, with the kinds and ids of what changed.
pub(super) async fn events(
    State(office): State<Office>,
    _: Visitor,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = BroadcastStream::new(office.engine.events()).map(|event| {
        let news = event.ok().filter(|event| event.documents.len() <= NAMED_MAX).map(|event| {
            let mut kinds: Vec<_> = event.documents.iter().map(|(_, kind)| kind.name()).collect();
            kinds.sort_unstable();
            kinds.dedup();
            News { kinds, documents: event.documents.iter().map(|(id, _)| id.to_string()).collect() }
        });
        let changed = Event::default().event("changed");
        // Two lists of plain words always serialise.
        Ok(changed.json_data(news.unwrap_or_default()).unwrap_or_default())
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}
