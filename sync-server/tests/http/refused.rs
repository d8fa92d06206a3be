//! What the office refused, at the office: read, taken over, set aside.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::Quantity;
use shared::wire::{ChangeBytes, DocumentChanges, RefusalReason};
use shared::work_order::{Material, WorkOrder, WorkOrderCommand};

use crate::answer::Answer;
use crate::desk::{Visitor, seen};
use crate::exchange::whole;
use crate::hostile_bodies::Scene;
use crate::test_office::{COLLEAGUE, SUPERVISOR, TECHNICIAN};

/// A technician tries to call an order off, twice: the second builds on the first.
async fn refused() -> Scene {
    let mut scene = Scene::open().await;
    let reason = |text: &str| WorkOrderCommand::Cancel { reason: text.to_owned() };
    let mut work = scene.phone.does(&mut scene.order, reason("plus nécessaire"));
    let material = Material::Other("fusible".to_owned());
    let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
    work.changes.extend(scene.phone.does(&mut scene.order, used).changes);
    let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
    let reasons: Vec<_> = reply.refused.iter().map(|refusal| refusal.reason).collect();
    assert_eq!(reasons, [RefusalReason::NotAllowed, RefusalReason::MissingDependency]);
    scene
}

async fn numbers(scene: &Scene) -> Vec<i64> {
    let rows = scene.office.app.engine.read(|store| store.refused_page(true, 0, 10)).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

impl Visitor<'_> {
    /// Takes over what is shown on a page; on one that offers nothing of the kind, tries it all the same.
    async fn takes_over(&self, path: &str) -> Answer {
        let page = self.get(path).await;
        let seen = if page.contains("name=\"seen\"") { seen(&page) } else { "0".repeat(64) };
        self.post(&format!("{path}/take-over"), &format!("seen={seen}")).await
    }
}

#[tokio::test]
async fn a_yes_is_to_what_was_on_the_page_and_to_nothing_that_came_in_behind_it() {
    let mut scene = refused().await;
    let number = numbers(&scene).await[0];
    let path = format!("/office/refused/{number}");
    let more =
        scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Assign([TECHNICIAN, COLLEAGUE].into()));
    let answer = {
        let visitor = scene.office.visitor().await;
        let seen = seen(&visitor.get(&path).await);
        scene.office.sync(&mut scene.phone, vec![more]).await;
        visitor.post(&format!("{path}/take-over"), &format!("seen={seen}")).await
    };
    assert_eq!(answer.status, StatusCode::CONFLICT, "{answer}");
    assert!(String::from_utf8_lossy(&answer.body).contains("relisez celle-ci"), "{answer}");
    assert_eq!(numbers(&scene).await.len(), 3, "nothing was taken over");
    let visitor = scene.office.visitor().await;
    let page = visitor.get(&path).await;
    assert!(page.contains("+ steps/cancelled") && page.contains("+ assigned/*"), "{page}");
    assert_eq!(visitor.takes_over(&path).await.status, StatusCode::SEE_OTHER);
    assert!(numbers(&scene).await.is_empty());
}

#[tokio::test]
async fn the_right_to_approve_is_not_lent() {
    let mut scene = Scene::open().await;
    for command in [WorkOrderCommand::Start, WorkOrderCommand::Finish] {
        let work = scene.phone.does(&mut scene.order, command);
        scene.office.sync(&mut scene.phone, vec![work]).await;
    }
    let seen = scene.order.heads();
    let approval = scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Approve { seen });
    scene.stays_refused(approval, "votre rôle ne le permet pas non plus").await;
}

#[tokio::test]
async fn what_was_refused_is_listed_with_its_reason_and_can_be_read() {
    let scene = refused().await;
    let visitor = scene.office.visitor().await;
    let list = visitor.get("/office/refused").await;
    assert!(list.contains("2026-0001 Entretien") && list.contains("Le rôle de cette personne"), "{list}");
    assert!(visitor.get("/office/review").await.contains("<span class=\"badge\">2"), "the way to it counts");
    let number = numbers(&scene).await[0];
    let page = visitor.get(&format!("/office/refused/{number}")).await;
    assert!(page.contains("fusible : 1\nAnnulé : plus nécessaire"), "{page}");
    assert!(page.contains("1 modification qui en dépend"), "{page}");
}

#[tokio::test]
async fn a_refused_change_is_taken_over_in_its_authors_name_with_what_builds_on_it() {
    let mut scene = refused().await;
    let id = scene.order.id();
    let path = {
        let visitor = scene.office.visitor().await;
        let path = format!("/office/refused/{}", numbers(&scene).await[0]);
        let answer = visitor.takes_over(&path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
        assert!(visitor.get(&path).await.contains("Reprise"));
        assert!(visitor.get("/office/refused").await.contains("Rien n’attend ici."));
        assert!(visitor.get("/office/refused?show=dealt-with").await.contains("2026-0001 Entretien"));
        path
    };
    assert_eq!(scene.office.document(id).await.heads(), scene.order.heads());
    assert!(scene.office.audit().await.iter().any(|line| line.action == "change-taken-over"));
    let records = scene.office.app.engine.read(move |store| store.change_records(id)).await.unwrap();
    let received: Vec<_> =
        records.iter().map(|record| (record.received.device, record.received.person)).collect();
    assert_eq!(
        received,
        [(None, Some(SUPERVISOR)), (None, Some(scene.phone.person)), (None, Some(scene.phone.person))]
    );
    // The phone, which goes on under another hand, gets it back.
    let reply = scene.office.sync(&mut scene.phone, vec![]).await;
    assert_eq!(reply.documents[0].heads, scene.order.heads().digest());
    // Once is enough.
    let visitor = scene.office.visitor().await;
    assert_eq!(visitor.takes_over(&path).await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.office.document(id).await.heads(), scene.order.heads());
}

#[tokio::test]
async fn what_is_dismissed_waits_no_more_and_is_never_deleted() {
    let scene = refused().await;
    let visitor = scene.office.visitor().await;
    for number in numbers(&scene).await {
        let answer = visitor.post(&format!("/office/refused/{number}/set-aside"), "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
        let page = visitor.get(&format!("/office/refused/{number}")).await;
        assert!(page.contains("Mise de côté") && !page.contains("take-over"), "{page}");
    }
    assert!(numbers(&scene).await.is_empty());
    assert!(scene.office.audit().await.iter().any(|line| line.action == "change-set-aside"));
    assert_eq!(scene.office.app.engine.read(|store| store.refused_count()).await.unwrap(), 2);
}

#[tokio::test]
async fn work_on_an_order_that_was_never_ones_own_can_be_taken_over() {
    let mut scene = Scene::open().await;
    let id = scene.office.order_for(&[COLLEAGUE]).await;
    let mut document = scene.office.document(id).await;
    let work = scene.phone.does(&mut document, WorkOrderCommand::Start);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    let number = numbers(&scene).await[0];
    let visitor = scene.office.visitor().await;
    visitor.takes_over(&format!("/office/refused/{number}")).await;
    assert_eq!(scene.office.document(id).await.heads(), document.heads());
}

impl Scene {
    /// Offers a change that is refused, and tries to take it over: it stays where it is.
    async fn stays_refused(&mut self, hostile: DocumentChanges, phrase: &str) {
        let id = hostile.id;
        let before = self.office.app.engine.document(id).await.unwrap().map(|document| document.heads());
        self.office.sync(&mut self.phone, vec![hostile]).await;
        let number = numbers(self).await[0];
        let path = format!("/office/refused/{number}");
        let visitor = self.office.visitor().await;
        let page = visitor.get(&path).await;
        assert!(page.contains(phrase) && !page.contains("/take-over"), "{page}");
        let answer = visitor.takes_over(&path).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer}");
        let after = self.office.app.engine.document(id).await.unwrap().map(|document| document.heads());
        assert_eq!(before, after);
        // Not even what cannot be read is out of reach.
        let request = Request::get(format!("{path}/bytes")).header("cookie", visitor.cookie());
        let bytes = self.office.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(bytes.header("content-type"), Some("application/octet-stream"));
        assert!(bytes.header("content-disposition").unwrap().starts_with("attachment"));
        assert!(!bytes.body.is_empty());
    }
}

#[tokio::test]
async fn rubbish_is_kept_and_never_taken_over() {
    let mut scene = Scene::open().await;
    let mut work = scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Start);
    work.changes = vec![ChangeBytes(b"rubbish".to_vec())];
    scene.stays_refused(work, "le contenu est abîmé").await;
}

#[tokio::test]
async fn nobody_is_made_to_have_signed() {
    let mut scene = Scene::open().await;
    let mine = std::mem::replace(&mut scene.phone.person, COLLEAGUE);
    let forged = scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Start);
    scene.phone.person = mine;
    scene.stays_refused(forged, "signée au nom de quelqu’un d’autre").await;
}

#[tokio::test]
async fn the_actor_of_somebody_else_is_not_lent_to_anybody() {
    let mut scene = Scene::open().await;
    let order = scene.office.order_for(&[COLLEAGUE]).await;
    let mut other = scene.office.enrol(COLLEAGUE).await;
    let mut theirs = whole(&scene.office.sync(&mut other, vec![]).await.documents[0]);
    assert_eq!(theirs.id(), order);
    let work = other.does(&mut theirs, WorkOrderCommand::Start);
    scene.office.sync(&mut other, vec![work]).await;
    let mine = std::mem::replace(&mut scene.phone.actor, other.actor);
    let borrowed = scene.phone.does(&mut scene.order.clone(), WorkOrderCommand::Start);
    scene.phone.actor = mine;
    scene.stays_refused(borrowed, "la main d’un autre appareil").await;
}

#[tokio::test]
async fn what_waits_on_an_actor_of_ones_own_other_phone_can_be_taken_over() {
    let mut scene = Scene::open().await;
    let work = scene.phone.does(&mut scene.another, WorkOrderCommand::Start);
    scene.office.sync(&mut scene.phone, vec![work]).await;
    // The office forgot the phone; enrolled again, it still holds work of its former hand.
    let mut again = scene.office.enrol(scene.phone.person).await;
    again.actor = scene.phone.actor;
    let work = again.does(&mut scene.order, WorkOrderCommand::Start);
    let reply = scene.office.sync(&mut again, vec![work]).await;
    assert_eq!(reply.refused[0].reason, RefusalReason::ForeignActor);
    let number = numbers(&scene).await[0];
    scene.office.visitor().await.takes_over(&format!("/office/refused/{number}")).await;
    assert_eq!(scene.office.document(scene.order.id()).await.heads(), scene.order.heads());
}

#[tokio::test]
async fn a_change_that_builds_on_a_refused_one_waits_for_it() {
    let scene = refused().await;
    let numbers = numbers(&scene).await;
    let visitor = scene.office.visitor().await;
    let page = visitor.get(&format!("/office/refused/{}", numbers[1])).await;
    assert!(page.contains("Ne peut pas encore être reprise"), "{page}");
    assert!(page.contains(&format!("href=\"/office/refused/{}\"", numbers[0])), "{page}");
    assert!(page.contains(" : fusible"), "its letters can be read all the same: {page}");
}

#[tokio::test]
async fn only_who_reviews_deals_with_what_was_refused() {
    let scene = refused().await;
    let number = numbers(&scene).await[0];
    let visitor: Visitor<'_> = scene.office.visitor_as("guichet", shared::Role::Counter).await;
    assert!(!visitor.get("/office/requests").await.contains("/office/refused"));
    for path in [
        "/office/refused".to_owned(),
        format!("/office/refused/{number}"),
        format!("/office/refused/{number}/bytes"),
    ] {
        let request = Request::get(&path).header("cookie", visitor.cookie());
        let answer = scene.office.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    for action in ["take-over", "set-aside"] {
        let answer = visitor.post(&format!("/office/refused/{number}/{action}"), "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action}");
    }
    let order = WorkOrder::read(&scene.office.document(scene.order.id()).await).unwrap();
    assert!(order.steps.is_empty());
}
