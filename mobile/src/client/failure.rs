//! The reasons why something was not done.

use serde::{Deserialize, Serialize};
use shared::{ItemId, QuantityRange, Timestamp};

/// Why a picture cannot be used. Each has a sentence in the locale files that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadPicture {
    /// The file cannot be read, or holds nothing: perhaps it is not on the phone, but in a cloud.
    Unreadable,
    /// The file is larger than a picture.
    TooManyBytes {
        /// Its size.
        megabytes: u32,
    },
    /// The picture is too large to be opened.
    TooManyPixels {
        /// Its size.
        megapixels: u32,
    },
    /// The file is no picture.
    NotAPicture,
    /// An iPhone's usual format, which this browser does not open.
    Heic,
    /// AVIF of a kind this browser does not open.
    Avif,
    /// Another kind of picture that this browser does not open.
    OtherKind,
    /// The picture is cut short or damaged.
    Damaged,
}

/// Why something was not done. Each has a sentence in the locale files that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The document is not on this phone.
    NotHere,
    /// Required items of the checklist have no answer.
    AnswersMissing(Vec<ItemId>),
    /// The work has to be begun first.
    NotStarted,
    /// The order's state does not let this happen.
    NotPossibleWhile(String),
    /// This person's role does not let this happen.
    NotAllowed,
    /// A text is too long or missing.
    BadText {
        /// The most characters it may have; 0 when it is missing.
        chars_max: u32,
    },
    /// A quantity that nobody can mean.
    OutOfRange(QuantityRange),
    /// A day that nobody can mean.
    ImplausibleDay,
    /// The office is withdrawing this phone: nothing more is written on it.
    BeingWithdrawn,
    /// There are as many of them as one document holds.
    TooMany {
        /// The limit.
        max: u32,
    },
    /// A newer version of the app wrote the document.
    NewerVersion,
    /// The picture cannot be used.
    BadPicture(BadPicture),
    /// There is no such code.
    BadCode,
    /// The code was used, is too old, or too many were tried: the problem's name, a key of the
    /// locale files.
    CodeRefused(String),
    /// Work of this phone's owner, by name, is not yet at the office.
    WorkWaits(String),
    /// The office cannot be reached.
    OutOfReach,
    /// The app did not start, or stopped: what the browser says of it.
    NotStartedUp(String),
    /// The app takes longer to open than usual.
    SlowStart,
    /// Another window holds the data and does not let go of it.
    HeldElsewhere,
    /// The phone is full.
    Full,
    /// The phone's storage fails, or holds what was not written.
    Storage,
    /// The phone stayed away from the office for too long, and shows nothing until it has synced.
    Locked,
    /// It is not the PIN of this phone.
    WrongPin,
    /// Too many wrong PINs: none is looked at until then.
    PinWaits(Timestamp),
    /// Too many wrong PINs: only a code of the office opens the phone.
    CodeAsked,
    /// It is not the code that opens this phone.
    WrongCode,
    /// The phone's own lock gave no key, or not that of this phone.
    WrongPasskey,
    /// The administration has every phone locked with a PIN.
    PinRequired,
    /// It is too easily guessed for a PIN, or none.
    WeakPin,
    /// Nothing can be locked here: this phone's replica is not sealed yet, for want of room.
    NotSealed,
    /// Anything else; for the log.
    Other(String),
}
