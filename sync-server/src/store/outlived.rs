//! Rows of no document that are kept for a time: how many are over it, and their end. Which times those are is said
//! above; here they are instants. What is from before [`PLAUSIBLE_SINCE`] is not judged by its time, and stays.

use shared::{Day, Timestamp};

use crate::base::limits::PLAUSIBLE_SINCE;
use crate::sql::{self, Row};
use crate::store::column::Result;
use crate::store::database::Store;
use crate::values;

/// The name of the last forgotten row of the log of syncs among the settings.
const SYNCS_FORGOTTEN: &str = "syncs_forgotten";

/// What is over its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outlived {
    /// How many things.
    pub things: u64,
    /// Of when the oldest is, where it has an instant.
    pub oldest: Option<Timestamp>,
    /// Of when the newest is.
    pub newest: Option<Timestamp>,
}

impl Outlived {
    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let either = |one: Option<Timestamp>, other: Option<Timestamp>, choose: fn(i64, i64) -> i64| {
            one.zip(other).map(|(one, other)| Timestamp(choose(one.0, other.0))).or(one).or(other)
        };
        Self {
            things: self.things + other.things,
            oldest: either(self.oldest, other.oldest, i64::min),
            newest: either(self.newest, other.newest, i64::max),
        }
    }

    /// The same with one thing more, of an instant.
    #[must_use]
    pub fn and(self, at: Timestamp) -> Self {
        self.with(Self { things: 1, oldest: Some(at), newest: Some(at) })
    }
}

pub(crate) fn read(row: &Row<'_>) -> sql::Result<Outlived> {
    Ok(Outlived {
        things: row.get::<i64>("things")?.unsigned_abs(),
        oldest: row.get::<Option<i64>>("oldest")?.map(Timestamp),
        newest: row.get::<Option<i64>>("newest")?.map(Timestamp),
    })
}

impl Store {
    /// Browsers known before and attempts to guess, last used before an instant; sessions too, and those that
    /// began before `begun`, because nothing comes in with them any more.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn outlived_sign_ins(&self, before: Timestamp, begun: Timestamp) -> Result<Outlived> {
        Ok(self.db.one(
            "SELECT count(*) AS things, min(at) AS oldest, max(at) AS newest FROM (
                 SELECT used_at AS at FROM session WHERE used_at < $1 OR created_at < $2
                 UNION ALL SELECT used_at AS at FROM known_secret
                     WHERE used_at < $1 AND used_at >= $3 AND until IS NULL
                 UNION ALL SELECT at FROM attempt WHERE at < $1 AND at >= $3) AS outlived",
            values![before.0, begun.0, PLAUSIBLE_SINCE.0],
            read,
        )?)
    }

    /// Forgets what [`Store::outlived_sign_ins`] counts.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn end_sign_ins(&self, before: Timestamp, begun: Timestamp) -> Result<()> {
        let sql = "DELETE FROM session WHERE used_at < $1 OR created_at < $2";
        self.db.execute(sql, values![before.0, begun.0])?;
        let sql = "DELETE FROM known_secret WHERE used_at < $1 AND used_at >= $2 AND until IS NULL";
        self.db.execute(sql, values![before.0, PLAUSIBLE_SINCE.0])?;
        let sql = "DELETE FROM attempt WHERE at < $1 AND at >= $2";
        self.db.execute(sql, values![before.0, PLAUSIBLE_SINCE.0])?;
        Ok(())
    }

    /// Lines of the log of syncs from before an instant, what forms of the office did before, and the days of devices
    /// before a day. The newest line of the log stays in any case.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn outlived_technical(&self, before: Timestamp, day: Day) -> Result<Outlived> {
        Ok(self.db.one(
            "SELECT count(*) AS things, min(at) AS oldest, max(at) AS newest FROM (
                 SELECT at FROM sync_log WHERE id <= $2
                 UNION ALL SELECT at FROM form_step WHERE at < $1 AND at >= $4
                 UNION ALL SELECT at FROM form_answer WHERE at < $1 AND at >= $4
                 UNION ALL SELECT CAST(NULL AS BIGINT) AS at FROM device_day WHERE day < $3 AND day >= '2020') AS outlived",
            values![before.0, self.last_outlived_sync(before)?, day.to_string(), PLAUSIBLE_SINCE.0],
            read,
        )?)
    }

    /// Forgets what [`Store::outlived_technical`] counts.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn end_technical(&self, before: Timestamp, day: Day) -> Result<()> {
        let last = self.last_outlived_sync(before)?;
        if last > self.syncs_forgotten()? {
            self.db.execute("DELETE FROM sync_log WHERE id <= $1", values![last])?;
            self.set_meta(SYNCS_FORGOTTEN, &last.to_string())?;
        }
        for sql in [
            "DELETE FROM form_step WHERE at < $1 AND at >= $2",
            "DELETE FROM form_answer WHERE at < $1 AND at >= $2",
        ] {
            self.db.execute(sql, values![before.0, PLAUSIBLE_SINCE.0])?;
        }
        let sql = "DELETE FROM device_day WHERE day < $1 AND day >= '2020'";
        self.db.execute(sql, values![day.to_string()])?;
        Ok(())
    }

    /// The number of the last line of the log of syncs that was forgotten, because it was over its time; 0 when none
    /// was. All up to it were given once.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn syncs_forgotten(&self) -> Result<i64> {
        Ok(self.meta(SYNCS_FORGOTTEN)?.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    /// The last line of the log of syncs before the first that is not over its time, and before the newest; 0 when there
    /// is none. One whose own time is no time goes with a later one that is old enough.
    fn last_outlived_sync(&self, before: Timestamp) -> Result<i64> {
        let sql = "SELECT coalesce(max(id), 0) AS id FROM sync_log WHERE at >= $2 AND id < coalesce(
                       (SELECT min(id) FROM sync_log WHERE at >= $1), (SELECT max(id) FROM sync_log))";
        Ok(self.db.one(sql, values![before.0, PLAUSIBLE_SINCE.0], |row| row.get("id"))?)
    }

    /// Refused changes and offers that somebody dealt with before an instant, and refused ones that came in some other
    /// way since.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails, or a row is not what was written.
    pub fn outlived_decided(&self, before: Timestamp) -> Result<Outlived> {
        Ok(self.db.one(
            "SELECT count(*) AS things, min(at) AS oldest, max(at) AS newest FROM (
                 SELECT dealt_at AS at FROM refused_change WHERE dealt_at < $1 AND dealt_at >= $2
                 UNION ALL SELECT received_at AS at FROM refused_change WHERE fate IS NULL AND received_at < $1 AND received_at >= $2
                     AND EXISTS (SELECT 1 FROM feed WHERE feed.document = refused_change.document
                                 AND feed.hash = refused_change.hash)
                 UNION ALL SELECT decided_at AS at FROM offered_change WHERE decided_at < $1 AND decided_at >= $2) AS outlived",
            values![before.0, PLAUSIBLE_SINCE.0],
            read,
        )?)
    }

    /// Forgets what [`Store::outlived_decided`] counts, with the bytes.
    ///
    /// # Errors
    /// [`crate::store::error::StoreError`] when the disk fails.
    pub fn end_decided(&self, before: Timestamp) -> Result<()> {
        self.db.execute(
            "DELETE FROM refused_change WHERE dealt_at < $1 AND dealt_at >= $2
                 OR fate IS NULL AND received_at < $1 AND received_at >= $2
                     AND EXISTS (SELECT 1 FROM feed WHERE feed.document = refused_change.document
                                 AND feed.hash = refused_change.hash)",
            values![before.0, PLAUSIBLE_SINCE.0],
        )?;
        let sql = "DELETE FROM offered_change WHERE decided_at < $1 AND decided_at >= $2";
        self.db.execute(sql, values![before.0, PLAUSIBLE_SINCE.0])?;
        Ok(())
    }
}
