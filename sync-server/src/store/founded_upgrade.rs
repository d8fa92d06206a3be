//! The tables of documents that were founded anew, in a database of a version that founded none.

/// From the version of the schema before. Statements of SQLite alone.
pub(crate) const STEP: &str = "CREATE TABLE founded_document (
         document BLOB PRIMARY KEY, closed_at INTEGER NOT NULL, texts INTEGER NOT NULL, photos INTEGER NOT NULL,
         at INTEGER NOT NULL
     ) WITHOUT ROWID;
     CREATE TABLE founded_change (
         document BLOB NOT NULL, hash BLOB NOT NULL, is_head INTEGER NOT NULL, at INTEGER NOT NULL,
         PRIMARY KEY (document, hash)
     ) WITHOUT ROWID;
     CREATE TABLE photo_to_erase (sha256 BLOB PRIMARY KEY) WITHOUT ROWID;";
