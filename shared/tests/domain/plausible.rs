//! Numbers, days and texts that nobody can mean, at the edges of what they can.

use shared::command::{Revision, execute};
use shared::limits::{MATERIAL_THOUSANDTHS_MAX, MEASURE_THOUSANDTHS_MAX, MEASURE_THOUSANDTHS_MIN};
use shared::request::{Request, RequestCommand};
use shared::work_order::{
    AnswerKind, AnswerValue, CannotFinishCause, Material, Planned, WorkOrderCommand as C, WorkOrderField,
};
use shared::{
    Command, CommandError, Day, Document, DocumentId, DocumentKind, ItemId, Quantity, QuantityRange,
    Timestamp,
};

use crate::fixture::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_material_is_used_in_a_quantity_somebody_can_mean() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let using = |document: &mut Document, thousandths, corrects| {
        let material = Material::Other("joint".to_owned());
        tech.does(document, C::UseMaterial { material, quantity: Quantity(thousandths), corrects })
    };
    for thousandths in [1, MATERIAL_THOUSANDTHS_MAX] {
        using(&mut document.clone(), thousandths, None).unwrap();
    }
    for thousandths in [0, -3_000, MATERIAL_THOUSANDTHS_MAX + 1, 999_999_999_999_000, i64::MIN, i64::MAX] {
        let refused = using(&mut document.clone(), thousandths, None).unwrap_err();
        assert_eq!(refused, CommandError::OutOfRange(QuantityRange::MATERIAL), "{thousandths}");
    }
    let mut document = document.clone();
    let note = using(&mut document, 2_000, None).unwrap().fact;
    let negative = using(&mut document, -1, note).unwrap_err();
    assert_eq!(negative, CommandError::OutOfRange(QuantityRange::CORRECTION));
    using(&mut document, 0, note).unwrap();
    assert!(read(&document).materials_in_force().is_empty());
}

#[test]
fn a_measure_is_one_that_can_be_read() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let measured = |thousandths| {
        let value = Some(AnswerValue::Measure(Quantity(thousandths)));
        tech.does(&mut document.clone(), C::Answer { item: MEASURE, value }).map(drop)
    };
    for thousandths in [0, -20_000, MEASURE_THOUSANDTHS_MIN, MEASURE_THOUSANDTHS_MAX] {
        measured(thousandths).unwrap();
    }
    for thousandths in [MEASURE_THOUSANDTHS_MIN - 1, MEASURE_THOUSANDTHS_MAX + 1, i64::MIN, i64::MAX] {
        let refused = measured(thousandths);
        assert_eq!(refused, Err(CommandError::OutOfRange(QuantityRange::MEASURE)), "{thousandths}");
    }
}

#[test]
fn an_order_is_due_and_planned_in_this_century() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let write = |field: WorkOrderField| {
        let edit = office.does(&mut document.clone(), C::Edit(vec![field.clone()])).map(drop);
        let shown = read(&document).field_like(&field);
        let revision = Revision { shown, left: field };
        let revised = office.does(&mut document.clone(), C::Revise(vec![revision])).map(drop);
        assert_eq!(edit, revised);
        edit
    };
    let create = |due, planned| {
        let new = new_order(&[&tech]).with(|plan| {
            plan.due = due;
            plan.planned = planned;
        });
        let mut empty = Document::empty(DocumentKind::WorkOrder, ORDER);
        office.does(&mut empty, C::Create(Box::new(new))).map(drop)
    };
    let implausible = Err(CommandError::ImplausibleDay);
    for right in ["2000-01-01", "2026-11-23", "2099-12-31"] {
        write(WorkOrderField::Due(Some(day(right)))).unwrap();
        create(Some(day(right)), None).unwrap();
    }
    for slip in ["0026-11-23", "1900-01-01", "1999-12-31", "2100-01-01", "9999-12-31"] {
        assert_eq!(write(WorkOrderField::Due(Some(day(slip)))), implausible, "{slip}");
        assert_eq!(create(Some(day(slip)), None), implausible, "{slip}");
    }
    let now = Timestamp(1_800_000_000_000);
    let when = |from, to| Some(Planned { from, to });
    write(WorkOrderField::Planned(when(now, now))).unwrap();
    for slip in [when(now.plus_ms(1), now), when(Timestamp(-1), now), when(now, Timestamp(i64::MAX))] {
        assert_eq!(write(WorkOrderField::Planned(slip)), implausible, "{slip:?}");
        assert_eq!(create(None, slip), implausible, "{slip:?}");
    }
}

/// Blanks, a zero-width space, a mark of direction, a soft hyphen, what looks like a blank.
const NOTHING_TO_SEE: [&str; 6] =
    ["", " \u{a0}\n", "\u{200B}", "\u{200F}\u{202E}", "\u{00AD}\u{FEFF}", "\u{3164}\u{2800}"];

#[test]
fn a_text_that_must_say_something_has_something_to_see() {
    let (office, tech) = (replica(1), replica(2));
    let mut asking = new_order(&[&tech]);
    let remarks = ItemId::from_bytes([0x21; 16]);
    asking.checklist.push((remarks, item("Remarques", AnswerKind::Text, true)));
    let mut order = Document::empty(DocumentKind::WorkOrder, ORDER);
    office.does(&mut order, C::Create(Box::new(asking))).unwrap();
    let mut finished = order.clone();
    tech.does(&mut finished, C::Start).unwrap();
    tech.does(
        &mut finished,
        C::CannotFinish { cause: CannotFinishCause::NobodyThere, reason: "absent".to_owned() },
    )
    .unwrap();
    let school = building(&office);
    let (report, _) = request(&tech);
    let empty = Document::empty(DocumentKind::WorkOrder, ORDER);
    let unasked = Document::empty(DocumentKind::Request, DocumentId::from_bytes([12; 16]));
    let used = |label| C::UseMaterial {
        material: Material::Other(label),
        quantity: Quantity(1_000),
        corrects: None,
    };
    type Says = Box<dyn Fn(String) -> Command>;
    let with = |title, number| {
        let new = new_order(&[]).with(|plan| {
            plan.title = title;
            plan.number = number;
        });
        Command::WorkOrder(C::Create(Box::new(new)))
    };
    let texts: Vec<(&Document, Says)> = vec![
        (&empty, Box::new(move |title| with(title, "2026-0001".to_owned()))),
        (&empty, Box::new(move |number| with("Entretien".to_owned(), number))),
        (&order, Box::new(|title| Command::WorkOrder(C::Edit(vec![WorkOrderField::Title(title)])))),
        (
            &order,
            Box::new(|reason| {
                Command::WorkOrder(C::CannotFinish { cause: CannotFinishCause::Other, reason })
            }),
        ),
        (&order, Box::new(|reason| Command::WorkOrder(C::Cancel { reason }))),
        (&order, Box::new(move |label| Command::WorkOrder(used(label)))),
        (
            &order,
            Box::new(move |text| {
                Command::WorkOrder(C::Answer { item: remarks, value: Some(AnswerValue::Text(text)) })
            }),
        ),
        (&finished, Box::new(|reason| Command::WorkOrder(C::SendBack { reason }))),
        (&school, Box::new(|text| Command::Building(shared::building::BuildingCommand::AddRemark { text }))),
        (&report, Box::new(|reason| Command::Request(RequestCommand::Close { reason }))),
        (&unasked, Box::new(|title| Command::Request(RequestCommand::Create(Box::new(new_request(&title)))))),
    ];
    for (nth, (document, says)) in texts.iter().enumerate() {
        let told =
            |text: &str| execute(&mut (*document).clone(), &says(text.to_owned()), office.author()).map(drop);
        told("\u{200F}é\u{200B}").unwrap();
        for text in NOTHING_TO_SEE {
            assert_eq!(told(text), Err(CommandError::Empty), "{nth}: {text:?}");
        }
    }
}

#[test]
fn a_request_is_answered_once() {
    let (office, tech) = (replica(1), replica(2));
    let (mut report, _) = request(&tech);
    let does = |document: &mut Document, command| {
        execute(document, &Command::Request(command), office.author()).map(drop)
    };
    let close = || RequestCommand::Close { reason: "doublon".to_owned() };
    let mut closed = report.clone();
    does(&mut closed, close()).unwrap();
    for again in [close(), RequestCommand::LinkWorkOrder(ORDER)] {
        assert_eq!(does(&mut closed, again), Err(CommandError::AnsweredAlready));
    }
    does(&mut report, RequestCommand::LinkWorkOrder(ORDER)).unwrap();
    does(&mut report, RequestCommand::LinkWorkOrder(ORDER)).unwrap();
    let another = RequestCommand::LinkWorkOrder(DocumentId::from_bytes([0x55; 16]));
    for other in [close(), another] {
        assert_eq!(does(&mut report, other), Err(CommandError::AnsweredAlready));
    }
    assert_eq!(Request::read(&report).unwrap().work_order, Some(ORDER));
}
