//! Everything one search finds.

use shared::{AssetId, DocumentId, PersonId, Role};

use crate::base::limits::HITS_MAX;
use crate::domains::counter::queries::{RequestFilter, RequestLine};
use crate::domains::orders::queries::{OrderFilter, OrderLine, StateFilter};
use crate::domains::register::queries::{BuildingFilter, BuildingLine};
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, parsed};
use crate::sql;

/// Where the words of a search for equipment may stand.
const ASSET_PLACES: [&str; 2] = ["strpos(a.search, :word) > 0", "strpos(b.search, :word) > 0"];

/// A piece of equipment that was found.
#[derive(Debug, Clone)]
pub(crate) struct AssetHit {
    pub(crate) id: AssetId,
    pub(crate) name: String,
    /// Maker and model.
    pub(crate) make: String,
    pub(crate) building: DocumentId,
    pub(crate) building_name: String,
}

/// Somebody who was found.
#[derive(Debug, Clone)]
pub(crate) struct PersonHit {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) role: Role,
}

/// Everything one search finds: at most [`HITS_MAX`] of each kind, and one more when there are more.
#[derive(Debug, Clone)]
pub(crate) struct Hits {
    pub(crate) orders: Vec<OrderLine>,
    pub(crate) requests: Vec<RequestLine>,
    pub(crate) buildings: Vec<BuildingLine>,
    pub(crate) assets: Vec<AssetHit>,
    pub(crate) people: Vec<PersonHit>,
}

impl Reader<'_> {
    /// Searches everywhere: orders to do before the others, the newest first.
    pub(crate) fn find(&self, text: &str) -> sql::Result<Hits> {
        let text = text.to_owned();
        let orders = OrderFilter { state: StateFilter::All, text: text.clone(), ..OrderFilter::default() };
        let requests = RequestFilter { all: true, text: text.clone(), page: 0 };
        let buildings = BuildingFilter { text: text.clone(), organisation: None, retired: true, page: 0 };
        let mut hits = Hits {
            orders: self.orders_found(&orders)?,
            requests: self.requests(&requests)?,
            buildings: self.buildings(&buildings)?,
            assets: self.assets_found(&text)?,
            people: self.people_found(&text)?,
        };
        hits.requests.truncate(HITS_MAX + 1);
        hits.buildings.truncate(HITS_MAX + 1);
        Ok(hits)
    }

    fn assets_found(&self, text: &str) -> sql::Result<Vec<AssetHit>> {
        let mut conditions = Conditions::default();
        conditions.and_found(text, &ASSET_PLACES);
        let sql = format!(
            "SELECT a.id, a.name, trim(a.make || ' ' || a.model) AS make, b.id AS building, b.name AS building_name
             FROM asset a JOIN building b ON b.id = a.building WHERE {}
             ORDER BY a.name COLLATE dictionary, b.name COLLATE dictionary, a.id LIMIT {}",
            conditions.sql(),
            HITS_MAX + 1
        );
        self.rows(&sql, &conditions.values(), |row| {
            Ok(AssetHit {
                id: parsed(row, "id")?,
                name: row.get("name")?,
                make: row.get("make")?,
                building: parsed(row, "building")?,
                building_name: row.get("building_name")?,
            })
        })
    }

    fn people_found(&self, text: &str) -> sql::Result<Vec<PersonHit>> {
        let mut conditions = Conditions::default();
        conditions.and_found(text, &["strpos(search, :word) > 0"]);
        let sql = format!(
            "SELECT id, name, role FROM person WHERE id IN (SELECT id FROM person_seen) AND {} ORDER BY name COLLATE dictionary, id LIMIT {}",
            conditions.sql(),
            HITS_MAX + 1
        );
        self.rows(&sql, &conditions.values(), |row| {
            Ok(PersonHit { id: parsed(row, "id")?, name: row.get("name")?, role: parsed(row, "role")? })
        })
    }
}
