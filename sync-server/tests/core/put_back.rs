//! Disks of an earlier day, of an earlier version, and phones that were copied.

use rusqlite::Connection;
use shared::wire::{DocumentChanges, SyncRequest};
use shared::work_order::WorkOrderCommand;
use shared::{DeviceId, Document, FeedId, OrganisationId, ReplyId, Role, Timestamp};
use sync_server::base::roles::Roles;
use sync_server::engine::{Core, jobs};
use sync_server::sql;
use sync_server::store::error::StoreError;
use sync_server::store::{Audience, AuditFilter, DeviceRow, Store};
use sync_server::sync::exchange;

use crate::office::{
    OFFICE, OTHER, Phone, TECH, core, device, open, order_for, peopled, phone, received, run,
};

/// An office on a disk, with an order a phone has; and a copy of the disk as it was then.
struct Disk {
    folder: tempfile::TempDir,
    core: Core,
    tech: Phone,
    document: Document,
}

impl Disk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut core = peopled(open(sql::Connection::open(folder.path().join("server.db")).unwrap()));
        order_for(&mut core, &[TECH]);
        let mut tech = phone(TECH);
        let document = received(&tech.sync(&mut core, vec![]));
        let disk = Connection::open(folder.path().join("server.db")).unwrap();
        let copy = folder.path().join("earlier.db");
        disk.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
        Self { folder, core, tech, document }
    }

    fn works(&mut self) -> DocumentChanges {
        let work = self.tech.does(&mut self.document, WorkOrderCommand::Start);
        assert!(self.tech.sync(&mut self.core, vec![work.clone()]).refused.is_empty());
        work
    }

    /// The same office, on the disk of the earlier day.
    fn put_back(&mut self) {
        self.core = open(sql::Connection::open(self.folder.path().join("earlier.db")).unwrap());
    }
}

#[test]
fn a_disk_put_back_to_an_earlier_day_is_noticed_by_whoever_was_given_a_later_one() {
    let mut disk = Disk::new();
    let work = disk.works();
    let before = disk.tech.feed;
    disk.put_back();
    let Disk { core, tech, document, .. } = &mut disk;
    assert_eq!(core.store().change_records(document.id()).unwrap().len(), 1, "the work is forgotten");
    let reply = tech.sync(core, vec![]);
    assert_ne!(Some(reply.feed), before, "what begins now is another feed");
    assert!(reply.documents[0].snapshot.is_some(), "and the phone sees what it lacks");
    assert!(core.store().was_restored().unwrap());
    // Its own work comes back by itself.
    assert!(tech.sync(core, vec![work]).refused.is_empty());
    let feed = tech.feed;
    for _ in 0..3 {
        assert_eq!(Some(tech.sync(core, vec![]).feed), feed, "once is enough");
    }
    let noticed = core.store().audit_after(&AuditFilter::default(), 0, 100).unwrap();
    assert_eq!(noticed.iter().filter(|line| line.action == "put-back").count(), 1);
}

#[test]
fn a_disk_put_back_to_before_a_restore_is_noticed_by_whoever_was_on_the_feed_that_began_then() {
    let mut disk = Disk::new();
    let later = disk.folder.path().join("later.db");
    std::fs::copy(disk.folder.path().join("earlier.db"), &later).unwrap();
    let db = || sql::Connection::open(&later).unwrap();
    Store::open(db()).unwrap().begin_anew(FeedId::from_bytes([0xB; 16])).unwrap();
    disk.core = open(db());
    let restored = disk.tech.sync(&mut disk.core, vec![]).feed;
    assert_eq!(restored, FeedId::from_bytes([0xB; 16]), "the feed before is known: nothing else begins");
    let work = disk.works();
    disk.put_back();
    let Disk { core, tech, document, .. } = &mut disk;
    assert!(!core.store().was_restored().unwrap());
    for _ in 0..2 {
        let reply = tech.sync(core, vec![]);
        assert_ne!(reply.feed, restored);
        assert!(core.store().was_restored().unwrap(), "phones may offer what was forgotten");
    }
    // A colleague brings what the office forgot.
    let first = SyncRequest::first(device(OTHER).id, Timestamp(1_800_000_000_000));
    let request = SyncRequest { offered: vec![work], ..first };
    let outcome = run(core, exchange::sync(device(OTHER), request)).unwrap();
    assert_eq!(outcome.offers_taken, 1);
    let offers = core.store().offers_of(document.id()).unwrap();
    assert_eq!(offers.map(|(_, offers)| offers.len()), Some(1), "it waits for a supervisor's yes");
    let noticed = core.store().audit_after(&AuditFilter::default(), 0, 100).unwrap();
    assert_eq!(noticed.iter().filter(|line| line.action == "put-back").count(), 1);
}

#[test]
fn a_phone_enrolled_since_that_day_shows_it_too_once_it_is_enrolled_again() {
    let mut disk = Disk::new();
    // The disk of the earlier day knows nothing of this device, nor does it find another of its name.
    let since = DeviceId::from_bytes([0x77; 16]);
    let row = DeviceRow::new(since, TECH, "tablette".to_owned(), Timestamp(0));
    let known = row.clone();
    run(&mut disk.core, jobs::write(move |store| store.add_device(&known, [0x77; 32]))).unwrap();
    let first = SyncRequest::first(since, Timestamp(1_800_000_000_000));
    let reply = run(&mut disk.core, exchange::sync(row, first)).unwrap();
    disk.put_back();
    let Disk { core, .. } = &mut disk;
    let request = |reply_device| SyncRequest {
        feed: Some(reply.feed),
        cursor: reply.cursor,
        last_reply: reply.id,
        reply_device,
        ..SyncRequest::first(device(TECH).id, Timestamp(1_800_000_000_000))
    };
    for (reply_device, begins) in [(None, false), (Some(device(OTHER).id), false), (Some(since), true)] {
        let answer = run(core, exchange::sync(device(TECH), request(reply_device))).unwrap();
        assert_eq!(answer.feed != reply.feed, begins, "{reply_device:?}");
    }
}

#[test]
fn nobody_makes_the_office_begin_anew_by_inventing_a_reply() {
    let mut disk = Disk::new();
    let Disk { core, tech, .. } = &mut disk;
    let feed = tech.feed;
    let mut invented = *tech.last_reply.unwrap().as_bytes();
    invented[6] = 1;
    for last_reply in [Some(ReplyId::from_bytes(invented)), Some(ReplyId::from_bytes([0; 16])), None] {
        tech.last_reply = last_reply;
        assert_eq!(Some(tech.sync(core, vec![]).feed), feed);
    }
    // Nor with that of another device, nor when a reply was lost on the way.
    let mut other = phone(OTHER);
    other.sync(core, vec![]);
    other.last_reply = tech.last_reply;
    assert_eq!(Some(other.sync(core, vec![]).feed), feed);
    let lost = tech.last_reply;
    tech.sync(core, vec![]);
    tech.last_reply = lost;
    assert_eq!(Some(tech.sync(core, vec![]).feed), feed);
}

#[test]
fn a_copy_of_a_phone_that_only_reads_is_noticed_too() {
    let mut core = core();
    order_for(&mut core, &[TECH]);
    let mut tech = phone(TECH);
    tech.sync(&mut core, vec![]);
    tech.sync(&mut core, vec![]);
    let copied = |core: &Core| core.store().device(device(TECH).id).unwrap().unwrap().copied_at.is_some();
    // A reply that is lost makes nobody a copy.
    let lost = tech.last_reply;
    tech.sync(&mut core, vec![]);
    tech.last_reply = lost;
    tech.sync(&mut core, vec![]);
    let copy = tech.last_reply;
    tech.sync(&mut core, vec![]);
    tech.sync(&mut core, vec![]);
    assert!(!copied(&core));
    let now = std::mem::replace(&mut tech.last_reply, copy);
    tech.sync(&mut core, vec![]);
    assert!(copied(&core), "it knew of fewer than before");
    tech.last_reply = now;
    for _ in 0..3 {
        tech.sync(&mut core, vec![]);
    }
    let noticed = core.store().audit_after(&AuditFilter::default(), 0, 100).unwrap();
    assert_eq!(noticed.iter().filter(|line| line.action == "device-copied").count(), 1);
}

#[test]
fn a_data_directory_of_an_earlier_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("server.db");
    let mut core = peopled(open(sql::Connection::open(&path).unwrap()));
    order_for(&mut core, &[TECH]);
    let organisation = OrganisationId::from_bytes([0x55; 16]);
    let hears = [Audience::Person(TECH), Audience::Organisation(organisation)].into();
    run(&mut core, jobs::set_audiences(TECH, hears)).unwrap();
    drop(core);
    let db = Connection::open(&path).unwrap();
    for (table, column) in
        [("document", "operations"), ("device", "named"), ("device", "copied_at"), ("audit", "chain")]
    {
        db.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN {column}")).unwrap();
    }
    db.execute_batch(
        "DROP TABLE earlier_feed; DROP TABLE form_step; DROP TABLE form_answer; DROP INDEX photo_device;
         DROP TABLE document_entry; DROP TABLE document_mention; DROP TABLE mentioned_audience;
         DROP TABLE document_photo; DROP TABLE document_approval; DELETE FROM meta WHERE key = 'document_facts';
         DROP TABLE person_role; DROP TABLE document_organisation; ALTER TABLE person DROP COLUMN everywhere;
         ALTER TABLE session DROP COLUMN factor_at; DROP TABLE second_factor; DROP TABLE second_factor_setup;
         DROP TABLE recovery_code; DROP TABLE half_sign_in; DROP TABLE known_secret; DROP TABLE device_day;
         DROP TABLE audit_tally; DROP TABLE founded_document; DROP TABLE founded_change; DROP TABLE photo_to_erase;
         DROP TABLE device_recovery; DROP TABLE device_opening; DROP TABLE imported; DROP TABLE label_run; DROP TABLE blank_label;
         DROP TABLE import_mapping; DROP TABLE register_import; DROP TABLE register_import_step;
         ALTER TABLE device DROP COLUMN public_key; DELETE FROM meta WHERE key = 'office_key';
         INSERT INTO meta VALUES ('restored', '1')",
    )
    .unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    drop(db);
    let mut core = open(sql::Connection::open(&path).unwrap());
    assert!(core.store().was_restored().unwrap(), "phones still bring back what was forgotten");
    let roles = |id| core.store().person(id).unwrap().unwrap().roles;
    assert_eq!(
        roles(TECH),
        Roles::only_at(Role::Technician, [organisation]),
        "where their phone held buildings"
    );
    assert_eq!(roles(OFFICE), Roles::everywhere(Role::Supervisor), "as until now");
    let mut tech = phone(TECH);
    let mut document = received(&tech.sync(&mut core, vec![]));
    let of = core.store().organisations_of(document.id()).unwrap();
    assert_eq!(of.len(), 1, "of which administration it is was read from it");
    let work = tech.does(&mut document, WorkOrderCommand::Start);
    assert!(tech.sync(&mut core, vec![work]).refused.is_empty());
    drop(core);
    let db = Connection::open(&path).unwrap();
    let fresh = Connection::open(folder.path().join("fresh.db")).unwrap();
    drop(Store::open(sql::Connection::open(folder.path().join("fresh.db")).unwrap()).unwrap());
    assert_eq!(shape(&db), shape(&fresh), "one that was brought up to date is like one that is made now");
    db.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Store::open(sql::Connection::open(&path).unwrap()), Err(StoreError::Newer(99))));
}

/// Every column and index of a database, by name.
fn shape(db: &Connection) -> Vec<String> {
    let sql = "SELECT t.type || ' ' || t.name || '.' || c.name || ' ' || c.type || c.\"notnull\" || c.pk
            || coalesce(c.dflt_value, '') FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'
        UNION ALL SELECT 'index ' || i.name || ' ' || i.tbl_name || ' ' || c.seqno || coalesce(c.name, '')
            FROM sqlite_schema i, pragma_index_info(i.name) c WHERE i.type = 'index'
        UNION ALL SELECT type || ' ' || name || ' ' || sql FROM sqlite_schema WHERE type IN ('trigger', 'view')
        ORDER BY 1";
    let mut statement = db.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}
