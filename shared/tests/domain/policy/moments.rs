//! Ids of facts: built by the clock, after what their author had seen, not far in the future.

use shared::command::WorkOrderCommand as C;
use shared::limits::{FACT_AFTER_NEWEST_MS_MAX, FACT_AHEAD_MS_MAX};
use shared::policy::Violation;
use shared::{Document, DocumentError, FactClock, Moment, Role, Timestamp};

use super::raw::{add_fact, by_hand};
use super::{NOW, check};
use crate::fixture::*;

fn id_at(ms: i64) -> String {
    FactClock::new(None, Moment { wall: Timestamp(ms), entropy: 7 }).next_id().to_string()
}

fn started() -> (Document, Hand) {
    let (office, tech) = (hand(1), hand(2));
    let mut document = order(&office, &[&tech]);
    tech.does(&mut document, C::Start).unwrap();
    (document, tech)
}

fn pause_at(document: &Document, tech: &Hand, id: &str) -> Result<Document, Violation> {
    let by = tech.person.to_string();
    let change = by_hand(document, |raw| {
        raw.set_actor(automerge::ActorId::from(id.as_bytes()[..16].to_vec()));
        add_fact(raw, "steps", id, &[("by", &by), ("kind", "paused")]);
    });
    check(document, &change, tech.person, Role::Technician)
}

#[test]
fn a_fact_is_at_most_a_year_ahead() {
    let (document, tech) = started();
    let latest = NOW.0 + FACT_AHEAD_MS_MAX;
    pause_at(&document, &tech, &id_at(latest)).unwrap();
    let refused = pause_at(&document, &tech, &id_at(latest + 1)).unwrap_err();
    assert!(matches!(refused, Violation::FromTheFuture { .. }), "{refused:?}");
    assert!(pause_at(&document, &tech, &id_at((1 << 48) - 1)).is_err());
}

#[test]
fn what_follows_a_fact_that_is_ahead_is_taken() {
    let (document, tech) = started();
    let latest = NOW.0 + FACT_AHEAD_MS_MAX;
    let ahead = pause_at(&document, &tech, &id_at(latest)).unwrap();
    // Somebody with a good clock goes on: their ids come right after, past the bound.
    let mut after = ahead.clone();
    let change = hand(3).changes(&mut after, C::Start);
    check(&ahead, &change.bytes, hand(3).person, Role::Technician).unwrap();
    assert!(pause_at(&ahead, &tech, &id_at(latest + FACT_AFTER_NEWEST_MS_MAX)).is_ok());
    assert!(pause_at(&ahead, &tech, &id_at(latest + FACT_AFTER_NEWEST_MS_MAX + 1)).is_err());
}

#[test]
fn a_fact_does_not_go_before_what_its_author_had_seen() {
    let (document, tech) = started();
    let newest = document.newest_fact().unwrap().timestamp().0;
    pause_at(&document, &tech, &id_at(newest + 1)).unwrap();
    let refused = pause_at(&document, &tech, &id_at(newest - 1)).unwrap_err();
    assert!(matches!(refused, Violation::Document(DocumentError::Shape { .. })), "{refused:?}");
}

#[test]
fn a_fact_that_was_written_meanwhile_puts_nobody_in_the_wrong() {
    let (document, tech) = started();
    let late = hand(3);
    late.clock_to(1_700_000_000_000);
    let mut offline = document.clone();
    let change = late.changes(&mut offline, C::Pause);
    let meanwhile = pause_at(&document, &tech, &id_at(NOW.0)).unwrap();
    check(&meanwhile, &change.bytes, late.person, Role::Technician).unwrap();
}

#[test]
fn an_id_the_clock_does_not_build_is_refused() {
    let (document, tech) = started();
    for id in ["ffffffff-ffff-ffff-ffff-ffffffffffff", "f47ac10b-58cc-4372-a567-0e02b2c3d479"] {
        assert!(pause_at(&document, &tech, id).is_err(), "{id}");
    }
}
