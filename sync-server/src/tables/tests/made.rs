//! Files of tables, made by hand: so that they hold what programs write and libraries would not.

use std::io::{Cursor, Write as _};

use cfb::CompoundFile;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of parts.
pub(crate) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this XML within `sheetData`, and these shared strings.
pub(crate) fn xlsx(cells: &str, strings: &[&str]) -> Vec<u8> {
    xlsx_of(&[("Feuille 1", "visible", cells)], strings)
}

/// A workbook of sheets: name, state, and the XML within `sheetData`. Style 1 is a day, 2 an hour, 3 a duration.
pub(crate) fn xlsx_of(sheets: &[(&str, &str, &str)], strings: &[&str]) -> Vec<u8> {
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, state, cells)) in (1..).zip(sheets) {
        listed += &format!(r#"<sheet name="{name}" sheetId="{at}" state="{state}" r:id="rId{at}"/>"#);
        related += &format!(
            r#"<Relationship Id="rId{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>"#
        );
        let sheet = format!(
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{at}.xml"), sheet));
    }
    let items: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    parts.extend([
        ("[Content_Types].xml".to_owned(), r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.to_owned()),
        (
            "_rels/.rels".to_owned(),
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>"#),
        ),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        (
            "xl/sharedStrings.xml".to_owned(),
            format!(r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>"#),
        ),
    ]);
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect();
    archive(&parts)
}

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

const ODS_KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A spreadsheet of OpenDocument with this XML within `office:spreadsheet`.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    ods_of(tables, "")
}

/// The same with something in its manifest.
pub(crate) fn ods_of(tables: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let manifest = format!(
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry></manifest:manifest>"#
    );
    archive(&[("mimetype", ODS_KIND), ("content.xml", &content), ("META-INF/manifest.xml", &manifest)])
}

/// A cell of an old workbook.
pub(crate) enum Old<'a> {
    Number(f64),
    Text(&'a str),
}

/// A workbook of Excel 97 with one sheet.
pub(crate) fn xls(cells: &[(u16, u16, Old<'_>)]) -> Vec<u8> {
    let begin =
        |kind: u16| record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let name = "Feuil1";
    let sheet_name = [&[u8::try_from(name.len()).unwrap(), 0], name.as_bytes()].concat();
    // Two beginnings of records, and the position of the sheet, which stands in the first of them.
    let globals = |position: u32| {
        let sheet = record(0x0085, &[&position.to_le_bytes()[..], &[0, 0], &sheet_name].concat());
        [begin(0x0005), sheet, record(0x000a, &[])].concat()
    };
    let mut stream = globals(u32::try_from(globals(0).len()).unwrap());
    stream.extend(begin(0x0010));
    for (row, column, cell) in cells {
        let at = [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0]].concat();
        stream.extend(match cell {
            Old::Number(number) => record(0x0203, &[&at[..], &number.to_le_bytes()].concat()),
            Old::Text(text) => {
                let length = u16::try_from(text.len()).unwrap();
                record(0x0204, &[&at[..], &length.to_le_bytes(), &[0], text.as_bytes()].concat())
            }
        });
    }
    stream.extend(record(0x000a, &[]));
    compound_file("Workbook", &stream)
}

pub(crate) fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), content].concat()
}

/// A compound file with one stream.
pub(crate) fn compound_file(name: &str, content: &[u8]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(content).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}
