//! The names behind ids, as the catalogue and people's cards give them.

use rusqlite::params;
use shared::summary::Names as Known;
use shared::{DocumentId, NatureId, PersonId, StockItemId, TeamId};

use crate::replica::error::Result;
use crate::replica::store::column::{Bytes, Column as _};
use crate::replica::store::database::Store;

/// A name, and what stands beside it: the code of an administration, the trade of a nature, nothing else.
pub(crate) type Name = (String, String);

impl Store {
    /// Names something, in place of what another document called it.
    pub(crate) fn put_name(
        &self,
        id: [u8; 16],
        document: DocumentId,
        name: &str,
        beside: &str,
    ) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO name VALUES (?1, ?2, ?3, ?4)",
            params![Bytes(id), document.column(), name, beside],
        )
    }

    /// Names something that no other document names.
    pub(crate) fn put_name_if_none(&self, id: [u8; 16], document: DocumentId, name: &str) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO name VALUES (?1, ?2, ?3, '')",
            params![Bytes(id), document.column(), name],
        )
    }

    /// Whether anything is named.
    pub(crate) fn knows_names(&self) -> Result<bool> {
        Ok(self.row("SELECT 1 FROM name LIMIT 1", &[], |_| Ok(()))?.is_some())
    }

    /// What something is called; `None` when no document here says so.
    pub(crate) fn name(&self, id: [u8; 16]) -> Result<Option<Name>> {
        let sql = "SELECT name, beside FROM name WHERE id = ?1";
        self.row(sql, params![Bytes(id)], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}

/// The names a replica knows; one that cannot be read is none.
pub(crate) struct NamesHere<'a>(pub(crate) &'a Store);

impl std::fmt::Debug for NamesHere<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NamesHere")
    }
}

impl NamesHere<'_> {
    fn name(&self, id: [u8; 16]) -> Option<Name> {
        self.0.name(id).ok().flatten()
    }
}

impl Known for NamesHere<'_> {
    fn person(&self, id: PersonId) -> Option<String> {
        self.name(*id.as_bytes()).map(|(name, _)| name)
    }

    fn team(&self, id: TeamId) -> Option<String> {
        self.name(*id.as_bytes()).map(|(name, _)| name)
    }

    fn nature(&self, id: NatureId) -> Option<String> {
        self.name(*id.as_bytes()).map(|(action, trade)| format!("{trade} – {action}"))
    }

    fn stock_item(&self, id: StockItemId) -> Option<String> {
        self.0.stock_line(id).ok().flatten().map(|line| line.item.label)
    }
}
