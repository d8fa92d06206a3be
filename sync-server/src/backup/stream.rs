//! A backup as one stream, encrypted before it leaves the program:
//!
//! ```text
//! age (https://age-encryption.org/v1), to one or more X25519 keys
//! └ tar
//!   ├ server.db            as in the folder of a backup
//!   └ photos/3f/3fa1…
//! ```
//!
//! What is encrypted is no secret of ours: `age -d` and `tar` make the folder of a backup of it. The server needs no
//! secret key for it, so who takes the server cannot open the backups it made. Deliberately absent: passphrases, which
//! a job at night would have to keep beside the data, and signatures: a stream says that it was not altered, and not who
//! made it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use age::Encryptor;
use age::stream::StreamWriter;
use shared::Sha256;
use tar::{Builder, EntryType, Header};

use crate::backup::error::{BackupError, Result, SERVER, existing_server, files};
use crate::backup::keys::Recipients;
use crate::backup::make::{BackedUp, copy_server};
use crate::backup::verify::{verify_copy, wrong_with_photo};
use crate::base::clock::Clock;
use crate::base::scratch_folder::ScratchFolder;
use crate::photos::{FolderStore, PhotoStore as _};
use crate::store::{PhotoRow, Store};

/// A stream that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// What is in it.
    pub made: BackedUp,
    /// What is wrong with what is in it, a sentence each: the stream is whole all the same.
    pub wrong: Vec<String>,
}

/// Writes a backup of a data directory as a stream, whether it is served meanwhile or not. `name` says in errors where
/// the stream goes.
///
/// The database is copied into the data directory first, because it has to be of one moment, and looked over there;
/// that takes room for three of it, and is gone afterwards. Of photos one at a time is in memory.
///
/// # Errors
/// [`BackupError`] when there is nothing to back up, no room, or the stream takes nothing more: what was written of it
/// cannot be opened then. A photo that is missing is no error.
pub fn backup_to_stream(
    data: &Path,
    output: impl Write,
    name: &Path,
    recipients: &Recipients,
    clock: &Arc<dyn Clock>,
) -> Result<Streamed> {
    let server = existing_server(data)?;
    let scratch = ScratchFolder::to_back_up(data, clock.entropy()).map_err(files(data))?;
    let no_room = |error: BackupError| match error {
        full if full.is_full() => BackupError::NoRoom(data.to_owned()),
        other => other,
    };
    let copy = scratch.path().join(SERVER);
    let (store, documents, photos) = copy_server(&server, &copy).map_err(no_room)?;
    let found = look_over(store, &scratch, clock).map_err(no_room)?;
    let mut streamed =
        Streamed { made: BackedUp { documents, photos: 0, missing: Vec::new() }, wrong: found };

    let encryptor = Encryptor::with_recipients(recipients.each()).map_err(std::io::Error::other);
    let encrypted = encryptor.and_then(|encryptor| encryptor.wrap_output(output)).map_err(files(name))?;
    let mut archive =
        Archive { tar: Builder::new(encrypted), name, modified_s: clock.now().0.cast_unsigned() / 1000 };
    let file = File::open(&copy).map_err(files(&copy))?;
    let size_bytes = file.metadata().map_err(files(&copy))?.len();
    archive.add(SERVER, EntryType::Regular, size_bytes, file)?;
    archive.add_photos(&photos, &FolderStore::of(data), &mut streamed)?;
    archive.finish()?;
    Ok(streamed)
}

/// Looks the copy over and makes it one file; what is wrong with it.
fn look_over(store: Store, scratch: &ScratchFolder, clock: &Arc<dyn Clock>) -> Result<Vec<String>> {
    let findings = verify_copy(&store, scratch, clock)?;
    store.become_backup()?;
    Ok(findings.wrong)
}

/// A tar that is being written.
struct Archive<'a, W: Write> {
    tar: Builder<W>,
    /// Where it goes.
    name: &'a Path,
    /// The time its files have, in seconds since 1970.
    modified_s: u64,
}

impl<W: Write> Archive<'_, StreamWriter<W>> {
    /// Writes its end; without that nobody takes it for whole.
    fn finish(self) -> Result<()> {
        let finished = self.tar.into_inner().and_then(StreamWriter::finish);
        finished.and_then(|mut output| output.flush()).map_err(files(self.name))
    }
}

impl<W: Write> Archive<'_, W> {
    /// Adds a file of so many bytes, or a folder of none.
    fn add(&mut self, path: &str, kind: EntryType, size_bytes: u64, content: impl Read) -> Result<()> {
        let mut header = Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(size_bytes);
        // Whoever unpacks it is the only one who reads it.
        header.set_mode(if kind.is_dir() { 0o700 } else { 0o600 });
        header.set_mtime(self.modified_s);
        self.tar.append_data(&mut header, path, content).map_err(files(self.name))
    }

    fn add_photos(
        &mut self,
        photos: &[PhotoRow],
        store: &FolderStore,
        streamed: &mut Streamed,
    ) -> Result<()> {
        let of = |photo: &PhotoRow| format!("photos/{}/", &photo.sha256.to_string()[..2]);
        let mut folders: BTreeSet<String> = photos.iter().map(of).collect();
        if !folders.is_empty() {
            folders.insert("photos/".to_owned());
        }
        folders.iter().try_for_each(|folder| self.add(folder, EntryType::Directory, 0, std::io::empty()))?;
        for photo in photos {
            let place = store.path(photo.sha256);
            let Some(bytes) = store.read(photo.sha256).map_err(files(&place))? else {
                streamed.made.missing.push(photo.sha256);
                continue;
            };
            streamed.wrong.extend(wrong_with_photo(photo, &bytes));
            self.add(&entry_name(photo.sha256), EntryType::Regular, bytes.len() as u64, &*bytes)?;
            streamed.made.photos += 1;
        }
        Ok(())
    }
}

/// What a photo is called in the archive: as in a data directory.
pub(crate) fn entry_name(sha256: Sha256) -> String {
    let name = sha256.to_string();
    format!("photos/{}/{name}", &name[..2])
}
