//! Who should have which document. Written from the design and from what people did, it shares
//! nothing with the server's tables.

use std::collections::{BTreeMap, BTreeSet};

use shared::building::Building;
use shared::history::History;
use shared::request::Request;
use shared::work_order::WorkOrder;
use shared::{Document, DocumentId, DocumentKind, OrganisationId, PersonId, TeamId};

/// Where somebody belongs.
#[derive(Clone, Default)]
pub(crate) struct Belongs {
    pub(crate) teams: BTreeSet<TeamId>,
    pub(crate) organisations: BTreeSet<OrganisationId>,
}

/// Who a document is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum For {
    /// A work order, or somebody's own request.
    Assigned { people: BTreeSet<PersonId>, team: Option<TeamId> },
    /// A building.
    WorkersOf(OrganisationId),
    /// A history, with its building.
    SameAs(DocumentId),
    /// The catalogue.
    Everybody,
}

impl For {
    /// What the document itself says.
    pub(crate) fn read(document: &Document) -> Self {
        match document.kind() {
            DocumentKind::WorkOrder => {
                let order = WorkOrder::read(document).unwrap();
                Self::Assigned { people: order.assigned.into_keys().collect(), team: order.plan.team }
            }
            DocumentKind::Request => {
                Self::Assigned { people: [Request::read(document).unwrap().by].into(), team: None }
            }
            DocumentKind::Building => Self::WorkersOf(Building::read(document).unwrap().organisation),
            DocumentKind::History => Self::SameAs(History::read(document).unwrap().building),
            DocumentKind::Catalogue => Self::Everybody,
        }
    }
}

#[derive(Default, Clone)]
pub(crate) struct Audiences {
    people: BTreeMap<PersonId, Belongs>,
    documents: BTreeMap<DocumentId, For>,
    /// Approved long ago and taken off the phones, until something happens to them.
    retired: BTreeSet<DocumentId>,
    /// Everybody's documents of any moment.
    ever: BTreeSet<(PersonId, DocumentId)>,
}

impl Audiences {
    /// Whether the document is for this person now.
    pub(crate) fn covers(&self, person: PersonId, document: DocumentId) -> bool {
        let Some(belongs) = self.people.get(&person) else { return false };
        if self.retired.contains(&document) {
            return false;
        }
        match self.documents.get(&document) {
            None => false,
            Some(For::Assigned { people, team }) => {
                people.contains(&person) || team.is_some_and(|team| belongs.teams.contains(&team))
            }
            Some(For::WorkersOf(organisation)) => belongs.organisations.contains(organisation),
            Some(For::SameAs(other)) => self.covers(person, *other),
            Some(For::Everybody) => true,
        }
    }

    /// Whether it is, or was at some moment.
    pub(crate) fn ever_covered(&self, person: PersonId, document: DocumentId) -> bool {
        self.ever.contains(&(person, document))
    }

    /// Whether the office has the document at all.
    pub(crate) fn knows(&self, document: DocumentId) -> bool {
        self.documents.contains_key(&document)
    }

    pub(crate) fn whom(&self, document: DocumentId) -> Option<&For> {
        self.documents.get(&document)
    }

    pub(crate) fn documents(&self) -> Vec<DocumentId> {
        self.documents.keys().copied().collect()
    }

    pub(crate) fn belongs(&self, person: PersonId) -> Belongs {
        self.people.get(&person).cloned().unwrap_or_default()
    }

    pub(crate) fn set_person(&mut self, person: PersonId, belongs: Belongs) {
        self.people.insert(person, belongs);
        self.remember();
    }

    pub(crate) fn set_document(&mut self, document: DocumentId, whom: For) {
        self.documents.insert(document, whom);
        self.remember();
    }

    /// The assignment of a work order changes.
    pub(crate) fn reassign(
        &mut self,
        order: DocumentId,
        change: impl FnOnce(&mut BTreeSet<PersonId>, &mut Option<TeamId>),
    ) {
        if let Some(For::Assigned { people, team }) = self.documents.get_mut(&order) {
            change(people, team);
        }
        self.remember();
    }

    pub(crate) fn retire(&mut self, document: DocumentId) {
        self.retired.insert(document);
    }

    /// Something happened to the document: a retired order is for its people again.
    pub(crate) fn touch(&mut self, document: DocumentId) {
        if self.retired.remove(&document) {
            self.remember();
        }
    }

    fn remember(&mut self) {
        for person in self.people.keys() {
            for document in self.documents.keys() {
                if self.covers(*person, *document) {
                    self.ever.insert((*person, *document));
                }
            }
        }
    }
}
