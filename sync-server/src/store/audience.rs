//! Who a document is for, by position of the feed: what somebody gains, keeps and loses between
//! two positions follows from these two tables alone.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use shared::wire::FeedCursor;
use shared::{DocumentId, OrganisationId, PersonId, TeamId};

use crate::sql::Bind;
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::device::Place;
use crate::store::error::StoreError;
use crate::store::feed::sql_position;
use crate::values;

/// Who a document is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// One person.
    Person(PersonId),
    /// A team.
    Team(TeamId),
    /// Those who work for an administration.
    Organisation(OrganisationId),
    /// Everybody.
    All,
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Team(id) => write!(f, "team:{id}"),
            Self::Organisation(id) => write!(f, "organisation:{id}"),
            Self::All => f.write_str("all"),
        }
    }
}

impl FromStr for Audience {
    type Err = StoreError;

    /// Reads what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self> {
        let damaged = || StoreError::Damaged("audience");
        Ok(match text.split_once(':') {
            None if text == "all" => Self::All,
            Some(("person", id)) => Self::Person(id.parse().map_err(|_| damaged())?),
            Some(("team", id)) => Self::Team(id.parse().map_err(|_| damaged())?),
            Some(("organisation", id)) => Self::Organisation(id.parse().map_err(|_| damaged())?),
            Some(_) | None => return Err(damaged()),
        })
    }
}

/// Documents for the person `$1` at the position `$2`: the two tables cover it.
const IN_SCOPE: &str = "SELECT d.document FROM person_audience p
    JOIN document_audience d ON d.audience = p.audience
    WHERE p.person = $1
      AND p.since <= $2 AND (p.until IS NULL OR p.until > $2)
      AND d.since <= $2 AND (d.until IS NULL OR d.until > $2)";

/// The part of an answer in which a document comes: what others name comes before them.
const PART: &str =
    "CASE WHEN EXISTS (SELECT 1 FROM document_entry e WHERE e.document = document.id) THEN 0 ELSE 1 END";

impl Store {
    /// Gives a document exactly these audiences from `position` on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_document_audiences(
        &self,
        document: DocumentId,
        audiences: &BTreeSet<Audience>,
        position: FeedCursor,
    ) -> Result<()> {
        self.set_audiences("document", &document, audiences, position)
    }

    /// Lets a person hear exactly these audiences from `position` on.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn set_person_audiences(
        &self,
        person: PersonId,
        audiences: &BTreeSet<Audience>,
        position: FeedCursor,
    ) -> Result<()> {
        self.set_audiences("person", &person, audiences, position)
    }

    /// Whom a document is for now.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn document_audiences(&self, document: DocumentId) -> Result<BTreeSet<Audience>> {
        let sql = "SELECT audience FROM document_audience WHERE document = $1 AND until IS NULL";
        self.audiences(sql, values![document])
    }

    /// What a person hears now.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn person_audiences(&self, person: PersonId) -> Result<BTreeSet<Audience>> {
        let sql = "SELECT audience FROM person_audience WHERE person = $1 AND until IS NULL";
        self.audiences(sql, values![person])
    }

    /// The audiences that a statement answers with, in its column `audience`.
    #[track_caller]
    pub(crate) fn audiences(&self, sql: &str, values: &[&dyn Bind]) -> Result<BTreeSet<Audience>> {
        let audiences: Vec<Audience> =
            self.db.rows(sql, values, |row| row.get::<String>("audience")?.parse())?;
        Ok(audiences.into_iter().collect())
    }

    fn set_audiences(
        &self,
        of: &str,
        id: &dyn Bind,
        audiences: &BTreeSet<Audience>,
        position: FeedCursor,
    ) -> Result<()> {
        let wanted: BTreeSet<String> = audiences.iter().map(ToString::to_string).collect();
        let sql = format!("SELECT audience FROM {of}_audience WHERE {of} = $1 AND until IS NULL");
        let current = self.db.rows(&sql, values![id], |row| row.get("audience"))?;
        let current: BTreeSet<String> = current.into_iter().collect();
        for gone in current.difference(&wanted) {
            self.db.execute(
                &format!(
                    "UPDATE {of}_audience SET until = $3 WHERE {of} = $1 AND audience = $2 AND until IS NULL"
                ),
                values![id, gone, sql_position(position)],
            )?;
        }
        for new in wanted.difference(&current) {
            self.db.execute(
                &format!("INSERT INTO {of}_audience ({of}, audience, since) VALUES ($1, $2, $3)"),
                values![id, new, sql_position(position)],
            )?;
        }
        Ok(())
    }

    /// Whether the document is for this person at the position.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn in_scope(&self, person: PersonId, document: DocumentId, at: FeedCursor) -> Result<bool> {
        let sql = format!("{IN_SCOPE} AND d.document = $3");
        Ok(self.db.exists(&sql, values![person, sql_position(at), document])?)
    }

    /// Whether the document was for this person at a position and never ceased to be since, until the
    /// other; `false` also when one audience took over from another.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn stayed_in_scope(
        &self,
        person: PersonId,
        document: DocumentId,
        (since, until): (FeedCursor, FeedCursor),
    ) -> Result<bool> {
        let positions = (sql_position(since), sql_position(until));
        Ok(self.db.exists(
            "SELECT 1 FROM document_audience d JOIN person_audience p ON p.audience = d.audience
             WHERE d.document = $1 AND p.person = $2 AND d.since <= $3 AND p.since <= $3
               AND (d.until IS NULL OR d.until > $4) AND (p.until IS NULL OR p.until > $4)",
            values![document, person, positions.0, positions.1],
        )?)
    }

    /// Whether the document was ever for this person.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn ever_in_scope(&self, person: PersonId, document: DocumentId) -> Result<bool> {
        Ok(self.db.exists(
            "SELECT 1 FROM document_audience d JOIN person_audience p ON p.audience = d.audience
             WHERE d.document = $1 AND p.person = $2
               AND (d.until IS NULL OR p.since < d.until) AND (p.until IS NULL OR d.since < p.until)",
            values![document, person],
        )?)
    }

    /// The work orders a phone of this person may hold: those for them at either position.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn orders_on_phone(&self, person: PersonId, place: Place) -> Result<Vec<DocumentId>> {
        let then = IN_SCOPE.replace("$2", "$3");
        let sql = format!(
            "SELECT id FROM document WHERE kind = 'work-order' AND id IN ({IN_SCOPE} UNION {then})
             ORDER BY id"
        );
        Ok(self.db.rows(
            &sql,
            values![person, sql_position(place.had), sql_position(place.given)],
            |row| row.get("id"),
        )?)
    }

    /// Documents in scope at `until` that changed, or came into scope, after `since`: first those in which
    /// something stands that others name, each part in id order; after `after`, at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn news(
        &self,
        person: PersonId,
        since: FeedCursor,
        until: FeedCursor,
        after: DocumentId,
        limit: usize,
    ) -> Result<Vec<DocumentId>> {
        let sql = format!(
            "SELECT id FROM (SELECT id, {PART} AS part FROM document WHERE id IN ({IN_SCOPE}
                AND (p.since > $3 OR d.since > $3
                     OR (SELECT last_position FROM document WHERE id = d.document) > $3))) AS news
             WHERE part > $4 OR (part = $4 AND id > $5)
             ORDER BY part, id LIMIT $6"
        );
        let part = self.part_of_news(after)?;
        Ok(self.db.rows(
            &sql,
            values![person, sql_position(until), sql_position(since), part, after, limit],
            |row| row.get("id"),
        )?)
    }

    /// In which part of an answer a document comes; the first, for an id of none.
    fn part_of_news(&self, document: DocumentId) -> Result<i64> {
        let sql = format!("SELECT {PART} AS part FROM document WHERE id = $1");
        Ok(self.db.first(&sql, values![document], |row| row.get("part"))?.unwrap_or(0))
    }

    /// Documents that were in scope at any time before `until` and are not then: for a phone that does not say
    /// since when it has what it has.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn withdrawn_ever(&self, person: PersonId, until: FeedCursor) -> Result<Vec<DocumentId>> {
        let sql = "SELECT DISTINCT d.document FROM person_audience p
            JOIN document_audience d ON d.audience = p.audience
            WHERE p.person = $1 AND (p.until <= $2 OR d.until <= $2)
              AND (d.until IS NULL OR p.since < d.until) AND (p.until IS NULL OR d.since < p.until)";
        let candidates =
            self.db.rows(sql, values![person, sql_position(until)], |row| row.get("document"))?;
        self.out_of_scope(person, candidates, until)
    }

    /// Those of some documents that are not in scope at a position.
    fn out_of_scope(
        &self,
        person: PersonId,
        candidates: Vec<DocumentId>,
        at: FeedCursor,
    ) -> Result<Vec<DocumentId>> {
        let mut gone = Vec::new();
        for document in candidates {
            if !self.in_scope(person, document, at)? {
                gone.push(document);
            }
        }
        Ok(gone)
    }

    /// Documents that were in scope at `since` and are not at `until`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn withdrawn(
        &self,
        person: PersonId,
        since: FeedCursor,
        until: FeedCursor,
    ) -> Result<Vec<DocumentId>> {
        // Only what ended in between can have gone: without that the query looks at nothing.
        let sql = "SELECT DISTINCT d.document FROM person_audience p
            JOIN document_audience d ON d.audience = p.audience
            WHERE p.person = $1 AND p.since <= $2 AND d.since <= $2
              AND (p.until IS NULL OR p.until > $2) AND (d.until IS NULL OR d.until > $2)
              AND (p.until <= $3 OR d.until <= $3)";
        let values = values![person, sql_position(since), sql_position(until)];
        let candidates = self.db.rows(sql, values, |row| row.get("document"))?;
        self.out_of_scope(person, candidates, until)
    }
}
