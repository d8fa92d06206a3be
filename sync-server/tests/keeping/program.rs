//! The three commands, by the real program.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

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

    for made in ["backup", "backup/server.db", "restored", "restored/server.db", "restored/office.db"] {
        keeps_from_others(&folder.path().join(made));
    }

    let file = Path::new(&restored).join("photos").join(&photo[..2]).join(&photo);
    std::fs::remove_file(&file).unwrap();
    let output = run(&["verify", "--data", &restored]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains(&format!("photo {photo} is missing")), "{}", told(&output));
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
