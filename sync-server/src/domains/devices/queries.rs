//! What is with a phone: orders it holds, work its person has begun, photos that are named and
//! not here.

use shared::{DocumentId, PersonId};

use crate::base::limits::LACKING_ROWS_MAX;
use crate::domains::orders::queries::{OrderLine, by_id};
use crate::projection::reader::{Reader, parsed};
use crate::sql;
use crate::values;

impl Reader<'_> {
    /// These work orders, as lists show them, by number.
    pub(crate) fn orders(&self, ids: &[DocumentId]) -> sql::Result<Vec<OrderLine>> {
        by_id(self, ids)
    }

    /// Who is at work on what: visits begun and not ended.
    pub(crate) fn open_visits(&self) -> sql::Result<Vec<(PersonId, DocumentId)>> {
        self.rows(
            "SELECT DISTINCT intervention.person, work_order.id FROM intervention
             JOIN work_order ON work_order.id = intervention.work_order
             WHERE intervention.ended_at IS NULL AND work_order.state IN ('in-progress', 'paused')",
            &[],
            |row| Ok((parsed(row, "person")?, parsed(row, "id")?)),
        )
    }

    /// Documents that name photos the office does not have, of one person or of all; the newest first.
    pub(crate) fn documents_lacking_photos(&self, of: Option<PersonId>) -> sql::Result<Vec<DocumentId>> {
        self.rows(
            "SELECT document FROM photo
             WHERE (sha256 NOT IN (SELECT sha256 FROM photo_received)
                    OR thumbnail NOT IN (SELECT sha256 FROM photo_received))
               AND person = coalesce($2, person)
             GROUP BY document ORDER BY max(at) DESC LIMIT $1",
            values![LACKING_ROWS_MAX, of.map(|person| person.to_string())],
            |row| parsed(row, "document"),
        )
    }
}
