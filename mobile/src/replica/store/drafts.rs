//! Drafts, and what was done under a token.

use rusqlite::params;
use shared::document::photo::DatedBy;
use shared::{DocumentId, FactId, Sha256, Timestamp};

use crate::client::draft::{Draft, Once, Token};
use crate::limits::DONE_ONCE_MAX;
use crate::replica::error::Result;
use crate::replica::picture::Picture;
use crate::replica::store::column::{Column as _, blob, optional_blob};
use crate::replica::store::database::Store;

/// A picture of a draft, without its bytes.
pub(crate) struct DraftPhoto {
    pub(crate) id: Token,
    pub(crate) sha256: Sha256,
    pub(crate) thumbnail: Sha256,
    pub(crate) width_px: u32,
    pub(crate) height_px: u32,
    pub(crate) size_bytes: u32,
    pub(crate) taken_at: Timestamp,
    /// The camera says when it was taken.
    pub(crate) by_camera: bool,
}

fn draft_photo(row: &rusqlite::Row<'_>) -> rusqlite::Result<DraftPhoto> {
    Ok(DraftPhoto {
        id: Token(row.get::<_, i64>(0)?.cast_unsigned()),
        sha256: blob(row, 1)?,
        thumbnail: blob(row, 2)?,
        width_px: row.get(3)?,
        height_px: row.get(4)?,
        size_bytes: row.get(5)?,
        taken_at: Timestamp(row.get(6)?),
        by_camera: row.get(7)?,
    })
}

impl Store {
    /// Every draft, with its photos.
    pub(crate) fn drafts(&self) -> Result<Vec<Draft>> {
        let mut drafts =
            self.rows("SELECT key, form, token, kept_at FROM draft ORDER BY key", &[], |row| {
                Ok(Draft {
                    key: row.get(0)?,
                    form: row.get(1)?,
                    token: Token(row.get::<_, i64>(2)?.cast_unsigned()),
                    at: Timestamp(row.get(3)?),
                    photos: Vec::new(),
                })
            })?;
        for draft in &mut drafts {
            draft.photos = self.draft_photos(&draft.key)?.into_iter().map(|photo| photo.id).collect();
        }
        Ok(drafts)
    }

    pub(crate) fn put_draft(&self, key: &str, form: &str, token: Token, at: Timestamp) -> Result<()> {
        self.run(
            "INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3, ?4)",
            params![key, form, token.0.cast_signed(), at.0],
        )
    }

    /// Makes a draft that has no more than photos, unless there is one.
    pub(crate) fn begin_draft(&self, key: &str, token: Token, at: Timestamp) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO draft VALUES (?1, '', ?2, ?3)",
            params![key, token.0.cast_signed(), at.0],
        )
    }

    pub(crate) fn drop_draft(&self, key: &str) -> Result<()> {
        self.run("DELETE FROM draft_photo WHERE draft = ?1", params![key])?;
        self.run("DELETE FROM draft WHERE key = ?1", params![key])
    }

    pub(crate) fn add_draft_photo(
        &self,
        key: &str,
        id: Token,
        picture: &Picture,
        (taken_at, dated_by): (Timestamp, DatedBy),
    ) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO draft_photo VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                id.0.cast_signed(),
                key,
                Sha256::of(&picture.picture).column(),
                Sha256::of(&picture.thumbnail).column(),
                picture.picture,
                picture.thumbnail,
                picture.width_px,
                picture.height_px,
                taken_at.0,
                dated_by == DatedBy::Camera
            ],
        )
    }

    /// The photos of a draft, oldest first.
    pub(crate) fn draft_photos(&self, key: &str) -> Result<Vec<DraftPhoto>> {
        self.rows(
            "SELECT id, sha256, thumbnail_sha256, width_px, height_px, length(bytes), taken_at, by_camera
             FROM draft_photo WHERE draft = ?1 ORDER BY taken_at, rowid",
            params![key],
            draft_photo,
        )
    }

    /// The small picture of a draft's photo.
    pub(crate) fn draft_thumbnail(&self, id: Token) -> Result<Option<Vec<u8>>> {
        self.row("SELECT thumbnail FROM draft_photo WHERE id = ?1", params![id.0.cast_signed()], |row| {
            row.get(0)
        })
    }

    pub(crate) fn drop_draft_photo(&self, id: Token) -> Result<()> {
        self.run("DELETE FROM draft_photo WHERE id = ?1", params![id.0.cast_signed()])
    }

    /// Makes a draft's photo one that waits to be sent, of a document.
    pub(crate) fn attach_draft_photo(&self, id: Token, document: DocumentId, at: Timestamp) -> Result<()> {
        for (thumbnail, sql) in [
            (false, "sha256, ?2, ?3, bytes, length(bytes)"),
            (true, "thumbnail_sha256, ?2, ?3, thumbnail, length(thumbnail)"),
        ] {
            self.run(
                &format!(
                    "INSERT OR IGNORE INTO photo (sha256, document, thumbnail, bytes, size, state, saved_at)
                     SELECT {sql}, 'waiting', ?4 FROM draft_photo WHERE id = ?1"
                ),
                params![id.0.cast_signed(), document.column(), thumbnail, at.0],
            )?;
        }
        Ok(())
    }

    /// What was done under a token, if something was: the document and the fact.
    pub(crate) fn done_once(&self, token: Token) -> Result<Option<(DocumentId, Option<FactId>)>> {
        self.row(
            "SELECT document, fact FROM done_once WHERE token = ?1",
            params![token.0.cast_signed()],
            |row| Ok((blob(row, 0)?, optional_blob(row, 1)?)),
        )
    }

    /// Remembers what was done, and lets go of the draft it was written in.
    pub(crate) fn set_done_once(
        &self,
        once: &Once,
        document: DocumentId,
        fact: Option<FactId>,
    ) -> Result<()> {
        self.run(
            "INSERT INTO done_once (token, document, fact) VALUES (?1, ?2, ?3)",
            params![once.token.0.cast_signed(), document.column(), fact.map(|fact| fact.column())],
        )?;
        self.run(
            "DELETE FROM done_once WHERE seq <= (SELECT max(seq) FROM done_once) - ?1",
            params![DONE_ONCE_MAX],
        )?;
        match &once.draft {
            Some(key) => self.drop_draft(key),
            None => Ok(()),
        }
    }
}
