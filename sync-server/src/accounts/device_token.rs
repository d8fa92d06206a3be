//! How long the token of a phone works without a sync: what is lost in a drawer, or stolen and kept in flight
//! mode, opens nothing for ever.

use shared::Timestamp;

use crate::base::limits::SERVER_AWAY_MS_MIN;
use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::store::error::StoreError;
use crate::store::{DeviceRow, ServerAbsence, Store};

/// The days where nothing else is said: longer than holidays, shorter than anybody forgets a lost phone.
pub const TOKEN_DAYS: u32 = 30;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// For so long absences of the server are remembered: whatever was not heard of since then has ended long ago.
const ABSENCES_KEPT_DAYS: i64 = 730;

/// How long a token works after its device was last heard of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenLife {
    /// In days; at least one.
    pub days: u32,
}

impl Default for TokenLife {
    fn default() -> Self {
        Self { days: TOKEN_DAYS }
    }
}

impl TokenLife {
    /// Since when the token of a device works no more; `None` while it does. When the server was away is only looked
    /// up for a device that was not heard of for so long: every request of a phone comes by here.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub(crate) fn ended_at(
        self,
        store: &Store,
        device: &DeviceRow,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        if self.after(heard_at(device)) >= now {
            Ok(None)
        } else {
            Ok(self.ends(store, now)?.ended_at(device))
        }
    }

    /// The end of a token whose device was last heard of then, but for absences of the server.
    fn after(self, heard: Timestamp) -> Timestamp {
        heard.plus_ms(DAY_MS * i64::from(self.days))
    }

    /// Which tokens have ended by now.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub(crate) fn ends(self, store: &Store, now: Timestamp) -> Result<TokenEnds, StoreError> {
        let mut absences = store.absences()?;
        // It slept, and has not noted that it is there again.
        absences.extend(absence(store.served_at()?, now));
        Ok(TokenEnds { life: self, absences, now })
    }
}

/// Which tokens have ended, at one instant.
#[derive(Debug, Clone)]
pub(crate) struct TokenEnds {
    life: TokenLife,
    /// When the server was not there, oldest first.
    absences: Vec<ServerAbsence>,
    now: Timestamp,
}

impl TokenEnds {
    /// Since when the token of a device works no more; `None` while it does. While the server was away a token gets no
    /// older; one that had ended before stays ended.
    pub(crate) fn ended_at(&self, device: &DeviceRow) -> Option<Timestamp> {
        let heard = heard_at(device);
        let mut end = self.life.after(heard);
        for ServerAbsence { from, to } in self.absences.iter().copied().filter(|absence| absence.to > heard) {
            if from > end {
                break;
            }
            end = end.plus_ms(to.ms_since(from.max(heard)));
        }
        (end < self.now).then_some(end)
    }
}

/// When a device was last heard of: its enrolment counts.
fn heard_at(device: &DeviceRow) -> Timestamp {
    device.last_contact.map_or(device.enrolled_at, |at| at.max(device.enrolled_at))
}

/// The absence that ends now, where the server was last there so long ago.
fn absence(served_at: Option<Timestamp>, now: Timestamp) -> Option<ServerAbsence> {
    let from = served_at.filter(|before| now.ms_since(*before) > SERVER_AWAY_MS_MIN)?;
    Some(ServerAbsence { from, to: now })
}

/// Notes that the server is there, which it does at its start and once a day. Where it was not for longer than
/// [`SERVER_AWAY_MS_MIN`], or its data are those of an earlier day, no phone could sync meanwhile: that time is
/// held against none of them. A directory that no server noted so in before begins with today.
///
/// # Errors
/// [`EngineError::Store`] when the disk does not take it.
pub async fn note_serving(engine: &Engine) -> Result<(), EngineError> {
    let now = engine.clock().now();
    engine
        .write(move |store| {
            let served_at = store.served_at()?;
            let mut absences = store.absences()?;
            // A clock that went ahead and was put right has noted what is yet to come.
            absences.retain(|absence| {
                absence.from < now && now.ms_since(absence.to) < DAY_MS * ABSENCES_KEPT_DAYS
            });
            absences.iter_mut().for_each(|absence| absence.to = absence.to.min(now));
            let since = served_at.or(Some(Timestamp(0)));
            absences.extend(absence(since, now));
            store.set_absences(&absences)?;
            store.set_served_at(now)
        })
        .await
}

#[cfg(test)]
mod tests {
    use shared::{DeviceId, PersonId};

    use super::*;

    const NOON: Timestamp = Timestamp(1_800_000_000_000);

    fn days_ago(days: i64) -> Timestamp {
        NOON.plus_ms(-DAY_MS * days)
    }

    /// How many days ago the token of a device ended; the server was away from and to so many days ago.
    fn ended(enrolled: i64, last_contact: Option<i64>, away: &[(i64, i64)]) -> Option<i64> {
        let (id, person) = (DeviceId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]));
        let mut device = DeviceRow::new(id, person, String::new(), days_ago(enrolled));
        device.last_contact = last_contact.map(days_ago);
        let absences = away
            .iter()
            .map(|(from, to)| ServerAbsence { from: days_ago(*from), to: days_ago(*to) })
            .collect();
        let ends = TokenEnds { life: TokenLife::default(), absences, now: NOON };
        ends.ended_at(&device).map(|end| NOON.ms_since(end) / DAY_MS)
    }

    #[test]
    fn a_token_ends_thirty_days_after_the_last_sync_or_the_enrolment() {
        let days = |days| ended(400, Some(days), &[]);
        assert_eq!((days(29), days(30), days(31)), (None, None, Some(1)));
        assert_eq!((ended(40, None, &[]), ended(20, Some(35), &[])), (Some(10), None));
    }

    #[test]
    fn what_the_server_was_away_makes_no_token_older() {
        assert_eq!(ended(400, Some(35), &[(20, 14)]), None);
        assert_eq!(ended(400, Some(35), &[(20, 16)]), Some(1));
        assert_eq!(ended(400, Some(35), &[(90, 33)]), Some(3), "only what was after its sync counts");
        // Away from Friday to Monday, week after week.
        let weekends: Vec<(i64, i64)> = (0..30).rev().map(|week| (7 * week + 3, 7 * week)).collect();
        assert_eq!(
            (ended(400, Some(49), &weekends), ended(400, Some(70), &weekends).is_some()),
            (None, true)
        );
    }

    #[test]
    fn what_had_ended_before_stays_ended() {
        assert_eq!(ended(400, Some(300), &[(20, 14)]), Some(270));
        assert_eq!(ended(400, Some(120), &[(60, 0)]), Some(90), "of a backup that was restored");
    }
}
