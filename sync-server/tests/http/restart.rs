//! What was acknowledged is there again after the server stopped, whichever way it stopped.

use shared::Sha256;
use shared::work_order::WorkOrderCommand;

use crate::hostile_bodies::Scene;
use crate::photos::jpeg;

#[tokio::test]
async fn after_a_power_cut_every_acknowledged_change_and_photo_is_there() {
    let mut scene = Scene::open().await;
    let (whole, half) = (jpeg(1), jpeg(2));
    let (whole_name, half_name) = (Sha256::of(&whole), Sha256::of(&half));
    let work = scene.phone.does(&mut scene.order, WorkOrderCommand::Start);
    let reply = scene.office.sync(&mut scene.phone, vec![work]).await;
    assert_eq!((reply.taken, reply.refused.len()), (1, 0));
    scene.office.upload(&scene.phone, whole_name, &whole).await;
    scene.office.announce(&scene.phone, half_name, half.len()).await;
    scene.office.part(&scene.phone, half_name, 0, &half[..350]).await;

    let office = scene.office.after_a_power_cut();
    assert_eq!(office.dump(), scene.office.dump());
    assert_eq!(office.document(scene.order.id()).await.heads(), scene.order.heads());
    assert_eq!(office.photo(&scene.phone, whole_name).await.body, whole);
    let reply = office.sync(&mut scene.phone, vec![]).await;
    assert_eq!((reply.documents.len(), reply.withdrawn.len()), (0, 0), "the phone need not begin anew");

    let so_far = office.how_far(&scene.phone, half_name).await;
    assert_eq!(so_far.header("upload-offset"), Some("350"), "{so_far}");
    let last = office.part(&scene.phone, half_name, 350, &half[350..]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
}

#[tokio::test]
async fn an_upload_cut_between_its_last_byte_and_its_verification_is_finished_at_the_next_question() {
    let scene = Scene::open().await;
    let photo = jpeg(1);
    let name = Sha256::of(&photo);
    scene.office.announce(&scene.phone, name, photo.len()).await;
    scene.office.part(&scene.phone, name, 0, &photo[..350]).await;
    // The power goes after the bytes are on disk and before anybody looked at them.
    let part = scene.office.data().join("uploads").join(format!("{}-{name}", scene.phone.device));
    std::fs::write(part, &photo).unwrap();
    let office = scene.office.restarted();
    let so_far = office.how_far(&scene.phone, name).await;
    assert_eq!(so_far.header("upload-offset").unwrap(), photo.len().to_string());
    assert_eq!(so_far.header("guichet-photo"), Some("received"), "{so_far}");
    let last = office.part(&scene.phone, name, photo.len(), &[]).await;
    assert_eq!(last.header("guichet-photo"), Some("received"), "{last}");
    assert_eq!(office.photo(&scene.phone, name).await.body, photo);
}

#[tokio::test]
async fn a_server_stopped_in_good_order_goes_on_where_it_was() {
    let mut scene = Scene::open().await;
    scene.takes_good_work().await;
    let dump = scene.office.dump();
    let Scene { office, .. } = &scene;
    assert!(office.data().exists());
    scene.office = scene.office.restarted();
    assert_eq!(scene.office.dump(), dump);
    scene.takes_good_work().await;
}
