//! Buildings to choose from when a defect is reported.

use mobile::client::{Answer, Ask, Buildings, Near};
use mobile::limits::FOUND_MAX;
use shared::command::execute;
use shared::history::{HistoryCommand, HistoryLine};
use shared::request::{NewRequest, RequestCommand};
use shared::wire::SyncReply;
use shared::work_order::WorkOrderCommand;
use shared::{
    AssetId, Author, Command, Day, Document, DocumentId, DocumentKind, Moment, NatureId, OrganisationId,
    PersonId, Timestamp,
};

use crate::phone::{
    OFFICE, ORDER, PhoneOnDisk, entered, made, new_building, new_order, new_request, reply, whole,
};

fn id(number: u16) -> DocumentId {
    let mut bytes = [9; 16];
    bytes[..2].copy_from_slice(&number.to_be_bytes());
    DocumentId::from_bytes(bytes)
}

fn building(number: u16) -> Document {
    entered(id(number), new_building(&format!("Immeuble {number:04}")))
}

fn order(order: u8, building: u16, due: Option<&str>) -> Document {
    let due = due.map(|day| day.parse().unwrap());
    let new = new_order().with(|plan| {
        plan.building = id(building);
        plan.due = due;
    });
    made(DocumentId::from_bytes([order; 16]), new)
}

fn choice(phone: &mut PhoneOnDisk, text: &str) -> Buildings {
    let today: Day = "2026-11-29".parse().unwrap();
    let Answer::Buildings(buildings) = phone.ask(Ask::Buildings { text: text.to_owned(), today }) else {
        panic!("buildings")
    };
    buildings
}

#[test]
fn the_building_one_works_in_stands_first_then_those_of_today() {
    let mut documents: Vec<Document> = (1..=5).map(building).collect();
    documents.push(order(0x31, 5, Some("2026-11-29")));
    documents.push(order(0x32, 4, Some("2027-03-01")));
    documents.push(order(4, 3, Some("2027-03-01")));
    let mut phone = PhoneOnDisk::holding(&documents);
    assert_eq!(DocumentId::from_bytes([4; 16]), ORDER);
    phone.execute(WorkOrderCommand::Start);
    let list: Vec<_> = choice(&mut phone, "").list.into_iter().map(|line| (line.name, line.near)).collect();
    let expected = [
        ("Immeuble 0003", Some(Near::AtWork)),
        ("Immeuble 0005", Some(Near::Today)),
        ("Immeuble 0004", None),
        ("Immeuble 0001", None),
        ("Immeuble 0002", None),
    ];
    assert_eq!(list, expected.map(|(name, near)| (name.to_owned(), near)));
    let found = choice(&mut phone, "immeuble 0002");
    assert_eq!((found.list.len(), found.list[0].id, found.more), (1, id(2), false));
}

#[test]
fn at_an_asset_stand_the_orders_that_no_history_has_yet() {
    let asset = AssetId::from_bytes([8; 16]);
    let order = made(
        ORDER,
        new_order().with(|plan| {
            plan.building = id(1);
            plan.asset = Some(asset);
        }),
    );
    let elsewhere = made(DocumentId::from_bytes([5; 16]), new_order().with(|plan| plan.building = id(1)));
    let mut phone = PhoneOnDisk::holding(&[building(1), order, elsewhere]);
    phone.execute(WorkOrderCommand::Start);
    let Answer::Building(view) = phone.ask(Ask::Building(id(1))) else { panic!("a building") };
    let lines: Vec<_> = view.at_assets.iter().map(|(at, line)| (*at, line.id, line.state.as_str())).collect();
    assert_eq!(lines, [(asset, ORDER, "in-progress")]);
}

/// The history of a building for an administration, with one line.
fn history(number: u8, organisation: Option<OrganisationId>, summary: &str) -> Document {
    let mut document = Document::empty(DocumentKind::History, DocumentId::from_bytes([number; 16]));
    let line = HistoryLine {
        asset: None,
        number: "2026-0001".to_owned(),
        nature: NatureId::from_bytes([6; 16]),
        technician: PersonId::from_bytes([2; 16]),
        finished_at: Timestamp(1_790_000_000_000 + i64::from(number)),
        summary: summary.to_owned(),
    };
    for command in [HistoryCommand::Create { building: id(1), organisation }, HistoryCommand::Record(line)] {
        let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: 1 };
        let author = Author { person: PersonId::from_bytes([1; 16]), actor: OFFICE, moment };
        execute(&mut document, &Command::History(command), author).unwrap();
    }
    document
}

#[test]
fn what_was_done_for_each_administration_of_a_building_stands_in_one_list() {
    let of_another = history(0x42, Some(OrganisationId::from_bytes([7; 16])), "Joint");
    let mut phone = PhoneOnDisk::holding(&[building(1), history(0x41, None, "Vanne"), of_another]);
    let Answer::Building(view) = phone.ask(Ask::Building(id(1))) else { panic!("a building") };
    let lines: Vec<_> = view.history.iter().map(|line| line.summary.as_str()).collect();
    assert_eq!(lines, ["Joint", "Vanne"]);
}

#[test]
fn at_an_asset_stand_the_defects_that_were_reported_here() {
    let asset = AssetId::from_bytes([8; 16]);
    let mut phone = PhoneOnDisk::holding(&[building(1), building(2)]);
    for (number, asset, title) in [
        (1, Some(asset), "Fuite"),
        (1, None, "Vitre fêlée"),
        (2, Some(asset), "Bruit"),
        (1, Some(asset), "Odeur"),
    ] {
        let new = NewRequest { building: id(number), asset, ..new_request(title) };
        let command = Command::Request(RequestCommand::Create(Box::new(new)));
        assert!(matches!(phone.ask(Ask::Execute { document: None, command }), Answer::Saved { .. }));
    }
    let Answer::Building(view) = phone.ask(Ask::Building(id(1))) else { panic!("a building") };
    let lines: Vec<_> = view.defects.iter().map(|line| (line.asset, line.title.as_str())).collect();
    assert_eq!(lines, [(asset, "Odeur"), (asset, "Fuite")]);
}

#[test]
fn a_building_opens_beside_an_order_and_a_defect_that_cannot_be_read() {
    let asset = Some(AssetId::from_bytes([8; 16]));
    let order = made(
        ORDER,
        new_order().with(|plan| {
            plan.building = id(1);
            plan.asset = asset;
        }),
    );
    let mut phone = PhoneOnDisk::holding(&[building(1), order]);
    let new = NewRequest { building: id(1), asset, ..new_request("Fuite") };
    let command = Command::Request(RequestCommand::Create(Box::new(new)));
    phone.ask(Ask::Execute { document: None, command });
    let damage = "UPDATE document SET snapshot = x'00' WHERE kind IN ('work-order', 'request');
                  DELETE FROM change WHERE document IN (SELECT id FROM document WHERE kind = 'request')";
    let mut phone = phone.opened_again_on(|db| db.execute_batch(damage).unwrap());
    let Answer::Building(view) = phone.ask(Ask::Building(id(1))) else { panic!("a building") };
    assert_eq!((view.at_assets, view.defects, view.orders.len()), (vec![], vec![], 1));
}

#[test]
fn a_list_that_stops_says_so_and_one_that_is_just_full_does_not() {
    let full = u16::try_from(FOUND_MAX).unwrap();
    let documents: Vec<Document> = (1..=full).map(building).collect();
    let mut phone = PhoneOnDisk::holding(&documents);
    let buildings = choice(&mut phone, "");
    assert_eq!((buildings.list.len(), buildings.more), (usize::from(full), false));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&building(full + 1))], ..reply(0) });
    let buildings = choice(&mut phone, "");
    assert_eq!((buildings.list.len(), buildings.more), (usize::from(full), true));
    assert!(choice(&mut phone, "immeuble").more, "what is typed may find too many too");
}
