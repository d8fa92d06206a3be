use shared::building::RegisterField as F;

use super::world::{World, faults, outcomes};
use crate::domains::register::import::known::Part;
use crate::domains::register::import::report::Also;

const BUILDINGS: &str = "Code;Nom;Administration\nECO-001;École du Centre;COM\nECO-002;École du Bas;COM\n";
const ASSETS: &str = "Bâtiment;Local;Étage;N° d'inventaire;Équipement;Famille;Marque;N° de série\n\
    ECO-001;Chaufferie;-1;CH-01;Chaudière gaz;chaudière;Viessmann;00420\n\
    École du Centre;Chaufferie;-1;CH-02;Chaudière gaz;chaudière;Viessmann;00421\n\
    ECO-002;;;EX-01;Extincteur;extincteur;;\n";

fn world() -> World {
    let mut world = World::default();
    world.csv(BUILDINGS);
    world
}

#[test]
fn a_list_of_assets_finds_its_buildings_and_makes_its_spaces() {
    let mut world = world();
    let report = world.csv(ASSETS);
    assert_eq!(outcomes(&report), ["created", "created", "created"]);
    assert_eq!(report.rows[0].also, [(Also::Space, "Chaufferie".to_owned())]);
    assert!(report.rows[1].also.is_empty(), "one boiler room");
    let (_, school) = world.building("ECO-001");
    assert_eq!(school.parts.keys().filter(|part| matches!(part, Part::Space(_))).count(), 1);
    let (_, Part::Space(room), _) = world.part("Chaufferie") else { panic!("a room") };
    assert_eq!(world.field("Chaudière gaz", F::Space), room.to_string());
    assert_eq!(world.field("Chaudière gaz", F::Serial), "00420");
    let before = world.register();
    assert_eq!(outcomes(&world.csv(ASSETS)), ["unchanged"; 3]);
    assert_eq!(world.register(), before);
}

#[test]
fn an_asset_is_known_by_its_number_then_by_its_serial_then_by_its_name_where_it_stands() {
    let mut world = world();
    world.csv(ASSETS);
    let moved = world.csv("Bâtiment;Local;Code équipement;Équipement\nECO-001;Grenier;ch-01;Chaudière gaz\n");
    assert_eq!(moved.lines()[1], "row 2: Chaudière gaz: space Chaufferie → Grenier");
    let serial = world.csv("Bâtiment;Équipement;N° de série;Marque\nECO-001;Chaudière;00421;Buderus\n");
    assert_eq!(outcomes(&serial), ["changed"]);
    let named = world.csv("Bâtiment;Équipement;Marque\nECO-002;extincteur;Sicli\n");
    assert_eq!(outcomes(&named), ["changed"]);
    let several = world.csv("Bâtiment;Équipement;Marque\nECO-001;Chaudière gaz;X\nECO-001;Pompe;Wilo\n");
    assert_eq!(outcomes(&several), ["changed", "created"], "the other boiler is called otherwise by now");
}

#[test]
fn what_a_technician_corrected_stays() {
    let mut world = world();
    world.csv(ASSETS);
    world.correct("Extincteur", F::Make, "Sicli");
    world.correct("Extincteur", F::Family, "extincteur à eau");
    let report = world.csv(&ASSETS.replace("Extincteur;extincteur;;", "Extincteur;extincteur;Anaf;"));
    assert_eq!(outcomes(&report), ["unchanged", "unchanged", "changed"], "no list had said who made it");
    assert_eq!(report.rows[2].corrected.len(), 1);
    assert_eq!(world.field("Extincteur", F::Family), "extincteur à eau");
}

#[test]
fn a_building_that_is_not_there_is_made_where_that_is_wanted() {
    let mut world = world();
    let list = "Bâtiment;Local;Administration\nÉglise;Sacristie;COM\nÉglise;Nef;COM\n";
    let report = world.csv(list);
    assert_eq!(faults(&report)[0], "row 2: there is no building Église: import the list of buildings first");
    world.makes_buildings = true;
    let report = world.csv(list);
    assert_eq!(outcomes(&report), ["created", "created"]);
    assert_eq!(report.rows[0].also, [(Also::Building, "Église".to_owned())]);
    assert_eq!(outcomes(&world.csv(list)), ["unchanged", "unchanged"]);
}

#[test]
fn an_asset_of_another_building_is_not_made_twice() {
    let mut world = world();
    world.csv(ASSETS);
    let report = world.csv("Bâtiment;N° d'inventaire;Équipement\nECO-002;CH-01;Chaudière gaz\n;CH-02;Chaudière gaz\nECO-003;X;Y\n");
    assert_eq!(
        faults(&report),
        [
            "row 2: the asset is in the building École du Centre: correct the list, or retire it there first",
            "row 3: it does not say in which building",
            "row 4: there is no building ECO-003: import the list of buildings first",
        ]
    );
}

#[test]
fn a_refused_row_leaves_nothing_behind() {
    let mut world = world();
    let before = world.register();
    let report = world.csv("Bâtiment;Local;Équipement;Marque\nECO-001;Chaufferie;;Viessmann\n");
    assert_eq!(faults(&report), ["row 2: the asset has no name"]);
    assert_eq!(world.register(), before);
}

#[test]
fn a_building_with_thousands_of_assets_is_written_in_pieces() {
    let mut world = world();
    let rows: String = (0..1_200).map(|at| format!("ECO-001;EX-{at:04};Extincteur\n")).collect();
    let report = world.csv(&format!("Bâtiment;N° d'inventaire;Équipement\n{rows}"));
    assert_eq!(report.counts().created, 1_200);
    assert_eq!(world.building("ECO-001").1.parts.len(), 1_201);
}
