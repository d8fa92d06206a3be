use super::made::{Old, archive, compound_file, ods, ods_of, record, xls, xlsx};
use super::{rows, told};
use crate::base::limits::{TABLE_BYTES_MAX, TABLE_COLUMNS_MAX, TABLE_ROWS_MAX, TABLE_STRINGS_BYTES_MAX};
use crate::tables::format::Format;
use crate::tables::{TableError, Workbook};

fn error(bytes: Vec<u8>, name: &str) -> TableError {
    rows(bytes, name, 0).map(|rows| told(&rows)).unwrap_err()
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_told_what_it_is() {
    let named = |named: &str, is| TableError::NotAsNamed { named: named.to_owned(), is };
    let book = || xlsx("", &[]);
    assert_eq!(error(book(), "liste.csv"), named("csv", Format::Xlsx));
    assert_eq!(error(book(), "liste.XLS"), named("xls", Format::Xlsx));
    assert_eq!(error(b"a;b\n".to_vec(), "liste.xlsx"), named("xlsx", Format::Delimited));
    assert_eq!(error(ods(""), "liste.xlsx"), named("xlsx", Format::Ods));
    assert_eq!(error(xls(&[]), "liste.xlsx"), named("xlsx", Format::Xls));
    assert!(rows(book(), "liste", 0).is_ok(), "a name that promises nothing");
    let told = error(book(), "liste.csv").to_string();
    assert_eq!(
        told,
        "the name ends in .csv, but this is an Excel workbook: give it a name that ends in .xlsx"
    );
}

#[test]
fn what_is_no_table_is_told_so() {
    let others: [(&[u8], &str); 6] = [
        (b"%PDF-1.7", "liste.pdf"),
        (b"\x89PNG\r\n", "liste.png"),
        (b" <!DOCTYPE html><table><tr><td>Code</td></tr></table>", "liste.xls"),
        (b"<?xml version='1.0'?><Workbook/>", "liste.xls"),
        (b"\x01\x02\x03\x04", "liste.csv"),
        (&archive(&[("word/document.xml", "")]), "liste.docx"),
    ];
    for (bytes, name) in others {
        assert!(matches!(error(bytes.to_vec(), name), TableError::NotATable(_)), "{name}");
    }
    let binary = archive(&[("xl/workbook.bin", "")]);
    assert!(matches!(error(binary, "liste.xlsb"), TableError::NotATable(_)));
    assert!(matches!(error(compound_file("WordDocument", b""), "liste.doc"), TableError::NotATable(_)));
    assert_eq!(error(Vec::new(), "liste.csv"), TableError::Empty);
}

#[test]
fn what_is_encrypted_is_told_so() {
    assert_eq!(error(compound_file("EncryptedPackage", b"x"), "liste.xlsx"), TableError::Encrypted);
    assert_eq!(error(ods_of("", "<manifest:encryption-data/>"), "liste.ods"), TableError::Encrypted);
    let book = [record(0x0809, &[0; 16]), record(0x002f, &[1, 0, 1, 0, 0, 0]), record(0x000a, &[])].concat();
    assert_eq!(error(compound_file("Workbook", &book), "liste.xls"), TableError::Encrypted);
}

#[test]
fn what_was_cut_off_is_told_so_wherever_it_was_cut() {
    let books = [
        (xlsx(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, &["Nom"]), "liste.xlsx"),
        (ods(r#"<table:table table:name="A"><table:table-row/></table:table>"#), "liste.ods"),
    ];
    for (book, name) in books {
        for length in (4..book.len()).step_by(97) {
            assert_eq!(error(book[..length].to_vec(), name), TableError::Damaged, "{name}, {length} bytes");
        }
    }
    let book = xls(&[(0, 0, Old::Text("Nom"))]);
    for length in (8..book.len()).step_by(97) {
        // Whatever comes of it, nothing panics.
        drop(rows(book[..length].to_vec(), "liste.xls", 0));
    }
}

#[test]
fn a_text_that_is_not_there_is_damage() {
    let book = xlsx(r#"<row r="1"><c r="A1" t="s"><v>7</v></c></row>"#, &["Nom"]);
    assert_eq!(error(book, "liste.xlsx"), TableError::Damaged);
}

#[test]
fn a_sheet_that_says_it_has_seventeen_thousand_million_cells_is_as_large_as_it_is() {
    let book = xlsx(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="D1048576"><v>2</v></c></row>"#,
        &[],
    );
    let numbers: Vec<u32> = rows(book, "liste.xlsx", 0).unwrap().iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 1_048_576]);
    let cell = r#"<table:table-cell office:value-type="float" office:value="1""#;
    let wide = format!(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">{cell} table:number-columns-repeated="16384"/></table:table-row></table:table>"#
    );
    let (sheet, row, column) = ("A".to_owned(), 1, 16_383);
    assert_eq!(error(ods(&wide), "liste.ods"), TableError::TooManyColumns { sheet, row, column });
    let long = format!(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="4000000000">{cell}/></table:table-row></table:table>"#
    );
    assert_eq!(error(ods(&long), "liste.ods"), TableError::TooManyRows { sheet: "A".to_owned() });
    let corners = xls(&[(0, 0, Old::Number(1.0)), (65_535, 255, Old::Number(2.0))]);
    assert_eq!(error(corners, "liste.xls"), TableError::UnpacksTooLarge);
}

#[test]
fn the_limits_of_a_sheet_hold_at_their_edges() {
    let line = |cells: u32| "x;".repeat(usize::try_from(cells).unwrap() - 1) + "x\n";
    assert!(rows(line(TABLE_COLUMNS_MAX).into_bytes(), "liste.csv", 0).is_ok());
    let wide = error(line(TABLE_COLUMNS_MAX + 1).into_bytes(), "liste.csv");
    assert_eq!(wide, TableError::TooManyColumns { sheet: String::new(), row: 1, column: TABLE_COLUMNS_MAX });
    let lines = |rows: u32| "x;y\n".repeat(usize::try_from(rows).unwrap()).into_bytes();
    assert!(rows(lines(TABLE_ROWS_MAX), "liste.csv", 0).is_ok());
    assert_eq!(
        error(lines(TABLE_ROWS_MAX + 1), "liste.csv"),
        TableError::TooManyRows { sheet: String::new() }
    );
    assert_eq!(
        Workbook::open(vec![b'x'; TABLE_BYTES_MAX + 1], "liste.csv").unwrap_err(),
        TableError::TooLarge
    );
}

#[test]
fn an_archive_that_unpacks_to_more_than_it_may_is_not_opened() {
    let long = "x".repeat(usize::try_from(TABLE_STRINGS_BYTES_MAX).unwrap());
    let book = xlsx("", &[&long]);
    assert!(book.len() < TABLE_BYTES_MAX / 8, "it is packed well");
    assert_eq!(error(book, "liste.xlsx"), TableError::UnpacksTooLarge);
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_told_where_it_is_opened() {
    let content = b"Code;Nom\nA;a\nB;\"ouvert\nC;c\nD;d\n".to_vec();
    assert_eq!(error(content, "liste.csv"), TableError::OpenQuote { row: 3 });
    assert!(rows(b"Code;Nom\nB;\"deux\nlignes\"".to_vec(), "liste.csv", 0).is_ok());
}
