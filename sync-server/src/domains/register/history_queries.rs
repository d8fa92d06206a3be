//! What was done, by nature and by technician.

use rusqlite::params;
use shared::{AssetId, DocumentId, NatureId, PersonId, Timestamp};

use crate::base::limits::ASSET_ROWS_MAX;
use crate::projection::reader::{Reader, parsed};
use crate::projection::table::instant;

/// From the first of these to before the second.
type Period = (Timestamp, Timestamp);

/// What was done of one nature in a period.
#[derive(Debug, Clone)]
pub(crate) struct NatureHistory {
    pub(crate) id: NatureId,
    pub(crate) code: String,
    pub(crate) trade: String,
    pub(crate) action: String,
    pub(crate) orders: u32,
    pub(crate) visits: u32,
    pub(crate) minutes: i64,
}

/// What one technician did in a period.
#[derive(Debug, Clone)]
pub(crate) struct TechnicianHistory {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) team: String,
    pub(crate) orders: u32,
    pub(crate) visits: u32,
    pub(crate) minutes: i64,
}

/// What was done on one asset in a period.
#[derive(Debug, Clone)]
pub(crate) struct AssetHistory {
    pub(crate) id: AssetId,
    pub(crate) name: String,
    pub(crate) building: DocumentId,
    pub(crate) building_name: String,
    pub(crate) orders: u32,
    pub(crate) visits: u32,
    pub(crate) minutes: i64,
}

impl Reader<'_> {
    /// Visits begun in a period, by asset: those with the most first.
    pub(crate) fn history_of_assets(&self, (from, until): Period) -> rusqlite::Result<Vec<AssetHistory>> {
        self.rows(
            "SELECT a.id, a.name, b.id, b.name, count(DISTINCT o.id), count(i.id), coalesce(sum(i.minutes), 0)
             FROM intervention i JOIN work_order o ON o.id = i.work_order JOIN asset a ON a.id = o.asset AND a.building = o.building
             JOIN building b ON b.id = a.building
             WHERE i.started_at >= ?1 AND i.started_at < ?2 GROUP BY a.id, b.id
             ORDER BY 6 DESC, a.name COLLATE dictionary, b.name COLLATE dictionary LIMIT ?3",
            params![instant(from), instant(until), ASSET_ROWS_MAX],
            |row| {
                Ok(AssetHistory {
                    id: parsed(row, 0)?,
                    name: row.get(1)?,
                    building: parsed(row, 2)?,
                    building_name: row.get(3)?,
                    orders: row.get(4)?,
                    visits: row.get(5)?,
                    minutes: row.get(6)?,
                })
            },
        )
    }

    /// Visits begun in a period, by nature: those with the most first.
    pub(crate) fn history_of_natures(&self, (from, until): Period) -> rusqlite::Result<Vec<NatureHistory>> {
        self.rows(
            "SELECT n.id, n.code, n.trade, n.action, count(DISTINCT o.id), count(i.id), coalesce(sum(i.minutes), 0)
             FROM intervention i JOIN work_order o ON o.id = i.work_order JOIN nature n ON n.id = o.nature
             WHERE i.started_at >= ?1 AND i.started_at < ?2 GROUP BY n.id
             ORDER BY 6 DESC, n.code COLLATE dictionary",
            params![instant(from), instant(until)],
            |row| {
                Ok(NatureHistory {
                    id: parsed(row, 0)?,
                    code: row.get(1)?,
                    trade: row.get(2)?,
                    action: row.get(3)?,
                    orders: row.get(4)?,
                    visits: row.get(5)?,
                    minutes: row.get(6)?,
                })
            },
        )
    }

    /// Visits begun in a period, by technician.
    pub(crate) fn history_of_technicians(
        &self,
        (from, until): Period,
    ) -> rusqlite::Result<Vec<TechnicianHistory>> {
        self.rows(
            "SELECT p.id, p.name, coalesce(t.name, ''), count(DISTINCT i.work_order), count(i.id),
                 coalesce(sum(i.minutes), 0)
             FROM intervention i JOIN person p ON p.id = i.person LEFT JOIN team t ON t.id = p.team
             WHERE i.started_at >= ?1 AND i.started_at < ?2 GROUP BY p.id
             ORDER BY p.name COLLATE dictionary",
            params![instant(from), instant(until)],
            |row| {
                Ok(TechnicianHistory {
                    id: parsed(row, 0)?,
                    name: row.get(1)?,
                    team: row.get(2)?,
                    orders: row.get(3)?,
                    visits: row.get(4)?,
                    minutes: row.get(5)?,
                })
            },
        )
    }
}
