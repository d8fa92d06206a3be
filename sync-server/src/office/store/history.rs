//! What was done, by nature and by technician.

use super::Reader;
use crate::limits::ASSET_ROWS_MAX;

/// What was done of one nature in a period.
#[derive(Debug, Clone)]
pub(in crate::office) struct NatureHistory {
    pub(in crate::office) code: String,
    pub(in crate::office) trade: String,
    pub(in crate::office) action: String,
    pub(in crate::office) orders: u32,
    pub(in crate::office) visits: u32,
    pub(in crate::office) minutes: i64,
}

/// What one technician did in a period.
#[derive(Debug, Clone)]
pub(in crate::office) struct TechnicianHistory {
    pub(in crate::office) name: String,
    pub(in crate::office) team: String,
    pub(in crate::office) orders: u32,
    pub(in crate::office) visits: u32,
    pub(in crate::office) minutes: i64,
}

/// What was done on one asset in a period.
#[derive(Debug, Clone)]
pub(in crate::office) struct AssetHistory {
    pub(in crate::office) name: String,
    pub(in crate::office) building: String,
    pub(in crate::office) orders: u32,
    pub(in crate::office) visits: u32,
    pub(in crate::office) minutes: i64,
}

impl Reader<'_> {
    /// Visits begun in a year, by asset.
    pub(in crate::office) fn history_of_assets(&self, year: i16) -> rusqlite::Result<Vec<AssetHistory>> {
        let [from, to] = period(year);
        self.rows(
            "SELECT a.name, b.name, count(DISTINCT o.id), count(i.id), coalesce(sum(i.minutes), 0)
             FROM intervention i JOIN work_order o ON o.id = i.work_order JOIN asset a ON a.id = o.asset AND a.building = o.building
             JOIN building b ON b.id = a.building
             WHERE i.started_at >= ?1 AND i.started_at < ?2 GROUP BY a.id ORDER BY 4 DESC, a.name, b.name LIMIT ?3",
            rusqlite::params![from, to, ASSET_ROWS_MAX],
            |row| {
                Ok(AssetHistory {
                    name: row.get(0)?,
                    building: row.get(1)?,
                    orders: row.get(2)?,
                    visits: row.get(3)?,
                    minutes: row.get(4)?,
                })
            },
        )
    }

    /// Visits begun in a year, by nature.
    pub(in crate::office) fn history_of_natures(&self, year: i16) -> rusqlite::Result<Vec<NatureHistory>> {
        self.rows(
            "SELECT n.code, n.trade, n.action, count(DISTINCT o.id), count(i.id), coalesce(sum(i.minutes), 0)
             FROM intervention i JOIN work_order o ON o.id = i.work_order JOIN nature n ON n.id = o.nature
             WHERE i.started_at >= ?1 AND i.started_at < ?2 GROUP BY n.id ORDER BY 5 DESC, n.code",
            period(year),
            |row| {
                Ok(NatureHistory {
                    code: row.get(0)?,
                    trade: row.get(1)?,
                    action: row.get(2)?,
                    orders: row.get(3)?,
                    visits: row.get(4)?,
                    minutes: row.get(5)?,
                })
            },
        )
    }

    /// Visits begun in a year, by technician.
    pub(in crate::office) fn history_of_technicians(
        &self,
        year: i16,
    ) -> rusqlite::Result<Vec<TechnicianHistory>> {
        self.rows(
            "SELECT p.name, coalesce(t.name, ''), count(DISTINCT i.work_order), count(i.id),
                 coalesce(sum(i.minutes), 0)
             FROM intervention i JOIN person p ON p.id = i.person LEFT JOIN team t ON t.id = p.team
             WHERE i.started_at >= ?1 AND i.started_at < ?2 GROUP BY p.id ORDER BY p.name",
            period(year),
            |row| {
                Ok(TechnicianHistory {
                    name: row.get(0)?,
                    team: row.get(1)?,
                    orders: row.get(2)?,
                    visits: row.get(3)?,
                    minutes: row.get(4)?,
                })
            },
        )
    }
}

fn period(year: i16) -> [String; 2] {
    [format!("{year}-01-01"), format!("{}-01-01", year + 1)]
}
