//! A database that is sealed: each page of it and of its journal is encrypted and authenticated on its own. The SQLite
//! that does so is the one of the browser; elsewhere a database is as it is.

use rusqlite::Connection;
use zeroize::Zeroizing;

use crate::keyring::Key;
use crate::replica::error::Result;

/// Opens a sealed database, or begins one, with its key: before anything else is asked of it.
///
/// # Errors
/// [`ReplicaError::Sqlite`](crate::replica::ReplicaError::Sqlite) when it is not sealed, or with another key.
pub fn unlock(db: &Connection, key: &Key) -> Result<()> {
    let statement = Zeroizing::new(["PRAGMA key = 'raw:", &key.hex(), "'"].concat());
    db.execute_batch(&statement)?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

/// The address of a database sealed with this key, in a file that `vfs` opens. The key is used as it is: nothing is
/// derived from it.
#[must_use]
pub fn address(key: &Key, file: &str, vfs: &str) -> Zeroizing<String> {
    Zeroizing::new(["file:", file, "?vfs=", vfs, "&key=raw:", &key.hex()].concat())
}

/// Copies all of an open database into a sealed one that does not exist yet, at this address. It is on disk once
/// [`settle`] was done with it.
///
/// # Errors
/// [`ReplicaError::Full`](crate::replica::ReplicaError::Full) when there is no room for both.
pub fn copy(open: &Connection, address: &str) -> Result<()> {
    open.execute("VACUUM INTO ?1", [address])?;
    Ok(())
}

/// Has all of the database on disk: what a copy has written is not by itself.
///
/// # Errors
/// [`ReplicaError::Sqlite`](crate::replica::ReplicaError::Sqlite) when the storage fails.
pub fn settle(db: &Connection) -> Result<()> {
    let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    // Written anew it is a transaction, which ends once the file is on disk.
    db.pragma_update(None, "user_version", version)?;
    Ok(())
}

/// Overwrites what an open database holds. Its file is to go afterwards: one that was not all overwritten may be damaged.
///
/// # Errors
/// [`ReplicaError::Sqlite`](crate::replica::ReplicaError::Sqlite) when the storage fails: part of it is still there.
pub fn overwrite(db: &Connection) -> Result<()> {
    // What is overwritten is to stand in no journal, on disk or in memory: a phone may have little of either.
    db.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    db.pragma_update(None, "secure_delete", true)?;
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables: Vec<String> =
        db.prepare(names)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for table in tables {
        db.execute_batch(&format!("DROP TABLE {table}"))?;
    }
    Ok(())
}
