//! What a technician takes back, withdraws or cannot do, as the office sees it.

use rusqlite::Connection;
use shared::FactId;
use shared::document::photo::PhotoPhase;
use shared::work_order::status::State;
use shared::work_order::{CannotFinishCause, WorkOrder, WorkOrderCommand as C};

use crate::hostile_bodies::{Scene, photo_facts};

impl Scene {
    /// The technician does it and the phone finds a signal.
    async fn brings(&mut self, command: C) {
        let work = self.phone.does(&mut self.order, command);
        let reply = self.office.sync(&mut self.phone, vec![work]).await;
        assert!(reply.refused.is_empty(), "{:?}", reply.refused);
    }

    fn row(&self, sql: &str) -> Vec<String> {
        let office = Connection::open(self.office.data().join("office/office.db")).unwrap();
        let mut statement = office.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    fn order_page(&self) -> String {
        format!("/office/work-orders/{}", self.order.id())
    }

    fn photo(&self) -> FactId {
        WorkOrder::read(&self.order).unwrap().corrected_photos()[0].0
    }
}

#[tokio::test]
async fn a_finish_taken_back_leaves_the_queue_and_stands_in_the_timeline() {
    let mut scene = Scene::open().await;
    scene.brings(C::Start).await;
    scene.brings(C::Finish).await;
    assert_eq!(scene.row("SELECT number FROM review_queue").len(), 1);
    scene.brings(C::TakeBackFinish).await;
    assert!(scene.row("SELECT number FROM review_queue").is_empty());
    assert_eq!(scene.row("SELECT state FROM work_order WHERE state <> 'open'"), ["in-progress"]);
    let kinds = scene.row("SELECT kind FROM step ORDER BY id");
    assert_eq!(kinds, ["started", "finished", "taken-back"]);
    let named =
        "SELECT count(*) || '' FROM step JOIN step f ON f.id = step.takes_back WHERE f.kind = 'finished'";
    assert_eq!(scene.row(named), ["1"]);
    let visitor = scene.office.visitor().await;
    let page = visitor.get(&scene.order_page()).await;
    assert!(page.contains("Clôture annulée, travail repris"));
    scene.brings(C::Finish).await;
    let order = WorkOrder::read(&scene.office.document(scene.order.id()).await).unwrap();
    assert_eq!((order.status().state, order.interventions.len()), (State::Finished, 1));
}

#[tokio::test]
async fn an_approval_of_what_is_taken_back_meanwhile_is_shown_and_settled() {
    let mut scene = Scene::open().await;
    scene.brings(C::Start).await;
    scene.brings(C::Finish).await;
    let id = scene.order.id();
    let seen = scene.office.document(id).await.heads();
    scene.office.does(Some(id), C::Approve { seen }).await;
    scene.brings(C::TakeBackFinish).await;
    assert_eq!(scene.row("SELECT kind FROM contradiction"), ["taken-back-though-approved"]);
    let visitor = scene.office.visitor().await;
    let page = visitor.get(&scene.order_page()).await;
    assert!(page.contains("Clôture annulée par le technicien alors que le bureau validait"));
    assert_eq!(page.matches("name=\"favours\"").count(), 2, "there are two to choose from");
}

#[tokio::test]
async fn a_photo_withdrawn_counts_no_more_and_is_shown_as_withdrawn() {
    let mut scene = Scene::open().await;
    scene.brings(C::AddPhoto(photo_facts("Fuite"))).await;
    let visitor = scene.office.visitor().await;
    assert!(visitor.get(&scene.order_page()).await.contains("data-test=\"photos-on-phone\""));
    let photo = scene.photo();
    let said = |caption: &str, withdrawn| C::CorrectPhoto {
        photo,
        caption: caption.to_owned(),
        phase: PhotoPhase::After,
        withdrawn,
    };
    scene.brings(said("Joint neuf", false)).await;
    assert_eq!(scene.row("SELECT phase || ' ' || caption FROM photo"), ["after Joint neuf"]);
    scene.brings(said("Joint neuf", true)).await;
    assert_eq!(scene.row("SELECT 'no' FROM photo WHERE withdrawn_at IS NULL"), Vec::<String>::new());
    assert_eq!(scene.row("SELECT withdrawn || '' FROM photo_correction ORDER BY id"), ["0", "1"]);
    assert!(scene.row("SELECT document FROM photo_missing").is_empty(), "nobody waits for it");
    let page = scene.office.visitor().await.get(&scene.order_page()).await;
    assert!(page.contains("data-test=\"photos-withdrawn\"") && page.contains("Photo retirée"));
    assert!(!page.contains("data-test=\"photos-on-phone\""));
}

#[tokio::test]
async fn why_an_order_cannot_be_done_is_counted_filtered_and_shown_in_lists() {
    let mut scene = Scene::open().await;
    scene.brings(C::CannotFinish { cause: CannotFinishCause::NobodyThere, reason: String::new() }).await;
    let counted = "SELECT cause || ' ' || work_orders FROM cannot_be_finished_per_cause";
    assert_eq!(scene.row(counted), ["nobody-there 1"]);
    assert_eq!(scene.row("SELECT cause FROM step WHERE kind = 'cannot-finish'"), ["nobody-there"]);
    let visitor = scene.office.visitor().await;
    for path in ["/office/review", "/office/work-orders?cause=nobody-there", &scene.order_page()] {
        assert!(visitor.get(path).await.contains("data-test=\"cause\""), "{path}");
    }
    assert!(!visitor.get("/office/work-orders?cause=other-trade").await.contains("data-test=\"cause\""));
}
