//! Blocking somebody: what goes on in their name ends in one transaction, and how much it was is written down.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use shared::limits::ENROLMENT_CODE_MS_MAX;
use shared::{DeviceId, PersonId};

use crate::accounts::sign_in::lasts;
use crate::base::browser::known_words;
use crate::base::limits::HALF_SIGN_IN_MS_MAX;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::once::Repeats;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::{Action, AuditEntry, Subject};

/// What ended when somebody was blocked, as the audit log has it:
/// `sessions 2 (1 Chrome Android, 1 Firefox Windows); codes 1; phones 2; streams 1; uploads 0; browsers 2; half 0`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ended {
    /// How many sessions with which browser, by the words the audit log has for it.
    pub sessions: BTreeMap<String, u32>,
    /// Codes that would still have enrolled a phone: one of theirs, or by their making one of somebody else.
    pub codes: u32,
    /// Phones that are not served any more.
    pub phones: u32,
    /// None where an earlier version blocked them: it did not write it down.
    pub also: Option<Also>,
}

/// What else ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Also {
    /// What was cut.
    pub under_way: UnderWay,
    /// Browsers that are not known any more.
    pub browsers: u32,
    /// Sign-ins that waited for a second factor.
    pub half: u32,
}

/// What somebody has open, which is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnderWay {
    /// Streams of events, of their pages and of their phones.
    pub streams: u32,
    /// Photos that come in from their phones.
    pub uploads: u32,
}

/// Counts what somebody has open with these phones of theirs.
pub type CountOpen = Box<dyn FnOnce(&[DeviceId]) -> UnderWay + Send>;

impl Ended {
    /// How many sessions in all.
    #[must_use]
    pub fn session_count(&self) -> u32 {
        self.sessions.values().sum()
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sessions {}", self.session_count())?;
        if !self.sessions.is_empty() {
            let each = self.sessions.iter().map(|(browser, count)| format!("{count} {browser}"));
            write!(f, " ({})", each.collect::<Vec<_>>().join(", "))?;
        }
        write!(f, "; codes {}; phones {}", self.codes, self.phones)?;
        let Some(Also { under_way: UnderWay { streams, uploads }, browsers, half }) = self.also else {
            return Ok(());
        };
        write!(f, "; streams {streams}; uploads {uploads}; browsers {browsers}; half {half}")
    }
}

impl FromStr for Ended {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let count = |part: Option<&str>, name: &str| {
            part.and_then(|part| part.strip_prefix(name)).and_then(|count| count.parse().ok()).ok_or(())
        };
        let mut parts = text.split("; ");
        let sessions = parts.next().and_then(|part| part.strip_prefix("sessions ")).ok_or(())?;
        let (codes, phones) = (count(parts.next(), "codes ")?, count(parts.next(), "phones ")?);
        let each = sessions.split_once(" (").and_then(|(_, each)| each.strip_suffix(')'));
        let browser = |part: &str| {
            let (count, browser) = part.split_once(' ').ok_or(())?;
            Ok((browser.to_owned(), count.parse().map_err(|_| ())?))
        };
        let sessions = each.map_or(Ok(BTreeMap::new()), |each| each.split(", ").map(browser).collect())?;
        let mut also = None;
        if let Some(streams) = parts.next() {
            let streams = count(Some(streams), "streams ")?;
            let uploads = count(parts.next(), "uploads ")?;
            let (browsers, half) = (count(parts.next(), "browsers ")?, count(parts.next(), "half ")?);
            also = Some(Also { under_way: UnderWay { streams, uploads }, browsers, half });
        }
        Ok(Self { sessions, codes, phones, also })
    }
}

impl Transaction<'_> {
    /// Blocks `id` in the name of `by`: their phones, which are told so and keep what waits on them.
    fn block(
        &mut self,
        by: PersonId,
        id: PersonId,
        count_open: CountOpen,
    ) -> Result<Vec<DeviceId>, EngineError> {
        self.must_keep_accounts(by)?;
        let account = self.store.account(id)?.ok_or(EngineError::NotFound)?;
        if account.blocked_at.is_some() {
            return Ok(Vec::new());
        }
        self.keep_an_administrator(&account, false)?;
        let now = self.clock.now();
        let mut ended = Ended::default();
        for session in self.store.sessions_of(id)? {
            if lasts(session.created_at, session.used_at, now) {
                *ended.sessions.entry(known_words(&session.browser)).or_default() += 1;
            }
        }
        let browsers = self.store.known_browsers(id)?;
        let half = self.store.half_sign_ins(id, now.plus_ms(-HALF_SIGN_IN_MS_MAX))?;
        self.store.set_blocked(id, Some(now))?;
        self.store.end_sessions_of(id)?;
        self.store.forget_known_secrets(id)?;
        ended.codes = self.store.end_codes_of(id, now.plus_ms(-ENROLMENT_CODE_MS_MAX))?;
        let mut phones = Vec::new();
        for device in self.store.devices()? {
            if device.person == id && device.withdrawn_at.is_none() {
                self.call(device.id);
                phones.push(device.id);
            }
        }
        ended.phones = u32::try_from(phones.len()).unwrap_or(u32::MAX);
        ended.also = Some(Also { under_way: count_open(&phones), browsers, half });
        self.accounts_changed();
        self.record(&AuditEntry::new(Action::PersonBlocked, Subject::Person(id)).by(by).detailed(ended))?;
        Ok(phones)
    }
}

/// An administrator blocks somebody: their phones that were in use, none when they were blocked before.
#[must_use]
pub fn block(by: PersonId, person: PersonId, count_open: CountOpen) -> Job<Vec<DeviceId>> {
    let job = Job::new(move |transaction| transaction.block(by, person, count_open));
    job.once_per_form(Repeats::with(|_| Ok(Vec::new())))
}

impl Engine {
    /// Keeps somebody from signing in and from syncing, in the name of an administrator: their sessions end, and
    /// the codes not yet used that enrol their phones or that they made for others. What waits on their phones
    /// stays there. Returns the phones; none when they were blocked before. What they have open is counted, and is for
    /// the caller to cut.
    ///
    /// # Errors
    /// [`EngineError::Person`] when nobody could keep the accounts then, [`EngineError::NotAllowed`] when `by` may
    /// not, [`EngineError::NotFound`] when there is no such person; nothing was changed.
    pub async fn block(
        &self,
        by: PersonId,
        person: PersonId,
        count_open: CountOpen,
    ) -> Result<Vec<DeviceId>, EngineError> {
        self.submit(block(by, person, count_open)).await
    }

    /// What ended when somebody was blocked last, and when that was; `None` when it was not written down.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub async fn ended_by_block(
        &self,
        person: PersonId,
    ) -> Result<Option<(shared::Timestamp, Ended)>, EngineError> {
        let blocked = Subject::Person(person);
        let line = self.read(move |store| store.last_audit(Action::PersonBlocked, blocked)).await?;
        Ok(line.and_then(|line| Some((line.at, line.detail.parse().ok()?))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ended_is_read_as_it_was_written() {
        let browsers = [("Firefox Windows".to_owned(), 2), ("?".to_owned(), 1)];
        let also = Also { under_way: UnderWay { streams: 2, uploads: 1 }, browsers: 4, half: 0 };
        let some = Ended { sessions: browsers.into(), codes: 1, phones: 3, also: Some(also) };
        let before = "sessions 3 (1 ?, 2 Firefox Windows); codes 1; phones 3";
        assert_eq!(some.to_string(), format!("{before}; streams 2; uploads 1; browsers 4; half 0"));
        let earlier = Ended { also: None, ..some.clone() };
        assert_eq!(earlier.to_string(), before);
        for ended in [some, earlier, Ended::default()] {
            assert_eq!(ended.to_string().parse(), Ok(ended));
        }
        for other in ["", "sessions", "sessions 1 (Firefox); codes 1; phones 1", "sessions 1; codes 1"] {
            assert_eq!(other.parse::<Ended>(), Err(()), "{other}");
        }
    }
}
