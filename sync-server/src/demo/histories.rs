//! The short history of each building: a line for each approved order. The engine writes them
//! when an order is approved; imported orders bring their own.

use std::collections::BTreeMap;

use shared::history::HistoryCommand;
use shared::{Command, DocumentId, DocumentKind};

use crate::demo::commune::Commune;
use crate::demo::error::DemoError;
use crate::demo::record::Record;
use crate::demo::story::Entry;
use crate::engine::import::ImportedDocument;

/// The histories of all buildings.
pub(crate) fn documents(commune: &Commune, entries: Vec<Entry>) -> Result<Vec<ImportedDocument>, DemoError> {
    let mut of_building: BTreeMap<DocumentId, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        of_building.entry(entry.building).or_default().push(entry);
    }
    let clerk = commune.people.called("superviseur")?.writer;
    let mut documents = Vec::new();
    for site in &commune.sites {
        let mut record = Record::new(
            DocumentKind::History,
            commune.names.history(&site.code),
            &format!("history {}", site.code),
        );
        let begin = HistoryCommand::Create { building: site.id, organisation: None };
        record.does(clerk, commune.calendar.at(116, 10 * 60), Command::History(begin))?;
        let mut lines = of_building.remove(&site.id).unwrap_or_default();
        lines.sort_by_key(|entry| entry.at);
        for entry in lines {
            record.does(entry.by, entry.at, Command::History(HistoryCommand::Record(entry.line)))?;
        }
        documents.push(record.finished());
    }
    Ok(documents)
}
