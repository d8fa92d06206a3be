//! Somebody in the role that counts for one document.

use std::collections::BTreeSet;

use shared::{DocumentId, OrganisationId, PersonId, Role};

use crate::base::role::{may_review, works_at_office};
use crate::engine::error::EngineError;
use crate::store::{PersonRow, Store};

/// Somebody who does something with a document, in the role that counts for it.
#[derive(Debug, Clone)]
pub struct Acting {
    /// Who.
    pub person: PersonRow,
    /// In which role.
    pub role: Role,
    /// The administrations the document is of.
    pub organisations: BTreeSet<OrganisationId>,
}

impl Acting {
    /// Somebody at the office with a document.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when they have no role in the administrations it is of: to them there is no such
    /// document. [`EngineError::Store`] when the disk fails.
    pub(crate) fn on(store: &Store, person: PersonRow, document: DocumentId) -> Result<Self, EngineError> {
        let organisations = store.organisations_of(document)?;
        let role = person.roles.for_any(&organisations).ok_or(EngineError::NotFound)?;
        Ok(Self { person, role, organisations })
    }

    /// Somebody who decides on what was refused or offered of a document. What the server knows of no administration,
    /// such as a document it does not have, is for those who review everywhere.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when they see nothing of it, [`EngineError::NotAllowed`] when they may not review it,
    /// [`EngineError::Store`] when the disk fails.
    pub(crate) fn reviewing(
        store: &Store,
        person: PersonRow,
        document: DocumentId,
    ) -> Result<Self, EngineError> {
        let acting = Self::on(store, person, document)?;
        if !may_review(acting.role) {
            return Err(EngineError::NotAllowed);
        }
        if acting.organisations.is_empty() && !acting.person.roles.may_all(may_review) {
            return Err(EngineError::NotFound);
        }
        Ok(acting)
    }

    /// Those of these people of whom this person sees nothing: they work for no administration where this person works at
    /// the office.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub(crate) fn unseen(
        &self,
        store: &Store,
        people: &BTreeSet<PersonId>,
    ) -> Result<BTreeSet<PersonId>, EngineError> {
        let mut unseen = BTreeSet::new();
        if self.person.roles.may_all(works_at_office) {
            return Ok(unseen);
        }
        for id in people {
            let sees = |other: PersonRow| self.person.roles.meets(works_at_office, &other.roles);
            if !store.person(*id)?.is_some_and(sees) {
                unseen.insert(*id);
            }
        }
        Ok(unseen)
    }

    /// Refuses to have a document name another one that this person sees nothing of.
    ///
    /// # Errors
    /// [`EngineError::NotFound`] when it is of administrations in which they have no role, [`EngineError::Store`] when
    /// the disk fails.
    pub(crate) fn must_see(&self, store: &Store, document: DocumentId) -> Result<(), EngineError> {
        let of = store.organisations_of(document)?;
        self.person.roles.for_any(&of).map(drop).ok_or(EngineError::NotFound)
    }
}
