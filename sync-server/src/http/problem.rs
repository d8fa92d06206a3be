//! What is said when something cannot be done: `application/problem+json` (RFC 9457), with a
//! stable type, a sentence for people, and no internals.

use std::io::ErrorKind;

use axum::Extension;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::Sha256;
use shared::wire::WireError;

use crate::engine::error::EngineError;
use crate::http::span::Reason;
use crate::store::error::StoreError;

/// A problem, as it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    name: &'static str,
    title: &'static str,
    detail: Option<String>,
}

impl Problem {
    /// A problem with a stable `name` and a sentence.
    #[must_use]
    pub const fn new(status: StatusCode, name: &'static str, title: &'static str) -> Self {
        Self { status, name, title, detail: None }
    }

    /// The same, saying more.
    #[must_use]
    pub fn with_detail(mut self, detail: impl ToString) -> Self {
        self.detail = Some(detail.to_string());
        self
    }

    /// The stable name: the type is `urn:guichet:problem:NAME`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The status it is answered with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The device's token is missing, wrong or withdrawn.
    #[must_use]
    pub const fn unknown_device() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unknown-device",
            "This device is not known here. Enrol it again.",
        )
    }

    /// The device was withdrawn.
    #[must_use]
    pub const fn withdrawn() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "device-withdrawn",
            "This device was withdrawn. It erases its copy.",
        )
    }

    /// The device did not sync for too long: its token has ended.
    #[must_use]
    pub const fn token_ended() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "device-token-ended",
            "This device stayed away for too long. What waits on it is kept; enrol it again with a new code.",
        )
    }

    /// The device is being withdrawn: it may deliver, and gets nothing.
    #[must_use]
    pub const fn draining() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "device-hands-over",
            "This device is being withdrawn. It may deliver what it holds, and gets nothing more.",
        )
    }

    /// The device's person is blocked. What waits on the phone stays there.
    #[must_use]
    pub const fn person_blocked() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "person-blocked",
            "This account is blocked. Keep what waits on this phone and ask a supervisor.",
        )
    }

    /// What the engine says to a device: one that may not do what phones do is of somebody who is blocked.
    pub(crate) fn of_device(error: EngineError) -> Self {
        if matches!(error, EngineError::NotAllowed) { Self::person_blocked() } else { error.into() }
    }

    /// There is nothing here.
    #[must_use]
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing at this address.")
    }

    /// The person's role does not let this happen.
    #[must_use]
    pub const fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "Your role does not let you do this.")
    }

    /// Something went wrong here; it is in the log.
    #[must_use]
    pub const fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong at the office. Nothing was changed. Try again later.",
        )
    }

    /// The disk is full.
    #[must_use]
    pub const fn full() -> Self {
        Self::new(
            StatusCode::INSUFFICIENT_STORAGE,
            "disk-full",
            "The office's disk is full. Nothing was taken; keep it and try again later.",
        )
    }

    /// What the office has is damaged; what to do is in its log.
    #[must_use]
    pub const fn damaged() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "data-damaged",
            "The office's data have to be mended first. Nothing was taken; keep it and try again later.",
        )
    }

    /// Nothing can be stored just now.
    #[must_use]
    pub const fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "storage-unavailable",
            "The office cannot store anything now. Nothing was taken; keep it and try again later.",
        )
    }
}

/// The hash by which an address names a photo.
///
/// # Errors
/// [`Problem::not_found`] when the address holds something else.
pub(crate) fn photo_name(sha256: &str) -> Result<Sha256, Problem> {
    sha256.parse().map_err(|_| Problem::not_found())
}

impl From<&std::io::Error> for Problem {
    fn from(error: &std::io::Error) -> Self {
        let is_full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
        if is_full { Self::full() } else { Self::unavailable() }
    }
}

/// A body that could not be taken in; what the framework says of it is not for phones.
fn unreadable_body(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "too-large", "The message is over a limit."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::new(status, "unsupported-media-type", "JSON was expected.")
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, "malformed", "The message cannot be read."),
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        unreadable_body(rejection.status())
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        unreadable_body(rejection.status())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::json!({
            "type": format!("urn:guichet:problem:{}", self.name),
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let content_type = HeaderValue::from_static("application/problem+json");
        let reason = Extension(Reason(self.name.into()));
        (self.status, reason, [(header::CONTENT_TYPE, content_type)], body.to_string()).into_response()
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(StoreError::Full) => Self::full(),
            EngineError::NotAllowed | EngineError::OwnPhone => Self::forbidden(),
            EngineError::NotFound => Self::not_found(),
            EngineError::Withdrawn => Self::withdrawn(),
            EngineError::TooMuchRefused => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "too-much-refused",
                "The office refused much of this device and has to read that first.",
            ),
            EngineError::DayOver => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "device-day-over",
                "This device has done as much today as a device may. What waits on it is kept; it goes on tomorrow, \
                 or when the office lifts that.",
            ),
            EngineError::Command(error) => {
                Self::new(StatusCode::CONFLICT, "not-possible", "This cannot be done now.").with_detail(error)
            }
            error @ (EngineError::SentBefore | EngineError::DoneBefore) => {
                Self::new(StatusCode::CONFLICT, "not-possible", "This cannot be done now.").with_detail(error)
            }
            EngineError::Person(error) => {
                Self::new(StatusCode::CONFLICT, "not-possible", "This cannot be done now.").with_detail(error)
            }
            // Whoever found out has logged it.
            EngineError::Unusable(_) => Self::damaged(),
            EngineError::Document { .. } => {
                tracing::error!(%error, "a document cannot be read: see `sync-server verify`");
                Self::damaged()
            }
            EngineError::Store(StoreError::Blocked(_)) => {
                tracing::error!(%error, "request failed");
                Self::unavailable()
            }
            EngineError::Store(_) | EngineError::Projection(_) | EngineError::Stopped => {
                tracing::error!(%error, "request failed");
                Self::internal()
            }
        }
    }
}

impl From<WireError> for Problem {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Protocol(_) => Self::new(
                StatusCode::UPGRADE_REQUIRED,
                "other-protocol",
                "This version of the app is not spoken here. Update the app.",
            ),
            WireError::OverLimit(_) => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The message is over a limit.")
            }
            WireError::Malformed(_) => {
                Self::new(StatusCode::BAD_REQUEST, "malformed", "The message cannot be read.")
            }
        }
        .with_detail(error)
    }
}
