//! The three commands, by the real program.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use sync_server::base::clock::SystemClock;
use sync_server::domains::NOUNS;
use sync_server::engine::Engine;
use sync_server::store::Store;
use sync_server::store::second_factor::SecondFactorRow;

use crate::office::{Office, TECH};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sync-server");

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr].map(|stream| String::from_utf8_lossy(stream).into_owned());
    streams.concat()
}

/// A server that is serving; killed when dropped.
struct Serving(Child);

impl Serving {
    fn on(data: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["serve", "--listen", "127.0.0.1:0", "--compact-after-days", "0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.contains("listening on"), "{first}");
        Self(child)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_served_folder_is_backed_up_restored_and_verified_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (data, backup, restored) = (place("data"), place("backup"), place("restored"));
    std::fs::create_dir(&data).unwrap();
    let mut office = Office::peopled(Path::new(&data));
    office.order_for(&[TECH]);
    let photo = office.photo(b"une photo").to_string();
    drop(office);

    let serving = Serving::on(Path::new(&data));
    let output = run(&["backup", "--data", &data, "--to", &backup]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(told(&output).contains("1 documents, 1 photos"), "{}", told(&output));
    let output = run(&["verify", "--data", &data]);
    assert!(output.status.success(), "{}", told(&output));
    drop(serving);

    let output = run(&["backup", "--data", &data, "--to", &backup]);
    assert_eq!(output.status.code(), Some(1), "a backup is never written over");
    let output = run(&["restore", "--from", &backup, "--data", &restored]);
    assert!(output.status.success(), "{}", told(&output));
    let output = run(&["verify", "--data", &restored]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(told(&output).contains("nothing is wrong"), "{}", told(&output));
    let output = run(&["serve", "--data", &backup, "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("Restore it into another directory"), "{}", told(&output));

    for made in ["backup", "backup/server.db", "restored/server.db", "restored/photos", "restored/office"] {
        keeps_from_others(&folder.path().join(made));
    }

    let file = Path::new(&restored).join("photos").join(&photo[..2]).join(&photo);
    std::fs::remove_file(&file).unwrap();
    let output = run(&["verify", "--data", &restored]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains(&format!("photo {photo} is missing")), "{}", told(&output));
}

#[test]
fn an_administrator_who_lost_the_second_factor_gets_in_by_whoever_keeps_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").to_str().unwrap().to_owned();
    let made = run(&["add-administrator", "--data", &data, "--login", "admin", "--name", "Benoît"]);
    assert!(made.status.success(), "{}", told(&made));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = |work: fn(&Store) -> bool| {
        let engine = Engine::open(Path::new(&data), NOUNS, Arc::new(SystemClock)).unwrap();
        let answer = runtime.block_on(engine.write(move |store| Ok(work(store)))).unwrap();
        engine.stop();
        answer
    };
    let has_one = |store: &Store| {
        let id = store.account_by_login("admin").unwrap().unwrap().person.id;
        store.second_factor(id).unwrap().is_some()
    };
    assert!(!store(has_one));
    store(|store| {
        let id = store.account_by_login("admin").unwrap().unwrap().person.id;
        let factor = SecondFactorRow { secret: [1; 20], since: shared::Timestamp(0), last_step: 0 };
        store.set_second_factor(id, &factor).is_ok()
    });
    let unknown = run(&["reset-second-factor", "--data", &data, "--login", "nobody"]);
    assert_eq!(unknown.status.code(), Some(1), "{}", told(&unknown));
    assert!(store(has_one));
    let reset = run(&["reset-second-factor", "--data", &data, "--login", "admin"]);
    assert!(reset.status.success(), "{}", told(&reset));
    assert!(!store(has_one));
}

#[test]
fn what_is_wrong_with_a_backup_is_told_when_it_is_made_and_when_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let data = place("data");
    std::fs::create_dir(&data).unwrap();
    let mut office = Office::peopled(Path::new(&data));
    let photo = office.photo(b"une photo").to_string();
    drop(office);
    let file = |of: &str| folder.path().join(of).join("photos").join(&photo[..2]).join(&photo);
    let fails = |arguments: &[&str], why: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", told(&output));
        assert!(told(&output).contains(why), "{arguments:?}: {}", told(&output));
    };
    assert!(run(&["backup", "--data", &data, "--to", &place("good")]).status.success());
    // What happens to the file of a photo does not happen to its backup.
    std::fs::write(file("data"), b"une autre").unwrap();
    assert_eq!(std::fs::read(file("good")).unwrap(), b"une photo");
    let not_the_picture = format!("photo {photo}");
    fails(&["backup", "--data", &data, "--to", &place("altered")], &not_the_picture);
    fails(&["restore", "--from", &place("altered"), "--data", &place("back")], &not_the_picture);

    std::fs::remove_file(file("altered")).unwrap();
    links(Path::new("/etc/passwd"), &file("altered"));
    fails(&["restore", "--from", &place("altered"), "--data", &place("linked")], "is missing");
    assert!(!file("linked").exists());

    for emptied in ["good", "altered"] {
        std::fs::write(folder.path().join(emptied).join("server.db"), "").unwrap();
        for command in [
            &["verify", "--data", &place(emptied)][..],
            &["restore", "--from", &place(emptied), "--data", &place("never")],
            &["backup", "--data", &place(emptied), "--to", &place("never")],
        ] {
            fails(command, "holds no server.db");
        }
    }
}

#[cfg(unix)]
fn links(to: &Path, place: &Path) {
    std::os::unix::fs::symlink(to, place).unwrap();
}

#[cfg(not(unix))]
fn links(_: &Path, _: &Path) {}

#[test]
fn an_administrator_who_lost_the_password_is_given_another_by_whoever_has_the_directory() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").to_str().unwrap().to_owned();
    let output = run(&["add-administrator", "--data", &data, "--login", "anne", "--name", "Anne"]);
    let first = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success() && told(&output).contains("3 days"), "{}", told(&output));
    let again = run(&["add-administrator", "--data", &data, "--login", "benoit", "--name", "Benoît"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(told(&again).contains("give-password"), "{}", told(&again));
    let given = run(&["give-password", "--data", &data, "--login", "ANNE"]);
    assert!(given.status.success(), "{}", told(&given));
    let second = String::from_utf8(given.stdout).unwrap();
    assert!(second.trim().len() > 11 && second != first, "{second}");
    let nobody = run(&["give-password", "--data", &data, "--login", "benoit"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(nobody.stdout.is_empty());
    let elsewhere = run(&["give-password", "--data", folder.path().to_str().unwrap(), "--login", "anne"]);
    assert!(told(&elsewhere).contains("holds no server.db"));
}

#[test]
fn what_makes_no_sense_on_the_command_line_is_said() {
    for arguments in [
        &["serve", "--data", ""][..],
        &["serve", "--data", "x", "--connections", "0"],
        &["serve", "--data", "x", "--head-ms", "0"],
        &["serve", "--data", "x", "--body-ms", "0"],
    ] {
        assert_eq!(run(arguments).status.code(), Some(1), "{arguments:?}");
    }
    assert!(!Path::new("x").exists());
    assert!(run(&["--version"]).status.success());
}

#[test]
fn a_folder_of_photos_that_went_missing_is_not_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let mut office = Office::peopled(&data);
    office.photo(b"une photo");
    drop(office);
    std::fs::rename(data.join("photos"), data.join("elsewhere")).unwrap();
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("photos is missing"), "{}", told(&output));
    assert!(!data.join("photos").exists());
}

/// Nobody outside the server's account and group may look into it.
#[cfg(unix)]
fn keeps_from_others(place: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let of_others = std::fs::metadata(place).unwrap().permissions().mode() & 0o007;
    assert_eq!(of_others, 0, "{}", place.display());
}

#[cfg(not(unix))]
fn keeps_from_others(_: &Path) {}

#[test]
fn what_is_missing_on_the_command_line_is_said() {
    for (arguments, missing) in [
        (&["backup", "--data", "x"][..], "--to BACKUP is missing"),
        (&["restore", "--data", "x"], "--from BACKUP is missing"),
        (&["verify"], "--data DIR is missing"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains(missing), "{}", told(&output));
    }
}

#[test]
fn a_word_that_is_not_understood_is_answered_in_a_line_with_an_example() {
    for (arguments, told_of) in [
        (
            &["serve", "--data", "x", "--listen", "localhost:8080"][..],
            "like 0.0.0.0:8080, or a socket, like unix:/run/guichet/guichet.sock, not localhost:8080",
        ),
        (&["serve", "--data", "x", "--listen", "unix:guichet.sock"], "not unix:guichet.sock"),
        (
            &["serve", "--data", "x", "--redirect-from", "80"],
            "--redirect-from takes an IP address and a port",
        ),
        (&["serve", "--data", "x", "--proxy", "10.0.0.0/8"], "like 127.0.0.1, not 10.0.0.0/8"),
        (&["sreve"], "there is no command sreve"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains(told_of), "{}", told(&output));
        assert_eq!(told(&output).lines().count(), 1, "{}", told(&output));
    }
}

#[test]
fn a_folder_of_something_else_is_not_filled() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("passwd"), "root").unwrap();
    let place = folder.path().to_str().unwrap();
    for arguments in [
        &["serve", "--data", place][..],
        &["fill-demo", "--data", place],
        &["add-administrator", "--data", place, "--login", "admin", "--name", "Ada"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(told(&output).contains("it holds passwd and no server.db"), "{}", told(&output));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
    std::fs::remove_file(folder.path().join("passwd")).unwrap();
    std::fs::create_dir(folder.path().join("lost+found")).unwrap();
    let made = run(&["add-administrator", "--data", place, "--login", "admin", "--name", "Ada"]);
    assert!(made.status.success(), "{}", told(&made));
}
