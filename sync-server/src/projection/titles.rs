//! What people call documents, as each noun says of its kinds.

use std::collections::BTreeMap;

use shared::{DocumentId, DocumentKind};

use crate::projection::reader::Reader;
use crate::projection::table::Title;
use crate::sql;
use crate::values;

impl Reader<'_> {
    /// What people call a document: its number with its title, or its name; none when the office does not
    /// have it, or its kind has no titles.
    pub(crate) fn title(&self, kind: DocumentKind, id: DocumentId) -> sql::Result<Option<String>> {
        let Some(title) = self.titles().find(|title| title.kind == kind) else { return Ok(None) };
        self.first(title.whole, values![id.to_string()], |row| row.get("called"))
    }

    /// What people call the documents of these ids in a word or two, whatever their kind: the number of an
    /// order, the name of a building. Those the office does not have are left out.
    pub(crate) fn called(&self, ids: &[String]) -> sql::Result<BTreeMap<String, String>> {
        let each: Vec<&str> = self.titles().map(|title| title.short).collect();
        let mut called = BTreeMap::new();
        if each.is_empty() {
            return Ok(called);
        }
        let sql = each.join(" UNION ALL ");
        for id in ids {
            let found = self.first(&sql, values![id], |row| row.get("called"))?;
            called.extend(found.map(|name: String| (id.clone(), name)));
        }
        Ok(called)
    }

    /// How the addresses of the pages of documents begin, for those kinds that have pages; the id follows.
    pub(crate) fn pages(&self) -> BTreeMap<DocumentKind, &'static str> {
        self.titles().map(|title| (title.kind, title.page)).collect()
    }

    fn titles(&self) -> impl Iterator<Item = &'static Title> {
        self.nouns.iter().flat_map(|rows| rows.titles)
    }
}
