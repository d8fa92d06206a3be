//! A list that somebody brought, kept until they took it in or threw it away: one for each person, in a file that only the
//! server opens.
//!
//! ```text
//! DATA/lists/PERSON    a line of JSON with what is known of the file, then the file
//! ```

use std::fs;
use std::io::{ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use shared::PersonId;

use crate::base::{overwritten, private_files};

const FOLDER: &str = "lists";

/// A list that somebody brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptList {
    /// The name of its file, as it was brought.
    pub(crate) name: String,
    /// Whether buildings that it names are made.
    pub(crate) makes_buildings: bool,
    pub(crate) bytes: Vec<u8>,
}

impl KeptList {
    /// Keeps it in place of the one before.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn keep(&self, data: &Path, person: PersonId) -> Result<()> {
        Self::forget(data, person)?;
        match private_files::create_folder(&data.join(FOLDER)) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let head = json!({ "name": self.name, "buildings": self.makes_buildings });
        let mut file = private_files::create(&path(data, person))?;
        writeln!(file, "{head}")?;
        file.write_all(&self.bytes)
    }

    /// The one of somebody; `None` when there is none.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn of(data: &Path, person: PersonId) -> Result<Option<Self>> {
        let kept = match fs::read(path(data, person)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            kept => kept?,
        };
        let Some(end) = kept.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
        let head: Value = serde_json::from_slice(&kept[..end]).unwrap_or_default();
        Ok(Some(Self {
            name: head["name"].as_str().unwrap_or_default().to_owned(),
            makes_buildings: head["buildings"].as_bool().unwrap_or(false),
            bytes: kept[end + 1..].to_vec(),
        }))
    }

    /// Erases those that nobody took in or threw away for so long.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn forget_older(data: &Path, than: Duration) -> Result<()> {
        let entries = match fs::read_dir(data.join(FOLDER)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            // A clock that went back makes none old.
            if entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age >= than) {
                overwritten::remove(&entry.path())?;
            }
        }
        Ok(())
    }

    /// Erases the one of somebody.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn forget(data: &Path, person: PersonId) -> Result<()> {
        match overwritten::remove(&path(data, person)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

fn path(data: &Path, person: PersonId) -> PathBuf {
    data.join(FOLDER).join(person.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn one_list_of_each_person_is_kept_for_the_server_alone() {
        let data = tempfile::tempdir().unwrap();
        let (one, other) = (PersonId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]));
        let list = |bytes: &[u8]| KeptList {
            name: "liste \"\n.csv".to_owned(),
            makes_buildings: true,
            bytes: bytes.to_vec(),
        };
        list(b"a\nb").keep(data.path(), one).unwrap();
        list(b"\nc").keep(data.path(), one).unwrap();
        assert_eq!(KeptList::of(data.path(), one).unwrap(), Some(list(b"\nc")));
        assert_eq!(KeptList::of(data.path(), other).unwrap(), None);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(data.path().join(FOLDER)), mode(path(data.path(), one))), (0o700, 0o600));
        }
        KeptList::forget_older(data.path(), Duration::from_secs(3600)).unwrap();
        assert!(KeptList::of(data.path(), one).unwrap().is_some());
        KeptList::forget_older(data.path(), Duration::ZERO).unwrap();
        assert_eq!(KeptList::of(data.path(), one).unwrap(), None);
        list(b"d").keep(data.path(), one).unwrap();
        KeptList::forget(data.path(), one).unwrap();
        KeptList::forget(data.path(), one).unwrap();
        assert_eq!(KeptList::of(data.path(), one).unwrap(), None);
    }
}
