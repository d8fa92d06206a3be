//! Connections to `server.db` for reading, kept between one reading and the next: opening one
//! reads the schema anew.

use std::path::PathBuf;
use std::sync::Mutex;

use crate::base::limits::READERS_IDLE_MAX;
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;

/// The connections nobody is reading on.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
}

impl Readers {
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    /// Reads on a connection of its own. Blocks.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let store = match idle {
            Some(store) => store,
            None => Store::open_to_read(Connection::open_to_read(&self.path)?),
        };
        let outcome = read(&store);
        // One that failed may be the reason.
        if outcome.is_ok()
            && let Ok(mut idle) = self.idle.lock()
            && idle.len() < READERS_IDLE_MAX
        {
            idle.push(store);
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    /// Reads so many times at once, each while the one before is reading.
    fn reads(readers: &Readers, times: usize) {
        let within = readers.read(|_| {
            if times > 1 {
                reads(readers, times - 1);
            }
            Ok(())
        });
        within.unwrap();
    }

    #[test]
    fn as_many_connections_are_kept_as_may_be() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("server.db");
        let _written = Store::open(Connection::open(&path).unwrap()).unwrap();
        let readers = Readers::new(path);
        for (at_once, kept) in [
            (READERS_IDLE_MAX - 1, READERS_IDLE_MAX - 1),
            (READERS_IDLE_MAX, READERS_IDLE_MAX),
            (READERS_IDLE_MAX + 1, READERS_IDLE_MAX),
        ] {
            reads(&readers, at_once);
            assert_eq!(readers.idle.lock().unwrap().len(), kept, "{at_once} at once");
        }
    }

    #[test]
    fn one_that_failed_is_not_kept() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("server.db");
        let _written = Store::open(Connection::open(&path).unwrap()).unwrap();
        let readers = Readers::new(path);
        reads(&readers, 1);
        assert!(readers.read(|_| Err::<(), _>(StoreError::Damaged("row"))).is_err());
        assert_eq!(readers.idle.lock().unwrap().len(), 0);
    }
}
