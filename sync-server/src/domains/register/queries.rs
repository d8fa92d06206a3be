//! Buildings: the register's list, one building, and the visits to it.

use rusqlite::{OptionalExtension as _, params};
use shared::{AssetId, DocumentId, NatureId, OrganisationId, PersonId, SpaceId, Timestamp};

use crate::base::limits::{REMARK_ROWS_MAX, VISIT_ROWS_MAX};
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, instant, limit, offset, optional_parsed, parsed};

/// Where the words of a search for buildings may stand.
const BUILDING_PLACES: [&str; 2] =
    ["instr(b.search, :word)", "b.organisation IN (SELECT id FROM organisation WHERE instr(search, :word))"];

/// A building, in a line.
#[derive(Debug, Clone)]
pub(crate) struct BuildingLine {
    pub(crate) id: DocumentId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) organisation: OrganisationId,
    /// `Rue du Moulin 4, 4999 Valmont`.
    pub(crate) address: String,
    pub(crate) assets: u32,
    pub(crate) hazards: u32,
    /// Work orders still to be done.
    pub(crate) open_orders: u32,
}

/// Which buildings a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct BuildingFilter {
    pub(crate) text: String,
    pub(crate) organisation: Option<OrganisationId>,
    /// From 0.
    pub(crate) page: u32,
}

impl BuildingFilter {
    fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        conditions.and_equal("b.organisation", self.organisation);
        conditions.and_found(&self.text, &BUILDING_PLACES);
        conditions
    }
}

/// A building, whole.
#[derive(Debug, Clone)]
pub(crate) struct BuildingRow {
    pub(crate) id: DocumentId,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) organisation: OrganisationId,
    pub(crate) address: String,
    pub(crate) keys: String,
    pub(crate) contact: String,
    pub(crate) phone: String,
    pub(crate) hours: String,
    /// Kind and note.
    pub(crate) hazards: Vec<(String, String)>,
    /// Id, name, level.
    pub(crate) spaces: Vec<(SpaceId, String, String)>,
    pub(crate) assets: Vec<AssetRow>,
    /// Who, when, what; newest first.
    pub(crate) remarks: Vec<(PersonId, Timestamp, String)>,
}

impl BuildingRow {
    /// Where an asset stands, if that is known.
    pub(crate) fn space_of(&self, asset: AssetId) -> Option<SpaceId> {
        self.assets.iter().find(|known| known.id == asset)?.space
    }
}

/// A piece of equipment.
#[derive(Debug, Clone)]
pub(crate) struct AssetRow {
    pub(crate) id: AssetId,
    pub(crate) space: Option<SpaceId>,
    pub(crate) name: String,
    pub(crate) family: String,
    pub(crate) make: String,
    pub(crate) model: String,
    pub(crate) serial: String,
    pub(crate) installed: String,
}

/// One visit against a work order of the building.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) asset: Option<AssetId>,
    pub(crate) order: DocumentId,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) nature: NatureId,
    pub(crate) person: PersonId,
    pub(crate) started_at: Timestamp,
    pub(crate) report: String,
}

const ADDRESS: &str = "trim(b.street || ' ' || b.number) || ', ' || b.postcode || ' ' || b.place";
impl Reader<'_> {
    /// A page of buildings by name, and one row more when another page follows.
    pub(crate) fn buildings(&self, filter: &BuildingFilter) -> rusqlite::Result<Vec<BuildingLine>> {
        let mut conditions = filter.conditions();
        let (all, limit, offset) =
            (conditions.sql(), conditions.bind(limit()), conditions.bind(offset(filter.page)));
        let sql = format!(
            "SELECT b.id, b.code, b.name, b.organisation, {ADDRESS},
                 (SELECT count(*) FROM asset WHERE building = b.id),
                 (SELECT count(*) FROM hazard WHERE building = b.id),
                 (SELECT count(*) FROM work_order WHERE building = b.id
                      AND state IN ('open', 'in-progress', 'paused', 'sent-back'))
             FROM building b
             WHERE {all} ORDER BY b.name COLLATE dictionary, b.id LIMIT {limit} OFFSET {offset}"
        );
        self.rows(&sql, conditions.values(), |row| {
            Ok(BuildingLine {
                id: parsed(row, 0)?,
                code: row.get(1)?,
                name: row.get(2)?,
                organisation: parsed(row, 3)?,
                address: row.get(4)?,
                assets: row.get(5)?,
                hazards: row.get(6)?,
                open_orders: row.get(7)?,
            })
        })
    }

    /// How many buildings a filter lets through, on all pages.
    pub(crate) fn count_buildings(&self, filter: &BuildingFilter) -> rusqlite::Result<u32> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) FROM building b WHERE {}", conditions.sql());
        self.db.prepare_cached(&sql)?.query_row(conditions.values(), |row| row.get(0))
    }

    /// One building, with everything known about it.
    pub(crate) fn building(&self, id: DocumentId) -> rusqlite::Result<Option<BuildingRow>> {
        let key = id.to_string();
        let sql = format!(
            "SELECT b.code, b.name, b.organisation, {ADDRESS}, access_keys, access_contact, access_phone, access_hours
             FROM building b WHERE b.id = ?1"
        );
        let found = self
            .db
            .prepare_cached(&sql)?
            .query_row([&key], |row| {
                Ok(BuildingRow {
                    id,
                    code: row.get(0)?,
                    name: row.get(1)?,
                    organisation: parsed(row, 2)?,
                    address: row.get(3)?,
                    keys: row.get(4)?,
                    contact: row.get(5)?,
                    phone: row.get(6)?,
                    hours: row.get(7)?,
                    hazards: Vec::new(),
                    spaces: Vec::new(),
                    assets: Vec::new(),
                    remarks: Vec::new(),
                })
            })
            .optional()?;
        let Some(mut building) = found else { return Ok(None) };
        building.hazards = self.rows(
            "SELECT kind, note FROM hazard WHERE building = ?1 ORDER BY kind, id",
            [&key],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        building.spaces = self.rows(
            // Floors with a number from below, then those with a name.
            "SELECT id, name, level FROM space WHERE building = ?1
             ORDER BY level GLOB '*[^-0-9]*', CAST(level AS INTEGER), level, name COLLATE dictionary",
            [&key],
            |row| Ok((parsed(row, 0)?, row.get(1)?, row.get(2)?)),
        )?;
        building.assets = self.assets(&key)?;
        building.remarks = self.rows(
            "SELECT person, at, text FROM remark WHERE building = ?1 AND in_force ORDER BY at DESC LIMIT ?2",
            params![key, REMARK_ROWS_MAX],
            |row| Ok((parsed(row, 0)?, instant(row, 1)?, row.get(2)?)),
        )?;
        Ok(Some(building))
    }

    fn assets(&self, building: &str) -> rusqlite::Result<Vec<AssetRow>> {
        self.rows(
            "SELECT id, space, name, family, make, model, serial, installed FROM asset WHERE building = ?1
             ORDER BY family COLLATE dictionary, name COLLATE dictionary, id",
            [building],
            |row| {
                Ok(AssetRow {
                    id: parsed(row, 0)?,
                    space: optional_parsed(row, 1)?,
                    name: row.get(2)?,
                    family: row.get(3)?,
                    make: row.get(4)?,
                    model: row.get(5)?,
                    serial: row.get(6)?,
                    installed: row.get(7)?,
                })
            },
        )
    }

    /// The last visits to a building, newest first.
    pub(crate) fn visits(&self, building: DocumentId) -> rusqlite::Result<Vec<Visit>> {
        self.rows(
            "SELECT o.asset, o.id, o.number, o.title, o.nature, i.person, i.started_at, i.report
             FROM work_order o JOIN intervention i ON i.work_order = o.id
             WHERE o.building = ?1 ORDER BY i.started_at DESC LIMIT ?2",
            params![building.to_string(), VISIT_ROWS_MAX],
            |row| {
                Ok(Visit {
                    asset: optional_parsed(row, 0)?,
                    order: parsed(row, 1)?,
                    number: row.get(2)?,
                    title: row.get(3)?,
                    nature: parsed(row, 4)?,
                    person: parsed(row, 5)?,
                    started_at: instant(row, 6)?,
                    report: row.get(7)?,
                })
            },
        )
    }
}
