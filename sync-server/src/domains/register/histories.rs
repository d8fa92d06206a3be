//! The histories of a building: each of its administrations has one, of its own work there. That of the administration that
//! has the building begins with it and goes with it; the others say whose they are, and begin with their first line.

use std::collections::BTreeSet;

use shared::building::Building;
use shared::history::History;
use shared::{DocumentId, DocumentKind, OrganisationId};

use crate::engine::error::EngineError;
use crate::engine::lookup::DocumentLookup;

/// The history of a building for an administration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is there.
    There(DocumentId),
    /// Nothing was done there yet for this administration, which does not have the building.
    NotYet,
    /// The building is not known, or an import brought none.
    Nowhere,
}

/// Where the work of an administration in a building is to be written down.
///
/// # Errors
/// [`EngineError::Store`] when the disk fails, [`EngineError::Document`] when a history cannot be read.
pub(crate) fn history_for(
    lookup: &mut dyn DocumentLookup,
    building: DocumentId,
    organisation: OrganisationId,
) -> Result<Place, EngineError> {
    let owner = owner(lookup, building)?;
    for id in lookup.about(DocumentKind::History, building)? {
        let Some(document) = lookup.document(id)? else { continue };
        let history = History::read(&document).map_err(EngineError::damaged(id))?;
        if history.organisation.or(owner).is_none_or(|whose| whose == organisation) {
            return Ok(Place::There(id));
        }
    }
    Ok(if owner.is_none_or(|owner| owner == organisation) { Place::Nowhere } else { Place::NotYet })
}

/// The administration that has a building; none where that cannot be read: nothing else waits for it.
fn owner(
    lookup: &mut dyn DocumentLookup,
    building: DocumentId,
) -> Result<Option<OrganisationId>, EngineError> {
    match lookup.document(building) {
        Ok(document) => Ok(document
            .and_then(|document| Building::read(&document).ok())
            .map(|building| building.organisation)),
        Err(EngineError::Document { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whose a history is, and whose phones have it: those who work for its administration while that is in the building.
pub(crate) fn of_whom(history: &History, building: &Building) -> (OrganisationId, BTreeSet<OrganisationId>) {
    let whose = history.organisation.unwrap_or(building.organisation);
    let hear = building.organisations().into_iter().filter(|organisation| *organisation == whose);
    (whose, hear.collect())
}
