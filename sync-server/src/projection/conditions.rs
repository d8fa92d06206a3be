//! Conditions of a query, with the values bound to them.
//!
//! A word may stand in any place that a page shows: an order is found by its building, its equipment, those who
//! work on it. Each table has its own folded words, so no row has to be written anew when a neighbour is renamed.

use shared::search::{Query, Term};

use crate::sql::Bind;
use crate::sql::value::Owned;

/// Conditions of a query, with the values bound to them.
#[derive(Default)]
pub(crate) struct Conditions {
    all: Vec<String>,
    values: Vec<Owned>,
}

impl Conditions {
    /// Binds a value and says how it is called in SQL.
    pub(crate) fn bind(&mut self, value: impl Into<Owned>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(crate) fn and(&mut self, condition: impl Into<String>) {
        self.all.push(condition.into());
    }

    /// That a column has this value, where one is asked for.
    pub(crate) fn and_equal(&mut self, column: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            let bound = self.bind(value.to_string());
            self.and(format!("{column} = {bound}"));
        }
    }

    /// That every word is found in one of these places, in which `:word` stands for it. Signs without a letter
    /// or digit stand nowhere.
    pub(crate) fn and_found(&mut self, text: &str, places: &[&str]) {
        let query = Query::new(text);
        if query.is_empty() && !text.trim().is_empty() {
            self.and("FALSE");
        }
        for term in query.terms() {
            let condition = self.found(term, places);
            self.and(condition);
        }
    }

    fn found(&mut self, term: &Term, places: &[&str]) -> String {
        let parts: Vec<String> = term.parts.iter().map(|part| self.anywhere(part, places)).collect();
        let parts = parts.join(" AND ");
        match &term.joined {
            Some(joined) => format!("(({parts}) OR {})", self.anywhere(joined, places)),
            None => parts,
        }
    }

    fn anywhere(&mut self, word: &str, places: &[&str]) -> String {
        let word = self.bind(format!(" {word}"));
        let places: Vec<String> = places.iter().map(|place| place.replace(":word", &word)).collect();
        format!("({})", places.join(" OR "))
    }

    /// What stands after `WHERE`.
    pub(crate) fn sql(&self) -> String {
        if self.all.is_empty() { "TRUE".to_owned() } else { self.all.join(" AND ") }
    }

    pub(crate) fn values(&self) -> Vec<&dyn Bind> {
        self.values.iter().map(|value| value as &dyn Bind).collect()
    }
}
