//! Habits that the sources of the screens keep, read as text: what a compiler cannot hold.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/screens");
    let mut folders = vec![root.clone()];
    let mut found: Vec<PathBuf> = vec![root.with_extension("rs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    let name =
        |path: &Path| path.strip_prefix(root.parent().unwrap()).unwrap().to_string_lossy().into_owned();
    let read = |path: PathBuf| (name(&path), fs::read_to_string(&path).unwrap());
    let sources: Vec<_> = found.into_iter().map(read).collect();
    assert!(sources.len() > 20, "{}", sources.len());
    sources
}

/// Every line of the screens, but those of `except`, that says one of `words`.
fn lines_with(words: &[&str], except: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, text) in sources() {
        if except.contains(&name.as_str()) {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if !code.starts_with("//") && words.iter().any(|word| code.contains(word)) {
                lines.push(format!("{name}:{}: {code}", at + 1));
            }
        }
    }
    lines
}

const NONE: [String; 0] = [];

#[test]
fn every_field_is_one_that_shows_a_draft() {
    // Files have no text to keep: what is picked becomes photos of a draft.
    let fields = lines_with(&["input {", "textarea {", "select {"], &["screens/field.rs"]);
    let others: Vec<_> = fields.into_iter().filter(|line| !line.contains(r#"type: "file""#)).collect();
    assert_eq!(others, NONE, "use a field of screens/field.rs, which takes a text of a draft");
}

#[test]
fn only_settings_save_a_choice_at_once() {
    let places = lines_with(
        &["saved_at_once("],
        &["screens/draft/handle.rs", "screens/settings.rs", "screens/settings/pin.rs"],
    );
    assert_eq!(places, NONE, "bind the field to a draft");
}

#[test]
fn no_field_cuts_what_is_typed_or_pasted() {
    assert_eq!(lines_with(&["maxlength"], &[]), NONE, "give the field `chars_max`: it counts and says so");
}

#[test]
fn no_task_ends_with_the_screen_that_started_it() {
    let tasks =
        lines_with(&["spawn(", "spawn_forever(", "use_future(", "use_coroutine("], &["screens/task.rs"]);
    assert_eq!(tasks, NONE, "use `task::start`");
}

#[test]
fn no_form_forgets_what_was_typed_before_the_answer() {
    // Only drafts are submitted, and they are emptied by what answers.
    let places = lines_with(&[".clear()", ".forget()"], &[]);
    let allowed = [
        // Where the answer is taken in, and what somebody throws away.
        "screens/draft/",
        // The document says what the field says.
        "screens/work_order/report.rs",
        // Nothing differs from what the register says; a colleague's value is taken.
        "screens/building/correct.rs",
        "screens/work_order/checklist.rs",
        // The phone is enrolled.
        "screens/enrol.rs",
    ];
    let others: Vec<_> =
        places.into_iter().filter(|line| !allowed.iter().any(|place| line.starts_with(place))).collect();
    assert_eq!(others, NONE);
}
