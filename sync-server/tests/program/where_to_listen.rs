//! Where a server does not begin to listen, and what it says then.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use shared::PersonId;
use sync_server::base::clock::SystemClock;
use sync_server::base::roles::Roles;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::store::PersonRow;

const DEMO_PEOPLE: &str = include_str!("../../src/demo/texts/people.txt");

fn serve(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command.args(["serve", "--data"]).arg(data).args(arguments).stdin(Stdio::null());
    command
}

/// Why a server does not begin; one that does is killed.
pub(crate) fn refusal(data: &Path, arguments: &[&str]) -> String {
    let mut command = serve(data, arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    let read = BufReader::new(child.stdout.take().unwrap()).read_line(&mut first);
    if !first.is_empty() {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    read.unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((first.as_str(), output.status.code()), ("", Some(1)), "{arguments:?}: {said}");
    said
}

/// The first line of a server that begins; it is killed then.
fn first_line(data: &Path, arguments: &[&str]) -> String {
    let mut child = serve(data, arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut first = String::new();
    let read = BufReader::new(child.stdout.take().unwrap()).read_line(&mut first);
    child.kill().unwrap();
    child.wait().unwrap();
    read.unwrap();
    first
}

#[test]
fn plain_http_for_other_machines_is_not_served_unless_it_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for arguments in [
        &["--listen", "0.0.0.0:0"][..],
        &["--listen", "[::]:0"],
        &["--listen", "0.0.0.0:0", "--proxy", "127.0.0.1"],
        &["--listen", "0.0.0.0:0", "--public-url", "https://guichet.commune.be"],
    ] {
        let said = refusal(&data, arguments);
        for way_out in ["--tls-cert", "--listen 127.0.0.1:8080 or unix:PATH", "--insecure"] {
            assert!(said.contains(way_out), "{way_out} in {said}");
        }
        assert!(!data.exists(), "nothing was begun");
    }
    let wanted = first_line(&data, &["--listen", "0.0.0.0:0", "--insecure"]);
    assert!(wanted.starts_with("listening on http://0.0.0.0:"), "{wanted}");
    let proxied = first_line(&data, &["--listen", "127.0.0.1:0", "--proxy", "127.0.0.1"]);
    assert!(proxied.starts_with("listening on http://127.0.0.1:"), "{proxied}");
}

/// Does something to an empty data directory.
fn prepared(data: &Path, prepare: impl AsyncFnOnce(&Engine)) {
    let engine = Engine::open(data, NOUNS, Arc::new(SystemClock)).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(prepare(&engine));
    engine.stop();
}

/// Enters as many of the demo's people as are wanted.
async fn enter(engine: &Engine, count: usize) {
    let lines: Vec<&str> = DEMO_PEOPLE.lines().filter(|line| !line.starts_with('#')).collect();
    for (at, line) in lines.into_iter().enumerate().take(count) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [login, _, name, role, ..] = cells[..] else { panic!("{line}") };
        let row = PersonRow {
            id: PersonId::from_bytes([u8::try_from(at).unwrap(); 16]),
            login: login.to_owned(),
            password_hash: None,
            name: name.to_owned(),
            roles: Roles::everywhere(role.parse().unwrap()),
            language: None,
        };
        engine.write(move |store| store.put_person(&row)).await.unwrap();
    }
}

fn is_refused_on_the_internet(data: &Path) {
    for (arguments, place) in [
        (&["--listen", "0.0.0.0:0", "--insecure"][..], "0.0.0.0:0"),
        (&["--listen", "[::]:0", "--insecure"], "[::]:0"),
        (&["--listen", "203.0.113.1:80", "--insecure"], "203.0.113.1:80"),
        (
            &["--listen", "127.0.0.1:0", "--public-url", "https://guichet.commune.be"],
            "https://guichet.commune.be",
        ),
        (
            &["--listen", "unix:/nowhere/guichet.sock", "--public-url", "https://guichet.commune.be"],
            "https://guichet.commune.be",
        ),
    ] {
        let said = refusal(data, arguments);
        assert!(said.contains(&format!("{place} is neither")), "{said}");
        assert!(said.contains("sync-server add-administrator --data DIR"), "{said}");
    }
    for arguments in [
        &["--listen", "127.0.0.1:0"][..],
        &["--listen", "127.0.0.1:0", "--public-url", "http://localhost:8080"],
        &["--listen", "127.0.0.1:0", "--public-url", "https://192.168.1.9"],
    ] {
        let first = first_line(data, arguments);
        assert!(first.starts_with("listening on http://127.0.0.1:"), "{first}");
    }
}

#[test]
fn the_demo_is_not_served_on_the_internet() {
    let filled = tempfile::tempdir().unwrap();
    prepared(filled.path(), async |engine| {
        engine.write(|store| store.set_meta("demo", "filled")).await.unwrap();
    });
    is_refused_on_the_internet(filled.path());
    // One of a version that did not write down what it is.
    let earlier = tempfile::tempdir().unwrap();
    prepared(earlier.path(), async |engine| enter(engine, 40).await);
    is_refused_on_the_internet(earlier.path());
}

#[test]
fn a_real_commune_may_have_namesakes_of_the_demo_s() {
    let data = tempfile::tempdir().unwrap();
    prepared(data.path(), async |engine| enter(engine, 20).await);
    let first = first_line(data.path(), &["--listen", "0.0.0.0:0", "--insecure"]);
    assert!(first.starts_with("listening on http://0.0.0.0:"), "{first}");
}
