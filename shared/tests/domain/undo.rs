//! What was said by mistake is taken back by a new fact; nothing is rewritten.

use automerge::ReadDoc as _;
use shared::building::BuildingCommand;
use shared::command::execute;
use shared::document::photo::PhotoPhase;
use shared::kinds::photos;
use shared::limits::PHOTO_CORRECTIONS_MAX;
use shared::policy::check;
use shared::work_order::status::{Contradiction, State, Status};
use shared::work_order::{CannotFinishCause, StepKind, WorkOrderCommand as C};
use shared::{Command, CommandError, Document, Role};

use crate::fixture::*;
use crate::policy::raw::{add_fact, at, by_hand};

fn status(document: &Document) -> Status {
    read(document).status()
}

/// Worked through by `tech`, with a report.
fn finished(office: &Replica, tech: &Replica) -> Document {
    let mut document = order(office, &[tech]);
    tech.does(&mut document, C::Start).unwrap();
    let visit = first_visit(&document);
    let write = C::WriteReport { intervention: visit, before: String::new(), after: "joint".to_owned() };
    tech.does(&mut document, write).unwrap();
    tick(&mut document, tech);
    tech.does(&mut document, C::Finish).unwrap();
    document
}

fn sent_back_for(document: &Document) -> Option<String> {
    let order = read(document);
    order.status().sent_back_for(&order).map(str::to_owned)
}

#[test]
fn why_it_was_sent_back_is_known_until_the_work_is_finished_again() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = finished(&office, &tech);
    assert_eq!(sent_back_for(&document), None);
    office.does(&mut document, C::SendBack { reason: "photo manquante".to_owned() }).unwrap();
    tech.does(&mut document, C::Start).unwrap();
    tech.does(&mut document, C::Pause).unwrap();
    tech.does(&mut document, C::Start).unwrap();
    assert_eq!(sent_back_for(&document).as_deref(), Some("photo manquante"));
    tech.does(&mut document, C::Finish).unwrap();
    assert_eq!(sent_back_for(&document), None);
    tech.does(&mut document, C::TakeBackFinish).unwrap();
    assert_eq!(sent_back_for(&document).as_deref(), Some("photo manquante"), "it is not finished after all");
}

#[test]
fn a_finish_taken_back_leaves_the_same_visit_going_on() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = finished(&office, &tech);
    let before = read(&document);
    let ended = before.interventions[&first_visit(&document)].ended_at;
    assert!(before.status().finish_to_take_back(&before, tech.person).is_some());

    let change = tech.changes(&mut document, C::TakeBackFinish);
    let order = read(&document);
    assert_eq!(
        status(&document),
        Status { state: State::InProgress, contradictions: vec![], new_since_approval: false }
    );
    assert_eq!(order.open_intervention(tech.person), Some(first_visit(&document)));
    assert!(before.steps.iter().all(|(id, step)| order.steps.get(id) == Some(step)), "facts are only added");
    assert_eq!(order.last_finish(), None);
    assert!(
        check(&finished_copy(&change.bytes, &document), &change.bytes, tech.person, Role::Technician).is_ok()
    );

    tech.does(&mut document, C::Finish).unwrap();
    let order = read(&document);
    assert_eq!(order.status().state, State::Finished);
    assert_eq!(order.interventions.len(), 1, "one visit, one report");
    assert!(
        order.interventions[&first_visit(&document)].ended_at > ended,
        "it ended when the second finish says"
    );
}

/// The document as it was before its newest change.
fn finished_copy(change: &[u8], document: &Document) -> Document {
    let dependencies = shared::document::change_header(change).unwrap().dependencies;
    let mut copy = Document::empty(document.kind(), document.id());
    for (header, bytes) in document.changes_since(&shared::Heads::default()) {
        if dependencies.contains(&header.hash) || bytes != change {
            copy.apply(&[bytes]).unwrap();
        }
    }
    copy
}

#[test]
fn only_who_finished_takes_it_back_and_only_until_it_is_reviewed() {
    let (office, tech, other) = (replica(1), replica(2), replica(3));
    let mut document = finished(&office, &tech);
    assert!(matches!(other.does(&mut document, C::TakeBackFinish), Err(CommandError::Unknown(_))));
    approve(&mut document, &office).unwrap();
    assert_eq!(tech.does(&mut document, C::TakeBackFinish), Err(CommandError::NotPossibleWhile("approved")));
    let after = read(&document);
    assert_eq!(after.status().finish_to_take_back(&after, tech.person), None);
}

#[test]
fn somebody_elses_step_that_takes_back_counts_for_nothing() {
    let (office, tech, other) = (replica(1), replica(2), replica(3));
    let document = finished(&office, &tech);
    let finish = read(&document).last_finish().unwrap().0.to_string();
    let by = other.person.to_string();
    let forged = by_hand(&document, |raw| {
        let texts = [("by", by.as_str()), ("kind", "started"), ("takes_back", &finish)];
        add_fact(raw, "steps", "01b3185d-c000-7000-8000-000000000001", &texts);
    });
    let after = check(&document, &forged, other.person, Role::Technician).unwrap();
    assert_eq!(status(&after).state, State::Finished);
    assert!(matches!(status(&after).contradictions[..], [Contradiction::CannotFollow { .. }]));
}

#[test]
fn an_approval_and_a_finish_taken_back_meanwhile_are_shown_whatever_the_clocks_say() {
    for clock_ms in [1_700_000_000_000, 1_900_000_000_000] {
        let (office, tech) = (replica(1), replica(2));
        let base = finished(&office, &tech);
        let (mut at_office, mut on_phone) = (base.clone(), base);
        approve(&mut at_office, &office).unwrap();
        tech.clock_to(clock_ms);
        tech.does(&mut on_phone, C::TakeBackFinish).unwrap();
        let mut both = merged(&at_office, &on_phone);
        let now = status(&both);
        assert_eq!(now.state, State::InProgress, "nobody's work is called done against their word");
        let [clash @ Contradiction::TakenBackThoughApproved { approved, taken_back }] =
            &now.contradictions[..]
        else {
            panic!("{now:?}")
        };
        let settle =
            |favours| C::Settle { contradiction: clash.key(), favours: Some(favours), note: String::new() };
        let mut against = both.clone();
        office.does(&mut against, settle(*taken_back)).unwrap();
        assert_eq!(status(&against).state, State::InProgress);
        assert_eq!(status(&against).contradictions, vec![]);
        office.does(&mut both, settle(*approved)).unwrap();
        assert_eq!(status(&both).state, State::Finished, "approved, and what came since is to be seen");
        approve(&mut both, &office).unwrap();
        assert_eq!(
            status(&both),
            Status { state: State::Approved, contradictions: vec![], new_since_approval: false }
        );
    }
}

#[test]
fn who_sends_back_what_is_taken_back_agrees_with_it() {
    for clock_ms in [1_700_000_000_000, 1_900_000_000_000] {
        let (office, tech) = (replica(1), replica(2));
        let base = finished(&office, &tech);
        let (mut at_office, mut on_phone) = (base.clone(), base);
        office.does(&mut at_office, C::SendBack { reason: "photo".to_owned() }).unwrap();
        tech.clock_to(clock_ms);
        tech.does(&mut on_phone, C::TakeBackFinish).unwrap();
        let now = status(&merged(&at_office, &on_phone));
        assert_eq!(now.state, State::SentBack { reason: "photo".to_owned() });
        assert_eq!(now.contradictions, vec![]);
    }
}

#[test]
fn of_two_finishes_the_other_stays_when_one_is_taken_back() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let base = order(&office, &[&one, &two]);
    let (mut first, mut second) = (base.clone(), base);
    work_through(&mut first, &one);
    work_through(&mut second, &two);
    one.does(&mut first, C::TakeBackFinish).unwrap();
    let both = merged(&first, &second);
    assert_eq!(status(&both).state, State::Finished);
    assert!(!status(&both).contradictions.iter().any(|c| matches!(c, Contradiction::FinishedTwice { .. })));
    assert_eq!(read(&both).last_finish().unwrap().1.by, two.person);
}

#[test]
fn a_cancellation_stands_once_the_finish_that_outranked_it_is_taken_back() {
    let (office, tech) = (replica(1), replica(2));
    let base = order(&office, &[&tech]);
    let (mut at_office, mut on_phone) = (base.clone(), base);
    office.does(&mut at_office, C::Cancel { reason: "doublon".to_owned() }).unwrap();
    work_through(&mut on_phone, &tech);
    tech.does(&mut on_phone, C::TakeBackFinish).unwrap();
    let both = merged(&at_office, &on_phone);
    assert_eq!(status(&both).state, State::Cancelled { reason: "doublon".to_owned() });
}

#[test]
fn an_app_of_yesterday_reads_a_finish_taken_back_as_work_taken_up_again() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = finished(&office, &tech);
    let fact = tech.does(&mut document, C::TakeBackFinish).unwrap().fact.unwrap().to_string();
    let raw = automerge::AutoCommit::load(&document.save()).unwrap();
    let (kind, _) = raw.get(at(&raw, &["steps", &fact]), "kind").unwrap().unwrap();
    assert_eq!(kind.as_str(), Some("started"));
}

#[test]
fn an_impossibility_of_yesterday_has_no_cause_and_is_read_as_another_reason() {
    let (office, tech) = (replica(1), replica(2));
    let document = order(&office, &[&tech]);
    let by = tech.person.to_string();
    let yesterday = by_hand(&document, |raw| {
        let texts = [("by", by.as_str()), ("kind", "cannot-finish"), ("reason", "porte fermée")];
        add_fact(raw, "steps", "01b3185d-c000-7000-8000-000000000001", &texts);
    });
    let after = check(&document, &yesterday, tech.person, Role::Technician).unwrap();
    let reason = "porte fermée".to_owned();
    assert_eq!(status(&after).state, State::CannotBeFinished { cause: CannotFinishCause::Other, reason });
}

#[test]
fn a_cause_that_says_enough_needs_no_words_and_is_taken_back_like_a_finish() {
    let (office, tech) = (replica(1), replica(2));
    for cause in CannotFinishCause::all() {
        let mut document = order(&office, &[&tech]);
        let without = tech.does(&mut document, C::CannotFinish { cause, reason: String::new() });
        if cause == CannotFinishCause::Other {
            assert_eq!(without, Err(CommandError::Empty));
            continue;
        }
        without.unwrap();
        assert_eq!(status(&document).state.cause(), Some(cause));
        assert_eq!(status(&document).state, State::CannotBeFinished { cause, reason: String::new() });
        tech.does(&mut document, C::TakeBackFinish).unwrap();
        assert_eq!(status(&document).state, State::Open);
    }
}

fn correct(photo: shared::FactId, caption: &str, phase: PhotoPhase, withdrawn: bool) -> C {
    C::CorrectPhoto { photo, caption: caption.to_owned(), phase, withdrawn }
}

#[test]
fn a_photo_is_captioned_relabelled_and_withdrawn_by_facts_that_name_it() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let id = tech.does(&mut document, C::AddPhoto(photo())).unwrap().fact.unwrap();
    let added = read(&document).photos[&id].clone();
    assert_eq!(
        tech.does(&mut document, correct(id, "Fuite", PhotoPhase::Before, false)).unwrap().change,
        None
    );
    tech.does(&mut document, correct(id, "Joint neuf", PhotoPhase::After, false)).unwrap();
    let [(_, shown)] = &read(&document).corrected_photos()[..] else { panic!("one photo") };
    assert_eq!((shown.facts.caption.as_str(), shown.facts.phase), ("Joint neuf", PhotoPhase::After));
    assert_eq!(shown.facts.sha256, photo().sha256);
    assert_eq!(shown.withdrawn, None);
    tech.does(&mut document, correct(id, "Joint neuf", PhotoPhase::After, true)).unwrap();
    let [(_, shown)] = &read(&document).corrected_photos()[..] else { panic!("one photo") };
    assert_eq!(shown.withdrawn.map(|(by, _)| by), Some(tech.person));
    tech.does(&mut document, correct(id, "Joint neuf", PhotoPhase::After, false)).unwrap();
    assert_eq!(read(&document).corrected_photos()[0].1.withdrawn, None, "and put back");
    assert_eq!(read(&document).photos[&id], added, "facts are only added");
    assert_eq!(photos(&document).len(), 1, "corrections bring no bytes");
}

#[test]
fn a_correction_never_makes_another_picture_of_a_photo() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let id = tech.does(&mut document, C::AddPhoto(photo())).unwrap().fact.unwrap().to_string();
    let by = tech.person.to_string();
    let other = shared::Sha256::of(b"another").to_string();
    let forged = by_hand(&document, |raw| {
        use automerge::transaction::Transactable as _;
        let texts = [
            ("by", by.as_str()),
            ("caption", "x"),
            ("phase", "after"),
            ("sha256", &other),
            ("thumbnail", &other),
            ("corrects", &id),
        ];
        let fact = add_fact(raw, "photos", "01b3185d-c000-7000-8000-000000000001", &texts);
        for count in ["taken_at", "width", "height", "size"] {
            raw.put(&fact, count, 1).unwrap();
        }
    });
    let after = check(&document, &forged, tech.person, Role::Technician).unwrap();
    let [(_, shown)] = &read(&after).corrected_photos()[..] else { panic!("one photo") };
    assert_eq!((shown.facts.caption.as_str(), shown.facts.sha256), ("x", photo().sha256));
}

#[test]
fn a_photo_is_corrected_so_many_times_and_corrections_take_no_photos_place() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    let id = tech.does(&mut document, C::AddPhoto(photo())).unwrap().fact.unwrap();
    let unknown = correct(first_step(&document), "x", PhotoPhase::After, false);
    assert_eq!(tech.does(&mut document, unknown), Err(CommandError::Unknown("photo")));
    for nth in 0..PHOTO_CORRECTIONS_MAX {
        tech.does(&mut document, correct(id, &nth.to_string(), PhotoPhase::After, false)).unwrap();
    }
    let full = CommandError::TooMany { max: PHOTO_CORRECTIONS_MAX };
    assert_eq!(tech.does(&mut document, correct(id, "x", PhotoPhase::After, false)), Err(full));
    tech.does(&mut document, C::AddPhoto(photo())).unwrap();
}

fn first_step(document: &Document) -> shared::FactId {
    let mut copy = document.clone();
    replica(2).does(&mut copy, C::Start).unwrap();
    *read(&copy).steps.keys().next().unwrap()
}

#[test]
fn a_remark_is_said_otherwise_or_taken_away_by_one_that_names_it() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = building(&office);
    let mut does = |command| execute(&mut document, &Command::Building(command), tech.author()).unwrap().fact;
    let first = does(BuildingCommand::AddRemark { text: "Clé chez le voisin".to_owned() }).unwrap();
    let text = "Clé chez la voisine".to_owned();
    let second = does(BuildingCommand::CorrectRemark { remark: first, text: text.clone() }).unwrap();
    assert_eq!(reread_building(&document).remarks_in_force().len(), 1);
    assert_eq!(reread_building(&document).remarks_in_force()[0].1.text, text);
    let again = Command::Building(BuildingCommand::CorrectRemark { remark: first, text });
    let refused = execute(&mut document, &again, tech.author());
    assert_eq!(refused, Err(CommandError::Unknown("remark")), "it was replaced");
    let away = BuildingCommand::CorrectRemark { remark: second, text: String::new() };
    execute(&mut document, &Command::Building(away), tech.author()).unwrap();
    assert!(reread_building(&document).remarks_in_force().is_empty());
    assert_eq!(reread_building(&document).remarks.len(), 3, "facts are only added");
}

#[test]
fn a_step_that_takes_back_says_what_it_takes_back() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = finished(&office, &tech);
    let (finish, _) = read(&document).last_finish().map(|(id, step)| (id, step.clone())).unwrap();
    tech.does(&mut document, C::TakeBackFinish).unwrap();
    let newest = read(&document).steps.into_values().next_back().unwrap();
    assert_eq!(newest.kind, StepKind::TakenBack { step: finish });
    assert_eq!(newest.kind.name(), "taken-back");
}
