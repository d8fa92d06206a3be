//! The status of the phone: its owner, its contact with the office, and what waits to be sent.

use serde::{Deserialize, Serialize};
use shared::{DeviceId, Language, PersonId, Role, Timestamp};

use crate::limits::LOCK_WARNING_MS_MAX;

/// Light, dark, or as the phone is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Appearance {
    /// As the phone is set.
    #[default]
    Automatic,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Who this phone belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The device.
    pub device: DeviceId,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// The state of the conversation with the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// Nothing is under way.
    #[default]
    Idle,
    /// Talking to the office.
    Talking,
    /// The office cannot be reached; normal in a cellar.
    OutOfReach,
    /// The last reply could not be stored: the phone is full, or its storage fails.
    NoRoom,
    /// The office blocked the owner's account; what waits here is kept until it is unblocked.
    Blocked,
    /// The phone has done as much today as the office lets one do; what waits here goes tomorrow, or when the office
    /// lifts that.
    DayOver,
    /// The office does not know this device any more, or withdrew it.
    Withdrawn,
    /// The office speaks a newer protocol: the app must be updated.
    UpdateNeeded,
}

impl Contact {
    /// Whether no request can succeed now; the shell tries again from time to time.
    #[must_use]
    pub const fn is_stuck(self) -> bool {
        matches!(self, Self::OutOfReach | Self::NoRoom | Self::Blocked | Self::DayOver)
    }
}

/// How far the withdrawal of this phone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawal {
    /// The phone drains its outbox: it delivers what it holds, gets nothing more, and takes no edits.
    Draining,
    /// The office has everything; the phone erases its copy at its next contact, or has done so.
    Drained,
    /// The phone has erased its copy.
    Erased,
}

/// Why a phone shows nothing of what it holds. What waits on it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lock {
    /// By its own clock it did not sync for as many days as the office lets a phone stay away. The next sync
    /// opens it.
    OutOfContact,
    /// The office says that its token has ended: it needs a new code.
    TokenEnded,
    /// The office blocked the owner's account. The next sync after that ended opens it.
    Blocked,
}

/// Another phone in the owner's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherPhone {
    /// The device.
    pub device: DeviceId,
    /// What it calls itself.
    pub name: String,
    /// When it was enrolled.
    pub enrolled_at: Timestamp,
    /// The name of whoever enrolled it, as far as it is known.
    pub by: Option<String>,
    /// Whether it is there since this phone first heard of the others, and nobody has said yet that they read of it.
    pub is_new: bool,
}

/// Why a PIN has to be chosen before anything is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PinWanted {
    /// The administration has every phone locked with one.
    ByRule,
    /// A code of the office stood in for the one that was forgotten.
    AfterCode,
}

/// The status of the phone, which every screen shows in its header.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PhoneStatus {
    /// Who this phone belongs to; none before enrolment.
    pub owner: Option<Owner>,
    /// Documents of which a change or a photo is not yet at the office: what people count.
    pub things_waiting: u32,
    /// Changes saved here and not yet at the office.
    pub changes_waiting: u32,
    /// Photos (and thumbnails) saved here and not yet at the office.
    pub photos_waiting: u32,
    /// Their size.
    pub photo_bytes_waiting: u64,
    /// Where the conversation with the office stands.
    pub contact: Contact,
    /// An answer of the office is still coming in, part by part.
    pub receiving: bool,
    /// When the office last answered.
    pub last_contact: Option<Timestamp>,
    /// Until when the phone shows what it holds if it does not sync; none where the office sets no end.
    pub readable_until: Option<Timestamp>,
    /// Why it shows nothing of that any more.
    pub lock: Option<Lock>,
    /// The other phones in the owner's name, newest first.
    pub other_phones: Vec<OtherPhone>,
    /// Whether the browser promised to keep the data; none when it was not asked yet.
    pub kept: Option<bool>,
    /// Texts of rejected work that nobody has dealt with yet.
    pub rejected: u32,
    /// Whether the office is withdrawing this phone, or has done so.
    pub withdrawal: Option<Withdrawal>,
    /// After how many minutes without a touch the phone locks itself, if it has a PIN.
    pub locks_after_minutes: Option<u32>,
    /// Whether the office keeps a code that opens it when the PIN is forgotten.
    pub has_way_back: bool,
    /// Whether a passkey opens it beside the PIN.
    pub has_passkey: bool,
    /// Whether the administration has every phone locked with a PIN.
    pub pin_required: bool,
    /// Why a PIN has to be chosen before anything is shown; none when none has to be.
    pub pin_wanted: Option<PinWanted>,
    /// When a code that opens this phone was last shown at the office, and to whom.
    pub code_shown: Option<(Timestamp, String)>,
    /// The language chosen on this phone, if one was.
    pub language: Option<Language>,
    /// The appearance chosen on this phone.
    pub appearance: Appearance,
}

impl PhoneStatus {
    /// When the phone will lock itself unless it syncs, once that is near.
    #[must_use]
    pub fn locks_soon(&self, now: Timestamp) -> Option<Timestamp> {
        let (until, last) = (self.readable_until?, self.last_contact?);
        let warned_ms = LOCK_WARNING_MS_MAX.min(until.ms_since(last) / 4);
        (until.ms_since(now) < warned_ms).then_some(until)
    }
}
