//! Search on the phone: what a screen shows is what finds it.

use mobile::client::{Answer, Ask, Found};
use shared::building::{Address, Asset, NewBuilding};
use shared::wire::SyncReply;
use shared::{AssetId, Document, DocumentId, LabelCode};

use crate::phone::{ORDER, PhoneOnDisk, entered, made, new_building, new_order, reply, whole};

const BOILER: AssetId = AssetId::from_bytes([0x22; 16]);
/// Where the order is.
const RESIDENCE: [u8; 16] = [9; 16];

/// Enrolled, with one work order.
fn with_an_order() -> PhoneOnDisk {
    PhoneOnDisk::holding(&[made(ORDER, new_order().with(|plan| plan.asset = Some(BOILER)))])
}

fn building(id: [u8; 16], name: &str, asset: &str) -> Document {
    let asset = Asset {
        name: asset.to_owned(),
        family: "chaudière".to_owned(),
        space: None,
        make: "Viessmann".to_owned(),
        model: "Vitodens".to_owned(),
        serial: "VX-1".to_owned(),
        installed: "2014".to_owned(),
        details: [].into(),
    };
    let address = Address { street: "rue du Nœud".to_owned(), ..new_building(name).address };
    let new = NewBuilding { address, assets: [(BOILER, asset)].into(), ..new_building(name) };
    entered(DocumentId::from_bytes(id), new)
}

impl PhoneOnDisk {
    fn finds(&mut self, text: &str) -> Vec<Found> {
        let Answer::Found(found) = self.ask(Ask::Search { text: text.to_owned() }) else {
            panic!("a search")
        };
        found
    }

    fn finds_the_order(&mut self, text: &str) -> bool {
        self.finds(text).iter().any(|found| found.document == ORDER)
    }

    fn gets(&mut self, documents: &[Document]) {
        self.ask(Ask::SyncNow);
        self.sync_request();
        self.synced(SyncReply { documents: documents.iter().map(whole).collect(), ..reply(0) });
    }
}

#[test]
fn an_order_is_found_by_everything_its_card_shows_however_it_is_typed() {
    let mut phone = with_an_order();
    assert!(phone.finds_the_order("chaud arret") && !phone.finds_the_order("tilleuls"));
    phone.gets(&[building(RESIDENCE, "Résidence Les P’tits Tilleuls", "Brûleur n° 3")]);
    for words in [
        "tilleuls residence",
        "p'tits",
        "noeud rue",
        "5000 namur",
        "0001",
        "1 2026",
        "l’arrêt",
        "bruleur",
        "ARRE\u{302}T",
    ] {
        assert!(phone.finds_the_order(words), "{words}");
    }
    assert!(!phone.finds_the_order("tilleuls absent"));
    let asset = phone.finds("bruleur 3 namur").into_iter().find(|found| found.asset.is_some());
    assert_eq!(asset.map(|found| found.title).as_deref(), Some("Brûleur n° 3"));
}

#[test]
fn what_a_label_is_on_is_found_by_its_code() {
    let mut phone = with_an_order();
    phone.gets(&[building(RESIDENCE, "Résidence", "Brûleur n° 3")]);
    let asset = phone.finds("bruleur").into_iter().find_map(|found| found.asset).unwrap();
    let (own, of_building) = (LabelCode::of(asset.as_bytes()), LabelCode::of(&RESIDENCE));
    for typed in [own.to_string(), own.grouped().to_lowercase(), format!("HTTPS://GUICHET.EXAMPLE/L/{own}")] {
        let found: Vec<_> = phone.finds(&typed).into_iter().map(|found| found.asset).collect();
        assert_eq!(found, [Some(asset)], "{typed}");
    }
    let found = phone.finds(&of_building.grouped());
    assert_eq!(found.iter().map(|found| found.title.as_str()).collect::<Vec<_>>(), ["Résidence"]);
    assert!(phone.finds(&LabelCode::of_bits(1).grouped()).is_empty());
}

#[test]
fn buildings_to_choose_from_stand_as_the_platform_sorts_them() {
    let mut phone = with_an_order();
    phone.gets(&[
        building(RESIDENCE, "Résidence", "Chaudière"),
        building([0x12; 16], "Zone de stockage", "Chaudière"),
        building([0x11; 16], "École du Centre", "Chaudière"),
        building([0x13; 16], "Eupen", "Chaudière"),
    ]);
    let asked = Ask::Buildings { text: String::new(), today: "2027-01-15".parse().unwrap() };
    let Answer::Buildings(buildings) = phone.ask(asked) else { panic!("buildings") };
    let names: Vec<&str> = buildings.list.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["Résidence", "École du Centre", "Eupen", "Zone de stockage"], "work to do first");
}

#[test]
fn an_index_made_by_another_version_is_made_anew_once() {
    let mut phone = with_an_order();
    let emptied = "DELETE FROM search_word; DELETE FROM meta WHERE key = 'search_version'";
    phone.connect().execute_batch(emptied).unwrap();
    assert!(!phone.finds_the_order("chaudiere"));
    let mut phone = phone.opened_again();
    assert!(phone.finds_the_order("chaudiere"));
    phone.connect().execute_batch("DELETE FROM search_word").unwrap();
    let mut phone = phone.opened_again();
    assert!(!phone.finds_the_order("chaudiere"), "documents are not read at every start");
}

#[test]
fn a_phone_that_indexed_with_fts5_finds_the_same_and_keeps_nothing_of_it() {
    let phone = with_an_order();
    phone
        .connect()
        .execute_batch(
            "DROP TABLE search_word; DROP TABLE announcement; DROP TABLE name; DROP TABLE stock_line;
             DROP TABLE stock_word;
             CREATE VIRTUAL TABLE search USING fts5 (
                 text, content = '', contentless_delete = 1, tokenize = 'unicode61', prefix = '2 3'
             );
             INSERT INTO search (rowid, text) SELECT id, ' chaudiere ' FROM search_entry;
             PRAGMA user_version = 3",
        )
        .unwrap();
    let mut phone = phone.opened_again();
    assert!(phone.finds_the_order("chaudiere"));
    let tables: String = phone
        .connect()
        .query_row(
            "SELECT group_concat(name, ' ' ORDER BY name) FROM sqlite_schema
             WHERE type = 'table' AND name LIKE 'search%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(tables, "search_entry search_word");
    let sound: String = phone.connect().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
}

#[test]
fn a_document_that_cannot_be_read_keeps_its_rows_and_the_others_are_indexed() {
    let mut phone = with_an_order();
    phone.gets(&[building(RESIDENCE, "Résidence", "Brûleur")]);
    phone
        .connect()
        .execute_batch(
            "UPDATE document SET snapshot = x'00' WHERE kind = 'building';
             DELETE FROM meta WHERE key = 'search_version'",
        )
        .unwrap();
    let mut phone = phone.opened_again();
    assert!(phone.finds_the_order("chaudiere residence"));
    assert_eq!(phone.finds("bruleur").iter().filter(|found| found.asset.is_some()).count(), 1);
}
