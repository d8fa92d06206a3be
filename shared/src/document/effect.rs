//! What one operation does to a document, as the policy sees it.

use crate::id::{FactId, PersonId};

/// What an operation does at its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The document itself begins.
    Create,
    /// A value where there was none.
    Insert,
    /// A value in place of another.
    Put,
    /// A value taken away.
    Delete,
    /// Letters put in or taken out of a collaborative text.
    Splice,
}

/// An effect with its place, ids replaced by `*`: `interventions/*/report`. A step's place ends
/// with its kind: `steps/finished`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EffectAt {
    /// Where.
    pub path: String,
    /// What.
    pub effect: Effect,
    /// Who the inserted fact says wrote it, where it says so; for a value put into a fact, whose
    /// fact it is.
    pub by: Option<PersonId>,
    /// The fact that is inserted.
    pub fact: Option<FactId>,
}
