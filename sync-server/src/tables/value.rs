//! A cell as a text of one line, as a number, as a day.

use jiff::civil::Date;
use shared::Day;

use crate::tables::cell::Cell;

/// Numbers from here on have more digits than spreadsheets keep.
const DIGITS_LOST_FROM: f64 = 1e15;
/// Days as spreadsheets count them that are taken for days where one is expected: of the years 1954 to 2099.
const COUNTED_DAYS: std::ops::RangeInclusive<f64> = 19_725.0..=73_050.0;
/// The day those are counted from.
const COUNTED_FROM: Date = jiff::civil::date(1899, 12, 30);
/// Years of two digits below this one are of this century.
const THIS_CENTURY_BELOW: i16 = 60;

/// Why a cell is not what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A spreadsheet could not compute it: what it shows instead.
    Failed(String),
    /// A formula without a stored value.
    Formula,
    /// A number of which a spreadsheet has dropped the last digits.
    DigitsLost,
    /// Yes or no, or a time, where something else is expected.
    Another,
    /// No number.
    NotANumber(String),
    /// No day.
    NotADay(String),
}

/// A cell as a text in one line, without blanks around it: what a number or a day reads like.
///
/// # Errors
/// [`Unreadable`] when it holds nothing that can be read so.
pub fn line(cell: &Cell) -> Result<String, Unreadable> {
    match cell {
        Cell::Text(text) => Ok(one_line(text)),
        Cell::Number(number) if number.abs() >= DIGITS_LOST_FROM => Err(Unreadable::DigitsLost),
        Cell::Number(number) => Ok(written(*number)),
        Cell::Day(day, _) => Ok(day.to_string()),
        Cell::Time | Cell::Truth(_) => Err(Unreadable::Another),
        Cell::Failed(shown) => Err(Unreadable::Failed(shown.clone())),
        Cell::Formula => Err(Unreadable::Formula),
    }
}

/// A number as it is written, without what counting in halves leaves at its end.
fn written(number: f64) -> String {
    let rounded = (number * 1e9).round() / 1e9;
    if number.abs() < 1e6 { rounded.to_string() } else { number.to_string() }
}

/// The words of a text, with one blank between.
fn one_line(text: &str) -> String {
    let text = unguarded(text.trim_matches(is_invisible));
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || sign.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().filter(|sign| !is_zero_width(*sign)).collect()
}

fn is_invisible(sign: char) -> bool {
    sign.is_whitespace() || is_zero_width(sign)
}

fn is_zero_width(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a spreadsheet would run what begins so, or would but for the apostrophes before it.
pub(crate) fn begins_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Without the apostrophes that exports put before what a spreadsheet would run as a formula: one at the beginning, and
/// one after each sign that separates cells somewhere.
fn unguarded(text: &str) -> String {
    let mut unguarded = String::new();
    let mut begins = true;
    for (at, sign) in text.char_indices() {
        let guards = begins && sign == '\'' && begins_formula(&text[at..]);
        begins = matches!(sign, ';' | ',' | '\t');
        if !guards {
            unguarded.push(sign);
        }
    }
    unguarded
}

/// A cell as a number, in any of the ways it is written in Belgium; where `groups`, `1.234` is a thousand and more.
///
/// # Errors
/// [`Unreadable`] when it is none.
pub fn number(cell: &Cell, groups: bool) -> Result<f64, Unreadable> {
    if let Cell::Number(number) = cell {
        return Ok(*number);
    }
    let text = line(cell)?;
    number_of(&text, groups).ok_or(Unreadable::NotANumber(text))
}

fn number_of(text: &str, groups: bool) -> Option<f64> {
    let text: String =
        text.chars().filter(|sign| !sign.is_whitespace() && !matches!(sign, '\'' | '’')).collect();
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    let decimal = match (commas, points) {
        (0, 0) => None,
        (1, 0) => Some(','),
        (0, 1) if groups && is_grouped(&text, '.') => None,
        (0, 1) => Some('.'),
        (0, _) => None,
        (_, 0) => None,
        _ if text.rfind(',') > text.rfind('.') => Some(','),
        _ => Some('.'),
    };
    let group = if decimal == Some('.') || commas > 1 { ',' } else { '.' };
    let (whole, part) = decimal.and_then(|sign| text.rsplit_once(sign)).unwrap_or((&text, ""));
    if whole.contains(group) && !is_grouped(whole, group) {
        return None;
    }
    let digits = whole.replace(group, "");
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = digits.trim_start_matches('-');
    if !is_plain(bare) || !is_plain(part) || bare.is_empty() && part.is_empty() {
        return None;
    }
    format!("{digits}.{part}0").parse().ok()
}

/// Whether digits stand in groups of three.
fn is_grouped(text: &str, sign: char) -> bool {
    let mut groups = text.trim_start_matches('-').split(sign);
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A cell as a day, and the minute of it where it has one, in any of the ways it is written in Belgium.
///
/// # Errors
/// [`Unreadable`] when it is none.
pub fn day(cell: &Cell) -> Result<(Day, u16), Unreadable> {
    match cell {
        Cell::Day(day, minute) => Ok((*day, *minute)),
        Cell::Number(number) => counted_day(*number).ok_or_else(|| Unreadable::NotADay(written(*number))),
        Cell::Text(_) | Cell::Time | Cell::Truth(_) | Cell::Failed(_) | Cell::Formula => {
            let text = line(cell)?;
            let counted = || text.parse().ok().and_then(counted_day);
            iso_day(&text).or_else(|| belgian_day(&text)).or_else(counted).ok_or(Unreadable::NotADay(text))
        }
    }
}

/// A day that lost its format: a number of days.
fn counted_day(days: f64) -> Option<(Day, u16)> {
    if !COUNTED_DAYS.contains(&days) || days.fract() != 0.0 {
        return None;
    }
    let span = jiff::Span::new().try_days(days as i64).ok()?;
    COUNTED_FROM.checked_add(span).ok().map(|date| (Day::from(date), 0))
}

/// `2025-03-30`, `2025/03/30`, with a time behind it or not.
pub(super) fn iso_day(text: &str) -> Option<(Day, u16)> {
    let (day, rest) = text.trim().split_at_checked(10)?;
    let day: Day = day.replace('/', "-").parse().ok()?;
    minute_of(rest).map(|minute| (day, minute))
}

/// `30/03/2025`, `30-3-25`, `30.03.2025`, with a time behind it or not.
fn belgian_day(text: &str) -> Option<(Day, u16)> {
    let (date, rest) = text.split_once(' ').map_or((text, ""), |(date, rest)| (date, rest));
    let minute = minute_of(rest)?;
    let mut parts = date.split(['/', '-', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number =
        |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !is_number(day) || !is_number(month) || !(is_number(year) || year.len() == 4)
    {
        return None;
    }
    let year: i16 = match (year.len(), year.parse::<i16>().ok()?) {
        (4, year) => year,
        (_, year) if year < THIS_CENTURY_BELOW => 2000 + year,
        (_, year) => 1900 + year,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok().map(|date| (Day::from(date), minute))
}

/// The minute of the day that a time names: `T23:00:00.000Z`, ` 23:00`, nothing.
fn minute_of(text: &str) -> Option<u16> {
    let text = text.trim_start_matches('T').trim();
    if text.is_empty() {
        return Some(0);
    }
    let (hour, rest) = text.split_once(':')?;
    let minute: u16 = rest.get(..2)?.parse().ok()?;
    let hour: u16 = hour.parse().ok()?;
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn days_are_read_as_they_are_written_here() {
        let wanted: Day = "2025-03-30".parse().unwrap();
        for written in [
            "2025-03-30",
            "2025/03/30",
            "30/03/2025",
            "30-03-2025",
            "30.3.2025",
            "30/3/25",
            "45746",
            "30/03/2025 00:00",
        ] {
            assert_eq!(day(&text(written)), Ok((wanted, 0)), "{written}");
        }
        assert_eq!(day(&Cell::Number(45746.0)), Ok((wanted, 0)));
        assert_eq!(day(&text("2025-03-29T23:00:00.000Z")), Ok(("2025-03-29".parse().unwrap(), 23 * 60)));
        for written in ["03/30/2025", "30/02/2025", "2025", "hier", "30/03", "30/03/202", "2025-03-30x", "12"]
        {
            assert_eq!(day(&text(written)), Err(Unreadable::NotADay(written.to_owned())), "{written}");
        }
        assert_eq!(day(&Cell::Time), Err(Unreadable::Another));
    }

    #[test]
    fn numbers_are_read_as_they_are_written_here() {
        for (written, wanted) in [
            ("1234", 1234.0),
            ("1 234,50", 1234.5),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1'234", 1234.0),
            ("1.234", 1234.0),
            ("1.234.567", 1_234_567.0),
            ("12,5", 12.5),
            ("12.5", 12.5),
            ("-0,5", -0.5),
            (",5", 0.5),
        ] {
            assert_eq!(number(&text(written), true), Ok(wanted), "{written}");
        }
        assert_eq!(number(&text("50.123"), false), Ok(50.123));
        for written in ["", "douze", "1.23.4", "12,34.5.6", "1e5", "-", ","] {
            assert!(number(&text(written), true).is_err(), "{written}");
        }
    }

    #[test]
    fn a_line_is_what_somebody_reads() {
        assert_eq!(line(&text("  Rue\u{a0}du\r\n  Moulin\u{200b} ")), Ok("Rue du Moulin".to_owned()));
        assert_eq!(line(&text("00420")), Ok("00420".to_owned()), "zeros before a code are part of it");
        assert_eq!(line(&text("'=1+1")), Ok("=1+1".to_owned()));
        assert_eq!(line(&text("'s Gravenstraat")), Ok("'s Gravenstraat".to_owned()));
        assert_eq!(line(&Cell::Number(4400.0)), Ok("4400".to_owned()));
        assert_eq!(line(&Cell::Number(0.1 + 0.2)), Ok("0.3".to_owned()));
        assert_eq!(line(&Cell::Number(3_200_020_001_234_567.0)), Err(Unreadable::DigitsLost));
        assert_eq!(line(&text("3200020001234567")), Ok("3200020001234567".to_owned()));
        assert_eq!(line(&Cell::Failed("#N/A".to_owned())), Err(Unreadable::Failed("#N/A".to_owned())));
    }
}
