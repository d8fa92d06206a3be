//! One change as bytes: reading what it says about itself, without a document.

use automerge::Change;

use crate::document::chunk;
use crate::document::error::{DocumentError, within};
use crate::hash::ChangeHash;
use crate::id::ActorId;
use crate::limits::CHANGE_BYTES_MAX;

/// What one change says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeHeader {
    /// Its hash.
    pub hash: ChangeHash,
    /// The actor that made it; `None` when the actor id is not one of ours.
    pub actor: Option<ActorId>,
    /// Position among the changes of that actor in this document, from 1.
    pub seq: u64,
    /// What it builds on.
    pub dependencies: Vec<ChangeHash>,
}

/// A change that was just made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// Its bytes, as they travel.
    pub bytes: Vec<u8>,
}

/// Reads what a change says about itself, without a document.
///
/// # Errors
/// [`DocumentError::Corrupt`] when the bytes are no change, [`DocumentError::TooLarge`] when they are more than
/// [`CHANGE_BYTES_MAX`].
pub fn change_header(bytes: &[u8]) -> Result<ChangeHeader, DocumentError> {
    parse(bytes).map(|change| header(&change))
}

/// Whether a text stands in a change: in its values, or in the bytes themselves where they are no change.
#[must_use]
pub fn is_in_change(text: &str, bytes: &[u8]) -> bool {
    let holds = |bytes: &[u8]| bytes.windows(text.len().max(1)).any(|window| window == text.as_bytes());
    parse(bytes).map_or_else(|_| holds(bytes), |change| holds(change.raw_bytes()))
}

pub(crate) fn parse(bytes: &[u8]) -> Result<Change, DocumentError> {
    within(bytes.len(), CHANGE_BYTES_MAX)?;
    chunk::inspect(bytes)?;
    Change::from_bytes(bytes.to_vec()).map_err(DocumentError::corrupt)
}

pub(crate) fn header(change: &Change) -> ChangeHeader {
    ChangeHeader {
        hash: change.hash().into(),
        actor: ActorId::try_from(change.actor_id()).ok(),
        seq: change.seq(),
        dependencies: change.deps().iter().map(|hash| (*hash).into()).collect(),
    }
}
