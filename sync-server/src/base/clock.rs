//! Where time and fresh random bits come from.

use jiff::tz::TimeZone;
use shared::{Day, Moment, Timestamp};

/// Where time and fresh random bits come from.
pub trait Clock: Send + Sync {
    /// The wall clock.
    fn now(&self) -> Timestamp;
    /// 64 random bits, never the same twice.
    fn entropy(&self) -> u64;

    /// Whose days and years people mean: the commune's.
    fn zone(&self) -> TimeZone {
        TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC)
    }

    /// Today, as people there say it.
    fn today(&self) -> Day {
        let now = jiff::Timestamp::from_millisecond(self.now().0).unwrap_or_default();
        Day::from(self.zone().to_datetime(now).date())
    }

    /// 128 random bits, as ids are made of.
    fn sixteen_bytes(&self) -> [u8; 16] {
        (u128::from(self.entropy()) << 64 | u128::from(self.entropy())).to_be_bytes()
    }

    /// Both.
    fn moment(&self) -> Moment {
        Moment { wall: self.now(), entropy: self.entropy() }
    }
}

impl Clock for CommuneClock {
    fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    fn entropy(&self) -> u64 {
        SystemClock.entropy()
    }

    fn zone(&self) -> TimeZone {
        self.0.clone()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp(since.ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0))
    }

    fn entropy(&self) -> u64 {
        getrandom::u64().unwrap_or_else(|error| {
            // Without random numbers no id or token is safe: stop rather than go on.
            tracing::error!(%error, "no random numbers");
            std::process::abort()
        })
    }
}

/// The system's clock and random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// The system's clock, with the days of a commune.
#[derive(Debug, Clone)]
pub struct CommuneClock(pub TimeZone);

/// Where a commune is unless told otherwise.
pub const TIME_ZONE: &str = "Europe/Brussels";
