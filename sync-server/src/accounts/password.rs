//! Passwords: which are taken, how they are kept, and how they are checked.
//!
//! The rules are those of NIST SP 800-63B: length counts, the kinds of letters do not, and what
//! everybody tries first is refused. However a keyboard composes an accent, it is the same password: they
//! are normalised (NFC) before anything else. They are kept as Argon2id hashes.

use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use shared::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use unicode_normalization::UnicodeNormalization as _;

use crate::accounts::queue::{Lane, Queue, Turn};
use crate::base::clock::Clock;
use crate::base::limits::{
    OWNERS_WAITING_MAX, PASSWORDS_CHECKED_AT_ONCE, PASSWORDS_WAITING_MAX, PASSWORDS_WAITING_OF_NETWORK_MAX,
};
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

/// For all strangers together.
static OF_STRANGERS: Queue =
    Queue::new(PASSWORDS_CHECKED_AT_ONCE, PASSWORDS_WAITING_MAX, PASSWORDS_WAITING_OF_NETWORK_MAX);

/// For owners: no flood of strangers is before them.
static OF_OWNERS: Queue = Queue::new(PASSWORDS_CHECKED_AT_ONCE, OWNERS_WAITING_MAX, OWNERS_WAITING_MAX);

const fn queue_of(lane: &Lane) -> &'static Queue {
    match lane {
        Lane::Owner => &OF_OWNERS,
        Lane::Stranger { .. } => &OF_STRANGERS,
    }
}

/// What came of looking at a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    Right,
    /// It is, and its hash is of the days before passwords were normalised.
    RightAsTyped,
    Wrong,
    /// It was not looked at: the server is ending.
    Busy,
}

/// Waits until a password may be looked at; `None` when too many wait.
pub(crate) async fn turn(lane: &Lane) -> Option<Turn<'static>> {
    queue_of(lane).wait(lane).await
}

/// Checks a password against a hash, in a turn; without one it takes as long, and is wrong.
pub(crate) async fn check(turn: Turn<'static>, password: String, hash: Option<String>) -> Checked {
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    turn.spend(move || look(&password, &hash)).await.unwrap_or(Checked::Busy)
}

/// The hash of a password that somebody chose who is let in, in turn; `None` when too many wait.
pub(crate) async fn hash(engine: &Engine, password: String) -> Option<String> {
    let (engine, turn) = (engine.clone(), turn(&Lane::Owner).await?);
    turn.spend(move || password_hash(&password, engine.clock())).await.flatten()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

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
}
