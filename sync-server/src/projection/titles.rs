//! What people call documents, as each noun says of its kinds.

use std::collections::BTreeMap;

use shared::{DocumentId, DocumentKind};

use crate::projection::reader::Reader;
use crate::projection::table::Title;

impl Reader<'_> {
    /// What people call a document: its number with its title, or its name; none when the office does not
    /// have it, or its kind has no titles.
    pub(crate) fn title(&self, kind: DocumentKind, id: DocumentId) -> rusqlite::Result<Option<String>> {
        let Some(title) = self.titles().find(|title| title.kind == kind) else { return Ok(None) };
        Ok(self.rows(title.whole, [id.to_string()], |row| row.get(0))?.into_iter().next())
    }

    /// What people call the documents of these ids in a word or two, whatever their kind: the number of an
    /// order, the name of a building. Those the office does not have are left out.
    pub(crate) fn called(&self, ids: &[String]) -> rusqlite::Result<BTreeMap<String, String>> {
        let each: Vec<&str> = self.titles().map(|title| title.short).collect();
        let mut called = BTreeMap::new();
        if each.is_empty() {
            return Ok(called);
        }
        let sql = each.join(" UNION ALL ");
        for id in ids {
            let found = self.rows(&sql, [id], |row| row.get::<_, String>(0))?;
            called.extend(found.into_iter().next().map(|name| (id.clone(), name)));
        }
        Ok(called)
    }

    fn titles(&self) -> impl Iterator<Item = &'static Title> {
        self.nouns.iter().flat_map(|rows| rows.titles)
    }
}
