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
use crate::domains::register::import::choice::Choices;
use crate::domains::register::import::mapping::Mapping;

const FOLDER: &str = "lists";

/// A list that somebody brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptList {
    /// The name of its file, as it was brought.
    pub(crate) name: String,
    /// Whether buildings that it names are made.
    pub(crate) makes_buildings: bool,
    /// The name of how it is read; empty where nobody gave one.
    pub(crate) mapping_name: String,
    /// How it is read.
    pub(crate) mapping: Mapping,
    /// What somebody said of rows that are probably about a building of the register.
    pub(crate) choices: Choices,
    /// The number of its import, once that began.
    pub(crate) import: Option<u32>,
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
        let head = json!({
            "name": self.name, "buildings": self.makes_buildings, "mapping_name": self.mapping_name,
            "mapping": self.mapping, "choices": self.choices, "import": self.import,
        });
        let mut file = private_files::create(&path(data, person))?;
        writeln!(file, "{head}")?;
        file.write_all(&self.bytes)
    }

    /// The one of somebody; `None` when there is none.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn of(data: &Path, person: PersonId) -> Result<Option<Self>> {
        let mut kept = match fs::read(path(data, person)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            kept => kept?,
        };
        let Some(end) = kept.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
        let head: Value = serde_json::from_slice(&kept[..end]).unwrap_or_default();
        Ok(Some(Self {
            name: head["name"].as_str().unwrap_or_default().to_owned(),
            makes_buildings: head["buildings"].as_bool().unwrap_or(false),
            mapping_name: head["mapping_name"].as_str().unwrap_or_default().to_owned(),
            mapping: serde_json::from_value(head["mapping"].clone()).unwrap_or_default(),
            choices: serde_json::from_value(head["choices"].clone()).unwrap_or_default(),
            import: head["import"].as_u64().and_then(|number| u32::try_from(number).ok()),
            bytes: kept.split_off(end + 1),
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

    use shared::DocumentId;
    use shared::building::RegisterField;

    use super::*;
    use crate::domains::register::import::choice::Choice;
    use crate::domains::register::import::meaning::{Meaning, Thing};

    #[test]
    fn one_list_of_each_person_is_kept_for_the_server_alone() {
        let data = tempfile::tempdir().unwrap();
        let (one, other) = (PersonId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]));
        let list = |bytes: &[u8]| KeptList {
            name: "liste \"\n.csv".to_owned(),
            makes_buildings: true,
            mapping_name: "école".to_owned(),
            mapping: Mapping {
                columns: [("ref".to_owned(), Some(Meaning::Address)), ("b".to_owned(), None)].into(),
                fixed: [(Meaning::Field(Thing::Asset, RegisterField::Family), "x".to_owned())].into(),
                ..Mapping::default()
            },
            choices: [(7, Choice::New), (9, Choice::Same(DocumentId::from_bytes([3; 16])))].into(),
            import: Some(4),
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
