//! A data directory as an earlier version left it, opened by this one: nothing is lost, and the office database made
//! from it has the very rows that version made.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use flate2::read::GzDecoder;
use rusqlite::{Connection, OpenFlags};
use shared::Sha256;
use sync_server::backup::verify;
use sync_server::base::clock::{Clock, SystemClock};
use sync_server::engine::Engine;

/// `server.db` of schema 5: part of the demo commune, with reports, contradictions, late work and phones.
const SERVER_5: &[u8] = include_bytes!("../fixtures/server-5.db.gz");

/// Each table of the office database which that version made from it: how many rows, and the beginning of the
/// SHA-256 of its column names and rows.
const OFFICE_5: [(&str, usize, &str); 26] = [
    ("asset", 352, "3854f3cfb9d774b9"),
    ("assignment", 53, "51123b83e7bf713e"),
    ("building", 24, "416e80fef79b11e9"),
    ("checklist_answer", 148, "fb8cb947e694ede7"),
    ("contradiction", 2, "98422b38a306da29"),
    ("delivery", 4, "55b3b25b079e5a27"),
    ("device", 12, "68574d51bab53772"),
    ("hazard", 29, "e0e68932d9970fe7"),
    ("history_line", 74, "6096c884116e46d1"),
    ("intervention", 44, "10f60e0486658e82"),
    ("material_use", 23, "7cc8dca060bf2482"),
    ("nature", 40, "abd89f0581e3962f"),
    ("organisation", 4, "478d744fe718f27e"),
    ("person", 20, "750e3305ce72b05d"),
    ("photo", 26, "b53e97124e7337de"),
    ("photo_correction", 6, "2feb3523033ff7c4"),
    ("photo_received", 66, "fcfb51389542ae7f"),
    ("remark", 15, "2c8bb67f97ce09cf"),
    ("request", 25, "3860325f8c263b24"),
    ("space", 203, "01ed4e3ee97ac823"),
    ("step", 119, "97f4d789b0af36e8"),
    ("stock_item", 66, "2e41ecf6e5b8440f"),
    ("sync_log", 91, "1f126f2ccae1bfd8"),
    ("team", 3, "f180729c1893de54"),
    ("watermark", 1, "525b40d8962fc587"),
    ("work_order", 49, "0c1a154bd99c93d7"),
];

fn unpack(packed: &[u8], data: &Path) {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    std::fs::write(data.join("server.db"), bytes).unwrap();
}

/// Rows as SQLite writes values down (`quote`), in order, after a line of the column names.
fn digest(office: &Connection, table: &str) -> (usize, String) {
    let columns: Vec<String> = {
        let mut of =
            office.prepare(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")).unwrap();
        of.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
    let sql = format!("SELECT {} AS line FROM {table} ORDER BY line", quoted.join(" || ',' || "));
    let mut rows = office.prepare(&sql).unwrap();
    let lines: Vec<String> = rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let all: String = [columns.join(",")].iter().chain(&lines).map(|line| format!("{line}\n")).collect();
    (lines.len(), Sha256::of(all.as_bytes()).to_string()[..16].to_owned())
}

#[test]
fn a_data_directory_of_schema_5_is_opened_and_its_office_database_is_made_equal() {
    let data = tempfile::tempdir().unwrap();
    unpack(SERVER_5, data.path());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    Engine::open(data.path(), sync_server::domains::NOUNS, Arc::clone(&clock)).unwrap().stop();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let office = Connection::open_with_flags(data.path().join("office/office.db"), flags).unwrap();
    for (table, rows, sum) in OFFICE_5 {
        assert_eq!(digest(&office, table), (rows, sum.to_owned()), "{table}");
    }
    let findings = verify(data.path(), &clock).unwrap();
    let wrong: Vec<&String> = findings.wrong.iter().filter(|line| !line.starts_with("photo ")).collect();
    assert_eq!(wrong, Vec::<&String>::new(), "but for the photos, which are not kept here");
}
