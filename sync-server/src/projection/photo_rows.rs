//! The rows of photos, which documents of several kinds name.

use shared::document::photo::PhotoFacts;
use shared::{FactId, PersonId, Timestamp};

use crate::projection::table::{Table, instant, optional_instant};
use crate::sql::Result;
use crate::values;

/// A photo that a document names, as its newest correction says; `withdrawn` is who took it away, and when.
pub(crate) fn photo_row(
    table: &Table<'_>,
    document: &str,
    id: FactId,
    (by, at): (PersonId, Timestamp),
    facts: &PhotoFacts,
    withdrawn: Option<(PersonId, Timestamp)>,
) -> Result<()> {
    table.put(
        "INSERT INTO photo (id, document, person, at, taken_at, dated_by, caption, phase, sha256,
             thumbnail, width_px, height_px, size_bytes, withdrawn_at, withdrawn_by) VALUES ($1, $2, $3,
             $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        values![
            id.to_string(),
            document,
            by.to_string(),
            instant(at),
            instant(facts.taken_at),
            facts.dated_by.name(),
            facts.caption,
            facts.phase.name(),
            facts.sha256.to_string(),
            facts.thumbnail.to_string(),
            facts.width_px,
            facts.height_px,
            facts.size_bytes,
            optional_instant(withdrawn.map(|(_, at)| at)),
            withdrawn.map(|(by, _)| by.to_string())
        ],
    )
}
