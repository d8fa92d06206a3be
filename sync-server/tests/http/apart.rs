//! Administrations apart: every address of the office, asked for each thing by people with every combination of roles in
//! two administrations, held against a model that knows nothing but who has which role where and of which administrations
//! a thing is.

mod commune;
mod forms;
mod visitor;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use shared::history::History;
use shared::work_order::{NewWorkOrder, WorkOrderCommand, WorkOrderPlan};
use shared::{Command, DocumentKind, OrganisationId, PersonId, Role};
use sync_server::base::roles::Roles;
use sync_server::store::{Audience, Store};

use crate::access::expected;
use crate::apart::commune::{Commune, Thing};
use crate::apart::forms::FORMS;
use crate::apart::visitor::{FORM_MEDIA_TYPE, Visitor, combinations, letters, method};
use crate::exchange::whole;
use crate::test_office::{SUPERVISOR, new_order};

const A: OrganisationId = OrganisationId::from_bytes([0xA0; 16]);
const B: OrganisationId = OrganisationId::from_bytes([0xB0; 16]);

/// A list, as everything there is to see in it is asked for.
struct List {
    path: &'static str,
    query: &'static str,
    /// How the markers of what it lists begin.
    rows: &'static [&'static str],
    /// What stands once for each of these on it, and how their markers begin; those of a row of addresses, where
    /// markers are of several.
    counted: Option<(&'static str, &'static str, &'static [&'static str])>,
}

const fn list(path: &'static str, query: &'static str, rows: &'static [&'static str]) -> List {
    List { path, query, rows, counted: None }
}

impl List {
    const fn counted(self, word: &'static str, row: &'static str, markers: &'static [&'static str]) -> Self {
        Self { counted: Some((word, row, markers)), ..self }
    }
}

const ORDER: &str = "/office/work-orders/{id}";
const REFUSED: &str = "/office/refused/{number}";
const ORDERS: &[&str] = &["zqbon", "zqrefus", "zqmort", "zqfini", "zqvali", "zqcont", "zqconf"];
const WAITING: &[&str] = &["zqfini", "zqcont"];
const OF_PHONES: &[&str] = &["zqrefus", "zqneuf", "zqabus"];

const LISTS: &[List] = &[
    list("/office/work-orders", "?state=all", ORDERS).counted("data-test=\"order-row\"", ORDER, ORDERS),
    list("/office/review", "", WAITING).counted("data-test=\"review-row\"", ORDER, WAITING),
    list("/office/buildings", "", &["zqbat", "zqadm"]),
    list("/office/buildings/new", "", &["zqadm"]),
    list("/office/labels/choose", "", &[]),
    list("/office/requests", "?all=yes", &["zqdem"]).counted(
        "data-test=\"request-row\"",
        "/office/requests/{id}",
        &["zqdem"],
    ),
    list("/office/search", "?text=zqbon", &["zqbon"]),
    list("/office/search", "?text=zqvali", &["zqvali"]),
    list("/office/search", "?text=zqdem", &["zqdem"]),
    list("/office/search", "?text=zqbat", &["zqbat"]),
    list("/office/search", "?text=zqtech", &["zqtech"]),
    list("/office/people", "", &["zqtech"]),
    list("/office/devices", "", &["zqtech"]),
    list("/office/offers", "", &["zqoffr", "zqconf"]),
    list("/office/refused", "", &["zqrefus"]).counted("data-test=\"refused\"", REFUSED, OF_PHONES),
    list("/office/refused", "?show=dealt-with", &["zqmort"]).counted(
        "data-test=\"refused\"",
        REFUSED,
        &["zqmort"],
    ),
    list("/office/audit", "?action=work-order-create", &["zqbon", "zqrefus", "zqfini", "zqvali", "zqcont"]),
    list("/office/audit", "?action=work-order-approve", &["zqvali"]),
    list("/office/audit", "?action=building-create", &["zqbat"]),
    list("/office/audit", "?action=change-set-aside", &["zqmort"]).counted(
        "data-test=\"audit-line\"",
        REFUSED,
        &["zqmort"],
    ),
    list("/office/audit", "?action=audiences-set", &["zqtech"]),
    list("/office/announcements", "", &["zqann"]),
    list("/office/audit.csv", "?format=spreadsheet", ORDERS),
    // By those who made visits in what is seen.
    list("/office/history", "", &["zqtechA", "zqtechB"]),
    list("/office/buildings/export", "?format=spreadsheet&retired=yes", &["zqbat"]),
    list("/office/history.csv", "?format=spreadsheet", &["zqtechA", "zqtechB"]),
    list("/office/work-orders/new", "?text=zq", &["zqbat"]),
    list("/office/requests/new", "?text=zq", &["zqbat"]),
];

/// Numbers of the menu: what waits behind a line of it.
const BADGES: &[(&str, &str, &[&str])] = &[
    ("/office/review", ORDER, WAITING),
    ("/office/refused", REFUSED, OF_PHONES),
    ("/office/offers", "", &["zqoffr"]),
    ("/office/requests", "/office/requests/{id}", &["zqdem"]),
];

/// Addresses that show nothing of single administrations, and why.
const OF_NO_ADMINISTRATION: &[(&str, &str)] = &[
    ("/office", "leads to the first page"),
    ("/office/", "leads to the first page"),
    ("/office/{*rest}", "there is nothing"),
    ("/office/assets/{name}", "files of the program"),
    ("/office/sign-in", "anybody's"),
    ("/office/sign-out", "anybody's"),
    ("/office/language", "anybody's"),
    ("/office/verify-report", "anybody's, of a file they have"),
    ("/office/accessibility", "anybody's"),
    ("/office/privacy", "anybody's"),
    ("/office/account", "one's own"),
    ("/office/account/password", "one's own"),
    ("/office/account/sign-out-everywhere", "one's own"),
    ("/office/account/enrol", "one's own"),
    ("/office/account/second-factor", "one's own"),
    ("/office/account/second-factor/begin", "one's own"),
    ("/office/account/second-factor/finish", "one's own"),
    ("/office/account/second-factor/codes", "one's own"),
    ("/office/account/second-factor/remove", "one's own"),
    ("/office/account/code", "one's own"),
    ("/office/events", "says that something changed, and nothing of what"),
    ("/office/buildings/import", "a form for a file"),
    ("/office/buildings/import/check", "of who brought the file, row by row, as `imports` asks"),
    ("/office/labels", "blank labels, which are of nobody"),
    ("/office/labels/sheet.pdf", "a file, as `labels` asks"),
    ("/office/l/{code}", "anybody's who stands before the label, as `labels` asks"),
    ("/office/buildings/import/columns", "of who brought the file"),
    ("/office/buildings/imports", "one's own, and those of registers one keeps, as `imports_done` asks"),
    ("/office/buildings/imports/{number}", "the same"),
    ("/office/second-factor", "of the whole server"),
    ("/office/phone-lock", "of the whole server"),
    ("/office/devices/{id}/code", "asked by every role of every owner's in `closed_codes`"),
    ("/office/responsible", "of the whole server"),
    ("/office/retention", "of the whole server"),
    ("/office/people/new", "a form of administrators, who are so everywhere"),
    ("/office/people/{id}/password", "of administrators, who are so everywhere"),
    ("/office/people/{id}/second-factor", "of administrators, who are so everywhere"),
    ("/office/people/{id}/nameless", "of administrators, who are so everywhere"),
    ("/office/people/{id}/blocked", "of administrators, who are so everywhere"),
    ("/office/people/{id}/unblock", "of administrators, who are so everywhere"),
    ("/office/people/{id}/sign-out-everywhere", "of administrators, who are so everywhere"),
];

/// Forms of administrators, who are so everywhere, at addresses that are read by others too.
const OF_ADMINISTRATORS: [&str; 2] = ["/office/people", "/office/people/{id}"];

impl Commune {
    /// Whether the marker of a thing may stand on a page for these roles: that of somebody, also where they are named in
    /// something that is seen.
    fn may_stand(&self, visitor: &Visitor, letters: &str, thing: &Thing) -> bool {
        let names_them =
            |other: &Thing| other.names.contains(&thing.marker) && visitor.has_role(letters, &other.of);
        visitor.has_role(letters, &thing.of) || self.things.iter().any(names_them)
    }

    /// Nothing stands on a page for these roles that may not.
    fn holds_nothing_else(&self, visitor: &Visitor, letters: &str, path: &str, page: &str) {
        for thing in self.things.iter().filter(|thing| stands(page, &thing.marker)) {
            let may_stand = self.may_stand(visitor, letters, thing);
            self.expects(may_stand, || format!("{} on {path}, {}", thing.marker, visitor.told()));
        }
    }

    /// How many things of a row of addresses, whose markers begin so, somebody sees with these roles.
    fn number(&self, visitor: &Visitor, letters: &str, row: &str, markers: &[&str]) -> usize {
        let is_counted = |thing: &&Thing| {
            markers.iter().any(|marker| thing.marker.starts_with(marker))
                && (row.is_empty() || thing.addresses.iter().any(|(at, _)| *at == row))
                && visitor.has_role(letters, &thing.of)
        };
        self.things.iter().filter(is_counted).count()
    }
}

/// Whether words stand on a page, not as the beginning of longer ones.
fn stands(page: &str, marker: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    !marker.is_empty() && page.match_indices(marker).any(|(at, _)| ends(&page[at + marker.len()..]))
}

/// Every thing at its own addresses; how many were asked for.
async fn each_thing_is_asked_for(commune: &Commune, visitor: &Visitor) -> usize {
    let mut asked = 0;
    for thing in &commune.things {
        for (row, path) in &thing.addresses {
            let letters = letters(method(row), row);
            let answer = visitor.asks(row, path, "").await;
            asked += 1;
            let wanted = visitor.wanted(letters, &thing.of);
            let answered = answer.status;
            commune.expects(answered == wanted, || {
                format!("{answered} at {row} of {} ({:?}), {}", thing.marker, thing.of, visitor.told())
            });
            commune.holds_nothing_else(visitor, letters, path, &String::from_utf8_lossy(&answer.body));
        }
    }
    asked
}

/// Every list: what is seen is on it and counted, and nothing else.
async fn each_list_is_asked_for(commune: &Commune, visitor: &Visitor) -> usize {
    let told = visitor.told();
    for List { path, query, rows, counted } in LISTS {
        let letters = letters(method(path), path);
        let answer = visitor.asks(path, path, query).await;
        let (answered, wanted) = (answer.status, visitor.wanted_of_list(letters));
        commune.expects(answered == wanted, || format!("{answered} at {path}, {told}"));
        if wanted != StatusCode::OK {
            continue;
        }
        let page = String::from_utf8_lossy(&answer.body);
        commune.holds_nothing_else(visitor, letters, path, &page);
        for thing in &commune.things {
            let is_listed = rows.iter().any(|row| thing.marker.starts_with(row));
            let is_missing =
                is_listed && visitor.has_role(letters, &thing.of) && !stands(&page, &thing.marker);
            commune.expects(!is_missing, || format!("{} is not on {path}{query}, {told}", thing.marker));
        }
        if let Some((word, row, markers)) = counted {
            let (found, wanted) =
                (page.matches(word).count(), commune.number(visitor, letters, row, markers));
            commune.expects(found == wanted, || format!("{found} for {wanted} on {path}{query}, {told}"));
        }
    }
    LISTS.len()
}

/// The menu says how much waits of what is seen.
async fn the_menu_counts_what_is_seen(commune: &Commune, visitor: &Visitor) {
    if !visitor.works_at_office() {
        return;
    }
    let page = String::from_utf8(visitor.gets("/office/account").await.body).unwrap();
    for (path, row, markers) in BADGES {
        let letters = letters("GET", path);
        let line = page.split_once(&format!("<a href=\"{path}\"")).map(|(_, rest)| rest);
        let line = line.and_then(|rest| rest.split("</li>").next()).unwrap_or_default();
        let badge = line
            .split_once("class=\"badge\">")
            .map_or("0", |(_, rest)| rest.split(|letter: char| !letter.is_ascii_digit()).next().unwrap());
        let wanted = commune.number(visitor, letters, row, markers);
        commune.expects(badge == wanted.to_string(), || {
            format!("{badge} for {wanted} at {path} in the menu, {}", visitor.told())
        });
    }
}

#[tokio::test]
async fn each_thing_is_seen_by_those_who_have_a_role_for_it_where_it_is_and_by_nobody_else() {
    let commune = Commune::found().await;
    let (mut asked, combinations) = (0, combinations());
    let people = combinations.len();
    for roles in combinations {
        let visitor = commune.visitor(0x50, roles).await;
        asked += each_thing_is_asked_for(&commune, &visitor).await;
        asked += each_list_is_asked_for(&commune, &visitor).await;
        the_menu_counts_what_is_seen(&commune, &visitor).await;
    }
    let of_things = commune.things.iter().flat_map(|thing| &thing.addresses).map(|(row, _)| *row);
    let rows: BTreeSet<&str> = of_things.chain(LISTS.iter().map(|list| list.path)).collect();
    let rows = rows.len();
    commune.is_as_expected();
    println!("{rows} pages x {people} people x the administrations: {asked} asked");
}

#[tokio::test]
async fn every_address_is_asked_for_or_shows_nothing_of_single_administrations() {
    let commune = Commune::found().await;
    let of_things =
        commune.things.iter().flat_map(|thing| &thing.addresses).map(|(row, _)| (method(row), *row));
    let of_lists = LISTS.iter().map(|list| (method(list.path), list.path));
    let written = FORMS.iter().map(|(row, _)| ("POST", *row));
    let asked: BTreeSet<(&str, &str)> = of_things.chain(of_lists).chain(written).collect();
    for (method, row, _) in expected() {
        let is_of_none = OF_NO_ADMINISTRATION.iter().any(|(path, _)| *path == row)
            || method == "POST" && OF_ADMINISTRATORS.contains(&row);
        assert!(asked.contains(&(method, row)) != is_of_none, "{method} {row}");
    }
}

#[tokio::test]
async fn a_request_shows_the_state_of_another_administrations_order_and_nothing_more() {
    let mut commune = Commune::begin().await;
    let both = commune.buildings["AB"];
    let request = commune.asks("zqdemPontA", "AB", A).await;
    let NewWorkOrder { plan, .. } = new_order(&[]);
    let title = "zqbonPont".to_owned();
    let plan = WorkOrderPlan { title, building: both, organisation: B, request: Some(request), ..plan };
    let order = NewWorkOrder { plan, assigned: Vec::new(), checklist: Vec::new() };
    commune.manages(None, Command::WorkOrder(WorkOrderCommand::Create(Box::new(order)))).await;
    let visitor = commune.visitor(0x50, Roles::only_at(Role::Counter, [A])).await;
    for path in [format!("/office/requests/{request}"), "/office/requests?all=yes".to_owned()] {
        let page = String::from_utf8_lossy(&visitor.gets(&path).await.body).into_owned();
        assert!(stands(&page, "zqdemPontA") && !page.contains("zqbonPont"), "{page}");
    }
    let page = visitor.gets(&format!("/office/requests/{request}")).await;
    let page = String::from_utf8_lossy(&page.body);
    assert!(page.contains("state-open") && !page.contains("/office/work-orders/"), "{page}");
}

#[tokio::test]
async fn a_supervisor_enrols_nobody_who_also_works_elsewhere() {
    let commune = Commune::begin().await;
    let visitor = commune.visitor(0x50, Roles::only_at(Role::Supervisor, [A])).await;
    for (byte, wanted) in
        [(0x71, StatusCode::OK), (0x72, StatusCode::NOT_FOUND), (0x73, StatusCode::FORBIDDEN)]
    {
        let form = format!("person={}", PersonId::from_bytes([byte; 16]));
        let answer = visitor.sends("POST", "/office/devices/enrol", FORM_MEDIA_TYPE, form.into_bytes()).await;
        assert_eq!(answer.status, wanted, "{byte:x}: {answer}");
    }
}

/// An order of one administration that somebody of another wrote in, with a phone whose first day it was: what a
/// supervisor of the first sees in part hides no mark, no phone and no name.
#[tokio::test]
async fn who_did_something_that_is_seen_is_named_wherever_they_work() {
    let mut commune = Commune::begin().await;
    let id = commune.order_for("B", "zqbonA", "A", A).await;
    let mut copy = commune.office.document(id).await;
    let mut phone = commune.office.enrol_by(SUPERVISOR, commune.people["B"]).await;
    commune.office.pass_ms(1_000);
    let mut work = phone.does(&mut copy, WorkOrderCommand::Start);
    work.changes.extend(phone.does(&mut copy, WorkOrderCommand::Finish).changes);
    assert!(commune.office.sync(&mut phone, vec![work]).await.refused.is_empty());
    let number = commune.refused_creation("neuf", "B", ("A", A)).await;
    commune.offered("offre", "B", ("A", A)).await;
    let moved = commune.visitor(0x51, Roles::only_at(Role::Supervisor, [A])).await;
    let reason = b"reason=non".to_vec();
    moved.sends("POST", &format!("/office/work-orders/{id}/send-back"), FORM_MEDIA_TYPE, reason).await;
    commune.visitor(0x51, Roles::only_at(Role::Supervisor, [B])).await;
    let visitor = commune.visitor(0x50, Roles::only_at(Role::Supervisor, [A])).await;
    for (path, said) in [
        (format!("/office/work-orders/{id}"), "data-test=\"first-day\""),
        (format!("/office/refused/{number}"), "téléphone"),
        (format!("/office/refused/{number}"), "data-test=\"take-over\""),
        ("/office/offers".to_owned(), "zqtechB (téléphone)"),
        ("/office/audit?action=work-order-send-back".to_owned(), "visitor 81"),
    ] {
        let page = String::from_utf8(visitor.gets(&path).await.body).unwrap();
        assert!(page.contains(said), "{said} on {path}: {page}");
    }
}

#[tokio::test]
async fn an_order_is_given_to_whom_one_sees_and_left_to_whoever_has_it() {
    let commune = Commune::begin().await;
    let [a, b] = ["A", "B"].map(|key| commune.people[key]);
    let id = commune.order_for("B", "zqbonA", "A", A).await;
    let other = commune.order("zqbonA2", "A", A).await;
    let visitor = commune.visitor(0x50, Roles::only_at(Role::Supervisor, [A])).await;
    for (id, people, wanted) in [
        (id, format!("was.assigned={b}&assigned={b}&assigned={a}"), StatusCode::SEE_OTHER),
        (other, format!("assigned={a}&assigned={b}"), StatusCode::NOT_FOUND),
    ] {
        let path = format!("/office/work-orders/{id}/assign");
        let answer = visitor.sends("POST", &path, FORM_MEDIA_TYPE, people.into_bytes()).await;
        assert_eq!(answer.status, wanted, "{answer}");
    }
    let everybody = commune.visitor(0x51, Roles::everywhere(Role::Counter)).await;
    let people = format!("assigned={a}&assigned={b}").into_bytes();
    let answer = everybody
        .sends("POST", &format!("/office/work-orders/{other}/assign"), FORM_MEDIA_TYPE, people)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
}

#[tokio::test]
async fn it_is_said_when_nobody_reviews_what_is_of_no_administration() {
    let commune = Commune::begin().await;
    let visitor = commune.visitor(0x50, Roles::everywhere(Role::Administrator)).await;
    let is_said = async || {
        let page = String::from_utf8(visitor.gets("/office/people").await.body).unwrap();
        page.contains("data-test=\"nobody-reviews-all\"")
    };
    assert!(!is_said().await);
    commune.office.has(SUPERVISOR, "anne", Roles::only_at(Role::Supervisor, [A, B])).await;
    assert!(is_said().await);
}

#[tokio::test]
async fn a_phone_has_of_a_shared_building_what_was_done_for_those_its_owner_works_for() {
    let commune = Commune::begin().await;
    for (title, of) in [("zqvaliA", A), ("zqvaliB", B), ("zqvaliA2", A)] {
        let id = commune.finished(title, "AB", of).await;
        commune.approves(id).await;
    }
    let lines = async |key: &str| {
        let mut phone = commune.office.enrol(commune.people[key]).await;
        let reply = commune.office.sync(&mut phone, vec![]).await;
        let histories = reply.documents.iter().filter(|update| update.kind == DocumentKind::History);
        let lines = histories.flat_map(|update| History::read(&whole(update)).unwrap().lines.into_values());
        lines.map(|line| line.summary).collect::<BTreeSet<String>>()
    };
    let told = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(lines("A").await, told(&["zqvaliA", "zqvaliA2"]));
    assert_eq!(lines("B").await, told(&["zqvaliB"]));
    assert_eq!(lines("AB").await, told(&["zqvaliA", "zqvaliA2", "zqvaliB"]));
}

#[tokio::test]
async fn a_history_that_an_earlier_version_gave_to_all_stays_with_those_who_have_the_building() {
    let commune = Commune::begin().await;
    let (office, both) = (&commune.office, commune.buildings["AB"]);
    let about = office.app.engine.read(move |store| store.documents_about(DocumentKind::History, both));
    let history = about.await.unwrap()[0];
    let all = [A, B].map(Audience::Organisation).into();
    let given = move |store: &Store| store.set_document_audiences(history, &all, store.feed_end()?);
    office.app.engine.write(given).await.unwrap();
    let mut phone = office.enrol(commune.people["B"]).await;
    let before = office.sync(&mut phone, vec![]).await;
    assert!(before.documents.iter().any(|update| update.id == history));
    let database = rusqlite::Connection::open(office.data().join("server.db")).unwrap();
    database.execute("DELETE FROM meta WHERE key = 'document_facts'", []).unwrap();
    let office = office.after_a_power_cut();
    let after = office.sync(&mut phone, vec![]).await;
    assert_eq!(after.withdrawn, [history]);
}
