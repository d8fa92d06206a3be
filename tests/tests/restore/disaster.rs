//! One disaster each: what the phones bring back, what waits for a supervisor, what is true after.

use std::path::PathBuf;

use mobile::client::Contact;
use shared::document::priority::Priority;
use shared::work_order::{WorkOrderCommand, WorkOrderField};
use shared::{DocumentId, Heads};
use sync_server::store::Decision;

use crate::office::{ANNE, BART, Office};
use crate::phone::Phone;

/// A day's work after the last backup.
struct Day {
    office: Office,
    anne: Phone,
    bart: Phone,
    backup: PathBuf,
    /// Known to the backup, worked on since by everybody.
    shared: DocumentId,
    /// Made since, for Anne.
    lost: DocumentId,
    /// A defect Anne reported since.
    request: DocumentId,
    /// All three as they were when the disk broke.
    heads: Vec<(DocumentId, Heads)>,
}

impl Day {
    fn new(seed: u64) -> Self {
        let mut office = Office::new(seed);
        let (mut anne, mut bart) = (Phone::of(ANNE, &mut office), Phone::of(BART, &mut office));
        let shared = office.order_for(&[ANNE]);
        anne.talks(&mut office);
        anne.notes(shared, "veille");
        anne.talks(&mut office);
        let backup = office.backup();

        office.does(Some(shared), WorkOrderCommand::Assign([ANNE, BART].into()));
        let lost = office.order_for(&[ANNE]);
        anne.talks(&mut office);
        bart.talks(&mut office);
        anne.notes(shared, "joint");
        anne.notes(lost, "vanne");
        bart.notes(shared, "coude");
        let request = anne.reports("fuite").unwrap();
        for _ in 0..2 {
            anne.talks(&mut office);
            bart.talks(&mut office);
        }
        let urgent = WorkOrderField::Priority(Priority::Urgent);
        office.does(Some(shared), WorkOrderCommand::Edit(vec![urgent]));
        anne.talks(&mut office);
        bart.talks(&mut office);
        let heads = [shared, lost, request].map(|id| (id, office.document(id).unwrap().heads())).to_vec();
        Self { office, anne, bart, backup, shared, lost, request, heads }
    }

    fn breaks(&mut self) {
        let backup = self.backup.clone();
        self.office.restore(&backup);
    }

    fn everybody_talks(&mut self) {
        for _ in 0..2 {
            self.anne.talks(&mut self.office);
            self.bart.talks(&mut self.office);
        }
    }

    /// Nothing waits any more, and every copy is what the office has.
    fn check_settled(&mut self) {
        assert_eq!(self.office.offered(), []);
        for phone in [&mut self.anne, &mut self.bart] {
            let status = phone.status();
            assert_eq!((status.changes_waiting, status.rejected), (0, 0));
            for id in self.office.documents() {
                let (ours, theirs) = (phone.document(id), self.office.document(id).unwrap());
                assert_eq!(ours.is_some(), self.office.is_for(phone.person, id), "{id}");
                assert!(ours.is_none_or(|ours| ours.heads() == theirs.heads()), "{id}");
            }
        }
        assert_eq!(self.office.refused(), 0);
        assert_eq!(self.office.wrong(), [""; 0]);
    }

    fn check_all_is_back(&mut self) {
        for (id, heads) in self.heads.clone() {
            assert_eq!(self.office.document(id).unwrap().heads(), heads, "{id}");
        }
        self.check_settled();
    }
}

#[test]
fn own_work_comes_back_by_itself_and_that_of_others_once_it_is_confirmed() {
    let mut day = Day::new(1);
    day.breaks();
    day.everybody_talks();
    assert!(day.office.document(day.request).is_some(), "her own request needs nobody's yes");
    assert!(day.office.document(day.lost).is_none(), "an order is the office's to make");
    let mut offered = [day.shared, day.lost];
    offered.sort_unstable();
    let mut found = day.office.offered();
    found.sort_unstable();
    assert_eq!(found, offered);
    // What Anne wrote in the lost order builds on it: still here, still to be sent, not set aside.
    assert_eq!(day.anne.status().rejected, 0);
    assert!(day.anne.list_to_send().items.iter().any(|item| item.document == day.lost));
    assert!(day.anne.document(day.lost).is_some());

    day.office.confirms_everything();
    day.everybody_talks();
    day.check_all_is_back();
}

#[test]
fn work_that_does_not_build_on_what_is_offered_is_taken_at_once() {
    let mut day = Day::new(2);
    // Anne wrote this before she heard anything of the day.
    let quiet = day.office.order_for(&[ANNE]);
    day.anne.talks(&mut day.office);
    let backup = day.office.backup();
    day.anne.notes(quiet, "à moi");
    day.anne.talks(&mut day.office);
    day.office.does(Some(quiet), WorkOrderCommand::Edit(vec![WorkOrderField::Priority(Priority::Low)]));
    day.anne.talks(&mut day.office);
    day.office.restore(&backup);
    day.anne.talks(&mut day.office);
    let order = shared::work_order::WorkOrder::read(&day.office.document(quiet).unwrap()).unwrap();
    assert_eq!((order.materials.len(), order.priority), (1, Priority::Normal));
    assert_eq!(day.office.offered(), [quiet], "the office's own edit waits");
}

#[test]
fn what_is_declined_leaves_the_phones_and_what_was_built_on_it_stays_readable() {
    let mut day = Day::new(3);
    day.breaks();
    day.everybody_talks();
    let (lost, shared) = (day.lost, day.shared);
    day.office.decides(lost, Decision::Declined);
    day.office.decides(shared, Decision::Confirmed);
    day.everybody_talks();
    assert!(day.office.document(lost).is_none());
    assert!(day.anne.document(lost).is_none(), "there is no such order");
    let aside = day.anne.list_to_send().rejected;
    assert_eq!(aside.len(), 1);
    assert!(aside[0].text.contains("vanne"), "{}", aside[0].text);
    assert_eq!(day.anne.status().changes_waiting, 0, "the rest of the queue went through");
    let heads = day.heads.iter().find(|(id, _)| *id == shared).unwrap().1.clone();
    assert_eq!(day.office.document(shared).unwrap().heads(), heads);
    assert_eq!(day.anne.document(shared).unwrap().heads(), heads);
}

#[test]
fn a_declined_edit_of_a_known_order_is_taken_out_of_every_copy() {
    let mut day = Day::new(4);
    let quiet = day.office.order_for(&[ANNE, BART]);
    day.everybody_talks();
    let backup = day.office.backup();
    day.office.does(Some(quiet), WorkOrderCommand::Edit(vec![WorkOrderField::Priority(Priority::Urgent)]));
    day.everybody_talks();
    day.office.restore(&backup);
    day.everybody_talks();
    day.office.decides(quiet, Decision::Declined);
    day.everybody_talks();
    let theirs = day.office.document(quiet).unwrap().heads();
    for phone in [&mut day.anne, &mut day.bart] {
        assert_eq!(phone.document(quiet).unwrap().heads(), theirs);
        assert_eq!((phone.status().rejected, phone.status().changes_waiting), (0, 0));
    }
}

#[test]
fn what_its_author_delivers_needs_no_confirmation() {
    let mut day = Day::new(5);
    let quiet = day.office.order_for(&[ANNE, BART]);
    day.everybody_talks();
    let backup = day.office.backup();
    day.bart.notes(quiet, "de Bart");
    day.everybody_talks();
    let heads = day.office.document(quiet).unwrap().heads();
    day.office.restore(&backup);
    day.anne.talks(&mut day.office);
    assert_eq!(day.office.offered(), [quiet], "Anne holds what Bart wrote");
    day.bart.talks(&mut day.office);
    assert_eq!(day.office.offered(), []);
    day.anne.talks(&mut day.office);
    assert_eq!(day.office.document(quiet).unwrap().heads(), heads);
    day.check_settled();
}

#[test]
fn a_phone_killed_at_any_step_of_bringing_things_back_loses_nothing() {
    for steps in 1..16 {
        let mut day = Day::new(100 + steps);
        day.breaks();
        day.anne.dies_at(i64::try_from(steps).unwrap());
        while !day.anne.talks_by(&mut day.office, || crate::phone::Resolution::Delivered) {}
        day.anne.dies_at(0);
        day.everybody_talks();
        day.office.confirms_everything();
        day.anne.dies_at(i64::try_from(steps).unwrap());
        while !day.anne.talks_by(&mut day.office, || crate::phone::Resolution::Delivered) {}
        day.anne.dies_at(0);
        day.everybody_talks();
        day.check_all_is_back();
    }
}

#[test]
fn a_second_restore_on_the_way_changes_nothing_in_the_end() {
    let mut day = Day::new(6);
    day.breaks();
    day.anne.talks(&mut day.office);
    day.breaks();
    day.everybody_talks();
    day.office.confirms_everything();
    day.breaks();
    day.everybody_talks();
    day.office.confirms_everything();
    day.everybody_talks();
    day.check_all_is_back();
}

#[test]
fn work_done_while_everything_still_waits_goes_through_too() {
    let mut day = Day::new(7);
    // On the phone when the disk breaks, and written on what the server will have forgotten.
    day.anne.notes(day.shared, "dans la cave");
    day.breaks();
    day.anne.notes(day.lost, "avant le réseau");
    day.everybody_talks();
    day.anne.notes(day.lost, "pendant l’attente");
    day.bart.notes(day.shared, "aussi");
    day.everybody_talks();
    assert_eq!((day.anne.status().rejected, day.bart.status().rejected), (0, 0));
    day.office.confirms_everything();
    day.everybody_talks();
    day.check_settled();
    for (id, text) in [
        (day.shared, "dans la cave"),
        (day.lost, "avant le réseau"),
        (day.lost, "pendant l’attente"),
        (day.shared, "aussi"),
    ] {
        let order = shared::work_order::WorkOrder::read(&day.office.document(id).unwrap()).unwrap();
        let written = format!("{:?}", order.materials);
        assert_eq!(written.matches(text).count(), 1, "{text}");
    }
}

#[test]
fn a_phone_enrolled_after_the_backup_keeps_everything_until_it_is_enrolled_again() {
    let mut office = Office::new(8);
    let backup = office.backup();
    let mut anne = Phone::of(ANNE, &mut office);
    let order = office.order_for(&[ANNE]);
    anne.talks(&mut office);
    anne.notes(order, "joint");
    anne.talks(&mut office);
    anne.notes(order, "vanne");
    let heads = anne.document(order).unwrap().heads();
    office.restore(&backup);
    anne.talks(&mut office);
    assert_eq!(anne.contact(), Contact::Withdrawn, "the screen asks for a new code");
    assert_eq!(anne.status().changes_waiting, 1);
    assert_eq!(anne.document(order).unwrap().heads(), heads);

    anne.enrols(&mut office);
    assert_eq!(anne.document(order).unwrap().heads(), heads);
    assert_eq!(office.offered(), [order]);
    office.confirms_everything();
    anne.talks(&mut office);
    assert_eq!(office.document(order).unwrap().heads(), heads);
    let status = anne.status();
    assert_eq!((status.changes_waiting, status.rejected), (0, 0));
}

#[test]
fn a_document_that_is_no_longer_for_a_phone_leaves_it_once_everything_is_decided() {
    let mut office = Office::new(9);
    let (mut anne, mut bart) = (Phone::of(ANNE, &mut office), Phone::of(BART, &mut office));
    let order = office.order_for(&[ANNE]);
    anne.talks(&mut office);
    let backup = office.backup();
    anne.notes(order, "joint");
    anne.talks(&mut office);
    office.does(Some(order), WorkOrderCommand::Assign([BART].into()));
    bart.talks(&mut office);
    // Anne did not hear that the order is Bart's now.
    office.restore(&backup);
    anne.talks(&mut office);
    bart.talks(&mut office);
    assert!(bart.document(order).is_some(), "the office does not say so yet, and it is not forgotten");
    office.confirms_everything();
    bart.talks(&mut office);
    anne.talks(&mut office);
    assert!(anne.document(order).is_none() && bart.document(order).is_some());
    assert_eq!(bart.document(order).unwrap().heads(), office.document(order).unwrap().heads());
}
