//! What the README recommends is what the program takes, and leaves nothing open that it could close.

use std::process::Command;

const README: &str = include_str!("../../../README.md");

/// The lines of a unit that begin so, each with what it goes on in.
fn lines(beginning: &str) -> Vec<String> {
    let joined = README.replace("\\\n", " ");
    joined.lines().filter(|line| line.starts_with(beginning)).map(str::to_owned).collect()
}

/// The options of a line.
fn options(line: &str) -> Vec<&str> {
    line.split_whitespace().filter(|word| word.starts_with("--")).collect()
}

#[test]
fn the_recommended_server_has_one_address_and_writes_its_head_and_its_backups_are_encrypted() {
    let units = lines("ExecStart=");
    let of = |command: &str| units.iter().find(|line| line.contains(command)).unwrap();
    let (serve, backup) = (of("sync-server serve"), of("sync-server backup"));
    let cron = lines("30 2 * * * guichet");
    for (line, wanted) in [
        (serve, ["--public-url", "--audit-head-to"]),
        (backup, ["--to-stream", "--recipient"]),
        (&cron[0], ["--to-stream", "--recipient"]),
    ] {
        for option in wanted {
            assert!(options(line).contains(&option), "{option} in {line}");
        }
    }
    for (command, line) in [("serve", serve), ("backup", backup)] {
        let help =
            Command::new(env!("CARGO_BIN_EXE_sync-server")).args([command, "--help"]).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        for option in options(line) {
            assert!(help.contains(option), "{option} in {help}");
        }
    }
}
