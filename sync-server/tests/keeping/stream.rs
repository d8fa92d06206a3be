//! Backups as encrypted streams, in process: whole for whoever has a key, nothing for everybody else.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret as _;
use age::x25519::Identity;
use shared::Sha256;
use sync_server::backup::{
    BackupError, Identities, Recipients, StreamFile, Streamed, backup, backup_to_stream, restore_stream,
    verify,
};
use tar::{Builder, EntryType, Header};
use tempfile::TempDir;

use crate::office::{Office, TECH, clock};

/// What age encrypts at once.
const CHUNK_BYTES: usize = 64 << 10;

struct Scene {
    folder: TempDir,
    key: Identity,
    photo: Sha256,
}

impl Scene {
    /// A data directory with an order and a photo, and a key.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let mut office = Office::peopled(&folder.path().join("data"));
        office.order_for(&[TECH]);
        let photo = office.photo(b"une photo");
        Self { folder, key: Identity::generate(), photo }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn photo_file(&self, of: &str) -> PathBuf {
        let name = self.photo.to_string();
        self.place(of).join("photos").join(&name[..2]).join(&name)
    }

    fn stream(&self) -> Vec<u8> {
        let mut stream = Vec::new();
        self.stream_to(&mut stream).unwrap();
        stream
    }

    fn stream_to(&self, output: impl std::io::Write) -> Result<Streamed, BackupError> {
        backup_to_stream(
            &self.place("data"),
            output,
            Path::new("the stream"),
            &recipients(&[&self.key]),
            &clock(7),
        )
    }

    /// Why a stream is not restored; nothing is left of it then.
    fn refused(&self, stream: &[u8]) -> BackupError {
        let refused = self.restore(stream, &self.key).unwrap_err();
        for left in ["restored", "restored.part", "evil"] {
            assert!(std::fs::symlink_metadata(self.place(left)).is_err(), "{left} after {refused}");
        }
        refused
    }

    fn restore(&self, stream: &[u8], key: &Identity) -> Result<(), BackupError> {
        let identities = identities(self.folder.path(), key);
        let name = Path::new("the stream");
        restore_stream(stream, name, &identities, &self.place("restored"), &clock(50_000)).map(drop)
    }

    /// An archive of somebody who knows the public key.
    fn encrypted(&self, archive: &[u8]) -> Vec<u8> {
        let encryptor = age::Encryptor::with_recipients([&self.key.to_public() as _].into_iter()).unwrap();
        let mut writer = encryptor.wrap_output(Vec::new()).unwrap();
        writer.write_all(archive).unwrap();
        writer.finish().unwrap()
    }
}

fn recipients(keys: &[&Identity]) -> Recipients {
    let keys: Vec<String> = keys.iter().map(|key| key.to_public().to_string()).collect();
    Recipients::read(keys.iter().map(String::as_str)).unwrap()
}

fn identities(folder: &Path, key: &Identity) -> Identities {
    let file = folder.join("key");
    std::fs::write(&file, format!("# a comment\n{}\n", key.to_string().expose_secret())).unwrap();
    Identities::read(&file).unwrap()
}

/// Everything in a folder is its owner's alone.
#[cfg(unix)]
fn is_closed(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700, "{}", folder.display());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            is_closed(&path);
        } else {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}

#[cfg(not(unix))]
fn is_closed(_: &Path) {}

/// What is in a folder, but for the log of a database.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    names.sort();
    names
}

#[test]
fn a_stream_comes_back_whole_for_each_of_its_keys_and_leaves_nothing_in_clear() {
    let scene = Scene::new();
    let before = names(&scene.place("data"));
    let other = Identity::generate();
    let mut file = StreamFile::begin(&scene.place("backup.age")).unwrap();
    let recipients = recipients(&[&scene.key, &other]);
    let made =
        backup_to_stream(&scene.place("data"), &mut file, Path::new("it"), &recipients, &clock(7)).unwrap();
    file.finish().unwrap();
    assert_eq!((made.made.documents, made.made.photos, made.made.missing.len()), (1, 1, 0));
    assert_eq!(made.wrong, [""; 0]);
    assert_eq!(names(&scene.place("data")), before, "its copy of the database is gone");
    assert_eq!(names(scene.folder.path()), ["backup.age", "data"]);

    let stream = std::fs::read(scene.place("backup.age")).unwrap();
    for clear in [&b"SQLite format 3"[..], b"une photo", b"server.db"] {
        assert!(!stream.windows(clear.len()).any(|bytes| bytes == clear), "{}", clear.escape_ascii());
    }
    for key in [&scene.key, &other] {
        scene.restore(&stream, key).unwrap();
        let findings = verify(&scene.place("restored"), &clock(70_000)).unwrap();
        assert_eq!((findings.wrong, findings.photos, findings.documents), (vec![], 1, 1));
        is_closed(&scene.place("restored").join("photos"));
        assert_eq!(std::fs::read(scene.photo_file("restored")).unwrap(), b"une photo");
        std::fs::remove_dir_all(scene.place("restored")).unwrap();
    }
    backup(&scene.place("data"), &scene.place("folder")).unwrap();
    is_closed(&scene.place("folder"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let file = std::fs::metadata(scene.place("backup.age")).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_was_cut_off_or_altered_or_is_for_another_key_restores_nothing() {
    let scene = Scene::new();
    let stream = scene.stream();
    let whole = stream.len();
    assert!(whole > 2 * CHUNK_BYTES, "{whole} bytes have chunks enough");
    for cut in [0, 1, 30, 200, 300, CHUNK_BYTES, whole / 2, whole - CHUNK_BYTES, whole - 16, whole - 1] {
        let refused = scene.refused(&stream[..cut]);
        assert!(
            matches!(refused, BackupError::Altered(_) | BackupError::NoStream(_)),
            "cut at {cut}: {refused}"
        );
    }
    for altered in [3, 40, 120, 250, CHUNK_BYTES, whole / 2, whole - 1] {
        let mut stream = stream.clone();
        stream[altered] ^= 1;
        let refused = scene.refused(&stream);
        let is_told =
            matches!(refused, BackupError::Altered(_) | BackupError::NoStream(_) | BackupError::OtherKey(_));
        assert!(is_told, "altered at {altered}: {refused}");
    }
    let longer = [&*stream, b"more"].concat();
    assert!(matches!(scene.refused(&longer), BackupError::Altered(_)));
    assert!(matches!(scene.refused(b"SQLite format 3"), BackupError::NoStream(_)));
    let refused = scene.restore(&stream, &Identity::generate()).unwrap_err();
    assert!(matches!(refused, BackupError::OtherKey(_)), "{refused}");
    assert!(!scene.place("restored").exists());
    // What comes after the archive says whether the stream is whole.
    let mut archive = Builder::new(Vec::new());
    let server = std::fs::read({
        backup(&scene.place("data"), &scene.place("folder")).unwrap();
        scene.place("folder").join("server.db")
    });
    let header = &mut header(EntryType::Regular, server.as_ref().unwrap().len());
    archive.append_data(header, "server.db", &*server.unwrap()).unwrap();
    let mut archive = archive.into_inner().unwrap();
    archive.resize(archive.len().next_multiple_of(CHUNK_BYTES) + 1, 0);
    let padded = scene.encrypted(&archive);
    assert!(matches!(scene.refused(&padded[..padded.len() - 17]), BackupError::Altered(_)));
    scene.restore(&padded, &scene.key).unwrap();
}

fn header(kind: EntryType, size_bytes: usize) -> Header {
    let mut header = Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(size_bytes as u64);
    header.set_mode(0o777);
    header
}

#[test]
fn what_no_backup_has_is_not_unpacked() {
    let scene = Scene::new();
    backup(&scene.place("data"), &scene.place("folder")).unwrap();
    let server = std::fs::read(scene.place("folder").join("server.db")).unwrap();
    let photo = format!("photos/{}/{}", &scene.photo.to_string()[..2], scene.photo);
    let stray = Sha256::of(b"evil").to_string();
    let stray = format!("photos/{}/{stray}", &stray[..2]);
    let long_name = "photos/".repeat(20);
    for (kind, name, content) in [
        (EntryType::Regular, "../evil", &b"evil"[..]),
        (EntryType::Regular, "/tmp/evil", b"evil"),
        (EntryType::Regular, "photos/../../evil", b"evil"),
        (EntryType::Regular, "photos/ab/evil", b"evil"),
        (EntryType::Regular, &photo.replace("photos/", "photos/x"), b"evil"),
        (EntryType::Regular, &photo.to_uppercase(), b"evil"),
        (EntryType::Regular, "office/office.db", b"evil"),
        (EntryType::Regular, "server.db-journal", b"evil"),
        (EntryType::Regular, &stray, b"evil"),
        (EntryType::Directory, "office/", b""),
        (EntryType::Symlink, "photos", b""),
        (EntryType::Link, &photo, b""),
        (EntryType::GNULongName, "././@LongLink", long_name.as_bytes()),
        (EntryType::XHeader, "pax", b"20 path=../evil/evil\n"),
    ] {
        let mut archive = Builder::new(Vec::new());
        archive.append_data(&mut header(EntryType::Regular, server.len()), "server.db", &*server).unwrap();
        let mut header = header(kind, content.len());
        // The library refuses most of these names: whoever means harm does not use it.
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.as_old_mut().linkname[..7].copy_from_slice(b"../evil");
        header.set_cksum();
        archive.append(&header, content).unwrap();
        let refused = scene.refused(&scene.encrypted(&archive.into_inner().unwrap()));
        assert!(matches!(refused, BackupError::Foreign { .. }), "{kind:?} {name}: {refused}");
    }
    let mut twice = Builder::new(Vec::new());
    for _ in 0..2 {
        twice.append_data(&mut header(EntryType::Regular, server.len()), "server.db", &*server).unwrap();
    }
    let twice = scene.encrypted(&twice.into_inner().unwrap());
    assert!(matches!(scene.refused(&twice), BackupError::Foreign { .. }));
    let nothing = scene.encrypted(&Builder::new(Vec::new()).into_inner().unwrap());
    assert!(matches!(scene.refused(&nothing), BackupError::NoServer(_)));
    assert!(matches!(
        scene.refused(&scene.encrypted(b"no archive")),
        BackupError::NoServer(_) | BackupError::Foreign { .. }
    ));
}

#[test]
fn a_stream_is_whole_or_not_there_at_all_and_says_what_is_wrong_with_it() {
    let scene = Scene::new();
    let (place, part) = (scene.place("backup.age"), scene.place("backup.age.part"));
    std::fs::write(&part, "somebody's").unwrap();
    assert!(matches!(StreamFile::begin(&place), Err(BackupError::TakenFile(taken)) if taken == part));
    assert_eq!(std::fs::read(&part).unwrap(), b"somebody's");
    // What a killed attempt left is in nobody's way, what another attempt is writing is.
    std::fs::write(&part, "age-encryption.org/v1\n-> X25519").unwrap();
    let begun = StreamFile::begin(&place).unwrap();
    assert!(matches!(StreamFile::begin(&place), Err(BackupError::TakenFile(_))));
    drop(begun);
    assert_eq!(names(scene.folder.path()), ["data"]);
    assert!(matches!(StreamFile::begin(&scene.place("data")), Err(BackupError::TakenFile(_))));

    struct Full(usize);
    impl std::io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let before = names(&scene.place("data"));
    let refused = scene.stream_to(Full(100_000)).unwrap_err();
    assert!(refused.to_string().starts_with("the stream: "), "{refused}");
    assert_eq!(names(&scene.place("data")), before, "its copy of the database is gone");

    std::fs::write(scene.photo_file("data"), b"autre chose").unwrap();
    let streamed = scene.stream_to(std::io::sink()).unwrap();
    assert_eq!(streamed.wrong, [format!("photo {} has 11 bytes instead of 9", scene.photo)]);
    std::fs::remove_file(scene.photo_file("data")).unwrap();
    let mut stream = Vec::new();
    let streamed = scene.stream_to(&mut stream).unwrap();
    assert_eq!((streamed.made.photos, streamed.made.missing), (0, vec![scene.photo]));
    scene.restore(&stream, &scene.key).unwrap();
    assert_eq!(
        verify(&scene.place("restored"), &clock(70_000)).unwrap().photos,
        0,
        "a phone is asked for it"
    );
}

#[test]
fn keys_are_read_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let key = Identity::generate();
    let public = key.to_public().to_string();
    assert!(matches!(Recipients::read([]), Err(BackupError::NoRecipient)));
    let wrong = Recipients::read([&*public, "ssh-ed25519 AAAA"]).unwrap_err();
    assert!(wrong.to_string().contains("ssh-ed25519 AAAA is no public key of age"), "{wrong}");
    let secret = key.to_string().expose_secret().to_owned();
    assert!(Recipients::read([&*secret]).is_err());
    let file = folder.path().join("key");
    for content in [String::new(), public, format!("{secret}\nsecret words")] {
        std::fs::write(&file, content).unwrap();
        let wrong = Identities::read(&file).unwrap_err().to_string();
        assert!(wrong.contains("holds no secret key of age") && !wrong.contains("words"), "{wrong}");
    }
}
