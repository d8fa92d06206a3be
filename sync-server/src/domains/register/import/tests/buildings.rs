use shared::DocumentId;
use shared::building::RegisterField as F;

use super::world::{COMMUNE, CPAS, World, faults, outcomes};
use crate::domains::register::import::choice::Choice;
use crate::domains::register::import::known::Part;
use crate::domains::register::import::report::{Candidate, Change, Outcome};

const LIST: &str = "Code;Nom;Administration;Rue;N°;Code postal;Localité;Surface (m²);Année;PEB;Validité PEB\n\
    ECO-001;École du Centre;Commune d’Orneval;Rue du Moulin;4;4400;Orneval;1 250,50;1962;PEB C;30/05/2031\n\
    MR-001;Les Tilleuls;CPAS;Avenue des Tilleuls;12A;4400;Orneval;;;;\n";

#[test]
fn a_list_of_buildings_becomes_the_register_once() {
    let mut world = World::default();
    let report = world.csv(LIST);
    assert_eq!(outcomes(&report), ["created", "created"]);
    let (_, school) = world.building("ECO-001");
    let values = &school.parts[&Part::Building];
    let told = |field| values.get(&field).map_or("", String::as_str);
    assert_eq!(
        [F::Name, F::Street, F::Number, F::Postcode].map(told),
        ["École du Centre", "Rue du Moulin", "4", "4400"]
    );
    assert_eq!(
        [F::Surface, F::Year, F::Energy, F::EnergyUntil].map(told),
        ["1250.5", "1962", "C", "2031-05-30"]
    );
    assert_eq!((school.organisation, world.building("MR-001").1.organisation), (COMMUNE, CPAS));
    let before = world.register();
    assert_eq!(outcomes(&world.csv(LIST)), ["unchanged", "unchanged"]);
    assert_eq!(world.register(), before);
}

#[test]
fn what_a_later_list_says_otherwise_is_told_field_by_field() {
    let mut world = World::default();
    world.csv(LIST);
    let report = world.csv(&LIST.replace("Rue du Moulin;4", "Rue du Moulin;6").replace("1962", ""));
    assert_eq!(outcomes(&report), ["changed", "unchanged"]);
    let change = Change { field: F::Number, before: "4".to_owned(), after: "6".to_owned() };
    assert_eq!(report.rows[0].outcome, Outcome::Changed { changes: vec![change] });
    assert_eq!(world.field("École du Centre", F::Year), "1962", "an empty cell says nothing");
    assert!(
        report.lines().contains(&"row 2: École du Centre: number 4 → 6".to_owned()),
        "{:#?}",
        report.lines()
    );
}

#[test]
fn what_somebody_corrected_since_stays_and_is_told_every_time() {
    let mut world = World::default();
    world.csv(LIST);
    world.correct("École du Centre", F::Number, "4-6");
    for list in [LIST.to_owned(), LIST.to_owned(), LIST.replace("Moulin;4", "Moulin;8")] {
        let report = world.csv(&list);
        assert_eq!(outcomes(&report), ["unchanged", "unchanged"]);
        assert_eq!(report.rows[0].corrected.len(), 1);
        assert_eq!(world.field("École du Centre", F::Number), "4-6");
    }
    let report = world.csv(&LIST.replace("Moulin;4", "Moulin;4-6"));
    assert!(report.rows[0].corrected.is_empty(), "the list says it too now");
    assert_eq!(outcomes(&world.csv(&LIST.replace("Moulin;4", "Moulin;10"))), ["changed", "unchanged"]);
}

#[test]
fn without_codes_name_and_address_tell_buildings_apart() {
    let list = "Nom;Adresse;Administration\nÉcole du Centre;Rue du Moulin 4, 4400 Orneval;COM\nSalle des fêtes;Place 1, 4400 Orneval;COM\n";
    let mut world = World::default();
    assert_eq!(outcomes(&world.csv(list)), ["created", "created"]);
    assert_eq!(world.field("École du Centre", F::Place), "Orneval");
    assert_eq!(outcomes(&world.csv(list)), ["unchanged", "unchanged"]);
    let elsewhere = list.replace("Rue du Moulin 4, 4400 Orneval", "Rue Haute 9, 4400 Orneval");
    assert_eq!(outcomes(&world.csv(&elsewhere)), ["created", "unchanged"]);
}

#[test]
fn what_is_alike_is_not_taken_and_says_what_it_is_like() {
    let mut world = World::default();
    world.csv(LIST);
    let before = world.register();
    for row in [
        "ECO-009;Ecole du centre;COM;Rue du Moulin;4;4400;Orneval",
        ";ÉCOLE DU CENTRE !;COM;rue du moulin;4;4400;ORNEVAL",
    ] {
        let report = world.csv(&format!("Code;Nom;Administration;Rue;N°;CP;Localité\n{row}\n"));
        let (id, _) = world.building("ECO-001");
        let alike = Candidate { id, building: "École du Centre (ECO-001)".to_owned() };
        assert_eq!(report.rows[0].outcome, Outcome::Alike { buildings: vec![alike] }, "{row}");
    }
    assert_eq!(world.register(), before);
}

#[test]
fn somebody_says_of_what_is_alike_which_it_is() {
    let list = "Code;Nom;Administration;Rue;N°;CP;Localité\n\
        ECO-009;Ecole du centre;COM;Rue du Moulin;4;4400;Orneval\n";
    let mut world = World::default();
    world.csv(LIST);
    let (id, _) = world.building("ECO-001");
    world.choices = [(2, Choice::LeaveOut)].into();
    assert_eq!(outcomes(&world.csv(list)), ["left out"]);
    world.choices = [(2, Choice::Same(DocumentId::from_bytes([7; 16])))].into();
    assert_eq!(outcomes(&world.csv(list)), ["alike"], "one that it is not like");
    world.choices = [(2, Choice::Same(id))].into();
    assert_eq!(outcomes(&world.csv(list)), ["changed"]);
    assert_eq!(
        (world.building("ECO-009").0, world.field("Ecole du centre", F::Code).as_str()),
        (id, "ECO-009")
    );
    world.choices.clear();
    assert_eq!(outcomes(&world.csv(list)), ["unchanged"], "its code is known now");

    let mut world = World { choices: [(2, Choice::New)].into(), ..World::default() };
    world.csv(LIST);
    assert_eq!(outcomes(&world.csv(list)), ["created"]);
    world.choices.clear();
    assert_eq!(outcomes(&world.csv(list)), ["unchanged"]);
}

#[test]
fn an_administration_must_be_known_and_the_buildings_must_be_its_own() {
    let mut world = World::default();
    world.csv(LIST);
    let report = world.csv(
        "Code;Nom;Administration\nA-1;Dépôt;Régie\nA-2;Hangar;\nECO-001;École du Centre;CPAS\nA-3;Club;COM + CPAS\n",
    );
    assert_eq!(outcomes(&report), ["refused", "refused", "refused", "created"]);
    assert_eq!(
        faults(&report),
        [
            "row 2: column C: there is no administration Régie; there are Commune d’Orneval, CPAS d’Orneval",
            "row 3: it does not say of which administration the building is",
            "row 4: the building is of Commune d’Orneval: hand it over on its page first",
        ]
    );
    let (_, club) = world.building("A-3");
    assert_eq!((club.organisation, club.occupants), (COMMUNE, [CPAS].into()));
    world.keeps = Some(CPAS);
    let before = world.register();
    let report = world.csv("Code;Nom;Administration\nECO-001;Autre nom;COM\nA-4;Nouveau;COM\n");
    assert_eq!(
        faults(&report),
        [
            "row 2: you do not keep the register of Commune d’Orneval",
            "row 3: you do not keep the register of Commune d’Orneval"
        ]
    );
    assert_eq!(world.register(), before);
}

#[test]
fn a_code_that_stands_there_twice_is_taken_once() {
    let mut world = World::default();
    let report = world.csv("Code;Nom;Administration\nA-1;Dépôt;COM\na-1;Hangar;COM\n");
    assert_eq!(outcomes(&report), ["created", "refused"]);
    assert_eq!(faults(&report), ["row 3: row 2 is about the same building"]);
}

#[test]
fn a_row_with_a_fault_is_left_out_and_the_others_are_not() {
    let mut world = World::default();
    let report = world.csv(
        "Code;Nom;Administration;Année;Validité PEB;Parcelle;INS;Lat;Long\n\
        A-1;Un;COM;62;;;;;\nA-2;Deux;COM;;31/02/2030;;;;\nA-3;Trois;COM;;;570H4;;;\nA-4;Quatre;COM;;;;6212;;\n\
        A-5;Cinq;COM;;;;;5,4678;50,6001\nA-6;Six;COM;;;;;48,85;2,35\nA-7;Sept;COM;;;;;50,6;\n\
        A-8;Huit;COM;1962;;62042a0570-00h004;62120;50,6001;5,4678\n",
    );
    assert_eq!(
        faults(&report),
        [
            "row 2: column D: 62 is no year",
            "row 3: column E: 31/02/2030 is no day: write it as 30/03/2025 or 2025-03-30",
            "row 4: column F: 570H4 is no parcels",
            "row 5: column G: 6212 is no municipality",
            "row 6: column H: latitude and longitude have changed places: north is 49 to 52, east 2 to 7",
            "row 7: column H: 48.85,2.35 is not in Belgium",
            "row 8: column H: latitude and longitude go together: one is missing",
        ]
    );
    assert_eq!(outcomes(&report).last(), Some(&"created"));
    assert_eq!(world.field("Huit", F::Parcels), "62042A0570/00H004");
    assert_eq!(world.field("Huit", F::Position), "50.6001,5.4678");
}
