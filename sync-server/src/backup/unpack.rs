//! A stream becomes a data directory again. What is in it is held to what a backup has: whoever knows the public key can
//! have made it.

use std::collections::BTreeSet;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use shared::Sha256;
use tar::{Archive, EntryType};

use crate::backup::error::{BackupError, Result, SERVER, files};
use crate::backup::keys::Identities;
use crate::backup::restore::{Restored, begin_anew};
use crate::backup::staging::Staging;
use crate::backup::stream::entry_name;
use crate::base::clock::Clock;
use crate::base::private_files;
use crate::photos::FolderStore;
use crate::projection::folder::make_closed;

/// Restores a backup that is a stream into a folder that is empty or not there yet, as
/// [`crate::backup::restore`] does with one that is a folder. `name` says in errors where the stream comes from. Only
/// once its end was read and is its end, the folder is in its place.
///
/// # Errors
/// [`BackupError`] when no key opens it, it was cut off or altered, holds something else than a backup, or there is
/// something at the place already, or no room; nothing was left behind.
pub fn restore_stream(
    input: impl Read,
    name: &Path,
    identities: &Identities,
    data: &Path,
    clock: &Arc<dyn Clock>,
) -> Result<Restored> {
    let mut decrypted = Decrypted::open(input, name, identities)?;
    let staging = Staging::begin(data)?;
    let unpacked = unpack(&mut decrypted, name, staging.folder());
    let arrived = match decrypted.failure {
        Some(failure) if is_damage(&failure) => return Err(BackupError::Altered(name.to_owned())),
        Some(failure) => return Err(files(name)(failure)),
        None => unpacked?,
    };
    begin_anew(staging, data, clock, |photos| {
        let named: BTreeSet<Sha256> = photos.iter().map(|photo| photo.sha256).collect();
        match arrived.difference(&named).next() {
            Some(stray) => {
                Err(BackupError::Foreign { from: name.to_owned(), entry: format!("photo {stray}") })
            }
            None => Ok(named.difference(&arrived).copied().collect()),
        }
    })
}

/// What is decrypted of a stream. It remembers why the rest cannot be: whoever reads an archive from it is only told
/// that there is no more.
struct Decrypted<R: Read> {
    reader: StreamReader<BufReader<R>>,
    failure: Option<io::Error>,
}

impl<R: Read> Decrypted<R> {
    fn open(input: R, name: &Path, identities: &Identities) -> Result<Self> {
        let opened = Decryptor::new_buffered(BufReader::new(input));
        let decryptor = opened.map_err(|error| {
            if let DecryptError::Io(error) = error
                && !is_damage(&error)
            {
                return files(name)(error);
            }
            BackupError::NoStream(name.to_owned())
        })?;
        let reader = decryptor.decrypt(identities.each()).map_err(|error| {
            if matches!(error, DecryptError::NoMatchingKeys) {
                BackupError::OtherKey(name.to_owned())
            } else {
                BackupError::Altered(name.to_owned())
            }
        })?;
        Ok(Self { reader, failure: None })
    }
}

impl<R: Read> Read for Decrypted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.failure.is_some() {
            return Err(ErrorKind::InvalidData.into());
        }
        self.reader.read(bytes).map_err(|failure| {
            self.failure = Some(failure);
            ErrorKind::InvalidData.into()
        })
    }
}

/// Whether the bytes are to blame, and not who brought them.
fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

/// Unpacks a backup into an empty folder, up to its very end: which photos are in it.
fn unpack<R: Read>(decrypted: &mut Decrypted<R>, name: &Path, folder: &Path) -> Result<BTreeSet<Sha256>> {
    let foreign = |entry: String| BackupError::Foreign { from: name.to_owned(), entry };
    let unreadable = |error: io::Error| foreign(format!("an archive that cannot be read ({error})"));
    let (mut photos, mut server_bytes) = (BTreeSet::new(), None);
    let mut archive = Archive::new(&mut *decrypted);
    // As they are: names that stand in entries of their own would be taken into memory, and no backup has any.
    for entry in archive.entries().map_err(unreadable)?.raw(true) {
        let mut entry = entry.map_err(unreadable)?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let place = match member(&path, entry.header().entry_type()) {
            Some(Member::Folder) => continue,
            Some(Member::Server) if server_bytes.is_none() => folder.join(SERVER),
            Some(Member::Photo(sha256)) if photos.insert(sha256) => FolderStore::of(folder).path(sha256),
            // Nothing comes twice.
            Some(Member::Server | Member::Photo(_)) | None => return Err(foreign(path)),
        };
        let size_bytes = entry.size();
        if write(&mut entry, &place)? != size_bytes {
            return Err(unreadable(ErrorKind::UnexpectedEof.into()));
        }
        if path == SERVER {
            server_bytes = Some(size_bytes);
        }
    }
    // What was cut off after the archive's own end is found out here alone.
    io::copy(decrypted, &mut io::sink()).map_err(unreadable)?;
    match server_bytes {
        Some(1..) => Ok(photos),
        Some(0) | None => Err(BackupError::NoServer(name.to_owned())),
    }
}

/// What a backup has.
enum Member {
    Server,
    Folder,
    Photo(Sha256),
}

/// What an entry is, by its name and kind; none when no backup has it. A name that leads elsewhere is none of these.
fn member(path: &str, kind: EntryType) -> Option<Member> {
    if kind.is_dir() {
        return path.starts_with("photos/").then_some(Member::Folder);
    }
    if !kind.is_file() {
        return None;
    }
    if path == SERVER {
        return Some(Member::Server);
    }
    let sha256: Sha256 = path.rsplit('/').next()?.parse().ok()?;
    (entry_name(sha256) == path).then_some(Member::Photo(sha256))
}

/// Writes a file, durably: how many bytes.
fn write(content: &mut impl Read, place: &Path) -> Result<u64> {
    place.parent().map_or(Ok(()), make_closed).map_err(files(place))?;
    let written = private_files::create(place).and_then(|mut file| {
        let size_bytes = io::copy(content, &mut file)?;
        file.sync_all()?;
        Ok(size_bytes)
    });
    written.map_err(files(place))
}
