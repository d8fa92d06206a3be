//! Ten thousand photos of one order: as many are taken as a document holds, the others are refused
//! for it, and the page that shows them stays small.

use automerge::{AutoCommit, LoadOptions, TextEncoding};
use shared::limits::{CHANGE_BYTES_MAX, DOCUMENT_BYTES_MAX};
use shared::wire::{ChangeBytes, DocumentChanges, RefusalReason};
use shared::work_order::WorkOrder;
use shared::{Document, Sha256};
use sync_server::base::limits::PAGE_PHOTOS_MAX;

use crate::hostile_bodies::Scene;
use crate::raw_photo::add_photo;

const PHOTOS: u32 = 10_000;
const PHOTOS_PER_CHANGE: u32 = 500;

/// What a hostile phone writes: no command makes so many photos.
fn photos(scene: &Scene) -> DocumentChanges {
    let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
    let mut raw = AutoCommit::load_with_options(&scene.order.save(), options).unwrap();
    raw.set_actor(automerge::ActorId::from(*scene.phone.actor.as_bytes()));
    let mut changes = Vec::new();
    for number in 0..PHOTOS {
        let sha256 = Sha256::of(&number.to_be_bytes());
        add_photo(&mut raw, number, scene.phone.person, scene.phone.wall, sha256);
        if (number + 1) % PHOTOS_PER_CHANGE == 0 {
            raw.commit();
            let change = raw.get_last_local_change().unwrap();
            changes.push(ChangeBytes(change.raw_bytes().to_vec()));
        }
    }
    DocumentChanges { id: scene.order.id(), kind: scene.order.kind(), changes }
}

fn kept(document: &Document) -> usize {
    WorkOrder::read(document).unwrap().photos.len()
}

#[tokio::test]
async fn ten_thousand_photos_of_one_order_stay_bounded_everywhere() {
    let mut scene = Scene::open().await;
    let offered = photos(&scene);
    let count = offered.changes.len();
    let size = offered.changes.iter().map(|change| change.0.len()).max().unwrap();
    assert!(size <= CHANGE_BYTES_MAX, "each by itself may pass: {size} bytes");
    let mut refused = 0;
    // A message holds four million bytes.
    for portion in offered.changes.chunks(10) {
        let portion = DocumentChanges { changes: portion.to_vec(), ..offered.clone() };
        let good = scene.good_work();
        let reply = scene.office.sync(&mut scene.phone, vec![portion, good]).await;
        let reasons = reply.refused.iter().map(|refusal| refusal.reason);
        assert!(
            reasons
                .clone()
                .all(|why| [RefusalReason::TooLarge, RefusalReason::MissingDependency].contains(&why)),
            "{:?}",
            reply.refused
        );
        refused += reasons.count();
    }
    let document = scene.office.document(scene.order.id()).await;
    let taken = kept(&document);
    assert!(refused > 0 && taken == (count - refused) * PHOTOS_PER_CHANGE as usize, "{taken} photos taken");
    assert!(document.save().len() <= DOCUMENT_BYTES_MAX);
    assert_eq!(
        scene.office.document(scene.another.id()).await.heads(),
        scene.another.heads(),
        "others go on"
    );

    let visitor = scene.office.visitor().await;
    let path = format!("/office/work-orders/{}", scene.order.id());
    let before = taken.div_ceil(3);
    // A third is shown beside nothing, pair by pair, and then the others.
    let pages = taken.div_ceil(PAGE_PHOTOS_MAX);
    for (page, here, more) in [
        (1, PAGE_PHOTOS_MAX, true),
        (before / PAGE_PHOTOS_MAX + 1, PAGE_PHOTOS_MAX, true),
        (pages, taken - (pages - 1) * PAGE_PHOTOS_MAX, false),
        (pages + 1, 0, false),
        (u32::MAX as usize, 0, false),
    ] {
        let html = visitor.get(&format!("{path}?page={page}")).await;
        assert!(html.len() < 200_000, "page {page} has {} bytes", html.len());
        assert_eq!(
            (html.matches("<figure").count(), html.contains("rel=\"next\"")),
            (here, more),
            "page {page}"
        );
    }
    println!("{taken} of {PHOTOS} photos taken, {refused} of {count} changes refused");
}
