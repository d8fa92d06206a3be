//! The messages that the replica sends without being asked.

use serde::{Deserialize, Serialize};
use shared::{DocumentId, Sha256};

use crate::client::failure::Failure;
use crate::client::status::PhoneStatus;

/// A message that the replica sends without being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// These documents changed; screens showing them ask again.
    Changed(Vec<DocumentId>),
    /// The status of the phone changed.
    PhoneStatus(PhoneStatus),
    /// A picture that was asked for has arrived.
    Picture(Sha256),
    /// Enrolment failed: the phone did not become a device.
    NotEnrolled(Failure),
    /// The replica is about to be erased: what else is kept of the office goes first.
    Erasing,
    /// Another tab owns the replica.
    OtherTab,
    /// A new version of the app is ready to be used.
    NewVersion,
}
