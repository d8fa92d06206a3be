//! What was taken from stores on this phone, to be offered first when something is taken again.

use shared::command::Command;
use shared::search::{Query, searchable};
use shared::work_order::{Material, WorkOrder, WorkOrderCommand};
use shared::{DocumentId, NatureId, StockItemId};

use crate::client::list::StockLine;
use crate::limits::{FOUND_MAX, STOCK_OFFERED_MAX, USED_LAST_MAX};
use crate::replica::error::Result;
use crate::replica::state::Replica;
use crate::replica::store::database::Store;
use crate::sorting::sorted;

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

    /// Things in stores to choose from: what matches the words; without any, what was taken last on this phone, for
    /// work of this nature first. What is chosen stays among them.
    pub(crate) fn stock(
        &self,
        text: &str,
        nature: NatureId,
        chosen: Option<StockItemId>,
    ) -> Result<Vec<StockLine>> {
        let query = Query::new(text);
        let used = self.used_last(nature)?;
        let mut lines = Vec::new();
        for id in &used {
            let line = self.store.stock_line(*id)?;
            lines.extend(line.filter(|line| query.finds(&searchable(&[&line.item.label, &line.item.code]))));
        }
        let found = self.store.stock(&query, FOUND_MAX)?;
        lines.extend(found.into_iter().filter(|line| !used.contains(&line.id)));
        let rank = |line: &StockLine| used.iter().position(|id| *id == line.id);
        let rank = |line: &StockLine| rank(line).and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX);
        let mut lines = sorted(lines, |line| (rank(line), &line.item.label), self.compare);
        let shown = lines.iter().take(STOCK_OFFERED_MAX).any(|line| Some(line.id) == chosen);
        lines.truncate(STOCK_OFFERED_MAX);
        if let Some(chosen) = chosen.filter(|_| !shown)
            && let Some(line) = self.store.stock_line(chosen)?
        {
            lines.truncate(STOCK_OFFERED_MAX - 1);
            lines.push(line);
        }
        Ok(lines)
    }

    /// What was taken last, for work of this nature first.
    fn used_last(&self, nature: NatureId) -> Result<Vec<StockItemId>> {
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
