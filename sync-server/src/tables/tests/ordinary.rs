use super::made::{Old, ods, xls, xlsx, xlsx_of};
use super::{day, rows, text, told};
use crate::tables::{Cell, Next, Workbook};

fn csv(content: &str) -> Vec<(u32, Vec<(u32, Cell)>)> {
    told(&rows(content.as_bytes().to_vec(), "liste.csv", 0).unwrap())
}

#[test]
fn a_csv_is_read_with_the_separator_it_has() {
    let wanted = vec![
        (1, vec![(0, text("Code")), (1, text("Nom, adresse"))]),
        (2, vec![(0, text("A")), (1, text("b"))]),
    ];
    for content in [
        "Code;\"Nom, adresse\"\nA;b\n",
        "Code\t\"Nom, adresse\"\r\nA\tb\r\n",
        "Code|\"Nom, adresse\"\rA|b",
        "Code,\"Nom, adresse\"\nA,b\n\u{1a}",
        "\u{feff}Code;\"Nom, adresse\"\nA;b;;\n",
    ] {
        assert_eq!(csv(content), wanted, "{content:?}");
    }
}

#[test]
fn the_line_that_says_what_the_separator_is_is_no_header() {
    for mark in ["", "\u{feff}"] {
        let found = csv(&format!("{mark}sep=|\r\nCode|Nom\r\nA;1|B;2\r\n"));
        assert_eq!(
            found,
            [(2, vec![(0, text("Code")), (1, text("Nom"))]), (3, vec![(0, text("A;1")), (1, text("B;2"))])]
        );
    }
}

#[test]
fn rows_of_a_csv_have_the_numbers_that_a_spreadsheet_shows() {
    let found = csv("Titre\n\nCode;Nom\nA;\"deux\nlignes\"\nB;b\n");
    let numbers: Vec<u32> = found.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [1, 3, 4, 5]);
    assert_eq!(found[2].1[1].1, text("deux\nlignes"));
}

#[test]
fn inches_are_no_quotation_marks() {
    assert_eq!(csv("Code;Nom\nA;tuyau 5\" PVC\nB;b\n")[1].1[1].1, text("tuyau 5\" PVC"));
}

#[test]
fn a_workbook_says_of_each_cell_what_it_is() {
    let cells = r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2"><v>4400</v></c><c r="D2" s="1"><v>45746</v></c></row>
        <row r="4"><c r="B4" t="inlineStr"><is><t>01234</t></is></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="e"><v>#N/A</v></c>
        <c r="E4" s="2"><v>0.104</v></c><c r="F4" s="3"><v>1.052</v></c><c r="G4" t="str"><v></v></c>
        <c r="H4"><f>A1*2</f><v></v></c><c r="I4" t="d"><v>2025-03-29T23:00:00.000Z</v></c><c r="J4" s="1"/></row>"#;
    let found = told(&rows(xlsx(cells, &["Nom"]), "liste.xlsx", 0).unwrap());
    assert_eq!(
        found,
        [
            (2, vec![(1, text("Nom")), (2, Cell::Number(4400.0)), (3, day("2025-03-30", 0))]),
            (
                4,
                vec![
                    (1, text("01234")),
                    (2, Cell::Truth(true)),
                    (3, Cell::Failed("#N/A".to_owned())),
                    (4, Cell::Time),
                    (5, Cell::Time),
                    (7, Cell::Formula),
                    (8, day("2025-03-29", 23 * 60)),
                ]
            ),
        ]
    );
}

#[test]
fn columns_do_not_shift_where_a_formula_has_no_value() {
    let cells = r#"<row r="1"><c r="A1"><f>B1</f></c><c r="B1" t="inlineStr"><is><t>Nom</t></is></c></row>"#;
    let found = told(&rows(xlsx(cells, &[]), "liste.xlsx", 0).unwrap());
    assert_eq!(found, [(1, vec![(0, Cell::Formula), (1, text("Nom"))])]);
}

#[test]
fn hidden_sheets_say_that_they_are() {
    let book = xlsx_of(
        &[("Bâtiments", "visible", ""), ("Calculs", "hidden", ""), ("Secret", "veryHidden", "")],
        &[],
    );
    let book = Workbook::open(book, "liste.xlsx").unwrap();
    let hidden: Vec<(&str, bool)> =
        book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden)).collect();
    assert_eq!(hidden, [("Bâtiments", false), ("Calculs", true), ("Secret", true)]);
}

#[test]
fn an_opendocument_spreadsheet_is_read_indented_or_not() {
    let table = r#"<table:table table:name="Bâtiments" table:style-name="ta1">
        <table:table-column table:number-columns-repeated="16384"/>
        <table:table-row>
            <table:table-cell office:value-type="string"><text:p>Nom</text:p></table:table-cell>
            <table:covered-table-cell/>
            <table:table-cell office:value-type="string"><office:annotation><text:p>une note</text:p></office:annotation><text:p>Rue <text:s text:c="2"/>&amp; place</text:p><text:p>suite</text:p></table:table-cell>
        </table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2">
            <table:table-cell office:value-type="float" office:value="4400" table:number-columns-repeated="2"><text:p>4400</text:p></table:table-cell>
            <table:table-cell office:value-type="date" office:date-value="2025-03-30"><text:p>30/03/2025</text:p></table:table-cell>
            <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p></table:table-cell>
            <table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
            <table:table-cell office:value-type="time" office:time-value="PT02H30M00S"><text:p>02:30</text:p></table:table-cell>
            <table:table-cell table:formula="of:=[.A1]*2"/>
        </table:table-row>
        <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
    </table:table><table:table table:name="Calculs" table:style-name="ta2"/>"#;
    let line = [
        (0, Cell::Number(4400.0)),
        (1, Cell::Number(4400.0)),
        (2, day("2025-03-30", 0)),
        (3, Cell::Truth(true)),
        (4, Cell::Failed("#N/A".to_owned())),
        (5, Cell::Time),
        (6, Cell::Formula),
    ];
    let wanted = vec![
        (1, vec![(0, text("Nom")), (2, text("Rue   & place\nsuite"))]),
        (5, line.to_vec()),
        (6, line.to_vec()),
    ];
    let unindented = table.replace(">\n", ">").replace("        ", "").replace("    ", "");
    for table in [table, &unindented] {
        assert_eq!(told(&rows(ods(table), "liste.ods", 0).unwrap()), wanted);
        let book = Workbook::open(ods(table), "liste.ods").unwrap();
        let hidden: Vec<(&str, bool)> =
            book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden)).collect();
        assert_eq!(hidden, [("Bâtiments", false), ("Calculs", true)]);
    }
}

#[test]
fn an_old_workbook_is_read() {
    let book = xls(&[(2, 1, Old::Text("Nom")), (2, 2, Old::Number(4400.0)), (5, 1, Old::Text("ECO-014"))]);
    let wanted =
        vec![(3, vec![(1, text("Nom")), (2, Cell::Number(4400.0))]), (6, vec![(1, text("ECO-014"))])];
    assert_eq!(told(&rows(book, "liste.XLS", 0).unwrap()), wanted);
}

#[test]
fn whoever_has_seen_enough_gets_no_more_rows() {
    for (bytes, name) in [
        (b"a;b\nc;d\ne;f\n".to_vec(), "liste.csv"),
        (
            xlsx(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#, &[]),
            "liste.xlsx",
        ),
    ] {
        let mut seen = 0;
        let mut book = Workbook::open(bytes, name).unwrap();
        book.rows(0, |_| {
            seen += 1;
            Next::Stop
        })
        .unwrap();
        assert_eq!(seen, 1, "{name}");
    }
}
