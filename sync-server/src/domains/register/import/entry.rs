//! What one row of a list says: each cell as the field of the register holds it.

use std::collections::BTreeMap;

use shared::Day;
use shared::building::{RegisterField as F, RegisterValues};
use shared::limits::LINE_CHARS_MAX;
use shared::search::folded;

use crate::domains::register::import::address;
use crate::domains::register::import::fault::{Fault, Why};
use crate::domains::register::import::lambert::degrees;
use crate::domains::register::import::layout::Layout;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::domains::register::normal::normal;
use crate::tables::{Cell, Next, Row, TableError, Workbook, day, line, number};

/// What programs write where they know nothing.
const NOTHING: [&str; 8] = ["n/a", "#n/b", "null", "-", "–", "—", "/", "."];
/// The year up to which a day is one that a program writes where it knows none.
const NO_YEAR: i16 = 1900;
/// The hours at which a day that a program wrote in another time zone ends.
const LATE_MINUTES: [u16; 2] = [22 * 60, 23 * 60];

/// What a row says. Of what it says nothing of there is no value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its number, from 1.
    pub row: u32,
    /// What it says of each thing.
    pub values: BTreeMap<Thing, RegisterValues>,
    /// The administrations, as they are written, and in which column, from 0, where it is one.
    pub organisations: Option<(Option<u32>, String)>,
    /// What in it cannot be read.
    pub faults: Vec<Fault>,
}

impl Entry {
    /// What it says of a thing.
    pub(super) fn of(&self, thing: Thing) -> &RegisterValues {
        static NOTHING: RegisterValues = RegisterValues::new();
        self.values.get(&thing).unwrap_or(&NOTHING)
    }

    /// A field of a thing, or nothing.
    pub(super) fn field(&self, thing: Thing, field: F) -> &str {
        self.of(thing).get(&field).map_or("", String::as_str)
    }
}

/// Reads the rows of a list.
///
/// # Errors
/// [`TableError`] when the sheet cannot be read to its end.
pub fn entries(book: &mut Workbook, layout: &Layout) -> Result<Vec<Entry>, TableError> {
    let (mut found, mut times) = (Vec::new(), Times::default());
    book.rows(layout.sheet, |row| {
        if row.number > layout.header_row && !is_header_again(&row, layout) {
            let mut entry = read(&row, layout, &mut times);
            if !entry.values.is_empty() || !entry.faults.is_empty() {
                entry.put_fixed(layout, &mut times);
                found.push(entry);
            }
        }
        Next::Row
    })?;
    times.mend(&mut found);
    Ok(found)
}

fn is_header_again(row: &Row, layout: &Layout) -> bool {
    let mut said = row.cells().filter(|(column, _)| layout.columns.contains_key(column)).peekable();
    said.peek().is_some() && said.all(|(column, cell)| is_own_header(cell, column, layout))
}

/// Whether a cell says what stands over it: some programs write that where they know nothing.
fn is_own_header(cell: &Cell, column: u32, layout: &Layout) -> bool {
    let header = layout.headers.get(&column).map(|header| folded(header));
    matches!(cell, Cell::Text(text) if header.is_some_and(|header| header == folded(text)))
}

fn read(row: &Row, layout: &Layout, times: &mut Times) -> Entry {
    let mut entry = Entry { row: row.number, ..Entry::default() };
    let mut position = Position::default();
    for (column, meaning) in &layout.columns {
        let Some(cell) = row.cell(*column).filter(|cell| !says_nothing(cell, *column, layout)) else {
            continue;
        };
        if let Err(why) = entry.put_cell(*meaning, Some(*column), cell, (&mut position, times)) {
            entry.faults.push(Fault { column: Some(*column), why });
        }
    }
    entry.put_position(position);
    entry
}

/// What columns say of a position.
#[derive(Default)]
struct Position {
    north: Option<(Option<u32>, f64)>,
    east: Option<(Option<u32>, f64)>,
}

fn says_nothing(cell: &Cell, column: u32, layout: &Layout) -> bool {
    match cell {
        Cell::Text(text) => {
            NOTHING.contains(&text.trim().to_lowercase().as_str()) || is_own_header(cell, column, layout)
        }
        Cell::Day(..) | Cell::Number(_) | Cell::Time | Cell::Truth(_) | Cell::Failed(_) | Cell::Formula => {
            false
        }
    }
}

/// A value of a field, and the minute of the day where it is one.
struct Read {
    text: String,
    minute: Option<u16>,
}

impl Entry {
    fn put_cell(
        &mut self,
        meaning: Meaning,
        column: Option<u32>,
        cell: &Cell,
        (position, times): (&mut Position, &mut Times),
    ) -> Result<(), Why> {
        match meaning {
            Meaning::Field(thing, field) => self.note(thing, field, value(field, cell)?, times)?,
            Meaning::Address => self.put_address(&line(cell)?),
            Meaning::Organisations => {
                let text = line_with_breaks(cell)?;
                let (_, whole) = self.organisations.get_or_insert_with(|| (column, String::new()));
                // Several columns of administrations follow each other.
                whole.push_str(if whole.is_empty() { "" } else { ";" });
                whole.push_str(&text);
            }
            Meaning::Latitude => position.north = Some((column, number(cell, false)?)),
            Meaning::Longitude => position.east = Some((column, number(cell, false)?)),
        }
        Ok(())
    }

    /// What every row says of which this one says nothing.
    fn put_fixed(&mut self, layout: &Layout, times: &mut Times) {
        let mut position = Position::default();
        for (meaning, text) in &layout.fixed {
            let is_said = match meaning {
                Meaning::Field(thing, field) => self.of(*thing).contains_key(field),
                Meaning::Address => self.of(Thing::Building).contains_key(&F::Street),
                Meaning::Organisations => self.organisations.is_some(),
                Meaning::Latitude | Meaning::Longitude => self.of(Thing::Building).contains_key(&F::Position),
            };
            if !is_said
                && let Err(why) =
                    self.put_cell(*meaning, None, &Cell::Text(text.clone()), (&mut position, times))
            {
                self.faults.push(Fault::of_row(why));
            }
        }
        self.put_position(position);
    }

    /// Several columns of one field follow each other.
    fn note(
        &mut self,
        thing: Thing,
        field: F,
        Read { text, minute }: Read,
        times: &mut Times,
    ) -> Result<(), Why> {
        if text.is_empty() {
            return Ok(());
        }
        if let Some(minute) = minute {
            times.see(thing, field, minute);
        }
        let of = self.values.entry(thing).or_default();
        let whole = match of.get(&field) {
            Some(before) => format!("{before} {text}"),
            None => text,
        };
        if !field.accepts(&whole) {
            return Err(Why::NotAccepted { field, text: whole });
        }
        of.insert(field, whole);
        Ok(())
    }

    /// What columns of their own say of a part of the address is not said again.
    fn put_address(&mut self, text: &str) {
        let of = self.values.entry(Thing::Building).or_default();
        for (field, part) in address::parts(text) {
            of.entry(field).or_insert(part);
        }
    }

    fn put_position(&mut self, Position { north, east }: Position) {
        let ((column, north), (_, east)) = match (north, east) {
            (Some(north), Some(east)) => (north, east),
            (None, None) => return,
            (Some((column, _)), None) | (None, Some((column, _))) => {
                return self.faults.push(Fault { column, why: Why::HalfAPosition });
            }
        };
        let (north, east) = degrees(north, east);
        let text = position(north, east);
        if F::Position.accepts(&text) {
            self.values.entry(Thing::Building).or_default().insert(F::Position, text);
        } else if F::Position.accepts(&position(east, north)) {
            self.faults.push(Fault { column, why: Why::Swapped });
        } else {
            self.faults.push(Fault { column, why: Why::Abroad { text } });
        }
    }
}

fn position(north: f64, east: f64) -> String {
    let degrees = |degrees: f64| {
        let text = format!("{degrees:.6}");
        let short = text.trim_end_matches('0');
        if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
    };
    format!("{},{}", degrees(north), degrees(east))
}

/// Administrations may stand in lines of one cell.
fn line_with_breaks(cell: &Cell) -> Result<String, Why> {
    if let Cell::Text(text) = cell { Ok(text.trim().replace(['\r', '\n'], ";")) } else { Ok(line(cell)?) }
}

fn value(field: F, cell: &Cell) -> Result<Read, Why> {
    if day(cell).is_ok_and(|(day, _)| day.date().year() <= NO_YEAR) {
        return Ok(Read { text: String::new(), minute: None });
    }
    let (text, minute) = if field.is_day() {
        let (day, minute) = day(cell)?;
        (day.to_string(), Some(minute))
    } else {
        (text_of(field, cell)?, None)
    };
    if text.chars().count() > LINE_CHARS_MAX {
        return Err(Why::TooLong);
    }
    if !text.is_empty() && !field.accepts(&text) {
        return Err(Why::NotAccepted { field, text });
    }
    Ok(Read { text, minute })
}

fn text_of(field: F, cell: &Cell) -> Result<String, Why> {
    if field == F::Surface {
        return surface(cell);
    }
    if field == F::Year {
        return year(cell);
    }
    let text = line(cell)?;
    Ok(if field == F::Energy {
        energy(&text)
    } else if field == F::Postcode {
        text.trim_start_matches("B-").to_owned()
    } else if field == F::Position {
        normal(field, &points(&text))
    } else {
        normal(field, &text)
    })
}

fn surface(cell: &Cell) -> Result<String, Why> {
    let cell = if let Cell::Text(text) = cell {
        Cell::Text(text.trim().trim_end_matches("m²").trim_end_matches("m2").to_owned())
    } else {
        cell.clone()
    };
    let square_metres = (number(&cell, true)? * 100.0).round() / 100.0;
    Ok(square_metres.to_string())
}

fn year(cell: &Cell) -> Result<String, Why> {
    if let Cell::Day(day, _) = cell { Ok(day.date().year().to_string()) } else { Ok(line(cell)?) }
}

/// `PEB C` is C.
fn energy(text: &str) -> String {
    let words = text.to_uppercase();
    words.split(' ').next_back().unwrap_or_default().to_owned()
}

/// A position in which decimals have commas: `50,6001; 5,4678`.
fn points(text: &str) -> String {
    let halves: Vec<&str> = if text.contains(';') {
        text.split(';').collect()
    } else if text.matches(',').count() > 1 || !text.contains(',') {
        text.split(' ').collect()
    } else {
        return text.to_owned();
    };
    let degrees = halves.iter().map(|half| half.trim().trim_end_matches(',').replace(',', "."));
    degrees.filter(|half| !half.is_empty()).collect::<Vec<_>>().join(",")
}

/// At which times the days of each field stand.
#[derive(Debug, Default)]
struct Times(BTreeMap<(Thing, F), bool>);

impl Times {
    fn see(&mut self, thing: Thing, field: F, minute: u16) {
        let all_late = self.0.entry((thing, field)).or_insert(true);
        *all_late &= LATE_MINUTES.contains(&minute);
    }

    /// Where all days of a field end at ten or eleven in the evening, a program wrote midnight of the next day in the
    /// time of Greenwich.
    fn mend(&self, entries: &mut [Entry]) {
        for ((thing, field), _) in self.0.iter().filter(|(_, all_late)| **all_late) {
            let values = entries.iter_mut().filter_map(|entry| entry.values.get_mut(thing)?.get_mut(field));
            for value in values {
                let next = value.parse().ok().and_then(|day: Day| day.date().tomorrow().ok());
                if let Some(next) = next {
                    *value = Day::from(next).to_string();
                }
            }
        }
    }
}
