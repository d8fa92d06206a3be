//! What was taken from stores on this phone, to be offered first when something is taken again.

use shared::command::Command;
use shared::work_order::{Material, WorkOrder, WorkOrderCommand};
use shared::{DocumentId, NatureId, StockItemId};

use crate::limits::USED_LAST_MAX;
use crate::replica::error::Result;
use crate::replica::state::Replica;
use crate::replica::store::database::Store;

/// A stock item, and the nature of the work it was taken for.
pub(crate) struct Taken {
    item: StockItemId,
    nature: NatureId,
}

impl Replica {
    /// What a command takes from stores.
    pub(crate) fn taken(&mut self, id: Option<DocumentId>, command: &Command) -> Result<Option<Taken>> {
        let Command::WorkOrder(WorkOrderCommand::UseMaterial { material, corrects: None, .. }) = command
        else {
            return Ok(None);
        };
        let (Material::Stock(item), Some(id)) = (material, id) else { return Ok(None) };
        let Some(document) = self.document(id)? else { return Ok(None) };
        let nature = WorkOrder::read(&document).ok().map(|order| order.nature);
        Ok(nature.map(|nature| Taken { item: *item, nature }))
    }

    /// What was taken last, for work of this nature first.
    pub(crate) fn used_last(&self, nature: NatureId) -> Result<Vec<StockItemId>> {
        let mut used = self.store.used_last(&of_nature(nature))?;
        for item in self.store.used_last(OF_ANY)? {
            if !used.contains(&item) {
                used.push(item);
            }
        }
        Ok(used)
    }
}

const OF_ANY: &str = "used-last";

fn of_nature(nature: NatureId) -> String {
    format!("{OF_ANY} {nature}")
}

impl Store {
    /// Notes what was taken.
    pub(crate) fn note_taken(&self, taken: &Taken) -> Result<()> {
        for key in [of_nature(taken.nature), OF_ANY.to_owned()] {
            let mut used = self.used_last(&key)?;
            used.retain(|item| *item != taken.item);
            used.insert(0, taken.item);
            used.truncate(USED_LAST_MAX);
            let words: Vec<String> = used.iter().map(ToString::to_string).collect();
            self.set_meta(&key, &words.join(" "))?;
        }
        Ok(())
    }

    fn used_last(&self, key: &str) -> Result<Vec<StockItemId>> {
        // What cannot be read was never written by this app, and is worth no error.
        let words = self.meta(key)?.unwrap_or_default();
        Ok(words.split(' ').filter_map(|word| word.parse().ok()).collect())
    }
}
