//! Passwords: argon2id, as PHC strings.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};

/// A password that cannot be kept.
#[derive(Debug, thiserror::Error)]
#[error("the password cannot be hashed: {0}")]
pub struct PasswordError(argon2::password_hash::Error);

/// What is kept of a password. Slow on purpose: some tens of milliseconds.
///
/// # Errors
/// [`PasswordError`] when the password is longer than the algorithm takes.
pub fn hash(password: &str, salt: [u8; 16]) -> Result<String, PasswordError> {
    let salt = SaltString::encode_b64(&salt).map_err(PasswordError)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(PasswordError)?;
    Ok(hash.to_string())
}

/// Whether this is the password. Without a kept one it takes as long, and is not.
#[must_use]
pub fn matches(password: &str, kept: Option<&str>) -> bool {
    // Somebody who guesses logins must not learn from the clock which exist.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$Z3VpY2hldG5vYm9keQ$DqOMyXOkCBzZ0xM3q5oLGS3rTkDqlYJcPzQbyzcBvEI";
    let Ok(parsed) = PasswordHash::new(kept.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_only_itself() {
        let kept = hash("bonjour", [7; 16]).unwrap();
        assert!(matches("bonjour", Some(&kept)));
        assert!(!matches("bonsoir", Some(&kept)));
        assert!(!matches("bonjour", None));
        assert!(!matches("bonjour", Some("not a hash")));
    }
}
