//! Hostile bytes, in short: the seeds of every target, and a few thousand inputs near them.
//! `cargo xtask fuzz` goes on for as long as one likes.
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::panic::catch_unwind;

use tests::fuzz::{Mutator, Target, target};

fn short_run(name: &str) {
    let Some(Target { run, seeds, short_run, .. }) = target(name) else { panic!("no target {name}") };
    let seeds = seeds();
    seeds.iter().for_each(|seed| run(seed));
    for number in 0..short_run {
        let input = Mutator::new(number).bend(&seeds);
        if catch_unwind(|| run(&input)).is_err() {
            let digits: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
            panic!("target {name}, mutation {number}, input {digits}");
        }
    }
}

#[test]
fn a_change_of_hostile_bytes_breaks_nothing() {
    short_run("change");
}

#[test]
fn a_sync_body_of_hostile_bytes_breaks_nothing() {
    short_run("sync-body");
}

#[test]
fn a_packed_body_of_hostile_bytes_breaks_nothing() {
    short_run("packed-body");
}

#[test]
fn a_photo_of_hostile_bytes_breaks_nothing() {
    short_run("photo");
}

#[test]
fn an_enrolment_of_hostile_bytes_lets_nobody_in() {
    short_run("enrolment");
}

#[test]
fn a_copy_of_hostile_bytes_comes_from_no_phone() {
    short_run("copy");
}
