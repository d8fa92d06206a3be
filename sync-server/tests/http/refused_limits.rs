//! The limits of what waits refused, at their edges.

use shared::limits::*;
use shared::wire::{ChangeBytes, DocumentChanges, RefusalReason};
use shared::work_order::{Material, WorkOrderCommand};
use shared::{ActorId, DocumentId, DocumentKind, Quantity, Timestamp};
use sync_server::base::limits::*;
use sync_server::store::{Received, Resolution, Resolved};

use crate::hostile_bodies::Scene;
use crate::test_office::SUPERVISOR;

#[tokio::test]
async fn how_many_refused_changes_one_is_said_to_build_on() {
    for needed in [DEPENDENCIES_SHOWN_MAX, DEPENDENCIES_SHOWN_MAX + 1] {
        let mut scene = Scene::open().await;
        let mut merged = scene.order.clone();
        let own = scene.phone.actor;
        for actor in 0..needed {
            scene.phone.actor = ActorId::from_bytes([0x60 + u8::try_from(actor).unwrap(); 16]);
            let cancel = WorkOrderCommand::Cancel { reason: "double emploi".to_owned() };
            let refused = scene.phone.does(&mut scene.order.clone(), cancel);
            merged.apply(&[&refused.changes[0].0]).unwrap();
            assert_eq!(scene.office.sync(&mut scene.phone, vec![refused]).await.refused.len(), 1);
        }
        scene.phone.actor = own;
        let material = Material::Other("fusible".to_owned());
        let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1000), corrects: None };
        let work = scene.phone.does(&mut merged, used);
        let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
        assert_eq!(reply.refused[0].reason, RefusalReason::MissingDependency);
        let visitor = scene.office.visitor().await;
        let page = visitor.get(&format!("/office/refused/{}", needed + 1)).await;
        let links = page.matches("<li><a href=\"/office/refused/").count();
        assert_eq!(links, DEPENDENCIES_SHOWN_MAX, "{page}");
    }
}

#[tokio::test]
async fn what_waits_refused_of_a_device() {
    let mut scene = Scene::open().await;
    let cancel = WorkOrderCommand::Cancel { reason: "non".to_owned() };
    let work = scene.phone.does(&mut scene.order, cancel);
    let size = work.changes[0].0.len();
    let (device, person, id) = (scene.phone.device, scene.phone.person, scene.order.id());
    let received =
        Received { device: Some(device), person: Some(person), at: Timestamp(0), skew_ms: 0, late: false };
    let keeps = async |bytes: usize| {
        let rubbish = vec![0; bytes];
        let kept = scene.office.app.engine.write(move |store| {
            store.keep_refused(id, DocumentKind::WorkOrder, None, &rubbish, "corrupt", received)
        });
        kept.await.unwrap();
    };
    keeps(REFUSED_BYTES_MAX - size + 1).await;
    let body = scene.phone.request(vec![work]).encode();
    let answer = scene.office.post_sync(&scene.phone, body.clone()).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (429, "too-much-refused"));
    let dealt = Resolved { resolution: Resolution::Dismissed, by: SUPERVISOR, at: Timestamp(1) };
    let number = scene.office.app.engine.read(|store| store.refused_page(true, 0, 1)).await.unwrap()[0].id;
    scene.office.app.engine.write(move |store| store.resolve_refused(number, dealt)).await.unwrap();
    keeps(REFUSED_BYTES_MAX - size).await;
    assert_eq!(scene.office.post_sync(&scene.phone, body).await.reply().refused.len(), 1);
}

#[tokio::test]
async fn how_many_refused_changes_of_a_device_wait() {
    let mut scene = Scene::open().await;
    let nothing = |number: usize| DocumentChanges {
        id: DocumentId::from_bytes((number as u128).to_be_bytes()),
        kind: DocumentKind::WorkOrder,
        changes: vec![ChangeBytes(number.to_be_bytes().to_vec())],
    };
    let all: Vec<DocumentChanges> = (0..=REFUSED_ROWS_MAX).map(nothing).collect();
    for some in all[..REFUSED_ROWS_MAX].chunks(SYNC_DOCUMENTS_MAX) {
        let reply = scene.office.sync(&mut scene.phone, some.to_vec()).await;
        assert_eq!(reply.refused.len(), some.len());
    }
    let body = scene.phone.request(vec![all[REFUSED_ROWS_MAX].clone()]).encode();
    let answer = scene.office.post_sync(&scene.phone, body).await;
    assert_eq!((answer.status.as_u16(), answer.problem().as_str()), (429, "too-much-refused"));
    let lines = scene.office.audit().await.iter().filter(|line| line.action == "changes-refused").count();
    assert_eq!(lines, AUDIT_TOLD_MAX as usize, "however many syncs there were within the hour");
    scene.office.pass_ms(AUDIT_COUNTED_MS);
    scene.office.app.engine.tell_tallies().await.unwrap();
    let rest = scene.office.audit().await.pop().unwrap();
    let (subject, untold) =
        (format!("device:{}", scene.phone.device), REFUSED_ROWS_MAX - AUDIT_TOLD_MAX as usize);
    assert_eq!((rest.subject, rest.detail), (subject, format!("{untold} × …")));
}
