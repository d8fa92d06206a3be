//! The audit log of a version that did not chain its lines: they are chained once, as they stand.

use crate::sql::{self, Connection};
use crate::store::audit_chain::link;
use crate::store::audit_line::{CHAIN_BEGINS, insert, read_unchained};

/// The version of the schema since which lines are chained.
pub(crate) const CHAINED_SINCE: i64 = 8;

/// Puts the log aside and makes the table it goes into. Statements of SQLite alone.
pub(crate) const STEP: &str = "DROP INDEX audit_person;
     DROP INDEX audit_action;
     DROP INDEX audit_device;
     ALTER TABLE audit RENAME TO audit_unchained;
     CREATE TABLE audit (
         id INTEGER PRIMARY KEY, at INTEGER NOT NULL, person BLOB, device BLOB, address TEXT, action TEXT NOT NULL,
         subject TEXT NOT NULL, detail TEXT NOT NULL, chain BLOB NOT NULL
     );
     CREATE INDEX audit_person ON audit (person, id);
     CREATE INDEX audit_action ON audit (action, id);
     CREATE INDEX audit_device ON audit (device, action) WHERE device IS NOT NULL;";

/// Chains every line that was put aside, one at a time; after [`STEP`], in the same transaction.
///
/// # Errors
/// [`sql::Error`] when the disk fails, or a row is not what was written.
pub(crate) fn chain_lines(db: &Connection) -> sql::Result<()> {
    let columns = "id, at, person, device, address, action, subject, detail";
    let mut before = CHAIN_BEGINS;
    db.each(&format!("SELECT {columns} FROM audit_unchained ORDER BY id"), &[], |row| {
        let mut line = read_unchained(row)?;
        line.chain = link(before, &line);
        before = line.chain;
        insert(db, &line)
    })?;
    // With its triggers, whose names are needed again.
    db.take_step("DROP TABLE audit_unchained")
}
