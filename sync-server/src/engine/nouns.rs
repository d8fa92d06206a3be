//! What the engine is handed of the nouns: it names none itself.

use crate::engine::transaction::DomainRules;
use crate::projection::table::DomainRows;

/// The nouns of an installation: what decides, and what the office database shows.
#[derive(Clone, Copy)]
pub struct Nouns {
    /// Who documents are for, and what commands bring about besides.
    pub rules: &'static [DomainRules],
    /// The tables of the office database and how documents become rows of them.
    pub rows: &'static [DomainRows],
}
