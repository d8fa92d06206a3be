//! When this server was last there, and when it was not: what no phone is held to.

use shared::Timestamp;

use crate::base::limits::{CLOCK_JUMP_MS_MIN, HELD_BACK_MS};
use crate::store::column::Result;
use crate::store::database::Store;

const SERVED_AT: &str = "served_at";
const ABSENCES: &str = "absences";

/// A time during which no server ran on this data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerAbsence {
    /// When it was last noted to be there.
    pub from: Timestamp,
    /// When it was there again.
    pub to: Timestamp,
}

impl Store {
    /// When the server was last noted to be there; `None` before the first time.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn served_at(&self) -> Result<Option<Timestamp>> {
        Ok(self.meta(SERVED_AT)?.and_then(|text| text.parse().ok()).map(Timestamp))
    }

    /// Notes that the server is there.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk does not take it.
    pub fn set_served_at(&self, at: Timestamp) -> Result<()> {
        self.set_meta(SERVED_AT, &at.0.to_string())
    }

    /// When the server was not there, oldest first, as far as it is known.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn absences(&self) -> Result<Vec<ServerAbsence>> {
        let text = self.meta(ABSENCES)?.unwrap_or_default();
        let read = |pair: &str| {
            let (from, to) = pair.split_once('-')?;
            Some(ServerAbsence { from: Timestamp(from.parse().ok()?), to: Timestamp(to.parse().ok()?) })
        };
        Ok(text.split_whitespace().filter_map(read).collect())
    }

    /// Until when nothing is to be ended by its time, as far as it is known at `now`: what looks like a long absence can
    /// be a clock that jumped ahead. `None` when nothing speaks against it. The first day of a directory is no absence.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn held_back_until(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let mut absences = self.absences()?;
        // One that nobody has noted yet.
        absences.extend(self.served_at()?.map(|from| ServerAbsence { from, to: now }));
        let ends = absences.iter().filter_map(|absence| {
            let is_long =
                absence.from != Timestamp(0) && absence.to.ms_since(absence.from) > CLOCK_JUMP_MS_MIN;
            is_long.then(|| absence.to.plus_ms(HELD_BACK_MS))
        });
        Ok(ends.max().filter(|end| *end > now))
    }

    /// Keeps when the server was not there, in place of what was kept.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk does not take it.
    pub fn set_absences(&self, absences: &[ServerAbsence]) -> Result<()> {
        let pairs: Vec<String> =
            absences.iter().map(|absence| format!("{}-{}", absence.from.0, absence.to.0)).collect();
        self.set_meta(ABSENCES, &pairs.join(" "))
    }
}
