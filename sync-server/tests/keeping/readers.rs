//! Who may read what of a data directory, by the real program: the group that was given the office
//! database reads it, running or stopped, and nothing else.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rustix::process::{Gid, Pid, Signal, Uid, kill_process};
use rustix::thread::{set_thread_gid, set_thread_groups, set_thread_uid};
use tempfile::TempDir;

use crate::office::{Office, TECH};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sync-server");
/// A group nobody is in, and one nobody gave anything to.
const READERS: u32 = 54_321;
const OTHERS: u32 = 54_322;

struct Scene {
    /// Everybody may pass through it.
    _folder: TempDir,
    data: PathBuf,
}

impl Scene {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let data = folder.path().join("data");
        let scene = Self { _folder: folder, data };
        let made = ["add-administrator", "--login", "anne", "--name", "Anne Deprez"];
        scene.does(&made);
        let mut office = Office::open_served(&scene.data);
        office.photo(b"une photo");
        office.order_for(&[TECH]);
        drop(office);
        scene
    }

    fn does(&self, arguments: &[&str]) {
        let output = Command::new(PROGRAM).args(arguments).arg("--data").arg(&self.data).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn serve(&self) -> Serving {
        let serve = ["serve", "--listen", "127.0.0.1:0", "--data"];
        let mut command = Command::new(PROGRAM);
        command.args(serve).arg(&self.data).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.contains("listening on"), "{first}");
        Serving(child)
    }

    fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.data.join(name)).unwrap().mode() & 0o7777
    }

    /// What somebody of a group gets to see: work orders, and the files that opened beyond.
    fn seen_by(&self, group: u32) -> (rusqlite::Result<i64>, Vec<PathBuf>) {
        let data = self.data.clone();
        let somebody = std::thread::spawn(move || {
            // Only this thread is somebody else, and only until it ends.
            set_thread_groups(&[]).unwrap();
            set_thread_gid(Gid::from_raw(group)).unwrap();
            set_thread_uid(Uid::from_raw(65_534)).unwrap();
            let orders = Connection::open_with_flags(database(&data), OpenFlags::SQLITE_OPEN_READ_ONLY)
                .and_then(|db| db.query_row("SELECT count(*) FROM work_order", [], |row| row.get(0)));
            let closed = ["server.db", "server.db-wal", "server.db-shm", "lock", "photos", "uploads"];
            let opened =
                closed.map(|name| data.join(name)).into_iter().filter(|path| fs::File::open(path).is_ok());
            (orders, opened.collect())
        });
        somebody.join().unwrap()
    }

    fn shows_the_orders_to_the_readers_alone(&self, when: &str) {
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let (orders, opened) = self.seen_by(READERS);
        assert_eq!(orders.as_ref().ok(), Some(&1), "{when}: {orders:?}");
        assert!(opened.is_empty(), "{when}: {opened:?}");
        let (orders, opened) = self.seen_by(OTHERS);
        assert!(orders.is_err() && opened.is_empty(), "{when}: {orders:?}, {opened:?}");
    }
}

fn database(data: &Path) -> PathBuf {
    sync_server::projection::folder::database(data)
}

/// A server that is serving; killed when dropped.
struct Serving(Child);

impl Serving {
    fn stop(mut self) {
        kill_process(Pid::from_child(&self.0), Signal::TERM).unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        self.0.wait().unwrap();
    }
}

#[test]
fn a_group_reads_the_office_database_and_nothing_else_whether_the_server_runs_or_not() {
    let scene = Scene::open();
    let modes = ["", "office", "office/office.db", "server.db"].map(|name| format!("{:o}", scene.mode(name)));
    assert_eq!(modes, ["711", "2750", "640", "600"]);
    if rustix::process::geteuid().is_root() {
        // As the README says: chgrp -R.
        let folder = scene.data.join("office");
        chown(&folder, None, Some(READERS)).unwrap();
        for file in fs::read_dir(folder).unwrap() {
            chown(file.unwrap().path(), None, Some(READERS)).unwrap();
        }
    }
    scene.shows_the_orders_to_the_readers_alone("before it runs");
    let serving = scene.serve();
    scene.shows_the_orders_to_the_readers_alone("while it runs");
    scene.does(&["verify"]);
    serving.stop();
    scene.shows_the_orders_to_the_readers_alone("once it has stopped");
    scene.does(&["verify"]);
    scene.shows_the_orders_to_the_readers_alone("once it was looked over");
    let serving = scene.serve();
    drop(serving);
    scene.shows_the_orders_to_the_readers_alone("once it was killed");
    scene.does(&["rebuild-office"]);
    scene.shows_the_orders_to_the_readers_alone("once it was made again");
    fs::write(database(&scene.data), "Bonjour. ".repeat(1000)).unwrap();
    scene.serve().stop();
    assert!(scene.data.join("office/office.db.damaged").exists());
    scene.shows_the_orders_to_the_readers_alone("once it was set aside and made again");
}

#[test]
fn an_office_database_beside_the_server_s_moves_over_with_its_log_and_the_rest_is_closed() {
    let scene = Scene::open();
    let earlier = scene.data.join("office.db");
    fs::rename(database(&scene.data), &earlier).unwrap();
    fs::remove_dir_all(scene.data.join("office")).unwrap();
    // As an earlier version was killed: the last of it is in the log.
    let db = Connection::open(&earlier).unwrap();
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db.execute_batch("UPDATE work_order SET title = 'Dans le journal'").unwrap();
    drop(db);
    assert!(fs::metadata(scene.data.join("office.db-wal")).unwrap().len() > 0);
    for (name, mode) in [("", 0o750), ("office.db", 0o640), ("server.db", 0o640), ("photos", 0o750)] {
        fs::set_permissions(scene.data.join(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    if rustix::process::geteuid().is_root() {
        for name in ["", "office.db"] {
            chown(scene.data.join(name), None, Some(READERS)).unwrap();
        }
    }
    scene.serve().stop();
    let title =
        |db: &Connection| db.query_row("SELECT title FROM work_order", [], |row| row.get::<_, String>(0));
    assert_eq!(title(&Connection::open(database(&scene.data)).unwrap()).unwrap(), "Dans le journal");
    for gone in ["office.db", "office.db-wal", "office.db-shm"] {
        assert!(!scene.data.join(gone).exists(), "{gone}");
    }
    let modes =
        ["office", "office/office.db", "server.db", "photos"].map(|name| format!("{:o}", scene.mode(name)));
    assert_eq!(modes, ["2750", "640", "600", "700"]);
    scene.serve().stop();
    scene.shows_the_orders_to_the_readers_alone("moved over");
}

#[test]
fn what_an_earlier_version_that_was_put_back_left_gives_way() {
    let scene = Scene::open();
    fs::copy(database(&scene.data), scene.data.join("office.db")).unwrap();
    scene.serve().stop();
    assert!(!scene.data.join("office.db").exists());
    scene.does(&["verify"]);
}
