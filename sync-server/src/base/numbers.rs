//! Numbers of work orders and requests, one after the other: also those the lists do not know yet, because
//! another program holds them.

use std::collections::HashMap;

use tokio::sync::{Mutex, MutexGuard};

/// The newest number given since the server started, by how it begins (`2027-`, `D-2027-`).
#[derive(Debug, Default)]
pub struct Numbers(Mutex<HashMap<String, u32>>);

/// A guard while something gets its number, so that no two get the same.
pub(crate) struct Numbering<'a> {
    given: MutexGuard<'a, HashMap<String, u32>>,
    prefix: String,
}

impl Numbers {
    /// The next number that begins with `prefix` is about to be given.
    pub(crate) async fn begin(&self, prefix: String) -> Numbering<'_> {
        Numbering { given: self.0.lock().await, prefix }
    }
}

impl Numbering<'_> {
    /// The number to give, where `newest` is the newest one in the lists.
    pub(crate) fn next(&self, newest: u32) -> u32 {
        newest.max(self.given.get(&self.prefix).copied().unwrap_or(0)).saturating_add(1)
    }

    /// It was given.
    pub(crate) fn given(mut self, number: u32) {
        self.given.insert(self.prefix, number);
    }
}
