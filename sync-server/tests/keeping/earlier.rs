//! A data directory as an earlier version left it, opened by this one: nothing is lost, and the office database made
//! from it has the very rows that version made.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use flate2::read::GzDecoder;
use rusqlite::{Connection, OpenFlags};
use shared::Sha256;
use sync_server::audit_head::check;
use sync_server::backup::verify;
use sync_server::base::clock::{Clock, SystemClock};
use sync_server::domains::{ROWS, RULES};
use sync_server::engine::error::EngineError;
use sync_server::engine::{Core, Engine};
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::store::error::StoreError;
use sync_server::store::{CHAIN_BEGINS, Store};

/// `server.db` of schema 5: part of the demo commune, with reports, contradictions, late work and phones.
const SERVER_5: &[u8] = include_bytes!("../fixtures/server-5.db.gz");

/// The same once schema 6 had taken it over, and the office database of version 9 made from it.
const SERVER_6: &[u8] = include_bytes!("../fixtures/server-6.db.gz");
const OFFICE_9: &[u8] = include_bytes!("../fixtures/office-9.db.gz");

/// Each table of the office database which that version made from it, but the watermark: the catalogue has become
/// several documents since. How many rows, and the beginning of the SHA-256 of its column names and rows.
const OFFICE_5: [(&str, usize, &str); 25] = [
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
    ("work_order", 49, "0c1a154bd99c93d7"),
];

fn unpack(packed: &[u8], place: &Path) {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    std::fs::write(place, bytes).unwrap();
}

/// Columns of the office database that came since, of which earlier documents have no value.
const SINCE: &str = "site municipality best_address position parcels surface year energy energy_until retired_on \
                     retired_why code within label own_label";

/// Rows as SQLite writes values down (`quote`), in order, after a line of the column names.
fn digest(office: &Connection, table: &str) -> (usize, String) {
    let columns: Vec<String> = {
        let mut of =
            office.prepare(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")).unwrap();
        let named: Vec<String> =
            of.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        let is_since = |column: &str| SINCE.split(' ').any(|since| since == column);
        let of_the_register = ["building", "space", "asset"].contains(&table);
        let always = |column: &String| column == "code" && table == "building";
        named.into_iter().filter(|column| !of_the_register || !is_since(column) || always(column)).collect()
    };
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
    let sql = format!("SELECT {} AS line FROM {table} ORDER BY line", quoted.join(" || ',' || "));
    let mut rows = office.prepare(&sql).unwrap();
    let lines: Vec<String> = rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let all: String = [columns.join(",")].iter().chain(&lines).map(|line| format!("{line}\n")).collect();
    (lines.len(), Sha256::of(all.as_bytes()).to_string()[..16].to_owned())
}

/// Every column, index, trigger and view of a database.
fn shape(db: &Path) -> Vec<String> {
    let sql = "SELECT t.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || c.pk || coalesce(c.dflt_value, '')
            FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'
        UNION ALL SELECT 'index ' || i.name || ' ' || i.tbl_name || ' ' || c.seqno || coalesce(c.name, '')
            FROM sqlite_schema i, pragma_index_info(i.name) c WHERE i.type = 'index'
        UNION ALL SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema WHERE type IN ('trigger', 'view')
        ORDER BY 1";
    let db = Connection::open(db).unwrap();
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// Opens what an earlier version left, and looks at all of it.
fn opened_by_this_version(data: &Path) {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    Engine::open(data, sync_server::domains::NOUNS, Arc::clone(&clock)).unwrap().stop();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let office = Connection::open_with_flags(data.join("office/office.db"), flags).unwrap();
    for (table, rows, sum) in OFFICE_5 {
        assert_eq!(digest(&office, table), (rows, sum.to_owned()), "{table}");
    }
    let findings = verify(data, &clock).unwrap();
    let wrong: Vec<&String> = findings.wrong.iter().filter(|line| !line.starts_with("photo ")).collect();
    assert_eq!(wrong, Vec::<&String>::new(), "but for the photos, which are not kept here");
    let fresh = tempfile::tempdir().unwrap();
    Engine::open(fresh.path(), sync_server::domains::NOUNS, clock).unwrap().stop();
    for name in ["server.db", "office/office.db"] {
        let (brought_up, made) = (shape(&data.join(name)), shape(&fresh.path().join(name)));
        assert_eq!(brought_up, made, "{name} is like one that is made now");
    }
}

#[test]
fn a_data_directory_of_schema_5_is_opened_and_its_office_database_is_made_equal() {
    let data = tempfile::tempdir().unwrap();
    unpack(SERVER_5, &data.path().join("server.db"));
    opened_by_this_version(data.path());
}

#[test]
fn a_data_directory_of_schema_6_is_opened_with_its_office_database() {
    let data = tempfile::tempdir().unwrap();
    std::fs::create_dir(data.path().join("office")).unwrap();
    unpack(SERVER_6, &data.path().join("server.db"));
    unpack(OFFICE_9, &data.path().join("office/office.db"));
    opened_by_this_version(data.path());
}

#[test]
fn the_lines_of_an_earlier_audit_log_are_chained_once_as_they_stand() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("server.db");
    for packed in [SERVER_5, SERVER_6] {
        unpack(packed, &path);
        let as_it_stood = |db: &Connection| -> Vec<String> {
            let sql = "SELECT quote(id) || quote(at) || quote(person) || quote(device) || quote(address)
                || quote(action) || quote(subject) || quote(detail) FROM audit ORDER BY id";
            let mut rows = db.prepare(sql).unwrap();
            rows.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
        };
        let before = as_it_stood(&Connection::open(&path).unwrap());
        assert_eq!(before.len(), 20);
        let mut heads = Vec::new();
        for _ in 0..2 {
            let store = Store::open(sql::Connection::open(&path).unwrap()).unwrap();
            let checked = check(&store, None).unwrap();
            assert_eq!((checked.lines, checked.wrong.len()), (20, 0));
            heads.push(store.audit_head().unwrap());
        }
        assert_eq!(heads[0], heads[1], "the second start finds them chained");
        assert_ne!(heads[0].chain, CHAIN_BEGINS);
        let db = Connection::open(&path).unwrap();
        assert_eq!(as_it_stood(&db), before);
        for harm in ["UPDATE audit SET chain = zeroblob(32)", "DELETE FROM audit"] {
            let refused = db.execute(harm, []).unwrap_err().to_string();
            assert!(refused.contains("only added to"), "{harm}: {refused}");
        }
    }
}

/// Starts on a database, and says what the office database made from it holds.
fn start(server: Connection) -> Result<String, EngineError> {
    let projection = Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS)?;
    let store = Store::open(sql::Connection::try_from(server).unwrap())?;
    let core = Core::new(store, projection, Arc::new(SystemClock), RULES)?;
    Ok(core.projection().dump()?)
}

/// A start that finds no room, after more and more of it was written: the next makes the same of what is there.
#[test]
fn a_catalogue_whose_migration_is_cut_off_anywhere_is_whole_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (cut, whole) = (folder.path().join("cut.db"), folder.path().join("whole.db"));
    unpack(SERVER_5, &cut);
    unpack(SERVER_5, &whole);
    let expected = start(Connection::open(whole).unwrap()).unwrap();
    let room = || {
        let db = Connection::open(&cut).unwrap();
        db.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0)).unwrap()
    };
    let mut cut_off = 0;
    for more in (0..).step_by(2) {
        let pages = room();
        let db = Connection::open(&cut).unwrap();
        db.pragma_update(None, "max_page_count", pages + more).unwrap();
        match start(db) {
            Ok(made) => {
                assert_eq!(made, expected);
                break;
            }
            Err(error) => assert!(matches!(error, EngineError::Store(StoreError::Full)), "{error}"),
        }
        cut_off += 1;
    }
    assert!(cut_off > 5, "it was cut off {cut_off} times");
    // And once it is done, a start finds nothing to do.
    let pages = room();
    assert_eq!(start(Connection::open(&cut).unwrap()).unwrap(), expected);
    assert_eq!(room(), pages);
}
