//! A report in a file, judged with nothing but a public key or a data directory.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::audit_head::key::SigningKey;
use crate::audit_head::signed::instant;
use crate::audit_head::{PublicKey, SignError};
use crate::base::limits::REPORT_BYTES_MAX;
use crate::signed_report::log::{InLog, in_log};
use crate::signed_report::verdict::{Verdict, Vouched, judge};
use crate::sql::Connection;
use crate::store::Store;
use crate::store::error::StoreError;

/// Whom somebody trusts.
#[derive(Debug, Clone, Copy)]
pub enum Against<'a> {
    /// The server with this key.
    Key(PublicKey),
    /// The server of this data directory or backup; its audit log is asked too.
    Directory(&'a Path),
    /// Nobody said.
    Nobody,
}

/// What is said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is what the server signed that somebody trusts.
    pub is_genuine: bool,
    /// Sentences, a line each.
    pub text: String,
}

/// Why nothing is said.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file cannot be read.
    #[error("{} cannot be read: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The data directory has no key.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// The data directory cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Verifies a report, PDF or JSON.
///
/// # Errors
/// [`FileError`] when the file or the data directory cannot be read.
pub fn verify_file(path: &Path, against: Against<'_>) -> Result<Finding, FileError> {
    let limit = REPORT_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| FileError::File { path: path.to_owned(), error })?;
    let (key, vouched) = match judge(&bytes) {
        Verdict::Whole(key, vouched) => (key, vouched),
        Verdict::Altered => {
            return Ok(wrong(
                "altered: this is not what was signed. A file that a program saved again is altered too",
            ));
        }
        Verdict::NoReport => return Ok(wrong("no report of Guichet, or one of which too much was altered")),
    };
    let said = said(&vouched);
    match against {
        Against::Key(trusted) if trusted == key => Ok(genuine(format!("genuine: {said}"))),
        Against::Key(_) => Ok(another(key, &said)),
        Against::Nobody => Ok(wrong(&format!(
            "not altered since it was signed with the key {key}: {said}\nWhose key that is was not looked at: name \
             the key that you trust (--key) or a data directory (--data)"
        ))),
        Against::Directory(data) => of_directory(data, key, &vouched),
    }
}

fn of_directory(data: &Path, key: PublicKey, vouched: &Vouched) -> Result<Finding, FileError> {
    let db = Connection::open_to_read(data.join("server.db")).map_err(StoreError::from)?;
    let store = Store::open_to_read(db);
    let (own, said) = (SigningKey::of(store.audit_key()?)?.public(), said(vouched));
    if own != key.0 {
        return Ok(another(key, &said));
    }
    let line = vouched.line.id;
    Ok(match in_log(&store, vouched.line, (vouched.document, vouched.digest))? {
        InLog::Vouched => genuine(format!("genuine: {said}\nLine {line} of the audit log says so too")),
        InLog::Gone => genuine(format!(
            "genuine: {said}\nLine {line} of the audit log has gone at the end of its time: the signature alone says so"
        )),
        InLog::Lost => wrong(&format!(
            "signed by this server: {said}\nIts audit log does not reach to line {line}, where that stood: it goes on \
             from an earlier day, or was cut"
        )),
        InLog::Differs => wrong(&format!(
            "signed by this server: {said}\nLine {line} of its audit log says something else: the log was altered, or \
             goes on from an earlier day"
        )),
    })
}

fn said(vouched: &Vouched) -> String {
    let Vouched { number, approved_by, approved_at, heads, .. } = vouched;
    format!(
        "work order {number}, approved by {approved_by} at {}, at the heads {heads}",
        instant(*approved_at)
    )
}

fn another(key: PublicKey, said: &str) -> Finding {
    wrong(&format!("signed by another server, with the key {key}: {said}"))
}

fn genuine(text: String) -> Finding {
    Finding { is_genuine: true, text }
}

fn wrong(text: &str) -> Finding {
    Finding { is_genuine: false, text: text.to_owned() }
}
