//! What the office said of the lock: whether there has to be a PIN, and who was shown a code.

use shared::Timestamp;
use shared::wire::OfficeLock;

use crate::replica::error::Result;
use crate::replica::store::database::Store;

impl Store {
    /// Keeps what the office said; nothing from a server that knows of no codes.
    pub(crate) fn keep_office_lock(&self, lock: Option<&OfficeLock>) -> Result<()> {
        self.run("DELETE FROM meta WHERE key IN ('pin_required', 'code_shown_at', 'code_shown_to')", &[])?;
        let Some(lock) = lock else { return Ok(()) };
        if lock.pin_required {
            self.set_meta("pin_required", "1")?;
        }
        if let Some(shown) = &lock.shown {
            self.set_meta("code_shown_at", &shown.at.0.to_string())?;
            self.set_meta("code_shown_to", &shown.to)?;
        }
        Ok(())
    }

    /// Whether the administration has every phone locked with a PIN.
    pub(crate) fn pin_required(&self) -> Result<bool> {
        Ok(self.meta("pin_required")?.is_some())
    }

    /// When a code that opens this phone was last shown at the office, and to whom.
    pub(crate) fn code_shown(&self) -> Result<Option<(Timestamp, String)>> {
        let at = self.parsed_meta::<i64>("code_shown_at")?.map(Timestamp);
        Ok(at.zip(self.meta("code_shown_to")?))
    }
}
