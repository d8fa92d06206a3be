//! Work orders: lists, the review queue, and what came late.

use std::collections::BTreeSet;

use shared::document::priority::Priority;
use shared::work_order::CannotFinishCause;
use shared::{AssetId, Day, DocumentId, NatureId, PersonId, Quantity, Sha256, TeamId, Timestamp};

use crate::base::limits::{DELIVERY_ROWS_MAX, HITS_MAX, QUEUE_ROWS_MAX, SKEW_MS_SHOWN_MIN};
use crate::projection::conditions::Conditions;
use crate::projection::reader::{Reader, instant, limit, offset, optional_instant, optional_parsed, parsed};
use crate::projection::table;
use crate::sql::{self, Row};
use crate::values;

/// Where the words of a search for work orders may stand.
const ORDER_PLACES: [&str; 8] = [
    "strpos(o.search, :word) > 0",
    "o.building IN (SELECT id FROM building WHERE strpos(search, :word) > 0)",
    "o.asset IN (SELECT id FROM asset WHERE strpos(search, :word) > 0)",
    "o.id IN (SELECT work_order FROM assignment JOIN person ON person.id = person WHERE strpos(search, :word) > 0)",
    "o.id IN (SELECT work_order FROM intervention JOIN person ON person.id = person WHERE strpos(search, :word) > 0)",
    "o.team IN (SELECT id FROM team WHERE strpos(search, :word) > 0)",
    "o.nature IN (SELECT id FROM nature WHERE strpos(search, :word) > 0)",
    "o.organisation IN (SELECT id FROM organisation WHERE strpos(search, :word) > 0)",
];

/// An approved order.
#[derive(Debug, Clone)]
pub(crate) struct ApprovedBy {
    pub(crate) order: DocumentId,
    /// Its number and its title.
    pub(crate) title: String,
    /// When it was approved.
    pub(crate) at: Timestamp,
}

/// One work order, in a line.
#[derive(Debug, Clone)]
pub(crate) struct OrderLine {
    pub(crate) id: DocumentId,
    pub(crate) number: String,
    pub(crate) title: String,
    /// Empty while the building is not here yet.
    pub(crate) building_name: String,
    pub(crate) place: String,
    pub(crate) priority: Priority,
    pub(crate) due: Option<Day>,
    pub(crate) state: String,
    /// Names, comma between.
    pub(crate) assigned: String,
    pub(crate) contradictions: u32,
    pub(crate) late: bool,
    pub(crate) new_since_approval: bool,
    pub(crate) finished_at: Option<Timestamp>,
    pub(crate) finished_by: Option<PersonId>,
    /// Pictures still on a phone.
    pub(crate) photos_missing: u32,
    /// Why it cannot be finished, if it cannot.
    pub(crate) cause: Option<CannotFinishCause>,
    /// Checks that are not in order.
    pub(crate) checks_failed: u32,
    /// Checks that had to be answered and are not, though the work is said to be done.
    pub(crate) checks_left_out: u32,
    /// Somebody was there and nobody wrote a word.
    pub(crate) unwritten: bool,
    /// It is assigned to nobody.
    pub(crate) nobodys: bool,
}

/// Which states a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum StateFilter {
    /// Everything a technician still has to do.
    #[default]
    ToDo,
    /// Every state.
    All,
    /// One of [`shared::work_order::status::State::NAMES`].
    One(&'static str),
}

/// Which work orders a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct OrderFilter {
    pub(crate) state: StateFilter,
    pub(crate) team: Option<TeamId>,
    pub(crate) technician: Option<PersonId>,
    /// Only those that are nobody's in particular.
    pub(crate) unassigned: bool,
    pub(crate) building: Option<DocumentId>,
    pub(crate) nature: Option<NatureId>,
    pub(crate) asset: Option<AssetId>,
    pub(crate) priority: Option<Priority>,
    /// Of those that cannot be finished.
    pub(crate) cause: Option<CannotFinishCause>,
    pub(crate) visited: Option<Visited>,
    pub(crate) text: String,
    /// None is the usual order: what is to be done by due day, the urgent first; everything else newest first.
    pub(crate) sort: Option<OrderSort>,
    /// From 0.
    pub(crate) page: u32,
}

/// What a list of work orders is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OrderSort {
    pub(crate) by: OrderColumn,
    pub(crate) descending: bool,
}

/// A column of the list that sorts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderColumn {
    Number,
    Place,
    State,
    Due,
}

impl OrderColumn {
    /// Each with its word in addresses.
    pub(crate) const NAMED: [(Self, &'static str); 4] =
        [(Self::Number, "number"), (Self::Place, "place"), (Self::State, "state"), (Self::Due, "due")];
}

impl OrderSort {
    /// Reads a word in an address: `due`, and `-due` for the last first.
    pub(crate) fn named(word: &str) -> Option<Self> {
        let (descending, name) = word.strip_prefix('-').map_or((false, word), |name| (true, name));
        let by = OrderColumn::NAMED.into_iter().find(|(_, known)| *known == name)?.0;
        Some(Self { by, descending })
    }

    fn sql(self) -> String {
        let way = if self.descending { "DESC" } else { "ASC" };
        match self.by {
            OrderColumn::Number => format!("length(o.number) {way}, o.number {way}"),
            OrderColumn::Place => format!("coalesce(b.name, '') COLLATE dictionary {way}, o.number"),
            OrderColumn::State => format!(
                "CASE o.state WHEN 'open' THEN 0 WHEN 'in-progress' THEN 1 WHEN 'paused' THEN 2
                     WHEN 'sent-back' THEN 3 WHEN 'finished' THEN 4 WHEN 'cannot-be-finished' THEN 5
                     WHEN 'approved' THEN 6 ELSE 7 END {way}, o.number"
            ),
            OrderColumn::Due => format!("o.due IS NULL, o.due {way}, o.priority_rank, o.number"),
        }
    }
}

/// Which reports wait on the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ReviewFilter {
    /// Only those that want a closer look, or only those that do not.
    pub(crate) odd: Option<bool>,
    pub(crate) finished_by: Option<PersonId>,
    pub(crate) newest_first: bool,
}

/// What was measured before, of one item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) label: String,
    pub(crate) unit: Option<String>,
    pub(crate) count: u32,
    pub(crate) least: Quantity,
    pub(crate) most: Quantity,
}

impl OrderLine {
    /// Whether its report wants a closer look: [`ODD`], of a line that was read.
    pub(crate) fn is_odd(&self) -> bool {
        self.state == "cannot-be-finished"
            || self.contradictions > 0
            || self.late
            || self.new_since_approval
            || self.photos_missing > 0
            || self.checks_failed > 0
            || self.checks_left_out > 0
            || self.unwritten
    }
}

/// Of an order `o`: whether a supervisor has something to decide.
const IN_QUEUE: &str = "o.state IN ('finished', 'cannot-be-finished') OR o.contradictions > 0";

/// Of a [`LINE`]: whether the report wants a closer look.
const ODD: &str = "(state = 'cannot-be-finished' OR contradictions > 0 OR late OR new_since_approval
    OR photos_missing > 0 OR checks_failed > 0 OR checks_left_out > 0 OR unwritten)";

/// A visit that orders of a list have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Visited {
    /// Who went there; none for anybody.
    pub(crate) by: Option<PersonId>,
    /// Begun at or after this, and before that.
    pub(crate) between: Option<(Timestamp, Timestamp)>,
}

/// What a technician still has to do, as a condition.
const TO_DO: &str = "o.state IN ('open', 'in-progress', 'paused', 'sent-back')";

impl OrderFilter {
    fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        match self.state {
            StateFilter::ToDo => conditions.and(TO_DO),
            StateFilter::All => {}
            StateFilter::One(state) => conditions.and_equal("o.state", Some(state)),
        }
        conditions.and_equal("o.team", self.team);
        if let Some(technician) = self.technician {
            let person = conditions.bind(technician.to_string());
            conditions.and(format!("o.id IN (SELECT work_order FROM assignment WHERE person = {person})"));
        }
        if self.unassigned {
            conditions.and("NOT EXISTS (SELECT 1 FROM assignment a WHERE a.work_order = o.id)");
        }
        conditions.and_equal("o.building", self.building);
        conditions.and_equal("o.nature", self.nature);
        conditions.and_equal("o.asset", self.asset);
        conditions.and_equal("o.priority", self.priority.map(Priority::name));
        conditions.and_equal("o.cause", self.cause.map(|cause| cause.name()));
        if let Some(visited) = &self.visited {
            let mut visit = vec!["TRUE".to_owned()];
            if let Some(person) = visited.by {
                visit.push(format!("person = {}", conditions.bind(person.to_string())));
            }
            if let Some((from, until)) = visited.between {
                visit.push(format!("started_at >= {}", conditions.bind(table::instant(from))));
                visit.push(format!("started_at < {}", conditions.bind(table::instant(until))));
            }
            let visit = visit.join(" AND ");
            conditions.and(format!("o.id IN (SELECT work_order FROM intervention WHERE {visit})"));
        }
        conditions.and_found(&self.text, &ORDER_PLACES);
        conditions
    }
}

/// Changes that came late, or from a phone whose clock is wrong.
#[derive(Debug, Clone)]
pub(crate) struct DeliveryRow {
    pub(crate) person: PersonId,
    pub(crate) received_at: Timestamp,
    pub(crate) late: bool,
    /// How far the clock was ahead, in milliseconds.
    pub(crate) skew_ms: i64,
}

const LINE: &str = "SELECT o.id, o.number, o.title, coalesce(b.name, '') AS building_name,
             coalesce(b.place, '') AS place,
    o.priority, o.due, o.state,
    coalesce((SELECT string_agg(p.name, ', ' ORDER BY p.name COLLATE dictionary) FROM assignment a
        JOIN person p ON p.id = a.person WHERE a.work_order = o.id), '') AS assigned,
    o.contradictions, o.late, o.new_since_approval, o.finished_at, o.finished_by,
    (SELECT count(*) FROM photo ph WHERE ph.document = o.id AND ph.withdrawn_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM photo_received r
             WHERE r.sha256 = ph.sha256)) AS photos_missing, o.cause,
    CASE WHEN o.finished_at IS NULL THEN 0 ELSE (SELECT count(*) FROM checklist_answer c WHERE c.work_order = o.id
        AND c.kind = 'tick' AND c.answer = 'false') END AS checks_failed,
    CASE WHEN o.finished_at IS NULL OR o.cause IS NOT NULL THEN 0 ELSE (SELECT count(*) FROM checklist_answer c
        WHERE c.work_order = o.id AND c.required AND c.answer IS NULL) END AS checks_left_out,
    o.finished_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM intervention i WHERE i.work_order = o.id
        AND trim(i.report) <> '') AS unwritten,
    NOT EXISTS (SELECT 1 FROM assignment a WHERE a.work_order = o.id) AS nobodys
    FROM work_order o LEFT JOIN building b ON b.id = o.building";

fn line(row: &Row<'_>) -> sql::Result<OrderLine> {
    let priority: String = row.get("priority")?;
    Ok(OrderLine {
        id: parsed(row, "id")?,
        number: row.get("number")?,
        title: row.get("title")?,
        building_name: row.get("building_name")?,
        place: row.get("place")?,
        priority: Priority::named(&priority).ok_or_else(|| row.unreadable("priority"))?,
        due: optional_parsed(row, "due")?,
        state: row.get("state")?,
        assigned: row.get("assigned")?,
        contradictions: row.get("contradictions")?,
        late: row.get("late")?,
        new_since_approval: row.get("new_since_approval")?,
        finished_at: optional_instant(row, "finished_at")?,
        finished_by: optional_parsed(row, "finished_by")?,
        photos_missing: row.get("photos_missing")?,
        cause: row.get::<Option<String>>("cause")?.and_then(|cause| CannotFinishCause::named(&cause)),
        checks_failed: row.get("checks_failed")?,
        checks_left_out: row.get("checks_left_out")?,
        unwritten: row.get("unwritten")?,
        nobodys: row.get("nobodys")?,
    })
}

/// These work orders, by number.
pub(crate) fn by_id(reader: &Reader<'_>, ids: &[DocumentId]) -> sql::Result<Vec<OrderLine>> {
    let sql = format!("{LINE} WHERE o.id = $1");
    let mut lines = Vec::new();
    for id in ids {
        lines.extend(reader.db.first(&sql, values![id.to_string()], line)?);
    }
    lines.sort_by(|one, other| one.number.cmp(&other.number));
    Ok(lines)
}

impl Reader<'_> {
    /// Finished reports, and orders with something contradictory to settle.
    pub(crate) fn review_queue(&self, filter: &ReviewFilter) -> sql::Result<Vec<OrderLine>> {
        let only = match filter.odd {
            None => String::new(),
            Some(true) => format!("AND {ODD}"),
            Some(false) => format!("AND NOT {ODD}"),
        };
        let way = if filter.newest_first { "DESC" } else { "ASC" };
        let sql = format!(
            "SELECT * FROM ({LINE} WHERE {IN_QUEUE}) AS q
             WHERE (CAST($1 AS TEXT) IS NULL OR finished_by = $1) {only}
             ORDER BY coalesce(finished_at, (SELECT changed_at FROM work_order o
             WHERE o.id = q.id)) {way}, id {way}
             LIMIT $2"
        );
        self.rows(&sql, values![filter.finished_by.map(|id| id.to_string()), QUEUE_ROWS_MAX], line)
    }

    /// How many wait for review, and how many of these want a closer look.
    pub(crate) fn review_counts(&self) -> sql::Result<(u32, u32)> {
        let sql = format!(
            "SELECT count(*) AS waiting, count(*) FILTER (WHERE {ODD}) AS odd FROM ({LINE}
             WHERE {IN_QUEUE}) AS q"
        );
        self.db.one(&sql, &[], |row| Ok((row.get("waiting")?, row.get("odd")?)))
    }

    /// Who finished what waits for review.
    pub(crate) fn review_people(&self) -> sql::Result<Vec<PersonId>> {
        let sql = format!(
            "SELECT DISTINCT finished_by FROM work_order o WHERE finished_by IS NOT NULL AND ({IN_QUEUE})"
        );
        self.rows(&sql, &[], |row| parsed(row, "finished_by"))
    }

    /// What was measured on approved orders of a nature, item by item of the checklist.
    pub(crate) fn measured(&self, nature: NatureId) -> sql::Result<Vec<Measured>> {
        self.rows(
            "SELECT c.label, c.unit, count(*) AS answers, min(CAST(c.answer AS DOUBLE PRECISION)) AS least,
                 max(CAST(c.answer AS DOUBLE PRECISION)) AS most
             FROM work_order o JOIN checklist_answer c ON c.work_order = o.id
             WHERE o.nature = $1 AND o.state = 'approved' AND c.kind = 'measure' AND c.answer IS NOT NULL
             GROUP BY c.label, c.unit",
            values![nature.to_string()],
            |row| {
                let quantity = |number: f64| Quantity((number * 1000.0).round() as i64);
                Ok(Measured {
                    label: row.get("label")?,
                    unit: row.get("unit")?,
                    count: row.get("answers")?,
                    least: quantity(row.get("least")?),
                    most: quantity(row.get("most")?),
                })
            },
        )
    }

    /// A page of work orders, and one row more when another page follows. What is to be done comes
    /// by due day, the urgent first; everything else newest first.
    pub(crate) fn work_orders(&self, filter: &OrderFilter) -> sql::Result<Vec<OrderLine>> {
        let mut conditions = filter.conditions();
        let usual = match filter.state {
            StateFilter::ToDo => "o.priority <> 'urgent', o.due IS NULL, o.due, o.priority_rank, o.number",
            StateFilter::All | StateFilter::One(_) => "o.number DESC",
        };
        let order = filter.sort.map_or_else(|| usual.to_owned(), OrderSort::sql);
        let (all, limit, offset) =
            (conditions.sql(), conditions.bind(limit()), conditions.bind(offset(filter.page)));
        let sql = format!("{LINE} WHERE {all} ORDER BY {order} LIMIT {limit} OFFSET {offset}");
        self.rows(&sql, &conditions.values(), line)
    }

    /// Orders that are approved, by somebody since then, the last first.
    pub(crate) fn approved_by(&self, person: PersonId, since: Timestamp) -> sql::Result<Vec<ApprovedBy>> {
        self.rows(
            "SELECT o.id, o.number, o.title, s.at FROM step s JOIN work_order o ON o.id = s.work_order
             WHERE s.kind = 'approved' AND s.person = $1 AND s.at >= $2 AND o.state = 'approved'
             ORDER BY s.at DESC, o.id LIMIT $3",
            values![person.to_string(), table::instant(since), QUEUE_ROWS_MAX],
            |row| {
                let (number, title): (String, String) = (row.get("number")?, row.get("title")?);
                let title = number + " " + &title;
                Ok(ApprovedBy { order: parsed(row, "id")?, title, at: instant(row, "at")? })
            },
        )
    }

    /// How many work orders a filter lets through, on all pages.
    pub(crate) fn count_work_orders(&self, filter: &OrderFilter) -> sql::Result<u32> {
        let conditions = filter.conditions();
        let sql = format!("SELECT count(*) AS orders FROM work_order o WHERE {}", conditions.sql());
        self.db.one(&sql, &conditions.values(), |row| row.get("orders"))
    }

    /// The first work orders with the words of a filter: what is to be done before the rest, the newest first.
    pub(crate) fn orders_found(&self, filter: &OrderFilter) -> sql::Result<Vec<OrderLine>> {
        let conditions = filter.conditions();
        let sql = format!(
            "{LINE} WHERE {} ORDER BY {TO_DO} DESC, o.number DESC LIMIT {}",
            conditions.sql(),
            HITS_MAX + 1
        );
        self.rows(&sql, &conditions.values(), line)
    }

    /// The number of the next work order of a year.
    pub(crate) fn newest_order_number(&self, prefix: &str) -> sql::Result<u32> {
        self.newest_number("work_order", prefix)
    }

    /// Which of these pictures the office has.
    pub(crate) fn received(&self, photos: &BTreeSet<Sha256>) -> sql::Result<BTreeSet<Sha256>> {
        let sql = "SELECT 1 FROM photo_received WHERE sha256 = $1";
        let mut received = BTreeSet::new();
        for sha256 in photos {
            if self.db.exists(sql, values![sha256.to_string()])? {
                received.insert(*sha256);
            }
        }
        Ok(received)
    }

    /// What came late or with a wrong clock for a work order, oldest first, one row for each
    /// person and kind.
    pub(crate) fn deliveries(&self, order: DocumentId) -> sql::Result<Vec<DeliveryRow>> {
        self.rows(
            "SELECT person, received_at, late, skew_ms FROM
                 (SELECT person, received_at, late, skew_ms, row_number() OVER
                     (PARTITION BY person, late, abs(skew_ms) >= $2 ORDER BY received_at DESC) AS place
                  FROM delivery WHERE work_order = $1) AS d
             WHERE place = 1 ORDER BY received_at, person LIMIT $3",
            values![order.to_string(), SKEW_MS_SHOWN_MIN, DELIVERY_ROWS_MAX],
            |row| {
                Ok(DeliveryRow {
                    person: parsed(row, "person")?,
                    received_at: instant(row, "received_at")?,
                    late: row.get("late")?,
                    skew_ms: row.get("skew_ms")?,
                })
            },
        )
    }
}
