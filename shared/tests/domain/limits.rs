//! Every limit of the contract at its edge: the last that fits, and the first that does not.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, LoadOptions, ObjType, ROOT, ReadDoc as _, TextEncoding};
use shared::building::{Access, AssetField, BuildingCommand, NewAsset};
use shared::command::execute;
use shared::document::change_header;
use shared::document::photo::{DatedBy, PhotoFacts};
use shared::limits::*;
use shared::person::{Person, PersonCommand};
use shared::request::RequestCommand;
use shared::stock_list::{StockList, StockListCommand};
use shared::wire::{ChangeBytes, DocumentChanges, SyncRequest, WireError};
use shared::work_order::{
    AnswerKind, AnswerValue, Material, NewWorkOrder, WorkOrderCommand as C, WorkOrderField,
};
use shared::{
    AssetId, Command, CommandError, DeviceId, Document, DocumentError, DocumentId, DocumentKind, FactId,
    ItemId, Quantity, Timestamp,
};

use crate::fixture::*;

/// So many letters of two bytes: characters are counted, not bytes.
fn text(chars: usize) -> String {
    "é".repeat(chars)
}

/// Whether a command is taken with a text of exactly so many characters.
fn taken(
    document: &Document,
    by: &Replica,
    chars: usize,
    command: &dyn Fn(String) -> Command,
) -> Result<(), CommandError> {
    execute(&mut document.clone(), &command(text(chars)), by.author()).map(drop)
}

fn at_its_edge(document: &Document, by: &Replica, chars_max: usize, command: &dyn Fn(String) -> Command) {
    taken(document, by, chars_max, command).unwrap();
    let over = taken(document, by, chars_max + 1, command);
    assert_eq!(over, Err(CommandError::TooLong { chars_max }));
}

#[test]
fn every_text_of_a_work_order() {
    let (office, tech) = (replica(1), replica(2));
    let mut asking = new_order(&[&tech]);
    let remarks = ItemId::from_bytes([0x21; 16]);
    asking.checklist.push((remarks, item("Remarques", AnswerKind::Text, false)));
    let mut order = Document::empty(DocumentKind::WorkOrder, ORDER);
    office.does(&mut order, C::Create(Box::new(asking))).unwrap();
    let visit = tech.does(&mut order, C::Start).unwrap().fact.unwrap();
    let lines: [&dyn Fn(String) -> C; 2] = [
        &|label| C::UseMaterial {
            material: Material::Other(label),
            quantity: Quantity(1000),
            corrects: None,
        },
        &|title| C::Edit(vec![WorkOrderField::Title(title)]),
    ];
    let notes: [&dyn Fn(String) -> C; 5] = [
        &|reason| C::CannotFinish { cause: shared::work_order::CannotFinishCause::Other, reason },
        &|reason| C::Cancel { reason },
        &|caption| C::AddPhoto(PhotoFacts { caption, ..photo() }),
        &|answer| C::Answer { item: remarks, value: Some(AnswerValue::Text(answer)) },
        &|after| C::Edit(vec![WorkOrderField::Description(after)]),
    ];
    for line in lines {
        at_its_edge(&order, &tech, LINE_CHARS_MAX, &|text| Command::WorkOrder(line(text)));
    }
    for note in notes {
        at_its_edge(&order, &tech, NOTE_CHARS_MAX, &|text| Command::WorkOrder(note(text)));
    }
    at_its_edge(&order, &tech, REPORT_CHARS_MAX, &|after| {
        Command::WorkOrder(C::WriteReport { intervention: visit, before: String::new(), after })
    });
    tick(&mut order, &tech);
    tech.does(&mut order, C::Finish).unwrap();
    at_its_edge(&order, &office, NOTE_CHARS_MAX, &|reason| Command::WorkOrder(C::SendBack { reason }));
}

#[test]
fn every_text_of_a_new_order() {
    let (office, tech) = (replica(1), replica(2));
    let empty = Document::empty(DocumentKind::WorkOrder, ORDER);
    let with = |change: fn(&mut NewWorkOrder, String)| {
        let tech = &tech;
        move |text: String| {
            let mut new = new_order(&[tech]);
            change(&mut new, text);
            Command::WorkOrder(C::Create(Box::new(new)))
        }
    };
    let lines: [fn(&mut NewWorkOrder, String); 3] = [
        |new, text| new.plan.title = text,
        |new, text| new.plan.number = text,
        |new, text| new.checklist[1].1.unit = Some(text),
    ];
    let notes: [fn(&mut NewWorkOrder, String); 3] = [
        |new, text| new.checklist[0].1.label = text,
        |new, text| new.checklist[0].1.choices = vec![text],
        |new, text| new.plan.description = text,
    ];
    for line in lines {
        at_its_edge(&empty, &office, LINE_CHARS_MAX, &with(line));
    }
    for note in notes {
        at_its_edge(&empty, &office, NOTE_CHARS_MAX, &with(note));
    }
}

#[test]
fn every_text_of_a_building_and_of_a_request() {
    let (office, tech) = (replica(1), replica(2));
    let school = building(&office);
    let boiler = reread_building(&school).assets[&BOILER].clone();
    let add = |asset| BuildingCommand::AddAsset { id: AssetId::from_bytes([0x31; 16]), asset };
    let lines: [&dyn Fn(String) -> BuildingCommand; 3] = [
        &|serial| BuildingCommand::CorrectAsset { asset: BOILER, field: AssetField::Serial(serial) },
        &|name| add(NewAsset { name, ..boiler.clone() }),
        &|model| add(NewAsset { model, ..boiler.clone() }),
    ];
    for line in lines {
        at_its_edge(&school, &office, LINE_CHARS_MAX, &|text| Command::Building(line(text)));
    }
    let notes: [&dyn Fn(String) -> BuildingCommand; 2] =
        [&|text| BuildingCommand::AddRemark { text }, &|keys| {
            BuildingCommand::SetAccess(Access { keys, ..Access::default() })
        }];
    for note in notes {
        at_its_edge(&school, &office, NOTE_CHARS_MAX, &|text| Command::Building(note(text)));
    }
    let (report, _) = request(&tech);
    at_its_edge(&report, &office, NOTE_CHARS_MAX, &|reason| {
        Command::Request(RequestCommand::Close { reason })
    });
}

#[test]
fn the_items_of_a_checklist() {
    let (office, tech) = (replica(1), replica(2));
    let with = |count: usize| {
        let mut new = new_order(&[&tech]);
        new.checklist = (0..count)
            .map(|at| {
                let mut id = [0x40; 16];
                id[..8].copy_from_slice(&at.to_be_bytes());
                (ItemId::from_bytes(id), item(&format!("Point {at}"), AnswerKind::Tick, true))
            })
            .collect();
        let mut document = Document::empty(DocumentKind::WorkOrder, ORDER);
        office.does(&mut document, C::Create(Box::new(new))).map(|done| (document, done.change.unwrap()))
    };
    let (document, change) = with(CHECKLIST_ITEMS_MAX).unwrap();
    assert_eq!(read(&document).checklist.len(), CHECKLIST_ITEMS_MAX);
    assert!(change.bytes.len() < CHANGE_BYTES_MAX / 2, "there is room for longer labels");
    assert_eq!(
        with(CHECKLIST_ITEMS_MAX + 1).unwrap_err(),
        CommandError::TooMany { max: CHECKLIST_ITEMS_MAX }
    );
}

/// The document with so many photos in it; taken one by one they would take minutes.
fn with_photos(document: &Document, count: usize) -> Document {
    let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
    let mut raw = AutoCommit::load_with_options(&document.save(), options).unwrap();
    let photos = raw.get(ROOT, "photos").unwrap().unwrap().1;
    let facts = photo();
    for at in 0..count {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&at.to_be_bytes());
        let entry = raw.put_object(&photos, FactId::from_bytes(id).to_string(), ObjType::Map).unwrap();
        raw.put(&entry, "by", replica(2).person.to_string()).unwrap();
        raw.put(&entry, "at", 1_i64).unwrap();
        raw.put(&entry, "taken_at", 1_i64).unwrap();
        raw.put(&entry, "caption", "").unwrap();
        raw.put(&entry, "phase", "before").unwrap();
        raw.put(&entry, "sha256", facts.sha256.to_string()).unwrap();
        raw.put(&entry, "thumbnail", facts.thumbnail.to_string()).unwrap();
        for number in ["width", "height", "size"] {
            raw.put(&entry, number, 1_u64).unwrap();
        }
    }
    Document::load(document.kind(), document.id(), &raw.save()).unwrap()
}

#[test]
fn a_photo_from_before_cameras_were_asked_is_dated_by_the_phone() {
    let (office, tech) = (replica(1), replica(2));
    let before = with_photos(&order(&office, &[&tech]), 1);
    assert_eq!(read(&before).photos.into_values().next().unwrap().facts.dated_by, DatedBy::Phone);
    let mut since = order(&office, &[&tech]);
    execute(&mut since, &Command::WorkOrder(C::AddPhoto(photo())), tech.author()).unwrap();
    assert_eq!(read(&since).photos.into_values().next().unwrap().facts, photo());
}

#[test]
fn the_photos_of_an_order_and_of_a_request() {
    let (office, tech) = (replica(1), replica(2));
    let (report, _) = request(&tech);
    let to_order = Command::WorkOrder(C::AddPhoto(photo()));
    let to_request = Command::Request(RequestCommand::AddPhoto(photo()));
    for (document, add) in [(order(&office, &[&tech]), to_order), (report, to_request)] {
        let mut document = with_photos(&document, PHOTOS_MAX - 1);
        execute(&mut document, &add, tech.author()).unwrap();
        let over = execute(&mut document, &add, tech.author()).unwrap_err();
        assert_eq!(over, CommandError::TooMany { max: PHOTOS_MAX });
    }
}

#[test]
fn what_would_make_a_change_nobody_takes_is_not_written() {
    let (office, tech) = (replica(1), replica(2));
    let mut order = order(&office, &[&tech]);
    let visit = tech.does(&mut order, C::Start).unwrap().fact.unwrap();
    let before = order.heads();
    // Four bytes each: within the limit of characters, and over that of a change.
    let after = "𝄞".repeat(REPORT_CHARS_MAX);
    let write = |after| C::WriteReport { intervention: visit, before: String::new(), after };
    let Err(CommandError::TooLong { chars_max }) = tech.does(&mut order, write(after)) else {
        panic!("too long")
    };
    assert_eq!(order.heads(), before, "the document is as before");
    // And what the refusal says is true.
    let change = tech.changes(&mut order, write("𝄞".repeat(chars_max)));
    assert!(change.bytes.len() <= CHANGE_BYTES_MAX);
}

#[test]
fn the_bytes_of_a_change_and_of_a_saved_document() {
    let too_large = |size_bytes, max_bytes| DocumentError::TooLarge { size_bytes, max_bytes };
    let header = |size| change_header(&vec![0; size]).unwrap_err();
    assert!(matches!(header(CHANGE_BYTES_MAX), DocumentError::Corrupt(_)));
    assert_eq!(header(CHANGE_BYTES_MAX + 1), too_large(CHANGE_BYTES_MAX + 1, CHANGE_BYTES_MAX));
    let load = |size| Document::load(DocumentKind::WorkOrder, ORDER, &vec![0; size]).unwrap_err();
    assert!(matches!(load(SYNC_BODY_BYTES_MAX), DocumentError::Corrupt(_)));
    assert_eq!(load(SYNC_BODY_BYTES_MAX + 1), too_large(SYNC_BODY_BYTES_MAX + 1, SYNC_BODY_BYTES_MAX));
}

fn message(documents: Vec<DocumentChanges>, diverged: usize) -> SyncRequest {
    SyncRequest {
        documents,
        diverged: vec![ORDER; diverged],
        ..SyncRequest::first(DeviceId::from_bytes([1; 16]), Timestamp(0))
    }
}

fn changes(count: usize) -> DocumentChanges {
    let changes = vec![ChangeBytes(vec![0]); count];
    DocumentChanges { id: DocumentId::from_bytes([3; 16]), kind: DocumentKind::WorkOrder, changes }
}

#[test]
fn the_documents_changes_and_bytes_of_a_message() {
    let over = |message: SyncRequest| SyncRequest::decode(&message.encode()).err();
    let most = SYNC_CHANGES_MAX;
    assert_eq!(over(message(vec![changes(most - 1), changes(1)], 0)), None);
    assert_eq!(over(message(vec![changes(most), changes(1)], 0)), Some(WireError::OverLimit("changes")));
    let documents = |count| vec![changes(0); count];
    assert_eq!(over(message(documents(SYNC_DOCUMENTS_MAX), 0)), None);
    assert_eq!(over(message(documents(SYNC_DOCUMENTS_MAX + 1), 0)), Some(WireError::OverLimit("documents")));
    assert_eq!(over(message(vec![], SYNC_DOCUMENTS_MAX)), None);
    assert_eq!(over(message(vec![], SYNC_DOCUMENTS_MAX + 1)), Some(WireError::OverLimit("documents")));

    let mut fill = changes(1);
    let around = message(vec![fill.clone()], 0).encode().len() - 1;
    // A byte string of this length says so in four bytes more.
    fill.changes[0].0 = vec![0; SYNC_BODY_BYTES_MAX - around - 4];
    let body = message(vec![fill], 0).encode();
    assert_eq!(body.len(), SYNC_BODY_BYTES_MAX);
    SyncRequest::decode(&body).unwrap();
    let longer = [body.as_slice(), &[0]].concat();
    assert_eq!(SyncRequest::decode(&longer).err(), Some(WireError::OverLimit("bytes")));
}

#[test]
fn things_in_a_stock_list() {
    let office = replica(1);
    let list = stock_list(&office);
    let things = |count: usize| {
        let id = |at: usize| shared::StockItemId::from_bytes((at as u128 + (1 << 100)).to_be_bytes());
        (0..count).map(|at| (id(at), stock_item("Vanne"))).collect()
    };
    let put = |count| {
        let command = Command::StockList(StockListCommand::Put(things(count)));
        execute(&mut list.clone(), &command, office.author()).map(drop)
    };
    let there = StockList::read(&list).unwrap().items.len();
    put(STOCK_LIST_ITEMS_MAX - there).unwrap();
    assert_eq!(
        put(STOCK_LIST_ITEMS_MAX - there + 1),
        Err(CommandError::TooMany { max: STOCK_LIST_ITEMS_MAX })
    );
    // What is there already takes no more room.
    let mut full = list.clone();
    let fill = Command::StockList(StockListCommand::Put(things(STOCK_LIST_ITEMS_MAX - there)));
    execute(&mut full, &fill, office.author()).unwrap();
    assert_eq!(execute(&mut full, &fill, office.author()).unwrap().change, None);
    let names: [&dyn Fn(String) -> Command; 1] = [&|label| {
        let id = shared::StockItemId::from_bytes([0x33; 16]);
        Command::StockList(StockListCommand::Put([(id, stock_item(&label))].into()))
    }];
    for command in names {
        at_its_edge(&list, &office, LINE_CHARS_MAX, command);
    }
    let card = card(&office);
    at_its_edge(&card, &office, LINE_CHARS_MAX, &|name| {
        Command::Person(PersonCommand::Change(Person { name, role: shared::Role::Technician, team: None }))
    });
}
