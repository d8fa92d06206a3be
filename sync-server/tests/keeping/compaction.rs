//! Compaction: old changes lose their bytes, and nobody notices.

use shared::wire::FeedCursor;
use shared::work_order::WorkOrderCommand;
use shared::{DocumentId, Timestamp};
use sync_server::engine::jobs;

use crate::office::{OTHER, Office, Phone, TECH, clock, material};

const NEVER: Timestamp = Timestamp(i64::MAX);
const FIRST: DocumentId = DocumentId::from_bytes([0; 16]);

fn compact(office: &mut Office, before: Timestamp) -> usize {
    let done = office.run(jobs::compact_some(before, FIRST)).unwrap();
    assert_eq!(done.next, None);
    done.changes
}

/// Two phones write in one order by turns; each is remembered as it was after every step.
fn written_together(office: &mut Office) -> (DocumentId, Vec<Phone>) {
    let id = office.order_for(&[TECH, OTHER]);
    let mut phones = [Phone::of(TECH), Phone::of(OTHER)];
    let mut remembered = phones.to_vec();
    for step in 0..40 {
        let phone = &mut phones[step % 2];
        phone.sync(office, vec![]);
        let work = phone.does(id, material(&format!("joint {step}")));
        phone.sync(office, vec![work]);
        remembered.push(phone.clone());
    }
    (id, remembered)
}

#[test]
fn after_compaction_a_phone_at_any_cursor_still_gets_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let (id, remembered) = written_together(&mut office);
    let feed = office.core.store().changes_after(id, FeedCursor(0)).unwrap();
    // Everything, and then only the older half: later cursors are served by changes again.
    let middle = office.core.store().change_records(id).unwrap()[feed.len() / 2].received.at;
    for before in [middle, NEVER] {
        assert!(compact(&mut office, before) > 0);
        for phone in &remembered {
            let mut phone = phone.clone();
            phone.sync(&mut office, vec![]);
            assert_eq!(phone.documents[&id].heads(), office.document(id).heads(), "from {:?}", phone.cursor);
        }
    }
    let kept = office.core.store().changes_after(id, FeedCursor(0)).unwrap();
    assert_eq!(kept.len(), feed.len(), "the rows stay");
    assert!(kept.iter().all(|row| row.bytes.is_none()));
    assert_eq!(compact(&mut office, NEVER), 0, "there is nothing left to do");
}

#[test]
fn what_is_newer_than_the_setting_keeps_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let (id, _) = written_together(&mut office);
    let records = office.core.store().change_records(id).unwrap();
    compact(&mut office, records[10].received.at);
    let rows = office.core.store().changes_after(id, FeedCursor(0)).unwrap();
    let compacted: Vec<bool> = rows.iter().map(|row| row.bytes.is_none()).collect();
    let expected: Vec<bool> = (0..rows.len()).map(|at| at < 10).collect();
    assert_eq!(compacted, expected);
}

#[test]
fn compaction_changes_neither_the_office_database_nor_a_rebuild_nor_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let (id, mut remembered) = written_together(&mut office);
    // Late work is told by how it came in, which must stay.
    let mut phone = remembered.pop().unwrap();
    let late = phone.does(id, material("en retard"));
    office.does(Some(id), WorkOrderCommand::Assign([].into()));
    phone.sync(&mut office, vec![late.clone()]);
    let (dump, size) = (office.dump(), office.core.store().stored_size(id).unwrap());
    assert!(dump.contains("en retard"));
    assert_eq!(dump, office.dump_made_again());

    compact(&mut office, NEVER);
    assert_eq!(dump, office.dump_made_again());
    assert_eq!(office.core.store().stored_size(id).unwrap(), size);
    let length = office.core.store().change_records(id).unwrap().len();
    let reply = phone.sync(&mut office, vec![late]);
    assert_eq!((reply.taken, reply.refused.len()), (1, 0), "a repeated change is known by its hash");
    assert_eq!(office.core.store().change_records(id).unwrap().len(), length);

    let heads = office.document(id).heads();
    drop(office);
    let mut office = Office::open(folder.path(), clock(100_000));
    assert_eq!(office.document(id).heads(), heads);
    office.does(Some(id), WorkOrderCommand::Assign([TECH].into()));
    assert_eq!(office.dump(), office.dump_made_again());
}

#[test]
fn a_document_whose_snapshot_is_damaged_is_left_alone_and_the_others_are_compacted() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = Office::peopled(folder.path());
    let (damaged, _) = written_together(&mut office);
    let good = office.order_for(&[TECH]);
    // Its snapshot covers the older part only; what is beyond it is still there as changes.
    let sound = office.document(damaged);
    let sql = format!(
        "UPDATE document SET snapshot = x'00', snapshot_position = last_position
         WHERE hex(id) = '{}'",
        hex(damaged)
    );
    Office::sql(folder.path(), "server.db", &sql);
    assert_eq!(compact(&mut office, NEVER), 1, "the one change of the other order");
    let rows = office.core.store().changes_after(damaged, FeedCursor(0)).unwrap();
    assert_eq!(rows.len(), sound.changes_since(&shared::Heads::default()).len());
    assert!(rows.iter().all(|row| row.bytes.is_some()), "its changes are all that is left of it");
    assert!(office.core.store().changes_after(good, FeedCursor(0)).unwrap()[0].bytes.is_none());
}

fn hex(id: DocumentId) -> String {
    id.as_bytes().iter().map(|byte| format!("{byte:02X}")).collect()
}
