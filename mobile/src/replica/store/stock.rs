//! What is kept in stores: rows of the index, and the search in them.

use std::collections::BTreeMap;

use rusqlite::{Row, ToSql, params};
use shared::search::{Query, searchable};
use shared::stock_list::StockItem;
use shared::{DocumentId, StockItemId};

use crate::client::list::StockLine;
use crate::replica::error::Result;
use crate::replica::store::column::{Column as _, blob};
use crate::replica::store::database::Store;
use crate::replica::store::lines::has_words;

const COLUMNS: &str = "id, code, label, unit FROM stock_line";

fn line(row: &Row<'_>) -> rusqlite::Result<StockLine> {
    let item = StockItem { code: row.get(1)?, label: row.get(2)?, unit: row.get(3)? };
    Ok(StockLine { id: blob(row, 0)?, item })
}

/// Digits of a number that counts by its value.
const DIGITS_MAX: usize = 12;

/// A label in the order it comes: letters as they are searched, numbers by their value.
fn by_value(label: &str) -> String {
    let text = searchable(&[label]);
    let chars: Vec<char> = text.chars().collect();
    let parts = chars.chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    let mut sorted = String::new();
    for part in parts {
        let is_number = part.first().is_some_and(char::is_ascii_digit);
        let zeros = if is_number { DIGITS_MAX.saturating_sub(part.len()) } else { 0 };
        sorted.extend(std::iter::repeat_n('0', zeros).chain(part.iter().copied()));
    }
    sorted
}

impl Store {
    /// Makes the rows of a list say what it says: those that do are left alone.
    pub(crate) fn put_stock(&self, list: DocumentId, items: &BTreeMap<StockItemId, StockItem>) -> Result<()> {
        let known =
            self.rows(&format!("SELECT {COLUMNS} WHERE document = ?1"), params![list.column()], line)?;
        let mut said = BTreeMap::new();
        said.extend(known.into_iter().map(|line| (line.id, line.item)));
        for id in said.keys().filter(|id| !items.contains_key(*id)) {
            self.drop_stock_item(*id)?;
        }
        for (id, item) in items.iter().filter(|(id, item)| said.get(*id) != Some(*item)) {
            self.drop_stock_item(*id)?;
            self.put_stock_item(list, *id, item)?;
        }
        Ok(())
    }

    /// The same of a document that other lists have the word over.
    pub(crate) fn put_stock_if_none(
        &self,
        document: DocumentId,
        items: &BTreeMap<StockItemId, StockItem>,
    ) -> Result<()> {
        for (id, item) in items {
            if self.stock_line(*id)?.is_none() {
                self.put_stock_item(document, *id, item)?;
            }
        }
        Ok(())
    }

    /// Drops the rows of a list that leaves this phone.
    pub(crate) fn drop_stock(&self, list: DocumentId) -> Result<()> {
        self.put_stock(list, &BTreeMap::new())
    }

    fn put_stock_item(&self, list: DocumentId, id: StockItemId, item: &StockItem) -> Result<()> {
        self.run(
            "INSERT INTO stock_line VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id.column(), list.column(), item.code, item.label, item.unit, by_value(&item.label)],
        )?;
        for word in searchable(&[&item.label, &item.code]).split_whitespace() {
            self.run("INSERT OR IGNORE INTO stock_word VALUES (?1, ?2)", params![word, id.column()])?;
        }
        Ok(())
    }

    fn drop_stock_item(&self, id: StockItemId) -> Result<()> {
        self.run("DELETE FROM stock_word WHERE item = ?1", params![id.column()])?;
        self.run("DELETE FROM stock_line WHERE id = ?1", params![id.column()])
    }

    /// A thing kept in stores; `None` when no list here has it.
    pub(crate) fn stock_line(&self, id: StockItemId) -> Result<Option<StockLine>> {
        self.row(&format!("SELECT {COLUMNS} WHERE id = ?1"), params![id.column()], line)
    }

    /// The first things in which every word is found, all of them without any; at most `max`.
    pub(crate) fn stock(&self, query: &Query, max: i64) -> Result<Vec<StockLine>> {
        let mut values: Vec<&dyn ToSql> = vec![&max];
        let found = if query.is_empty() {
            "1".to_owned()
        } else {
            has_words(query, "SELECT item FROM stock_word", &mut values)
        };
        let sql = format!("SELECT {COLUMNS} WHERE {found} ORDER BY sorted, id LIMIT ?1");
        self.rows(&sql, &values, line)
    }
}
