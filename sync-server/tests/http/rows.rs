//! Pages of the office against many rows: each shows as many as its limit says, however many there are.
//!
//! Most rows are put into the databases by SQL: to have them come about would take minutes.

use std::ops::Range;

use rusqlite::Connection;
use shared::wire::{ChangeBytes, DocumentChanges, SyncRequest};
use shared::work_order::WorkOrderCommand;
use shared::{DocumentId, DocumentKind, Heads};
use sync_server::base::limits::*;
use sync_server::store::Received;

use crate::desk::Visitor;
use crate::hostile_bodies::{Scene, photo_facts};
use crate::test_office::{START, TECHNICIAN, TestOffice};

/// The id of the row with number `i`.
const ID: &str = "printf('%08x-0000-7000-8000-000000000000', i)";
/// Somewhere, of something, by somebody.
const ONE: &str = "'01010101-0101-0101-0101-010101010101'";
/// What must be said of a building.
const BUILDINGS: &str = "building (id, code, name, organisation, street, number, postcode, place, access_keys, \
                         access_contact, access_phone, access_hours, search, own_label)";
/// What must be said of an asset.
const ASSETS: &str =
    "asset (id, building, space, name, family, make, model, serial, installed, search, own_label)";
/// Everything about a building but its id.
const BUILDING: &str =
    "'B', 'Bâtiment', '01010101-0101-0101-0101-010101010101', '', '', '', '', '', '', '', '', '', ''";

impl TestOffice {
    /// Puts rows with these numbers into a table; `values` may speak of `i`.
    fn puts(&self, database: &str, table: &str, numbers: Range<usize>, values: &str) {
        let sql = format!(
            "INSERT INTO {table} WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)
             SELECT {values} FROM n WHERE i < ?2"
        );
        let [first, end] = [numbers.start, numbers.end].map(|number| i64::try_from(number).unwrap());
        let db = Connection::open(self.data().join(database)).unwrap();
        // What a row speaks of need not be there, as in the projection.
        db.pragma_update(None, "foreign_keys", false).unwrap();
        db.execute(&sql, [first, end]).unwrap();
    }

    /// Puts rows into the office database.
    fn shows(&self, table: &str, numbers: Range<usize>, values: &str) {
        self.puts("office/office.db", table, numbers, values);
    }

    /// Puts work orders into the office database.
    fn shows_orders(&self, numbers: Range<usize>, state: &str, asset: &str) {
        let columns = "work_order (id, number, origin, title, description, organisation, building, nature, \
                       priority, priority_rank, state, new_since_approval, late, contradictions, changed_at, \
                       search, asset)";
        let at = "2027-01-01T00:00:00.000Z";
        let values = format!(
            "{ID}, '2026-' || i, 'plan', 'Entretien', '', {ONE}, {ONE}, {ONE}, 'normal', 2, '{state}', 0, 0, 0, \
             '{at}', '', {asset}"
        );
        self.shows(columns, numbers, &values);
    }
}

impl Visitor<'_> {
    /// How often something stands on a page.
    async fn sees(&self, path: &str, what: &str) -> usize {
        self.get(path).await.matches(what).count()
    }
}

#[tokio::test]
async fn the_rows_of_every_list_that_has_pages() {
    let scene = Scene::open().await;
    let office = &scene.office;
    let visitor = office.visitor().await;
    let lists = [
        ("/office/buildings", "href=\"/office/buildings/0"),
        ("/office/requests", "data-test=\"request-row\""),
        ("/office/refused", "data-test=\"refused\""),
    ];
    let fill = async |numbers: Range<usize>| {
        office.shows(BUILDINGS, numbers.clone(), &format!("{ID}, {BUILDING}"));
        let at = "'2027-01-01T00:00:00.000Z'";
        let request = format!(
            "{ID}, NULL, 'counter', 'Fuite', '', {ONE}, {ONE}, NULL, NULL, NULL, 'normal', {ONE}, {at}, NULL, NULL, ''"
        );
        office.shows("request", numbers.clone(), &request);
        office.refuses_so_many(&scene, numbers).await;
    };
    fill(0..PAGE_ROWS_MAX).await;
    for (path, row) in lists {
        assert_eq!(visitor.sees(path, row).await, PAGE_ROWS_MAX, "{path}");
        assert_eq!(visitor.sees(path, "rel=\"next\"").await, 0, "{path}");
    }
    fill(PAGE_ROWS_MAX..PAGE_ROWS_MAX + 1).await;
    for (path, row) in lists {
        assert_eq!(visitor.sees(path, row).await, PAGE_ROWS_MAX, "{path}");
        assert_eq!(visitor.sees(path, "rel=\"next\"").await, 1, "{path}");
        assert_eq!(visitor.sees(&format!("{path}?page=2"), row).await, 1, "{path}");
    }
}

impl TestOffice {
    /// Keeps refused changes of the scene's phone, each another one.
    async fn refuses_so_many(&self, scene: &Scene, numbers: Range<usize>) {
        let (device, person, id) = (scene.phone.device, scene.phone.person, scene.order.id());
        let received =
            Received { device: Some(device), person: Some(person), at: START, skew_ms: 0, late: false };
        let kept = self.app.engine.write(move |store| {
            numbers.into_iter().try_for_each(|number| {
                let rubbish = number.to_be_bytes();
                store.keep_refused(id, DocumentKind::WorkOrder, None, &rubbish, "corrupt", received)
            })
        });
        kept.await.unwrap();
    }
}

#[tokio::test]
async fn the_refused_changes_of_a_device() {
    let scene = Scene::open().await;
    let visitor = scene.office.visitor().await;
    let sheet = format!("/office/devices/{}", scene.phone.device);
    for numbers in [0..REFUSED_SHOWN_MAX, REFUSED_SHOWN_MAX..REFUSED_SHOWN_MAX + 1] {
        scene.office.refuses_so_many(&scene, numbers).await;
        assert_eq!(visitor.sees(&sheet, "href=\"/office/refused/").await, REFUSED_SHOWN_MAX);
    }
}

#[tokio::test]
async fn the_contacts_of_a_device() {
    let office = TestOffice::open().await;
    let mut phone = office.enrol(TECHNICIAN).await;
    let visitor = office.visitor().await;
    let sheet = format!("/office/devices/{}", phone.device);
    let rows = async || {
        let page = visitor.get(&sheet).await;
        let body = page.split_once("<tbody>").map_or("", |(_, rest)| rest.split("</tbody>").next().unwrap());
        body.matches("<tr").count()
    };
    let most = CONTACTS_SHOWN_MAX as usize;
    for _ in 0..most {
        office.sync(&mut phone, vec![]).await;
    }
    assert_eq!(rows().await, most);
    office.sync(&mut phone, vec![]).await;
    assert_eq!(rows().await, most);
}

#[tokio::test]
async fn the_reports_to_review_and_how_many_there_are() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let most = usize::try_from(QUEUE_ROWS_MAX).unwrap();
    let row = "data-test=\"review-row\"";
    office.shows_orders(0..most, "finished", "NULL");
    assert_eq!(visitor.sees("/office/review", row).await, most);
    office.shows_orders(most..most + 1, "cannot-be-finished", "NULL");
    assert_eq!(visitor.sees("/office/review", row).await, most);
    assert_eq!(visitor.sees("/office/review", "201 bons attendent").await, 1, "as many as there are");
}

#[tokio::test]
async fn the_lines_about_what_came_late() {
    let office = TestOffice::open().await;
    let order = office.order_for(&[TECHNICIAN]).await;
    let visitor = office.visitor().await;
    let path = format!("/office/work-orders/{order}");
    let lines = async || {
        let page = visitor.get(&path).await;
        let (_, section) = page.split_once("data-test=\"deliveries\"").unwrap();
        section.split("</section>").next().unwrap().matches("<li>").count()
    };
    let most = usize::try_from(DELIVERY_ROWS_MAX).unwrap();
    let late = format!("'{order}', {ID}, {ID}, '2027-01-01T00:00:00.000Z', 1, 1, 0");
    office.shows("delivery", 0..most, &late);
    assert_eq!(lines().await, most);
    office.shows("delivery", most..most + 1, &late);
    assert_eq!(lines().await, most);
}

#[tokio::test]
async fn the_visits_and_the_remarks_of_a_building_and_its_orders() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    office.shows(BUILDINGS, 0..1, &format!("{ONE}, {BUILDING}"));
    office.shows(ASSETS, 0..1, &format!("{ONE}, {ONE}, NULL, 'Chaudière', '', '', '', '', '', '', ''"));
    let path = format!("/office/buildings/{}", ONE.trim_matches('\''));
    let [visits, remarks] = [VISIT_ROWS_MAX, REMARK_ROWS_MAX].map(|most| usize::try_from(most).unwrap());
    let at = "'2027-01-01T00:00:00.000Z'";
    let sees = async |what: &str| visitor.sees(&path, what).await;

    let visit = format!("{ID}, {ID}, {ONE}, {at}, NULL, NULL, 'Joint remplacé'");
    office.shows_orders(0..visits + 1, "approved", ONE);
    office.shows("intervention", 0..visits, &visit);
    assert_eq!(sees("Joint remplacé").await, visits);
    office.shows("intervention", visits..visits + 1, &visit);
    assert_eq!(sees("Joint remplacé").await, visits);

    let remark = format!("{ID}, {ONE}, {ONE}, {at}, 'Clé chez le concierge', NULL, 1");
    office.shows("remark", 0..remarks, &remark);
    assert_eq!(sees("Clé chez le concierge").await, remarks);
    office.shows("remark", remarks..remarks + 1, &remark);
    assert_eq!(sees("Clé chez le concierge").await, remarks);

    let page = visitor.get(&path).await;
    let (_, orders) = page.rsplit_once("<tbody>").unwrap();
    assert_eq!(orders.matches("<tr").count(), PAGE_ROWS_MAX);
}

#[tokio::test]
async fn the_assets_of_a_history() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    office.shows(BUILDINGS, 0..1, &format!("{ONE}, {BUILDING}"));
    let most = ASSET_ROWS_MAX as usize;
    let fill = |numbers: Range<usize>| {
        office.shows(
            ASSETS,
            numbers.clone(),
            &format!("{ID}, {ONE}, NULL, 'Chaudière n° ' || i, '', '', '', '', '', '', ''"),
        );
        office.shows_orders(numbers.clone(), "approved", ID);
        let visit = format!("{ID}, {ID}, {ONE}, '2027-01-01T00:00:00.000Z', NULL, 30, ''");
        office.shows("intervention", numbers, &visit);
    };
    fill(0..most);
    assert_eq!(visitor.sees("/office/history?year=2027", "Chaudière n° ").await, most);
    fill(most..most + 1);
    assert_eq!(visitor.sees("/office/history?year=2027", "Chaudière n° ").await, most);
}

#[tokio::test]
async fn the_buildings_offered_to_choose_from() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let building = format!("{ID}, {BUILDING}");
    office.shows(BUILDINGS, 0..PLACES_OFFERED_MAX, &building);
    for path in ["/office/work-orders/new", "/office/requests/new"] {
        assert_eq!(visitor.sees(path, "?building=").await, PLACES_OFFERED_MAX, "{path}");
    }
    office.shows(BUILDINGS, PLACES_OFFERED_MAX..PLACES_OFFERED_MAX + 1, &building);
    for path in ["/office/work-orders/new", "/office/requests/new"] {
        assert_eq!(visitor.sees(path, "?building=").await, PLACES_OFFERED_MAX, "{path}");
    }
}

#[tokio::test]
async fn the_documents_looked_at_for_photos_that_have_not_arrived() {
    let mut scene = Scene::open().await;
    let facts = photo_facts("chaudière");
    let photo = scene.phone.does(&mut scene.order, WorkOrderCommand::AddPhoto(facts));
    scene.office.sync(&mut scene.phone, vec![photo]).await;
    let visitor = scene.office.visitor().await;
    let sheet = format!("/office/devices/{}", scene.phone.device);
    // Newer ones of other documents, which the office does not have.
    let others = usize::try_from(LACKING_ROWS_MAX).unwrap() - 1;
    let newer = format!(
        "{ID}, {ID}, '{TECHNICIAN}', '2099-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z', 'phone', '', 'before', \
         {ID}, {ID}, 1, 1, 1, NULL, NULL"
    );
    scene.office.shows("photo", 0..others, &newer);
    assert_eq!(visitor.sees(&sheet, "data-test=\"announced-photo\"").await, 1);
    scene.office.shows("photo", others..others + 1, &newer);
    assert_eq!(visitor.sees(&sheet, "data-test=\"announced-photo\"").await, 0);
}

#[tokio::test]
async fn the_lines_of_the_audit_log_on_a_page_and_in_a_file() {
    let office = TestOffice::open().await;
    let visitor = office.visitor().await;
    let add = |numbers: Range<usize>| {
        let columns = "audit (at, action, subject, detail, chain)";
        office.puts("server.db", columns, numbers, "0, 'signed-in', '', 'ligne ' || i, zeroblob(32)");
    };
    let before = office.audit_length().await;
    add(before..AUDIT_ROWS_MAX);
    let row = "<tr";
    // And the row of titles.
    assert_eq!(visitor.sees("/office/audit", row).await, AUDIT_ROWS_MAX + 1);
    assert_eq!(visitor.sees("/office/audit", "audit-older").await, 0);
    add(AUDIT_ROWS_MAX..AUDIT_ROWS_MAX + 1);
    assert_eq!(visitor.sees("/office/audit", row).await, AUDIT_ROWS_MAX + 1);
    assert_eq!(visitor.sees("/office/audit", "audit-older").await, 1);

    // Around where the reading is cut, every line is there, once. That it is taken along is a line too.
    for length in [2 * AUDIT_EXPORTED_AT_ONCE, 2 * AUDIT_EXPORTED_AT_ONCE + 2] {
        add(office.audit_length().await..length - 1);
        // Of another period, or it would be counted with the one before.
        let file = visitor.post(&format!("/office/audit.csv?to=2099-12-{}", 10 + length % 20), "").await;
        let file = String::from_utf8(file.body).unwrap();
        let numbers: Vec<usize> = file
            .lines()
            .skip(1)
            .map(|line| line.split([',', ';']).next().unwrap().trim_matches('"').parse().unwrap())
            .collect();
        assert!(numbers.into_iter().eq(1..=length), "{length}");
    }
}

#[tokio::test]
async fn the_documents_of_which_something_is_offered() {
    let mut scene = Scene::open().await;
    scene.office.was_restored().await;
    let first: Vec<ChangeBytes> = scene
        .order
        .changes_since(&Heads::default())
        .into_iter()
        .map(|(_, bytes)| ChangeBytes(bytes))
        .collect();
    let offered = |number: usize| {
        let mut id = [0x77; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        let id = DocumentId::from_bytes(id);
        DocumentChanges { id, kind: DocumentKind::WorkOrder, changes: first.clone() }
    };
    let visitor = scene.office.visitor().await;
    for (numbers, rest) in
        [(0..OFFERED_DOCUMENTS_MAX, 0), (OFFERED_DOCUMENTS_MAX..OFFERED_DOCUMENTS_MAX + 1, 1)]
    {
        let request = SyncRequest { offered: numbers.map(offered).collect(), ..scene.phone.request(vec![]) };
        let reply = scene.office.post_sync(&scene.phone, request.encode()).await.reply();
        scene.phone.takes_in(&reply);
        assert_eq!(visitor.sees("/office/offers", "data-test=\"offer\"").await, OFFERED_DOCUMENTS_MAX);
        assert_eq!(visitor.sees("/office/offers", "Un autre document suivra").await, rest);
    }
}
