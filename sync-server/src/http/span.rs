//! What handlers add to the line of the request log.

use std::borrow::Cow;

use shared::{DeviceId, PersonId};
use tracing::Span;
use tracing::field::display;

/// Says which device the request under way is from.
pub(crate) fn record_device(device: DeviceId, person: PersonId) {
    Span::current().record("device", display(device)).record("person", display(person));
}

/// Says who at the office the request under way is from.
pub(crate) fn record_person(person: PersonId) {
    Span::current().record("person", display(person));
}

/// Why a request was refused, for the log: in the extensions of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason(pub Cow<'static, str>);
