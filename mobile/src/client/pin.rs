//! The PIN a phone is locked with, and the passkey beside it.

use std::fmt;

use serde::{Deserialize, Serialize};
use shared::Timestamp;

use crate::client::passkey::{PasskeyAsked, PasskeySecret};

/// What somebody typed as their PIN. Nothing prints it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin(pub String);

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// What somebody typed to open a locked phone, or had its own lock give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unlocking {
    /// Its PIN.
    Pin(Pin),
    /// The code that the office keeps.
    Code(Pin),
    /// What its passkey gives.
    Passkey(PasskeySecret),
}

/// What is to become of the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinChange {
    /// The PIN until now; empty when there is none, or a code of the office has just stood in for it.
    pub before: Pin,
    /// The PIN from now on; none to take the lock away.
    pub pin: Option<Pin>,
    /// After how many minutes without a touch the phone locks itself.
    pub after_minutes: u32,
}

/// A passkey that was just made on this phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPasskey {
    /// The PIN of this phone: whoever finds it open gives it no passkey of theirs.
    pub pin: Pin,
    /// What it will be asked by.
    pub asked: PasskeyAsked,
    /// What it gives.
    pub secret: PasskeySecret,
}

/// What opens a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WayIn {
    /// Its PIN alone: the office keeps no code for it.
    Pin,
    /// Its PIN, or the code that the office keeps.
    PinOrCode,
    /// The code alone: too many PINs were wrong.
    Code,
    /// Nothing: its key is lost.
    Lost,
}

/// What a locked phone says: nothing of what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPin {
    /// How many PINs in a row were wrong.
    pub wrong: u32,
    /// Until when no PIN is looked at.
    pub wait_until: Option<Timestamp>,
    /// When it said so.
    pub at: Timestamp,
    /// What opens it.
    pub by: WayIn,
    /// Whether a code that was typed last was wrong.
    pub wrong_code: bool,
    /// The passkey that opens it too; none while the code alone does.
    pub passkey: Option<PasskeyAsked>,
    /// Whether what a passkey gave last was wrong.
    pub wrong_passkey: bool,
}
