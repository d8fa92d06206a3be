//! One at a time: requests that write to the same upload wait for each other, so that one sent twice
//! cannot spoil what the other writes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

/// Whose turn it is, by the upload's file.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<BTreeMap<PathBuf, Weak<Turn<()>>>>);

impl Turns {
    /// Waits for the turn to write to an upload; it lasts until what is returned is dropped.
    pub(super) async fn take(&self, part: &Path) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| turn.strong_count() > 0);
            let taken = turns.get(part).and_then(Weak::upgrade);
            taken.unwrap_or_else(|| {
                let turn = Arc::default();
                turns.insert(part.to_owned(), Arc::downgrade(&turn));
                turn
            })
        };
        turn.lock_owned().await
    }

    /// Whether somebody writes to an upload, or waits to.
    pub(super) fn is_taken(&self, part: &Path) -> bool {
        let turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.get(part).is_some_and(|turn| turn.strong_count() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_turn_is_taken_until_it_is_given_back() {
        let (turns, part) = (Turns::default(), Path::new("part"));
        assert!(!turns.is_taken(part));
        let turn = turns.take(part).await;
        assert!(turns.is_taken(part) && !turns.is_taken(Path::new("other")));
        drop(turn);
        assert!(!turns.is_taken(part));
    }
}
