//! Tables as far as one reader sees them.
//!
//! A connection that reads can be told of each table which rows it shows. From then on every statement on it, whoever
//! wrote it and whatever it asks, sees those rows alone: no query has to remember it, and none can forget. On SQLite a
//! temporary view stands before the table of the same name; PostgreSQL has row security for that.

use crate::base::roles::Scope;

/// Which rows of a table, or of a view, a reader sees.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visible {
    /// The table.
    pub(crate) table: &'static str,
    /// A condition on a row. `seen(COLUMN)` in it holds when the reader sees something of the administration in that
    /// column; tables it names are seen in the same way, those with `main.` before them are seen whole.
    pub(crate) rows: &'static str,
}

/// The condition of a table that everybody sees whole.
pub(crate) const WHOLE: &str = "TRUE";

impl Visible {
    /// A table that everybody sees whole.
    pub(crate) const fn whole(table: &'static str) -> Self {
        Self { table, rows: WHOLE }
    }

    pub(crate) const fn rows(table: &'static str, rows: &'static str) -> Self {
        Self { table, rows }
    }
}

/// How a scope is written down: whether the named administrations are those that are not seen, and which these are;
/// none when everything is seen.
pub(crate) fn named(scope: &Scope) -> Option<(bool, Vec<String>)> {
    let (all_but, organisations) = match scope {
        Scope::Everything => return None,
        Scope::AllBut(organisations) => (true, organisations),
        Scope::Only(organisations) => (false, organisations),
    };
    Some((all_but, organisations.iter().map(ToString::to_string).collect()))
}
