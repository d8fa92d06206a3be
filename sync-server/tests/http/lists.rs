//! Lists of the office: why one is empty, how many more there are, what comes first.

use shared::DocumentId;
use shared::document::priority::Priority;
use shared::work_order::WorkOrderCommand;
use sync_server::base::limits::PLACES_OFFERED_MAX;

use crate::find::{COMMUNE, encoded, text};
use crate::test_office::{TestOffice, new_order};

#[tokio::test]
async fn an_empty_list_says_why_it_is_empty() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    office.orders("2026-0123", "Vanne grippée").await;
    office.is_asked("Radiateur froid").await;
    // What is no word stands nowhere, and what stands nowhere is not what nobody asks for.
    for sign in ["%", "🔥", "nulle part"] {
        for list in [
            "work-orders?",
            "requests?",
            "requests?all=yes&",
            "buildings?",
            "search?",
            "requests/new?",
            "work-orders/new?",
        ] {
            let page = visitor.get(&format!("/office/{list}text={}", encoded(sign))).await;
            assert!(page.contains(&format!("Rien ne correspond à « {sign} »")), "{list}{sign}: {page}");
            assert!(!page.contains("class=\"rows\"") && !page.contains("data-test=\"hit\""), "{list}{sign}");
        }
    }
    for list in ["work-orders", "requests", "buildings", "refused"] {
        let page = visitor.get(&format!("/office/{list}?page=999")).await;
        assert!(page.contains("Première page") && !page.contains("Page 999"), "{list}: {page}");
    }
    let found = visitor.get("/office/search?text=radiateur").await;
    let hit = found.split("data-test=\"hit\"").nth(1).unwrap();
    assert!(hit.contains("D-2027-0001") || hit.contains("Radiateur"), "{hit}");
    assert!(hit.contains("À traiter"), "what became of it: {hit}");
}

#[tokio::test]
async fn a_choice_of_buildings_says_how_many_more_there_are() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    for nth in 0..PLACES_OFFERED_MAX {
        let id = DocumentId::from_bytes([0x60 + u8::try_from(nth).unwrap(); 16]);
        office.enters(id, &format!("GAR-{nth:03}"), &format!("Garage {nth}"), COMMUNE, &[]).await;
    }
    let visitor = office.visitor().await;
    let page = visitor.get("/office/requests/new?text=garage").await;
    assert!(!page.contains("data-test=\"more-places\""), "all of them are offered");
    let page = visitor.get("/office/requests/new").await;
    assert!(page.contains("4 autres bâtiments"), "{page}");
}

#[tokio::test]
async fn what_is_urgent_comes_first_among_what_is_to_be_done() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    office.orders("2026-0001", "Purge").await;
    for (number, priority, due) in
        [("2026-0002", Priority::Normal, "2027-01-02"), ("2026-0003", Priority::Urgent, "")]
    {
        let new = new_order(&[]).with(|plan| {
            plan.number = text(number);
            plan.priority = priority;
            plan.due = due.parse().ok();
        });
        office.does(None, WorkOrderCommand::Create(Box::new(new))).await;
    }
    let page = office.visitor().await.get("/office/work-orders").await;
    let at = |number: &str| page.find(number).unwrap();
    assert!(at("2026-0003") < at("2026-0002") && at("2026-0002") < at("2026-0001"), "{page}");
}
