//! Lists that are behind because somebody's tool holds the office database: every page says so, and the
//! places where those look who keep the server.

use rusqlite::Connection;
use shared::work_order::WorkOrderCommand;

use crate::hostile_bodies::Scene;
use crate::test_office::TestOffice;

async fn text(office: &TestOffice, path: &str) -> String {
    String::from_utf8(office.get_from("127.0.0.1", path).await.body).unwrap()
}

#[tokio::test]
async fn lists_that_are_behind_say_so_with_since_when_and_what_to_do_until_they_have_caught_up() {
    let mut scene = Scene::open().await;
    let visitor = scene.office.visitor().await;
    assert!(!visitor.get("/office/work-orders").await.contains("data-test=\"behind\""));
    let tool = Connection::open(sync_server::projection::folder::database(scene.office.data())).unwrap();
    tool.execute_batch("BEGIN IMMEDIATE").unwrap();
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let asked = scene.phone.request(vec![work]).encode();
    assert!(
        scene.office.post_sync(&scene.phone, asked).await.reply().refused.is_empty(),
        "it is taken all the same"
    );
    for path in
        ["/office/review", "/office/work-orders", "/office/requests", "/office/buildings", "/office/history"]
    {
        let page = visitor.get(path).await;
        for part in [
            "data-test=\"behind\"",
            "Les listes ne sont plus à jour. En retard depuis",
            "9\u{a0}h\u{a0}00",
            "fermez-le",
        ] {
            assert!(page.contains(part), "{part} in {path}: {page}");
        }
    }
    let health = scene.office.get("/healthz").await;
    assert_eq!(
        (health.status.as_u16(), String::from_utf8(health.body).unwrap().as_str()),
        (
            200,
            "ok: what is done is kept, but the office's lists are behind since 2027-01-15T08:00:00Z: another program \
             holds office/office.db: close it, or have it read only. They catch up by themselves.\n"
        )
    );
    assert!(text(&scene.office, "/metrics").await.contains("guichet_office_behind 1\n"));
    tool.execute_batch("COMMIT").unwrap();
    while text(&scene.office, "/healthz").await != "ok\n" {
        tokio::task::yield_now().await;
    }
    assert!(!visitor.get("/office/work-orders").await.contains("data-test=\"behind\""));
    assert!(text(&scene.office, "/metrics").await.contains("guichet_office_behind 0\n"));
}
