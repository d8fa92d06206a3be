//! What was done in the field, as facts of the documents say: the log of the office knows only what was
//! done at the office.

use shared::{DocumentId, DocumentKind, PersonId, Timestamp};

use crate::projection::reader::{Reader, instant, parsed};
use crate::projection::table::instant as written;
use crate::sql;
use crate::values;

/// Something somebody did in the field.
#[derive(Debug, Clone)]
pub(crate) struct FieldEntry {
    /// By the clock of their phone.
    pub(crate) at: Timestamp,
    pub(crate) person: PersonId,
    pub(crate) kind: DocumentKind,
    pub(crate) document: DocumentId,
    /// What people call the document.
    pub(crate) called: String,
    /// A kind of step, or `photo`, `answer`, `material`, `remark`, `request`.
    pub(crate) what: String,
    /// How many, of photos and answers within an hour.
    pub(crate) count: u32,
    /// The reason, the remark, the material.
    pub(crate) detail: String,
}

/// Which field work: of somebody, or of everybody, within a time.
#[derive(Debug, Clone)]
pub(crate) struct FieldPeriod {
    pub(crate) person: Option<PersonId>,
    /// Included.
    pub(crate) from: Timestamp,
    /// Not included.
    pub(crate) until: Timestamp,
}

/// One portion for each kind of fact. What the office decides (approved, sent back, settled, cancelled) is in
/// its own log already.
const FIELD_WORK: &str = "
    SELECT s.at AS at, s.person AS person, 'work-order' AS kind, o.id AS document, o.number || ' ' || o.title AS called,
        s.kind AS what, 1 AS times, coalesce(s.reason, '') AS detail
    FROM step s JOIN work_order o ON o.id = s.work_order
    WHERE s.kind NOT IN ('approved', 'sent-back', 'settled', 'cancelled') AND {within s.at s.person}
    UNION ALL
    SELECT max(p.at), p.person, 'work-order', o.id, o.number || ' ' || o.title, 'photo', count(*), max(p.caption)
    FROM photo p JOIN work_order o ON o.id = p.document
    WHERE {within p.at p.person} GROUP BY p.person, o.id, substr(p.at, 1, 13)
    UNION ALL
    SELECT max(p.at), p.person, 'request', r.id, r.title, 'photo', count(*), max(p.caption)
    FROM photo p JOIN request r ON r.id = p.document
    WHERE {within p.at p.person} GROUP BY p.person, r.id, substr(p.at, 1, 13)
    UNION ALL
    SELECT max(c.at), c.person, 'work-order', o.id, o.number || ' ' || o.title, 'answer', count(*), ''
    FROM checklist_answer c JOIN work_order o ON o.id = c.work_order
    WHERE c.at IS NOT NULL AND {within c.at c.person} GROUP BY c.person, o.id, substr(c.at, 1, 13)
    UNION ALL
    SELECT m.at, m.person, 'work-order', o.id, o.number || ' ' || o.title, 'material', 1, coalesce(m.label, i.label, '')
    FROM material_use m JOIN work_order o ON o.id = m.work_order LEFT JOIN stock_item i ON i.id = m.stock_item
    WHERE m.in_force AND {within m.at m.person}
    UNION ALL
    SELECT k.at, k.person, 'building', b.id, b.name, 'remark', 1, k.text
    FROM remark k JOIN building b ON b.id = k.building WHERE {within k.at k.person}
    UNION ALL
    SELECT r.at, r.person, 'request', r.id, r.title, 'request', 1, ''
    FROM request r WHERE r.origin = 'field' AND {within r.at r.person}
    ORDER BY at DESC, document, what LIMIT $4";

impl Reader<'_> {
    /// What was done in the field in a period, newest first, at most `limit`.
    pub(crate) fn field_work(&self, period: &FieldPeriod, limit: usize) -> sql::Result<Vec<FieldEntry>> {
        let values = values![
            period.person.map(|id| id.to_string()),
            written(period.from),
            written(period.until),
            limit,
        ];
        self.rows(&within(FIELD_WORK), values, |row| {
            let kind: String = row.get("kind")?;
            Ok(FieldEntry {
                at: instant(row, "at")?,
                person: parsed(row, "person")?,
                kind: DocumentKind::named(&kind).ok_or_else(|| row.unreadable("kind"))?,
                document: parsed(row, "document")?,
                called: row.get("called")?,
                what: row.get("what")?,
                count: row.get("times")?,
                detail: row.get("detail")?,
            })
        })
    }
}

/// The statement with `{within AT PERSON}` written out.
fn within(sql: &str) -> String {
    let mut parts = sql.split("{within ");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (columns, rest) = part.split_once('}').unwrap_or((part, ""));
        let (at, person) = columns.split_once(' ').unwrap_or((columns, columns));
        whole.push_str(&format!("{at} >= $2 AND {at} < $3 AND {person} = coalesce($1, {person}){rest}"));
    }
    whole
}
