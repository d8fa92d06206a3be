//! A line of the audit log, as it stands in its table.

use shared::{DeviceId, PersonId, Sha256, Timestamp};

use crate::sql::{self, Connection, Row};
use crate::values;

/// The chain before the first line.
pub const CHAIN_BEGINS: Sha256 = Sha256([0; 32]);

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its place in the log, from 1 on; each line has the number after that of the line before it.
    pub id: i64,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Who.
    pub person: Option<PersonId>,
    /// With which device.
    pub device: Option<DeviceId>,
    /// From which address of the network.
    pub address: Option<String>,
    /// What: [`crate::store::Action::name`].
    pub action: String,
    /// To what, as [`crate::store::Subject`] is shown; empty when to nothing in particular.
    pub subject: String,
    /// More.
    pub detail: String,
    /// The hash over this line and the chain of the line before it: [`crate::store::audit_chain::link`].
    pub chain: Sha256,
}

/// Adds a line behind the last. It is an error when the database says that it took the line and has not, as one does
/// whose schema somebody has altered: nothing is done without its line.
pub(crate) fn insert(db: &Connection, line: &AuditLine) -> sql::Result<()> {
    let added = db.execute(
        "INSERT INTO audit (id, at, person, device, address, action, subject, detail, chain)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            line.id,
            line.at.0,
            line.person,
            line.device,
            line.address,
            line.action,
            line.subject,
            line.detail,
            line.chain,
        ],
    )?;
    if added == 1 { Ok(()) } else { Err(sql::Error::Other("the audit log takes no line".to_owned())) }
}

pub(crate) fn read(row: &Row<'_>) -> sql::Result<AuditLine> {
    let line = read_unchained(row)?;
    Ok(AuditLine { chain: row.get("chain")?, ..line })
}

/// Reads a line that an earlier version wrote, without a chain.
pub(crate) fn read_unchained(row: &Row<'_>) -> sql::Result<AuditLine> {
    Ok(AuditLine {
        id: row.get("id")?,
        at: Timestamp(row.get("at")?),
        person: row.get("person")?,
        device: row.get("device")?,
        address: row.get("address")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        detail: row.get("detail")?,
        chain: CHAIN_BEGINS,
    })
}
