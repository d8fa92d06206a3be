//! Who should have which document. Written from the design and from what people did, it shares
//! nothing with the server's tables.

use std::collections::{BTreeMap, BTreeSet};

use shared::announcement::Announcement;
use shared::building::Building;
use shared::history::History;
use shared::person::Person;
use shared::request::Request;
use shared::stock_list::StockList;
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
    /// What was done in a building: its own history goes with it, and that of another administration is for
    /// those who work for that one, as long as it has the building.
    DoneIn(DocumentId, Option<OrganisationId>),
    /// A stock list; of no team, everybody's.
    UsedBy(BTreeSet<TeamId>),
    /// The catalogue.
    Everybody,
}

/// A part of all who work here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    One(PersonId),
    Team(TeamId),
    WorkersOf(OrganisationId),
    All,
}

/// What a document names: people, and things from stores.
pub(crate) fn named_in(document: &Document) -> BTreeSet<[u8; 16]> {
    let (people, things) = match document.kind() {
        DocumentKind::WorkOrder => {
            let order = WorkOrder::read(document).unwrap();
            (order.people(), order.stock_items())
        }
        DocumentKind::Request => (Request::read(document).unwrap().people(), [].into()),
        DocumentKind::Building => (Building::read(document).unwrap().people(), [].into()),
        DocumentKind::History => (History::read(document).unwrap().people(), [].into()),
        DocumentKind::Announcement => ([Announcement::read(document).unwrap().by].into(), [].into()),
        DocumentKind::Catalogue | DocumentKind::Person | DocumentKind::StockList => Default::default(),
    };
    people.iter().map(|id| *id.as_bytes()).chain(things.iter().map(|id| *id.as_bytes())).collect()
}

/// What stands in a document and others name.
pub(crate) fn stands_in(document: &Document) -> BTreeSet<[u8; 16]> {
    match document.kind() {
        DocumentKind::Person => [*document.id().as_bytes()].into(),
        DocumentKind::StockList => {
            StockList::read(document).unwrap().items.keys().map(|id| *id.as_bytes()).collect()
        }
        _ => [].into(),
    }
}

impl For {
    /// Whom a person's card is for by itself.
    pub(crate) fn card(id: PersonId, person: &Person) -> Self {
        Self::Assigned { people: [id].into(), team: person.team }
    }

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
            DocumentKind::History => {
                let history = History::read(document).unwrap();
                Self::DoneIn(history.building, history.organisation)
            }
            DocumentKind::Announcement => match Announcement::read(document).unwrap().team {
                None => Self::Everybody,
                team => Self::Assigned { people: BTreeSet::new(), team },
            },
            DocumentKind::Catalogue => Self::Everybody,
            DocumentKind::Person => {
                Self::card(Person::of_card(document.id()), &Person::read(document).unwrap())
            }
            DocumentKind::StockList => Self::UsedBy(StockList::read(document).unwrap().teams),
        }
    }
}

#[derive(Default, Clone)]
pub(crate) struct Audiences {
    people: BTreeMap<PersonId, Belongs>,
    documents: BTreeMap<DocumentId, For>,
    /// Approved long ago and taken off the phones, until something happens to them.
    retired: BTreeSet<DocumentId>,
    /// What documents name, and in which one it stands.
    named: BTreeMap<DocumentId, BTreeSet<[u8; 16]>>,
    places: BTreeMap<[u8; 16], DocumentId>,
    /// Who was ever shown an id that stands in a document: they have the document for good.
    shown: BTreeMap<DocumentId, BTreeSet<Part>>,
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
        let shown = self.shown.get(&document).into_iter().flatten().copied();
        self.whom_by_itself(document).into_iter().chain(shown).any(|part| match part {
            Part::One(one) => one == person,
            Part::Team(team) => belongs.teams.contains(&team),
            Part::WorkersOf(organisation) => belongs.organisations.contains(&organisation),
            Part::All => true,
        })
    }

    fn whom_by_itself(&self, document: DocumentId) -> BTreeSet<Part> {
        match self.documents.get(&document) {
            None => [].into(),
            Some(For::Assigned { people, team }) => {
                people.iter().copied().map(Part::One).chain(team.map(Part::Team)).collect()
            }
            Some(For::WorkersOf(organisation)) => [Part::WorkersOf(*organisation)].into(),
            Some(For::DoneIn(building, whose)) => {
                let mut whom = self.whom_by_itself(*building);
                whom.retain(|part| whose.is_none_or(|whose| *part == Part::WorkersOf(whose)));
                whom
            }
            Some(For::UsedBy(teams)) if !teams.is_empty() => teams.iter().copied().map(Part::Team).collect(),
            Some(For::UsedBy(_) | For::Everybody) => [Part::All].into(),
        }
    }

    /// Documents are now so: whoever they are for is shown what they name.
    pub(crate) fn show<'a>(&mut self, documents: impl Iterator<Item = &'a Document>) {
        for document in documents {
            self.named.insert(document.id(), named_in(document));
            self.places.extend(stands_in(document).into_iter().map(|entry| (entry, document.id())));
        }
        let mut shown = Vec::new();
        for (document, named) in self.named.iter().filter(|(id, _)| !self.retired.contains(id)) {
            let places = named.iter().filter_map(|entry| self.places.get(entry));
            shown.extend(places.map(|place| (*place, self.whom_by_itself(*document))));
        }
        for (place, whom) in shown {
            self.shown.entry(place).or_default().extend(whom);
        }
        self.remember();
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
