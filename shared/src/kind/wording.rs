//! The words in which a document's texts are put.

use std::fmt::Debug;

use crate::document::photo::Photo;
use crate::id::{NatureId, PersonId, StockItemId, TeamId};
use crate::language::Phrases;

/// The names behind ids, as far as they are known.
pub trait Names: Debug {
    /// The name of a person.
    fn person(&self, id: PersonId) -> Option<String>;

    /// The name of a team.
    fn team(&self, id: TeamId) -> Option<String>;

    /// The trade and the action of a nature of intervention: `Chauffage – Dépannage`.
    fn nature(&self, id: NatureId) -> Option<String>;

    /// What a thing kept in stores is.
    fn stock_item(&self, id: StockItemId) -> Option<String>;
}

/// The words a text is put in: a language, and the names behind the ids.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    /// The language.
    pub phrases: &'a Phrases,
    /// The names; an id they do not know is shown as it is.
    pub names: &'a dyn Names,
}

impl Wording<'_> {
    /// A value behind the phrase that says what it is.
    pub(crate) fn line(self, key: &str, value: &str) -> String {
        format!("{} : {value}", self.phrases.text(&format!("written-{key}")))
    }

    pub(crate) fn photo(self, photo: &Photo) -> String {
        if photo.withdrawn {
            return self.line("photo-withdrawn", &photo.facts.caption);
        }
        let phase = self.phrases.text(&format!("phase-{}", photo.facts.phase.name()));
        self.line("photo", &format!("{phase} · {}", photo.facts.caption))
    }

    pub(crate) fn person(self, id: PersonId) -> String {
        self.names.person(id).unwrap_or_else(|| id.to_string())
    }

    pub(crate) fn team(self, id: TeamId) -> String {
        self.names.team(id).unwrap_or_else(|| id.to_string())
    }

    pub(crate) fn nature(self, id: NatureId) -> String {
        self.names.nature(id).unwrap_or_else(|| id.to_string())
    }

    pub(crate) fn stock_item(self, id: StockItemId) -> String {
        self.names.stock_item(id).unwrap_or_else(|| id.to_string())
    }
}
