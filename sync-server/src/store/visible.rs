//! What of `server.db` somebody sees at the office whose roles are not for every administration.
//!
//! A document is seen by those who see one of its administrations; people and their phones, by those with whom they
//! share one. What belongs to no administration, such as the sign-ins of strangers, is seen by those alone who see
//! everything.

use crate::sql::visibility::Visible;

macro_rules! document {
    ($column:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM main.document_organisation o WHERE o.document = ",
            $column,
            " AND seen(o.organisation))"
        )
    };
}

macro_rules! person {
    ($column:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM main.person p WHERE p.id = ",
            $column,
            " AND (p.everywhere <> 0 OR EXISTS (SELECT 1 FROM main.person_role r WHERE r.person = p.id",
            " AND seen(r.organisation))))"
        )
    };
}

/// The id in the subject of a line of the audit log.
macro_rules! subject {
    () => {
        "unhex(replace(substr(audit.subject, instr(audit.subject, ':') + 1), '-', ''))"
    };
}

/// Every table that pages ask for; those that are not here are asked for by ids of what is seen.
pub(crate) const VISIBLE: &[Visible] = &[
    Visible::rows("refused_change", document!("refused_change.document")),
    Visible::rows("offered_change", document!("offered_change.document")),
    Visible::rows("document_photo", document!("document_photo.document")),
    Visible::rows("person", person!("person.id")),
    Visible::rows("device", person!("device.person")),
    Visible::rows("enrolment_code", person!("enrolment_code.person")),
    Visible::rows("sync_log", "EXISTS (SELECT 1 FROM device d WHERE d.id = sync_log.device)"),
    Visible::rows(
        "audit",
        concat!(
            "CASE substr(audit.subject, 1, instr(audit.subject, ':'))",
            " WHEN '' THEN FALSE",
            " WHEN 'person:' THEN EXISTS (SELECT 1 FROM person s WHERE s.id = ",
            subject!(),
            ") WHEN 'device:' THEN EXISTS (SELECT 1 FROM device s WHERE s.id = ",
            subject!(),
            ") ELSE EXISTS (SELECT 1 FROM main.document_organisation o WHERE o.document = ",
            subject!(),
            " AND seen(o.organisation)) END"
        ),
    ),
];
