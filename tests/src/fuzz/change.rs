//! A change offered to a document of any kind, by anybody.
//!
//! The first byte chooses the document, whether it is begun, and the role; the rest is the change,
//! sealed again so that its checksum is right. What is accepted must leave a document that can be saved and read back;
//! what a technician gets accepted must leave alone what is not a technician's.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::announcement::Announcement;
use shared::building::Building;
use shared::catalogue::Catalogue;
use shared::document::DocumentKind;
use shared::history::History;
use shared::kinds::readable;
use shared::person::Person;
use shared::request::Request;
use shared::stock_list::StockList;
use shared::work_order::WorkOrder;
use shared::{Document, PersonId, Role, policy};

use super::scene::{self, SUPERVISOR, TECHNICIAN, Written};
use super::sealed;

/// In the first byte: nothing has been written in the document yet.
const EMPTY: u8 = 8;
/// In the first byte: a supervisor writes, not a technician.
const OFFICE: u8 = 16;

thread_local! {
    static DOCUMENTS: RefCell<Vec<Written>> = RefCell::new(scene::documents());
}

pub(super) fn run(bytes: &[u8]) {
    let Some((choice, change)) = bytes.split_first() else { return };
    let before = DOCUMENTS.with_borrow(|documents| {
        let document = &documents[usize::from(choice & 7) % documents.len()].document;
        if choice & EMPTY == 0 { document.clone() } else { Document::empty(document.kind(), document.id()) }
    });
    let (person, role) = match choice & OFFICE {
        0 => (TECHNICIAN, Role::Technician),
        _ => (SUPERVISOR, Role::Supervisor),
    };
    // Automerge may panic on crafted bytes; the server takes that for corrupt, and so does this.
    let change = sealed(change);
    let verdict = catch_unwind(AssertUnwindSafe(|| policy::check(&before, &change, person, role)));
    if let Ok(Ok(after)) = verdict {
        accepted(&before, &after, person, role);
    }
}

fn accepted(before: &Document, after: &Document, person: PersonId, role: Role) {
    readable(after).expect("what is accepted reads as its kind");
    let loaded = Document::load(after.kind(), after.id(), &after.save()).expect("it can be read back");
    assert_eq!(loaded.heads(), after.heads());
    assert_eq!(after.schema(), shared::document::SCHEMA);
    if before.is_empty() {
        return;
    }
    match before.kind() {
        DocumentKind::WorkOrder => {
            let (old, new) = (WorkOrder::read(before).unwrap(), WorkOrder::read(after).unwrap());
            facts_stand(&old, &new, person);
            if role == Role::Technician {
                assert_eq!((&old.title, &old.assigned), (&new.title, &new.assigned));
                assert_eq!((&old.description, old.priority), (&new.description, new.priority));
            }
        }
        DocumentKind::Building => {
            let (old, new) = (Building::read(before).unwrap(), Building::read(after).unwrap());
            assert!(old.remarks.iter().all(|(id, remark)| new.remarks.get(id) == Some(remark)));
            assert!(old.assets.keys().all(|id| new.assets.contains_key(id)));
            assert_eq!(old.code, new.code);
        }
        DocumentKind::Request => {
            let (old, new) = (Request::read(before).unwrap(), Request::read(after).unwrap());
            assert_eq!((old.title, old.by, old.at), (new.title, new.by, new.at));
        }
        DocumentKind::History => {
            assert_eq!(History::read(before).unwrap().building, History::read(after).unwrap().building);
        }
        DocumentKind::Announcement => {
            let (old, new) = (Announcement::read(before).unwrap(), Announcement::read(after).unwrap());
            assert_eq!((old.text, old.team, old.until), (new.text, new.team, new.until));
            assert!(old.readings.iter().all(|(id, reading)| new.readings.get(id) == Some(reading)));
        }
        DocumentKind::Catalogue => {
            assert_eq!(Catalogue::read(before).unwrap(), Catalogue::read(after).unwrap(), "nobody's here");
        }
        DocumentKind::Person => {
            assert_eq!(Person::read(before).unwrap(), Person::read(after).unwrap(), "nobody's here");
        }
        DocumentKind::StockList => {
            assert_eq!(StockList::read(before).unwrap(), StockList::read(after).unwrap(), "nobody's here");
        }
    }
}

/// Facts are only added, and in one's own name.
fn facts_stand(old: &WorkOrder, new: &WorkOrder, person: PersonId) {
    assert!(old.steps.iter().all(|(id, step)| new.steps.get(id) == Some(step)));
    assert!(old.materials.iter().all(|(id, used)| new.materials.get(id) == Some(used)));
    assert!(old.photos.iter().all(|(id, photo)| new.photos.get(id) == Some(photo)));
    assert!(old.interventions.keys().all(|id| new.interventions.contains_key(id)));
    assert!(new.steps.iter().all(|(id, step)| step.by == person || old.steps.contains_key(id)));
    assert!(old.checklist.iter().all(|(id, item)| new.checklist[id].asked == item.asked));
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    let documents = scene::documents();
    let choose = |choice: u8, change: &[u8]| [&[choice], change].concat();
    let mut seeds = Vec::new();
    for (at, written) in (0..).zip(&documents) {
        for role in [0, OFFICE] {
            seeds.push(choose(at | role, &written.next.bytes));
            seeds.push(choose(at | role | EMPTY, &written.creation.bytes));
        }
    }
    // Found: a number more in the last column than there are operations for. It was accepted, and
    // the document could not be read back once it was saved.
    let mut surplus = choose(0, &documents[0].next.bytes);
    let last_run = surplus.len() - 2;
    surplus[last_run] += 1;
    seeds.push(surplus);
    seeds
}
