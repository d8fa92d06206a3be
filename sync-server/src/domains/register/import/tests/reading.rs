use shared::building::RegisterField as F;

use super::world::{World, faults, outcomes};
use crate::domains::register::import::layout::{LayoutError, recognise};
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::tables::Workbook;
use crate::tables::tests::made::{xlsx, xlsx_of};

fn layout(content: &str) -> Result<crate::domains::register::import::layout::Layout, LayoutError> {
    recognise(&mut Workbook::open(content.as_bytes().to_vec(), "liste.csv").unwrap(), &Mapping::default())
}

#[test]
fn the_header_is_found_below_titles_and_a_second_one_is_no_row() {
    let mut world = World::default();
    let report = world.csv(
        "Patrimoine communal;;\nÉtat au 1er janvier;;\n;;\nCode;Nom;Administration\nA-1;Un;COM\n\nCode;Nom;Administration\nA-2;Deux;COM\n",
    );
    assert_eq!(report.header_row, 4);
    let rows: Vec<u32> = report.rows.iter().map(|row| row.row).collect();
    assert_eq!((outcomes(&report), rows), (vec!["created", "created"], vec![5, 8]));
}

#[test]
fn headers_are_known_in_four_languages() {
    for header in [
        "Code bâtiment;Bâtiment;Rue;Code postal;Localité;Propriétaire",
        "Gebouwcode;Gebouw;Straat;Postcode;Gemeente;Eigenaar",
        "Gebäudecode;Gebäude;Straße;Postleitzahl;Ort;Eigentümer",
        "Building code;Building name;Street;Postal code;City;Owner",
    ] {
        let columns: Vec<Meaning> = layout(&format!("{header}\n")).unwrap().columns.into_values().collect();
        let of = |field| Meaning::Field(Thing::Building, field);
        let wanted =
            [of(F::Code), of(F::Name), of(F::Street), of(F::Postcode), of(F::Place), Meaning::Organisations];
        assert_eq!(columns, wanted, "{header}");
    }
}

#[test]
fn the_same_word_means_what_the_list_is_of() {
    let of = |content: &str| layout(content).unwrap();
    let buildings = of("N°;Nom;Surface\n");
    assert_eq!(buildings.columns[&0], Meaning::Field(Thing::Building, F::Code));
    let houses = of("Nom;Rue;N°\n");
    assert_eq!(houses.columns[&2], Meaning::Field(Thing::Building, F::Number));
    let rooms = of("Bâtiment;N° local;Nom;Surface;Type\n");
    assert_eq!((rooms.thing, rooms.columns[&2]), (Thing::Space, Meaning::Field(Thing::Space, F::Name)));
    assert!(!rooms.columns.contains_key(&4), "what type of room is not kept");
    let assets = of("Bâtiment;Local;Désignation;Type;Marque;Surface\n");
    assert_eq!((assets.thing, assets.columns[&3]), (Thing::Asset, Meaning::Field(Thing::Asset, F::Family)));
    assert!(!assets.columns.contains_key(&5));
}

#[test]
fn a_list_that_lacks_what_it_needs_is_told_what() {
    assert_eq!(layout("Prénom;Âge\nLuc;12\n"), Err(LayoutError::NoHeader));
    let no_name = layout("Rue;Localité\nA;B\n").unwrap_err();
    assert_eq!(
        no_name.to_string(),
        "row 1: there is a column for neither the name nor the code of each building"
    );
    assert!(matches!(
        layout("Équipement;Marque\nA;B\n"),
        Err(LayoutError::NoBuilding { thing: Thing::Asset, .. })
    ));
}

#[test]
fn the_sheet_is_the_one_with_the_list_and_no_hidden_one() {
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let list = |codes: &str| {
        let header =
            [text("B3", "Code"), text("C3", "Nom"), text("D3", "Administration"), text("E3", "Rue")].concat();
        format!(
            r#"<row r="3">{header}</row><row r="4">{}{}{}</row>"#,
            text("B4", codes),
            text("C4", "Un"),
            text("D4", "COM")
        )
    };
    let notes = format!(r#"<row r="1">{}{}</row>"#, text("A1", "Nom"), text("B1", "Code"));
    let (hidden, shown) = (list("X-1"), list("A-1"));
    let book = xlsx_of(
        &[("Caché", "hidden", &hidden), ("Notes", "visible", &notes), ("Bâtiments", "visible", &shown)],
        &[],
    );
    let mut world = World::default();
    let report = world.file(book, "liste.xlsx");
    assert_eq!(
        (report.sheet.as_str(), report.header_row, outcomes(&report)),
        ("Bâtiments", 3, vec!["created"])
    );
    assert_eq!(world.field("Un", F::Code), "A-1");
}

#[test]
fn cells_that_hold_no_value_refuse_their_row_and_say_where() {
    let text = |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let header =
        [text("A1", "Code"), text("B1", "Nom"), text("C1", "Administration"), text("D1", "Année")].concat();
    let row = |at: u32, cell: &str| {
        let code = format!("A-{at}");
        format!(
            r#"<row r="{at}">{}{}{}{cell}</row>"#,
            text(&format!("A{at}"), &code),
            text(&format!("B{at}"), &code),
            text(&format!("C{at}"), "COM")
        )
    };
    let cells = [
        format!(r#"<row r="1">{header}</row>"#),
        row(2, r#"<c r="D2" t="e"><v>#N/A</v></c>"#),
        row(3, r#"<c r="D3"><f>1900+62</f><v></v></c>"#),
        row(4, r#"<c r="D4" t="b"><v>1</v></c>"#),
        row(5, r#"<c r="D5" s="1"><v>22647</v></c>"#),
        format!(
            r#"<row r="6"><c r="A6"><v>3200020001234567</v></c>{}{}</row>"#,
            text("B6", "Six"),
            text("C6", "COM")
        ),
    ];
    let mut world = World::default();
    let report = world.file(xlsx(&cells.concat(), &[]), "liste.xlsx");
    assert_eq!(
        faults(&report),
        [
            "row 2: column D: shows #N/A in place of a value: mend the formula",
            "row 3: column D: is a formula without a value: open the file in your spreadsheet and save it again",
            "row 4: column D: is neither a text, a number nor a day",
            "row 6: column A: is a number whose last digits the spreadsheet has dropped: format the column as text, and enter it again",
        ]
    );
    assert_eq!(world.field("A-5", F::Year), "1962", "a day of that year");
}

#[test]
fn what_programs_write_where_they_know_nothing_is_nothing() {
    let mut world = World::default();
    world.csv("Code;Nom;Administration\nA-1;Un;COM\n");
    let report = world.csv(
        "Building code;Asset name;Serial number;Manufacturer;Retired on\n\
        A-1;Pump;SerialNumber;n/a;1900-12-31T23:59:59\nA-1;Fan;Serial number;Manufacturer;0001-01-01T00:00:00\n",
    );
    assert_eq!(outcomes(&report), ["created", "created"], "{:?}", faults(&report));
    assert_eq!(
        (world.field("Pump", F::Make), world.field("Pump", F::RetiredOn)),
        (String::new(), String::new())
    );
    assert_eq!((world.field("Fan", F::Serial), world.field("Fan", F::Make)), (String::new(), String::new()));
}

#[test]
fn days_that_a_program_wrote_in_another_time_zone_are_a_day_later() {
    let list = |second: &str| {
        format!(
            "Code;Nom;Administration;Validité PEB\nA-1;Un;COM;2031-03-29T23:00:00.000Z\nA-2;Deux;COM;{second}\n"
        )
    };
    let mut world = World::default();
    world.csv(&list("2031-06-29T22:00:00.000Z"));
    assert_eq!(
        (world.field("Un", F::EnergyUntil), world.field("Deux", F::EnergyUntil)),
        ("2031-03-30".to_owned(), "2031-06-30".to_owned())
    );
    let mut world = World::default();
    world.csv(&list("2031-06-29"));
    assert_eq!(world.field("Un", F::EnergyUntil), "2031-03-29", "not all of them are late");
}

#[test]
fn several_columns_become_one_field() {
    let mut world = World::default();
    world.csv("Code;Nom;Administration;Parcelle;Parcelles\nA-1;Un;COM;62042A0570/00H004;62042A0571/02_000\n");
    assert_eq!(world.field("Un", F::Parcels), "62042A0570/00H004 62042A0571/02_000");
}

#[test]
fn what_an_export_guarded_comes_back_as_it_was() {
    let mut world = World::default();
    world.csv("Code;Nom;Administration\nA-1;\"'=1+1\";COM\n");
    assert_eq!(world.field("=1+1", F::Code), "A-1");
}
