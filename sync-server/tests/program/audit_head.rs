//! The head of the audit log: written by the program while it serves, printed, and held against the log afterwards.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use crate::program::{DEADLINE, Program};

fn run(arguments: &[&str], data: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    program.args(arguments).arg("--data").arg(data).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Waits for something that the program does by itself.
async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, waited).await.unwrap_or_else(|_| panic!("{what}"));
}

/// Tries a code that there is none of, as from another address each time; that is a line of the log.
async fn tries_a_code(program: &Program, number: u8) {
    let body = r#"{"code":"WRONG","device_name":"x"}"#;
    let request = format!(
        "POST /phone/v1/devices HTTP/1.1\r\nhost: guichet\r\nconnection: close\r\ncontent-type: application/json\r\n\
         x-forwarded-for: 192.0.2.{number}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    program.send(request.as_bytes()).await;
}

#[tokio::test]
async fn the_head_is_written_where_it_was_asked_for_and_the_log_is_held_against_it() {
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("heads");
    let (place, nobody) =
        (format!("file:{}", file.display()), format!("syslog:{}/log", outside.path().display()));
    let arguments = ["--proxy", "127.0.0.1", "--audit-head-to", &nobody, "--audit-head-to", &place];
    let program = Program::start(1, &arguments).await;
    let heads = || std::fs::read_to_string(&file).unwrap_or_default();
    until("a head is written at the start", || heads().ends_with('\n')).await;
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let printed = run(&["audit-head"], program.data());
    assert!(printed.status.success(), "{printed:?}");
    assert_eq!(told(&printed), heads(), "nothing has happened since");
    until("the other place is a warning", || program.said().contains("could not be written")).await;
    assert!(program.said().lines().any(|line| line.contains("WARN") && line.contains(&nobody)));
    program.serves_others().await;

    tries_a_code(&program, 1).await;
    let later = told(&run(&["audit-head"], program.data()));
    assert_ne!(later, heads(), "a line more, another head");
    let verify = ["verify", "--audit-head", file.to_str().unwrap()];
    let verified = run(&verify, program.data());
    assert!(verified.status.success(), "{verified:?}");
    assert!(told(&verified).contains("1 heads held against the audit log"), "{verified:?}");
    let data = program.killed();

    // Somebody takes back what happened, and chains nothing anew.
    std::fs::write(&file, heads() + &later).unwrap();
    let db = rusqlite::Connection::open(data.path().join("server.db")).unwrap();
    db.execute_batch(
        "DROP TRIGGER audit_loses_no_row; DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
    )
    .unwrap();
    drop(db);
    assert!(run(&["verify"], data.path()).status.success());
    let verified = run(&verify, data.path());
    assert_eq!(verified.status.code(), Some(1));
    assert!(told(&verified).contains("its end was cut off"), "{verified:?}");
}

#[tokio::test]
async fn a_program_that_is_killed_while_it_writes_leaves_a_log_that_is_whole() {
    let program = Program::start(1, &["--proxy", "127.0.0.1"]).await;
    let before = lines(program.data());
    let trying = async {
        for number in 1..=u8::MAX {
            tries_a_code(&program, number).await;
        }
    };
    tokio::select! {
        () = trying => {}
        () = until("some lines were written", || lines(program.data()) > before + 3) => {}
    }
    let data = program.killed();
    let verified = run(&["verify"], data.path());
    assert!(verified.status.success(), "{verified:?}");
    assert!(lines(data.path()) > before + 3);
}

fn lines(data: &Path) -> u64 {
    let head = told(&run(&["audit-head"], data));
    let lines = head.split_whitespace().find_map(|word| word.strip_prefix("lines="));
    lines.unwrap_or_else(|| panic!("{head}")).parse().unwrap()
}

#[test]
fn what_has_no_head_to_print_and_what_is_no_place_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = run(&["audit-head"], folder.path());
    assert_eq!(nothing.status.code(), Some(1));
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said(&nothing).contains("holds no server.db"), "{nothing:?}");
    let earlier = folder.path().join("server.db");
    rusqlite::Connection::open(&earlier)
        .unwrap()
        .execute_batch("CREATE TABLE meta (key TEXT, value BLOB)")
        .unwrap();
    let nothing = run(&["audit-head"], folder.path());
    assert!(said(&nothing).contains("start the server on it once"), "{nothing:?}");
    for place in ["heads", "file:", "syslog:log", "syslog:udp:host", "mailto:anne@commune.be"] {
        let refused = run(&["serve", "--audit-head-to", place], folder.path());
        assert_eq!(refused.status.code(), Some(1));
        assert!(said(&refused).contains("a place is like file:/srv/heads/guichet"), "{refused:?}");
    }
}
