//! For how long things are kept: what the page shows, who chooses, and what goes once that is in force.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::Role;
use sync_server::retention::{Category, Terms};

use crate::test_office::{SUPERVISOR, TestOffice};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How many things the page says are over their time, in the order of the categories.
fn things(page: &str) -> Vec<u64> {
    let counts = page.split("data-things=\"").skip(1);
    counts.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn nothing_goes_before_an_administrator_saw_what_would_and_put_it_in_force() {
    let office = TestOffice::open().await;
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    let secret = [7; 32];
    let now = office.app.engine.clock().now();
    office.app.engine.write(move |store| store.remember_browser(secret, SUPERVISOR, now)).await.unwrap();
    let page = administrator.get("/office/retention").await;
    assert_eq!(things(&page), [0; 7], "{page}");
    assert!(page.contains("data-test=\"not-in-force\""), "{page}");

    // Fourteen months: browsers are known for thirteen, the audit log stays for three years.
    office.pass_ms(430 * DAY_MS);
    let administrator = office.visitor_as("again", Role::Administrator).await;
    let page = administrator.get("/office/retention").await;
    let [.., sign_ins, _, _, audit] = things(&page)[..] else { panic!("{page}") };
    assert!(sign_ins >= 1 && audit == 0, "{page}");
    assert!(
        office.app.engine.end_outlived(&office.app.photos).await.unwrap().is_empty(),
        "it is not in force"
    );

    let saved = administrator.post("/office/retention", "in-force=yes&months-audit=12").await;
    assert_eq!(saved.header("location"), Some("/office/retention?done=shortened"), "{saved}");
    let page = administrator.get("/office/retention?done=shortened").await;
    assert!(
        page.contains("data-test=\"not-in-force\"") && things(&page)[6] >= 1,
        "it is shown first: {page}"
    );
    assert!(office.app.engine.end_outlived(&office.app.photos).await.unwrap().is_empty());
    let saved = administrator.post("/office/retention", "in-force=yes&months-audit=12").await;
    assert_eq!(saved.header("location"), Some("/office/retention?done=saved"), "{saved}");
    let page = administrator.get("/office/retention").await;
    assert!(!page.contains("not-in-force") && things(&page)[6] >= 1, "{page}");
    let done = office.app.engine.end_outlived(&office.app.photos).await.unwrap();
    let went = |category| done.iter().find(|done| done.category == category).map(|done| done.outlived.things);
    assert_eq!(went(Category::SignIns), Some(sign_ins));
    assert_eq!(went(Category::Audit), Some(things(&page)[6]));
    let known = move |store: &sync_server::store::Store| store.is_known_browser(secret);
    assert!(!office.app.engine.read(known).await.unwrap());

    let page = administrator.get("/office/retention").await;
    assert_eq!(things(&page), [0; 7], "{page}");
    let log = administrator.get("/office/audit").await;
    for action in ["retention-changed", "retention-done", "audit-shortened"] {
        assert!(log.contains(&format!("data-action=\"{action}\"")), "{action}: {log}");
    }
    assert!(office.app.engine.end_outlived(&office.app.photos).await.unwrap().is_empty(), "once is enough");
}

#[tokio::test]
async fn times_are_chosen_within_their_bounds_by_an_administrator_and_everybody_reads_them() {
    let office = TestOffice::open().await;
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    for wrong in ["months-audit=11", "months-audit=121", "months-technical=0", "months-decided=deux"] {
        let answer = administrator.post("/office/retention", wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let privacy = || async {
        let request = Request::get("/office/privacy").header("accept-language", "fr");
        let answer = office.send(request.body(Body::empty()).unwrap()).await;
        String::from_utf8(answer.body).unwrap()
    };
    administrator.post("/office/retention", "months-technical=1&months-audit=120").await;
    assert!(!privacy().await.contains("data-test=\"periods\""), "what is not in force is no promise");
    administrator.post("/office/retention", "in-force=yes&months-technical=1").await;
    let page = privacy().await;
    assert!(page.contains("data-test=\"periods\"") && page.contains("120 mois"), "{page}");
    let terms = office.app.engine.read(Terms::read).await.unwrap();
    assert_eq!((terms.months(Category::Technical), terms.months(Category::Audit)), (1, 120));

    let supervisor = office.visitor_as("chef", Role::Supervisor).await;
    assert_eq!(supervisor.post("/office/retention", "months-audit=12").await.status, StatusCode::FORBIDDEN);
    assert_eq!(supervisor.answer("/office/retention").await.status, StatusCode::FORBIDDEN);
}
