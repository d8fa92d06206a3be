//! Who may change what.

use shared::command::{BuildingCommand, RequestCommand, WorkOrderCommand as C, execute};
use shared::document::{AnswerValue, AssetField, Priority, WorkOrderField};
use shared::policy::{Violation, check, may_execute};
use shared::{Command, Document, DocumentError, Heads, Role};

use crate::fixture::*;

fn verdict(document: &Document, hand: &Hand, role: Role, command: C) -> Result<(), Violation> {
    let change = hand.changes(&mut document.clone(), command);
    check(document, &change.bytes, hand.person, role).map(drop)
}

#[test]
fn a_technician_does_field_work_and_no_office_work() {
    let (office, tech) = (hand(1), hand(2));
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
    let (office, tech) = (hand(1), hand(2));
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
    let (office, tech, other) = (hand(1), hand(2), hand(3));
    let document = order(&office, &[&tech]);
    let change = tech.changes(&mut document.clone(), C::Start);
    let refused = check(&document, &change.bytes, other.person, Role::Technician).unwrap_err();
    assert!(matches!(refused, Violation::ForeignSignature { .. }));
}

#[test]
fn the_phone_and_the_server_agree_on_what_a_role_may() {
    let (office, tech) = (hand(1), hand(2));
    let mut open = order(&office, &[&tech]);
    tech.does(&mut open, C::Start).unwrap();
    tick(&mut open, &tech);
    let visit = first_visit(&open);
    let commands = [
        C::Start,
        C::Pause,
        C::Finish,
        C::CannotFinish { reason: "x".to_owned() },
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
    let (office, tech) = (hand(1), hand(2));
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

/// What a dishonest replica could write: Automerge by hand, past the commands.
mod by_hand {
    use automerge::transaction::Transactable as _;
    use automerge::{ActorId, AutoCommit, LoadOptions, ObjType, ROOT, ReadDoc as _, TextEncoding};

    use super::*;

    fn change(document: &Document, tamper: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
        let options = LoadOptions::new().text_encoding(TextEncoding::UnicodeCodePoint);
        let mut raw = AutoCommit::load_with_options(&document.save(), options).unwrap();
        raw.set_actor(ActorId::from([0x77; 16]));
        tamper(&mut raw);
        raw.commit();
        raw.get_last_local_change().unwrap().raw_bytes().to_vec()
    }

    fn started() -> (Document, Hand, String) {
        let (office, tech) = (hand(1), hand(2));
        let mut document = order(&office, &[&tech]);
        tech.does(&mut document, C::Start).unwrap();
        let step = read(&document).steps.keys().next().unwrap().to_string();
        (document, tech, step)
    }

    #[test]
    fn a_fact_cannot_be_rewritten_or_taken_away() {
        let (document, tech, step) = started();
        let rewrite = change(&document, |raw| {
            let (_, steps) = raw.get(ROOT, "steps").unwrap().unwrap();
            let (_, fact) = raw.get(&steps, step.as_str()).unwrap().unwrap();
            raw.put(&fact, "kind", "finished").unwrap();
        });
        let delete = change(&document, |raw| {
            let (_, steps) = raw.get(ROOT, "steps").unwrap().unwrap();
            raw.delete(&steps, step.as_str()).unwrap();
        });
        for tampered in [rewrite, delete] {
            let refused = check(&document, &tampered, tech.person, Role::Technician).unwrap_err();
            assert!(matches!(refused, Violation::NotAllowed { .. }), "{refused:?}");
        }
    }

    #[test]
    fn a_losing_concurrent_write_is_still_held_against_the_table() {
        // Written on an old state, so that the office's newer value wins and nothing shows.
        let (office, tech) = (hand(1), hand(2));
        let old = order(&office, &[&tech]);
        let mut new = old.clone();
        for title in ["un", "deux", "trois"] {
            office.does(&mut new, C::Edit(vec![WorkOrderField::Title(title.to_owned())])).unwrap();
        }
        let sneaky = change(&old, |raw| raw.put(ROOT, "title", "gratuit").unwrap());
        let refused = check(&new, &sneaky, tech.person, Role::Technician).unwrap_err();
        assert!(matches!(refused, Violation::NotAllowed { .. }), "{refused:?}");
    }

    #[test]
    fn an_unsigned_or_misshapen_fact_is_refused() {
        let (document, tech, _) = started();
        let id = "01900000-0000-7000-8000-000000000001";
        let unsigned = change(&document, |raw| {
            let (_, steps) = raw.get(ROOT, "steps").unwrap().unwrap();
            let step = raw.put_object(&steps, id, ObjType::Map).unwrap();
            raw.put(&step, "kind", "finished").unwrap();
        });
        let refused = check(&document, &unsigned, tech.person, Role::Technician).unwrap_err();
        assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
    }

    #[test]
    fn the_schema_and_unknown_places_are_out_of_reach() {
        let (document, tech, _) = started();
        let newer = change(&document, |raw| raw.put(ROOT, "schema", 99).unwrap());
        let unknown = change(&document, |raw| raw.put(ROOT, "backdoor", true).unwrap());
        for tampered in [newer, unknown] {
            assert!(check(&document, &tampered, tech.person, Role::Technician).is_err());
            assert!(check(&document, &tampered, tech.person, Role::Supervisor).is_err());
        }
    }

    #[test]
    fn a_document_of_a_newer_schema_is_not_written_in() {
        let (document, tech, _) = started();
        let newer = change(&document, |raw| raw.put(ROOT, "schema", 99).unwrap());
        let mut newer_document = document.clone();
        newer_document.apply(&[newer]).unwrap();
        assert_eq!(newer_document.schema(), 99);
        let refused = tech.does(&mut newer_document, C::Pause).unwrap_err();
        assert_eq!(refused, shared::CommandError::Document(DocumentError::NewerSchema(99)));
    }

    #[test]
    fn everything_an_honest_office_wrote_passes_its_own_table() {
        let (office, tech) = (hand(1), hand(2));
        let mut document = order(&office, &[&tech]);
        work_through(&mut document, &tech);
        let mut replay = Document::empty(document.kind(), document.id());
        for (header, bytes) in document.changes_since(&Heads::default()) {
            let (person, role) = if header.actor == Some(office.actor) {
                (office.person, Role::Supervisor)
            } else {
                (tech.person, Role::Technician)
            };
            replay = check(&replay, &bytes, person, role).unwrap();
        }
        assert_eq!(replay.heads(), document.heads());
    }
}
