//! Enrolment codes, and what is known by them: who enrolled a device for somebody, and what such a device wrote.
//!
//! A device does not name its code. It was enrolled at the instant its code was used, and no two codes of one
//! person are used in the same millisecond: person and instant name the code.

use shared::wire::OtherPhone;
use shared::{DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::base::limits::OTHER_PHONES_MAX;
use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::store::feed::kind;
use crate::values;

/// An enrolment code, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeRow {
    /// Whose phone it enrols.
    pub person: PersonId,
    /// Who had it made; none when it was the program itself.
    pub made_by: Option<PersonId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When a phone was enrolled with it.
    pub used_at: Option<Timestamp>,
}

/// That somebody enrolled a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// Their name.
    pub owner: String,
    /// Who made its code: somebody else, or its owner.
    pub by: PersonId,
    /// Their name.
    pub maker: String,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row<'_>) -> sql::Result<Enrolment> {
    Ok(Enrolment {
        device: row.get("device")?,
        person: row.get("person")?,
        owner: row.get("owner")?,
        by: row.get("made_by")?,
        maker: row.get("maker")?,
        at: Timestamp(row.get("enrolled_at")?),
    })
}

impl Store {
    /// Keeps an enrolment code for somebody; the code itself is kept nowhere, only its hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn add_code(
        &self,
        code_hash: [u8; 32],
        person: PersonId,
        made_by: Option<PersonId>,
        at: Timestamp,
    ) -> Result<()> {
        self.db.execute(
            "INSERT INTO enrolment_code (code_hash, person, made_by, made_at) VALUES ($1, $2, $3, $4)",
            values![code_hash, person, made_by, at.0],
        )?;
        Ok(())
    }

    /// The code with this hash.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn code(&self, code_hash: [u8; 32]) -> Result<Option<CodeRow>> {
        Ok(self.db.first(
            "SELECT person, made_by, made_at, used_at FROM enrolment_code WHERE code_hash = $1",
            values![code_hash],
            |row| {
                Ok::<_, sql::Error>(CodeRow {
                    person: row.get("person")?,
                    made_by: row.get("made_by")?,
                    made_at: Timestamp(row.get("made_at")?),
                    used_at: row.get::<Option<i64>>("used_at")?.map(Timestamp),
                })
            },
        )?)
    }

    /// Notes that somebody's code is used at an instant, or at the next millisecond in which none of theirs
    /// was: which one it is.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn use_code(&self, code_hash: [u8; 32], person: PersonId, at: Timestamp) -> Result<Timestamp> {
        let mut at = at;
        let taken = "SELECT 1 FROM enrolment_code WHERE person = $1 AND used_at = $2";
        while self.db.exists(taken, values![person, at.0])? {
            at = at.plus_ms(1);
        }
        self.db.execute(
            "UPDATE enrolment_code SET used_at = $2 WHERE code_hash = $1",
            values![code_hash, at.0],
        )?;
        Ok(at)
    }

    /// Takes away the codes nobody has used that enrol somebody's phone, or that they made for others; how many
    /// of those were made at or after an instant.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn end_codes_of(&self, person: PersonId, made_since: Timestamp) -> Result<u32> {
        let ended = self.db.one(
            "SELECT count(*) AS codes FROM enrolment_code
             WHERE (person = $1 OR made_by = $1) AND used_at IS NULL AND made_at >= $2",
            values![person, made_since.0],
            |row| row.get("codes"),
        )?;
        self.db.execute(
            "DELETE FROM enrolment_code WHERE (person = $1 OR made_by = $1) AND used_at IS NULL",
            values![person],
        )?;
        Ok(ended)
    }

    /// Who enrolled which device, in the order of time, as far as it is known.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn enrolments(&self) -> Result<Vec<Enrolment>> {
        Ok(self.db.rows(
            "SELECT device.id AS device, device.person, owner.name AS owner, code.made_by, maker.name AS maker,
                 device.enrolled_at
             FROM device
             JOIN enrolment_code code ON code.person = device.person AND code.used_at = device.enrolled_at
             JOIN person maker ON maker.id = code.made_by
             JOIN person owner ON owner.id = device.person
             ORDER BY device.enrolled_at, device.id",
            &[],
            read,
        )?)
    }

    /// The devices that somebody else than their owner enrolled and that wrote in a document within so many
    /// milliseconds from then on, by the server's clock, in the order of time. What was refused or offered at first
    /// was written when it came in.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn enrolled_writers(&self, document: DocumentId, within_ms: i64) -> Result<Vec<Enrolment>> {
        Ok(self.db.rows(
            "SELECT DISTINCT device.id AS device, device.person, owner.name AS owner, code.made_by,
                 maker.name AS maker, device.enrolled_at
             FROM (SELECT device, received_at AS at FROM feed WHERE document = $1 AND device IS NOT NULL
                   UNION ALL SELECT device, received_at FROM refused_change
                       WHERE document = $1 AND fate = 'taken-over'
                   UNION ALL SELECT device, offered_at FROM offered_change
                       WHERE document = $1 AND decision = 'confirmed') AS wrote
             JOIN device ON device.id = wrote.device
             JOIN enrolment_code code ON code.person = device.person AND code.used_at = device.enrolled_at
             JOIN person maker ON maker.id = code.made_by
             JOIN person owner ON owner.id = device.person
             WHERE code.made_by <> device.person
                 AND wrote.at >= device.enrolled_at AND wrote.at < device.enrolled_at + $2
             ORDER BY device.enrolled_at, device",
            values![document, within_ms],
            read,
        )?)
    }

    /// The other phones in a device's owner's name that are not withdrawn, newest first, at most
    /// [`OTHER_PHONES_MAX`], and who enrolled each, as far as it is known.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn other_phones(&self, device: DeviceId, owner: PersonId) -> Result<Vec<OtherPhone>> {
        Ok(self.db.rows(
            "SELECT device.id AS device, device.name, device.enrolled_at, maker.name AS maker
             FROM device
             LEFT JOIN enrolment_code code ON code.person = device.person AND code.used_at = device.enrolled_at
             LEFT JOIN person maker ON maker.id = code.made_by
             WHERE device.person = $1 AND device.id <> $2 AND device.withdrawn_at IS NULL
             ORDER BY device.enrolled_at DESC, device.id LIMIT $3",
            values![owner, device, OTHER_PHONES_MAX],
            |row| {
                Ok::<_, sql::Error>(OtherPhone {
                    device: row.get("device")?,
                    name: row.get("name")?,
                    enrolled_at: Timestamp(row.get("enrolled_at")?),
                    by: row.get("maker")?,
                })
            },
        )?)
    }

    /// The documents in which a device wrote within so many milliseconds after it was enrolled by somebody else than
    /// its owner, as [`Store::enrolled_writers`] has it, the latest first.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn first_day_documents(
        &self,
        device: DeviceId,
        within_ms: i64,
    ) -> Result<Vec<(DocumentKind, DocumentId)>> {
        self.db.rows(
            "SELECT wrote.document AS document, document.kind AS kind
             FROM (SELECT document, device, received_at AS at FROM feed WHERE document IS NOT NULL
                   UNION ALL SELECT document, device, received_at FROM refused_change WHERE fate = 'taken-over'
                   UNION ALL SELECT document, device, offered_at FROM offered_change
                       WHERE decision = 'confirmed') AS wrote
             JOIN document ON document.id = wrote.document
             JOIN device ON device.id = wrote.device
             JOIN enrolment_code code ON code.person = device.person AND code.used_at = device.enrolled_at
             WHERE device.id = $1 AND code.made_by <> device.person
                 AND wrote.at >= device.enrolled_at AND wrote.at < device.enrolled_at + $2
             GROUP BY wrote.document, document.kind ORDER BY max(wrote.at) DESC, wrote.document",
            values![device, within_ms],
            |row| Ok::<_, StoreError>((kind(row)?, row.get("document")?)),
        )
    }
}
