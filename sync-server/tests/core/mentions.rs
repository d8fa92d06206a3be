//! Reference data that grows: a phone gets whom and what its documents name, and what its owner's team uses; what
//! the office has besides costs it nothing.

use std::collections::BTreeMap;

use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Nature};
use shared::limits::STOCK_LIST_ITEMS_MAX;
use shared::person::{Person, PersonCommand};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::wire::SyncReply;
use shared::work_order::{Material, WorkOrderCommand};
use shared::{Command, Document, DocumentId, NatureId, PersonId, Quantity, Role, StockItemId, TeamId};
use sync_server::engine::Core;
use sync_server::engine::job::Job;
use sync_server::store::Audience;

use crate::office::{OFFICE, OTHER, TECH, core, office, order_for, phone, run};

const BOILERS: TeamId = TeamId::from_bytes([0x51; 16]);
const ROOFS: TeamId = TeamId::from_bytes([0x52; 16]);

/// An administrator writes.
fn keeps(core: &mut Core, writes: Vec<(DocumentId, Command)>) {
    let job = Job::new(move |transaction| {
        writes
            .iter()
            .try_for_each(|(id, command)| transaction.execute_freely(OFFICE, Some(*id), command).map(drop))
    });
    run(core, job).unwrap();
}

fn card(id: PersonId, team: Option<TeamId>) -> (DocumentId, Command) {
    let person = Person { name: format!("Agent {id}"), role: Role::Technician, team };
    (Person::card(id), Command::Person(PersonCommand::Create(person)))
}

fn person_of(nth: u32) -> PersonId {
    PersonId::from_bytes([&[0xaa; 12], nth.to_be_bytes().as_slice()].concat().try_into().unwrap())
}

fn item_of(nth: u32) -> StockItemId {
    StockItemId::from_bytes([&[0xbb; 12], nth.to_be_bytes().as_slice()].concat().try_into().unwrap())
}

fn list_of(nth: u32) -> DocumentId {
    DocumentId::from_bytes([&[0xcc; 12], nth.to_be_bytes().as_slice()].concat().try_into().unwrap())
}

/// The `nth` list, so many things in it.
fn list(nth: u32, items: u32, team: TeamId) -> (DocumentId, Command) {
    let thing = |at: u32| StockItem {
        code: format!("ART-{at:05}"),
        label: format!("Raccord à sertir {at} mm, laiton nickelé"),
        unit: "pièce".to_owned(),
    };
    let first = nth * u32::try_from(STOCK_LIST_ITEMS_MAX).unwrap();
    let items: BTreeMap<StockItemId, StockItem> =
        (first..first + items).map(|at| (item_of(at), thing(at))).collect();
    let new = NewStockList { section: format!("Section {nth}"), teams: [team].into(), items };
    (list_of(nth), Command::StockList(StockListCommand::Create(Box::new(new))))
}

fn of_team(core: &mut Core, person: PersonId, team: TeamId) {
    let audiences = [Audience::Person(person), Audience::All, Audience::Team(team)];
    run(core, sync_server::engine::jobs::set_audiences(person, audiences.into())).unwrap();
}

fn ids(reply: &SyncReply) -> Vec<DocumentId> {
    reply.documents.iter().map(|update| update.id).collect()
}

#[test]
fn whoever_a_document_names_comes_with_it_and_before_it() {
    let mut core = core();
    keeps(&mut core, vec![card(TECH, Some(BOILERS)), card(OTHER, Some(ROOFS)), card(person_of(1), None)]);
    let mut luc = phone(TECH);
    assert_eq!(ids(&luc.sync(&mut core, vec![])), [Person::card(TECH)], "nobody else is named");
    let order = order_for(&mut core, &[TECH, OTHER]);
    assert_eq!(ids(&luc.sync(&mut core, vec![])), [Person::card(OTHER), order]);
    // A name once shown stays, and what it says otherwise comes.
    office(&mut core, Some(order), WorkOrderCommand::Assign([TECH].into()));
    assert_eq!(ids(&luc.sync(&mut core, vec![])), [order]);
    let renamed = Person { name: "Nora Simon".to_owned(), role: Role::Technician, team: None };
    keeps(&mut core, vec![(Person::card(OTHER), Command::Person(PersonCommand::Change(renamed)))]);
    let reply = luc.sync(&mut core, vec![]);
    assert_eq!(ids(&reply), [Person::card(OTHER)]);
    let bytes: usize = reply.documents[0].changes.iter().map(|change| change.0.len()).sum();
    assert!(
        reply.documents[0].snapshot.is_none() && bytes < 250,
        "a small edit is a small change: {bytes} bytes"
    );
}

#[test]
fn a_card_that_is_written_after_it_was_named_comes_too() {
    let mut core = core();
    let order = order_for(&mut core, &[TECH, OTHER]);
    let mut luc = phone(TECH);
    assert_eq!(ids(&luc.sync(&mut core, vec![])), [order]);
    keeps(&mut core, vec![card(OTHER, None)]);
    assert_eq!(ids(&luc.sync(&mut core, vec![])), [Person::card(OTHER)]);
}

#[test]
fn a_phone_holds_the_lists_its_team_uses_and_those_that_orders_name_something_of() {
    let mut core = core();
    keeps(&mut core, vec![list(0, 3, BOILERS), list(1, 3, ROOFS), list(2, 3, ROOFS)]);
    of_team(&mut core, TECH, BOILERS);
    let order = order_for(&mut core, &[TECH, OTHER]);
    let (mut luc, mut nora) = (phone(TECH), phone(OTHER));
    let reply = luc.sync(&mut core, vec![]);
    assert_eq!(ids(&reply), [list_of(0), order]);
    let mut document = whole(&reply, order);
    nora.sync(&mut core, vec![]);
    let first = u32::try_from(STOCK_LIST_ITEMS_MAX).unwrap();
    let material = Material::Stock(item_of(first));
    office(
        &mut core,
        Some(order),
        WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None },
    );
    assert_eq!(ids(&luc.sync(&mut core, vec![])), [list_of(1), order]);
    assert_eq!(ids(&nora.sync(&mut core, vec![])), [list_of(1), order], "nor is it her team's");
    // What no list has harms nothing, whoever writes it.
    document.apply(&changes_of(&mut core, order)).unwrap();
    let unknown = Material::Stock(StockItemId::from_bytes([0xee; 16]));
    let use_it =
        WorkOrderCommand::UseMaterial { material: unknown, quantity: Quantity(1000), corrects: None };
    let work = luc.does(&mut document, use_it);
    assert!(luc.sync(&mut core, vec![work]).refused.is_empty());
    // A list that passes to another team leaves, unless something of it is named.
    keeps(&mut core, vec![(list_of(0), Command::StockList(StockListCommand::SetTeams([ROOFS].into())))]);
    assert_eq!(luc.sync(&mut core, vec![]).withdrawn, [list_of(0)]);
    keeps(&mut core, vec![(list_of(1), Command::StockList(StockListCommand::SetTeams([BOILERS].into())))]);
    assert_eq!(luc.sync(&mut core, vec![]).withdrawn, []);
}

/// The changes of a document, as the office has it.
fn changes_of(core: &mut Core, id: DocumentId) -> Vec<Vec<u8>> {
    let document = run(core, sync_server::engine::jobs::document(id)).unwrap().unwrap();
    document.changes_since(&shared::Heads::default()).into_iter().map(|(_, bytes)| bytes).collect()
}

fn whole(reply: &SyncReply, id: DocumentId) -> Document {
    let update = reply.documents.iter().find(|update| update.id == id).unwrap();
    Document::load(update.kind, id, &update.snapshot.as_ref().unwrap().0).unwrap()
}

/// An office with so many people, things in stores and natures, of which the technician's team uses one list and
/// has ten people; an order of theirs names a colleague and a thing of another section.
fn commune(people: u32, lists: u32, natures: u32) -> Core {
    let mut core = core();
    of_team(&mut core, TECH, BOILERS);
    let nature = |nth: u32| Nature {
        code: format!("CHA-{nth:03}"),
        trade: "Chauffage".to_owned(),
        action: format!("Dépannage {nth}"),
        checklist: None,
    };
    let id_of = |nth: u32| {
        NatureId::from_bytes([&[0xdd; 12], nth.to_be_bytes().as_slice()].concat().try_into().unwrap())
    };
    let mut writes = vec![(Catalogue::ID, Command::Catalogue(CatalogueCommand::Create))];
    let entries: Vec<_> = (0..natures).map(|nth| CatalogueEntry::Nature(id_of(nth), nature(nth))).collect();
    writes.extend(
        entries
            .chunks(100)
            .map(|some| (Catalogue::ID, Command::Catalogue(CatalogueCommand::Put(some.to_vec())))),
    );
    writes.push(card(TECH, Some(BOILERS)));
    writes.extend((0..people).map(|nth| card(person_of(nth), Some(if nth < 10 { BOILERS } else { ROOFS }))));
    let full = u32::try_from(STOCK_LIST_ITEMS_MAX).unwrap();
    writes.extend((0..lists).map(|nth| list(nth, full, if nth == 0 { BOILERS } else { ROOFS })));
    keeps(&mut core, writes);
    for _ in 0..20 {
        let order = order_for(&mut core, &[TECH, person_of(people - 1)]);
        let material = Material::Stock(item_of(full));
        let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
        office(&mut core, Some(order), used);
    }
    core
}

/// Documents and bytes until a phone that has nothing has everything, and how often it asked.
fn first_sync(core: &mut Core) -> (usize, usize, usize) {
    let mut luc = phone(TECH);
    let (mut documents, mut bytes) = (0, 0);
    for asked in 1.. {
        let reply = luc.sync(core, vec![]);
        documents += reply.documents.len();
        bytes += reply.encode().len();
        if !reply.more {
            return (documents, bytes, asked);
        }
    }
    unreachable!("it asks until it has everything")
}

#[test]
fn a_hundred_times_the_people_and_things_cost_a_phone_nothing() {
    // 20,000 things, 2,000 people; and a hundredth of both, but at least the two lists that the phone gets.
    let (mut small, mut large) = (commune(20, 2, 500), commune(2_000, 80, 500));
    let ((few, light, _), (many, heavy, _)) = (first_sync(&mut small), first_sync(&mut large));
    eprintln!("first sync: {few} documents, {light} bytes; of a hundred times as much: {many}, {heavy}");
    assert_eq!(many, few);
    assert!(heavy * 10 <= light * 11, "{heavy} bytes instead of {light}");
}
