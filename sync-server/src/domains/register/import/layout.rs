//! Which sheet of a file is the list, where its header is, and what its columns say.

use std::collections::{BTreeMap, BTreeSet};

use shared::building::RegisterField as F;

use crate::base::limits::IMPORT_HEADER_ROWS_MAX;
use crate::domains::register::import::headers::{Header, header};
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::tables::{Next, Row, Sheet, TableError, Workbook, line, of_sheet};

/// How many known words make a row a header.
const WORDS_MIN: usize = 2;

/// How a list is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The sheet, from 0.
    pub sheet: usize,
    /// Its name; none in a CSV.
    pub sheet_name: String,
    /// The row of the header, from 1.
    pub header_row: u32,
    /// What the list is of.
    pub thing: Thing,
    /// What stands over each column, from 0.
    pub headers: BTreeMap<u32, String>,
    /// What those columns say that are read.
    pub columns: BTreeMap<u32, Meaning>,
    /// What every row says that says nothing of it itself.
    pub fixed: BTreeMap<Meaning, String>,
}

/// Why a file is no list that can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// It cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// No row looks like a header.
    #[error(
        "no row within the first {IMPORT_HEADER_ROWS_MAX} has the words of a header. One row has to say what the columns \
         are: Code, Bâtiment, Rue, Code postal, Localité, Administration … Hidden sheets are not looked at"
    )]
    NoHeader,
    /// No column says what things are called.
    #[error(
        "{}row {row}: there is a column for neither the name nor the code of each {}",
        of_sheet(.sheet),
        .thing.name()
    )]
    NoName {
        /// The sheet.
        sheet: String,
        /// The row of the header.
        row: u32,
        /// What the list is of.
        thing: Thing,
    },
    /// No column says in which building they are.
    #[error(
        "{}row {row}: this is a list of {}s, and no column says in which building each is. Add one that is \
         called Bâtiment or Code bâtiment",
        of_sheet(.sheet),
        .thing.name()
    )]
    NoBuilding {
        /// The sheet.
        sheet: String,
        /// The row of the header.
        row: u32,
        /// What the list is of.
        thing: Thing,
    },
}

/// Finds the list of a file: in the sheet, and under the row, whose words are known best, unless somebody said which.
///
/// # Errors
/// [`LayoutError`] when there is none.
pub fn recognise(book: &mut Workbook, mapping: &Mapping) -> Result<Layout, LayoutError> {
    let layout = found(book, mapping)?.ok_or(LayoutError::NoHeader)?;
    checked(layout)
}

/// The same, whether it says all that a list must say or not; `None` when no row looks like a header.
///
/// # Errors
/// [`TableError`] when a sheet cannot be read.
pub fn found(book: &mut Workbook, mapping: &Mapping) -> Result<Option<Layout>, TableError> {
    let sheets: Vec<_> = book.sheets().iter().cloned().enumerate().collect();
    let is_meant =
        |sheet: &Sheet| mapping.sheet.as_ref().map_or(!sheet.is_hidden, |name| *name == sheet.name);
    let mut best: Option<(usize, Layout)> = None;
    for (sheet, named) in sheets.into_iter().filter(|(_, sheet)| is_meant(sheet)) {
        let mut looked_at = 0;
        book.rows(sheet, |row| {
            let words = known(&row, mapping);
            let count = words.iter().map(|(_, said)| *said).fold(Vec::new(), with_new).len();
            let may_be = match mapping.header_row {
                Some(number) => number == row.number,
                None => count >= WORDS_MIN,
            };
            if may_be && best.as_ref().is_none_or(|(most, _)| count > *most) {
                best = Some((count, laid_out((sheet, &named.name), &row, &words, mapping)));
            }
            looked_at += 1;
            let goes_on = match mapping.header_row {
                Some(number) => row.number < number,
                None => looked_at < IMPORT_HEADER_ROWS_MAX,
            };
            if goes_on { Next::Row } else { Next::Stop }
        })?;
    }
    Ok(best.map(|(_, layout)| layout))
}

fn with_new(mut seen: Vec<Header>, header: Header) -> Vec<Header> {
    if !seen.contains(&header) {
        seen.push(header);
    }
    seen
}

/// The columns of a row whose words are known.
fn known(row: &Row, mapping: &Mapping) -> Vec<(u32, Header)> {
    let headers = headers(row);
    let keys = Mapping::keys(&headers);
    let meant = |column: &u32, text: &str| match keys.get(column).and_then(|key| mapping.columns.get(key)) {
        Some(said) => said.map(Header::Always),
        None => header(text),
    };
    headers.iter().filter_map(|(column, text)| Some((*column, meant(column, text)?))).collect()
}

/// What stands in each column of a row.
fn headers(row: &Row) -> BTreeMap<u32, String> {
    row.cells().filter_map(|(column, cell)| Some((column, line(cell).ok()?))).collect()
}

fn laid_out((sheet, name): (usize, &str), row: &Row, words: &[(u32, Header)], mapping: &Mapping) -> Layout {
    let thing = mapping.thing.unwrap_or_else(|| thing_of(words));
    let is_of = |meaning: Meaning| words.iter().any(|(_, header)| *header == Header::Always(meaning));
    let has_street = is_of(Meaning::Field(Thing::Building, F::Street)) || is_of(Meaning::Address);
    let mut columns = BTreeMap::new();
    for (column, header) in words {
        let own = |field| {
            has_field(thing, field).then_some(Meaning::Field(thing, field)).filter(|own| !is_of(*own))
        };
        let meaning = match *header {
            Header::Always(meaning) => Some(meaning),
            Header::OfAssets(meaning) => Some(meaning).filter(|_| thing == Thing::Asset),
            Header::Own(field) => own(field),
            Header::Number if thing == Thing::Building && has_street => {
                Some(Meaning::Field(Thing::Building, F::Number)).filter(|number| !is_of(*number))
            }
            Header::Number => own(F::Code),
        };
        columns.extend(meaning.map(|meaning| (*column, meaning)));
    }
    Layout {
        sheet,
        sheet_name: name.to_owned(),
        header_row: row.number,
        thing,
        headers: headers(row),
        columns,
        fixed: mapping.fixed.clone(),
    }
}

/// What a list with these words is of: the smallest of the things that it names.
fn thing_of(words: &[(u32, Header)]) -> Thing {
    let named: BTreeSet<Thing> = words
        .iter()
        .filter_map(|(_, header)| match header {
            Header::Always(Meaning::Field(thing, _)) => Some(*thing),
            Header::Always(_) | Header::OfAssets(_) | Header::Own(_) | Header::Number => None,
        })
        .collect();
    named.last().copied().unwrap_or(Thing::Building)
}

/// Whether something has a field that any of the three may have.
fn has_field(thing: Thing, field: F) -> bool {
    match thing {
        Thing::Building => true,
        Thing::Space => field != F::Year,
        Thing::Asset => field != F::Year && field != F::Surface,
    }
}

fn checked(layout: Layout) -> Result<Layout, LayoutError> {
    let says = |thing, field| {
        let meant = Meaning::Field(thing, field);
        layout.columns.values().any(|meaning| *meaning == meant) || layout.fixed.contains_key(&meant)
    };
    let (sheet, row, thing) = (layout.sheet_name.clone(), layout.header_row, layout.thing);
    if !says(thing, F::Name) && !says(thing, F::Code) {
        return Err(LayoutError::NoName { sheet, row, thing });
    }
    if thing != Thing::Building && !says(Thing::Building, F::Name) && !says(Thing::Building, F::Code) {
        return Err(LayoutError::NoBuilding { sheet, row, thing });
    }
    Ok(layout)
}
