//! Backups as encrypted streams, by the real programs: ours, `age` and `tar`.
#![cfg(unix)]

use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::office::{Office, TECH};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sync-server");

struct Scene {
    folder: TempDir,
    recipient: String,
}

impl Scene {
    /// A data directory, and a key made by age's own program.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let mut office = Office::peopled(&folder.path().join("data"));
        office.order_for(&[TECH]);
        office.photo(b"une photo");
        drop(office);
        let made = Command::new("age-keygen").arg("-o").arg(folder.path().join("key")).output();
        let made = made.expect("age and age-keygen: install Debian's age");
        let told = String::from_utf8(made.stderr).unwrap();
        let recipient = told.trim().strip_prefix("Public key: ").unwrap().to_owned();
        Self { folder, recipient }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(PROGRAM).args(arguments).current_dir(self.folder.path()).output().unwrap()
    }

    fn works(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// A line of the README, in this folder.
    fn shell(&self, line: &str) {
        let status = Command::new("sh").args(["-euc", line]).current_dir(self.folder.path()).status();
        assert!(status.unwrap().success(), "{line}");
    }
}

#[test]
fn the_tool_the_readme_names_opens_a_stream_and_the_program_opens_what_the_tool_made() {
    let scene = Scene::new();
    scene.works(&["backup", "--data", "data", "--to-stream", "backup.age", "--recipient", &scene.recipient]);
    assert_eq!(scene.place("backup.age").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    scene.works(&["restore", "--from-stream", "backup.age", "--identity", "key", "--data", "restored"]);
    scene.works(&["verify", "--data", "restored"]);

    scene.shell("mkdir -m 700 backup && age -d -i key backup.age | tar -x -C backup");
    scene.works(&["verify", "--data", "backup"]);
    for (file, mode) in [("server.db", 0o600), ("photos", 0o700)] {
        let file = scene.place("backup").join(file);
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, mode, "{}", file.display());
    }
    scene.works(&["restore", "--from", "backup", "--data", "unpacked"]);

    let packed = format!("tar -c -C backup server.db photos | age -r {} > packed.age", scene.recipient);
    scene.shell(&packed);
    let restored = Command::new(PROGRAM)
        .args(["restore", "--from-stream", "-", "--identity", "key", "--data", "again"])
        .current_dir(scene.folder.path())
        .stdin(File::open(scene.place("packed.age")).unwrap())
        .output()
        .unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    scene.works(&["verify", "--data", "again"]);
}

#[test]
fn a_backup_that_is_killed_leaves_its_copy_in_the_data_directory_until_the_next_start() {
    let scene = Scene::new();
    let mut child = Command::new(PROGRAM)
        .args(["backup", "--data", "data", "--to-stream", "-", "--recipient", &scene.recipient])
        .current_dir(scene.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // It stands still: nobody takes more of it than the beginning.
    let mut beginning = [0; 21];
    child.stdout.as_mut().unwrap().read_exact(&mut beginning).unwrap();
    assert_eq!(&beginning, b"age-encryption.org/v1");
    let copies = || {
        let entries = std::fs::read_dir(scene.place("data")).unwrap().map(|entry| entry.unwrap().path());
        let is_copy = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("backup-");
        entries.filter(is_copy).collect::<Vec<_>>()
    };
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let [copy] = &*copies() else { panic!("one copy is in the data directory") };
    assert_eq!((mode(copy), mode(&copy.join("server.db"))), (0o700, 0o600));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(copies().len(), 1);
    scene.works(&["rebuild-office", "--data", "data"]);
    assert!(copies().is_empty());
}

#[test]
fn what_makes_no_sense_for_a_stream_is_said() {
    let scene = Scene::new();
    let key = scene.recipient.as_str();
    for (arguments, told) in [
        (&["backup", "--data", "data", "--to-stream", "x"][..], "name the public key of who restores it"),
        (
            &["backup", "--data", "data", "--to-stream", "x", "--recipient", "age1x"],
            "age1x is no public key of age",
        ),
        (&["backup", "--data", "data", "--to", "x", "--recipient", key], "a folder is not encrypted"),
        (&["backup", "--data", "data", "--to", "x", "--to-stream", "y"], "choose one"),
        (&["backup", "--data", "data", "--to-stream", "key", "--recipient", key], "key is there already"),
        (&["restore", "--from-stream", "x", "--data", "y"], "--identity FILE is missing"),
        (&["restore", "--from-stream", "x", "--identity", "key", "--data", "y"], "x cannot be read"),
        (&["restore", "--from-stream", "key", "--identity", "key", "--data", "y"], "key is no backup"),
        (&["restore", "--from", "x", "--identity", "key", "--data", "y"], "a folder is not encrypted"),
    ] {
        let output = scene.run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {error}");
        assert!(error.contains(told), "{arguments:?}: {error}");
        assert!(!scene.place("x").exists() && !scene.place("y").exists(), "{arguments:?}");
    }
}
