//! What an account that changes means for phones.

use std::collections::BTreeSet;
use std::sync::Arc;

use shared::building::{Access, Address, BuildingCommand, NewBuilding};
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Organisation, Team};
use shared::command::execute;
use shared::person::Person;
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, RefusalReason, SyncReply, SyncRequest};
use shared::work_order::{NewWorkOrder, WorkOrderCommand};
use shared::{
    ActorId, Author, Command, DeviceId, Document, DocumentId, FeedId, Moment, NatureId, OrganisationId,
    PersonId, Role, TeamId, Timestamp,
};
use sync_server::accounts::block::{self, UnderWay};
use sync_server::accounts::person::{self, PersonCommand, PersonFacts};
use sync_server::base::roles::Roles;
use sync_server::domains::ROWS;
use sync_server::domains::RULES;
use sync_server::engine::error::EngineError;
use sync_server::engine::job::Job;
use sync_server::engine::person_error::PersonError;
use sync_server::engine::{Core, jobs};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::{Audience, AuditFilter, DeviceRow, PersonRow, Store};
use sync_server::sync::exchange;

use crate::office::Ticking;

const KEEPER: PersonId = PersonId::from_bytes([1; 16]);
const TECH: PersonId = PersonId::from_bytes([2; 16]);
const ROOFS: TeamId = TeamId::from_bytes([3; 16]);
const BOILERS: TeamId = TeamId::from_bytes([4; 16]);
const COMMUNE: OrganisationId = OrganisationId::from_bytes([5; 16]);
const CPAS: OrganisationId = OrganisationId::from_bytes([6; 16]);
const PHONE: DeviceId = DeviceId::from_bytes([7; 16]);

/// A core with an administrator, a catalogue, and a technician of the roofs with a phone.
struct Office {
    core: Core,
    feed: Option<FeedId>,
    cursor: FeedCursor,
}

impl Office {
    fn open() -> Self {
        let memory = || sql::Connection::open_in_memory().unwrap();
        let (store, projection) = (Store::open(memory()).unwrap(), Projection::open(memory(), ROWS).unwrap());
        let core = Core::new(store, projection, Arc::new(Ticking::default()), RULES).unwrap();
        let mut office = Self { core, feed: None, cursor: FeedCursor(0) };
        let keeper = PersonRow {
            id: KEEPER,
            login: "keeper".to_owned(),
            password_hash: None,
            name: "Benoît".to_owned(),
            roles: Roles::everywhere(Role::Administrator),
            language: None,
        };
        office.run(jobs::write(move |store| store.put_person(&keeper))).unwrap();
        let organisation = |id, name: &str| {
            CatalogueEntry::Organisation(id, Organisation { code: name.to_owned(), name: name.to_owned() })
        };
        let team = |id, name: &str| CatalogueEntry::Team(id, Team { name: name.to_owned() });
        let entries = vec![
            organisation(COMMUNE, "Commune"),
            organisation(CPAS, "CPAS"),
            team(ROOFS, "Toitures"),
            team(BOILERS, "Chauffage"),
        ];
        for command in [CatalogueCommand::Create, CatalogueCommand::Put(entries)] {
            office.execute(Some(Catalogue::ID), Command::Catalogue(command));
        }
        office.changes(TECH, PersonCommand::Add(technician())).unwrap();
        let device = device();
        office.run(jobs::write(move |store| store.add_device(&device, [7; 32]))).unwrap();
        office
    }

    fn run<T: Send + 'static>(&mut self, job: Job<T>) -> Result<T, EngineError> {
        self.core.run_one(job)
    }

    fn changes(&mut self, person: PersonId, command: PersonCommand) -> Result<(), EngineError> {
        self.run(person::change_person(KEEPER, person, command))
    }

    fn execute(&mut self, id: Option<DocumentId>, command: Command) -> DocumentId {
        self.run(jobs::execute(KEEPER, id, command)).unwrap().0
    }

    /// An order for a team.
    fn order_for(&mut self, team: TeamId) -> DocumentId {
        let new = NewWorkOrder::new(
            "2026-0001".to_owned(),
            "Entretien".to_owned(),
            COMMUNE,
            DocumentId::from_bytes([9; 16]),
            NatureId::from_bytes([8; 16]),
        )
        .with(|plan| plan.team = Some(team));
        self.execute(None, Command::WorkOrder(WorkOrderCommand::Create(Box::new(new))))
    }

    /// A building of an administration.
    fn building_of(&mut self, organisation: OrganisationId) -> DocumentId {
        let text = str::to_owned;
        let new = NewBuilding {
            code: text("ECO-001"),
            name: text("École"),
            organisation,
            address: Address {
                street: text("rue Haute"),
                number: text("1"),
                postcode: text("5000"),
                place: text("Namur"),
            },
            details: [].into(),
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [].into(),
        };
        self.execute(None, Command::Building(BuildingCommand::Create(Box::new(new))))
    }

    /// The technician's phone syncs.
    fn sync(&mut self, documents: Vec<DocumentChanges>) -> Result<SyncReply, EngineError> {
        let request = SyncRequest {
            feed: self.feed,
            cursor: self.cursor,
            documents,
            ..SyncRequest::first(PHONE, Timestamp(1_800_000_000_000))
        };
        let reply = self.run(exchange::sync(device(), request))?;
        (self.feed, self.cursor) = (Some(reply.feed), reply.cursor);
        Ok(reply)
    }

    /// What the phone gains and loses in one sync, the catalogue and its owner's card left out.
    fn gains_and_loses(&mut self) -> (BTreeSet<DocumentId>, BTreeSet<DocumentId>) {
        let reply = self.sync(vec![]).unwrap();
        let gained = reply
            .documents
            .iter()
            .map(|update| update.id)
            .filter(|id| ![Catalogue::ID, Person::card(TECH)].contains(id));
        (gained.collect(), reply.withdrawn.into_iter().collect())
    }
}

fn blocks(by: PersonId, person: PersonId) -> Job<Vec<DeviceId>> {
    block::block(by, person, Box::new(|_| UnderWay::default()))
}

fn technician() -> PersonFacts {
    PersonFacts {
        login: "tech".to_owned(),
        name: "Lucie Piret".to_owned(),
        roles: Roles::only_at(Role::Technician, [COMMUNE]),
        team: Some(ROOFS),
    }
}

fn device() -> DeviceRow {
    DeviceRow::new(PHONE, TECH, "téléphone".to_owned(), Timestamp(0))
}

/// A form that showed this and was left with that.
fn changed(shown: PersonFacts, left: PersonFacts) -> PersonCommand {
    PersonCommand::Change { shown: Box::new(shown), left: Box::new(left) }
}

#[test]
fn whoever_changes_team_gains_its_orders_and_loses_those_of_the_one_before_in_one_sync() {
    let mut office = Office::open();
    let (roof, boiler) = (office.order_for(ROOFS), office.order_for(BOILERS));
    assert_eq!(office.gains_and_loses(), ([roof].into(), [].into()));
    let elsewhere = PersonFacts { team: Some(BOILERS), ..technician() };
    let nowhere = PersonFacts { team: None, ..technician() };
    office.changes(TECH, changed(technician(), elsewhere.clone())).unwrap();
    assert_eq!(office.gains_and_loses(), ([boiler].into(), [roof].into()));
    office.changes(TECH, changed(elsewhere, nowhere.clone())).unwrap();
    assert_eq!(office.gains_and_loses(), ([].into(), [boiler].into()));
    office.changes(TECH, changed(nowhere, technician())).unwrap();
    assert_eq!(office.gains_and_loses(), ([roof].into(), [].into()));
}

#[test]
fn whoever_works_for_another_administration_gains_and_loses_its_buildings() {
    let mut office = Office::open();
    let (commune, cpas) = (office.building_of(COMMUNE), office.building_of(CPAS));
    let (gained, _) = office.gains_and_loses();
    assert!(gained.contains(&commune) && !gained.contains(&cpas));
    office
        .changes(
            TECH,
            changed(
                technician(),
                PersonFacts { roles: Roles::only_at(Role::Technician, [CPAS]), ..technician() },
            ),
        )
        .unwrap();
    let (gained, lost) = office.gains_and_loses();
    assert!(gained.contains(&cpas) && lost.contains(&commune));
    // Each comes and goes with its history.
    assert_eq!((gained.len(), lost.len()), (2, 2));
}

#[test]
fn a_role_that_changes_holds_for_the_next_sync_and_the_phone_hears_of_it() {
    let mut office = Office::open();
    let id = office.order_for(ROOFS);
    let reply = office.sync(vec![]).unwrap();
    let update = reply.documents.iter().find(|update| update.id == id).unwrap();
    let mut order = Document::load(update.kind, id, &update.snapshot.as_ref().unwrap().0).unwrap();
    let actor = ActorId::from_bytes([7; 16]);
    let moment = Moment { wall: Timestamp(1_800_000_900_000), entropy: 1 };
    let start = Command::WorkOrder(WorkOrderCommand::Start);
    let change = execute(&mut order, &start, Author { person: TECH, actor, moment }).unwrap().change.unwrap();
    let work = DocumentChanges { id, kind: order.kind(), changes: vec![ChangeBytes(change.bytes)] };

    office
        .changes(
            TECH,
            changed(
                technician(),
                PersonFacts { roles: Roles::only_at(Role::Storekeeper, [COMMUNE]), ..technician() },
            ),
        )
        .unwrap();
    let reply = office.sync(vec![work]).unwrap();
    assert_eq!(reply.refused[0].reason, RefusalReason::NotAllowed);
    assert!(reply.documents.iter().any(|update| update.id == Person::card(TECH)), "their card says so");
}

#[test]
fn a_blocked_person_gets_nothing_even_when_the_request_was_let_in_before() {
    let mut office = Office::open();
    office.order_for(ROOFS);
    office.run(blocks(KEEPER, TECH)).unwrap();
    assert!(matches!(office.sync(vec![]), Err(EngineError::NotAllowed)));
    office.changes(TECH, PersonCommand::Unblock).unwrap();
    assert_eq!(office.gains_and_loses().0.len(), 1);
}

#[test]
fn only_an_administrator_who_is_not_blocked_changes_accounts() {
    let mut office = Office::open();
    let by_tech = blocks(TECH, KEEPER);
    assert!(matches!(office.run(by_tech), Err(EngineError::NotAllowed)));
    let second = PersonFacts {
        login: "second".to_owned(),
        roles: Roles::everywhere(Role::Administrator),
        ..technician()
    };
    let id = PersonId::from_bytes([0x22; 16]);
    office.changes(id, PersonCommand::Add(second.clone())).unwrap();
    office.run(blocks(KEEPER, id)).unwrap();
    let by_blocked = blocks(id, TECH);
    assert!(matches!(office.run(by_blocked), Err(EngineError::NotAllowed)));
    // Nobody's account is put in place of another's.
    assert!(matches!(office.changes(TECH, PersonCommand::Add(second)), Err(EngineError::NotAllowed)));
}

#[test]
fn what_is_refused_leaves_account_catalogue_and_audiences_as_they_were() {
    let mut office = Office::open();
    let before = |office: &Office| {
        let store = office.core.store();
        (store.account(TECH).unwrap(), store.person_audiences(TECH).unwrap(), store.feed_end().unwrap())
    };
    let as_it_was = before(&office);
    let taken = PersonFacts { login: "KEEPER".to_owned(), team: Some(BOILERS), ..technician() };
    let unknown = PersonFacts { team: Some(TeamId::from_bytes([0x99; 16])), ..technician() };
    for (facts, error) in [(taken, PersonError::LoginTaken), (unknown, PersonError::Unknown)] {
        let refused = office.changes(TECH, changed(technician(), facts)).unwrap_err();
        assert!(matches!(refused, EngineError::Person(found) if found == error), "{refused}");
    }
    assert_eq!(before(&office), as_it_was);
}

#[test]
fn what_two_administrators_say_of_somebody_is_put_together_unless_it_is_the_same() {
    let mut office = Office::open();
    let of = |office: &Office| {
        let store = office.core.store();
        let person = store.account(TECH).unwrap().unwrap().person;
        PersonFacts::of(&person, &store.person_audiences(TECH).unwrap())
    };
    let shown = of(&office);
    let renamed = PersonFacts { name: "Lucie Renier".to_owned(), ..shown.clone() };
    let both = Roles::only_at(Role::Technician, [COMMUNE, CPAS]);
    let moved = PersonFacts { team: Some(BOILERS), roles: both, ..shown.clone() };
    office.changes(TECH, changed(shown.clone(), renamed.clone())).unwrap();
    office.changes(TECH, changed(shown.clone(), moved.clone())).unwrap();
    assert_eq!(of(&office), PersonFacts { name: renamed.name.clone(), ..moved });
    let other = PersonFacts { name: "Lucie Renard".to_owned(), ..shown.clone() };
    let refused = office.changes(TECH, changed(shown, other.clone())).unwrap_err();
    assert!(matches!(refused, EngineError::Person(PersonError::ChangedMeanwhile)), "{refused}");
    office.changes(TECH, changed(renamed, other.clone())).unwrap();
    assert_eq!(of(&office).name, other.name, "having seen it");
}

#[test]
fn another_login_alone_is_not_worth_a_byte_to_any_phone() {
    let mut office = Office::open();
    let end = office.core.store().feed_end().unwrap();
    office
        .changes(TECH, changed(technician(), PersonFacts { login: "lucie".to_owned(), ..technician() }))
        .unwrap();
    assert_eq!(office.core.store().feed_end().unwrap(), end);
    let line = office.core.store().audit_before(&AuditFilter::default(), None, 1).unwrap().remove(0);
    assert_eq!(line.detail, "login tech → lucie");
}

#[test]
fn the_line_of_a_change_says_what_is_different() {
    let mut office = Office::open();
    let facts = PersonFacts { roles: Roles::only_at(Role::Supervisor, [CPAS]), team: None, ..technician() };
    office.changes(TECH, changed(technician(), facts)).unwrap();
    let line = office.core.store().audit_before(&AuditFilter::default(), None, 1).unwrap().remove(0);
    let told = format!(
        "role technician → supervisor; organisation:{COMMUNE} technician → –; organisation:{CPAS} – → supervisor; -{}",
        Audience::Team(ROOFS),
    );
    assert_eq!((line.person, line.action.as_str(), line.detail), (Some(KEEPER), "person-changed", told));
}
