//! What a device may do in a day, at its edges; what is over it waits, is seen at the office, and is let go there.

use axum::http::StatusCode;
use shared::request::RequestCommand;
use shared::wire::{DocumentChanges, SyncReply, Waiting};
use shared::work_order::WorkOrderCommand;
use shared::{Document, DocumentId, DocumentKind};
use sync_server::base::limits::{
    DEVICE_CHANGES_DAY_MAX, DEVICE_DOCUMENTS_DAY_MAX, DEVICE_REQUESTS_DAY_MAX, DEVICE_SYNCS_DAY_MAX,
};
use sync_server::store::{DayCounts, DeviceDay};
use sync_server::sync::drain::Withdrawal;

use crate::answer::Answer;
use crate::hostile_bodies::Scene;
use crate::hostile_changes::flood;
use crate::test_office::SUPERVISOR;

impl Scene {
    /// The device has done so much today beside what it does in the test.
    async fn has_done(&self, more: DayCounts) {
        let (device, today) = (self.phone.device, self.office.app.engine.clock().today());
        let add = self.office.app.engine.write(move |store| store.add_to_device_day(device, today, more));
        add.await.unwrap();
    }

    async fn day(&self) -> DeviceDay {
        let (device, today) = (self.phone.device, self.office.app.engine.clock().today());
        self.office.app.engine.read(move |store| store.device_day(device, today)).await.unwrap()
    }

    async fn syncs_with(&self, documents: Vec<DocumentChanges>) -> Answer {
        self.office.post_sync(&self.phone, self.phone.request(documents).encode()).await
    }

    /// Puts the device off for what it brings; nothing of that was kept.
    async fn is_put_off(&self, documents: Vec<DocumentChanges>) {
        let before = (self.office.dump(), self.day().await.counts);
        let answer = self.syncs_with(documents).await;
        assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (429, "device-day-over"));
        assert_eq!((self.office.dump(), self.day().await.counts), before);
    }

    async fn stops(&self) -> usize {
        self.office.audit().await.iter().filter(|line| line.action == "device-stopped").count()
    }

    fn reports(&mut self, number: u8) -> DocumentChanges {
        let mut request = Document::empty(DocumentKind::Request, DocumentId::from_bytes([number; 16]));
        self.phone.does(&mut request, RequestCommand::Create(Box::new(flood())))
    }
}

fn taken(answer: &Answer) -> (u32, usize) {
    let SyncReply { taken, refused, .. } = answer.reply();
    (taken, refused.len())
}

#[tokio::test]
async fn the_changes_of_a_device_in_a_day() {
    let mut scene = Scene::open().await;
    let changes = DEVICE_CHANGES_DAY_MAX - 2;
    scene.has_done(DayCounts { changes, ..DayCounts::default() }).await;
    // One that is refused is kept, and counts.
    let refused =
        scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Cancel { reason: "x".to_owned() });
    assert_eq!(taken(&scene.syncs_with(vec![refused]).await), (1, 1));
    let (first, second) = (scene.good_work(), scene.good_work());
    let mut both = first.clone();
    both.changes.extend(second.changes.clone());
    assert_eq!(taken(&scene.syncs_with(vec![both]).await), (1, 0), "as many as there is room for");
    for _ in 0..2 {
        scene.is_put_off(vec![second.clone()]).await;
    }
    assert_eq!(scene.stops().await, 1, "one line a day");
    // A reply that got lost is given again, and a phone that brings nothing gets what is new.
    assert_eq!(taken(&scene.syncs_with(vec![first]).await), (1, 0));
    assert_eq!(taken(&scene.syncs_with(vec![]).await), (0, 0));
    let Scene { office, phone, .. } = scene;
    let office = office.restarted();
    let answer = office.post_sync(&phone, phone.request(vec![second.clone()]).encode()).await;
    assert_eq!(answer.problem(), "device-day-over", "a restart does not begin the day anew");
    // It is morning: fifteen hours to midnight where the commune is.
    office.pass_ms(15 * 60 * 60 * 1000 - 1);
    let answer = office.post_sync(&phone, phone.request(vec![second.clone()]).encode()).await;
    assert_eq!(answer.problem(), "device-day-over");
    office.pass_ms(1);
    let answer = office.post_sync(&phone, phone.request(vec![second]).encode()).await;
    assert_eq!(taken(&answer), (1, 0));
}

#[tokio::test]
async fn the_documents_and_requests_of_a_device_in_a_day() {
    for (limit, counts) in [
        ("requests", DayCounts { requests: DEVICE_REQUESTS_DAY_MAX - 1, ..DayCounts::default() }),
        ("documents", DayCounts { documents: DEVICE_DOCUMENTS_DAY_MAX - 1, ..DayCounts::default() }),
    ] {
        let mut scene = Scene::open().await;
        scene.has_done(counts).await;
        let (last, over) = (scene.reports(0x61), scene.reports(0x62));
        assert_eq!(taken(&scene.syncs_with(vec![last]).await), (1, 0), "{limit}");
        scene.is_put_off(vec![over]).await;
        // What is no document more goes on.
        scene.takes_good_work().await;
    }
}

#[tokio::test]
async fn the_syncs_of_a_device_in_a_day() {
    let scene = Scene::open().await;
    let before = scene.day().await.counts.syncs;
    let syncs = DEVICE_SYNCS_DAY_MAX - before - 1;
    scene.has_done(DayCounts { syncs, ..DayCounts::default() }).await;
    assert_eq!(taken(&scene.syncs_with(vec![]).await), (0, 0));
    scene.is_put_off(vec![]).await;
}

#[tokio::test]
async fn a_device_that_is_put_off_is_seen_at_the_office_and_let_go_on_there() {
    let mut scene = Scene::open().await;
    let work = scene.good_work();
    let changes = DEVICE_CHANGES_DAY_MAX;
    scene.has_done(DayCounts { changes, ..DayCounts::default() }).await;
    scene.is_put_off(vec![work.clone()]).await;
    let page = format!("/office/devices/{}", scene.phone.device);
    let visitor = scene.office.visitor().await;
    assert!(visitor.get("/office/devices").await.contains("data-test=\"stopped\""));
    let seen = visitor.get(&page).await;
    assert!(seen.contains("data-test=\"budget-stopped\""), "{seen}");
    assert_eq!(seen.matches("131\u{202f}072").count(), 2, "done, and the most: {seen}");
    let lifted = visitor.post(&format!("{page}/lift"), "").await;
    assert_eq!(lifted.status, StatusCode::SEE_OTHER, "{lifted}");
    let line = scene.office.audit().await.pop().unwrap();
    assert_eq!((line.action.as_str(), line.person), ("device-lifted", Some(SUPERVISOR)));
    assert_eq!(line.subject, format!("device:{}", scene.phone.device));
    assert!(!visitor.get("/office/devices").await.contains("data-test=\"stopped\""));
    let seen = visitor.get(&page).await;
    assert!(seen.contains("data-test=\"budget-lifted\"") && !seen.contains("data-test=\"lift\""), "{seen}");
    assert_eq!(taken(&scene.syncs_with(vec![work]).await), (1, 0));
    // For the day.
    scene.office.pass_ms(24 * 60 * 60 * 1000);
    scene.has_done(DayCounts { changes, ..DayCounts::default() }).await;
    let more = scene.good_work();
    scene.is_put_off(vec![more]).await;
}

#[tokio::test]
async fn a_device_that_is_withdrawn_delivers_all_it_holds_whatever_it_did_that_day() {
    let mut scene = Scene::open().await;
    let more =
        DayCounts { changes: DEVICE_CHANGES_DAY_MAX, syncs: DEVICE_SYNCS_DAY_MAX, ..DayCounts::default() };
    scene.has_done(more).await;
    scene.office.app.engine.withdraw(SUPERVISOR, scene.phone.device, Withdrawal::Drain).await.unwrap();
    let mut request = scene.phone.request(vec![]);
    request.documents = vec![scene.good_work()];
    (request.waiting, request.draining) = (Waiting::default(), Some(true));
    let answer = scene.office.post_sync(&scene.phone, request.encode()).await;
    assert_eq!(taken(&answer), (1, 0));
}
