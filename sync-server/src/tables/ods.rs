//! Spreadsheets of OpenDocument, cell by cell. Read here and not by the library that reads the others: that one refuses
//! files whose XML is indented, and makes every repeated cell before anybody can count them.

use std::io::{BufRead, BufReader, Cursor};

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::base::limits::{TABLE_CELL_CHARS_MAX, TABLE_COLUMNS_MAX};
use crate::tables::cell::{Cell, Row};
use crate::tables::container;
use crate::tables::error::TableError;
use crate::tables::sheet::{Next, Sheet, Take};
use crate::tables::value::iso_day;
use crate::tables::xlsx::text_cell;

/// A spreadsheet.
pub(super) struct Ods(Vec<u8>);

impl std::fmt::Debug for Ods {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ods").finish_non_exhaustive()
    }
}

impl Ods {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, TableError> {
        container::check(&bytes)?;
        let book = Self(bytes);
        let mut is_encrypted = false;
        book.walk("META-INF/manifest.xml", |event, _| {
            is_encrypted |=
                matches!(event, Event::Start(start) if start.name().0 == "manifest:encryption-data");
            Ok(Next::Row)
        })?;
        if is_encrypted { Err(TableError::Encrypted) } else { Ok(book) }
    }

    pub(super) fn sheets(&self) -> Result<Vec<Sheet>, TableError> {
        let (mut sheets, mut style, mut hidden) = (Vec::new(), String::new(), Vec::new());
        self.walk("content.xml", |event, _| {
            let Event::Start(start) = event else { return Ok(Next::Row) };
            match start.name().0 {
                "style:style" => style = attribute(start, "style:name")?.unwrap_or_default(),
                "style:table-properties"
                    if attribute(start, "table:display")?.as_deref() == Some("false") =>
                {
                    hidden.push(style.clone());
                }
                "table:table" => {
                    let is_hidden =
                        attribute(start, "table:style-name")?.is_some_and(|style| hidden.contains(&style));
                    let name = attribute(start, "table:name")?.unwrap_or_default();
                    sheets.push(Sheet { name, is_hidden });
                }
                _ => {}
            }
            Ok(Next::Row)
        })?;
        Ok(sheets)
    }

    pub(super) fn rows(&self, sheet: usize, name: &str, take: &mut Take<'_>) -> Result<(), TableError> {
        let mut rows = Rows { wanted: sheet, name, ..Rows::default() };
        self.walk("content.xml", |event, _| rows.see(event, take))
    }

    /// Has every event of a part seen, until no more is wanted.
    fn walk(
        &self,
        part: &str,
        mut see: impl FnMut(&Event<'_>, &str) -> Result<Next, TableError>,
    ) -> Result<(), TableError> {
        let mut archive = ZipArchive::new(Cursor::new(self.0.as_slice())).map_err(|_| TableError::Damaged)?;
        let file = archive.by_name(part).map_err(|_| TableError::Damaged)?;
        let mut reader = reader(BufReader::new(file));
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer).map_err(|_| TableError::Damaged)?;
            if matches!(event, Event::Eof) || see(&event, part)? == Next::Stop {
                return Ok(());
            }
        }
    }
}

fn reader<R: BufRead>(part: R) -> Reader<R> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    reader
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, TableError> {
    let found = start.try_get_attribute(name).map_err(|_| TableError::Damaged)?;
    found
        .map(|found| {
            found
                .normalized_value(XmlVersion::Implicit1_0)
                .map(|value| value.into_owned())
                .map_err(|_| TableError::Damaged)
        })
        .transpose()
}

/// How often something is repeated: once, unless it says otherwise.
fn repeated(start: &BytesStart<'_>, name: &str) -> Result<u32, TableError> {
    Ok(attribute(start, name)?.and_then(|text| text.parse().ok()).unwrap_or(1))
}

/// The rows of one sheet, as they are put together.
#[derive(Default)]
struct Rows<'a> {
    /// Which sheet is wanted, from 0.
    wanted: usize,
    name: &'a str,
    /// Sheets that began.
    sheets: usize,
    /// The number of the row under way, from 1, and how often it is repeated.
    number: u32,
    repeated: u32,
    row: Row,
    column: u32,
    cell: Option<CellUnderWay>,
    /// Elements open within something of a cell that is no value of it: a note.
    aside: u32,
    /// Whether a paragraph is open: only what stands in one is text.
    in_paragraph: bool,
}

/// A cell of which only the beginning was seen.
struct CellUnderWay {
    value: Option<Cell>,
    is_failed: bool,
    has_formula: bool,
    repeated: u32,
    text: String,
}

impl Rows<'_> {
    fn see(&mut self, event: &Event<'_>, take: &mut Take<'_>) -> Result<Next, TableError> {
        match event {
            Event::Start(start) => self.begin(start)?,
            Event::End(end) => return self.end(end.name().0, take),
            Event::Text(text) => self.write(&text.xml10_content()),
            Event::CData(text) => self.write(&text.xml10_content()),
            Event::GeneralRef(reference) => self.write(&character(reference)),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
        Ok(Next::Row)
    }

    fn is_wanted(&self) -> bool {
        self.sheets == self.wanted + 1
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), TableError> {
        let name = start.name().0;
        if name == "table:table" {
            self.sheets += 1;
            self.number = 0;
        }
        if !self.is_wanted() {
            return Ok(());
        }
        if self.aside > 0 || name == "office:annotation" {
            self.aside += 1;
            return Ok(());
        }
        match name {
            "table:table-row" => {
                self.number = self.number.saturating_add(1);
                self.row = Row::new(self.number);
                self.repeated = repeated(start, "table:number-rows-repeated")?;
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell = Some(begun(start)?),
            "text:p" => {
                if self.cell.as_ref().is_some_and(|cell| !cell.text.is_empty()) {
                    self.in_paragraph = true;
                    self.write("\n");
                }
                self.in_paragraph = true;
            }
            "text:s" => {
                let blanks = repeated(start, "text:c")?.min(TABLE_CELL_CHARS_MAX);
                (0..blanks).for_each(|_| self.write(" "));
            }
            "text:tab" => self.write("\t"),
            "text:line-break" => self.write("\n"),
            _ => {}
        }
        Ok(())
    }

    /// Adds to the text of the cell under way.
    fn write(&mut self, text: &str) {
        if self.aside > 0 || !self.in_paragraph {
            return;
        }
        if let Some(cell) = &mut self.cell
            && cell.text.len() + text.len() <= 4 * TABLE_CELL_CHARS_MAX as usize
        {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str, take: &mut Take<'_>) -> Result<Next, TableError> {
        if !self.is_wanted() {
            return Ok(Next::Row);
        }
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(Next::Row);
        }
        match name {
            "text:p" => self.in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => self.end_cell()?,
            "table:table-row" => return self.end_row(take),
            "table:table" => return Ok(Next::Stop),
            _ => {}
        }
        Ok(Next::Row)
    }

    fn end_cell(&mut self) -> Result<(), TableError> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (repeated, found) = (cell.repeated, cell.ended());
        let behind = self.column.saturating_add(repeated);
        if let Some(found) = found {
            if behind > TABLE_COLUMNS_MAX {
                let (sheet, row, column) = (self.name.to_owned(), self.number, behind - 1);
                return Err(TableError::TooManyColumns { sheet, row, column });
            }
            (self.column..behind).for_each(|column| self.row.put(column, found.clone()));
        }
        self.column = behind;
        Ok(())
    }

    fn end_row(&mut self, take: &mut Take<'_>) -> Result<Next, TableError> {
        let row = std::mem::take(&mut self.row);
        let last = self.number.saturating_add(self.repeated.saturating_sub(1));
        if !row.is_empty() {
            // Whoever takes them counts them: it ends there, however often the row says that it is repeated.
            for number in self.number..=last {
                let mut again = row.clone();
                again.number = number;
                if take(again)? == Next::Stop {
                    return Ok(Next::Stop);
                }
            }
        }
        self.number = last;
        Ok(Next::Row)
    }
}

fn begun(start: &BytesStart<'_>) -> Result<CellUnderWay, TableError> {
    let of = |name| attribute(start, name);
    let value = match of("office:value-type")?.as_deref() {
        Some("float" | "percentage" | "currency") => {
            of("office:value")?.and_then(|text| text.parse().ok()).map(Cell::Number)
        }
        Some("date") => of("office:date-value")?
            .map(|text| iso_day(&text).map_or(Cell::Text(text), |(day, minute)| Cell::Day(day, minute))),
        Some("time") => Some(Cell::Time),
        Some("boolean") => of("office:boolean-value")?.map(|text| Cell::Truth(text == "true")),
        Some("string") => of("office:string-value")?.and_then(|text| text_cell(&text)),
        _ => None,
    };
    Ok(CellUnderWay {
        value,
        is_failed: of("calcext:value-type")?.as_deref() == Some("error"),
        has_formula: of("table:formula")?.is_some() && of("office:value-type")?.is_none(),
        repeated: repeated(start, "table:number-columns-repeated")?,
        text: String::new(),
    })
}

impl CellUnderWay {
    fn ended(self) -> Option<Cell> {
        if self.is_failed {
            return Some(Cell::Failed(self.text.trim().to_owned()));
        }
        let found = self.value.or_else(|| text_cell(&self.text));
        if found.is_none() && self.has_formula { Some(Cell::Formula) } else { found }
    }
}

/// What a reference stands for; nothing where it stands for nothing.
fn character(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => resolve_xml_entity(reference.as_ref()).unwrap_or_default().to_owned(),
    }
}
