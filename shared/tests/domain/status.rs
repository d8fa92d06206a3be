//! Every path of the fold.

use shared::CommandError;
use shared::limits::REVIEW_TAKEN_BACK_MS_MAX;
use shared::work_order::status::{Contradiction, State};
use shared::work_order::{CannotFinishCause, StepKind, WorkOrderCommand as C};

use crate::fixture::*;

fn state(document: &shared::Document) -> State {
    read(document).status().state
}

fn reason() -> String {
    "toiture glissante".to_owned()
}

#[test]
fn a_new_order_is_open_and_goes_its_way_to_approved() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    assert_eq!(state(&document), State::Open);
    tech.does(&mut document, C::Start).unwrap();
    assert_eq!(state(&document), State::InProgress);
    tech.does(&mut document, C::Pause).unwrap();
    assert_eq!(state(&document), State::Paused);
    tech.does(&mut document, C::Start).unwrap();
    tick(&mut document, &tech);
    tech.does(&mut document, C::Finish).unwrap();
    assert_eq!(state(&document), State::Finished);
    approve(&mut document, &office).unwrap();
    let status = read(&document).status();
    assert_eq!(status.state, State::Approved);
    assert!(status.contradictions.is_empty() && !status.new_since_approval);
    let visits = read(&document).interventions;
    assert_eq!(visits.len(), 2, "a pause ends the visit");
    assert!(visits.values().all(|visit| visit.ended_at.is_some()));
}

#[test]
fn what_cannot_be_finished_is_reviewed_with_its_reason() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::CannotFinish { cause: CannotFinishCause::Other, reason: reason() }).unwrap();
    assert_eq!(
        state(&document),
        State::CannotBeFinished { cause: CannotFinishCause::Other, reason: reason() }
    );
    office.does(&mut document, C::SendBack { reason: "réessayer".to_owned() }).unwrap();
    assert_eq!(state(&document), State::SentBack { reason: "réessayer".to_owned() });
    work_through(&mut document, &tech);
    approve(&mut document, &office).unwrap();
    assert_eq!(state(&document), State::Approved);
    office.does(&mut document, C::SendBack { reason: "photo manquante".to_owned() }).unwrap();
    assert_eq!(state(&document), State::SentBack { reason: "photo manquante".to_owned() });
}

#[test]
fn a_cancelled_order_stays_cancelled_when_somebody_only_started_it() {
    let (office, tech) = (replica(1), replica(2));
    let base = order(&office, &[&tech]);
    let (mut at_office, mut on_phone) = (base.clone(), base);
    office.does(&mut at_office, C::Cancel { reason: reason() }).unwrap();
    tech.clock_to(1_800_000_900_000);
    tech.does(&mut on_phone, C::Start).unwrap();
    let status = read(&merged(&at_office, &on_phone)).status();
    assert_eq!(status.state, State::Cancelled { reason: reason() });
    assert!(
        matches!(&status.contradictions[..], [Contradiction::CannotFollow { state, .. }] if state == "cancelled")
    );
}

#[test]
fn work_done_outranks_a_cancellation_whichever_came_first() {
    for tech_clock_ms in [1_700_000_000_000, 1_900_000_000_000] {
        let (office, tech) = (replica(1), replica(2));
        let base = order(&office, &[&tech]);
        let (mut at_office, mut on_phone) = (base.clone(), base);
        office.does(&mut at_office, C::Cancel { reason: reason() }).unwrap();
        tech.clock_to(tech_clock_ms);
        work_through(&mut on_phone, &tech);
        let status = read(&merged(&at_office, &on_phone)).status();
        assert_eq!(status.state, State::Finished);
        assert!(
            status.contradictions.iter().any(|c| matches!(c, Contradiction::FinishedThoughCancelled { .. })),
            "{:?}",
            status.contradictions
        );
    }
}

#[test]
fn two_technicians_finish_once_and_both_visits_are_kept() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let base = order(&office, &[&one, &two]);
    let (mut first, mut second) = (base.clone(), base);
    work_through(&mut first, &one);
    work_through(&mut second, &two);
    let order = read(&merged(&first, &second));
    let status = order.status();
    assert_eq!(status.state, State::Finished);
    assert_eq!(order.interventions.len(), 2);
    assert!(status.contradictions.iter().any(|c| matches!(c, Contradiction::FinishedTwice { .. })));
}

#[test]
fn of_two_technicians_the_one_who_could_finish_says_more() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let base = order(&office, &[&one, &two]);
    let (mut first, mut second) = (base.clone(), base);
    one.does(&mut first, C::CannotFinish { cause: CannotFinishCause::Other, reason: reason() }).unwrap();
    two.clock_to(1_800_000_500_000);
    work_through(&mut second, &two);
    assert_eq!(state(&merged(&first, &second)), State::Finished);
}

#[test]
fn the_same_person_finishing_on_two_devices_is_no_contradiction() {
    let (office, one) = (replica(1), replica(2));
    let mut tablet = replica(3);
    tablet.person = one.person;
    let base = order(&office, &[&one]);
    let (mut first, mut second) = (base.clone(), base);
    work_through(&mut first, &one);
    work_through(&mut second, &tablet);
    let status = read(&merged(&first, &second)).status();
    assert!(!status.contradictions.iter().any(|c| matches!(c, Contradiction::FinishedTwice { .. })));
}

#[test]
fn an_approved_order_reopens_when_late_work_arrives() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let mut at_office = order(&office, &[&one, &two]);
    one.does(&mut at_office, C::Start).unwrap();
    let mut offline = at_office.clone();
    tick(&mut at_office, &one);
    one.does(&mut at_office, C::Finish).unwrap();
    approve(&mut at_office, &office).unwrap();
    let visit = first_visit(&offline);
    let write =
        C::WriteReport { intervention: visit, before: String::new(), after: "joint remplacé".to_owned() };
    two.does(&mut offline, write).unwrap();

    let mut late = merged(&at_office, &offline);
    let status = read(&late).status();
    assert_eq!(status.state, State::Finished);
    assert!(status.new_since_approval);

    approve(&mut late, &office).unwrap();
    let status = read(&late).status();
    assert_eq!(status.state, State::Approved);
    assert!(!status.new_since_approval);
}

#[test]
fn what_the_approver_does_afterwards_does_not_reopen() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    work_through(&mut document, &tech);
    approve(&mut document, &office).unwrap();
    // The office may have started again meanwhile: it has another actor id then.
    let mut after_restart = replica(1);
    after_restart.actor = shared::ActorId::of_server(office.actor.office(), [9; 8]);
    for replica in [&office, &after_restart] {
        let title = shared::work_order::WorkOrderField::Title("Chaudière".to_owned());
        replica.does(&mut document, C::Edit(vec![title])).unwrap();
        assert_eq!(state(&document), State::Approved);
    }
    tech.does(&mut document, C::AddPhoto(photo())).unwrap();
    assert_eq!(state(&document), State::Finished);
}

#[test]
fn an_approval_of_unseen_work_is_refused() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    work_through(&mut document, &tech);
    let seen = document.heads();
    tech.does(&mut document, C::AddPhoto(photo())).unwrap();
    let refused = office.does(&mut document, C::Approve { seen }).unwrap_err();
    assert_eq!(refused, shared::CommandError::NotSeen);
}

#[test]
fn a_field_written_twice_is_a_contradiction_until_somebody_chooses() {
    use shared::document::priority::Priority;
    use shared::work_order::WorkOrderField;
    let (office, counter) = (replica(1), replica(4));
    let base = order(&office, &[]);
    let (mut one, mut other) = (base.clone(), base);
    office.does(&mut one, C::Edit(vec![WorkOrderField::Priority(Priority::Urgent)])).unwrap();
    counter.does(&mut other, C::Edit(vec![WorkOrderField::Priority(Priority::Low)])).unwrap();
    let mut both = merged(&one, &other);
    let status = read(&both).status();
    let [Contradiction::Field(conflict)] = &status.contradictions[..] else { panic!("{status:?}") };
    assert_eq!(conflict.field, "priority");
    let mut values: Vec<_> = conflict.values.iter().map(|value| value.value.as_str()).collect();
    values.sort_unstable();
    assert_eq!(values, ["low", "urgent"]);
    assert!(conflict.values.iter().all(|value| value.change.is_some()), "the office can tell whose each is");
    office.does(&mut both, C::Edit(vec![WorkOrderField::Priority(Priority::Urgent)])).unwrap();
    assert!(read(&both).status().contradictions.is_empty());
}

#[test]
fn the_same_value_written_twice_is_no_contradiction() {
    use shared::document::priority::Priority;
    use shared::work_order::WorkOrderField;
    let (office, counter) = (replica(1), replica(4));
    let base = order(&office, &[]);
    let (mut one, mut other) = (base.clone(), base);
    for (replica, document) in [(&office, &mut one), (&counter, &mut other)] {
        replica.does(document, C::Edit(vec![WorkOrderField::Priority(Priority::Urgent)])).unwrap();
    }
    assert!(read(&merged(&one, &other)).status().contradictions.is_empty());
}

#[test]
fn an_answer_given_twice_is_a_contradiction() {
    use shared::work_order::AnswerValue;
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let base = order(&office, &[&one, &two]);
    let (mut first, mut second) = (base.clone(), base);
    one.does(&mut first, C::Answer { item: TICK, value: Some(AnswerValue::Tick(true)) }).unwrap();
    two.does(&mut second, C::Answer { item: TICK, value: Some(AnswerValue::Tick(false)) }).unwrap();
    let status = read(&merged(&first, &second)).status();
    assert!(
        matches!(&status.contradictions[..], [Contradiction::Field(conflict)] if conflict.field.starts_with("checklist/"))
    );
}

#[test]
fn a_settled_contradiction_is_not_shown_again() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let base = order(&office, &[&one, &two]);
    let (mut first, mut second) = (base.clone(), base);
    work_through(&mut first, &one);
    work_through(&mut second, &two);
    let mut both = merged(&first, &second);
    while let Some(found) = read(&both).status().contradictions.first().cloned() {
        office
            .does(&mut both, C::Settle { contradiction: found.key(), favours: None, note: "vu".to_owned() })
            .unwrap();
    }
    assert!(read(&both).steps.values().any(|step| matches!(step.kind, StepKind::Settled { .. })));
    assert!(
        office
            .does(&mut both, C::Settle { contradiction: "x".to_owned(), favours: None, note: String::new() })
            .is_err()
    );
}

#[test]
fn of_a_finish_and_a_cancellation_a_supervisor_chooses_which_counts() {
    let (office, tech) = (replica(1), replica(2));
    let base = order(&office, &[&tech]);
    let (mut done, mut called_off) = (base.clone(), base);
    work_through(&mut done, &tech);
    office.does(&mut called_off, C::Cancel { reason: reason() }).unwrap();
    let both = merged(&done, &called_off);
    let found = read(&both).status().contradictions.remove(0);
    let Contradiction::FinishedThoughCancelled { finished, cancelled } = found else { panic!("{found:?}") };
    let settle = |favours| C::Settle { contradiction: found.key(), favours, note: String::new() };
    for (favours, state) in [
        (Some(finished), State::Finished),
        (Some(cancelled), State::Cancelled { reason: reason() }),
        (None, State::Finished),
    ] {
        let mut settled = both.clone();
        office.does(&mut settled, settle(favours)).unwrap();
        let status = read(&settled).status();
        assert_eq!((status.state, status.contradictions), (state, vec![]));
    }
    assert_eq!(approve(&mut both.clone(), &office).unwrap_err(), CommandError::Unsettled);
    let mut settled = both.clone();
    office.does(&mut settled, settle(Some(finished))).unwrap();
    approve(&mut settled, &office).unwrap();
    let stranger = read(&both).interventions.keys().next().copied();
    assert!(office.does(&mut both.clone(), settle(stranger)).is_err());
}

#[test]
fn commands_that_do_not_fit_the_state_are_refused() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    assert!(tech.does(&mut document, C::Pause).is_err());
    assert_eq!(tech.does(&mut document, C::Finish).unwrap_err(), shared::CommandError::NotStarted);
    assert!(approve(&mut document, &office).is_err());
    assert!(office.does(&mut document, C::SendBack { reason: reason() }).is_err());
    office.does(&mut document, C::Cancel { reason: reason() }).unwrap();
    assert!(tech.does(&mut document, C::Start).is_err());
    assert!(
        tech.does(&mut document, C::CannotFinish { cause: CannotFinishCause::Other, reason: reason() })
            .is_err()
    );
    assert!(office.does(&mut document, C::Cancel { reason: reason() }).is_err());
}

#[test]
fn steps_that_meet_the_wrong_state_after_a_merge_are_listed_not_dropped() {
    let (office, one, two) = (replica(1), replica(2), replica(3));
    let mut base = order(&office, &[&one, &two]);
    one.does(&mut base, C::Start).unwrap();
    let (mut finished, mut paused) = (base.clone(), base);
    tick(&mut finished, &one);
    one.does(&mut finished, C::Finish).unwrap();
    two.clock_to(1_800_009_000_000);
    two.does(&mut paused, C::Pause).unwrap();
    let status = read(&merged(&finished, &paused)).status();
    assert_eq!(status.state, State::Finished);
    assert!(matches!(&status.contradictions[..], [Contradiction::CannotFollow { .. }]));
}

/// A decision of the office's, with the step that says so.
fn decided(document: &mut shared::Document, office: &Replica, command: C) -> shared::FactId {
    office.does(document, command).unwrap();
    *read(document).steps.last_key_value().unwrap().0
}

#[test]
fn a_decision_that_is_taken_back_leaves_the_report_to_review_again() {
    let (office, tech) = (replica(1), replica(2));
    for sends_back in [false, true] {
        let mut document = order(&office, &[&tech]);
        work_through(&mut document, &tech);
        let seen = document.heads();
        let decide = if sends_back { C::SendBack { reason: reason() } } else { C::Approve { seen } };
        let review = decided(&mut document, &office, decide);
        office.does(&mut document, C::TakeBack { review }).unwrap();
        let status = read(&document).status();
        assert_eq!((status.state, status.contradictions), (State::Finished, vec![]));
        assert_eq!(
            read(&document).steps.values().next_back().unwrap().kind.takes_review_back(),
            Some(review)
        );
        assert_eq!(
            office.does(&mut document, C::TakeBack { review }).unwrap_err(),
            shared::CommandError::TooLate,
            "once is enough"
        );
        approve(&mut document, &office).unwrap();
        assert_eq!(state(&document), State::Approved);
    }
}

#[test]
fn only_the_newest_decision_can_be_taken_back_and_only_for_some_minutes() {
    let (office, tech) = (replica(1), replica(2));
    for (later_ms, allowed) in [(REVIEW_TAKEN_BACK_MS_MAX, true), (REVIEW_TAKEN_BACK_MS_MAX + 1, false)] {
        let mut document = order(&office, &[&tech]);
        work_through(&mut document, &tech);
        let seen = document.heads();
        let review = decided(&mut document, &office, C::Approve { seen });
        let at = read(&document).steps[&review].at;
        office.clock_to(at.0 + later_ms);
        assert_eq!(
            office.does(&mut document, C::TakeBack { review }).is_ok(),
            allowed,
            "{later_ms} ms later"
        );
    }
    let mut document = order(&office, &[&tech]);
    work_through(&mut document, &tech);
    let review = decided(&mut document, &office, C::SendBack { reason: reason() });
    let finish = *read(&document).steps.keys().next().unwrap();
    assert!(office.does(&mut document, C::TakeBack { review: finish }).is_err(), "a technician's step");
    tech.does(&mut document, C::Start).unwrap();
    assert!(office.does(&mut document, C::TakeBack { review }).is_err(), "the technician is at it again");
}

#[test]
fn a_return_that_is_taken_back_while_the_technician_goes_on_is_shown_to_the_supervisor() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    work_through(&mut document, &tech);
    let review = decided(&mut document, &office, C::SendBack { reason: reason() });
    let mut on_phone = document.clone();
    office.does(&mut document, C::TakeBack { review }).unwrap();
    tech.clock_to(1_800_009_000_000);
    tech.does(&mut on_phone, C::Start).unwrap();
    let status = read(&merged(&document, &on_phone)).status();
    assert_eq!(status.state, State::Finished);
    assert!(matches!(&status.contradictions[..], [Contradiction::CannotFollow { .. }]));
}
