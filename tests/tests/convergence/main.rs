//! Convergence: several phones and the server in one process, on real SQLite, under a seeded
//! schedule of edits and of everything that can go wrong: partitions, lost, repeated and reordered
//! requests, kills between any two storage steps, full and failing disks, clocks that jump, phones
//! copied and put back to an earlier day, people who come, go and change roles, other versions, an
//! office restored from an old backup.
//! `SEED=n` replays one schedule.
//!
//! Start reading with [`model`], what must be true; [`oracle`] holds every answer of the office
//! against it, [`checks`] what is there in the end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::wildcard_enum_match_arm, reason = "a test names what it is about")]

mod audiences;
mod by_hand;
mod checks;
mod clock;
mod deeds;
mod dice;
mod disaster;
mod disk;
mod faults;
mod looks;
mod model;
mod network;
mod offers;
mod office;
mod oracle;
mod phone;
mod photos;
mod pictures;
mod rules;
mod tally;
mod versions;
mod world;

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tally::Tally;
use world::World;

const SCHEDULES: u64 = 10_000;
const THREADS: u64 = 2;

fn play(seed: u64) -> Tally {
    match catch_unwind(AssertUnwindSafe(|| World::new(seed).play())) {
        Ok(tally) => tally,
        Err(panic) => {
            eprintln!("replay with SEED={seed}");
            resume_unwind(panic)
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

#[test]
fn whatever_happens_on_the_way_all_copies_end_up_equal_and_nothing_is_lost_or_doubled() {
    if let Some(seed) = number("SEED") {
        play(seed);
        return;
    }
    let schedules = number("SCHEDULES").unwrap_or(SCHEDULES);
    let total = Mutex::new(Tally::default());
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= schedules {
                        break;
                    }
                    let tally = play(seed);
                    total.lock().unwrap().add(&tally);
                }
            });
        }
    });
    // Written past the test's capture: these figures are what the run is for.
    writeln!(std::io::stderr(), "{}", total.into_inner().unwrap()).unwrap();
}
