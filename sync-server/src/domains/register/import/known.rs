//! The register as it is before a list is taken in, and what lists said of it before.

use std::collections::{BTreeMap, BTreeSet};

use shared::building::{Asset, Building, RegisterValues, Space};
use shared::catalogue::{Catalogue, Organisation};
use shared::search::folded;
use shared::{AssetId, Document, DocumentId, DocumentKind, OrganisationId, SpaceId};

use crate::domains::register::import::fault::Why;
use crate::domains::register::import::meaning::Thing;
use crate::engine::error::EngineError;

/// What separates several administrations in one cell.
const SEPARATORS: [char; 7] = [';', '/', '|', '+', '&', ',', '\n'];

/// Something of one building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The building itself.
    Building,
    /// A space of it.
    Space(SpaceId),
    /// An asset of it.
    Asset(AssetId),
}

impl Part {
    /// What it is.
    #[must_use]
    pub const fn thing(self) -> Thing {
        match self {
            Self::Building => Thing::Building,
            Self::Space(_) => Thing::Space,
            Self::Asset(_) => Thing::Asset,
        }
    }

    /// Its name in what is kept of lists: nothing for the building itself.
    pub(super) fn key(self) -> String {
        match self {
            Self::Building => String::new(),
            Self::Space(id) => id.to_string(),
            Self::Asset(id) => id.to_string(),
        }
    }
}

/// What the register says of a building and of what is in it.
pub type Parts = BTreeMap<Part, RegisterValues>;

/// What lists said last of a building and of what is in it, by the key of each part.
pub type Said = BTreeMap<String, RegisterValues>;

/// A building of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The administration it is of.
    pub organisation: OrganisationId,
    /// The others that occupy it.
    pub occupants: BTreeSet<OrganisationId>,
    /// What the register says.
    pub parts: Parts,
}

impl From<&Building> for Known {
    fn from(building: &Building) -> Self {
        let mut parts = Parts::from([(Part::Building, building.values())]);
        parts.extend(building.spaces.iter().map(|(id, space)| (Part::Space(*id), Space::values(space))));
        parts.extend(building.assets.iter().map(|(id, asset)| (Part::Asset(*id), Asset::values(asset))));
        let occupants = building.occupants.keys().copied().collect();
        Self { organisation: building.organisation, occupants, parts }
    }
}

/// The register, and the administrations there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    /// The buildings.
    pub buildings: BTreeMap<DocumentId, Known>,
    /// The administrations.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// Words that mean one of them beside its name and its code, folded.
    pub words: BTreeMap<String, OrganisationId>,
    /// What else stands between several of them in one cell.
    pub separator: Option<String>,
}

impl Register {
    /// Adds what a document says of it, if it says something.
    ///
    /// # Errors
    /// [`EngineError::Document`] when the document cannot be read.
    pub fn take_in(&mut self, document: &Document) -> Result<(), EngineError> {
        let damaged = EngineError::damaged(document.id());
        if document.kind() == DocumentKind::Building {
            let building = Building::read(document).map_err(damaged)?;
            self.buildings.insert(document.id(), Known::from(&building));
        } else if document.id() == Catalogue::ID {
            self.organisations = Catalogue::read(document).map_err(damaged)?.organisations;
        }
        Ok(())
    }

    /// The administrations that words mean: one, or several with a sign between. Each is called by its name or its code.
    pub(super) fn organisations_of(&self, text: &str) -> Result<Vec<OrganisationId>, Why> {
        if let Some(one) = self.organisation_of(text) {
            return Ok(vec![one]);
        }
        let separator = self.separator.as_deref().filter(|separator| !separator.is_empty());
        let pieces = separator.map_or_else(|| vec![text], |separator| text.split(separator).collect());
        let words = pieces.into_iter().flat_map(|piece| match self.organisation_of(piece) {
            Some(_) => vec![piece],
            None => piece.split(SEPARATORS).collect(),
        });
        let words = words.map(str::trim).filter(|word| !word.is_empty());
        let found = words.map(|word| {
            self.organisation_of(word).ok_or_else(|| Why::UnknownOrganisation {
                text: word.to_owned(),
                known: self
                    .organisations
                    .values()
                    .map(|one| one.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            })
        });
        found.collect()
    }

    fn organisation_of(&self, word: &str) -> Option<OrganisationId> {
        let word = folded(word);
        if let Some(meant) = self.words.get(&word).filter(|meant| self.organisations.contains_key(meant)) {
            return Some(*meant);
        }
        let is_called = |one: &Organisation| folded(&one.name) == word || folded(&one.code) == word;
        self.organisations.iter().find(|(_, one)| is_called(one)).map(|(id, _)| *id)
    }

    /// What an administration is called.
    pub(super) fn called(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).map_or_else(|| "–".to_owned(), |one| one.name.clone())
    }
}
