//! Who a document is for, by position of the feed: what somebody gains, keeps and loses between
//! two positions follows from these two tables alone.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use rusqlite::params;
use shared::wire::FeedCursor;
use shared::{DocumentId, OrganisationId, PersonId, TeamId};

use crate::store::column::{Column as _, Result, blob};
use crate::store::database::Store;
use crate::store::device::Place;
use crate::store::error::StoreError;
use crate::store::feed::sql_position;

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

/// Documents for `person` at a position: the two tables cover it.
const IN_SCOPE: &str = "SELECT d.document FROM person_audience p
    JOIN document_audience d ON d.audience = p.audience
    WHERE p.person = :person
      AND p.since <= :at AND (p.until IS NULL OR p.until > :at)
      AND d.since <= :at AND (d.until IS NULL OR d.until > :at)";

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
        self.set_audiences("document", &document.column(), audiences, position)
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
        self.set_audiences("person", &person.column(), audiences, position)
    }

    /// What a person hears now.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn person_audiences(&self, person: PersonId) -> Result<BTreeSet<Audience>> {
        let mut statement = self
            .db
            .prepare_cached("SELECT audience FROM person_audience WHERE person = ?1 AND until IS NULL")?;
        let rows = statement.query_map([person.column()], |row| row.get::<_, String>(0))?;
        rows.map(|audience| audience?.parse()).collect()
    }

    fn set_audiences(
        &self,
        of: &str,
        id: &dyn rusqlite::ToSql,
        audiences: &BTreeSet<Audience>,
        position: FeedCursor,
    ) -> Result<()> {
        let wanted: BTreeSet<String> = audiences.iter().map(ToString::to_string).collect();
        let current: BTreeSet<String> = self
            .db
            .prepare_cached(&format!("SELECT audience FROM {of}_audience WHERE {of} = ?1 AND until IS NULL"))?
            .query_map([id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for gone in current.difference(&wanted) {
            self.db
                .prepare_cached(&format!(
                    "UPDATE {of}_audience SET until = ?3 WHERE {of} = ?1 AND audience = ?2 AND until IS NULL"
                ))?
                .execute(params![id, gone, sql_position(position)])?;
        }
        for new in wanted.difference(&current) {
            self.db
                .prepare_cached(&format!(
                    "INSERT INTO {of}_audience ({of}, audience, since) VALUES (?1, ?2, ?3)"
                ))?
                .execute(params![id, new, sql_position(position)])?;
        }
        Ok(())
    }

    /// Whether the document is for this person at the position.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn in_scope(&self, person: PersonId, document: DocumentId, at: FeedCursor) -> Result<bool> {
        let sql = format!("SELECT 1 WHERE :document IN ({IN_SCOPE} AND d.document = :document)");
        let mut statement = self.db.prepare_cached(&sql)?;
        Ok(statement.exists(rusqlite::named_params! {
            ":person": person.column(), ":document": document.column(), ":at": sql_position(at),
        })?)
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
        let mut statement = self.db.prepare_cached(
            "SELECT 1 FROM document_audience d JOIN person_audience p ON p.audience = d.audience
             WHERE d.document = ?1 AND p.person = ?2 AND d.since <= ?3 AND p.since <= ?3
               AND (d.until IS NULL OR d.until > ?4) AND (p.until IS NULL OR p.until > ?4)",
        )?;
        let positions = (sql_position(since), sql_position(until));
        Ok(statement.exists(params![document.column(), person.column(), positions.0, positions.1])?)
    }

    /// Whether the document was ever for this person.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn ever_in_scope(&self, person: PersonId, document: DocumentId) -> Result<bool> {
        let mut statement = self.db.prepare_cached(
            "SELECT 1 FROM document_audience d JOIN person_audience p ON p.audience = d.audience
             WHERE d.document = ?1 AND p.person = ?2
               AND (d.until IS NULL OR p.since < d.until) AND (p.until IS NULL OR d.since < p.until)",
        )?;
        Ok(statement.exists(params![document.column(), person.column()])?)
    }

    /// The work orders a phone of this person may hold: those for them at either position.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn orders_on_phone(&self, person: PersonId, place: Place) -> Result<Vec<DocumentId>> {
        let at = |name: &str| IN_SCOPE.replace(":at", name);
        let sql = format!(
            "SELECT id FROM document WHERE kind = 'work-order' AND id IN ({} UNION {}) ORDER BY id",
            at(":had"),
            at(":given")
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(
            rusqlite::named_params! {
                ":person": person.column(), ":had": sql_position(place.had), ":given": sql_position(place.given),
            },
            |row| blob(row, 0),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Documents in scope at `until` that changed, or came into scope, after `since`; in id order,
    /// after `after`, at most `limit`.
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
            "SELECT DISTINCT id FROM document WHERE id > :after AND id IN ({IN_SCOPE}
                AND (p.since > :since OR d.since > :since
                     OR (SELECT last_position FROM document WHERE id = d.document) > :since))
             ORDER BY id LIMIT :limit"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(
            rusqlite::named_params! {
                ":person": person.column(), ":at": sql_position(until), ":since": sql_position(since),
                ":after": after.column(), ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
            },
            |row| blob(row, 0),
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
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
            WHERE p.person = ?1 AND p.since <= ?2 AND d.since <= ?2
              AND (p.until IS NULL OR p.until > ?2) AND (d.until IS NULL OR d.until > ?2)
              AND (p.until <= ?3 OR d.until <= ?3)";
        let mut statement = self.db.prepare_cached(sql)?;
        let rows = statement
            .query_map(params![person.column(), sql_position(since), sql_position(until)], |row| {
                blob(row, 0)
            })?;
        let candidates: Vec<DocumentId> = rows.collect::<rusqlite::Result<_>>()?;
        let mut gone = Vec::new();
        for document in candidates {
            if !self.in_scope(person, document, until)? {
                gone.push(document);
            }
        }
        Ok(gone)
    }
}
