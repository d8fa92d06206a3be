//! How the bodies of requests come in: each in time, and never more of them at once than memory
//! has room for. How large one may be is said in `routes`.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body::{Frame, SizeHint};
use tokio::sync::oneshot;

use crate::app::App;
use crate::base::secret::secret_hash;
use crate::base::timeouts::Timeouts;
use crate::http::body_budget::BodyBytes;
use crate::http::cookies::known_tokens;
use crate::http::problem::Problem;

const fn too_slow() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "too-slow",
        "The message took too long to arrive. Nothing was taken; keep it and try again.",
    )
}

/// Where a body is read before anybody knows whose it is. Everywhere else a token or a session is looked
/// at first.
const STRANGERS: [&str; 4] =
    ["/phone/v1/devices", "/office/sign-in", "/office/language", "/office/verify-report"];

/// Where bodies are not read into memory.
const UPLOADS: &str = "/phone/v1/photos/uploads/";

/// A body on its way in.
struct Arriving {
    pub(crate) body: Body,
    taken: Arc<BodyBytes>,
    /// Dropped when it is here, or nobody wants it any more.
    refuse: Option<oneshot::Sender<Problem>>,
}

/// Answers in place of whoever waits for a body that is too slow, or one too many.
pub(crate) async fn bounded(State(app): State<App>, request: Request, next: Next) -> Response {
    // An upload is written as it comes, with its own timeouts: no more of it is in memory than a piece.
    if request.body().is_end_stream() || request.uri().path().starts_with(UPLOADS) {
        return next.run(request).await;
    }
    let timeouts = request.extensions().get::<Timeouts>().copied().unwrap_or_default();
    let bodies = &app.counters.bodies;
    let is_stranger = STRANGERS.contains(&request.uri().path()) && !is_known(&app, request.headers()).await;
    let taken = Arc::new(if is_stranger { bodies.begin_of_stranger() } else { bodies.begin() });
    let (refuse, refused) = oneshot::channel();
    let mut request =
        request.map(|body| Body::new(Arriving { body, taken: Arc::clone(&taken), refuse: Some(refuse) }));
    request.extensions_mut().insert(Arc::clone(&taken));
    let mut answer = pin!(next.run(request));
    let problem = tokio::select! {
        biased;
        answer = &mut answer => return answer,
        refused = refused => refused.ok(),
        () = tokio::time::sleep(Duration::from_millis(timeouts.body_ms_max)) => Some(too_slow()),
    };
    match problem {
        // What waits for its body has changed nothing yet: it may be dropped.
        Some(problem) => problem.into_response(),
        None => answer.await,
    }
}

/// Whether somebody signed in with this browser before: the large bodies of those who guess keep no owner out.
async fn is_known(app: &App, headers: &HeaderMap) -> bool {
    let known_by = known_tokens(headers);
    if known_by.is_empty() {
        return false;
    }
    let looked = app.engine.read(move |store| {
        for token in &known_by {
            if store.is_known_browser(secret_hash(token))? {
                return Ok(true);
            }
        }
        Ok(false)
    });
    looked.await.unwrap_or(false)
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = ready!(pin!(&mut this.body).poll_frame(context));
        let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref().map(Bytes::len));
        if let Some(Err(problem)) = bytes.map(|bytes| this.taken.more(bytes))
            && let Some(refuse) = this.refuse.take()
        {
            // Whoever answers has gone when nobody hears it.
            drop(refuse.send(problem));
            return Poll::Pending;
        }
        if frame.is_none() || this.body.is_end_stream() {
            this.refuse = None;
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
