//! What a phone shows that did not sync for long, or whose owner is blocked: nothing. Its token ends at the office; and
//! because one that is kept in flight mode never hears of that, its own clock says so too.
//!
//! This keeps nothing from somebody who reads the storage past the app, or who puts the clock back before the app has
//! ever seen a later one.

use shared::Timestamp;

use crate::client::status::Contact;
use crate::limits::LATEST_STEP_MS;
use crate::replica::error::Result;
use crate::replica::state::Replica;
use crate::replica::store::database::Store;

impl Replica {
    /// Looks at the clock, and tells the screens when the phone locks itself.
    pub(crate) fn look_at_clock(&mut self, now: Timestamp) -> Result<()> {
        if self.enrolled.is_none() {
            return Ok(());
        }
        let before = self.absence.lock();
        self.absence.latest = self.absence.latest.max(now);
        let locks = before.is_none() && self.absence.lock().is_some();
        if locks || now.ms_since(self.absence.written) >= LATEST_STEP_MS {
            self.absence.written = now;
            // A phone that is full goes by what it remembers.
            self.store.transaction(|store| store.set_latest(now)).unwrap_or_default();
        }
        if locks {
            self.live.clear();
            self.tell_status()?;
        }
        Ok(())
    }

    /// The office says that this phone's token has ended. What waits is kept for when it is enrolled again.
    pub(crate) fn end_token(&mut self) -> Result<()> {
        self.store.transaction(Store::set_token_ended)?;
        self.absence.token_ended = true;
        self.live.clear();
        self.stop_for(Contact::Withdrawn)?;
        self.tell_status()
    }

    /// The office says that the owner is blocked. What waits is kept; the next sync that is answered opens the phone.
    pub(crate) fn block(&mut self) -> Result<()> {
        // A phone that is full shows nothing either, until it is started again.
        self.absence.blocked = true;
        self.live.clear();
        self.stop_for(Contact::Blocked)?;
        self.store.transaction(Store::set_blocked)?;
        self.tell_status()
    }
}
