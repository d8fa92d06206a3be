//! Random changes by random roles at random places: accepted exactly when [`model`], the rules
//! written once more in plain words, says so.

mod act;
mod chance;
mod model;
mod stage;

use shared::policy::check;
use shared::{Document, DocumentKind, PersonId, Role};

use self::act::Act;
use self::chance::Dice;
use self::stage::{Stage, stages};
use crate::fixture::*;

const CASES: u64 = 4_000;

/// Somebody tries something.
#[derive(Debug)]
struct Attempt {
    person: PersonId,
    role: Role,
    acts: Vec<Act>,
}

fn attempt(dice: &mut Dice, stage: &Stage, base: &Document) -> Attempt {
    let person = replica(1 + dice.below(3) as u8).person;
    // Half of the time somebody whose role lets them do something here.
    let role = match stage.kind() {
        _ if dice.one_in(2) => *dice.pick(&Role::ALL),
        DocumentKind::Catalogue | DocumentKind::Person | DocumentKind::StockList => Role::Administrator,
        DocumentKind::WorkOrder
        | DocumentKind::Building
        | DocumentKind::Request
        | DocumentKind::History
        | DocumentKind::Announcement => {
            *dice.pick(&[Role::Technician, Role::Supervisor, Role::Supervisor, Role::Counter])
        }
    };
    let mut acts = vec![act::any(dice, stage, base, person)];
    if dice.one_in(5) {
        let second = act::any(dice, stage, base, person);
        if !second.touches(&acts[0]) {
            acts.push(second);
        }
    }
    Attempt { person, role, acts }
}

#[test]
fn a_change_is_accepted_exactly_when_the_model_says_so() {
    let stages = stages();
    let (mut accepted, mut refused) = (0_u64, 0_u64);
    for seed in 0..CASES {
        let mut dice = Dice::new(seed);
        let stage = dice.pick(&stages);
        // Half of what is tried was written on an old state: it may win or lose against the newer.
        let (base, raw) = dice.pick(&stage.states);
        let attempt = attempt(&mut dice, stage, base);
        let Some(change) = act::change(raw, &attempt.acts) else { continue };
        let model =
            attempt.acts.iter().all(|act| model::allows(stage, base, attempt.person, attempt.role, act));
        let now = stage.now();
        let verdict = check(now, &change, attempt.person, attempt.role);
        assert_eq!(
            verdict.is_ok(),
            model,
            "seed {seed}: {:?} {attempt:?}: {:?}",
            stage.kind(),
            verdict.err()
        );
        match verdict {
            Err(_) => refused += 1,
            Ok(after) => {
                accepted += 1;
                if seed % 8 == 0 {
                    let again = Document::load(after.kind(), after.id(), &after.save());
                    assert_eq!(again.unwrap().heads(), after.heads(), "seed {seed}");
                }
            }
        }
    }
    let tried = accepted + refused;
    println!("{accepted} of {tried} changes accepted");
    assert!(tried > CASES * 4 / 5, "most attempts must be changes: {tried}");
    assert!(accepted * 8 > tried && refused * 8 > tried, "{accepted} of {tried}: one verdict is rare");
}
