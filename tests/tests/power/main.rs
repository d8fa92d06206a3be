//! The server as a program on a machine that fails: killed at any moment, without room, with a
//! damaged disk, or just told to stop. `SEED=n` replays a run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod account;
mod crew;
mod damaged;
mod desk;
#[path = "../convergence/dice.rs"]
mod dice;
mod full;
mod killed;
mod stopping;

/// The seed of this run; a failing test shows what was printed.
fn seed() -> u64 {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    println!("SEED={seed}");
    seed
}
