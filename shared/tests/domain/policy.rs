//! Who may change what.

mod creation;
mod facts;
mod moments;
mod operations;
mod places;
pub(crate) mod raw;
mod sizes;

use shared::building::{AssetField, BuildingCommand};
use shared::command::execute;
use shared::document::priority::Priority;
use shared::policy::{Violation, check, may_execute};
use shared::request::RequestCommand;
use shared::work_order::{AnswerValue, WorkOrderCommand as C, WorkOrderField};
use shared::{Command, Document, DocumentKind, Heads, Role};

use crate::fixture::*;

fn verdict(document: &Document, replica: &Replica, role: Role, command: C) -> Result<(), Violation> {
    let change = replica.changes(&mut document.clone(), command);
    check(document, &change.bytes, replica.person, role).map(drop)
}

#[test]
fn a_technician_does_field_work_and_no_office_work() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let allowed = |command| verdict(&document, &tech, Role::Technician, command);
    allowed(C::Start).unwrap();
    allowed(C::Answer { item: TICK, value: Some(AnswerValue::Tick(true)) }).unwrap();
    allowed(C::AddPhoto(photo())).unwrap();
    for office_work in [
        C::Edit(vec![WorkOrderField::Priority(Priority::Low)]),
        C::Assign(assigned(&[])),
        C::Cancel { reason: "non".to_owned() },
    ] {
        assert!(matches!(allowed(office_work.clone()), Err(Violation::NotAllowed { .. })), "{office_work:?}");
        assert!(!may_execute(Role::Technician, &Command::WorkOrder(office_work)));
    }
}

#[test]
fn only_a_supervisor_approves() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    work_through(&mut document, &tech);
    let approval = || C::Approve { seen: document.heads() };
    verdict(&document, &office, Role::Supervisor, approval()).unwrap();
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Supervisor) {
        assert!(verdict(&document, &office, role, approval()).is_err(), "{role}");
        assert!(!may_execute(role, &Command::WorkOrder(approval())));
    }
}

#[test]
fn a_step_signed_with_anothers_name_is_refused() {
    let (office, tech, other) = (replica(1), replica(2), replica(3));
    let document = order(&office, &[&tech]);
    let change = tech.changes(&mut document.clone(), C::Start);
    let refused = check(&document, &change.bytes, other.person, Role::Technician).unwrap_err();
    assert!(matches!(refused, Violation::ForeignSignature { .. }));
}

#[test]
fn the_phone_and_the_server_agree_on_what_a_role_may() {
    let (office, tech) = (replica(1), replica(2));
    let mut open = order(&office, &[&tech]);
    tech.does(&mut open, C::Start).unwrap();
    tick(&mut open, &tech);
    let visit = first_visit(&open);
    let commands = [
        C::Start,
        C::Pause,
        C::Finish,
        C::CannotFinish { cause: shared::work_order::CannotFinishCause::Other, reason: "x".to_owned() },
        C::WriteReport { intervention: visit, before: String::new(), after: "x".to_owned() },
        C::AddPhoto(photo()),
        C::Edit(vec![WorkOrderField::Title("x".to_owned())]),
        C::Assign(assigned(&[])),
        C::Cancel { reason: "x".to_owned() },
    ];
    for role in Role::ALL {
        for command in &commands {
            let mut copy = open.clone();
            let Some(change) = tech.does(&mut copy, command.clone()).unwrap().change else { continue };
            let server = check(&open, &change.bytes, tech.person, role).is_ok();
            assert_eq!(may_execute(role, &Command::WorkOrder(command.clone())), server, "{role} {command:?}");
        }
    }
}

#[test]
fn a_technician_corrects_an_asset_and_reports_a_defect() {
    let (office, tech) = (replica(1), replica(2));
    let register = building(&office);
    let correct = BuildingCommand::CorrectAsset { asset: BOILER, field: AssetField::Serial("9".to_owned()) };
    let made = execute(&mut register.clone(), &Command::Building(correct), tech.author()).unwrap();
    check(&register, &made.change.unwrap().bytes, tech.person, Role::Technician).unwrap();
    let transfer = Command::Building(BuildingCommand::Transfer(ORGANISATION));
    assert!(!may_execute(Role::Technician, &transfer));

    let (request, creation) = request(&tech);
    let empty = Document::empty(request.kind(), request.id());
    check(&empty, &creation.bytes, tech.person, Role::Technician).unwrap();
    assert!(matches!(
        check(&empty, &creation.bytes, office.person, Role::Technician),
        Err(Violation::ForeignSignature { .. })
    ));
    let close = Command::Request(RequestCommand::Close { reason: "doublon".to_owned() });
    assert!(!may_execute(Role::Technician, &close));
}

#[test]
fn everything_an_honest_commune_wrote_passes_its_own_table() {
    let (office, tech) = (replica(1), replica(2));
    let mut order = order(&office, &[&tech]);
    work_through(&mut order, &tech);
    let register = building(&office);
    let (request, _) = request(&tech);
    let kept = [catalogue(&office), card(&office), stock_list(&office), announcement(&office)];
    for document in [order, register, request, history(&office)].into_iter().chain(kept) {
        let mut replay = Document::empty(document.kind(), document.id());
        for (header, bytes) in document.changes_since(&Heads::default()) {
            let (person, role) = match header.actor {
                Some(actor) if actor == tech.actor => (tech.person, Role::Technician),
                _ if matches!(
                    document.kind(),
                    DocumentKind::Catalogue | DocumentKind::Person | DocumentKind::StockList
                ) =>
                {
                    (office.person, Role::Administrator)
                }
                _ => (office.person, Role::Supervisor),
            };
            replay = check(&replay, &bytes, person, role).unwrap();
        }
        assert_eq!(replay.heads(), document.heads());
    }
}
