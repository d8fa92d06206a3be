//! Attempts to guess a password or a code, counted by what is attacked and by where from.
//!
//! An attempt is counted before anything is looked at, and taken back when it was no guess:
//! guesses sent side by side do not slip through together.

use std::net::IpAddr;

use shared::Timestamp;
use shared::limits::ATTEMPTS_WINDOW_MS;

use crate::store::{Store, StoreError};
use crate::sync::{Engine, EngineError};

/// Attempts that were counted.
#[derive(Debug)]
pub(crate) struct Counted(Vec<i64>);

impl Counted {
    /// Takes them back.
    pub(crate) fn take_back(&self, store: &Store) -> Result<(), StoreError> {
        self.0.iter().try_for_each(|attempt| store.take_back_attempt(*attempt))
    }
}

/// What attempts to sign in with this login count on.
pub(crate) fn account_subject(login: &str) -> String {
    format!("sign-in {}", login.to_lowercase())
}

/// Counts an attempt on each of `subjects`, each with how many it may have within
/// [`ATTEMPTS_WINDOW_MS`]; `None`, and nothing counted, when one of them had them already.
pub(crate) async fn count(
    engine: &Engine,
    subjects: Vec<(String, u32)>,
    now: Timestamp,
) -> Result<Option<Counted>, EngineError> {
    let since = now.plus_ms(-ATTEMPTS_WINDOW_MS);
    engine
        .write(move |store| {
            for (subject, attempts_max) in &subjects {
                if store.attempts(subject, since)? >= *attempts_max {
                    return Ok(None);
                }
            }
            let note = |(subject, _): &(String, u32)| store.note_attempt(subject, now, since);
            subjects.iter().map(note).collect::<Result<_, _>>().map(|noted| Some(Counted(noted)))
        })
        .await
}

/// The part of an address that nobody changes at will: all of an IPv4 address, the first 64 bits
/// of an IPv6 one (RFC 6177: every site has at least as many addresses as the rest leaves).
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_with_many_ipv6_addresses_is_one_network() {
        let network = |text: &str| text.parse().map(network).unwrap_or_default();
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
