//! What ARCHITECTURE.md says of the sources, held against the sources: which room imports which, where SQL and
//! Automerge stand, how long a function and a file may be, which words are gone; and what docs/asvs.md says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod asvs;
mod house;
mod imports;
mod rooms;
mod source;
mod vocabulary;

use house::House;

/// Checks that nothing of a list was found.
fn none(found: &[String], advice: &str) {
    assert!(found.is_empty(), "{advice}:\n  {}", found.join("\n  "));
}

#[test]
fn every_file_stands_in_a_room() {
    none(&House::read().homeless(), "name its room in ARCHITECTURE.md");
}

#[test]
fn no_import_runs_up() {
    none(&House::read().imports_that_run_up(), "a room imports only rooms below it in ARCHITECTURE.md");
}

#[test]
fn no_files_import_each_other_in_a_loop() {
    none(&House::read().circles(), "give what both need a file below both");
}

#[test]
fn crates_import_only_the_crates_below_them() {
    none(&House::read().foreign_crates(), "mobile and sync-server meet in shared alone");
}

#[test]
fn each_of_these_stands_only_in_its_rooms() {
    none(&House::read().out_of_place(), "see \"What stands where\" in ARCHITECTURE.md");
}

#[test]
fn no_function_and_no_file_is_too_long() {
    none(&House::read().too_long(), "split it");
}

#[test]
fn no_retired_word_comes_back() {
    none(&House::read().retired_words(), "see the glossary of ARCHITECTURE.md");
}

#[test]
fn what_the_table_of_the_asvs_names_is_there() {
    none(&House::read().wrong_with_asvs(), "mend the row of docs/asvs.md");
}
