//! A passkey that opens a phone: its fingerprint, face or screen lock gives a key, by the PRF extension of WebAuthn.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a passkey gives for its salt: 32 bytes, the same each time. Nothing prints them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeySecret(pub Vec<u8>);

impl fmt::Debug for PasskeySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasskeySecret(…)")
    }
}

/// Which passkey the browser is to ask for, and with what. Neither is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyAsked {
    /// The id of the credential.
    pub id: Vec<u8>,
    /// What its key is made of, beside its own secret: 32 random bytes.
    pub salt: Vec<u8>,
}
