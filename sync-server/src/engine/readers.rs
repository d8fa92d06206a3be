//! Connections to `server.db` for reading, kept between one reading and the next: opening one
//! reads the schema anew.

use std::path::PathBuf;
use std::sync::Mutex;

use crate::base::limits::READERS_IDLE_MAX;
use crate::base::roles::Scope;
use crate::sql::Connection;
use crate::sql::visibility::named;
use crate::store::Store;
use crate::store::error::StoreError;

/// The connections nobody is reading on.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    /// Those that show what one reader sees.
    in_part: Mutex<Vec<Store>>,
}

impl Readers {
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()), in_part: Mutex::new(Vec::new()) }
    }

    /// Reads on a connection of its own, everything that is there. Blocks.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        Self::on(&self.idle, || Ok(Store::open_to_read(Connection::open_to_read(&self.path)?)), read)
    }

    /// Reads on a connection of its own, what somebody sees with this scope. Blocks.
    pub(crate) fn read_in_part<T>(
        &self,
        scope: &Scope,
        read: impl FnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let Some((all_but, organisations)) = named(scope) else { return self.read(read) };
        let open = || Store::open_to_read_in_part(Connection::open_to_read(&self.path)?);
        Self::on(&self.in_part, open, |store| {
            store.see(all_but, &organisations)?;
            read(store)
        })
    }

    fn on<T>(
        idle: &Mutex<Vec<Store>>,
        open: impl FnOnce() -> Result<Store, StoreError>,
        read: impl FnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let kept = idle.lock().ok().and_then(|mut idle| idle.pop());
        let store = match kept {
            Some(store) => store,
            None => open()?,
        };
        let outcome = read(&store);
        // One that failed may be the reason.
        if outcome.is_ok()
            && let Ok(mut idle) = idle.lock()
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
