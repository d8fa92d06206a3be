//! Convergence: several phones and the server in one process, on real SQLite, under a seeded
//! schedule of edits, partitions, lost, repeated and reordered requests, and kills between any two
//! storage steps. `SEED=n` replays one schedule.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod dice;
mod model;
mod office;
mod phone;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use world::World;

const SCHEDULES: u64 = 2_000;
const THREADS: u64 = 2;

fn play(seed: u64) {
    let played = catch_unwind(AssertUnwindSafe(|| World::new(seed).play()));
    if let Err(panic) = played {
        eprintln!("replay with SEED={seed}");
        resume_unwind(panic);
    }
}

#[test]
fn whatever_happens_on_the_way_all_copies_end_up_equal_and_nothing_is_lost_or_doubled() {
    if let Ok(seed) = std::env::var("SEED") {
        return play(seed.parse().expect("SEED is a number"));
    }
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            scope.spawn(move || (thread..SCHEDULES).step_by(THREADS as usize).for_each(play));
        }
    });
}
