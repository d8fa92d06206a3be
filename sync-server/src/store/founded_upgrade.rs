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

/// Where the founding is in the feed; of one behind which something was written already it is not known.
pub(crate) const POSITION_STEP: &str =
    "ALTER TABLE founded_document ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
     UPDATE founded_document SET position = coalesce((
         SELECT d.last_position FROM document d JOIN feed last ON last.position = d.last_position
         WHERE d.id = founded_document.document AND last.person IS NULL AND last.device IS NULL), 0);";
