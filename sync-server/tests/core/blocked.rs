//! Somebody who was let in before they were blocked: whatever they ask then, it is not done.

use std::collections::BTreeSet;

use shared::{Sha256, Timestamp};
use sync_server::accounts::enrolment_code::new_code;
use sync_server::engine::error::EngineError;
use sync_server::engine::{Core, jobs};
use sync_server::store::{Decision, PhotoRow};
use sync_server::sync::drain::{self, Withdrawal};
use sync_server::sync::{exchange, offer_decisions, outbox_copy, refusal_decisions};

use crate::office::{OFFICE, OTHER, TECH, core, device, order_for, run};

fn photo() -> PhotoRow {
    PhotoRow { sha256: Sha256::of(b"photo"), size_bytes: 5, received_at: Timestamp(0) }
}

/// What a supervisor asks for that does not execute a command, each with whether it was not allowed.
fn asked(core: &mut Core) -> Vec<(&'static str, bool)> {
    fn refused<T>(answer: Result<T, EngineError>) -> bool {
        matches!(answer, Err(EngineError::NotAllowed))
    }
    let order = order_id();
    vec![
        ("code", refused(run(core, new_code([1; 32], TECH, Some(OFFICE))))),
        ("code for them", refused(run(core, new_code([2; 32], OFFICE, None)))),
        ("withdraw", refused(run(core, drain::withdraw(OFFICE, device(OTHER).id, Withdrawal::Erase)))),
        ("take over", refused(run(core, refusal_decisions::take_over(1, Sha256([0; 32]), OFFICE)))),
        ("dismiss", refused(run(core, refusal_decisions::dismiss(1, OFFICE)))),
        (
            "confirm",
            refused(run(core, offer_decisions::decide(OFFICE, order, BTreeSet::new(), Decision::Confirmed))),
        ),
        (
            "decline",
            refused(run(core, offer_decisions::decide(OFFICE, order, BTreeSet::new(), Decision::Declined))),
        ),
        ("copy", refused(run(core, outbox_copy::take_copy(OFFICE, device(TECH).id, vec![])))),
        ("photo of a copy", refused(run(core, outbox_copy::photo_brought(OFFICE, photo(), device(TECH).id)))),
        ("photo", refused(run(core, exchange::photo_delivered(photo(), device(OFFICE))))),
    ]
}

fn order_id() -> shared::DocumentId {
    shared::DocumentId::from_bytes([0x44; 16])
}

#[test]
fn nothing_is_done_for_somebody_who_is_blocked_meanwhile() {
    let mut core = core();
    order_for(&mut core, &[TECH]);
    let before = asked(&mut core);
    assert!(before.iter().all(|(_, refused)| !refused), "{before:?}");
    run(&mut core, jobs::write(|store| store.set_blocked(OFFICE, Some(Timestamp(1))))).unwrap();
    let after = asked(&mut core);
    assert!(after.iter().all(|(_, refused)| *refused), "{after:?}");
}

#[test]
fn what_a_blocked_person_left_on_a_draining_phone_is_still_taken() {
    let mut core = core();
    run(&mut core, drain::withdraw(OFFICE, device(TECH).id, Withdrawal::Drain)).unwrap();
    run(&mut core, jobs::write(|store| store.set_blocked(TECH, Some(Timestamp(1))))).unwrap();
    run(&mut core, exchange::photo_delivered(photo(), device(TECH))).unwrap();
}
