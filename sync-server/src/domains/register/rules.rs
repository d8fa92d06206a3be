//! What the engine is told of buildings and their histories.

use std::collections::BTreeSet;

use shared::building::{Building, BuildingCommand};
use shared::history::{History, HistoryCommand};
use shared::{Command, Document, DocumentId, DocumentKind, PersonId};

use crate::domains::register::histories::of_whom;
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
    update,
    ..DomainRules::NONE
};

/// A building is for those who work for its administrations, and its history for those who work for the one that has it: a
/// building that passes to another administration takes that along.
fn index(documents: &mut dyn DocumentLookup, document: &Document) -> Result<DocumentIndex, EngineError> {
    if document.kind() == DocumentKind::Building {
        let building = Building::read(document).map_err(EngineError::damaged(document.id()))?;
        let followers = documents.about(DocumentKind::History, document.id())?;
        let mentions = mentions(&building.people());
        return Ok(DocumentIndex { followers, mentions, ..of_administration(&building) });
    }
    let history = History::read(document).map_err(EngineError::damaged(document.id()))?;
    let mut index = DocumentIndex::default();
    if let Some(building) = documents.document(history.building)? {
        let building = Building::read(&building).map_err(EngineError::damaged(document.id()))?;
        let (whose, hear) = of_whom(&history, &building);
        index = DocumentIndex::of(hear.into_iter().map(Audience::Organisation));
        index.organisations.insert(whose);
    }
    Ok(DocumentIndex { about: Some(history.building), mentions: mentions(&history.people()), ..index })
}

/// No import is under way any more. Before each administration had a history of its own, the one of a building was for all
/// of them.
fn update(transaction: &mut Transaction<'_>) -> Result<(), EngineError> {
    transaction.store.stop_imports()?;
    let histories = transaction.on_phones(DocumentKind::History)?;
    if !transaction.store.lacks_document_facts()? || histories.is_empty() {
        return Ok(());
    }
    // After what any phone has.
    transaction.store.mark(transaction.clock.now())?;
    histories.into_iter().try_for_each(|history| transaction.settle_if_readable(history))
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
        let begin = Command::History(HistoryCommand::Create { building: id, organisation: None });
        transaction.execute_freely(by.person.id, None, &begin)?;
    }
    Ok(())
}
