//! What remains to be done since the office's feed is another one: documents to compare with what it
//! has, changes of others to offer, decisions to wait for.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use shared::{ChangeHash, DocumentId, Timestamp};

use crate::replica::error::{ReplicaError, Result};
use crate::replica::store::column::{Column as _, blob};
use crate::replica::store::database::Store;
use crate::replica::store::outbox::{OutboxRow, outbox_row};

/// How far a document is since the office's feed is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Settling {
    /// There is nothing left to do.
    Settled,
    /// It is not yet compared with what the office has.
    ToCompare,
    /// What the office lacked of others is offered; somebody has to decide.
    Awaiting,
}

impl Settling {
    const fn column(self) -> i64 {
        match self {
            Self::Settled => 0,
            Self::ToCompare => 1,
            Self::Awaiting => 2,
        }
    }
}

impl Store {
    /// Has everything here compared with another feed: documents, and photos whose bytes are still
    /// here. What was to be offered to the feed before is found again by that.
    pub(crate) fn begin_settling(&self) -> Result<()> {
        self.run("UPDATE document SET settling = ?1", params![Settling::ToCompare.column()])?;
        self.run("DELETE FROM offered", &[])?;
        self.run(
            "UPDATE photo SET state = 'waiting', sent_bytes = 0 WHERE state = 'sent' AND bytes IS NOT NULL",
            &[],
        )
    }

    pub(crate) fn set_settling(&self, id: DocumentId, settling: Settling) -> Result<()> {
        self.run("UPDATE document SET settling = ?2 WHERE id = ?1", params![id.column(), settling.column()])
    }

    pub(crate) fn is_settling(&self, id: DocumentId, settling: Settling) -> Result<bool> {
        self.exists(
            "SELECT 1 FROM document WHERE id = ?1 AND settling = ?2",
            params![id.column(), settling.column()],
        )
    }

    pub(crate) fn is_settled(&self, id: DocumentId) -> Result<bool> {
        Ok(!self.exists("SELECT 1 FROM document WHERE id = ?1 AND settling > 0", params![id.column()])?)
    }

    /// Documents that are not yet compared with what the office has.
    pub(crate) fn to_compare(&self) -> Result<Vec<DocumentId>> {
        self.rows("SELECT id FROM document WHERE settling = 1 ORDER BY id", &[], |row| blob(row, 0))
    }

    /// Documents of which everything was offered and nobody has decided, after `after`, at most
    /// `limit`.
    pub(crate) fn awaiting(&self, after: Option<DocumentId>, limit: usize) -> Result<Vec<DocumentId>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.rows(
            "SELECT id FROM document WHERE settling = 2 AND (?1 IS NULL OR id > ?1)
               AND NOT EXISTS (SELECT 1 FROM offered WHERE offered.document = document.id)
             ORDER BY id LIMIT ?2",
            params![after.map(|id| id.column()), limit],
            |row| blob(row, 0),
        )
    }

    /// Puts changes of a document in the outbox in this order, in place of those of `known` that are in
    /// it: what was written after another feed was met must not go before what it builds on.
    pub(crate) fn put_in_outbox_again(
        &self,
        id: DocumentId,
        known: &BTreeSet<ChangeHash>,
        changes: &[(ChangeHash, Vec<u8>)],
        at: Timestamp,
    ) -> Result<()> {
        let mut saved = BTreeMap::new();
        let kind = self.kind_of(id)?.ok_or(ReplicaError::Damaged("kind of document"))?;
        for (seq, hash) in self.outbox_hashes(id)? {
            if known.contains(&hash) {
                saved.insert(hash, self.saved_at(seq)?);
                self.take_from_outbox(seq)?;
            }
        }
        for (hash, bytes) in changes {
            self.put_in_outbox(id, kind, *hash, bytes, saved.get(hash).copied().unwrap_or(at))?;
        }
        Ok(())
    }

    fn saved_at(&self, seq: i64) -> Result<Timestamp> {
        let at = self.row("SELECT saved_at FROM outbox WHERE seq = ?1", params![seq], |row| row.get(0))?;
        Ok(Timestamp(at.unwrap_or(0)))
    }

    pub(crate) fn offer(&self, id: DocumentId, hash: ChangeHash, bytes: &[u8], at: Timestamp) -> Result<()> {
        self.run(
            "INSERT OR IGNORE INTO offered (document, hash, bytes, saved_at) VALUES (?1, ?2, ?3, ?4)",
            params![id.column(), hash.column(), bytes, at.0],
        )
    }

    /// The oldest of what is to be offered, at most `limit`.
    pub(crate) fn offers(&self, limit: usize) -> Result<Vec<OutboxRow>> {
        self.rows(
            "SELECT seq, document, kind, bytes FROM offered JOIN document ON document.id = offered.document
             ORDER BY seq LIMIT ?1",
            params![i64::try_from(limit).unwrap_or(i64::MAX)],
            outbox_row,
        )
    }

    /// The office keeps an offer now.
    pub(crate) fn take_from_offers(&self, seq: i64) -> Result<()> {
        self.run("DELETE FROM offered WHERE seq = ?1", params![seq])
    }

    pub(crate) fn offers_waiting(&self) -> Result<u32> {
        self.count("SELECT count(*) FROM offered")
    }
}
