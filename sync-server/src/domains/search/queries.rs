//! Searching: conditions for the words of a search, and everything one search finds.
//!
//! A word may stand in any place that a page shows: an order is found by its building, its equipment, those who
//! work on it. Each table has its own folded words, so no row has to be written anew when a neighbour is renamed.

use rusqlite::types::Value;
use rusqlite::{ToSql, params_from_iter};
use shared::search::{Query, Term};
use shared::{AssetId, DocumentId, PersonId, Role};

use crate::base::limits::HITS_MAX;
use crate::domains::counter::queries::{RequestFilter, RequestLine};
use crate::domains::orders::queries::{OrderFilter, OrderLine, StateFilter};
use crate::domains::register::queries::{BuildingFilter, BuildingLine};
use crate::projection::reader::{Reader, parsed};

/// Conditions of a query, with the values bound to them.
#[derive(Default)]
pub(crate) struct Conditions {
    all: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    /// Binds a value and says how it is called in SQL.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    pub(crate) fn and(&mut self, condition: impl Into<String>) {
        self.all.push(condition.into());
    }

    /// That a column has this value, where one is asked for.
    pub(crate) fn and_equal(&mut self, column: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            let bound = self.bind(value.to_string());
            self.and(format!("{column} = {bound}"));
        }
    }

    /// That every word is found in one of these places, in which `:word` stands for it. Signs without a letter
    /// or digit stand nowhere.
    pub(crate) fn and_found(&mut self, text: &str, places: &[&str]) {
        let query = Query::new(text);
        if query.is_empty() && !text.trim().is_empty() {
            self.and("0");
        }
        for term in query.terms() {
            let condition = self.found(term, places);
            self.and(condition);
        }
    }

    fn found(&mut self, term: &Term, places: &[&str]) -> String {
        let parts: Vec<String> = term.parts.iter().map(|part| self.anywhere(part, places)).collect();
        let parts = parts.join(" AND ");
        match &term.joined {
            Some(joined) => format!("(({parts}) OR {})", self.anywhere(joined, places)),
            None => parts,
        }
    }

    fn anywhere(&mut self, word: &str, places: &[&str]) -> String {
        let word = self.bind(format!(" {word}"));
        let places: Vec<String> = places.iter().map(|place| place.replace(":word", &word)).collect();
        format!("({})", places.join(" OR "))
    }

    /// What stands after `WHERE`.
    pub(crate) fn sql(&self) -> String {
        if self.all.is_empty() { "1".to_owned() } else { self.all.join(" AND ") }
    }

    pub(crate) fn values(&self) -> impl rusqlite::Params + '_ {
        params_from_iter(self.values.iter().map(|value| value as &dyn ToSql))
    }
}

/// Where the words of a search for work orders may stand.
pub(crate) const ORDER_PLACES: [&str; 8] = [
    "instr(o.search, :word)",
    "o.building IN (SELECT id FROM building WHERE instr(search, :word))",
    "o.asset IN (SELECT id FROM asset WHERE instr(search, :word))",
    "o.id IN (SELECT work_order FROM assignment JOIN person ON person.id = person WHERE instr(search, :word))",
    "o.id IN (SELECT work_order FROM intervention JOIN person ON person.id = person WHERE instr(search, :word))",
    "o.team IN (SELECT id FROM team WHERE instr(search, :word))",
    "o.nature IN (SELECT id FROM nature WHERE instr(search, :word))",
    "o.organisation IN (SELECT id FROM organisation WHERE instr(search, :word))",
];

/// Where the words of a search for requests may stand.
pub(crate) const REQUEST_PLACES: [&str; 6] = [
    "instr(r.search, :word)",
    "r.building IN (SELECT id FROM building WHERE instr(search, :word))",
    "r.asset IN (SELECT id FROM asset WHERE instr(search, :word))",
    "r.person IN (SELECT id FROM person WHERE instr(search, :word))",
    "r.work_order IN (SELECT id FROM work_order WHERE instr(search, :word))",
    "r.organisation IN (SELECT id FROM organisation WHERE instr(search, :word))",
];

/// Where the words of a search for buildings may stand.
pub(crate) const BUILDING_PLACES: [&str; 2] =
    ["instr(b.search, :word)", "b.organisation IN (SELECT id FROM organisation WHERE instr(search, :word))"];

/// Where the words of a search for equipment may stand.
const ASSET_PLACES: [&str; 2] = ["instr(a.search, :word)", "instr(b.search, :word)"];

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
    pub(crate) fn find(&self, text: &str) -> rusqlite::Result<Hits> {
        let text = text.to_owned();
        let orders = OrderFilter { state: StateFilter::All, text: text.clone(), ..OrderFilter::default() };
        let requests = RequestFilter { all: true, text: text.clone(), page: 0 };
        let buildings = BuildingFilter { text: text.clone(), organisation: None, page: 0 };
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

    fn assets_found(&self, text: &str) -> rusqlite::Result<Vec<AssetHit>> {
        let mut conditions = Conditions::default();
        conditions.and_found(text, &ASSET_PLACES);
        let sql = format!(
            "SELECT a.id, a.name, trim(a.make || ' ' || a.model), b.id, b.name
             FROM asset a JOIN building b ON b.id = a.building WHERE {}
             ORDER BY a.name COLLATE dictionary, b.name COLLATE dictionary, a.id LIMIT {}",
            conditions.sql(),
            HITS_MAX + 1
        );
        self.rows(&sql, conditions.values(), |row| {
            Ok(AssetHit {
                id: parsed(row, 0)?,
                name: row.get(1)?,
                make: row.get(2)?,
                building: parsed(row, 3)?,
                building_name: row.get(4)?,
            })
        })
    }

    fn people_found(&self, text: &str) -> rusqlite::Result<Vec<PersonHit>> {
        let mut conditions = Conditions::default();
        conditions.and_found(text, &["instr(search, :word)"]);
        let sql = format!(
            "SELECT id, name, role FROM person WHERE {} ORDER BY name COLLATE dictionary, id LIMIT {}",
            conditions.sql(),
            HITS_MAX + 1
        );
        self.rows(&sql, conditions.values(), |row| {
            Ok(PersonHit { id: parsed(row, 0)?, name: row.get(1)?, role: parsed(row, 2)? })
        })
    }
}
