//! Sentences: every one is in the locale files; here they are put together.

use shared::limits::{NOTE_CHARS_MAX, REPORT_CHARS_MAX};
use shared::work_order::WorkOrder;
use shared::{Day, Language, PhraseValue, Timestamp};

use crate::client::failure::{BadPicture, Failure};
use crate::screens::context::AppContext;

impl AppContext {
    /// A phrase with a number in it.
    pub(crate) fn count(&self, key: &str, count: u64) -> String {
        self.words().text_with(key, &[("count", count.into())])
    }

    /// A phrase that goes with a quantity, which may be a fraction.
    pub(crate) fn units(&self, key: &str, quantity: shared::Quantity) -> String {
        self.words().text_with(key, &[("count", quantity.into())])
    }

    /// A phrase with a text in it.
    pub(crate) fn fill(&self, key: &str, text: &str) -> String {
        self.words().text_with(key, &[("text", text.into())])
    }

    /// `24 nov. 2026`.
    pub(crate) fn day(&self, day: Day) -> String {
        let date = day.date();
        let words = self.words();
        let month = words.text(&format!("month-{}", date.month()));
        words.text_with(
            "date",
            &[
                ("day", PhraseValue::Text(&date.day().to_string())),
                ("month", PhraseValue::Text(&month)),
                ("year", PhraseValue::Text(&date.year().to_string())),
            ],
        )
    }

    /// `24 nov. 2026, 14:05`, or only the time when it is today.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        let local = self.local(at);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        let day = Day::from(local.date());
        if day == self.today() { time } else { format!("{}, {time}", self.day(day)) }
    }

    /// The end of a wait, in whole minutes.
    pub(crate) fn whole_minute(&self, until: Timestamp) -> String {
        self.moment(minute_after(until))
    }

    /// `24 nov. 2026, 14:05`.
    pub(crate) fn day_and_time(&self, at: Timestamp) -> String {
        let local = self.local(at);
        format!("{}, {:02}:{:02}", self.day(Day::from(local.date())), local.hour(), local.minute())
    }

    /// What both changed, with both values.
    pub(crate) fn both_changed(&self, theirs: &str, mine: &str) -> String {
        let [theirs, mine] =
            [theirs, mine].map(|text| PhraseValue::Text(if text.is_empty() { "–" } else { text }));
        self.words().text_with("both-changed", &[("theirs", theirs), ("mine", mine)])
    }

    /// `4 921 caractères sur 4 000`.
    pub(crate) fn lengths(&self, chars: usize, chars_max: usize) -> String {
        let [chars, chars_max] = [chars, chars_max].map(|number| self.grouped(number));
        self.words()
            .text_with("text-length", &[("count", chars.as_str().into()), ("max", chars_max.as_str().into())])
    }

    /// A whole number with its thousands set apart: `4 921`.
    fn grouped(&self, number: usize) -> String {
        let separator = match self.language() {
            Language::Fr => "\u{202f}",
            Language::Nl | Language::De => ".",
            Language::En => ",",
        };
        let digits = number.to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(separator);
            }
            text.push(digit);
        }
        text
    }

    /// A number as it is written here: `1,5`.
    pub(crate) fn number(&self, plain: &str) -> String {
        match self.language() {
            Language::Fr | Language::Nl | Language::De => plain.replace('.', ","),
            Language::En => plain.to_owned(),
        }
    }

    /// `340 ko`.
    pub(crate) fn size(&self, bytes: u64) -> String {
        let (key, shown) = if bytes < 1_000_000 {
            ("size-kb", format!("{}", bytes.div_ceil(1000)))
        } else {
            let plain = format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
            ("size-mb", self.number(&plain))
        };
        self.fill(key, &shown)
    }

    /// Why something was not done, and what to do.
    pub(crate) fn failure(&self, failure: &Failure, order: Option<&WorkOrder>) -> String {
        match failure {
            Failure::NotHere => self.text("failure-not-here"),
            Failure::AnswersMissing(items) => {
                let labels: Vec<&str> = items
                    .iter()
                    .filter_map(|item| order?.checklist.get(item).map(|item| item.asked.label.as_str()))
                    .collect();
                self.fill("failure-answers-missing", &labels.join(" · "))
            }
            Failure::NotStarted => self.text("failure-not-started"),
            Failure::NotPossibleWhile(state) => {
                self.fill("failure-not-possible-while", &self.text(&format!("state-{state}")))
            }
            Failure::NotAllowed => self.text("failure-not-allowed"),
            Failure::BadText { chars_max: 0 } => self.text("failure-text-missing"),
            Failure::BadText { chars_max } => self.count("failure-text-too-long", u64::from(*chars_max)),
            Failure::OutOfRange(range) => {
                let [min, max] = [range.min, range.max].map(|end| self.number(&end.to_string()));
                self.fill("failure-out-of-range", &format!("{min} – {max}"))
            }
            Failure::ImplausibleDay => self.text("failure-implausible-day"),
            Failure::BeingWithdrawn => self.text("handing-over"),
            Failure::TooMany { max } => self.count("failure-too-many", u64::from(*max)),
            Failure::NewerVersion => self.text("failure-newer-version"),
            Failure::BadPicture(why) => self.bad_picture(*why),
            Failure::BadCode => self.text("failure-bad-code"),
            Failure::CodeRefused(problem) => self.text(&format!("failure-{problem}")),
            Failure::WorkWaits(name) => self.fill("failure-work-waits", name),
            Failure::OutOfReach => self.text("failure-out-of-reach"),
            Failure::NotStartedUp(detail) => self.fill("failure-not-started-up", detail),
            Failure::SlowStart => self.text("failure-slow-start"),
            Failure::HeldElsewhere => self.text("failure-held-elsewhere"),
            Failure::Full => self.text("failure-full"),
            Failure::Locked => self.text("failure-locked"),
            Failure::WrongPin => self.text("failure-wrong-pin"),
            Failure::PinWaits(until) => self.fill("failure-pin-waits", &self.whole_minute(*until)),
            Failure::WeakPin => self.text("failure-weak-pin"),
            // Whoever is asked for a code sees so at the next lock.
            Failure::CodeAsked => self.text("failure-wrong-pin"),
            Failure::WrongCode => self.text("failure-wrong-code"),
            Failure::WrongPasskey => self.text("failure-wrong-passkey"),
            Failure::PinRequired => self.text("pin-required"),
            Failure::NotSealed => self.text("failure-not-sealed"),
            Failure::Storage => self.text("failure-storage"),
            Failure::Other(detail) => self.fill("failure-other", detail),
        }
    }

    /// What is the matter with a picture, and what to do.
    fn bad_picture(&self, why: BadPicture) -> String {
        match why {
            BadPicture::Unreadable => self.text("picture-unreadable"),
            BadPicture::TooManyBytes { megabytes } => {
                self.count("picture-too-many-bytes", u64::from(megabytes))
            }
            BadPicture::TooManyPixels { megapixels } => {
                self.count("picture-too-many-pixels", u64::from(megapixels))
            }
            BadPicture::NotAPicture => self.text("picture-not-a-picture"),
            BadPicture::Heic => self.text("picture-heic"),
            BadPicture::Avif => self.text("picture-avif"),
            BadPicture::OtherKind => self.text("picture-other-kind"),
            BadPicture::Damaged => self.text("picture-damaged"),
        }
    }
}

/// The most characters a field takes, for the browser to hold people to.
pub(crate) const NOTE_MAX: usize = NOTE_CHARS_MAX;
/// The same for a report.
pub(crate) const REPORT_MAX: usize = REPORT_CHARS_MAX;

/// The first whole minute by which a wait is over.
const fn minute_after(until: Timestamp) -> Timestamp {
    const MINUTE_MS: i64 = 60_000;
    Timestamp(until.0 + (-until.0).rem_euclid(MINUTE_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_that_is_told_is_none_in_which_one_still_waits() {
        for (until, told) in [(0, 0), (1, 60_000), (59_999, 60_000), (60_000, 60_000), (60_001, 120_000)] {
            assert_eq!(minute_after(Timestamp(until)), Timestamp(told), "{until}");
        }
    }
}
