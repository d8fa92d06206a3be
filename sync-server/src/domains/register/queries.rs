//! Buildings: the register's list, one building, and the visits to it.

use shared::building::{BUILDING_DETAILS, RegisterField};
use shared::{AssetId, Day, DocumentId, NatureId, OrganisationId, PersonId, SpaceId, Timestamp};

use crate::base::limits::{REMARK_ROWS_MAX, VISIT_ROWS_MAX};
use crate::office::form::Fields;
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, instant, limit, offset, optional_parsed, parsed};
use crate::sql;
use crate::values;

/// Where the words of a search for buildings may stand.
const BUILDING_PLACES: [&str; 2] = [
    "strpos(b.search, :word) > 0",
    "b.organisation IN (SELECT id FROM organisation WHERE strpos(search, :word) > 0)",
];

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
    /// The day it went out of use.
    pub(crate) retired_on: Option<Day>,
}

/// Which buildings a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct BuildingFilter {
    pub(crate) text: String,
    pub(crate) organisation: Option<OrganisationId>,
    /// Also those out of use.
    pub(crate) retired: bool,
    /// From 0.
    pub(crate) page: u32,
}

impl BuildingFilter {
    /// What the parameters of an address ask for.
    pub(crate) fn asked(parameters: &Fields) -> Self {
        Self {
            text: parameters.one("text").to_owned(),
            organisation: parameters.one("organisation").parse().ok(),
            retired: parameters.one("retired") == "yes",
            page: parameters.page(),
        }
    }

    pub(super) fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        if let Some(organisation) = self.organisation {
            let organisation = conditions.bind(organisation.to_string());
            conditions.and(format!(
                "(b.organisation = {organisation} OR EXISTS (SELECT 1 FROM building_occupant o
                     WHERE o.building = b.id AND o.organisation = {organisation}))"
            ));
        }
        if !self.retired {
            conditions.and("b.retired_on IS NULL".to_owned());
        }
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
    /// The other administrations that occupy it.
    pub(crate) occupants: Vec<OrganisationId>,
    pub(crate) address: String,
    pub(crate) keys: String,
    pub(crate) contact: String,
    pub(crate) phone: String,
    pub(crate) hours: String,
    /// Kind and note.
    pub(crate) hazards: Vec<(String, String)>,
    /// What else is known of it, in the order of [`BUILDING_DETAILS`].
    pub(crate) details: Vec<(RegisterField, String)>,
    /// Id, name, level of those in use.
    pub(crate) spaces: Vec<(SpaceId, String, String)>,
    /// Those out of use too.
    pub(crate) assets: Vec<AssetRow>,
    /// Who, when, what; newest first.
    pub(crate) remarks: Vec<(PersonId, Timestamp, String)>,
}

impl BuildingRow {
    /// The administrations it is of, the first one first.
    pub(crate) fn organisations(&self) -> impl Iterator<Item = OrganisationId> {
        std::iter::once(self.organisation).chain(self.occupants.iter().copied())
    }

    /// The day it went out of use.
    pub(crate) fn retired_on(&self) -> Option<Day> {
        let retired = self.details.iter().find(|(field, _)| *field == RegisterField::RetiredOn);
        retired.and_then(|(_, text)| text.parse().ok())
    }

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
    pub(crate) code: String,
    /// The asset it is part of.
    pub(crate) within: Option<AssetId>,
    /// The day it went out of use.
    pub(crate) retired_on: Option<Day>,
    pub(crate) retired_why: String,
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

/// Where a floor stands among the others: whether it has a name, and its number when it has one.
fn floor(level: &str) -> (bool, i64) {
    let is_named = level.contains(|sign: char| sign != '-' && !sign.is_ascii_digit());
    let text = level.trim_start();
    let sign = usize::from(text.starts_with('-'));
    let end = text[sign..].find(|sign: char| !sign.is_ascii_digit()).map_or(text.len(), |at| sign + at);
    (is_named, text[..end].parse().unwrap_or(0))
}

/// What else is known of a building: a column each, named as the field is.
fn details(row: &sql::Row<'_>) -> sql::Result<Vec<(RegisterField, String)>> {
    let mut details = Vec::new();
    for field in BUILDING_DETAILS {
        details.extend(row.get::<Option<String>>(field.name())?.map(|text| (*field, text)));
    }
    Ok(details)
}

pub(super) const ADDRESS: &str = "trim(b.street || ' ' || b.number) || ', ' || b.postcode || ' ' || b.place";
impl Reader<'_> {
    /// A page of buildings by name, and one row more when another page follows.
    pub(crate) fn buildings(&self, filter: &BuildingFilter) -> sql::Result<Vec<BuildingLine>> {
        let mut conditions = filter.conditions();
        let (all, limit, offset) =
            (conditions.sql(), conditions.bind(limit()), conditions.bind(offset(filter.page)));
        let sql = format!(
            "SELECT b.id, b.code, b.name, b.organisation, {ADDRESS} AS address,
                 b.retired_on,
                 (SELECT count(*) FROM asset WHERE building = b.id AND retired_on IS NULL) AS assets,
                 (SELECT count(*) FROM hazard WHERE building = b.id) AS hazards,
                 (SELECT count(*) FROM work_order WHERE building = b.id
                      AND state IN ('open', 'in-progress', 'paused', 'sent-back')) AS open_orders
             FROM building b
             WHERE {all} ORDER BY b.name COLLATE dictionary, b.id LIMIT {limit} OFFSET {offset}"
        );
        self.rows(&sql, &conditions.values(), |row| {
            Ok(BuildingLine {
                id: parsed(row, "id")?,
                code: row.get("code")?,
                name: row.get("name")?,
                organisation: parsed(row, "organisation")?,
                address: row.get("address")?,
                assets: row.get("assets")?,
                hazards: row.get("hazards")?,
                open_orders: row.get("open_orders")?,
                retired_on: optional_parsed(row, "retired_on")?,
            })
        })
    }

    /// How many buildings a filter lets through, on all pages.
    pub(crate) fn count_buildings(&self, filter: &BuildingFilter) -> sql::Result<u32> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) AS buildings FROM building b WHERE {}", conditions.sql());
        self.db.one(&sql, &conditions.values(), |row| row.get("buildings"))
    }

    /// One building, with everything known about it.
    pub(crate) fn building(&self, id: DocumentId) -> sql::Result<Option<BuildingRow>> {
        let key = id.to_string();
        let sql = format!(
            "SELECT b.code, b.name, b.organisation, {ADDRESS} AS address,
                 access_keys, access_contact, access_phone, access_hours,
                 site, municipality, best_address, position, parcels, surface, year, energy, energy_until,
                 retired_on, retired_why, label
             FROM building b WHERE b.id = $1"
        );
        let found = self.first(&sql, values![&key], |row| {
            Ok(BuildingRow {
                id,
                code: row.get("code")?,
                name: row.get("name")?,
                organisation: parsed(row, "organisation")?,
                occupants: Vec::new(),
                address: row.get("address")?,
                keys: row.get("access_keys")?,
                contact: row.get("access_contact")?,
                phone: row.get("access_phone")?,
                hours: row.get("access_hours")?,
                hazards: Vec::new(),
                spaces: Vec::new(),
                details: details(row)?,
                assets: Vec::new(),
                remarks: Vec::new(),
            })
        })?;
        let Some(mut building) = found else { return Ok(None) };
        building.occupants = self.rows(
            "SELECT organisation FROM building_occupant WHERE building = $1 ORDER BY organisation",
            values![&key],
            |row| parsed(row, "organisation"),
        )?;
        building.hazards = self.rows(
            "SELECT kind, note FROM hazard WHERE building = $1 ORDER BY kind, id",
            values![&key],
            |row| Ok((row.get("kind")?, row.get("note")?)),
        )?;
        building.spaces = self.rows(
            "SELECT id, name, level FROM space WHERE building = $1 AND retired_on IS NULL ORDER BY level, name COLLATE dictionary",
            values![&key],
            |row| Ok((parsed(row, "id")?, row.get("name")?, row.get("level")?)),
        )?;
        // Floors with a number from below, then those with a name.
        building.spaces.sort_by_key(|(_, _, level)| floor(level));
        building.assets = self.assets(&key)?;
        building.remarks = self.rows(
            "SELECT person, at, text FROM remark WHERE building = $1 AND in_force ORDER BY at DESC LIMIT $2",
            values![key, REMARK_ROWS_MAX],
            |row| Ok((parsed(row, "person")?, instant(row, "at")?, row.get("text")?)),
        )?;
        Ok(Some(building))
    }

    fn assets(&self, building: &str) -> sql::Result<Vec<AssetRow>> {
        self.rows(
            "SELECT id, space, name, family, make, model, serial, installed, code, within, retired_on, retired_why
             FROM asset WHERE building = $1 ORDER BY family COLLATE dictionary, name COLLATE dictionary, id",
            values![building],
            |row| {
                Ok(AssetRow {
                    id: parsed(row, "id")?,
                    space: optional_parsed(row, "space")?,
                    name: row.get("name")?,
                    family: row.get("family")?,
                    make: row.get("make")?,
                    model: row.get("model")?,
                    serial: row.get("serial")?,
                    installed: row.get("installed")?,
                    code: row.get::<Option<String>>("code")?.unwrap_or_default(),
                    within: optional_parsed(row, "within")?,
                    retired_on: optional_parsed(row, "retired_on")?,
                    retired_why: row.get::<Option<String>>("retired_why")?.unwrap_or_default(),
                })
            },
        )
    }

    /// The last visits to a building, newest first.
    pub(crate) fn visits(&self, building: DocumentId) -> sql::Result<Vec<Visit>> {
        self.rows(
            "SELECT o.asset, o.id, o.number, o.title, o.nature, i.person, i.started_at, i.report
             FROM work_order o JOIN intervention i ON i.work_order = o.id
             WHERE o.building = $1 ORDER BY i.started_at DESC LIMIT $2",
            values![building.to_string(), VISIT_ROWS_MAX],
            |row| {
                Ok(Visit {
                    asset: optional_parsed(row, "asset")?,
                    order: parsed(row, "id")?,
                    number: row.get("number")?,
                    title: row.get("title")?,
                    nature: parsed(row, "nature")?,
                    person: parsed(row, "person")?,
                    started_at: instant(row, "started_at")?,
                    report: row.get("report")?,
                })
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_stand_by_their_number_whatever_follows_it() {
        let mut levels = ["rez", "1 bis", "-1 cave", " 2", "-2 parking", "0", "-1", "10"];
        levels.sort_by_key(|level| floor(level).1);
        assert_eq!(levels, ["-2 parking", "-1 cave", "-1", "rez", "0", "1 bis", " 2", "10"]);
        assert_eq!((floor("-2"), floor("rez"), floor("é3")), ((false, -2), (true, 0), (true, 0)));
    }
}
