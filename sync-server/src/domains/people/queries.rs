//! Texts in which people wrote somebody's name.

use shared::{DocumentId, DocumentKind};

use crate::base::limits::NAMING_TEXTS_MAX;
use crate::projection::reader::{Reader, parsed};
use crate::sql;
use crate::values;

impl Reader<'_> {
    /// Documents in whose text a name stands letter by letter, at most [`NAMING_TEXTS_MAX`] and one more when there are
    /// more. It reads every text there is, and is for a page that is opened some times a year.
    pub(crate) fn texts_naming(&self, name: &str) -> sql::Result<Vec<(DocumentKind, DocumentId)>> {
        let most = i64::try_from(NAMING_TEXTS_MAX + 1).unwrap_or(i64::MAX);
        let rows = self.rows(
            "SELECT kind, id FROM (
                 SELECT 'work-order' AS kind, id FROM work_order
                     WHERE strpos(title, $1) > 0 OR strpos(description, $1) > 0 OR strpos(coalesce(reason, ''), $1) > 0
                 UNION SELECT 'work-order', work_order FROM intervention WHERE strpos(report, $1) > 0
                 UNION SELECT 'work-order', work_order FROM checklist_answer WHERE strpos(coalesce(answer, ''), $1) > 0
                 UNION SELECT 'work-order', work_order FROM step WHERE strpos(coalesce(reason, ''), $1) > 0
                 UNION SELECT 'work-order', work_order FROM material_use WHERE strpos(coalesce(label, ''), $1) > 0
                 UNION SELECT 'work-order', p.document FROM photo p JOIN work_order o ON o.id = p.document
                     WHERE strpos(p.caption, $1) > 0
                 UNION SELECT 'work-order', c.document FROM photo_correction c JOIN work_order o ON o.id = c.document
                     WHERE strpos(c.caption, $1) > 0
                 UNION SELECT 'request', id FROM request
                     WHERE strpos(title, $1) > 0 OR strpos(description, $1) > 0 OR strpos(coalesce(closed, ''), $1) > 0
                 UNION SELECT 'request', p.document FROM photo p JOIN request r ON r.id = p.document
                     WHERE strpos(p.caption, $1) > 0
                 UNION SELECT 'history', document FROM history_line WHERE strpos(summary, $1) > 0
                 UNION SELECT 'building', id FROM building
                     WHERE strpos(name, $1) > 0 OR strpos(access_contact, $1) > 0 OR strpos(access_keys, $1) > 0
                         OR strpos(access_hours, $1) > 0
                 UNION SELECT 'building', building FROM remark WHERE strpos(text, $1) > 0
                 UNION SELECT 'building', building FROM hazard WHERE strpos(note, $1) > 0
                 UNION SELECT 'announcement', id FROM announcement WHERE strpos(text, $1) > 0
             ) AS naming ORDER BY kind, id LIMIT $2",
            values![name, most],
            |row| Ok((row.get::<String>("kind")?, parsed(row, "id")?)),
        )?;
        let known = |(kind, id): (String, DocumentId)| Some((DocumentKind::named(&kind)?, id));
        Ok(rows.into_iter().filter_map(known).collect())
    }
}
