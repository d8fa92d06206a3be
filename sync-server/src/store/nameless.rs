//! Whoever left and was made nameless: where their name stands, and what of their account goes.

use std::collections::{BTreeMap, BTreeSet};

use shared::{DocumentId, DocumentKind, PersonId};

use crate::store::audit::{Action, Subject};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::store::outlived::{Outlived, read};
use crate::values;

/// What the login of somebody nameless begins with, before their number. Nobody can type it as a login.
const NAMELESS: &str = "nameless ";

/// The number of somebody who was made nameless, by their login; `None` for everybody else.
#[must_use]
pub fn nameless_number(login: &str) -> Option<u32> {
    login.strip_prefix(NAMELESS)?.parse().ok()
}

impl Store {
    /// The number of the next who is made nameless: 1, 2, 3 …
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn next_nameless_number(&self) -> Result<u32> {
        let sql = "SELECT login FROM person WHERE substr(login, 1, length($1)) = $1";
        let logins: Vec<String> = self.db.rows(sql, values![NAMELESS], |row| row.get("login"))?;
        let last = logins.iter().filter_map(|login| nameless_number(login)).max().unwrap_or(0);
        last.checked_add(1).ok_or(StoreError::Damaged("number of somebody nameless"))
    }

    /// Gives an account this name, and takes away everything else that is known of its person: login, password,
    /// language, administrations, second factor, sessions, known browsers, attempts to guess the password, codes that
    /// were not used. What they did here keeps their id.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails.
    pub fn make_account_nameless(
        &self,
        person: PersonId,
        (number, name): (u32, &str),
        attempts: &str,
    ) -> Result<()> {
        self.db.execute(
            "UPDATE person SET login = $2, name = $3, password_hash = NULL, password_until = NULL, language = NULL,
                 everywhere = 0
             WHERE id = $1",
            values![person, format!("{NAMELESS}{number}"), name],
        )?;
        for sql in [
            "DELETE FROM person_role WHERE person = $1",
            "DELETE FROM second_factor WHERE person = $1",
            "DELETE FROM second_factor_setup WHERE person = $1",
            "DELETE FROM recovery_code WHERE person = $1",
            "DELETE FROM half_sign_in WHERE person = $1",
            "DELETE FROM session WHERE person = $1",
            "DELETE FROM known_secret WHERE person = $1",
            "DELETE FROM enrolment_code WHERE (person = $1 OR made_by = $1) AND used_at IS NULL",
        ] {
            self.db.execute(sql, values![person])?;
        }
        // What phones are called is of their owner's choice. These are the words of one that said nothing.
        self.db.execute("UPDATE device SET name = '?, ?' WHERE person = $1", values![person])?;
        let (from, by) = (format!("{attempts} from "), format!("{attempts} by "));
        self.db.execute(
            "DELETE FROM attempt WHERE subject = $1 OR substr(subject, 1, length($2)) = $2
                 OR substr(subject, 1, length($3)) = $3",
            values![attempts, from, by],
        )?;
        Ok(())
    }

    /// How many documents of each kind say by their id that somebody did something, or is to.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn documents_naming(&self, person: PersonId) -> Result<BTreeMap<DocumentKind, u64>> {
        let rows: Vec<(String, i64)> = self.db.rows(
            "SELECT d.kind, count(*) AS documents FROM document_mention m JOIN document d ON d.id = m.document
             WHERE m.entry = $1 GROUP BY d.kind ORDER BY d.kind",
            values![person],
            |row| Ok::<_, StoreError>((row.get("kind")?, row.get("documents")?)),
        )?;
        let known = |(kind, count): (String, i64)| Some((DocumentKind::named(&kind)?, count.unsigned_abs()));
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// Documents of a kind that name somebody by their id and are not approved.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn unapproved_about(&self, person: PersonId, kind: DocumentKind) -> Result<Vec<DocumentId>> {
        let sql = "SELECT d.id FROM document_mention m JOIN document d ON d.id = m.document
            WHERE m.entry = $1 AND d.kind = $2
                AND NOT EXISTS (SELECT 1 FROM document_approval a WHERE a.document = d.id)
            ORDER BY d.id";
        Ok(self.db.rows(sql, values![person, kind.name()], |row| row.get("id"))?)
    }

    /// How many refused changes and offers of somebody's phones nobody decided on.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn undecided_of(&self, person: PersonId) -> Result<u64> {
        let sql = "SELECT (SELECT count(*) FROM refused_change WHERE person = $1 AND fate IS NULL)
            + (SELECT count(*) FROM offered_change WHERE person = $1 AND decision IS NULL) AS changes";
        Ok(self.db.one(sql, values![person], |row| row.get::<i64>("changes"))?.unsigned_abs())
    }

    /// Lines of the audit log that say a name, or what an account was called. It reads the whole log.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn lines_saying(&self, name: &str, person: PersonId) -> Result<Outlived> {
        Ok(self.db.one(
            "SELECT count(*) AS things, min(at) AS oldest, max(at) AS newest FROM audit
             WHERE strpos(detail, $1) > 0 OR subject = $2 AND action IN ('person-added', 'person-changed')",
            values![name, Subject::Person(person).to_string()],
            read,
        )?)
    }

    /// How many lines of the audit log somebody did, by their id.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn lines_by(&self, person: PersonId) -> Result<u64> {
        let sql = "SELECT count(*) AS things FROM audit WHERE person = $1";
        Ok(self.db.one(sql, values![person], |row| row.get::<i64>("things"))?.unsigned_abs())
    }

    /// How many orders that name somebody by their id have a report that was signed.
    ///
    /// # Errors
    /// [`StoreError`] when the disk fails, or a row is not what was written.
    pub fn signed_about(&self, person: PersonId) -> Result<u64> {
        let sql = "SELECT DISTINCT subject FROM audit WHERE action = $1";
        let signed: Vec<String> =
            self.db.rows(sql, values![Action::ReportSigned.name()], |row| row.get("subject"))?;
        let sql = "SELECT document FROM document_mention WHERE entry = $1";
        let named: Vec<DocumentId> = self.db.rows(sql, values![person], |row| row.get("document"))?;
        let subject = |id: &DocumentId| Subject::Document(DocumentKind::WorkOrder, *id).to_string();
        let named: BTreeSet<String> = named.iter().map(subject).collect();
        Ok(signed.iter().filter(|subject| named.contains(*subject)).count().try_into().unwrap_or(u64::MAX))
    }
}
