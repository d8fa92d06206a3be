//! Facts are only ever added, complete, and in one's own name.

use automerge::ObjType;
use automerge::transaction::Transactable as _;
use shared::policy::{Violation, check};
use shared::work_order::{AnswerValue, WorkOrderCommand as C};
use shared::{Document, DocumentError, PersonId, Role};

use super::raw::{add_fact, at, by_hand};
use crate::fixture::*;

fn started() -> (Document, Replica, String) {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::Start).unwrap();
    let step = read(&document).steps.keys().next().unwrap().to_string();
    (document, tech, step)
}

/// An id after those of [`started`].
const NEXT: &str = "01a3185d-c000-7000-8000-000000000001";

#[test]
fn a_fact_cannot_be_rewritten_or_taken_away() {
    let (document, tech, step) = started();
    let rewrite = by_hand(&document, |raw| {
        let fact = at(raw, &["steps", &step]);
        raw.put(&fact, "kind", "finished").unwrap();
    });
    let shorten = by_hand(&document, |raw| raw.delete(at(raw, &["steps", &step]), "at").unwrap());
    let delete = by_hand(&document, |raw| raw.delete(at(raw, &["steps"]), step.as_str()).unwrap());
    for tampered in [rewrite, delete, shorten] {
        let refused = check(&document, &tampered, tech.person, Role::Technician).unwrap_err();
        assert!(matches!(refused, Violation::NotAllowed { .. } | Violation::Document(_)), "{refused:?}");
    }
}

#[test]
fn a_fact_is_not_replaced_by_one_with_the_same_id() {
    let (document, tech, step) = started();
    // As if its author had not seen the other: from the document's beginning.
    let by = tech.person.to_string();
    let unseen = by_hand(&order(&replica(1), &[&tech]), |raw| {
        add_fact(raw, "steps", &step, &[("by", &by), ("kind", "finished")]);
    });
    let seen = by_hand(&document, |raw| {
        add_fact(raw, "steps", &step, &[("by", &by), ("kind", "finished")]);
    });
    for tampered in [unseen, seen] {
        assert!(check(&document, &tampered, tech.person, Role::Technician).is_err());
    }
}

#[test]
fn an_id_has_one_spelling() {
    let (document, tech, _) = started();
    let by = tech.person.to_string();
    for id in [NEXT.to_uppercase(), NEXT.replace('-', ""), format!("urn:uuid:{NEXT}")] {
        let tampered = by_hand(&document, |raw| {
            add_fact(raw, "steps", &id, &[("by", &by), ("kind", "paused")]);
        });
        let refused = check(&document, &tampered, tech.person, Role::Technician).unwrap_err();
        assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{id}: {refused:?}");
    }
}

#[test]
fn an_unsigned_or_incomplete_fact_is_refused() {
    let (document, tech, _) = started();
    let by = tech.person.to_string();
    let complete = by_hand(&document, |raw| {
        add_fact(raw, "steps", NEXT, &[("by", &by), ("kind", "paused")]);
    });
    check(&document, &complete, tech.person, Role::Technician).unwrap();
    for texts in [vec![("kind", "paused")], vec![("by", by.as_str())]] {
        let tampered = by_hand(&document, |raw| drop(add_fact(raw, "steps", NEXT, &texts)));
        let refused = check(&document, &tampered, tech.person, Role::Technician).unwrap_err();
        assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
    }
}

#[test]
fn a_fact_holds_nothing_that_is_unknown() {
    let (document, tech, _) = started();
    let by = tech.person.to_string();
    let texts = [("by", by.as_str()), ("kind", "paused")];
    let strange_key = by_hand(&document, |raw| {
        let fact = add_fact(raw, "steps", NEXT, &texts);
        raw.put(&fact, "backdoor", true).unwrap();
    });
    let list = by_hand(&document, |raw| {
        let fact = add_fact(raw, "steps", NEXT, &texts);
        raw.put_object(&fact, "reason", ObjType::List).unwrap();
    });
    let deep = by_hand(&document, |raw| {
        let fact = add_fact(raw, "steps", NEXT, &texts);
        let deeper = raw.put_object(&fact, "reason", ObjType::Map).unwrap();
        raw.put(&deeper, "backdoor", 1).unwrap();
    });
    let counter = by_hand(&document, |raw| {
        let fact = add_fact(raw, "steps", NEXT, &texts);
        raw.put(&fact, "note", automerge::ScalarValue::counter(1)).unwrap();
    });
    for tampered in [strange_key, list, deep, counter] {
        assert!(check(&document, &tampered, tech.person, Role::Technician).is_err());
    }
}

#[test]
fn an_answer_is_signed_by_who_gives_it_also_in_place_of_another() {
    let (mut document, tech, _) = started();
    tick(&mut document, &tech);
    let answer = |by: PersonId, value: &str| {
        by_hand(&document, |raw| {
            let item = at(raw, &["checklist", &TICK.to_string()]);
            let answer = raw.put_object(&item, "answer", ObjType::Map).unwrap();
            raw.put(&answer, "value", value).unwrap();
            raw.put(&answer, "by", by.to_string()).unwrap();
            raw.put(&answer, "at", 1_800_000_000_000_i64).unwrap();
        })
    };
    check(&document, &answer(tech.person, "false"), tech.person, Role::Technician).unwrap();
    let refused = check(&document, &answer(replica(3).person, "false"), tech.person, Role::Technician);
    assert!(matches!(refused, Err(Violation::ForeignSignature { .. })));
}

#[test]
fn an_answer_that_loses_is_still_of_the_items_kind() {
    let (mut document, tech, _) = started();
    let old = document.clone();
    for ticked in [true, false, true] {
        let value = Some(AnswerValue::Tick(ticked));
        tech.does(&mut document, C::Answer { item: TICK, value }).unwrap();
    }
    let misfit = by_hand(&old, |raw| {
        let item = at(raw, &["checklist", &TICK.to_string()]);
        let answer = raw.put_object(&item, "answer", ObjType::Map).unwrap();
        raw.put(&answer, "value", "peut-être").unwrap();
        raw.put(&answer, "by", tech.person.to_string()).unwrap();
        raw.put(&answer, "at", 1_800_000_000_000_i64).unwrap();
    });
    let refused = check(&document, &misfit, tech.person, Role::Technician).unwrap_err();
    assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
}

#[test]
fn a_visit_is_ended_once_and_by_who_made_it() {
    let (document, tech, _) = started();
    let visit = first_visit(&document).to_string();
    let end = |document: &Document, ms: i64| {
        by_hand(document, |raw| raw.put(at(raw, &["interventions", &visit]), "ended_at", ms).unwrap())
    };
    let first = end(&document, 1_800_000_600_000);
    let ended = check(&document, &first, tech.person, Role::Technician).unwrap();
    let colleague = check(&document, &first, replica(3).person, Role::Technician).unwrap_err();
    assert!(matches!(colleague, Violation::ForeignSignature { .. }), "{colleague:?}");
    let again = by_hand(&ended, |raw| {
        raw.set_actor(automerge::ActorId::from([0x78; 16]));
        raw.put(at(raw, &["interventions", &visit]), "ended_at", 1_800_000_900_000_i64).unwrap();
    });
    let again = check(&ended, &again, tech.person, Role::Technician).unwrap_err();
    assert!(matches!(again, Violation::NotAllowed { .. }), "{again:?}");
}

#[test]
fn one_visit_ended_on_two_devices_at_once_is_taken_from_both() {
    let (document, tech, _) = started();
    let mut tablet = replica(3);
    tablet.person = tech.person;
    let (mut here, mut there) = (document.clone(), document.clone());
    let one = tech.changes(&mut here, C::Pause);
    let other = tablet.changes(&mut there, C::Pause);
    let both = check(&document, &one.bytes, tech.person, Role::Technician).unwrap();
    check(&both, &other.bytes, tech.person, Role::Technician).unwrap();
}
