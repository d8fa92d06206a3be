//! Sizes stay in bounds, and nobody is refused for what others wrote.

use automerge::ROOT;
use automerge::legacy::OpType;
use automerge::transaction::Transactable as _;
use shared::building::{AssetField, BuildingCommand};
use shared::command::execute;
use shared::limits::{CHECKLIST_ITEMS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX, REPORT_CHARS_MAX};
use shared::policy::{Violation, check};
use shared::work_order::{AnswerKind, WorkOrderCommand as C};
use shared::{Command, CommandError, Document, DocumentError, DocumentKind, ItemId, Role};

use super::raw::{add_fact, at, by_hand, crafted, index_of, made_by, operation, put};
use crate::fixture::*;

fn is_too_much<T: std::fmt::Debug>(verdict: Result<T, Violation>) -> bool {
    matches!(verdict, Err(Violation::Document(DocumentError::TooMuch { .. })))
}

#[test]
fn a_line_is_held_to_its_limit_just_under_and_just_over() {
    let (office, tech) = (replica(1), replica(2));
    let order = order(&office, &[&tech]);
    let title = |chars: usize| by_hand(&order, |raw| raw.put(ROOT, "title", "é".repeat(chars)).unwrap());
    check(&order, &title(LINE_CHARS_MAX), office.person, Role::Counter).unwrap();
    assert!(is_too_much(check(&order, &title(LINE_CHARS_MAX + 1), office.person, Role::Counter)));

    let register = building(&office);
    let serial = |chars: usize| {
        by_hand(&register, |raw| {
            raw.put(at(raw, &["assets", &BOILER.to_string()]), "serial", "é".repeat(chars)).unwrap();
        })
    };
    check(&register, &serial(LINE_CHARS_MAX), tech.person, Role::Technician).unwrap();
    assert!(is_too_much(check(&register, &serial(LINE_CHARS_MAX + 1), tech.person, Role::Technician)));
}

#[test]
fn a_note_is_held_to_its_limit_just_under_and_just_over() {
    let tech = replica(2);
    let register = building(&replica(1));
    let by = tech.person.to_string();
    let remark = |chars: usize| {
        let text = "é".repeat(chars);
        by_hand(&register, |raw| {
            let texts = [("by", by.as_str()), ("text", text.as_str())];
            add_fact(raw, "remarks", "01a3185d-c000-7000-8000-000000000001", &texts);
        })
    };
    check(&register, &remark(NOTE_CHARS_MAX), tech.person, Role::Technician).unwrap();
    assert!(is_too_much(check(&register, &remark(NOTE_CHARS_MAX + 1), tech.person, Role::Technician)));
}

#[test]
fn a_checklist_is_held_to_its_limit_just_under_and_just_over() {
    let office = replica(1);
    let empty = Document::empty(DocumentKind::WorkOrder, ORDER);
    let mut new = new_order(&[]);
    let id = |at: usize| ItemId::from_bytes((at as u128).to_be_bytes());
    new.checklist =
        (0..CHECKLIST_ITEMS_MAX).map(|at| (id(at), item("Vanne", AnswerKind::Tick, false))).collect();
    let full = office.changes(&mut empty.clone(), C::Create(Box::new(new)));
    let full_order = check(&empty, &full.bytes, office.person, Role::Supervisor).unwrap();
    assert_eq!(read(&full_order).checklist.len(), CHECKLIST_ITEMS_MAX);
    let one_more = crafted(&full.bytes, |change| {
        let list = made_by(change, index_of(change, "checklist"));
        let id = id(CHECKLIST_ITEMS_MAX).to_string();
        change.operations.push(operation(list, &id, OpType::Make(automerge::ObjType::Map)));
        let item = made_by(change, change.operations.len() - 1);
        change.operations.push(put(item.clone(), "position", 500_u64));
        change.operations.push(put(item.clone(), "label", "Vanne"));
        change.operations.push(put(item.clone(), "kind", "tick"));
        change.operations.push(put(item, "required", false));
    });
    assert!(is_too_much(check(&empty, &one_more, office.person, Role::Supervisor)));
}

/// An order with a visit whose report has this many letters, written past the commands.
fn reported(chars: usize) -> (Document, Replica, Vec<String>) {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::Start).unwrap();
    let path = vec!["interventions".to_owned(), first_visit(&document).to_string(), "report".to_owned()];
    if chars > 0 {
        let written = splice(&document, &path, 0, 0, &"a".repeat(chars), 0x70);
        document.apply(&[written]).unwrap();
    }
    (document, tech, path)
}

fn splice(
    document: &Document,
    path: &[String],
    at_: usize,
    delete: isize,
    insert: &str,
    actor: u8,
) -> Vec<u8> {
    by_hand(document, |raw| {
        raw.set_actor(automerge::ActorId::from([actor; 16]));
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let text = at(raw, &path);
        raw.splice_text(&text, at_, delete, insert).unwrap();
    })
}

#[test]
fn a_report_is_held_to_its_limit_just_under_and_just_over() {
    let (document, tech, report) = reported(REPORT_CHARS_MAX - 1);
    let judge = |change: Vec<u8>| check(&document, &change, tech.person, Role::Technician).map(drop);
    judge(splice(&document, &report, 0, 0, "x", 1)).unwrap();
    assert!(is_too_much(judge(splice(&document, &report, 0, 0, "xy", 1))));
    judge(splice(&document, &report, 0, 1, "xy", 1)).unwrap();
}

#[test]
fn two_who_write_at_once_may_together_exceed_a_limit() {
    let half = REPORT_CHARS_MAX / 2 + 1;
    let (document, tech, report) = reported(0);
    let one = splice(&document, &report, 0, 0, &"a".repeat(half), 1);
    let other = splice(&document, &report, 0, 0, &"b".repeat(half), 2);
    let both = check(&document, &one, tech.person, Role::Technician).unwrap();
    let both = check(&both, &other, tech.person, Role::Technician).unwrap();
    assert_eq!(read(&both).interventions.values().next().unwrap().report.len(), 2 * half);
    // Whoever comes after can only shorten it.
    assert!(is_too_much(check(&both, &splice(&both, &report, 0, 0, "x", 3), tech.person, Role::Technician)));
    check(&both, &splice(&both, &report, 0, 1, "x", 3), tech.person, Role::Technician).unwrap();

    // The phone says the same before anything is written.
    let visit = first_visit(&both);
    let before = read(&both).interventions[&visit].report.clone();
    let write = |after: String| {
        let command = C::WriteReport { intervention: visit, before: before.clone(), after };
        tech.does(&mut both.clone(), command).map(drop)
    };
    let longer = write(format!("{before}x")).unwrap_err();
    assert_eq!(longer, CommandError::TooLong { chars_max: REPORT_CHARS_MAX });
    write(before[1..].to_owned()).unwrap();
}

#[test]
fn a_phone_counts_what_came_in_while_somebody_typed() {
    let (document, tech, _) = reported(REPORT_CHARS_MAX - 1);
    let visit = first_visit(&document);
    let command = C::WriteReport { intervention: visit, before: String::new(), after: "xy".to_owned() };
    let refused = tech.does(&mut document.clone(), command).unwrap_err();
    assert_eq!(refused, CommandError::TooLong { chars_max: REPORT_CHARS_MAX });
}

#[test]
fn the_office_is_told_of_a_limit_before_anything_is_written() {
    let office = replica(1);
    let mut register = building(&office);
    let mut asset = reread_building(&register).assets[&BOILER].clone();
    asset.serial = "9".repeat(LINE_CHARS_MAX + 1);
    let over = Err(CommandError::TooLong { chars_max: LINE_CHARS_MAX });
    for command in [
        BuildingCommand::AddAsset { id: shared::AssetId::from_bytes([0x33; 16]), asset: asset.clone() },
        BuildingCommand::CorrectAsset { asset: BOILER, field: AssetField::Serial(asset.serial.clone()) },
    ] {
        let verdict = execute(&mut register, &Command::Building(command), office.author());
        assert_eq!(verdict.map(drop), over);
    }
}
