//! The end of offers that nobody decided on: after so many days they are declined, in nobody's name. Time during which
//! no server ran counts for none, because nobody could decide.

use std::collections::BTreeMap;

use shared::{DocumentId, DocumentKind, Timestamp};

use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, ServerAbsence, Subject};

/// The days where nothing else is said: as long as a phone may stay away.
pub const OFFER_DAYS: u32 = 30;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When an offer that came then ends.
#[must_use]
pub fn ends_at(at: Timestamp, days: u32, absences: &[ServerAbsence]) -> Timestamp {
    let away: i64 = absences.iter().map(|absence| absence.to.ms_since(absence.from.max(at)).max(0)).sum();
    at.plus_ms(DAY_MS * i64::from(days) + away)
}

/// Declines what has waited for so many days; how many changes.
#[must_use]
pub fn end(days: u32) -> Job<usize> {
    Job::new(move |transaction| transaction.end_offers(days))
}

impl Transaction<'_> {
    fn end_offers(&mut self, days: u32) -> Result<usize, EngineError> {
        let (now, absences) = (self.clock.now(), self.store.absences()?);
        let mut ended: BTreeMap<DocumentId, (DocumentKind, usize)> = BTreeMap::new();
        for (document, kind, hash, at) in self.store.waiting_offers()? {
            if ends_at(at, days, &absences) < now {
                self.store.end_offer(document, hash, now)?;
                ended.entry(document).or_insert((kind, 0)).1 += 1;
            }
        }
        for (document, (kind, count)) in &ended {
            let entry = AuditEntry::new(Action::OfferEnded, Subject::Document(*kind, *document));
            self.record(&entry.detailed(count))?;
        }
        if !ended.is_empty() {
            // Phones ask what became of what they offered, and what they hold may have waited for this.
            self.announce();
            for device in self.store.devices()? {
                self.call_if_draining(device.id)?;
            }
        }
        Ok(ended.values().map(|(_, count)| count).sum())
    }
}

impl Engine {
    /// Declines what phones offered after a restore and nobody decided on for so many days; how many changes.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it; nothing was declined then.
    pub async fn end_offers(&self, days: u32) -> Result<usize, EngineError> {
        self.submit(end(days)).await
    }
}
