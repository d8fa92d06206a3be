//! How the bodies of requests come in: each in time, and never more of them at once than memory
//! has room for. How large one may be is said in `routes`.

use std::collections::BTreeMap;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body::{Frame, SizeHint};
use shared::DeviceId;
use tokio::sync::oneshot;

use crate::app::App;
use crate::limits::{BODIES_BYTES_MAX, DEVICE_BODIES_BYTES_MAX, STRANGERS_BODIES_BYTES_MAX};
use crate::problem::Problem;
use crate::serve::Patience;

/// The bodies of all requests that are being answered: those of strangers apart, so that they leave
/// room for everybody else's, and those of each device, so that none takes the room of all.
#[derive(Debug, Clone, Default)]
pub struct Bodies {
    known: Arc<AtomicUsize>,
    strangers: Arc<AtomicUsize>,
    devices: Arc<Mutex<BTreeMap<DeviceId, usize>>>,
}

impl Bodies {
    /// Their bytes together.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.known.load(Ordering::Relaxed) + self.strangers.load(Ordering::Relaxed)
    }

    /// What one request takes, nothing as yet.
    #[must_use]
    pub fn begin(&self) -> BodyBytes {
        BodyBytes::within(Arc::clone(&self.known), BODIES_BYTES_MAX, Arc::clone(&self.devices))
    }

    /// The same for one by nobody knows whom.
    #[must_use]
    pub fn begin_of_stranger(&self) -> BodyBytes {
        BodyBytes::within(Arc::clone(&self.strangers), STRANGERS_BODIES_BYTES_MAX, Arc::clone(&self.devices))
    }

    /// The same for one of a device.
    #[must_use]
    pub fn begin_of_device(&self, device: DeviceId) -> BodyBytes {
        let taken = self.begin();
        taken.is_of(device);
        taken
    }
}

/// The bytes that one request takes until this is dropped.
#[derive(Debug)]
pub struct BodyBytes {
    all: Arc<AtomicUsize>,
    bytes_max: usize,
    own: AtomicUsize,
    devices: Arc<Mutex<BTreeMap<DeviceId, usize>>>,
    /// Known once somebody has looked at its token.
    device: OnceLock<DeviceId>,
}

impl BodyBytes {
    fn within(
        all: Arc<AtomicUsize>,
        bytes_max: usize,
        devices: Arc<Mutex<BTreeMap<DeviceId, usize>>>,
    ) -> Self {
        Self { all, bytes_max, own: AtomicUsize::new(0), devices, device: OnceLock::new() }
    }

    /// Says whose they are: from here on they are counted as the device's too.
    pub(crate) fn is_of(&self, device: DeviceId) {
        if self.device.set(device).is_ok() {
            self.count_for_device(self.own.load(Ordering::Relaxed));
        }
    }

    /// Takes more.
    ///
    /// # Errors
    /// A problem when all requests together take too much, or those of the device; it passes.
    pub fn more(&self, bytes: usize) -> Result<(), Problem> {
        self.own.fetch_add(bytes, Ordering::Relaxed);
        let before = self.all.fetch_add(bytes, Ordering::Relaxed);
        let of_device = self.count_for_device(bytes);
        if before + bytes > self.bytes_max || of_device > DEVICE_BODIES_BYTES_MAX {
            Err(busy())
        } else {
            Ok(())
        }
    }

    /// Adds to what the device takes, once it is known; all it takes then.
    fn count_for_device(&self, bytes: usize) -> usize {
        let Some(device) = self.device.get() else { return 0 };
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = devices.entry(*device).or_default();
        *taken += bytes;
        *taken
    }
}

impl Drop for BodyBytes {
    fn drop(&mut self) {
        let own = *self.own.get_mut();
        self.all.fetch_sub(own, Ordering::Relaxed);
        let Some(device) = self.device.get() else { return };
        let mut devices = self.devices.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = devices.get_mut(device) {
            *taken -= own;
            if *taken == 0 {
                devices.remove(device);
            }
        }
    }
}

const fn busy() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "busy",
        "The office has too much to do. Nothing was taken; keep it and try again later.",
    )
}

const fn too_slow() -> Problem {
    Problem::new(
        StatusCode::REQUEST_TIMEOUT,
        "too-slow",
        "The message took too long to arrive. Nothing was taken; keep it and try again.",
    )
}

/// Where a body is read before anybody knows whose it is. Everywhere else a token or a session is looked
/// at first.
const STRANGERS: [&str; 3] = ["/api/v1/devices", "/office/sign-in", "/office/language"];

/// Where bodies are not read into memory.
const UPLOADS: &str = "/api/v1/photos/uploads/";

/// A body on its way in.
struct Arriving {
    body: Body,
    taken: Arc<BodyBytes>,
    /// Dropped when it is here, or nobody wants it any more.
    refuse: Option<oneshot::Sender<Problem>>,
}

/// Answers in place of whoever waits for a body that is too slow, or one too many.
pub(crate) async fn bounded(State(app): State<App>, request: Request, next: Next) -> Response {
    // An upload is written as it comes, with its own patience: no more of it is in memory than a piece.
    if request.body().is_end_stream() || request.uri().path().starts_with(UPLOADS) {
        return next.run(request).await;
    }
    let patience = request.extensions().get::<Patience>().copied().unwrap_or_default();
    let bodies = &app.counters.bodies;
    let is_stranger = STRANGERS.contains(&request.uri().path());
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
        () = tokio::time::sleep(Duration::from_millis(patience.body_ms_max)) => Some(too_slow()),
    };
    match problem {
        // What waits for its body has changed nothing yet: it may be dropped.
        Some(problem) => problem.into_response(),
        None => answer.await,
    }
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
