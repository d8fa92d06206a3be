//! Operations no honest replica makes: what they name, how they are numbered, what they aim at.

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::transaction::Transactable as _;
use automerge::{ObjId, ROOT, ReadDoc as _};
use shared::policy::{Violation, check};
use shared::work_order::WorkOrderCommand as C;
use shared::{Document, DocumentError, Role, Sha256};

use super::raw::{at, by_hand, crafted, operation};
use crate::fixture::*;

fn op_id(object: &ObjId) -> OpId {
    match object {
        ObjId::Id(counter, actor, _) => OpId::new(*counter, actor),
        ObjId::Root => panic!("the root has no operation"),
    }
}

/// The operation that wrote the value at a path.
fn writer_of(document: &Document, path: &[&str]) -> OpId {
    let mut found = None;
    by_hand(document, |raw| {
        found = Some(op_id(&at(raw, path)));
        raw.put(ROOT, "title", "x").unwrap();
    });
    found.unwrap()
}

fn begun() -> (Document, Replica, Replica) {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::Start).unwrap();
    let visit = first_visit(&document);
    let write = C::WriteReport { intervention: visit, before: String::new(), after: "fuite".to_owned() };
    tech.does(&mut document, write).unwrap();
    (document, office, tech)
}

fn is_refused(document: &Document, change: &[u8], person: &Replica, role: Role) {
    let refused = check(document, change, person.person, role);
    assert!(matches!(refused, Err(Violation::Document(_))), "{refused:?}");
}

#[test]
fn an_operation_takes_away_nothing_but_what_it_replaces() {
    // The counter may write the priority; Automerge would take the step map away with it.
    let (document, office, _) = begun();
    let honest = by_hand(&document, |raw| raw.put(ROOT, "priority", "low").unwrap());
    check(&document, &honest, office.person, Role::Counter).unwrap();
    for victim in [vec!["steps"], vec!["number"], vec!["schema"], vec!["steps", &first_step(&document)]] {
        let theft = crafted(&honest, |change| {
            let own: Vec<OpId> = change.operations[0].pred.iter().cloned().collect();
            let named = own.into_iter().chain([writer_of(&document, &victim)]);
            change.operations[0].pred = named.collect();
        });
        is_refused(&document, &theft, &office, Role::Counter);
    }
}

fn first_step(document: &Document) -> String {
    read(document).steps.keys().next().unwrap().to_string()
}

#[test]
fn a_deletion_in_a_text_takes_away_nothing_but_its_letters() {
    // A technician may answer an item and write in a report, and nothing else of the item.
    let (document, _, tech) = begun();
    let label = writer_of(&document, &["checklist", &TICK.to_string(), "label"]);
    let visit = first_visit(&document).to_string();
    let honest = by_hand(&document, |raw| {
        let item = at(raw, &["checklist", &TICK.to_string()]);
        let answer = raw.put_object(&item, "answer", automerge::ObjType::Map).unwrap();
        raw.put(&answer, "value", "true").unwrap();
        raw.put(&answer, "by", tech.person.to_string()).unwrap();
        raw.put(&answer, "at", 0_i64).unwrap();
        let report = at(raw, &["interventions", &visit, "report"]);
        raw.splice_text(&report, 0, 1, "").unwrap();
    });
    check(&document, &honest, tech.person, Role::Technician).unwrap();
    let theft = crafted(&honest, |change| {
        let deletion = change.operations.iter_mut().find(|op| op.action == OpType::Delete).unwrap();
        deletion.key = Key::Seq(ElementId::Id(label.clone()));
        deletion.pred = [label].into_iter().collect();
    });
    // Automerge itself may not survive it: then the server takes it for corrupt.
    let verdict = std::panic::catch_unwind(|| check(&document, &theft, tech.person, Role::Technician));
    assert!(verdict.is_err() || verdict.unwrap().is_err());
}

#[test]
fn a_letter_is_one_character_and_is_not_overwritten() {
    let (document, _, tech) = begun();
    let visit = first_visit(&document).to_string();
    let honest = by_hand(&document, |raw| {
        let report = at(raw, &["interventions", &visit, "report"]);
        raw.splice_text(&report, 0, 0, "x").unwrap();
    });
    let many = crafted(&honest, |change| {
        change.operations[0].action = OpType::Put("x".repeat(1000).into());
    });
    is_refused(&document, &many, &tech, Role::Technician);
    let mut letter = None;
    by_hand(&document, |raw| {
        let report = at(raw, &["interventions", &visit, "report"]);
        letter = Some(op_id(&raw.get(&report, 0).unwrap().unwrap().1));
        raw.put(ROOT, "title", "x").unwrap();
    });
    let overwritten = crafted(&honest, |change| {
        let letter = letter.unwrap();
        change.operations[0].insert = false;
        change.operations[0].key = Key::Seq(ElementId::Id(letter.clone()));
        change.operations[0].pred = [letter].into_iter().collect();
    });
    is_refused(&document, &overwritten, &tech, Role::Technician);
}

#[test]
fn operations_are_numbered_right_after_those_before_them() {
    // A gap is lost when the document is saved; a number too large for Automerge wraps around.
    let (document, office, _) = begun();
    let honest = by_hand(&document, |raw| raw.put(ROOT, "priority", "low").unwrap());
    for ahead in [1, 1 << 31, 1 << 40, u64::MAX - 5000] {
        let gap = crafted(&honest, |change| {
            change.start_op = change.start_op.checked_add(ahead).unwrap();
        });
        is_refused(&document, &gap, &office, Role::Counter);
    }
    let low = crafted(&honest, |change| change.start_op = 1.try_into().unwrap());
    is_refused(&document, &low, &office, Role::Counter);
}

#[test]
fn a_change_is_written_as_automerge_writes_it() {
    // A number too many is not read. It is gone when the document is saved, and then the change
    // has another hash than the one the document says it has.
    let (document, office, _) = begun();
    let mut change = by_hand(&document, |raw| raw.put(ROOT, "priority", "low").unwrap());
    let last_run = change.len() - 2;
    assert_eq!(change[last_run], 0x7F, "one number: what the operation replaces");
    change[last_run] = 2;
    let checksum = Sha256::of(&change[8..]);
    change[4..8].copy_from_slice(&checksum.0[..4]);
    is_refused(&document, &change, &office, Role::Counter);

    let mut broken = document.clone();
    broken.apply(&[change]).unwrap();
    assert!(Document::load(broken.kind(), broken.id(), &broken.save()).is_err());
}

#[test]
fn marks_increments_and_things_that_are_not_there_are_refused() {
    let (document, office, _) = begun();
    let honest = by_hand(&document, |raw| raw.put(ROOT, "priority", "low").unwrap());
    let nowhere = ObjectId::Id(OpId::new(1, &automerge::ActorId::from([0x55; 16])));
    let scalar = ObjectId::Id(writer_of(&document, &["number"]));
    let tampers: Vec<Op> = vec![
        operation(ObjectId::Root, "priority", OpType::Increment(1)),
        operation(ObjectId::Root, "priority", OpType::MarkEnd(true)),
        operation(ObjectId::Root, "priority", OpType::Delete),
        operation(nowhere, "priority", OpType::Put("low".into())),
        operation(scalar, "priority", OpType::Put("low".into())),
        Op { insert: true, ..operation(ObjectId::Root, "priority", OpType::Put("low".into())) },
        Op {
            key: Key::Seq(ElementId::Head),
            pred: SortedVec::new(),
            ..operation(ObjectId::Root, "", OpType::Put("l".into()))
        },
    ];
    for op in tampers {
        let shown = format!("{op:?}");
        let tampered = crafted(&honest, |change| change.operations = vec![op]);
        let refused = check(&document, &tampered, office.person, Role::Supervisor);
        assert!(
            matches!(
                refused,
                Err(Violation::Document(DocumentError::Shape { .. } | DocumentError::Corrupt(_)))
            ),
            "{shown}: {refused:?}"
        );
    }
}

#[test]
fn a_mark_on_a_text_is_refused() {
    let (document, _, tech) = begun();
    let visit = first_visit(&document).to_string();
    let marked = by_hand(&document, |raw| {
        use automerge::marks::{ExpandMark, Mark};
        let report = at(raw, &["interventions", &visit, "report"]);
        raw.mark(&report, Mark::new("bold".to_owned(), true, 0, 3), ExpandMark::Both).unwrap();
    });
    is_refused(&document, &marked, &tech, Role::Technician);
}
