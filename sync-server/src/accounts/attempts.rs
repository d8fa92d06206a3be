//! Attempts to guess a password or a code, counted by what is attacked and by where from.
//!
//! An attempt is counted before anything is looked at, and taken back when it was no guess:
//! guesses sent side by side do not slip through together. How many are remembered is bounded: an attempt is counted
//! when it has its turn, and after some hundreds each has to wait for that, one after the other, so that a quarter
//! of an hour has room for some two thousand.

use std::net::IpAddr;
use std::time::Duration;

use shared::Timestamp;
use shared::limits::ATTEMPTS_WINDOW_MS;

use crate::base::limits::{SLOWED_MS_EACH, SLOWED_MS_MAX};
use crate::base::network::{Network, networks};
use crate::engine::error::EngineError;
use crate::engine::thread::Engine;
use crate::store::Store;
use crate::store::error::StoreError;

/// What an attempt counts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counter {
    /// What it is remembered by.
    name: String,
    limit: Limit,
}

/// What happens when a counter has many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Beyond so many nothing is looked at.
    Refuses(u32),
    /// Beyond so many each has to wait.
    Slows(u32),
}

impl Counter {
    /// One that may have so many within [`ATTEMPTS_WINDOW_MS`], and not one more.
    pub(crate) const fn refusing(name: String, attempts_max: u32) -> Self {
        Self { name, limit: Limit::Refuses(attempts_max) }
    }

    /// One that slows down what is beyond so many, and refuses nothing: it is of everybody together, and whoever
    /// fills it must not shut everybody out.
    pub(crate) const fn slowing(name: String, unslowed_max: u32) -> Self {
        Self { name, limit: Limit::Slows(unslowed_max) }
    }

    /// Those of the networks an address is in: `attempts_max` from the narrowest, some times as many from wider ones.
    pub(crate) fn of_networks(what: &str, address: IpAddr, attempts_max: u32) -> Vec<Self> {
        let counter = |Network { name, share }: Network| {
            Self::refusing(format!("{what} from {name}"), attempts_max * share)
        };
        networks(address).into_iter().map(counter).collect()
    }
}

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

/// How long an attempt on these has to wait for its turn; `None` when one of them refuses it.
pub(crate) async fn pause(
    engine: &Engine,
    counters: Vec<Counter>,
    now: Timestamp,
) -> Result<Option<Duration>, EngineError> {
    engine.read(move |store| pause_now(store, &counters, now)).await
}

fn pause_now(store: &Store, counters: &[Counter], now: Timestamp) -> Result<Option<Duration>, StoreError> {
    let mut pause = Duration::ZERO;
    for Counter { name, limit } in counters {
        let attempts = store.attempts(name, now.plus_ms(-ATTEMPTS_WINDOW_MS))?;
        match limit {
            Limit::Refuses(attempts_max) if attempts >= *attempts_max => return Ok(None),
            Limit::Refuses(_) => {}
            Limit::Slows(unslowed_max) => pause = pause.max(slowed(attempts.saturating_sub(*unslowed_max))),
        }
    }
    Ok(Some(pause))
}

/// Counts an attempt on each of `counters`, when it has its turn; `None`, and nothing counted, when one of them
/// refuses it.
pub(crate) async fn count(
    engine: &Engine,
    counters: Vec<Counter>,
    now: Timestamp,
) -> Result<Option<Counted>, EngineError> {
    engine
        .write(move |store| {
            if pause_now(store, &counters, now)?.is_none() {
                return Ok(None);
            }
            let since = now.plus_ms(-ATTEMPTS_WINDOW_MS);
            let note = |counter: &Counter| store.record_attempt(&counter.name, now, since);
            counters.iter().map(note).collect::<Result<_, _>>().map(|noted| Some(Counted(noted)))
        })
        .await
}

/// How long each has to wait, with so many more than are not slowed.
fn slowed(beyond: u32) -> Duration {
    Duration::from_millis((u64::from(beyond) * SLOWED_MS_EACH).min(SLOWED_MS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_wrong_ones_the_longer_each_waits_and_never_for_ever() {
        assert_eq!(slowed(0), Duration::ZERO);
        assert_eq!(slowed(1), Duration::from_millis(5));
        assert_eq!(slowed(100), slowed(u32::MAX));
        assert_eq!(slowed(u32::MAX), Duration::from_millis(500));
    }
}
