//! Who writes.

use crate::id::{ActorId, PersonId};
use crate::moment::Moment;

/// In whose name a change is made, under which actor id, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person: the `by` of every fact.
    pub person: PersonId,
    /// The replica's actor id.
    pub actor: ActorId,
    /// The replica's clock, and random bits for fresh ids.
    pub moment: Moment,
}
