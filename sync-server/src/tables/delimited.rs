//! Text with separators (RFC 4180 and what is written instead).

use csv::{ReaderBuilder, StringRecord};

use crate::tables::cell::{Cell, Row};
use crate::tables::error::TableError;
use crate::tables::sheet::{Next, Take};
use crate::tables::text::decoded;

/// What separates cells, in the order in which they are tried.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Rows that are looked at to choose among them.
const LOOKED_AT_ROWS: usize = 50;

/// A text with its separator.
#[derive(Debug)]
pub(super) struct Delimited {
    text: String,
    separator: u8,
    /// Rows before the first of the text: the line that says what the separator is.
    rows_before: u32,
}

impl Delimited {
    pub(super) fn open(bytes: &[u8]) -> Self {
        let text = decoded(bytes);
        // Whoever typed it at an old command line ended it so.
        let text = text.trim_end_matches('\u{1a}');
        if let Some((separator, rest)) = declared(text) {
            return Self { text: rest.to_owned(), separator, rows_before: 1 };
        }
        Self { separator: guessed(text), text: text.to_owned(), rows_before: 0 }
    }

    pub(super) fn rows(&self, take: &mut Take<'_>) -> Result<(), TableError> {
        let mut reader = reader(&self.text, self.separator);
        let (mut record, mut number, mut broken_lines) = (StringRecord::new(), self.rows_before, 0);
        let mut last = None;
        // Text is UTF-8 here, and rows of any length are taken: nothing else can go wrong.
        while reader.read_record(&mut record).map_err(|_| TableError::Damaged)? {
            let (from, line) = self.place(&record);
            // Lines within quotation marks are no rows; lines of nothing, which the reader passes over, are.
            number = (number + 1).max((line + self.rows_before).saturating_sub(broken_lines));
            let breaks: usize = record.iter().map(|field| field.matches('\n').count()).sum();
            broken_lines += u32::try_from(breaks).unwrap_or(u32::MAX);
            last = (breaks > 0).then_some((from, number));
            let mut row = Row::new(number);
            for (column, text) in (0..).zip(record.iter()) {
                if !text.trim().is_empty() {
                    row.put(column, Cell::Text(text.to_owned()));
                }
            }
            if !row.is_empty() && take(row)? == Next::Stop {
                return Ok(());
            }
        }
        match last {
            Some((from, row)) if self.is_open_from(from) => Err(TableError::OpenQuote { row }),
            _ => Ok(()),
        }
    }

    /// The byte a record begins at, and its line, behind the lines of nothing before it.
    fn place(&self, record: &StringRecord) -> (usize, u32) {
        let Some(position) = record.position() else { return (0, 0) };
        let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
        let before = self.text.as_bytes().get(from..).unwrap_or_default().iter();
        let passed_over =
            before.take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
        let line = position.line() + u64::try_from(passed_over).unwrap_or(0);
        (from, u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// Whether a quotation mark is open at the end.
    fn is_open_from(&self, byte: usize) -> bool {
        self.text.get(byte..).is_some_and(|rest| rest.matches('"').count() % 2 == 1)
    }
}

/// What the first line says for Excel: `sep=;`.
fn declared(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let separator = first.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?;
    match separator.as_bytes() {
        [separator] if separator.is_ascii() => Some((*separator, rest)),
        _ => None,
    }
}

/// The separator by which most rows have the same number of cells, and more than one.
fn guessed(text: &str) -> u8 {
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| regularity(text, *separator));
    best.unwrap_or(SEPARATORS[0])
}

/// How many of the first rows have the commonest number of cells, and that number.
fn regularity(text: &str, separator: u8) -> (usize, usize) {
    let mut rows_with = std::collections::BTreeMap::<usize, usize>::new();
    for record in reader(text, separator).into_records().take(LOOKED_AT_ROWS).flatten() {
        if record.len() > 1 {
            *rows_with.entry(record.len()).or_default() += 1;
        }
    }
    rows_with.into_iter().map(|(cells, rows)| (rows, cells)).max().unwrap_or_default()
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}
