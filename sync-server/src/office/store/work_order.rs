//! Work orders: lists, the review queue, and what came late.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params, params_from_iter};
use shared::document::{CannotFinishCause, Priority};
use shared::{Day, DocumentId, NatureId, PersonId, Sha256, TeamId, Timestamp};

use super::{Reader, instant, limit, offset, optional_instant, optional_parsed, parsed, pattern, unreadable};
use crate::limits::{DELIVERY_ROWS_MAX, QUEUE_ROWS_MAX, SKEW_MS_SHOWN_MIN};

/// One work order, in a line.
#[derive(Debug, Clone)]
pub(in crate::office) struct OrderLine {
    pub(in crate::office) id: DocumentId,
    pub(in crate::office) number: String,
    pub(in crate::office) title: String,
    /// Empty while the building is not here yet.
    pub(in crate::office) building_name: String,
    pub(in crate::office) place: String,
    pub(in crate::office) priority: Priority,
    pub(in crate::office) due: Option<Day>,
    pub(in crate::office) state: String,
    /// Names, comma between.
    pub(in crate::office) assigned: String,
    pub(in crate::office) contradictions: u32,
    pub(in crate::office) late: bool,
    pub(in crate::office) new_since_approval: bool,
    pub(in crate::office) finished_at: Option<Timestamp>,
    pub(in crate::office) finished_by: Option<PersonId>,
    /// Pictures still on a phone.
    pub(in crate::office) photos_missing: u32,
    /// Why it cannot be finished, if it cannot.
    pub(in crate::office) cause: Option<CannotFinishCause>,
}

/// Which states a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::office) enum StateFilter {
    /// Everything a technician still has to do.
    #[default]
    ToDo,
    /// Every state.
    All,
    /// One of [`shared::status::State::NAMES`].
    One(&'static str),
}

/// Which work orders a list shows.
#[derive(Debug, Clone, Default)]
pub(in crate::office) struct OrderFilter {
    pub(in crate::office) state: StateFilter,
    pub(in crate::office) team: Option<TeamId>,
    pub(in crate::office) technician: Option<PersonId>,
    pub(in crate::office) building: Option<DocumentId>,
    pub(in crate::office) nature: Option<NatureId>,
    pub(in crate::office) priority: Option<Priority>,
    /// Of those that cannot be finished.
    pub(in crate::office) cause: Option<CannotFinishCause>,
    pub(in crate::office) text: String,
    /// From 0.
    pub(in crate::office) page: u32,
}

/// Changes that came late, or from a phone whose clock is wrong.
#[derive(Debug, Clone)]
pub(in crate::office) struct DeliveryRow {
    pub(in crate::office) person: PersonId,
    pub(in crate::office) received_at: Timestamp,
    pub(in crate::office) late: bool,
    /// How far the clock was ahead, in milliseconds.
    pub(in crate::office) skew_ms: i64,
}

const LINE: &str = "SELECT o.id, o.number, o.title, coalesce(b.name, ''), coalesce(b.place, ''),
    o.priority, o.due, o.state,
    coalesce((SELECT group_concat(name, ', ') FROM (SELECT p.name FROM assignment a JOIN person p ON p.id = a.person
        WHERE a.work_order = o.id ORDER BY p.name)), ''),
    o.contradictions, o.late, o.new_since_approval, o.finished_at, o.finished_by,
    (SELECT count(*) FROM photo ph WHERE ph.document = o.id AND ph.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM photo_received r WHERE r.sha256 = ph.sha256)), o.cause
    FROM work_order o LEFT JOIN building b ON b.id = o.building";

fn line(row: &Row<'_>) -> rusqlite::Result<OrderLine> {
    let priority: String = row.get(5)?;
    Ok(OrderLine {
        id: parsed(row, 0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        building_name: row.get(3)?,
        place: row.get(4)?,
        priority: Priority::named(&priority).ok_or_else(|| unreadable(5))?,
        due: optional_parsed(row, 6)?,
        state: row.get(7)?,
        assigned: row.get(8)?,
        contradictions: row.get(9)?,
        late: row.get(10)?,
        new_since_approval: row.get(11)?,
        finished_at: optional_instant(row, 12)?,
        finished_by: optional_parsed(row, 13)?,
        photos_missing: row.get(14)?,
        cause: row.get::<_, Option<String>>(15)?.and_then(|cause| CannotFinishCause::named(&cause)),
    })
}

/// These work orders, by number.
pub(super) fn by_id(reader: &Reader<'_>, ids: &[DocumentId]) -> rusqlite::Result<Vec<OrderLine>> {
    // An array as JSON: one statement for any number of ids.
    let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    let sql = format!("{LINE} WHERE o.id IN (SELECT value FROM json_each(?1)) ORDER BY o.number");
    reader.rows(&sql, [format!("[{}]", ids.join(","))], line)
}

impl Reader<'_> {
    /// Finished reports, and orders with something contradictory to settle, oldest first.
    pub(in crate::office) fn review_queue(&self) -> rusqlite::Result<Vec<OrderLine>> {
        let sql = format!(
            "{LINE} WHERE o.state IN ('finished', 'cannot-be-finished') OR o.contradictions > 0
             ORDER BY coalesce(o.finished_at, o.changed_at), o.id LIMIT ?1"
        );
        self.rows(&sql, [QUEUE_ROWS_MAX], line)
    }

    /// A page of work orders, and one row more when another page follows. What is to be done comes
    /// by due day, everything else newest first.
    pub(in crate::office) fn work_orders(&self, filter: &OrderFilter) -> rusqlite::Result<Vec<OrderLine>> {
        let mut conditions: Vec<&str> = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        let mut restrict = |condition: &'static str, value: Option<String>| {
            if let Some(value) = value {
                conditions.push(condition);
                values.push(Value::Text(value));
            }
        };
        if let StateFilter::One(state) = filter.state {
            restrict("o.state = ?", Some(state.to_owned()));
        }
        restrict("o.team = ?", filter.team.map(|id| id.to_string()));
        restrict(
            "o.id IN (SELECT work_order FROM assignment WHERE person = ?)",
            filter.technician.map(|id| id.to_string()),
        );
        restrict("o.building = ?", filter.building.map(|id| id.to_string()));
        restrict("o.nature = ?", filter.nature.map(|id| id.to_string()));
        restrict("o.priority = ?", filter.priority.map(|priority| priority.name().to_owned()));
        restrict("o.cause = ?", filter.cause.map(|cause| cause.name().to_owned()));
        let text = filter.text.trim();
        restrict("o.search LIKE ? ESCAPE '\\'", (!text.is_empty()).then(|| pattern(text)));
        if filter.state == StateFilter::ToDo {
            conditions.push("o.state IN ('open', 'in-progress', 'paused', 'sent-back')");
        }
        let order = match filter.state {
            StateFilter::ToDo => "o.due IS NULL, o.due, o.priority_rank, o.number",
            StateFilter::All | StateFilter::One(_) => "o.number DESC",
        };
        let all = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let sql = format!("{LINE} WHERE {all} ORDER BY {order} LIMIT ? OFFSET ?");
        values.extend([Value::Integer(limit()), Value::Integer(offset(filter.page))]);
        self.rows(&sql, params_from_iter(values), line)
    }

    /// The number of the next work order of a year.
    pub(in crate::office) fn next_number(&self, year: i16) -> rusqlite::Result<String> {
        let (from, to) = (format!("{year}-"), format!("{year}-~"));
        let newest: Option<String> = self
            .db
            // Longer numbers are larger: `2027-10000` comes after `2027-9999`.
            .prepare_cached(
                "SELECT number FROM work_order WHERE number >= ?1 AND number < ?2
                 ORDER BY length(number) DESC, number DESC LIMIT 1",
            )?
            .query_row(params![from, to], |row| row.get(0))
            .optional()?;
        let newest = newest.and_then(|number| number.get(from.len()..)?.parse::<u32>().ok()).unwrap_or(0);
        Ok(format!("{year}-{:04}", newest + 1))
    }

    /// Which of these pictures the office has.
    pub(in crate::office) fn received(
        &self,
        photos: &BTreeSet<Sha256>,
    ) -> rusqlite::Result<BTreeSet<Sha256>> {
        let mut statement = self.db.prepare_cached("SELECT 1 FROM photo_received WHERE sha256 = ?1")?;
        let mut received = BTreeSet::new();
        for sha256 in photos {
            if statement.exists([sha256.to_string()])? {
                received.insert(*sha256);
            }
        }
        Ok(received)
    }

    /// What came late or with a wrong clock for a work order, oldest first, one row for each
    /// person and kind.
    pub(in crate::office) fn deliveries(&self, order: DocumentId) -> rusqlite::Result<Vec<DeliveryRow>> {
        self.rows(
            "SELECT person, max(received_at), late, skew_ms FROM delivery WHERE work_order = ?1
             GROUP BY person, late, abs(skew_ms) >= ?2 ORDER BY 2 LIMIT ?3",
            params![order.to_string(), SKEW_MS_SHOWN_MIN, DELIVERY_ROWS_MAX],
            |row| {
                Ok(DeliveryRow {
                    person: parsed(row, 0)?,
                    received_at: instant(row, 1)?,
                    late: row.get(2)?,
                    skew_ms: row.get(3)?,
                })
            },
        )
    }
}
