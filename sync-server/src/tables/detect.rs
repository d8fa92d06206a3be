//! What kind of file it is: by what is in it, never by its name, which must say the same.

use std::io::{Cursor, Read as _};
use std::path::Path;

use cfb::CompoundFile;
use zip::ZipArchive;

use crate::tables::error::TableError;
use crate::tables::format::Format;
use crate::tables::text;

/// What kind of file it is.
pub(super) fn format_of(bytes: &[u8], name: &str) -> Result<Format, TableError> {
    let is = match bytes {
        [] => return Err(TableError::Empty),
        [b'P', b'K', 3, 4, ..] => of_archive(bytes)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => of_compound_file(bytes)?,
        [b'%', b'P', b'D', b'F', ..] => return Err(TableError::NotATable("a PDF")),
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] => {
            return Err(TableError::NotATable("a picture"));
        }
        text => of_text(text)?,
    };
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let named = ending.to_lowercase();
    if Format::named(&named).is_some_and(|promised| promised != is) {
        return Err(TableError::NotAsNamed { named, is });
    }
    Ok(is)
}

fn of_archive(bytes: &[u8]) -> Result<Format, TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TableError::Damaged)?;
    let has = |archive: &ZipArchive<_>, name| archive.index_for_name(name).is_some();
    if has(&archive, "xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if has(&archive, "xl/workbook.bin") {
        return Err(TableError::NotATable("a binary workbook (.xlsb)"));
    }
    let mut kind = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        part.take(100).read_to_string(&mut kind).map_err(|_| TableError::Damaged)?;
    }
    if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    let is = if has(&archive, "word/document.xml")
        || kind.starts_with("application/vnd.oasis.opendocument.text")
    {
        "a text document"
    } else {
        "an archive"
    };
    Err(TableError::NotATable(is))
}

fn of_compound_file(bytes: &[u8]) -> Result<Format, TableError> {
    let file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| TableError::Damaged)?;
    if file.is_stream("EncryptedPackage") {
        return Err(TableError::Encrypted);
    }
    if file.is_stream("Workbook") || file.is_stream("Book") {
        return Ok(Format::Xls);
    }
    Err(TableError::NotATable("another document of Office"))
}

fn of_text(bytes: &[u8]) -> Result<Format, TableError> {
    let begin = text::decoded(bytes.get(..4096).unwrap_or(bytes));
    let markup = begin.trim_start().to_lowercase();
    if markup.starts_with("<!doctype html") || markup.starts_with("<html") || markup.starts_with("<table") {
        return Err(TableError::NotATable("a web page, as some programs export it under the name of Excel"));
    }
    if markup.starts_with("<?xml") {
        return Err(TableError::NotATable("XML"));
    }
    let is_binary =
        |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t' | '\u{1a}') && sign < '\u{80}';
    if begin.contains(is_binary) {
        return Err(TableError::NotATable("a file of another kind"));
    }
    Ok(Format::Delimited)
}
