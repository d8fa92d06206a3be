//! Every statement of the server, held against PostgreSQL: those that stand in the sources as they are, and those
//! that are put together, as somebody who walks through the whole office has them asked. SQLite has taken them then.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use shared::wire::FeedCursor;
use shared::{DeviceId, DocumentId, DocumentKind, PersonId};
use syn::visit::{self, Visit};
use sync_server::domains::ROWS;
use sync_server::projection::Projection;
use sync_server::sql;
use sync_server::sql::watch::watch;
use sync_server::store::{Action, Audience, AuditEntry, AuditFilter, Place, Store, Subject, Tally};

use super::forms::{filled_in, typed_by_hand};
use super::postgres::{Postgres, schemas};
use super::walk::{ADMINISTRATOR, Commune, Found, SUPERVISOR, everything};

/// How statements begin.
const BEGINNINGS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];
/// What the seam calls the ways to ask.
const METHODS: [&str; 8] = ["execute", "rows", "each", "first", "one", "exists", "put", "refused_rows"];

/// A place in the sources: a file below `src`, and a line.
type At = (String, usize);

/// Statements that were asked, each with the first place that did.
static HEARD: Mutex<BTreeMap<String, At>> = Mutex::new(BTreeMap::new());

/// Hears from now on what databases are asked.
pub(crate) fn listen() {
    watch(|statement: &str, at: &'static Location<'static>| {
        let mut heard = HEARD.lock().unwrap();
        if !heard.contains_key(statement) {
            let file = at.file().rsplit("src/").next().unwrap_or_default().to_owned();
            heard.insert(statement.to_owned(), (file, at.line() as usize));
        }
    });
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The statements in one file, and the places that ask one which was put together.
#[derive(Default)]
struct Statements {
    whole: Vec<(usize, String)>,
    put_together: BTreeSet<usize>,
    asks: BTreeSet<usize>,
    assembles: bool,
}

impl<'ast> Visit<'ast> for Statements {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.within(|this| visit::visit_impl_item_fn(this, function));
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.within(|this| visit::visit_item_fn(this, function));
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.assembles |= call.path.is_ident("format");
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        self.assembles |= ["replace", "join", "push_str"].contains(&name.as_str());
        let is_database = if let syn::Expr::Field(field) = &*call.receiver {
            matches!(&field.member, syn::Member::Named(name) if name == "db")
        } else if let syn::Expr::Path(path) = &*call.receiver {
            ["self", "reader", "table"].iter().any(|one| path.path.is_ident(one))
        } else {
            false
        };
        if is_database && call.args.len() > 1 && METHODS.contains(&name.as_str()) {
            self.asks.insert(call.method.span().start().line);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        let statement = text.value();
        if BEGINNINGS.iter().any(|begin| statement.trim_start().starts_with(begin))
            && !statement.contains('{')
        {
            self.whole.push((text.span().start().line, statement));
        }
    }
}

impl Statements {
    /// Reads a function: what it asks was put together when it puts texts together.
    fn within(&mut self, read: impl FnOnce(&mut Self)) {
        self.asks.clear();
        self.assembles = false;
        read(self);
        if self.assembles {
            self.put_together.append(&mut self.asks);
        }
    }
}

fn statements(file: &Path) -> Statements {
    let mut found = Statements::default();
    found.visit_file(&syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap());
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Those that PostgreSQL does not take, each with its place and what PostgreSQL says.
fn not_shared(statements: &BTreeMap<String, At>) -> Vec<String> {
    let (server, office) = schemas(&sources());
    let mut postgres = Postgres::new();
    postgres.schema("server", &[&server]);
    postgres.schema("office", &office.iter().map(String::as_str).collect::<Vec<_>>());
    let known: Vec<(&String, &At)> = statements.iter().collect();
    for (number, (statement, (file, _))) in known.iter().enumerate() {
        let schema = if file.starts_with("store") { "server" } else { "office" };
        postgres.prepare(schema, &format!("s{number}"), statement);
    }
    let place = |(error, given): (String, String)| {
        let number = given.strip_prefix("PREPARE s").and_then(|rest| rest.split(' ').next()?.parse().ok());
        let at = number.and_then(|number: usize| known.get(number)).map(|(_, (file, line))| (file, line));
        let at = at.map_or("a schema".to_owned(), |(file, line)| format!("sync-server/src/{file}:{line}"));
        format!("{at}: {error}\n    {given}")
    };
    postgres.refused().into_iter().map(place).collect()
}

/// Asks the store what nobody asks for who walks through an office that was never restored.
fn ask_the_store() {
    let store = Store::open(sql::Connection::open_in_memory().unwrap()).unwrap();
    let (person, document, device) =
        (PersonId::from_bytes([1; 16]), DocumentId::from_bytes([2; 16]), DeviceId::from_bytes([3; 16]));
    store.in_scope(person, document, FeedCursor(1)).unwrap();
    store.orders_on_phone(person, Place::default()).unwrap();
    store.news(person, FeedCursor(0), FeedCursor(1), document, 1).unwrap();
    store.withdrawn(person, FeedCursor(0), FeedCursor(1)).unwrap();
    store.widen_named_by(document, FeedCursor(1)).unwrap();
    store.widen_by_mentions(document, FeedCursor(1)).unwrap();
    store.refused_waiting(Some(device)).unwrap();
    store.refused(1).unwrap();
    store.refused_page(true, 0, 1).unwrap();
    store.refused_page(false, 0, 1).unwrap();
    store.refused_after(document, 1, 1).unwrap();
    store.refused_with_hash(document, shared::ChangeHash([4; 32])).unwrap();
    store.refused_from(device, 1).unwrap();
    let filter = AuditFilter {
        person: Some(person),
        action: Some("signed-in".to_owned()),
        from: Some(shared::Timestamp(0)),
        until: Some(shared::Timestamp(1)),
    };
    store.audit_before(&filter, None, 1).unwrap();
    store.audit_after(&filter, 0, 1).unwrap();
    store.forget_attempts("login").unwrap();
    let tally = Tally { scope: "sign-in", source: "192.0.2.1" };
    let entry = AuditEntry::new(Action::SignInFailed, Subject::Nothing);
    store.begin_tally(tally, &entry, 1, shared::Timestamp(0)).unwrap();
    store.tell_tallies(shared::Timestamp(i64::MAX)).unwrap();
    store.device_by_token([5; 32]).unwrap();
    store.quiet_documents(DocumentKind::Request, shared::Timestamp(0), false, (None, 1)).unwrap();
    store.quiet_since(document).unwrap();
    store.make_account_nameless(person, (1, "no. 1"), "sign-in login").unwrap();
    for audiences in [BTreeSet::from([Audience::All]), BTreeSet::new()] {
        store.set_document_audiences(document, &audiences, FeedCursor(1)).unwrap();
    }
}

/// Pages that links do not lead to: with words, filters and orders of their own.
const ASKED: [&str; 8] = [
    "/office/work-orders?state=all&sort=-number&text=chaudi%C3%A8re+2&priority=urgent",
    "/office/work-orders?sort=place&text=!",
    "/office/work-orders?sort=-state&text=12-34",
    "/office/review?odd=only&sort=newest",
    "/office/search?text=chaudi%C3%A8re",
    "/office/buildings?text=ecole",
    "/office/labels/sheet.pdf?text=ecole&what=all&format=l7160&start=1",
    "/office/requests?text=porte",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_one_that_postgresql_takes_too() {
    listen();
    everything().await;
    let commune = Commune::open();
    for (who, address) in
        [SUPERVISOR, ADMINISTRATOR].into_iter().flat_map(|who| ASKED.map(|address| (who, address)))
    {
        let cookie = commune.session(who).await;
        commune.send(address, &cookie, None).await;
    }
    // Both take the next number.
    for Found { who, form, .. } in filled_in().await {
        let cookie = commune.session(who).await;
        commune.send(&form.action, &cookie, Some(&form.pairs(&typed_by_hand(&form)))).await;
    }
    Projection::open(sql::Connection::open_in_memory().unwrap(), ROWS).unwrap().dump().unwrap();
    ask_the_store();
    let (mut all, src) = (HEARD.lock().unwrap().clone(), sources());
    // Schemas are read from their files.
    all.retain(|statement, _| BEGINNINGS.iter().any(|begin| statement.trim_start().starts_with(begin)));
    let heard: BTreeSet<At> = all.values().cloned().collect();
    let mut unheard = Vec::new();
    for path in files(&src) {
        let file = path.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
        if file.starts_with("sql") {
            continue;
        }
        let found = statements(&path);
        unheard.extend(
            found.put_together.into_iter().map(|line| (file.clone(), line)).filter(|at| !heard.contains(at)),
        );
        for (line, statement) in found.whole {
            all.entry(statement).or_insert((file.clone(), line));
        }
    }
    assert!(
        unheard.is_empty(),
        "nobody has asked what is put together here, so it is not tested: {unheard:#?}"
    );
    assert!(all.len() > 250, "only {} statements were found", all.len());
    let found = not_shared(&all);
    assert!(
        found.is_empty(),
        "PostgreSQL does not take {} of {}:\n{}",
        found.len(),
        all.len(),
        found.join("\n")
    );
}

#[test]
fn what_only_one_of_both_engines_takes_is_found_with_its_place() {
    let faulty = [
        ("store/database.rs", 7, "INSERT OR REPLACE INTO meta (key, value) VALUES ($1, $2)"),
        ("projection/reader.rs", 8, "SELECT group_concat(name) FROM person"),
        ("domains/orders/rows.rs", 9, "SELECT a.rowid FROM asset a"),
        ("store/photo.rs", 10, "SELECT size FROM photo WHERE sha256 = $1"),
    ];
    let statements =
        faulty.map(|(file, line, statement)| (statement.to_owned(), (file.to_owned(), line))).into();
    let mut found = not_shared(&statements);
    found.sort();
    let begin = |text: &str, begin: &str| assert!(text.starts_with(begin), "{text}");
    assert_eq!(found.len(), 3, "{found:#?}");
    begin(&found[0], "sync-server/src/domains/orders/rows.rs:9: column a.rowid does not exist");
    begin(&found[1], "sync-server/src/projection/reader.rs:8: function group_concat(text) does not exist");
    begin(&found[2], "sync-server/src/store/database.rs:7: syntax error at or near \"OR\"");
}
