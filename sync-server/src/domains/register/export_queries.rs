//! The rows of the register's lists, as they are exported.

use shared::OrganisationId;
use shared::building::RegisterField;

use crate::base::limits::EXPORTED_ROWS_MAX;
use crate::domains::register::export::columns;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::domains::register::queries::BuildingFilter;
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, parsed};
use crate::sql;

/// A row of a list: of which administrations the building is, the first one first, and the other columns in their order.
pub(crate) struct ListRow {
    pub(crate) organisations: Vec<OrganisationId>,
    pub(crate) cells: Vec<String>,
}

impl Reader<'_> {
    /// What a list is of in the buildings that a filter lets through, at most [`EXPORTED_ROWS_MAX`] rows and one more.
    pub(crate) fn listed(&self, list: Thing, filter: &BuildingFilter) -> sql::Result<Vec<ListRow>> {
        let mut conditions = filter.conditions();
        if !filter.retired {
            conditions.and(format!("{}.retired_on IS NULL", alias(list)));
        }
        let fields: Vec<(Thing, RegisterField)> = columns(list).into_iter().filter_map(field).collect();
        let sql = statement(list, &fields, &mut conditions);
        let names: Vec<String> = fields.into_iter().map(named).collect();
        self.rows(&sql, &conditions.values(), |row| {
            let cells = names.iter().map(|name| Ok(row.get::<Option<String>>(name)?.unwrap_or_default()));
            let occupants = row.get::<Option<String>>("occupants")?.unwrap_or_default();
            let occupants = occupants.split_whitespace().filter_map(|id| id.parse().ok());
            let owner = parsed(row, "organisation")?;
            Ok(ListRow {
                organisations: std::iter::once(owner).chain(occupants).collect(),
                cells: cells.collect::<sql::Result<_>>()?,
            })
        })
    }
}

fn statement(list: Thing, fields: &[(Thing, RegisterField)], conditions: &mut Conditions) -> String {
    let selected = fields
        .iter()
        .map(|(thing, field)| format!("{}.{} AS {}", alias(*thing), field.name(), named((*thing, *field))));
    let selected = selected.collect::<Vec<_>>().join(", ");
    let from = match list {
        Thing::Building => "building b",
        Thing::Space => "space s JOIN building b ON b.id = s.building",
        Thing::Asset => {
            "asset a JOIN building b ON b.id = a.building
                 LEFT JOIN space s ON s.id = a.space AND s.building = a.building"
        }
    };
    let order = match list {
        Thing::Building => "b.id",
        Thing::Space => "b.id, s.level, s.name COLLATE dictionary, s.id",
        Thing::Asset => "b.id, a.family COLLATE dictionary, a.name COLLATE dictionary, a.id",
    };
    let (all, most) = (conditions.sql(), conditions.bind(EXPORTED_ROWS_MAX + 1));
    format!(
        "SELECT {selected}, b.organisation AS organisation,
             (SELECT string_agg(o.organisation, ' ' ORDER BY o.organisation) FROM building_occupant o WHERE o.building = b.id)
                 AS occupants
         FROM {from} WHERE {all} ORDER BY b.name COLLATE dictionary, {order} LIMIT {most}"
    )
}

const fn alias(thing: Thing) -> &'static str {
    match thing {
        Thing::Building => "b",
        Thing::Space => "s",
        Thing::Asset => "a",
    }
}

fn named((thing, field): (Thing, RegisterField)) -> String {
    format!("{}_{}", thing.name(), field.name())
}

fn field(column: Meaning) -> Option<(Thing, RegisterField)> {
    if let Meaning::Field(thing, field) = column { Some((thing, field)) } else { None }
}
