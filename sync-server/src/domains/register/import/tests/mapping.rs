//! Lists that are read as somebody said.

use shared::building::RegisterField as F;

use super::world::{CPAS, World, faults, outcomes};
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::tables::tests::made::xlsx_of;

fn of_building(field: F) -> Meaning {
    Meaning::Field(Thing::Building, field)
}

fn columns(said: &[(&str, Option<Meaning>)]) -> Mapping {
    let columns = said.iter().map(|(header, meaning)| (Mapping::word(header), *meaning)).collect();
    Mapping { columns, ..Mapping::default() }
}

#[test]
fn columns_say_what_somebody_says_they_say() {
    let list = "Fiche;Nom;Lieu-dit;Complément;Administration\nA-1;Un;Rue Haute;aile B;COM\n";
    let mut world = World {
        mapping: columns(&[
            ("fiche", Some(of_building(F::Code))),
            ("Lieu dit", Some(of_building(F::Street))),
            ("COMPLEMENT", Some(of_building(F::Street))),
        ]),
        ..World::default()
    };
    assert_eq!(outcomes(&world.csv(list)), ["created"]);
    assert_eq!(world.field("Un", F::Code), "A-1");
    assert_eq!(world.field("Un", F::Street), "Rue Haute aile B", "two columns go into one field");
    world.mapping = columns(&[("Fiche", Some(of_building(F::Code))), ("Nom", None)]);
    let report = world.csv("Fiche;Nom;Administration\nA-2;Deux;COM\n");
    assert_eq!((outcomes(&report), report.not_read), (vec!["created"], vec!["Nom".to_owned()]));
    assert_eq!(world.field("A-2", F::Code), "A-2");
}

#[test]
fn columns_with_the_same_words_above_them_are_told_apart() {
    let mut world = World {
        mapping: columns(&[("Ref", Some(of_building(F::Code))), ("Ref 2", Some(of_building(F::Site)))]),
        ..World::default()
    };
    assert_eq!(outcomes(&world.csv("Réf;Nom;Réf;Administration\nA-1;Un;Centre;COM\n")), ["created"]);
    assert_eq!(
        (world.field("Un", F::Code), world.field("Un", F::Site)),
        ("A-1".to_owned(), "Centre".to_owned())
    );
}

#[test]
fn what_is_the_same_for_every_row_is_said_once() {
    let fixed = [
        (Meaning::Organisations, "CPAS".to_owned()),
        (of_building(F::Postcode), "4400".to_owned()),
        (of_building(F::EnergyUntil), "31/12/2030".to_owned()),
    ];
    let mut world =
        World { mapping: Mapping { fixed: fixed.into(), ..Mapping::default() }, ..World::default() };
    assert_eq!(outcomes(&world.csv("Code;Nom;CP\nA-1;Un;\nA-2;Deux;4000\n")), ["created", "created"]);
    assert_eq!(
        (world.field("Un", F::Postcode), world.field("Deux", F::Postcode)),
        ("4400".into(), "4000".into())
    );
    assert_eq!(world.field("Un", F::EnergyUntil), "2030-12-31");
    assert_eq!(world.building("A-1").1.organisation, CPAS);
    world.mapping.fixed = [(of_building(F::Energy), "Z".to_owned())].into();
    assert_eq!(faults(&world.csv("Code;Nom\nA-1;Un\n")), ["row 2: Z is no energy"]);
}

#[test]
fn words_mean_the_administration_that_somebody_says() {
    let organisations = [(Mapping::word("C.P.A.S. de l’entité"), CPAS)].into();
    let mapping = Mapping { organisations, separator: Some(" puis ".to_owned()), ..Mapping::default() };
    let mut world = World { mapping, ..World::default() };
    let list = "Code;Nom;Administration\nA-1;Un;CPAS DE L'ENTITE\nA-2;Deux;c.p.a.s. de l'entité puis COM\n";
    let report = world.csv(list);
    assert_eq!(outcomes(&report), ["refused", "created"]);
    let known = world.building("A-2").1;
    assert_eq!((known.organisation, known.occupants.len()), (CPAS, 1));
    world.mapping.organisations.insert(Mapping::word("CPAS de l'entité"), CPAS);
    assert_eq!(outcomes(&world.csv(list)), ["created", "unchanged"]);
}

#[test]
fn sheet_and_header_are_those_that_somebody_chose() {
    let row = |cells: &[&str]| {
        let cells: String =
            cells.iter().map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).collect();
        format!("<row>{cells}</row>")
    };
    let old = [row(&["Code", "Nom", "Administration"]), row(&["X-1", "Vieux", "COM"])].concat();
    let new =
        [row(&["Code", "Nom", "Rue"]), row(&["Fiche", "Dénomination", "Organe"]), row(&["A-1", "Un", "COM"])];
    let book = xlsx_of(&[("Ancien", "visible", &old), ("Neuf", "hidden", &new.concat())], &[]);
    let mut mapping =
        columns(&[("fiche", Some(of_building(F::Code))), ("organe", Some(Meaning::Organisations))]);
    (mapping.sheet, mapping.header_row) = (Some("Neuf".to_owned()), Some(2));
    let mut world = World { mapping, ..World::default() };
    let report = world.file(book, "liste.xlsx");
    assert_eq!((report.sheet.as_str(), report.header_row), ("Neuf", 2));
    assert_eq!((outcomes(&report), world.field("Un", F::Code)), (vec!["created"], "A-1".to_owned()));
}

#[test]
fn positions_in_metres_become_degrees_and_codes_of_before_and_after_mergers_are_kept() {
    let mut world = World::default();
    let list = "Code;Nom;Administration;X;Y;INS\nA-1;Un;COM;227977,198;142723,965;46013\n\
        A-2;Deux;COM;727 979,503;642 733,889;46030\n";
    assert_eq!(outcomes(&world.csv(list)), ["created", "created"]);
    let position = world.field("Un", F::Position);
    assert!(position.starts_with("50.59") && position.contains(",5.4"), "{position}");
    assert_eq!(world.field("Deux", F::Position), position);
    assert_eq!(
        (world.field("Un", F::Municipality), world.field("Deux", F::Municipality)),
        ("46013".into(), "46030".into())
    );
}
