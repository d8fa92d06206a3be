//! Who answers for this server: what statements to the public name.

use serde::{Deserialize, Serialize};

use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;

const KEY: &str = "responsible_body";

/// The public body that answers for this server; each text of at most
/// [`LINE_CHARS_MAX`](shared::limits::LINE_CHARS_MAX) characters, all empty until somebody said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResponsibleBody {
    /// Its name: `Commune d’Orneval`.
    pub name: String,
    /// Its postal address, in one line.
    pub address: String,
    /// Where it is written to.
    pub email: String,
    /// Where it is called.
    pub phone: String,
    /// Where its data protection officer is written to.
    pub dpo_email: String,
    /// Who hears complaints about accessibility, and where.
    pub ombudsman: String,
}

impl Store {
    /// Who answers for this server; empty before somebody said.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn responsible_body(&self) -> Result<ResponsibleBody> {
        let Some(text) = self.meta(KEY)? else { return Ok(ResponsibleBody::default()) };
        serde_json::from_str(&text).map_err(|_| StoreError::Damaged("responsible body"))
    }

    /// Says who answers for this server.
    ///
    /// # Errors
    /// [`StoreError`] when the disk does not take it.
    pub fn set_responsible_body(&self, body: &ResponsibleBody) -> Result<()> {
        let text = serde_json::to_string(body).map_err(|_| StoreError::Damaged("responsible body"))?;
        self.set_meta(KEY, &text)
    }
}
