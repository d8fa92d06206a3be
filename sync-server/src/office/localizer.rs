//! Formats things in the reader's language: phrases, instants by the commune's clock, days, durations.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{Day, Language, PhraseValue, Phrases, Timestamp};

/// The office's phrases in a language.
pub(crate) const fn phrases_of(language: Language) -> &'static str {
    match language {
        Language::Fr => include_str!("../../locales/fr.ftl"),
        Language::Nl => include_str!("../../locales/nl.ftl"),
        Language::De => include_str!("../../locales/de.ftl"),
        Language::En => include_str!("../../locales/en.ftl"),
    }
}

/// Every language's phrases, parsed once.
pub(crate) struct Translations {
    phrases: BTreeMap<Language, Arc<Phrases>>,
    zone: TimeZone,
}

impl Translations {
    pub(crate) fn new(zone: TimeZone) -> Self {
        let phrases = |language| (language, Arc::new(Phrases::new(language, phrases_of(language))));
        Self { phrases: Language::ALL.into_iter().map(phrases).collect(), zone }
    }
}

/// One reader's language, at one moment.
#[derive(Clone)]
pub(crate) struct Localizer {
    language: Language,
    phrases: Option<Arc<Phrases>>,
    zone: TimeZone,
    now: Timestamp,
    /// On paper nobody knows what day was today.
    by_date: bool,
}

impl Localizer {
    pub(crate) fn new(book: &Translations, language: Language, now: Timestamp) -> Self {
        let phrases = book.phrases.get(&language).cloned();
        Self { language, phrases, zone: book.zone.clone(), now, by_date: false }
    }

    /// For what is read on another day: every day by its date.
    pub(crate) fn on_paper(&self) -> Self {
        Self { by_date: true, ..self.clone() }
    }

    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// The phrases, for who puts a text together.
    pub(crate) fn phrases(&self) -> Option<&Phrases> {
        self.phrases.as_deref()
    }

    /// A phrase.
    pub(crate) fn text(&self, key: &str) -> String {
        self.phrases.as_ref().map_or_else(|| key.to_owned(), |phrases| phrases.text(key))
    }

    /// A phrase with words in it.
    pub(crate) fn with(&self, key: &str, words: &[(&str, &str)]) -> String {
        let values: Vec<_> = words.iter().map(|(name, word)| (*name, PhraseValue::from(*word))).collect();
        self.phrases.as_ref().map_or_else(|| key.to_owned(), |phrases| phrases.text_with(key, &values))
    }

    /// A phrase that counts something, `$count`.
    pub(crate) fn count(&self, key: &str, count: u32) -> String {
        let values = [("count", PhraseValue::from(u64::from(count)))];
        self.phrases.as_ref().map_or_else(|| key.to_owned(), |phrases| phrases.text_with(key, &values))
    }

    fn zoned(&self, at: Timestamp) -> ZonedDateTime {
        let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        instant.to_zoned_datetime(self.zone.clone())
    }

    /// Today, where the commune is.
    pub(crate) fn today(&self) -> Day {
        Day::from(self.zoned(self.now).date())
    }

    /// The day of an instant, where the commune is.
    pub(crate) fn date(&self, at: Timestamp) -> Day {
        Day::from(self.zoned(at).date())
    }

    /// When a day begins where the commune is.
    pub(crate) fn begins(&self, day: Day) -> Timestamp {
        let midnight = day.date().to_zoned_datetime(self.zone.clone());
        Timestamp(midnight.map_or(0, |midnight| midnight.timestamp().as_millisecond()))
    }

    /// When a day is over there: when the next one begins.
    pub(crate) fn ends(&self, day: Day) -> Timestamp {
        day.date().tomorrow().map_or(Timestamp(i64::MAX), |next| self.begins(Day::from(next)))
    }

    /// When a year begins and ends here.
    pub(crate) fn year(&self, year: i16) -> Option<(Timestamp, Timestamp)> {
        let first = |year| jiff::civil::Date::new(year, 1, 1).ok().map(|day| self.begins(Day::from(day)));
        Some((first(year)?, first(year.checked_add(1)?)?))
    }

    /// An instant as people say it, without markup.
    pub(crate) fn instant(&self, at: Timestamp) -> String {
        let zoned = self.zoned(at);
        let time = self.clock(&zoned);
        let words = [("time", time.as_str()), ("day", &self.day(Day::from(zoned.date())))];
        self.with("when-day-time", &words)
    }

    /// An instant as people say it.
    pub(crate) fn moment(&self, at: Timestamp) -> Markup {
        html! { time datetime=(machine(at)) { (self.instant(at)) } }
    }

    /// Whether two instants are on different days here.
    pub(crate) fn is_another_day(&self, one: Timestamp, other: Timestamp) -> bool {
        self.zoned(one).date() != self.zoned(other).date()
    }

    /// The time of day of an instant.
    pub(crate) fn time(&self, at: Timestamp) -> Markup {
        html! { time datetime=(machine(at)) { (self.clock(&self.zoned(at))) } }
    }

    fn clock(&self, zoned: &ZonedDateTime) -> String {
        let (hour, minute) = (zoned.hour(), zoned.minute());
        match self.language {
            // Spaces that do not break.
            Language::Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
            Language::Nl | Language::De | Language::En => format!("{hour}:{minute:02}"),
        }
    }

    /// An instant as a spreadsheet of the reader's language reads one.
    pub(crate) fn cell(&self, at: Timestamp) -> String {
        let form = match self.language {
            Language::Fr | Language::Nl => "%d/%m/%Y %H:%M:%S",
            Language::De => "%d.%m.%Y %H:%M:%S",
            // Month and day change places from one country to the next.
            Language::En => "%Y-%m-%d %H:%M:%S",
        };
        self.zoned(at).strftime(form).to_string()
    }

    /// A day as people say it: today, tomorrow, yesterday, or its date.
    pub(crate) fn day(&self, day: Day) -> String {
        let (date, today) = (day.date(), self.today().date());
        if !self.by_date && date == today {
            self.text("when-today")
        } else if !self.by_date && Some(date) == today.tomorrow().ok() {
            self.text("when-tomorrow")
        } else if !self.by_date && Some(date) == today.yesterday().ok() {
            self.text("when-yesterday")
        } else {
            let (year, month, number) = (date.year(), date.month(), date.day());
            match self.language {
                Language::De => format!("{number:02}.{month:02}.{year}"),
                Language::Fr | Language::Nl | Language::En => format!("{number:02}/{month:02}/{year}"),
            }
        }
    }

    /// A length of work: hours and minutes, however many. Nobody works a day of 24 hours.
    pub(crate) fn work(&self, length_ms: i64) -> String {
        let minutes = length_ms.unsigned_abs() / 60_000;
        let (hours, rest) = ((minutes / 60).to_string(), format!("{:02}", minutes % 60));
        match (minutes / 60, minutes % 60) {
            (0, _) => self.with("duration-minutes", &[("minutes", &minutes.to_string())]),
            (_, 0) => self.with("duration-full-hours", &[("hours", &hours)]),
            (_, _) => self.with("duration-hours", &[("hours", &hours), ("minutes", &rest)]),
        }
    }

    /// A length of time, rounded to what matters.
    pub(crate) fn duration(&self, length_ms: i64) -> String {
        let minutes = length_ms.unsigned_abs() / 60_000;
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let (days_text, hours_text, rest_text) = (days.to_string(), hours.to_string(), format!("{rest:02}"));
        if days > 0 {
            self.with("duration-days", &[("days", &days_text), ("hours", &hours_text)])
        } else if hours > 0 {
            self.with("duration-hours", &[("hours", &hours_text), ("minutes", &rest_text)])
        } else {
            self.with("duration-minutes", &[("minutes", &rest.to_string())])
        }
    }

    /// A size of so many bytes.
    pub(crate) fn size(&self, bytes: u64) -> String {
        if bytes < 1_000_000 {
            return self.with("size-kilobytes", &[("size", &bytes.div_ceil(1_000).to_string())]);
        }
        let tenths = bytes.div_ceil(100_000);
        let megabytes = format!("{}{}{}", tenths / 10, self.decimal_sign(), tenths % 10);
        self.with("size-megabytes", &[("size", &megabytes)])
    }

    /// A count as it is written here: `4 921`.
    pub(crate) fn grouped(&self, count: usize) -> String {
        let digits = count.to_string();
        let gap = match self.language {
            // A space that does not break.
            Language::Fr => "\u{202f}",
            Language::Nl | Language::De => ".",
            Language::En => ",",
        };
        let head = digits.len() % 3;
        let groups = (0..digits.len()).filter(|at| *at == 0 || at % 3 == head % 3);
        let ends = groups.clone().skip(1).chain([digits.len()]);
        groups.zip(ends).map(|(from, to)| &digits[from..to]).collect::<Vec<_>>().join(gap)
    }

    /// A number as it is written here.
    pub(crate) fn number(&self, plain: &str) -> String {
        plain.replace('.', self.decimal_sign())
    }

    const fn decimal_sign(&self) -> &'static str {
        match self.language {
            Language::En => ".",
            Language::Fr | Language::Nl | Language::De => ",",
        }
    }
}

/// An instant for machines.
pub(crate) fn machine(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| String::new(), |instant| format!("{instant:.0}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::base::clock::{Clock as _, SystemClock};

    fn localizer(language: Language, now: &str) -> Localizer {
        let now: jiff::Timestamp = now.parse().unwrap();
        Localizer::new(&Translations::new(SystemClock.zone()), language, Timestamp(now.as_millisecond()))
    }

    #[test]
    fn every_language_has_the_same_keys_and_no_faulty_line() {
        let french = Phrases::keys(phrases_of(Language::Fr));
        assert!(french.len() > 100);
        for language in Language::ALL {
            assert_eq!(Phrases::problems(phrases_of(language)), Vec::<String>::new(), "{language}");
            assert_eq!(Phrases::keys(phrases_of(language)), french, "{language}");
        }
    }

    #[test]
    fn no_key_is_written_twice() {
        let keys = Phrases::keys(phrases_of(Language::Fr));
        let twice: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn instants_are_said_in_brussels_time() {
        let localizer = localizer(Language::Fr, "2026-07-01T12:00:00Z");
        let at: jiff::Timestamp = "2026-06-30T22:30:00Z".parse().unwrap();
        assert_eq!(localizer.instant(Timestamp(at.as_millisecond())), "aujourd’hui, 0\u{a0}h\u{a0}30");
    }

    #[test]
    fn on_paper_every_day_has_its_date() {
        let localizer = localizer(Language::Fr, "2026-07-01T12:00:00Z").on_paper();
        let days = ["2026-06-30", "2026-07-01", "2026-07-02"].map(|day| localizer.day(day.parse().unwrap()));
        assert_eq!(days, ["30/06/2026", "01/07/2026", "02/07/2026"]);
    }

    #[test]
    fn counts_are_grouped_as_the_reader_writes_them() {
        let french = localizer(Language::Fr, "2026-07-01T12:00:00Z");
        let counts = [0, 12, 921, 4_921, 12_345, 123_456, 1_000_000].map(|count| french.grouped(count));
        let shown = counts.map(|count| count.replace('\u{202f}', "_"));
        assert_eq!(shown, ["0", "12", "921", "4_921", "12_345", "123_456", "1_000_000"]);
        assert_eq!(localizer(Language::De, "2026-07-01T12:00:00Z").grouped(4_000), "4.000");
    }

    #[test]
    fn lengths_of_time_keep_what_matters() {
        let localizer = localizer(Language::Fr, "2026-07-01T12:00:00Z");
        assert_eq!(localizer.duration(23 * 60_000), "23 min");
        assert_eq!(localizer.duration(125 * 60_000), "2 h 05");
        assert_eq!(localizer.duration(-26 * 3_600_000), "1 j 2 h");
    }

    #[test]
    fn work_is_counted_in_hours_however_long() {
        let localizer = localizer(Language::Fr, "2026-07-01T12:00:00Z");
        assert_eq!(localizer.work(20 * 60_000), "20 min");
        assert_eq!(localizer.work(80 * 60_000), "1 h 20");
        assert_eq!(localizer.work(46 * 3_600_000), "46 h");
        assert_eq!(localizer.work((46 * 60 + 5) * 60_000), "46 h 05");
    }

    #[test]
    fn a_year_begins_at_midnight_here() {
        let localizer = localizer(Language::Fr, "2026-07-01T12:00:00Z");
        let (from, until) = localizer.year(2027).unwrap();
        assert_eq!(machine(from), "2026-12-31T23:00:00Z");
        assert_eq!(machine(until), "2027-12-31T23:00:00Z");
        assert_eq!(localizer.year(9_999), None, "there is no next one");
    }
}
