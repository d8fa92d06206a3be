//! The names behind ids, and what is kept in stores: read from the index, not from documents.

use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, ObjType, ROOT};
use mobile::client::{Answer, Ask, StockLine};
use mobile::limits::STOCK_OFFERED_MAX;
use rusqlite::Connection;
use shared::catalogue::former::FormerCatalogue;
use shared::command::execute;
use shared::limits::STOCK_LIST_ITEMS_MAX;
use shared::person::{Person, PersonCommand};
use shared::stock_list::{NewStockList, StockItem, StockListCommand};
use shared::wire::SyncReply;
use shared::work_order::{Material, WorkOrderCommand};
use shared::{
    Author, Command, Document, DocumentId, DocumentKind, Moment, NatureId, PersonId, Quantity, Role,
    StockItemId, Timestamp,
};

use crate::phone::{
    DEVICE, OFFICE, ORDER, OWNER, Phone, PhoneOnDisk, SOMEBODY_ELSE, made, new_order, reply, whole,
};

fn written(id: DocumentId, command: Command) -> Document {
    let mut document = Document::empty(command.document_kind(), id);
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: u64::from(id.as_bytes()[0]) };
    execute(&mut document, &command, Author { person: OWNER, actor: OFFICE, moment }).unwrap();
    document
}

pub(crate) fn card(id: PersonId, name: &str) -> Document {
    let person = Person { name: name.to_owned(), role: Role::Technician, team: None };
    written(Person::card(id), Command::Person(PersonCommand::Create(person)))
}

fn item_of(list: u8, nth: usize) -> StockItemId {
    StockItemId::from_bytes((u128::from(list) << 64 | nth as u128).to_be_bytes())
}

/// The list with this number, full of things.
pub(crate) fn list(number: u8) -> Document {
    let thing = |nth: usize| StockItem {
        code: format!("SAN-{number}-{nth:03}"),
        label: format!("Raccord à sertir {nth} mm"),
        unit: "pièce".to_owned(),
    };
    let items = (0..STOCK_LIST_ITEMS_MAX).map(|nth| (item_of(number, nth), thing(nth))).collect();
    let new = NewStockList { section: "Sanitaire".to_owned(), teams: [].into(), items };
    let id = DocumentId::from_bytes([0xd0 + number; 16]);
    written(id, Command::StockList(StockListCommand::Create(Box::new(new))))
}

fn order() -> Document {
    made(ORDER, new_order())
}

impl Phone {
    fn stock(&mut self, text: &str, chosen: Option<StockItemId>) -> Vec<StockLine> {
        let nature = NatureId::from_bytes([6; 16]);
        let asked = Ask::Stock { text: text.to_owned(), nature, chosen };
        let Answer::Stock(lines) = self.ask(asked) else { panic!("things in stores were asked for") };
        lines
    }

    fn called(&mut self, id: PersonId) -> String {
        let Answer::WorkOrder(view) = self.ask(Ask::WorkOrder(ORDER)) else {
            panic!("an order was asked for")
        };
        view.names.person(id).to_owned()
    }
}

fn holding(documents: &[Document]) -> Phone {
    let mut phone = Phone::on(Connection::open_in_memory().unwrap());
    phone.enrols(OWNER, DEVICE, "secret");
    phone.sync_request();
    phone.synced(SyncReply { documents: documents.iter().map(whole).collect(), ..reply(0) });
    phone
}

#[test]
fn materials_are_searched_in_the_index_and_few_are_offered() {
    let mut phone = holding(&[list(1), list(2), list(3), list(4)]);
    let before = phone.replica.documents_loaded();
    assert_eq!(phone.stock("", None).len(), STOCK_OFFERED_MAX);
    assert_eq!(phone.stock("raccord", None).len(), STOCK_OFFERED_MAX);
    let found = phone.stock("san-3-017", None);
    assert_eq!(found.iter().map(|line| line.id).collect::<Vec<_>>(), [item_of(3, 17)]);
    assert_eq!(phone.stock("chaudière", None), []);
    // What is chosen stays, found or not.
    let chosen = phone.stock("chaudière", Some(item_of(2, 5)));
    assert_eq!(chosen.iter().map(|line| line.item.code.as_str()).collect::<Vec<_>>(), ["SAN-2-005"]);
    let among = phone.stock("raccord", Some(item_of(4, 249)));
    assert_eq!((among.len(), among[STOCK_OFFERED_MAX - 1].id), (STOCK_OFFERED_MAX, item_of(4, 249)));
    assert_eq!(phone.replica.documents_loaded(), before, "no list is read for it");
}

#[test]
fn what_was_taken_last_is_offered_first_if_it_is_found() {
    let mut phone = holding(&[order(), card(OWNER, "Luc Aubry"), list(1)]);
    for nth in [200, 100] {
        let material = Material::Stock(item_of(1, nth));
        phone.execute(WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None });
    }
    let ids = |lines: Vec<StockLine>| lines.into_iter().map(|line| line.id).collect::<Vec<_>>();
    assert_eq!(ids(phone.stock("", None))[..2], [item_of(1, 100), item_of(1, 200)]);
    assert_eq!(ids(phone.stock("200", None)), [item_of(1, 200)]);
}

#[test]
fn a_list_that_says_something_else_changes_only_what_it_says_of_it_and_goes_with_all_of_it() {
    let mut phone = holding(&[list(1)]);
    let mut other = list(1);
    let thing = StockItem { code: "X".to_owned(), label: "Siphon".to_owned(), unit: "pièce".to_owned() };
    let put = Command::StockList(StockListCommand::Put([(item_of(1, 3), thing)].into()));
    let moment = Moment { wall: Timestamp(1_790_000_000_000), entropy: 9 };
    execute(&mut other, &put, Author { person: OWNER, actor: OFFICE, moment }).unwrap();
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&other)], ..reply(0) });
    assert_eq!(phone.stock("siphon", None)[0].id, item_of(1, 3));
    assert_eq!(phone.stock("san-1-003", None), []);
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { withdrawn: vec![other.id()], ..reply(0) });
    assert_eq!((phone.stock("", None), phone.stock("siphon", None)), (vec![], vec![]));
}

/// The catalogue as an earlier version of the office wrote it.
fn former() -> Document {
    let mut raw = AutoCommit::new();
    raw.put(ROOT, "schema", 1_u64).unwrap();
    let maps = ["organisations", "teams", "people", "natures", "checklists", "stock"];
    let maps = maps.map(|name| raw.put_object(ROOT, name, ObjType::Map).unwrap());
    let person = raw.put_object(&maps[2], SOMEBODY_ELSE.to_string(), ObjType::Map).unwrap();
    raw.put(&person, "name", "Nora Simon").unwrap();
    raw.put(&person, "role", "technician").unwrap();
    let thing = raw.put_object(&maps[5], item_of(1, 3).to_string(), ObjType::Map).unwrap();
    for (key, value) in [("code", "OLD-003"), ("label", "Ancien raccord"), ("unit", "pièce")] {
        raw.put(&thing, key, value).unwrap();
    }
    Document::load(DocumentKind::Catalogue, FormerCatalogue::ID, &raw.save()).unwrap()
}

fn assigned_to_both() -> Document {
    let new = shared::work_order::NewWorkOrder { assigned: vec![OWNER, SOMEBODY_ELSE], ..new_order() };
    made(ORDER, new)
}

/// A phone that was updated shows every name it showed before, already before it syncs; then today's documents
/// take the place of the catalogue there was.
#[test]
fn names_of_an_earlier_catalogue_are_known_until_todays_documents_come() {
    let phone = PhoneOnDisk::holding(&[former(), assigned_to_both()]);
    // As the app of before left it: without these rows.
    let mut phone = phone.opened_again_on(|db| {
        db.execute_batch(
            "DROP TABLE name; DROP TABLE stock_line; DROP TABLE stock_word; PRAGMA user_version = 5",
        )
        .unwrap();
    });
    assert_eq!(phone.called(SOMEBODY_ELSE), "Nora Simon");
    assert_eq!(phone.stock("ancien", None)[0].id, item_of(1, 3));
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    let documents = vec![whole(&card(SOMEBODY_ELSE, "Nora Simonis")), whole(&list(1))];
    phone.synced(SyncReply { documents, withdrawn: vec![FormerCatalogue::ID], ..reply(0) });
    assert_eq!(phone.called(SOMEBODY_ELSE), "Nora Simonis");
    assert_eq!((phone.stock("ancien", None), phone.stock("san-1-003", None).len()), (vec![], 1));
}
