//! How lists are to be read, under the names people gave that.

use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

impl Store {
    /// What was kept under a name, as JSON; `None` when there is nothing.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn import_mapping(&self, name: &str) -> Result<Option<String>> {
        let sql = "SELECT mapping FROM import_mapping WHERE name = $1";
        Ok(self.db.first(sql, values![name], |row| row.get("mapping"))?)
    }

    /// The names there are.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn import_mappings(&self) -> Result<Vec<String>> {
        Ok(self.db.rows("SELECT name FROM import_mapping ORDER BY name", values![], |row| row.get("name"))?)
    }

    /// Keeps JSON under a name, in place of what was there.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk does not take it.
    pub fn set_import_mapping(&self, name: &str, mapping: &str) -> Result<()> {
        let sql = "INSERT INTO import_mapping (name, mapping) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping";
        self.db.execute(sql, values![name, mapping])?;
        Ok(())
    }
}
