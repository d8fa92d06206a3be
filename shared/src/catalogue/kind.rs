//! The catalogue as a [`Kind`]: its rules, and the names that it gives to ids.

use crate::catalogue::document::Catalogue;
use crate::catalogue::places::SHAPE;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::document_kind::DocumentKind;
use crate::id::{NatureId, PersonId, StockItemId, TeamId};
use crate::kind::Kind;
use crate::kind::rule::{CREATE, KEEPERS, Rule, WRITE, rule};
use crate::kind::wording::Names;

impl Kind for Catalogue {
    const KIND: DocumentKind = DocumentKind::Catalogue;

    const SHAPE: &'static Shape = &SHAPE;

    const RULES: &'static [Rule] = &[
        rule(&[""], CREATE, KEEPERS),
        rule(
            &["organisations/*", "teams/*", "people/*", "natures/*", "checklists/*", "stock/*"],
            WRITE,
            KEEPERS,
        ),
    ];

    const SIGNED: &'static [&'static str] = &[];

    fn from_document(document: &Document) -> Result<Self, DocumentError> {
        Self::read(document)
    }
}

impl Names for Catalogue {
    fn person(&self, id: PersonId) -> Option<String> {
        self.people.get(&id).map(|person| person.name.clone())
    }

    fn team(&self, id: TeamId) -> Option<String> {
        self.teams.get(&id).map(|team| team.name.clone())
    }

    fn nature(&self, id: NatureId) -> Option<String> {
        self.natures.get(&id).map(|nature| format!("{} – {}", nature.trade, nature.action))
    }

    fn stock_item(&self, id: StockItemId) -> Option<String> {
        self.stock.get(&id).map(|item| item.label.clone())
    }
}
