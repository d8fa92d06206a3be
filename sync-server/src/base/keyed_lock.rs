//! One at a time: requests about the same thing wait for each other. Those that write to one upload,
//! so that one sent twice cannot spoil what the other writes; those of one device that sync, so that
//! no device has more than one turn among all.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Whose turn it is, by what it is about.
#[derive(Debug)]
pub(crate) struct KeyedLock<K>(Mutex<BTreeMap<K, Weak<Turn<()>>>>);

impl<K> Default for KeyedLock<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Ord> KeyedLock<K> {
    /// Waits for a turn; it lasts until what is returned is dropped.
    pub(crate) async fn take(&self, about: K) -> OwnedMutexGuard<()> {
        let turn = {
            let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            locks.retain(|_, turn| turn.strong_count() > 0);
            let taken = locks.get(&about).and_then(Weak::upgrade);
            taken.unwrap_or_else(|| {
                let turn = Arc::default();
                locks.insert(about, Arc::downgrade(&turn));
                turn
            })
        };
        turn.lock_owned().await
    }

    /// Whether somebody has the turn, or waits for it.
    pub(crate) fn is_taken<Q: Ord + ?Sized>(&self, about: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        let locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        locks.get(about).is_some_and(|turn| turn.strong_count() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_turn_is_taken_until_it_is_given_back() {
        let (locks, part) = (KeyedLock::default(), "part");
        assert!(!locks.is_taken(part));
        let turn = locks.take(part).await;
        assert!(locks.is_taken(part) && !locks.is_taken("other"));
        drop(turn);
        assert!(!locks.is_taken(part));
    }
}
