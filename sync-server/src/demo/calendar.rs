//! When things happened: everything is counted from the day the demo is filled, in working days
//! and Belgian hours, and nothing happened later than that moment.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp as Instant};
use shared::{Day, Timestamp};

/// A minute.
pub(crate) const MINUTE_MS: i64 = 60_000;

/// The days around the filling of the demo.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    now: Timestamp,
    zone: TimeZone,
    today: Date,
}

impl Calendar {
    /// The calendar of this moment.
    pub(crate) fn new(now: Timestamp) -> Self {
        let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
        let instant = Instant::from_millisecond(now.0).unwrap_or(Instant::UNIX_EPOCH);
        let today = instant.to_zoned_datetime(zone.clone()).date();
        Self { now, zone, today }
    }

    /// The moment of filling.
    pub(crate) const fn now(&self) -> Timestamp {
        self.now
    }

    /// The day so many days from today.
    pub(crate) fn day(&self, offset: i64) -> Day {
        Day::from(self.date(offset))
    }

    fn date(&self, offset: i64) -> Date {
        self.today.saturating_add(Span::new().days(offset))
    }

    /// How many days ago the `back`-th working day before today was; 0 is today, whatever it is.
    pub(crate) fn days_ago(&self, back: i64) -> i64 {
        let (mut days, mut left) = (0, back);
        while left > 0 {
            days += 1;
            if !matches!(self.date(-days).weekday(), Weekday::Saturday | Weekday::Sunday) {
                left -= 1;
            }
        }
        days
    }

    /// A time of the `back`-th working day before today, never later than now.
    pub(crate) fn at(&self, back: i64, minute_of_day: i64) -> Timestamp {
        self.on(-self.days_ago(back), minute_of_day).min(self.now.plus_ms(-MINUTE_MS))
    }

    /// A time of the day so many days from today, past or to come.
    pub(crate) fn on(&self, offset: i64, minute_of_day: i64) -> Timestamp {
        let (hour, minute) = (minute_of_day / 60 % 24, minute_of_day % 60);
        let time = self.date(offset).at(hour as i8, minute as i8, 0, 0);
        time.to_zoned_datetime(self.zone.clone())
            .map_or(self.now, |zoned| Timestamp(zoned.timestamp().as_millisecond()))
    }

    /// So many minutes ago when people are at work now, or before the end of the last working day.
    pub(crate) fn lately(&self, minutes: i64) -> Timestamp {
        let instant = Instant::from_millisecond(self.now.0).unwrap_or(Instant::UNIX_EPOCH);
        let hour = instant.to_zoned_datetime(self.zone.clone()).hour();
        let is_weekend = matches!(self.today.weekday(), Weekday::Saturday | Weekday::Sunday);
        let end = if is_weekend || !(10..17).contains(&hour) { self.at(1, 16 * 60) } else { self.now };
        end.plus_ms(-minutes * MINUTE_MS)
    }

    /// The year an instant is in, in Belgium.
    pub(crate) fn year(&self, at: Timestamp) -> i16 {
        Instant::from_millisecond(at.0)
            .map_or(self.today.year(), |instant| instant.to_zoned_datetime(self.zone.clone()).date().year())
    }
}
