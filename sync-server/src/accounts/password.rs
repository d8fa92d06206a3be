//! Passwords: which are taken, how they are kept, and how they are checked.
//!
//! The rules are those of NIST SP 800-63B: length counts, the kinds of letters do not, and what
//! everybody tries first is refused. However a keyboard composes an accent, it is the same password: they
//! are normalised (NFC) before anything else. They are kept as Argon2id hashes.

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use shared::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use crate::base::clock::Clock;
use crate::base::limits::{PASSWORDS_CHECKED_AT_ONCE, PASSWORDS_WAITING_MAX};
use crate::base::secret::CODE_ALPHABET;
use crate::engine::thread::Engine;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// It has fewer than [`PASSWORD_CHARS_MIN`] characters.
    TooShort,
    /// It has more than [`PASSWORD_CHARS_MAX`] characters.
    TooLong,
    /// The login, or a part of the name, stands in it.
    Personal,
    /// It is among the first that are tried: a common one, a pattern, a row of keys.
    Common,
    /// It is the one to be replaced.
    Same,
}

/// Whether somebody may choose this password.
///
/// # Errors
/// The [`PasswordFault`] when it is too short, too long, easily guessed, or a word of the account itself.
pub fn judge(password: &str, login: &str, name: &str) -> Result<(), PasswordFault> {
    let password = &normalised(password);
    let length = password.chars().count();
    if length < PASSWORD_CHARS_MIN {
        return Err(PasswordFault::TooShort);
    }
    if length > PASSWORD_CHARS_MAX {
        return Err(PasswordFault::TooLong);
    }
    let folded = password.to_lowercase();
    let own: Vec<String> = std::iter::once(login)
        .chain(name.split([' ', '-']))
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 3)
        .collect();
    if own.iter().any(|word| folded.contains(word.as_str())) {
        return Err(PasswordFault::Personal);
    }
    let words: Vec<&str> = own.iter().map(String::as_str).chain(["guichet"]).collect();
    // Three of four: at least 10^8 guesses.
    if zxcvbn::zxcvbn(password, &words).score() < zxcvbn::Score::Three {
        return Err(PasswordFault::Common);
    }
    Ok(())
}

/// A password to give somebody, of random bytes: sixteen letters and digits nobody confuses, 80 bits.
#[must_use]
pub fn given_password(bytes: [u8; 16]) -> String {
    let bits = u128::from_be_bytes(bytes);
    let letter = |at: u32| {
        let index = usize::try_from((bits >> (5 * at)) & 31).unwrap_or(0);
        char::from(CODE_ALPHABET[index]).to_ascii_lowercase()
    };
    let group = |group: u32| (0..4).map(|at| letter(4 * group + at)).collect::<String>();
    [group(0), group(1), group(2), group(3)].join("-")
}

/// The Argon2id hash of a password, as a PHC string. Takes some 50 ms.
///
/// # Errors
/// `None` when the library refuses the parameters; the defaults are those of OWASP.
#[must_use]
pub fn password_hash(password: &str, clock: &dyn Clock) -> Option<String> {
    let salt: Vec<u8> =
        [clock.entropy(), clock.entropy()].iter().flat_map(|half| half.to_be_bytes()).collect();
    let salt = SaltString::encode_b64(&salt).ok()?;
    Argon2::default().hash_password(normalised(password).as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

/// What is checked where there is no account: no password has this hash, and checking it takes as
/// long as any other.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z3VpY2hldC1uby1vbmUtYQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The one way to write a password that can be composed in several.
fn normalised(password: &str) -> String {
    password.nfc().collect()
}

fn is_right(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Checks a password as it is kept now, then as it was kept before passwords were normalised: composed as
/// some keyboard did. Whether there is an account makes no difference to how often it is looked at.
fn look(password: &str, hash: &str) -> Checked {
    let kept = normalised(password);
    if is_right(&kept, hash) {
        return Checked::Right;
    }
    let decomposed: String = password.nfd().collect();
    let mut before = vec![password, decomposed.as_str()];
    before.dedup();
    before.retain(|composed| *composed != kept);
    if before.into_iter().any(|composed| is_right(composed, hash)) {
        Checked::RightAsTyped
    } else {
        Checked::Wrong
    }
}

/// For all sign-ins together.
static CHECKING: CheckingSlots = CheckingSlots::new(PASSWORDS_CHECKED_AT_ONCE, PASSWORDS_WAITING_MAX);

/// What came of looking at a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    Right,
    /// It is, and its hash is of the days before passwords were normalised.
    RightAsTyped,
    Wrong,
    /// Too many wait already.
    Busy,
}

/// Checks a password against a hash; without one it takes as long, and is wrong.
pub(crate) async fn check(password: String, hash: Option<String>) -> Checked {
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    CHECKING.take(move || look(&password, &hash)).await.unwrap_or(Checked::Busy)
}

/// The hash of a password, in turn; `None` when too many wait.
pub(crate) async fn hash(engine: &Engine, password: String) -> Option<String> {
    let engine = engine.clone();
    CHECKING.take(move || password_hash(&password, engine.clock())).await.flatten()
}

/// Slow work of a processor, a few pieces at a time.
struct CheckingSlots {
    working: Semaphore,
    inside: Semaphore,
}

impl CheckingSlots {
    /// At most `working` pieces of work at a time, and at most `inside` with those that wait.
    const fn new(working: usize, inside: usize) -> Self {
        Self { working: Semaphore::const_new(working), inside: Semaphore::const_new(inside) }
    }

    /// Does `work` off the runtime when its turn comes; `None` when too many wait.
    async fn take<T: Send + 'static>(&'static self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let _inside = self.inside.try_acquire().ok()?;
        let working = self.working.acquire().await.ok()?;
        tokio::task::spawn_blocking(move || {
            // Owned by the work itself: the asker may have gone.
            let _working = working;
            work()
        })
        .await
        .ok()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::base::clock::SystemClock;

    fn judged(password: &str) -> Result<(), PasswordFault> {
        judge(password, "anne.deprez", "Anne-Sophie Deprez")
    }

    #[test]
    fn a_password_has_between_twelve_and_a_hundred_and_twenty_eight_characters() {
        let long = |chars| "éàçâêîôûëïüùœæ%£§!?;:,".chars().cycle().take(chars).collect::<String>();
        assert_eq!(judged(&long(11)), Err(PasswordFault::TooShort));
        assert_eq!(judged(&long(12)), Ok(()));
        assert_eq!(judged(&long(128)), Ok(()));
        assert_eq!(judged(&long(129)), Err(PasswordFault::TooLong));
    }

    #[test]
    fn any_kind_of_letters_makes_a_password() {
        for password in ["clef du beffroi", "vissezlerobinet", "Ω≈ç√∫˜µ≤≥÷åß", "TROIS TUILES"]
        {
            assert_eq!(judged(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for password in [
            "motdepasse123",
            "azertyuiop123",
            "password12345",
            "123456789012",
            "aaaaaaaaaaaaaaaa",
            "qwertyuiop[]",
            "abcdefghijklmnop",
            "guichetguichet",
        ] {
            assert_eq!(judged(password), Err(PasswordFault::Common), "{password}");
        }
    }

    #[test]
    fn a_password_holds_neither_the_login_nor_the_name() {
        for password in ["xqz-anne.deprez-7", "vive-SOPHIE-la-forte", "trois deprez et un toit"] {
            assert_eq!(judged(password), Err(PasswordFault::Personal), "{password}");
        }
        // Three letters are in too many words.
        assert_eq!(judge("vissez les robinets", "lez", "Li Les"), Ok(()));
    }

    #[test]
    fn a_given_password_would_be_taken() {
        let given = given_password(SystemClock.sixteen_bytes());
        assert_eq!(given.len(), 19);
        assert_eq!(judged(&given), Ok(()));
    }

    #[test]
    fn a_password_is_the_same_however_the_keyboard_composes_it() {
        let [composed, decomposed] = ["cl\u{e9} du b\u{e9}ffroi", "cle\u{301} du be\u{301}ffroi"];
        let kept = password_hash(decomposed, &SystemClock).unwrap();
        assert_eq!(look(composed, &kept), Checked::Right);
        assert_eq!(look(decomposed, &kept), Checked::Right);
        assert_eq!(look("cle du beffroi", &kept), Checked::Wrong);
        assert_eq!(judge(&"e\u{301}".repeat(11), "l", "n"), Err(PasswordFault::TooShort), "eleven letters");
    }

    #[test]
    fn a_hash_of_the_days_before_lets_in_whoever_types_the_same_letters() {
        let [composed, decomposed] = ["cl\u{e9} du b\u{e9}ffroi", "cle\u{301} du be\u{301}ffroi"];
        let salt = SaltString::encode_b64(&[7; 16]).unwrap();
        let before = Argon2::default().hash_password(decomposed.as_bytes(), &salt).unwrap().to_string();
        assert_eq!(look(decomposed, &before), Checked::RightAsTyped);
        assert_eq!(look(composed, &before), Checked::RightAsTyped, "on another keyboard");
        assert_eq!(look("cle du beffroi", &before), Checked::Wrong);
    }

    #[test]
    fn checking_nobodys_password_takes_the_same_work_as_anybodys() {
        let somebody = password_hash("clef du beffroi", &SystemClock).unwrap();
        let (nobody, somebody) = (PasswordHash::new(NOBODY).unwrap(), PasswordHash::new(&somebody).unwrap());
        assert_eq!(
            (nobody.algorithm, nobody.version, &nobody.params),
            (somebody.algorithm, somebody.version, &somebody.params)
        );
        let lengths = |hash: &PasswordHash<'_>| {
            (hash.salt.map(|salt| salt.as_str().len()), hash.hash.map(|hash| hash.len()))
        };
        assert_eq!(lengths(&nobody), lengths(&somebody));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn slow_work_is_done_in_turn_and_only_so_many_wait() {
        static FEW: CheckingSlots = CheckingSlots::new(1, 8);
        static NOW: AtomicUsize = AtomicUsize::new(0);
        let together: Vec<_> = (0..32)
            .map(|_| {
                tokio::spawn(FEW.take(|| {
                    let others = NOW.fetch_add(1, Ordering::SeqCst);
                    std::thread::yield_now();
                    NOW.fetch_sub(1, Ordering::SeqCst);
                    others
                }))
            })
            .collect();
        let mut done = 0;
        for one in together {
            if let Some(others) = one.await.unwrap() {
                assert_eq!(others, 0, "two at the same time");
                done += 1;
            }
        }
        assert!(done >= 8, "{done}");
        assert_eq!(FEW.inside.available_permits(), 8);
    }

    #[tokio::test]
    async fn as_many_wait_as_may_and_nobody_behind_them() {
        static LONG: CheckingSlots = CheckingSlots::new(PASSWORDS_CHECKED_AT_ONCE, PASSWORDS_WAITING_MAX);
        let most = u32::try_from(PASSWORDS_WAITING_MAX).unwrap();
        let others = LONG.inside.acquire_many(most - 1).await.unwrap();
        assert_eq!(LONG.take(|| ()).await, Some(()));
        let _one_more = LONG.inside.acquire().await.unwrap();
        assert_eq!(LONG.take(|| ()).await, None);
        drop(others);
        assert_eq!(LONG.take(|| ()).await, Some(()));
    }
}
