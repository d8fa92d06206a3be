//! The list of today as it was last known: the page shows it while the worker starts, and says of when it is. It
//! is kept in the browser's small storage, which is there at once, and is gone before the replica is: with the
//! first word of a withdrawal, and with the owner. A phone with a PIN keeps none: it would stand there unsealed.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use shared::{Language, Timestamp};

use crate::client::BUILD;
use crate::client::list::Today;
use crate::client::status::{Appearance, Owner, PhoneStatus};
use crate::screens::platform::Platform;

/// Its name in the browser's small storage.
const NAME: &str = "guichet-today";

/// The list of today, and what it takes to show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastToday {
    /// When the replica said so.
    pub(crate) at: Timestamp,
    pub(crate) owner: Owner,
    pub(crate) language: Option<Language>,
    pub(crate) appearance: Appearance,
    pub(crate) lists: Today,
    /// Until when the phone shows it, unless it syncs.
    readable_until: Option<Timestamp>,
}

impl LastToday {
    /// What is kept; none when it says to be of a time yet to come, the phone has not synced for too long, or another
    /// build wrote it.
    pub(crate) fn read(platform: &Platform) -> Option<Self> {
        let kept = (platform.kept_texts)(NAME).into_iter().find(|(name, _)| name == NAME)?.1;
        let packed = kept.strip_prefix(BUILD)?.strip_prefix(' ')?;
        let last: Self = postcard::from_bytes(&BASE64.decode(packed).ok()?).ok()?;
        let now = (platform.now)();
        let is_readable = last.readable_until.is_none_or(|until| now <= until);
        (last.at <= now && is_readable).then_some(last)
    }

    /// Keeps the list, which the replica just answered, in place of the one before; not on a phone that is nobody's,
    /// or is being withdrawn.
    pub(crate) fn keep(platform: &Platform, status: &PhoneStatus, lists: &Today) {
        if status.withdrawal.is_some()
            || status.lock.is_some()
            || status.locks_after_minutes.is_some()
            || status.pin_required
        {
            return;
        }
        let Some(owner) = status.owner.clone() else { return };
        let PhoneStatus { language, appearance, readable_until, .. } = *status;
        let (at, lists) = ((platform.now)(), lists.clone());
        let last = Self { at, owner, language, appearance, lists, readable_until };
        let packed =
            postcard::to_allocvec(&last).ok().map(|packed| format!("{BUILD} {}", BASE64.encode(packed)));
        (platform.keep_text)(NAME, packed.as_deref());
    }

    /// Erases what is kept.
    pub(crate) fn erase(platform: &Platform) {
        (platform.keep_text)(NAME, None);
    }

    /// What the phone's status is known to be, as long as the replica says nothing.
    pub(crate) fn status(&self) -> PhoneStatus {
        PhoneStatus {
            owner: Some(self.owner.clone()),
            language: self.language,
            appearance: self.appearance,
            ..PhoneStatus::default()
        }
    }
}
