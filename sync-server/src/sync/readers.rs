//! Connections to `server.db` for reading, kept between one reading and the next: opening one
//! reads the schema anew.

use std::path::PathBuf;
use std::sync::Mutex;

use rusqlite::{Connection, OpenFlags};

use crate::limits::READERS_IDLE_MAX;
use crate::store::{Store, StoreError};

/// The connections nobody is reading on.
#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
}

impl Readers {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    /// Reads on a connection of its own. Blocks.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let store = match idle {
            Some(store) => store,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                Store::open_to_read(Connection::open_with_flags(&self.path, flags)?)?
            }
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
