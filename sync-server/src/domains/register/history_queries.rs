//! What was done, by nature and by technician.

use shared::{AssetId, DocumentId, NatureId, PersonId, Timestamp};

use crate::base::limits::ASSET_ROWS_MAX;
use crate::projection::reader::{Reader, parsed};
use crate::projection::table::instant;
use crate::sql;
use crate::values;

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
    pub(crate) fn history_of_assets(&self, (from, until): Period) -> sql::Result<Vec<AssetHistory>> {
        self.rows(
            "SELECT a.id, a.name, b.id AS building, b.name AS building_name,
                 count(DISTINCT o.id) AS orders, count(i.id) AS visits,
                 CAST(coalesce(sum(i.minutes), 0) AS BIGINT) AS minutes
             FROM intervention i JOIN work_order o ON o.id = i.work_order
             JOIN asset a ON a.id = o.asset AND a.building = o.building
             JOIN building b ON b.id = a.building
             WHERE i.started_at >= $1 AND i.started_at < $2 GROUP BY a.id, a.building, b.id
             ORDER BY visits DESC, a.name COLLATE dictionary, b.name COLLATE dictionary
             LIMIT $3",
            values![instant(from), instant(until), ASSET_ROWS_MAX],
            |row| {
                Ok(AssetHistory {
                    id: parsed(row, "id")?,
                    name: row.get("name")?,
                    building: parsed(row, "building")?,
                    building_name: row.get("building_name")?,
                    orders: row.get("orders")?,
                    visits: row.get("visits")?,
                    minutes: row.get("minutes")?,
                })
            },
        )
    }

    /// Visits begun in a period, by nature: those with the most first.
    pub(crate) fn history_of_natures(&self, (from, until): Period) -> sql::Result<Vec<NatureHistory>> {
        self.rows(
            "SELECT n.id, n.code, n.trade, n.action, count(DISTINCT o.id) AS orders, count(i.id) AS visits,
                 CAST(coalesce(sum(i.minutes), 0) AS BIGINT) AS minutes
             FROM intervention i JOIN work_order o ON o.id = i.work_order JOIN nature n ON n.id = o.nature
             WHERE i.started_at >= $1 AND i.started_at < $2 GROUP BY n.id
             ORDER BY visits DESC, n.code COLLATE dictionary",
            values![instant(from), instant(until)],
            |row| {
                Ok(NatureHistory {
                    id: parsed(row, "id")?,
                    code: row.get("code")?,
                    trade: row.get("trade")?,
                    action: row.get("action")?,
                    orders: row.get("orders")?,
                    visits: row.get("visits")?,
                    minutes: row.get("minutes")?,
                })
            },
        )
    }

    /// Visits begun in a period, by technician.
    pub(crate) fn history_of_technicians(
        &self,
        (from, until): Period,
    ) -> sql::Result<Vec<TechnicianHistory>> {
        self.rows(
            "SELECT p.id, p.name, coalesce(t.name, '') AS team, count(DISTINCT i.work_order) AS orders,
                 count(i.id) AS visits, CAST(coalesce(sum(i.minutes), 0) AS BIGINT) AS minutes
             FROM intervention i JOIN person p ON p.id = i.person LEFT JOIN team t ON t.id = p.team
             WHERE i.started_at >= $1 AND i.started_at < $2 GROUP BY p.id, t.id
             ORDER BY p.name COLLATE dictionary",
            values![instant(from), instant(until)],
            |row| {
                Ok(TechnicianHistory {
                    id: parsed(row, "id")?,
                    name: row.get("name")?,
                    team: row.get("team")?,
                    orders: row.get("orders")?,
                    visits: row.get("visits")?,
                    minutes: row.get("minutes")?,
                })
            },
        )
    }
}
