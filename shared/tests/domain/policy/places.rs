//! What is not in the table is out of reach, whether it shows or not.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};
use shared::policy::{Violation, check};
use shared::work_order::{WorkOrderCommand as C, WorkOrderField};
use shared::{Document, DocumentError, Role};

use super::raw::{at, by_hand, crafted};
use crate::fixture::*;

#[test]
fn a_losing_concurrent_write_is_still_held_against_the_table() {
    // Written on an old state, so that the office's newer value wins and nothing shows.
    let (office, tech) = (replica(1), replica(2));
    let old = order(&office, &[&tech]);
    let mut new = old.clone();
    for title in ["un", "deux", "trois"] {
        office.does(&mut new, C::Edit(vec![WorkOrderField::Title(title.to_owned())])).unwrap();
    }
    let sneaky = by_hand(&old, |raw| raw.put(ROOT, "title", "gratuit").unwrap());
    let refused = check(&new, &sneaky, tech.person, Role::Technician).unwrap_err();
    assert!(matches!(refused, Violation::NotAllowed { .. }), "{refused:?}");
    // Not even the office may write there what could not be read once it surfaced.
    let misshapen = by_hand(&old, |raw| raw.put(ROOT, "title", 42).unwrap());
    let refused = check(&new, &misshapen, office.person, Role::Supervisor).unwrap_err();
    assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
}

#[test]
fn the_maps_of_a_document_are_neither_replaced_nor_taken_away() {
    let (office, tech) = (replica(1), replica(2));
    let old = order(&office, &[&tech]);
    let mut new = old.clone();
    work_through(&mut new, &tech);
    for map in ["assigned", "checklist", "interventions", "photos", "materials", "steps", "description"] {
        for state in [&old, &new] {
            let replaced = by_hand(state, |raw| drop(raw.put_object(ROOT, map, ObjType::Map).unwrap()));
            let scalar = by_hand(state, |raw| raw.put(ROOT, map, "").unwrap());
            let deleted = by_hand(state, |raw| raw.delete(ROOT, map).unwrap());
            for (what, tampered) in [("replaced", replaced), ("scalar", scalar), ("deleted", deleted)] {
                for role in Role::ALL {
                    assert!(check(&new, &tampered, tech.person, role).is_err(), "{map} {what} by {role}");
                }
            }
        }
    }
}

#[test]
fn the_schema_and_unknown_places_are_out_of_reach() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let same = by_hand(&document, |raw| {
        raw.delete(ROOT, "schema").unwrap();
        raw.put(ROOT, "schema", 1_u64).unwrap();
    });
    let older = by_hand(&document, |raw| raw.put(ROOT, "schema", 0).unwrap());
    let gone = by_hand(&document, |raw| raw.delete(ROOT, "schema").unwrap());
    let unknown = by_hand(&document, |raw| raw.put(ROOT, "backdoor", true).unwrap());
    let star = by_hand(&document, |raw| {
        raw.put(at(raw, &["checklist", &TICK.to_string()]), "*", true).unwrap();
    });
    for (number, tampered) in [same, older, gone, unknown, star].into_iter().enumerate() {
        for role in Role::ALL {
            assert!(check(&document, &tampered, tech.person, role).is_err(), "{number} by {role}");
        }
    }
}

#[test]
fn a_newer_schema_is_told_apart() {
    let (office, tech) = (replica(1), replica(2));
    let old = order(&office, &[&tech]);
    let mut new = old.clone();
    office.does(&mut new, C::Edit(vec![WorkOrderField::Title("deux".to_owned())])).unwrap();
    let newer = by_hand(&old, |raw| raw.put(ROOT, "schema", 2).unwrap());
    for document in [&old, &new] {
        let refused = check(document, &newer, office.person, Role::Supervisor).unwrap_err();
        assert_eq!(refused, Violation::Document(DocumentError::NewerSchema(2)));
    }
}

#[test]
fn a_document_of_a_newer_schema_is_not_written_in() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let newer = by_hand(&document, |raw| raw.put(ROOT, "schema", 99).unwrap());
    let mut newer_document = document;
    newer_document.apply(&[newer]).unwrap();
    assert_eq!(newer_document.schema(), 99);
    let refused = tech.does(&mut newer_document, C::Start).unwrap_err();
    assert_eq!(refused, shared::CommandError::Document(DocumentError::NewerSchema(99)));
}

#[test]
fn values_are_of_the_kind_their_place_holds() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let judge = |key: &str, value: automerge::ScalarValue| {
        let change = by_hand(&document, |raw| raw.put(ROOT, key, value).unwrap());
        check(&document, &change, office.person, Role::Counter).map(drop)
    };
    judge("priority", "urgent".into()).unwrap();
    judge("due", "2027-02-28".into()).unwrap();
    judge("planned_from", 1_800_000_000_000_i64.into()).unwrap();
    for (key, value) in [
        ("priority", "hier".into()),
        ("priority", automerge::ScalarValue::Null),
        ("due", "2027-02-30".into()),
        ("planned_from", i64::MAX.into()),
        ("planned_from", 0.5.into()),
        ("team", "équipe chauffage".into()),
        ("nature", automerge::ScalarValue::Bytes(vec![0; 16])),
        ("title", automerge::ScalarValue::counter(1)),
    ] {
        let refused = judge(key, value).unwrap_err();
        assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{key}: {refused:?}");
    }
}

#[test]
fn a_change_that_changes_nothing_is_refused() {
    // It would move the heads, and so reopen what was approved.
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let start = tech.changes(&mut document.clone(), C::Start);
    let empty = crafted(&start.bytes, |change| change.operations.clear());
    assert!(check(&document, &empty, tech.person, Role::Technician).is_err());
}

#[test]
fn a_change_that_is_there_already_is_welcome() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let mut after: Document = document.clone();
    let change = tech.changes(&mut after, C::Start);
    let again = check(&after, &change.bytes, tech.person, Role::Technician).unwrap();
    assert_eq!(again.heads(), after.heads());
}
