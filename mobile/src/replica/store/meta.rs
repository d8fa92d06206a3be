//! Single values: the owner, the position in the feed, the settings.

use rusqlite::params;
use shared::wire::{FeedCursor, Resume};
use shared::{
    ActorId, DeviceId, DocumentId, DocumentKind, FeedId, Language, PersonId, ReplyId, Role, Timestamp,
};

use crate::client::status::{Appearance, Withdrawal};
use crate::replica::absence::Absence;
use crate::replica::enrolled::Enrolled;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::store::column::Bytes;
use crate::replica::store::database::Store;

const WITHDRAWALS: [(Withdrawal, &str); 3] = [
    (Withdrawal::Draining, "handing-over"),
    (Withdrawal::Drained, "handed-over"),
    (Withdrawal::Erased, "erased"),
];

impl Store {
    pub(crate) fn meta(&self, key: &str) -> Result<Option<String>> {
        self.row("SELECT value FROM meta WHERE key = ?1", params![key], |row| row.get(0))
    }

    pub(crate) fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.run("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", params![key, value])
    }

    pub(crate) fn parsed_meta<T: std::str::FromStr>(&self, key: &'static str) -> Result<Option<T>> {
        self.meta(key)?.map(|text| text.parse().map_err(|_| ReplicaError::Damaged(key))).transpose()
    }

    pub(crate) fn enrolled(&self) -> Result<Option<Enrolled>> {
        let Some(token) = self.meta("token")? else { return Ok(None) };
        let damaged = || ReplicaError::Damaged("enrolment");
        Ok(Some(Enrolled {
            token,
            device: self.parsed_meta::<DeviceId>("device")?.ok_or_else(damaged)?,
            person: self.parsed_meta::<PersonId>("person")?.ok_or_else(damaged)?,
            name: self.meta("name")?.ok_or_else(damaged)?,
            role: self.parsed_meta("role")?.ok_or_else(damaged)?,
            actor: self.parsed_meta::<ActorId>("actor")?.ok_or_else(damaged)?,
        }))
    }

    pub(crate) fn set_enrolled(&self, enrolled: &Enrolled) -> Result<()> {
        self.set_meta("token", &enrolled.token)?;
        self.set_meta("device", &enrolled.device.to_string())?;
        self.set_meta("person", &enrolled.person.to_string())?;
        self.set_owner(&enrolled.name, enrolled.role)?;
        self.set_actor(enrolled.actor)?;
        self.run("DELETE FROM meta WHERE key IN ('token_ended', 'blocked', 'token_days', 'latest')", &[])?;
        self.set_withdrawal(None)
    }

    /// How far the office is with withdrawing this phone.
    pub(crate) fn withdrawal(&self) -> Result<Option<Withdrawal>> {
        let word = self.meta("withdrawal")?;
        Ok(word
            .and_then(|word| WITHDRAWALS.into_iter().find(|(_, name)| *name == word))
            .map(|(state, _)| state))
    }

    pub(crate) fn set_withdrawal(&self, state: Option<Withdrawal>) -> Result<()> {
        match state.and_then(|state| WITHDRAWALS.into_iter().find(|(known, _)| *known == state)) {
            Some((_, word)) => self.set_meta("withdrawal", word),
            None => self.run("DELETE FROM meta WHERE key = 'withdrawal'", &[]),
        }
    }

    /// What the office says of the owner now.
    pub(crate) fn set_owner(&self, name: &str, role: Role) -> Result<()> {
        self.set_meta("name", name)?;
        self.set_meta("role", role.name())
    }

    pub(crate) fn set_actor(&self, actor: ActorId) -> Result<()> {
        self.set_meta("actor", &actor.to_string())?;
        self.add_own_actor(actor)
    }

    pub(crate) fn add_own_actor(&self, actor: ActorId) -> Result<()> {
        self.run("INSERT OR IGNORE INTO own_actor VALUES (?1)", params![Bytes(*actor.as_bytes())])
    }

    pub(crate) fn is_own_actor(&self, actor: ActorId) -> Result<bool> {
        self.exists("SELECT 1 FROM own_actor WHERE actor = ?1", params![Bytes(*actor.as_bytes())])
    }

    pub(crate) fn language(&self) -> Result<Option<Language>> {
        Ok(self.meta("language")?.map(|tag| Language::preferred(&tag)))
    }

    pub(crate) fn appearance(&self) -> Result<Appearance> {
        Ok(match self.meta("appearance")?.as_deref() {
            Some("light") => Appearance::Light,
            Some("dark") => Appearance::Dark,
            Some(_) | None => Appearance::Automatic,
        })
    }

    pub(crate) fn set_appearance(&self, appearance: Appearance) -> Result<()> {
        let word = match appearance {
            Appearance::Automatic => "automatic",
            Appearance::Light => "light",
            Appearance::Dark => "dark",
        };
        self.set_meta("appearance", word)
    }

    pub(crate) fn last_contact(&self) -> Result<Option<Timestamp>> {
        Ok(self.parsed_meta::<i64>("last_contact")?.map(Timestamp))
    }

    /// Notes that the office answered, and for how many days the phone shows what it holds from now on.
    pub(crate) fn note_contact(&self, at: Timestamp, token_days: Option<u32>) -> Result<()> {
        match token_days {
            Some(days) => self.set_meta("token_days", &days.to_string())?,
            None => self.run("DELETE FROM meta WHERE key = 'token_days'", &[])?,
        }
        self.run("DELETE FROM meta WHERE key IN ('token_ended', 'blocked')", &[])?;
        self.set_latest(at)?;
        self.set_meta("last_contact", &at.0.to_string())
    }

    pub(crate) fn set_latest(&self, at: Timestamp) -> Result<()> {
        self.set_meta("latest", &at.0.to_string())
    }

    pub(crate) fn set_token_ended(&self) -> Result<()> {
        self.set_meta("token_ended", "1")
    }

    pub(crate) fn set_blocked(&self) -> Result<()> {
        self.set_meta("blocked", "1")
    }

    /// How this phone stands with the time it may stay away, and with what else shuts it.
    pub(crate) fn absence(&self) -> Result<Absence> {
        let latest = Timestamp(self.parsed_meta::<i64>("latest")?.unwrap_or(0));
        Ok(Absence {
            last_contact: self.last_contact()?,
            token_days: self.parsed_meta("token_days")?,
            latest,
            written: latest,
            token_ended: self.meta("token_ended")?.is_some(),
            blocked: self.meta("blocked")?.is_some(),
        })
    }

    pub(crate) fn feed(&self) -> Result<Option<FeedId>> {
        self.parsed_meta("feed")
    }

    pub(crate) fn set_last_reply(&self, reply: ReplyId) -> Result<()> {
        self.set_meta("last_reply", &reply.to_string())?;
        self.run("DELETE FROM meta WHERE key = 'reply_device'", &[])
    }

    /// The device the last reply was given to, if this phone has become another since.
    pub(crate) fn reply_device(&self) -> Result<Option<DeviceId>> {
        self.parsed_meta("reply_device")
    }

    /// Remembers that what was said until now was said to another device, the first time.
    pub(crate) fn note_reply_device(&self, device: DeviceId) -> Result<()> {
        self.run("INSERT OR IGNORE INTO meta VALUES ('reply_device', ?1)", params![device.to_string()])
    }

    pub(crate) fn last_reply(&self) -> Result<Option<ReplyId>> {
        self.parsed_meta("last_reply")
    }

    pub(crate) fn cursor(&self) -> Result<FeedCursor> {
        Ok(FeedCursor(self.parsed_meta::<u64>("cursor")?.unwrap_or(0)))
    }

    /// Has everything asked for once more when this app knows other kinds of documents than the one that asked
    /// last: what that one could not name, it left out.
    pub(crate) fn note_kinds(&self) -> Result<()> {
        let known = DocumentKind::ALL.len();
        if self.parsed_meta("kinds")? == Some(known) {
            return Ok(());
        }
        self.run("DELETE FROM meta WHERE key IN ('cursor', 'resume_after', 'resume_until')", &[])?;
        self.set_meta("kinds", &known.to_string())
    }

    pub(crate) fn resume(&self) -> Result<Option<Resume>> {
        let Some(after) = self.parsed_meta::<DocumentId>("resume_after")? else { return Ok(None) };
        let until = self.parsed_meta::<u64>("resume_until")?.unwrap_or(0);
        Ok(Some(Resume { until: FeedCursor(until), after }))
    }

    pub(crate) fn set_position(
        &self,
        feed: FeedId,
        cursor: FeedCursor,
        resume: Option<Resume>,
    ) -> Result<()> {
        self.set_meta("feed", &feed.to_string())?;
        self.set_meta("cursor", &cursor.0.to_string())?;
        match resume {
            Some(resume) => {
                self.set_meta("resume_after", &resume.after.to_string())?;
                self.set_meta("resume_until", &resume.until.0.to_string())
            }
            None => self.run("DELETE FROM meta WHERE key IN ('resume_after', 'resume_until')", &[]),
        }
    }
}
