//! Why a backup was not made, restored or looked at; and what all three look for.

use std::path::{Path, PathBuf};

use crate::audit_head::KeptHeadsError;
use crate::engine::error::EngineError;
use crate::projection::error::ProjectionError;
use crate::sql;
use crate::store::error::StoreError;

/// Why a backup was not made, restored or looked at. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder is not a data directory, nor a backup of one.
    #[error("{} holds no server.db", .0.display())]
    NoServer(PathBuf),
    /// There is something at the place already.
    #[error("{} is there already: name a folder that does not exist yet", .0.display())]
    Taken(PathBuf),
    /// There is a file at the place already, where a stream is to be.
    #[error("{} is there already: name a file that does not exist yet", .0.display())]
    TakenFile(PathBuf),
    /// Nobody was named who can open the stream.
    #[error(
        "a stream is encrypted: name the public key of who restores it, --recipient age1…; age-keygen makes one"
    )]
    NoRecipient,
    /// A word that is no public key.
    #[error("{0} is no public key of age: age-keygen prints one, which begins with age1")]
    Recipient(String),
    /// A file that is none of secret keys.
    #[error("{} holds no secret key of age, or something else beside it: name the file that age-keygen made", .0.display())]
    Identity(PathBuf),
    /// What was to be restored is no stream.
    #[error("{} is no backup that was made with --to-stream: a folder is restored with --from", .0.display())]
    NoStream(PathBuf),
    /// No key opens the stream.
    #[error("{} was encrypted to other keys than those in the file named by --identity", .0.display())]
    OtherKey(PathBuf),
    /// The stream is not the one that was made.
    #[error("{} was cut off or altered after it was made; nothing was restored: take another backup", .0.display())]
    Altered(PathBuf),
    /// The stream is whole, and not of this program.
    #[error("{} holds {entry}, which no backup has; nothing was restored", from.display())]
    Foreign {
        /// Where it comes from.
        from: PathBuf,
        /// What is in it.
        entry: String,
    },
    /// There is no room for the copies that are looked at.
    #[error("{} has no room for copies of the databases: make some", .0.display())]
    NoRoom(PathBuf),
    /// The file system says no.
    #[error("{}: {error}", place.display())]
    Files {
        /// Where.
        place: PathBuf,
        /// What it says.
        error: std::io::Error,
    },
    /// The file of heads that the audit log is held against cannot be used.
    #[error(transparent)]
    Heads(#[from] KeptHeadsError),
    /// The store says no.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The office database cannot be made.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl BackupError {
    /// Whether a database found no room.
    pub(crate) const fn is_full(&self) -> bool {
        matches!(self, Self::Store(StoreError::Full) | Self::Engine(EngineError::Store(StoreError::Full)))
    }
}

impl From<sql::Error> for BackupError {
    fn from(error: sql::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<ProjectionError> for BackupError {
    fn from(error: ProjectionError) -> Self {
        Self::Engine(error.into())
    }
}

pub(crate) type Result<T, E = BackupError> = std::result::Result<T, E>;

pub(crate) fn files(place: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    move |error| BackupError::Files { place: place.to_owned(), error }
}

pub(crate) fn existing_server(data: &Path) -> Result<PathBuf> {
    let server = data.join(SERVER);
    // An empty file is no database: it would be taken for one that has just been made.
    let holds = std::fs::metadata(&server).is_ok_and(|file| file.is_file() && file.len() > 0);
    if holds { Ok(server) } else { Err(BackupError::NoServer(data.to_owned())) }
}

pub(crate) const SERVER: &str = "server.db";

pub(crate) const OFFICE: &str = "office.db";
