//! What the engine is told of buildings and their histories.

use std::collections::BTreeSet;

use shared::building::{Building, BuildingCommand};
use shared::history::{History, HistoryCommand};
use shared::{Command, Document, DocumentId, DocumentKind, PersonId};

use crate::engine::acting::Acting;
use crate::engine::error::EngineError;
use crate::engine::lookup::{DocumentIndex, DocumentLookup};
use crate::engine::transaction::{DomainRules, Transaction};
use crate::store::{Audience, EntryId};

/// The rules of buildings and their histories.
pub const RULES: DomainRules = DomainRules {
    kinds: &[DocumentKind::Building, DocumentKind::History],
    index,
    follow_up,
    ..DomainRules::NONE
};

/// A building is for those who work for its administrations, and its history with it: a building that passes
/// to another administration takes its history along.
fn index(documents: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    if document.kind() == DocumentKind::Building {
        let building = Building::read(document).map_err(EngineError::damaged(document.id()))?;
        let history = documents.about(DocumentKind::History, document.id())?;
        let followers = history.into_iter().collect();
        let mentions = mentions(&building.people());
        return Ok(DocumentIndex { followers, mentions, ..of_administration(&building) });
    }
    let history = History::read(document).map_err(EngineError::damaged(document.id()))?;
    let of_building = match documents.document(history.building)? {
        Some(building) => {
            of_administration(&Building::read(&building).map_err(EngineError::damaged(document.id()))?)
        }
        None => DocumentIndex::default(),
    };
    Ok(DocumentIndex { about: Some(history.building), mentions: mentions(&history.people()), ..of_building })
}

fn mentions(people: &BTreeSet<PersonId>) -> BTreeSet<EntryId> {
    people.iter().map(|id| EntryId::from_bytes(*id.as_bytes())).collect()
}

fn of_administration(building: &Building) -> DocumentIndex {
    let organisations = building.organisations();
    let audiences = organisations.iter().copied().map(Audience::Organisation);
    DocumentIndex { organisations: organisations.clone(), ..DocumentIndex::of(audiences) }
}

/// A new building begins its history.
fn follow_up(
    transaction: &mut Transaction<'_>,
    by: &Acting,
    id: DocumentId,
    command: &Command,
) -> Result<(), EngineError> {
    if let Command::Building(BuildingCommand::Create(_)) = command {
        let begin = Command::History(HistoryCommand::Create { building: id });
        transaction.execute_freely(by.person.id, None, &begin)?;
    }
    Ok(())
}
