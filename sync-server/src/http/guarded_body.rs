//! A body with something to hold until it has been passed on whole, or dropped.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};

/// A body that drops `guard` with its last frame.
pub(crate) struct GuardedBody<T> {
    body: Body,
    guard: Option<T>,
}

impl<T: Send + Unpin + 'static> GuardedBody<T> {
    pub(crate) fn body(body: Body, guard: T) -> Body {
        let guard = (!body.is_end_stream()).then_some(guard);
        Body::new(Self { body, guard })
    }
}

impl<T: Unpin> HttpBody for GuardedBody<T> {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = ready!(pin!(&mut this.body).poll_frame(context));
        if frame.is_none() || this.body.is_end_stream() {
            this.guard = None;
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
