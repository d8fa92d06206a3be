//! The audit log: who did what, and when. It is only ever added to; the schema refuses the rest, and each line is
//! chained to the one before it ([`crate::store::audit_chain`]), so that what somebody does past the schema is found.

use std::fmt;
use std::net::IpAddr;

use shared::{DeviceId, DocumentId, DocumentKind, PersonId, Timestamp};

use crate::base::limits::AUDIT_DETAIL_CHARS_MAX;
use crate::sql::value::Owned;
use crate::sql::{self, Bind};
use crate::store::audit_chain::link;
use crate::store::audit_line::{AuditLine, CHAIN_BEGINS, insert, read};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::store::error::StoreError;
use crate::values;

/// What was done. A command's own name says what was done to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to, in vain.
    SignInFailed,
    /// Somebody signed out.
    SignedOut,
    /// All sessions of somebody were ended.
    SignedOutEverywhere,
    /// Somebody chose a new password.
    PasswordChanged,
    /// Somebody tried to, with a wrong old one.
    PasswordChangeFailed,
    /// Somebody set up a second factor.
    SecondFactorSet,
    /// Somebody took their own away.
    SecondFactorRemoved,
    /// An administrator took that of somebody away, who lost it.
    SecondFactorReset,
    /// A code of a second factor was wrong, or the password that goes before setting one up.
    SecondFactorFailed,
    /// Somebody made themselves new recovery codes.
    RecoveryCodesMade,
    /// Somebody used a recovery code in place of their second factor.
    RecoveryCodeUsed,
    /// An administrator said that those who decide need a second factor.
    SecondFactorRequired,
    /// An administrator said that nobody needs one.
    SecondFactorNotRequired,
    /// An administrator gave somebody a new password.
    PasswordGiven,
    /// An account was made.
    PersonAdded,
    /// Name, login, role, team or administrations of somebody changed.
    PersonChanged,
    /// Somebody may neither sign in nor sync any more.
    PersonBlocked,
    /// Somebody may again.
    PersonUnblocked,
    /// Somebody who left was made nameless; the detail has what they are called since.
    PersonMadeNameless,
    /// Who hears what was set by the program itself.
    AudiencesSet,
    /// An enrolment code was made.
    CodeMade,
    /// A phone or tablet became a device.
    DeviceEnrolled,
    /// A phone or tablet became a device by the code of somebody else than its owner.
    DeviceEnrolledForOther,
    /// A code was not taken.
    EnrolmentFailed,
    /// A device was withdrawn.
    DeviceWithdrawn,
    /// A device is withdrawn once it has handed over what it holds.
    DeviceToDrain,
    /// A device that was being withdrawn has handed over everything.
    DeviceDrained,
    /// A copy of what waited on a device was taken in.
    CopyTaken,
    /// A refused change was taken over.
    ChangeTakenOver,
    /// A refused change was dismissed.
    ChangeDismissed,
    /// What a phone offered after a restore was confirmed.
    OfferConfirmed,
    /// What a phone offered after a restore was declined.
    OfferDeclined,
    /// Nobody decided in time on what a phone offered after a restore: it was declined.
    OfferEnded,
    /// What a phone offered after a restore and somebody confirmed was taken back.
    OfferTakenBack,
    /// A withdrawn device was told to erase itself, for the first time.
    DeviceToldToErase,
    /// A device that stayed away for too long was told that its token has ended, for the first time.
    TokenEnded,
    /// A device was heard of for the first time, or after a long silence.
    DeviceHeard,
    /// A device did as much in a day as one may, and was put off.
    DeviceStopped,
    /// Somebody at the office was shown the code that opens a phone whose PIN was forgotten; the detail says why.
    PhoneCodeShown,
    /// A phone said that it was opened by such a code.
    PhoneOpenedByCode,
    /// An administrator had every phone of an administration locked with a PIN.
    PinRequired,
    /// An administrator left it to people of an administration whether their phones are locked.
    PinNotRequired,
    /// Somebody at the office let a device do more that day.
    DeviceLifted,
    /// Changes of a device were refused.
    ChangesRefused,
    /// A device wrote with a hand that is not its own, or that two replicas share.
    ActorReused,
    /// A device knew less than before: it was copied, or put back to an earlier day.
    DeviceCopied,
    /// Old approved orders were taken off the phones.
    OrdersRetired,
    /// Announcements that are over were taken off the phones.
    AnnouncementsRetired,
    /// The server was restored from a backup.
    Restored,
    /// A phone showed that the server's disk was put back to an earlier day.
    PutBack,
    /// An administrator said who answers for this server.
    ResponsibleChanged,
    /// An administrator said for how long things are kept, or whether what is over its time goes.
    RetentionChanged,
    /// Somebody made labels that belong to nothing yet.
    LabelsMade,
    /// What was over its time has gone; the detail has how many of what, and the time that held.
    RetentionDone,
    /// The oldest lines of this log have gone at the end of their time; the detail has the head of what went.
    AuditShortened,
    /// The audit log was exported.
    AuditExported,
    /// What the report of an approved order says was signed; the detail has its hash.
    ReportSigned,
    /// Somebody was given the signed report of an order.
    ReportExported,
    /// A command was executed: [`shared::Command::name`].
    Command(&'static str),
}

impl Action {
    /// Whether what it took away (a session, a password, what codes are computed from, an offer) is not to stay in the
    /// log of the database until something else takes its place there.
    #[must_use]
    pub const fn leaves_remains(self) -> bool {
        matches!(
            self,
            Self::SignedOut
                | Self::SignedOutEverywhere
                | Self::PasswordChanged
                | Self::PasswordGiven
                | Self::SecondFactorSet
                | Self::SecondFactorRemoved
                | Self::SecondFactorReset
                | Self::RecoveryCodesMade
                | Self::PersonBlocked
                | Self::DeviceWithdrawn
                | Self::DeviceDrained
                | Self::ChangeDismissed
                | Self::OfferDeclined
                | Self::OfferEnded
                | Self::OfferTakenBack
        )
    }

    /// The word in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignInFailed => "sign-in-failed",
            Self::SignedOut => "signed-out",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::PasswordChanged => "password-changed",
            Self::PasswordChangeFailed => "password-change-failed",
            Self::SecondFactorSet => "second-factor-set",
            Self::SecondFactorRemoved => "second-factor-removed",
            Self::SecondFactorReset => "second-factor-reset",
            Self::SecondFactorFailed => "second-factor-failed",
            Self::RecoveryCodesMade => "recovery-codes-made",
            Self::RecoveryCodeUsed => "recovery-code-used",
            Self::SecondFactorRequired => "second-factor-required",
            Self::SecondFactorNotRequired => "second-factor-not-required",
            Self::PasswordGiven => "password-given",
            Self::PersonAdded => "person-added",
            Self::PersonChanged => "person-changed",
            Self::PersonBlocked => "person-blocked",
            Self::PersonUnblocked => "person-unblocked",
            Self::PersonMadeNameless => "person-made-nameless",
            Self::AudiencesSet => "audiences-set",
            Self::CodeMade => "code-made",
            Self::DeviceEnrolled => "device-enrolled",
            Self::DeviceEnrolledForOther => "device-enrolled-for-other",
            Self::EnrolmentFailed => "enrolment-failed",
            Self::DeviceWithdrawn => "device-withdrawn",
            Self::DeviceToDrain => "device-to-hand-over",
            Self::DeviceDrained => "device-handed-over",
            Self::CopyTaken => "copy-taken",
            Self::ChangeTakenOver => "change-taken-over",
            Self::ChangeDismissed => "change-set-aside",
            Self::OfferConfirmed => "offer-confirmed",
            Self::OfferDeclined => "offer-declined",
            Self::OfferEnded => "offer-ended",
            Self::OfferTakenBack => "offer-taken-back",
            Self::DeviceToldToErase => "device-told-to-erase",
            Self::TokenEnded => "token-ended",
            Self::DeviceHeard => "device-heard",
            Self::DeviceStopped => "device-stopped",
            Self::PhoneCodeShown => "phone-code-shown",
            Self::PhoneOpenedByCode => "phone-opened-by-code",
            Self::PinRequired => "pin-required",
            Self::PinNotRequired => "pin-not-required",
            Self::DeviceLifted => "device-lifted",
            Self::ChangesRefused => "changes-refused",
            Self::ActorReused => "actor-reused",
            Self::DeviceCopied => "device-copied",
            Self::OrdersRetired => "orders-retired",
            Self::AnnouncementsRetired => "announcements-retired",
            Self::Restored => "restored",
            Self::PutBack => "put-back",
            Self::ResponsibleChanged => "responsible-changed",
            Self::RetentionChanged => "retention-changed",
            Self::LabelsMade => "labels-made",
            Self::RetentionDone => "retention-done",
            Self::AuditShortened => "audit-shortened",
            Self::AuditExported => "audit-exported",
            Self::ReportSigned => "report-signed",
            Self::ReportExported => "report-exported",
            Self::Command(name) => name,
        }
    }
}

/// To what it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Nothing in particular.
    Nothing,
    /// Somebody.
    Person(PersonId),
    /// A device.
    Device(DeviceId),
    /// A document.
    Document(DocumentKind, DocumentId),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Device(id) => write!(f, "device:{id}"),
            Self::Document(kind, id) => write!(f, "{}:{id}", kind.name()),
        }
    }
}

/// What somebody did: a line of the log to be. The desk that writes it adds when and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Who did it, when it was somebody.
    pub person: Option<PersonId>,
    /// With which device, when it was one.
    pub device: Option<DeviceId>,
    /// What.
    pub action: Action,
    /// To what.
    pub subject: Subject,
    /// More, in a few words of no language: `role technician → supervisor`.
    pub detail: String,
}

impl AuditEntry {
    /// Something that happened by itself, or by somebody nobody knows.
    #[must_use]
    pub const fn new(action: Action, subject: Subject) -> Self {
        Self { person: None, device: None, action, subject, detail: String::new() }
    }

    /// The same, done by somebody.
    #[must_use]
    pub const fn by(mut self, person: PersonId) -> Self {
        self.person = Some(person);
        self
    }

    /// The same, done with a device.
    #[must_use]
    pub const fn with(mut self, device: DeviceId) -> Self {
        self.device = Some(device);
        self
    }

    /// The same, saying more.
    #[must_use]
    pub fn detailed(mut self, detail: impl ToString) -> Self {
        self.detail = detail.to_string();
        self
    }
}

/// Which lines of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditFilter {
    /// Those of one person.
    pub person: Option<PersonId>,
    /// Those of one action.
    pub action: Option<String>,
    /// Those from this instant on.
    pub from: Option<Timestamp>,
    /// Those before this instant.
    pub until: Option<Timestamp>,
}

/// Which way the log is read, from a place in it.
#[derive(Debug, Clone, Copy)]
enum Way {
    Back(i64),
    On(i64),
}

impl Store {
    /// Adds a line to the log, chained to the one before it; within a transaction.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn record_audit(&self, entry: &AuditEntry, at: Timestamp, address: Option<IpAddr>) -> Result<()> {
        if entry.action.leaves_remains() {
            self.log_has_remains.set(true);
        }
        let (action, subject) = (entry.action.name().to_owned(), entry.subject.to_string());
        self.append_audit(entry.person, entry.device, action, subject, entry.detail.clone(), at, address)
    }

    #[expect(clippy::too_many_arguments, reason = "what a line of the log has")]
    pub(crate) fn append_audit(
        &self,
        person: Option<PersonId>,
        device: Option<DeviceId>,
        action: String,
        subject: String,
        detail: String,
        at: Timestamp,
        address: Option<IpAddr>,
    ) -> Result<()> {
        let last = self.db.first("SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1", &[], |row| {
            Ok::<_, sql::Error>((row.get::<i64>("id")?, row.get("chain")?))
        })?;
        let (last, before) = last.unwrap_or((0, CHAIN_BEGINS));
        let mut line = AuditLine {
            id: last.checked_add(1).ok_or(StoreError::Damaged("number of a line of the audit log"))?,
            at,
            person,
            device,
            address: address.map(|address| address.to_string()),
            action,
            subject,
            detail: detail.chars().take(AUDIT_DETAIL_CHARS_MAX).collect(),
            chain: before,
        };
        line.chain = link(before, &line);
        Ok(insert(&self.db, &line)?)
    }

    /// Lines before `before` (from the end when none), newest first, at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn audit_before(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<AuditLine>> {
        self.audit(filter, Way::Back(before.unwrap_or(i64::MAX)), limit)
    }

    /// Lines after `after`, oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn audit_after(&self, filter: &AuditFilter, after: i64, limit: usize) -> Result<Vec<AuditLine>> {
        self.audit(filter, Way::On(after), limit)
    }

    fn audit(&self, filter: &AuditFilter, way: Way, limit: usize) -> Result<Vec<AuditLine>> {
        // Only what is asked stands in the query: an index serves it then.
        let (place, (from, order)) = match way {
            Way::Back(place) => (place, ("id < $1", "id DESC")),
            Way::On(place) => (place, ("id > $1", "id")),
        };
        let mut conditions = from.to_owned();
        let mut values = vec![Owned::from(place)];
        let mut only = |condition: &str, value: Option<Owned>| {
            if let Some(value) = value {
                values.push(value);
                conditions.push_str(&format!(" AND {condition} ${}", values.len()));
            }
        };
        only("person =", filter.person.map(|id| Owned::from(id.as_bytes().to_vec())));
        only("action =", filter.action.clone().map(Owned::from));
        only("at >=", filter.from.map(|at| Owned::from(at.0)));
        only("at <", filter.until.map(|at| Owned::from(at.0)));
        let sql = format!(
            "SELECT id, at, person, device, address, action, subject, detail, chain FROM audit
             WHERE {conditions} ORDER BY {order} LIMIT {limit}"
        );
        let values: Vec<&dyn Bind> = values.iter().map(|value| value as &dyn Bind).collect();
        Ok(self.db.rows(&sql, &values, read)?)
    }

    /// The actions that occur in the log, in alphabetical order.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn audit_actions(&self) -> Result<Vec<String>> {
        // Steps from action to action in the index, however long the log is.
        Ok(self.db.rows(
            "WITH RECURSIVE known (action) AS (
                 SELECT min(action) FROM audit UNION ALL
                 SELECT (SELECT min(action) FROM audit WHERE audit.action > known.action) FROM known
                 WHERE known.action IS NOT NULL
             ) SELECT action FROM known WHERE action IS NOT NULL",
            &[],
            |row| row.get("action"),
        )?)
    }

    /// The last line of an action on a subject.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn last_audit(&self, action: Action, subject: Subject) -> Result<Option<AuditLine>> {
        Ok(self.db.first(
            "SELECT id, at, person, device, address, action, subject, detail, chain FROM audit
             WHERE action = $1 AND subject = $2 ORDER BY id DESC LIMIT 1",
            values![action.name(), subject.to_string()],
            read,
        )?)
    }

    /// Whether the log has a line of this action with this device, after an instant.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn audit_has(&self, device: DeviceId, action: Action, since: Timestamp) -> Result<bool> {
        Ok(self.db.exists(
            "SELECT 1 FROM audit WHERE device = $1 AND action = $2 AND at > $3",
            values![device, action.name(), since.0],
        )?)
    }
}
