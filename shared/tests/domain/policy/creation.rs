//! What somebody may begin a document with: what belongs to its beginning, and nothing else.

use automerge::legacy::{ObjectId, OpType};
use automerge::{ExpandedChange, ObjType};
use shared::policy::{Violation, check};
use shared::{Document, DocumentError, DocumentKind, Role};

use super::raw::{crafted, index_of, made_by, operation, put};
use crate::fixture::*;

fn judge_request(tamper: impl FnOnce(&mut ExpandedChange)) -> Result<(), Violation> {
    let tech = replica(2);
    let (document, change) = request(&tech);
    let empty = Document::empty(document.kind(), document.id());
    check(&empty, &crafted(&change.bytes, tamper), tech.person, Role::Requester).map(drop)
}

fn judge_order(tamper: impl FnOnce(&mut ExpandedChange)) -> Result<(), Violation> {
    let office = replica(1);
    let mut empty = Document::empty(DocumentKind::WorkOrder, ORDER);
    let before = empty.clone();
    let new = shared::work_order::WorkOrderCommand::Create(Box::new(new_order(&[&replica(2)])));
    let change = office.changes(&mut empty, new);
    check(&before, &crafted(&change.bytes, tamper), office.person, Role::Supervisor).map(drop)
}

fn is_misshapen(verdict: Result<(), Violation>) -> bool {
    matches!(verdict, Err(Violation::Document(DocumentError::Shape { .. })))
}

/// Adds a map under an id to one of the document's maps, with texts in it.
fn add_entry(change: &mut ExpandedChange, map: &str, id: &str, texts: &[(&str, &str)]) {
    let map = made_by(change, index_of(change, map));
    change.operations.push(operation(map, id, OpType::Make(ObjType::Map)));
    let entry = made_by(change, change.operations.len() - 1);
    change.operations.push(put(entry.clone(), "at", 1_800_000_000_000_i64));
    change.operations.extend(texts.iter().map(|(key, text)| put(entry.clone(), key, *text)));
}

const FACT: &str = "01a3185d-c000-7000-8000-000000000001";

#[test]
fn untampered_beginnings_pass() {
    judge_request(|_| {}).unwrap();
    judge_order(|_| {}).unwrap();
}

#[test]
fn a_request_does_not_begin_closed_or_answered() {
    assert!(is_misshapen(judge_request(|change| {
        change.operations.push(put(ObjectId::Root, "closed", "sans suite"));
    })));
    assert!(is_misshapen(judge_request(|change| {
        change.operations.push(put(ObjectId::Root, "work_order", ORDER.to_string()));
    })));
}

#[test]
fn no_document_begins_with_facts() {
    let (office, other) = (replica(1).person.to_string(), replica(3).person.to_string());
    for by in [&office, &other] {
        for kind in ["approved", "finished", "started"] {
            let texts = [("by", by.as_str()), ("kind", kind), ("seen", "")];
            assert!(is_misshapen(judge_order(|change| add_entry(change, "steps", FACT, &texts))));
        }
        let texts = [("by", by.as_str()), ("label", "joint")];
        assert!(is_misshapen(judge_order(|change| add_entry(change, "materials", FACT, &texts))));
        assert!(is_misshapen(judge_request(|change| add_entry(change, "photos", FACT, &[("by", by)]))));
    }
}

#[test]
fn no_order_begins_with_answers() {
    let by = replica(1).person.to_string();
    assert!(is_misshapen(judge_order(|change| {
        let item = made_by(change, index_of(change, &TICK.to_string()));
        change.operations.push(operation(item, "answer", OpType::Make(ObjType::Map)));
        let answer = made_by(change, change.operations.len() - 1);
        change.operations.push(put(answer.clone(), "value", "true"));
        change.operations.push(put(answer.clone(), "by", by.as_str()));
        change.operations.push(put(answer, "at", 0_i64));
    })));
}

#[test]
fn nothing_unknown_comes_with_a_beginning() {
    assert!(is_misshapen(judge_request(|change| {
        change.operations.push(put(ObjectId::Root, "backdoor", true));
    })));
    assert!(is_misshapen(judge_order(|change| {
        change.operations.push(operation(ObjectId::Root, "list", OpType::Make(ObjType::List)));
    })));
    assert!(is_misshapen(judge_order(|change| {
        add_entry(change, "assigned", &replica(3).person.to_string(), &[("role", "supervisor")]);
    })));
}

#[test]
fn each_value_of_a_beginning_is_written_once() {
    // A second one would hide behind the first, and surface when that is overwritten.
    assert!(is_misshapen(judge_request(|change| {
        change.operations.push(put(ObjectId::Root, "by", replica(3).person.to_string()));
    })));
    assert!(is_misshapen(judge_order(|change| {
        change.operations.push(put(ObjectId::Root, "title", "gratuit"));
    })));
}

#[test]
fn a_beginning_of_a_newer_schema_is_told_apart() {
    let newer = judge_order(|change| {
        let schema = index_of(change, "schema");
        change.operations[schema].action = OpType::Put(2_u64.into());
    });
    assert_eq!(newer.unwrap_err(), Violation::Document(DocumentError::NewerSchema(2)));
}

#[test]
fn a_beginning_lacks_nothing() {
    for key in ["number", "title", "priority", "building"] {
        assert!(is_misshapen(judge_order(|change| {
            let at = index_of(change, key);
            change.operations[at] = put(ObjectId::Root, "team", NATURE.to_string());
        })));
    }
}
