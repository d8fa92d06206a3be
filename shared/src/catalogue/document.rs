//! The catalogue: the names and codes everybody shares. One small document, written by the office.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::catalogue::checklist::{Checklist, read_checklist, write_checklist};
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::read_root;
use crate::document::writer::Writer;
use crate::id::{DocumentId, NatureId, OrganisationId, TeamId};

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

/// The catalogue, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// The administrations.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// The teams.
    pub teams: BTreeMap<TeamId, Team>,
    /// The codification.
    pub natures: BTreeMap<NatureId, Nature>,
    /// The checklists, by short key.
    pub checklists: BTreeMap<String, Checklist>,
}

/// An entry of the catalogue, put in place of the one with the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CatalogueEntry {
    /// An administration.
    Organisation(OrganisationId, Organisation),
    /// A team.
    Team(TeamId, Team),
    /// A nature of intervention.
    Nature(NatureId, Nature),
    /// A checklist.
    Checklist(String, Checklist),
}

const MAPS: [&str; 4] = ["organisations", "teams", "natures", "checklists"];

impl Catalogue {
    /// The one catalogue's document.
    pub const ID: DocumentId = DocumentId::from_bytes(*b"\0\0\0\0\0\0\x80\0\x80\0\0names");

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
                natures: fields.keyed("natures", |entry| {
                    Ok(Nature {
                        code: entry.text("code")?,
                        trade: entry.text("trade")?,
                        action: entry.text("action")?,
                        checklist: entry.optional_text("checklist")?,
                    })
                })?,
                checklists: fields.keyed("checklists", read_checklist)?,
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
            CatalogueEntry::Nature(id, nature) => {
                let object = w.insert("natures", id)?;
                w.put(&object, "code", nature.code.as_str())?;
                w.put(&object, "trade", nature.trade.as_str())?;
                w.put(&object, "action", nature.action.as_str())?;
                w.put_optional(&object, "checklist", nature.checklist.as_deref())
            }
            CatalogueEntry::Checklist(key, checklist) => write_checklist(w, key, checklist),
        }
    }
}
