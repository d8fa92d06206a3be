//! Codes by the time of day (TOTP, RFC 6238, over HOTP, RFC 4226): six digits, another every thirty seconds, with
//! HMAC-SHA-1, which is what every authenticator app does. The sum is no weakness here: nobody can choose what is
//! hashed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use shared::Timestamp;

use crate::base::clock::Clock;
use crate::store::second_factor::FACTOR_SECRET_BYTES;

/// How long a code is the one of its time, in milliseconds.
pub const STEP_MS: i64 = 30_000;
/// Time steps before and after the one of the server's clock whose codes are taken: clocks of phones differ, and
/// people type slowly (RFC 6238, 5.2).
const STEPS_BESIDE: i64 = 1;
/// Numbers that a code can be.
const CODES: u32 = 1_000_000;
/// The letters of base 32 (RFC 4648, 6), in which apps take a secret that is typed.
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the codes of a second factor are made from.
pub type Secret = [u8; FACTOR_SECRET_BYTES];

/// A secret of 160 random bits.
pub(crate) fn fresh_secret(clock: &dyn Clock) -> Secret {
    let mut secret = Secret::default();
    for part in secret.chunks_mut(8) {
        part.copy_from_slice(&clock.entropy().to_be_bytes()[..part.len()]);
    }
    secret
}

/// The time step of an instant.
#[must_use]
pub const fn step(at: Timestamp) -> i64 {
    at.0.div_euclid(STEP_MS)
}

/// The code of a time step: six digits.
#[must_use]
pub fn code(secret: &Secret, step: i64) -> String {
    format!("{:06}", number(secret, step))
}

fn number(secret: &Secret, step: i64) -> u32 {
    // A key of any length is one.
    let Ok(mut hmac) = Hmac::<Sha1>::new_from_slice(secret) else { return CODES };
    hmac.update(&step.to_be_bytes());
    let sum = hmac.finalize().into_bytes();
    // The last four bits say where the number begins (RFC 4226, 5.3).
    let at = usize::from(sum[sum.len() - 1] & 0xf);
    let number = u32::from_be_bytes([sum[at], sum[at + 1], sum[at + 2], sum[at + 3]]);
    (number & 0x7fff_ffff) % CODES
}

/// The time step whose code was typed at `now`, among those after `last_step`; `None` when it is the code of none.
/// Spaces are nothing: apps show a code in two halves.
#[must_use]
pub fn typed_step(secret: &Secret, typed: &str, now: Timestamp, last_step: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_code = typed.len() == 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let typed: u32 = typed.parse().ok().filter(|_| is_code)?;
    let now = step(now);
    let mut taken = (now - STEPS_BESIDE..=now + STEPS_BESIDE).filter(|step| *step > last_step);
    taken.find(|step| number(secret, *step) == typed)
}

/// A secret as people type it into an app: in base 32.
#[must_use]
pub fn base_32(secret: &Secret) -> String {
    let bit = |at: usize| secret.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let letter = |first: usize| (first..first + 5).fold(0, |index, at| index * 2 + usize::from(bit(at)));
    (0..secret.len() * 8).step_by(5).map(|first| char::from(BASE_32[letter(first)])).collect()
}

/// What a QR code says to an app, for somebody who signs in with `login`.
#[must_use]
pub fn link(secret: &Secret, login: &str) -> String {
    let login: String = login.bytes().map(in_address).collect();
    format!("otpauth://totp/Guichet:{login}?secret={}&issuer=Guichet", base_32(secret))
}

/// A byte as it stands in an address (RFC 3986, 2.1).
fn in_address(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    const SECRET: &Secret = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // Its last six digits of eight.
        for (seconds, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(code(SECRET, step(Timestamp(seconds * 1000))), eight[2..], "{seconds}");
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_once() {
        let now = Timestamp(1_800_000_000_000);
        let here = step(now);
        for beside in -2..=2 {
            let taken = typed_step(SECRET, &code(SECRET, here + beside), now, 0);
            assert_eq!(taken, (beside.abs() <= 1).then_some(here + beside), "{beside}");
        }
        assert_eq!(typed_step(SECRET, &code(SECRET, here), now, here), None, "it was taken before");
        assert_eq!(typed_step(SECRET, &code(SECRET, here - 1), now, here), None, "one from before it");
        assert_eq!(typed_step(SECRET, &code(SECRET, here + 1), now, here), Some(here + 1));
        for wrong in ["", "12345", "1234567", "+12345", "12 345", "abcdef", "１２３４５６"] {
            assert_eq!(typed_step(SECRET, wrong, now, 0), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_written_as_apps_take_it() {
        assert_eq!(base_32(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let said = link(SECRET, "a é");
        let wanted =
            "otpauth://totp/Guichet:a%20%C3%A9?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Guichet";
        assert_eq!(said, wanted);
    }
}
