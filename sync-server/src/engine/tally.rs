//! The audit log is not flooded: what somebody who is not signed in, or one device, can cause at will takes a bounded
//! number of lines.

use shared::PersonId;

use crate::base::limits::AUDIT_TOLD_MAX;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{AuditEntry, Subject, Tally};

/// Stands for every source beyond those that have a line of their own.
pub(crate) const REST: &str = "…";

/// Whose share of lines it takes that somebody takes files along.
pub(crate) fn exports_of(person: PersonId) -> String {
    format!("exports:{person}")
}

impl Transaction<'_> {
    /// Writes a line that can be caused at will: at once when it is the first of its source within an hour and not
    /// too many were written, otherwise counted, with a line once the hour is over. What has no source of its own any
    /// more is counted as done to `rest`.
    pub(crate) fn record_counted(
        &self,
        entry: &AuditEntry,
        times: u32,
        tally: Tally<'_>,
        rest: Subject,
    ) -> Result<(), EngineError> {
        let now = self.clock.now();
        self.store.tell_tallies(now)?;
        if self.store.tally_more(tally, entry, times)? {
            return Ok(());
        }
        if self.store.told_at_once(tally.scope, REST)? < AUDIT_TOLD_MAX {
            self.store.begin_tally(tally, entry, 0, now)?;
            return self.record(entry);
        }
        let (tally, entry) = (Tally { source: REST, ..tally }, AuditEntry { subject: rest, ..entry.clone() });
        if !self.store.tally_more(tally, &entry, times)? {
            self.store.begin_tally(tally, &entry, times, now)?;
        }
        Ok(())
    }
}

impl Engine {
    /// Writes in the audit log what was counted and whose hour is over.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it.
    pub async fn tell_tallies(&self) -> Result<(), EngineError> {
        self.submit(Job::new(|transaction| Ok(transaction.store.tell_tallies(transaction.clock.now())?)))
            .await
    }
}
