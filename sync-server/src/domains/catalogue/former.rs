//! Makes today's documents of the catalogue that an earlier version wrote: the catalogue that is left, a card for
//! each person, and stock lists.

use std::collections::BTreeMap;

use shared::catalogue::former::FormerCatalogue;
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry};
use shared::limits::STOCK_LIST_ITEMS_MAX;
use shared::person::{Person, PersonCommand};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::{Command, DocumentId, Sha256, StockItemId, Timestamp};

use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;

/// Entries in one change, so that the largest there can be are within a change's limit.
const ENTRIES_IN_A_CHANGE: usize = 50;

/// Does so once: afterwards the former catalogue is for nobody.
pub(crate) fn update(transaction: &mut Transaction<'_>) -> Result<(), EngineError> {
    if !transaction.is_for_somebody(FormerCatalogue::ID)? {
        return Ok(());
    }
    let document = match transaction.document(FormerCatalogue::ID) {
        Ok(Some(document)) => document,
        Ok(None) => return Ok(()),
        Err(error @ EngineError::Document { .. }) => {
            tracing::error!(%error, "the catalogue of an earlier version stays what it is: restore a backup");
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let former = match FormerCatalogue::read(&document) {
        Ok(former) => former,
        Err(error) => {
            tracing::error!(%error, "the catalogue of an earlier version stays what it is: restore a backup");
            return Ok(());
        }
    };
    let at = document.changed_at().unwrap_or(Timestamp(0));
    let (people, things) = (former.people.len(), former.stock.len());
    put_catalogue(transaction, former.catalogue, at)?;
    for (id, person) in former.people {
        let begin = Command::Person(PersonCommand::Create(person));
        put(transaction, Person::card(id), &begin, at)?;
    }
    put_stock(transaction, former.stock, at)?;
    tracing::info!(people, things, "the catalogue is now several documents");
    transaction.withdraw_from_all(FormerCatalogue::ID)
}

/// An entry that cannot be written, for its id is taken or it says what nobody may say, is left out and told: it still
/// stands in the former catalogue, and the server starts all the same.
fn put(
    transaction: &mut Transaction<'_>,
    id: DocumentId,
    command: &Command,
    at: Timestamp,
) -> Result<(), EngineError> {
    match transaction.execute_as_update(id, command, at) {
        Err(error @ (EngineError::Command(_) | EngineError::NotFound)) => {
            tracing::error!(document = %id, %error, "an entry of the earlier catalogue was left out");
            Ok(())
        }
        done => done,
    }
}

fn put_catalogue(
    transaction: &mut Transaction<'_>,
    catalogue: Catalogue,
    at: Timestamp,
) -> Result<(), EngineError> {
    let mut put = |command| put(transaction, Catalogue::ID, &Command::Catalogue(command), at);
    put(CatalogueCommand::Create)?;
    let Catalogue { organisations, teams, natures, checklists } = catalogue;
    let organisations = organisations.into_iter().map(|(id, one)| CatalogueEntry::Organisation(id, one));
    let teams = teams.into_iter().map(|(id, one)| CatalogueEntry::Team(id, one));
    let natures = natures.into_iter().map(|(id, one)| CatalogueEntry::Nature(id, one));
    let entries: Vec<CatalogueEntry> = organisations.chain(teams).chain(natures).collect();
    for some in entries.chunks(ENTRIES_IN_A_CHANGE) {
        put(CatalogueCommand::Put(some.to_vec()))?;
    }
    for (key, checklist) in checklists {
        put(CatalogueCommand::Put(vec![CatalogueEntry::Checklist(key, checklist)]))?;
    }
    Ok(())
}

/// Puts things in lists by their codes, so that what belongs together stands together; for everybody, as they
/// were.
fn put_stock(
    transaction: &mut Transaction<'_>,
    stock: BTreeMap<StockItemId, StockItem>,
    at: Timestamp,
) -> Result<(), EngineError> {
    let mut things: Vec<(StockItemId, StockItem)> = stock.into_iter().collect();
    things.sort_by(|(id, one), (other_id, other)| (&one.code, id).cmp(&(&other.code, other_id)));
    for of_list in things.chunks(STOCK_LIST_ITEMS_MAX) {
        let list = id_of_list(of_list);
        for (nth, some) in of_list.chunks(ENTRIES_IN_A_CHANGE).enumerate() {
            let items = some.iter().cloned().collect();
            let command = if nth == 0 {
                let new = NewStockList { section: String::new(), teams: [].into(), items };
                StockListCommand::Create(Box::new(new))
            } else {
                StockListCommand::Put(items)
            };
            put(transaction, list, &Command::StockList(command), at)?;
        }
    }
    Ok(())
}

/// The id of a list that holds these things: the same each time it is these.
fn id_of_list(things: &[(StockItemId, StockItem)]) -> DocumentId {
    let ids: Vec<u8> = things.iter().flat_map(|(id, _)| *id.as_bytes()).collect();
    let mut bytes = Sha256::of(&ids).0.first_chunk().copied().unwrap_or([0; 16]);
    // Version 8 of a UUID (RFC 9562): made as its maker likes.
    bytes[6] = (bytes[6] & 0x0F) | 0x80;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    DocumentId::from_bytes(bytes)
}
