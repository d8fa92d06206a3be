//! The keys of streams: those a backup is encrypted to, and those that open it. They are keys of age
//! (<https://age-encryption.org/v1>), X25519, as `age-keygen` makes them.

use std::fmt;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use age::x25519::Recipient;
use age::{Identity, IdentityFile};

use crate::backup::error::{BackupError, Result, files};

/// Public keys a stream is encrypted to; whoever has the secret key of one opens it. At least one.
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads public keys, each as `age-keygen` prints it: `age1…`.
    ///
    /// # Errors
    /// [`BackupError::NoRecipient`] when there is none, [`BackupError::Recipient`] when one is not a public key.
    pub fn read<'a>(keys: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        let read = |key: &str| key.parse().map_err(|_| BackupError::Recipient(key.to_owned()));
        let recipients: Vec<Recipient> = keys.into_iter().map(read).collect::<Result<_>>()?;
        if recipients.is_empty() { Err(BackupError::NoRecipient) } else { Ok(Self(recipients)) }
    }

    /// Each of them, as age takes them.
    pub(crate) fn each(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0.iter().map(|recipient| recipient as &dyn age::Recipient)
    }
}

/// Secret keys that open a stream.
pub struct Identities(Vec<Box<dyn Identity + Send + Sync>>);

impl Identities {
    /// Reads a file that `age-keygen` made: lines of `AGE-SECRET-KEY-1…` among comments.
    ///
    /// # Errors
    /// [`BackupError::Files`] when it cannot be read, [`BackupError::Identity`] when it holds no key, or anything else;
    /// nothing of what is in it is told.
    pub fn read(file: &Path) -> Result<Self> {
        let reader = BufReader::new(File::open(file).map_err(files(file))?);
        let none = || BackupError::Identity(file.to_owned());
        let identities = IdentityFile::from_buffer(reader).map_err(|_| none())?;
        let identities = identities.into_identities().map_err(|_| none())?;
        if identities.is_empty() { Err(none()) } else { Ok(Self(identities)) }
    }

    /// Each of them, as age takes them.
    pub(crate) fn each(&self) -> impl Iterator<Item = &dyn Identity> {
        self.0.iter().map(|identity| &**identity as &dyn Identity)
    }
}

impl fmt::Debug for Recipients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.0).finish()
    }
}

/// Nothing of a secret.
impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} identities", self.0.len())
    }
}
