//! What labels are of: what is to be printed, and what one is stuck on.

use shared::{AssetId, DocumentId, LabelCode};

use crate::base::limits::{LABEL_THINGS_MAX, LABELS_PRINTED_MAX};
use crate::domains::register::queries::{ADDRESS, BuildingFilter};
use crate::projection::reader::{Reader, optional_parsed, parsed};
use crate::sql;
use crate::values;

/// What of some buildings is to have labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) buildings: bool,
    pub(crate) spaces: bool,
    pub(crate) assets: bool,
}

/// Of which buildings.
#[derive(Debug, Clone)]
pub(crate) enum Of {
    /// This one.
    One(DocumentId),
    /// All that a list shows, on all of its pages.
    Listed(BuildingFilter),
}

/// What stands on a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LabelRow {
    pub(crate) code: LabelCode,
    pub(crate) name: String,
    pub(crate) place: String,
}

/// Something that has a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Labelled {
    pub(crate) building: DocumentId,
    pub(crate) building_name: String,
    pub(crate) asset: Option<AssetId>,
    /// The name of the space or asset; nothing for the building itself.
    pub(crate) name: String,
    /// The family of an asset.
    pub(crate) family: String,
    /// The id of the building, space or asset.
    pub(crate) thing: String,
}

impl Labelled {
    /// Its page at the office.
    pub(crate) fn address(&self) -> String {
        let at = self.asset.map(|asset| format!("?asset={asset}#asset-{asset}")).unwrap_or_default();
        format!("/office/buildings/{}{at}", self.building)
    }
}

impl Reader<'_> {
    /// The labels of what is in use, building by building: at most [`LABELS_PRINTED_MAX`] of each, and one more when
    /// there are more.
    pub(crate) fn labels(&self, of: &Of, wanted: Wanted) -> sql::Result<Vec<LabelRow>> {
        let mut labels = Vec::new();
        if wanted.buildings {
            let columns = format!("b.own_label AS code, b.name, {ADDRESS} AS place");
            labels.extend(self.labels_from(of, &columns, "building b", "b.name COLLATE dictionary, b.id")?);
        }
        if wanted.spaces {
            let columns = "s.own_label AS code, s.name, b.name || ' · ' || s.level AS place";
            let tables = "building b JOIN space s ON s.building = b.id AND s.retired_on IS NULL";
            let order = "b.name COLLATE dictionary, b.id, s.level, s.name COLLATE dictionary, s.id";
            labels.extend(self.labels_from(of, columns, tables, order)?);
        }
        if wanted.assets {
            let columns = "a.own_label AS code, a.name,
                 b.name || CASE WHEN s.name IS NULL THEN '' ELSE ' · ' || s.name END AS place";
            let tables = "building b JOIN asset a ON a.building = b.id AND a.retired_on IS NULL
                 LEFT JOIN space s ON s.id = a.space AND s.building = a.building";
            let order =
                "b.name COLLATE dictionary, b.id, s.name COLLATE dictionary, a.name COLLATE dictionary, a.id";
            labels.extend(self.labels_from(of, columns, tables, order)?);
        }
        Ok(labels)
    }

    fn labels_from(&self, of: &Of, columns: &str, tables: &str, order: &str) -> sql::Result<Vec<LabelRow>> {
        let mut conditions = match of {
            Of::One(_) => BuildingFilter { retired: true, ..BuildingFilter::default() }.conditions(),
            Of::Listed(filter) => filter.conditions(),
        };
        if let Of::One(id) = of {
            conditions.and_equal("b.id", Some(id));
        }
        let limit = conditions.bind(i64::try_from(LABELS_PRINTED_MAX + 1).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT {columns} FROM {tables} WHERE {} ORDER BY {order} LIMIT {limit}",
            conditions.sql()
        );
        self.rows(&sql, &conditions.values(), |row| {
            Ok(LabelRow { code: parsed(row, "code")?, name: row.get("name")?, place: row.get("place")? })
        })
    }

    /// What a label is stuck on: its own, or one that was printed blank.
    pub(crate) fn labelled(&self, code: LabelCode) -> sql::Result<Vec<Labelled>> {
        self.rows(
            "SELECT b.id AS building, b.name AS building_name, NULL AS asset, '' AS name, '' AS family, b.id AS thing
             FROM building b WHERE b.own_label = $1 OR b.label = $1
             UNION ALL SELECT b.id, b.name, NULL, s.name, '', s.id
             FROM space s JOIN building b ON b.id = s.building WHERE s.own_label = $1 OR s.label = $1
             UNION ALL SELECT b.id, b.name, a.id, a.name, a.family, a.id
             FROM asset a JOIN building b ON b.id = a.building WHERE a.own_label = $1 OR a.label = $1
             LIMIT $2",
            values![code.as_str(), LABEL_THINGS_MAX],
            |row| {
                Ok(Labelled {
                    building: parsed(row, "building")?,
                    building_name: row.get("building_name")?,
                    asset: optional_parsed(row, "asset")?,
                    name: row.get("name")?,
                    family: row.get("family")?,
                    thing: row.get("thing")?,
                })
            },
        )
    }

    /// The labels that were printed blank and are stuck on something.
    pub(crate) fn attached_labels(&self) -> sql::Result<Vec<LabelCode>> {
        self.rows(
            "SELECT label FROM building WHERE label IS NOT NULL
             UNION SELECT label FROM space WHERE label IS NOT NULL
             UNION SELECT label FROM asset WHERE label IS NOT NULL",
            values![],
            |row| parsed(row, "label"),
        )
    }
}
