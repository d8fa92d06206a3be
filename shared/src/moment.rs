//! Time, as it is passed in: wall-clock timestamps, calendar days, and the clock that gives
//! facts their ids.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::FactId;
use crate::limits::{INSTANT_MS_MAX, YEAR_MAX, YEAR_MIN};

/// Milliseconds since 1970-01-01 UTC, as some device's wall clock had it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[serde(transparent)]
#[cbor(transparent)]
pub struct Timestamp(#[n(0)] pub i64);

impl Timestamp {
    /// This instant, moved by `delta_ms` milliseconds.
    #[must_use]
    pub const fn plus_ms(self, delta_ms: i64) -> Self {
        Self(self.0.saturating_add(delta_ms))
    }

    /// This instant, or the nearest that calendars know: a clock can be at the end of time.
    #[must_use]
    pub fn within_calendar(self) -> Self {
        Self(self.0.clamp(-INSTANT_MS_MAX, INSTANT_MS_MAX))
    }

    /// Whether somebody can mean this instant: of a year from [`YEAR_MIN`] to [`YEAR_MAX`], in any zone.
    #[must_use]
    pub fn is_plausible(self) -> bool {
        let instant = jiff::Timestamp::from_millisecond(self.0);
        instant.is_ok_and(|instant| {
            let date = jiff::tz::Offset::UTC.to_datetime(instant).date();
            Day(date).is_plausible()
        })
    }

    /// Milliseconds from `earlier` to this instant; negative when it is later.
    #[must_use]
    pub const fn ms_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A day of the calendar, without a time: `2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(jiff::civil::Date);

/// A text that is not a calendar day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a day of the calendar (YYYY-MM-DD)")]
pub struct InvalidDay;

impl Day {
    /// The calendar date, for arithmetic and display.
    #[must_use]
    pub const fn date(self) -> jiff::civil::Date {
        self.0
    }

    /// Whether somebody can mean this day: of a year from [`YEAR_MIN`] to [`YEAR_MAX`].
    #[must_use]
    pub fn is_plausible(self) -> bool {
        (YEAR_MIN..=YEAR_MAX).contains(&self.0.year())
    }
}

impl From<jiff::civil::Date> for Day {
    fn from(date: jiff::civil::Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Day {
    type Err = InvalidDay;

    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        // By hand: the library's parser reads far more than this one form, and is as large.
        let number = |range: std::ops::Range<usize>| {
            let digits = text.get(range).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            digits.and_then(|digits| digits.parse::<i16>().ok()).ok_or(InvalidDay)
        };
        if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
            return Err(InvalidDay);
        }
        let (month, day) = (i8::try_from(number(5..7)?), i8::try_from(number(8..10)?));
        let (month, day) = (month.map_err(|_| InvalidDay)?, day.map_err(|_| InvalidDay)?);
        jiff::civil::Date::new(number(0..4)?, month, day).map(Self).map_err(|_| InvalidDay)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What a device knows at the moment somebody acts: its wall clock and fresh random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The wall clock.
    pub wall: Timestamp,
    /// 64 random bits, never used twice.
    pub entropy: u64,
}

/// Gives facts their ids: UUIDv7 (RFC 9562) from a hybrid logical clock.
///
/// An id is at least the wall clock and always greater than every id already in the document, so
/// ids sort causally even where a phone's clock is wrong. Layout: 48 bits of milliseconds, a
/// 12-bit counter (RFC 9562 §6.2, method 1), 62 random bits.
#[derive(Debug, Clone)]
pub struct FactClock {
    newest: u64,
    entropy: u64,
}

const COUNTER_BITS: u32 = 12;

impl FactClock {
    /// A clock that has seen `newest`, the greatest fact id of the document, if there is one.
    #[must_use]
    pub fn new(newest: Option<FactId>, moment: Moment) -> Self {
        let wall_ms = u64::try_from(moment.wall.within_calendar().0).unwrap_or(0);
        let after_newest = newest.map_or(0, |id| tick_of(id) + 1);
        let first = (wall_ms << COUNTER_BITS).max(after_newest);
        Self { newest: first, entropy: moment.entropy }
    }

    /// The next id.
    #[must_use]
    pub fn next_id(&mut self) -> FactId {
        let tick = self.newest;
        self.newest += 1;
        let (ms, counter) = (tick >> COUNTER_BITS, tick & ((1 << COUNTER_BITS) - 1));
        let high = (ms << 16) | 0x7000 | counter;
        let low = (self.entropy & (u64::MAX >> 2)) | (1 << 63);
        FactId::from_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
    }
}

/// Milliseconds and counter of an id, as one number that grows.
fn tick_of(id: FactId) -> u64 {
    let high = (u128::from_be_bytes(*id.as_bytes()) >> 64) as u64;
    (high >> 16) << COUNTER_BITS | (high & ((1 << COUNTER_BITS) - 1))
}

impl FactId {
    /// Whether a [`FactClock`] can have built it: any other id would leave the order of facts to
    /// whoever chose it.
    #[must_use]
    pub const fn is_of_the_clock(self) -> bool {
        let bytes = self.as_bytes();
        bytes[6] >> 4 == 7 && bytes[8] >> 6 == 2
    }

    /// The instant in the id: the wall clock of the device that made it, or later if it knew a
    /// later fact.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        Timestamp(i64::try_from(tick_of(*self) >> COUNTER_BITS).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(ms: i64, entropy: u64) -> Moment {
        Moment { wall: Timestamp(ms), entropy }
    }

    #[test]
    fn ids_follow_the_newest_even_when_the_clock_is_a_day_behind() {
        let newest = FactClock::new(None, moment(1_800_000_000_000, 7)).next_id();
        let later = FactClock::new(Some(newest), moment(1_799_913_600_000, 1)).next_id();
        assert!(later > newest);
    }

    #[test]
    fn ids_of_one_command_grow_and_carry_their_version() {
        let mut clock = FactClock::new(None, moment(1_800_000_000_000, u64::MAX));
        let ids: Vec<FactId> = (0..5000).map(|_| clock.next_id()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.to_string().as_bytes()[14] == b'7'));
    }

    #[test]
    fn two_devices_with_the_same_tick_do_not_collide() {
        let newest = FactClock::new(None, moment(5, 0)).next_id();
        let one = FactClock::new(Some(newest), moment(1, 11)).next_id();
        let other = FactClock::new(Some(newest), moment(1, 12)).next_id();
        assert_ne!(one, other);
    }

    #[test]
    fn an_id_of_the_clock_is_told_from_any_other() {
        assert!(FactClock::new(None, moment(1_234, u64::MAX)).next_id().is_of_the_clock());
        assert!(!FactId::from_bytes([0xFF; 16]).is_of_the_clock());
        assert!(!FactId::from_bytes([0x77; 16]).is_of_the_clock(), "the variant counts too");
    }

    #[test]
    fn a_clock_at_the_end_of_time_leaves_room_for_what_follows() {
        let last = FactClock::new(None, moment(i64::MAX, 7)).next_id();
        assert_eq!(last.timestamp(), Timestamp(INSTANT_MS_MAX));
        let mut clock = FactClock::new(Some(last), moment(i64::MAX, 7));
        assert!((0..10_000).map(|_| clock.next_id()).all(|id| id > last));
    }

    #[test]
    fn an_id_tells_its_instant() {
        assert_eq!(FactClock::new(None, moment(1_234, 9)).next_id().timestamp(), Timestamp(1_234));
    }

    #[test]
    fn a_day_can_be_meant_in_this_century() {
        let plausible = |text: &str| text.parse::<Day>().unwrap().is_plausible();
        assert!(plausible("2000-01-01") && plausible("2099-12-31"));
        for slip in ["0026-11-23", "1900-01-01", "1999-12-31", "2100-01-01", "9999-12-31"] {
            assert!(!plausible(slip), "{slip}");
        }
        assert!("20227-01-01".parse::<Day>().is_err());
        assert!(Timestamp(1_800_000_000_000).is_plausible());
        for slip in [Timestamp(-1), Timestamp(i64::MAX), Timestamp(0)] {
            assert!(!slip.is_plausible(), "{slip:?}");
        }
    }

    #[test]
    fn a_day_is_read_strictly() {
        assert_eq!("2026-11-23".parse::<Day>().unwrap().to_string(), "2026-11-23");
        assert!("2026-02-30".parse::<Day>().is_err());
        assert!("20261123".parse::<Day>().is_err());
    }
}
