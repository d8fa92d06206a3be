//! Ids of facts: built by the clock, after what their author had seen, with room for those to come.

use shared::kinds::newest_fact;
use shared::limits::{FACT_AFTER_NEWEST_MS_MAX, INSTANT_MS_MAX};
use shared::policy::{Violation, check};
use shared::work_order::WorkOrderCommand as C;
use shared::{Document, DocumentError, FactClock, Moment, Role, Timestamp};

use super::raw::{add_fact, by_hand};
use crate::fixture::*;

fn id_at(ms: i64) -> String {
    FactClock::new(None, Moment { wall: Timestamp(ms), entropy: 7 }).next_id().to_string()
}

fn started() -> (Document, Replica) {
    let (office, tech) = (replica(1), replica(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::Start).unwrap();
    (document, tech)
}

fn pause_at(document: &Document, tech: &Replica, id: &str) -> Result<Document, Violation> {
    let by = tech.person.to_string();
    let change = by_hand(document, |raw| {
        raw.set_actor(automerge::ActorId::from(id.as_bytes()[..16].to_vec()));
        add_fact(raw, "steps", id, &[("by", &by), ("kind", "paused")]);
    });
    check(document, &change, tech.person, Role::Technician)
}

#[test]
fn a_fact_does_not_use_up_the_future() {
    let (document, tech) = started();
    pause_at(&document, &tech, &id_at(INSTANT_MS_MAX)).unwrap();
    for beyond in ["e677d21f-dc00-7000-8000-000000000001", "ffffffff-ffff-7fff-bfff-ffffffffffff"] {
        let refused = pause_at(&document, &tech, beyond).unwrap_err();
        assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
    }
}

#[test]
fn a_clock_that_is_wrong_by_centuries_puts_nobody_in_the_wrong() {
    let (mut document, tech) = started();
    let (ahead, good) = (replica(3), replica(4));
    ahead.clock_to(i64::MAX / 2);
    for (replica, command) in [(&ahead, C::Pause), (&good, C::Start), (&ahead, C::Pause), (&tech, C::Start)] {
        let before = document.clone();
        let change = replica.changes(&mut document, command);
        check(&before, &change.bytes, replica.person, Role::Technician).unwrap();
    }
    let latest = newest_fact(&document).unwrap().timestamp().0 + FACT_AFTER_NEWEST_MS_MAX;
    assert!(latest > INSTANT_MS_MAX);
    let spelled = |ms: i64| {
        let digits = format!("{ms:012x}");
        format!("{}-{}-7000-8000-000000000001", &digits[..8], &digits[8..])
    };
    pause_at(&document, &tech, &spelled(latest)).unwrap();
    assert!(pause_at(&document, &tech, &spelled(latest + 1)).is_err());
}

#[test]
fn a_fact_does_not_go_before_what_its_author_had_seen() {
    let (document, tech) = started();
    let newest = newest_fact(&document).unwrap().timestamp().0;
    pause_at(&document, &tech, &id_at(newest + 1)).unwrap();
    let refused = pause_at(&document, &tech, &id_at(newest - 1)).unwrap_err();
    assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
}

#[test]
fn a_fact_that_was_written_meanwhile_puts_nobody_in_the_wrong() {
    let (document, tech) = started();
    let late = replica(3);
    late.clock_to(1_700_000_000_000);
    let mut offline = document.clone();
    let change = late.changes(&mut offline, C::Pause);
    let meanwhile = pause_at(&document, &tech, &id_at(1_900_000_000_000)).unwrap();
    check(&meanwhile, &change.bytes, late.person, Role::Technician).unwrap();
}

#[test]
fn an_id_the_clock_does_not_build_is_refused() {
    let (document, tech) = started();
    for id in ["ffffffff-ffff-ffff-ffff-ffffffffffff", "f47ac10b-58cc-4372-a567-0e02b2c3d479"] {
        assert!(pause_at(&document, &tech, id).is_err(), "{id}");
    }
}
