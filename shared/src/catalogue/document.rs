//! The catalogue: the names and codes everybody shares. One document, written by the office.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::checklist::{Checklist, read_checklist, write_checklist};
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::read_root;
use crate::document::writer::Writer;
use crate::id::{DocumentId, NatureId, OrganisationId, PersonId, StockItemId, TeamId};
use crate::role::Role;

/// An administration served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Short code: `COM`, `CPAS`.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A team of technicians.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its name.
    pub name: String,
}

/// Somebody's name, as phones know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Given name and family name.
    pub name: String,
    /// What they do here.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamId>,
}

/// A codified type of intervention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nature {
    /// `CHA-DEP`.
    pub code: String,
    /// `Chauffage`.
    pub trade: String,
    /// `Dépannage`.
    pub action: String,
    /// The checklist its work orders begin with: a key of [`Catalogue::checklists`].
    pub checklist: Option<String>,
}

/// A thing kept in stores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockItem {
    /// The code in stores.
    pub code: String,
    /// What it is.
    pub label: String,
    /// What it is counted in: `pièce`, `m`, `l`.
    pub unit: String,
}

/// The catalogue, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// The administrations.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// The teams.
    pub teams: BTreeMap<TeamId, Team>,
    /// The people.
    pub people: BTreeMap<PersonId, Person>,
    /// The codification.
    pub natures: BTreeMap<NatureId, Nature>,
    /// The checklists, by short key.
    pub checklists: BTreeMap<String, Checklist>,
    /// What is kept in stores.
    pub stock: BTreeMap<StockItemId, StockItem>,
}

/// An entry of the catalogue, put in place of the one with the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatalogueEntry {
    /// An administration.
    Organisation(OrganisationId, Organisation),
    /// A team.
    Team(TeamId, Team),
    /// Somebody.
    Person(PersonId, Person),
    /// A nature of intervention.
    Nature(NatureId, Nature),
    /// A checklist.
    Checklist(String, Checklist),
    /// A thing kept in stores.
    StockItem(StockItemId, StockItem),
}

const MAPS: [&str; 6] = ["organisations", "teams", "people", "natures", "checklists", "stock"];

impl Catalogue {
    /// The one catalogue's document.
    pub const ID: DocumentId = DocumentId::from_bytes(*b"\0\0\0\0\0\0\x80\0\x80\0\0catal");

    /// Reads the catalogue.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, |fields| {
            Ok(Self {
                organisations: fields.keyed("organisations", |entry| {
                    Ok(Organisation { code: entry.text("code")?, name: entry.text("name")? })
                })?,
                teams: fields.keyed("teams", |entry| Ok(Team { name: entry.text("name")? }))?,
                people: fields.keyed("people", |entry| {
                    Ok(Person {
                        name: entry.text("name")?,
                        role: entry.required("role", "a role")?,
                        team: entry.optional("team", "a team")?,
                    })
                })?,
                natures: fields.keyed("natures", |entry| {
                    Ok(Nature {
                        code: entry.text("code")?,
                        trade: entry.text("trade")?,
                        action: entry.text("action")?,
                        checklist: entry.optional_text("checklist")?,
                    })
                })?,
                checklists: fields.keyed("checklists", read_checklist)?,
                stock: fields.keyed("stock", |entry| {
                    Ok(StockItem {
                        code: entry.text("code")?,
                        label: entry.text("label")?,
                        unit: entry.text("unit")?,
                    })
                })?,
            })
        })
    }

    pub(crate) fn write_new(w: &mut Writer<'_>) -> Result<(), DocumentError> {
        w.begin(&MAPS)
    }

    pub(crate) fn write_entry(w: &mut Writer<'_>, entry: &CatalogueEntry) -> Result<(), DocumentError> {
        match entry {
            CatalogueEntry::Organisation(id, organisation) => {
                let object = w.insert("organisations", id)?;
                w.put(&object, "code", organisation.code.as_str())?;
                w.put(&object, "name", organisation.name.as_str())
            }
            CatalogueEntry::Team(id, team) => {
                let object = w.insert("teams", id)?;
                w.put(&object, "name", team.name.as_str())
            }
            CatalogueEntry::Person(id, person) => {
                let object = w.insert("people", id)?;
                w.put(&object, "name", person.name.as_str())?;
                w.put(&object, "role", person.role.name())?;
                w.put_optional(&object, "team", person.team)
            }
            CatalogueEntry::Nature(id, nature) => {
                let object = w.insert("natures", id)?;
                w.put(&object, "code", nature.code.as_str())?;
                w.put(&object, "trade", nature.trade.as_str())?;
                w.put(&object, "action", nature.action.as_str())?;
                w.put_optional(&object, "checklist", nature.checklist.as_deref())
            }
            CatalogueEntry::Checklist(key, checklist) => write_checklist(w, key, checklist),
            CatalogueEntry::StockItem(id, item) => {
                let object = w.insert("stock", id)?;
                w.put(&object, "code", item.code.as_str())?;
                w.put(&object, "label", item.label.as_str())?;
                w.put(&object, "unit", item.unit.as_str())
            }
        }
    }
}
