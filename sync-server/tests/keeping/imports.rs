//! A list becomes the register at the command line: all of it or nothing, and what people corrected since stays.

use std::path::{Path, PathBuf};
use std::process::{Command as Process, Output};

use shared::building::{AssetField, Building, BuildingCommand};
use shared::catalogue::{Catalogue, CatalogueCommand, CatalogueEntry, Organisation};
use shared::{Command, DocumentId, DocumentKind, OrganisationId};
use sync_server::engine::jobs;
use tempfile::TempDir;

use crate::office::{Office, TECH, clock};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sync-server");
const COMMUNE: OrganisationId = OrganisationId::from_bytes([5; 16]);
const CPAS: OrganisationId = OrganisationId::from_bytes([6; 16]);
const BUILDINGS: &str =
    "Code;Nom;Administration;Adresse\nECO-001;École du Centre;Commune;Rue du Moulin 4, 4400 Orneval\n";
const ASSETS: &str =
    "Bâtiment;Local;N° d'inventaire;Équipement;Marque\nECO-001;Chaufferie;CH-01;Chaudière;Viessmann\n";

/// A data directory with an administration, and lists beside it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(place.data()).unwrap();
        let mut office = Office::peopled(&place.data());
        let entry = |id, code: &str, name: &str| {
            CatalogueEntry::Organisation(id, Organisation { code: code.to_owned(), name: name.to_owned() })
        };
        let put = CatalogueCommand::Put(vec![entry(COMMUNE, "COM", "Commune"), entry(CPAS, "CPAS", "CPAS")]);
        for command in [CatalogueCommand::Create, put] {
            let write = move |transaction: &mut sync_server::engine::transaction::Transaction<'_>| {
                transaction.execute_freely(TECH, Some(Catalogue::ID), &Command::Catalogue(command)).map(drop)
            };
            office.run(sync_server::engine::job::Job::new(write)).unwrap();
        }
        place
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn office(&self) -> Office {
        Office::open(&self.data(), clock(1_000_000))
    }

    /// What the program says of a list, and whether it ends well.
    fn import(&self, content: &str, more: &[&str]) -> (bool, String) {
        let list = self.0.path().join("liste.csv");
        std::fs::write(&list, content).unwrap();
        let ended = run(&self.data(), &list, more);
        (ended.status.success(), String::from_utf8(ended.stdout).unwrap())
    }
}

fn run(data: &Path, list: &Path, more: &[&str]) -> Output {
    let mut program = Process::new(PROGRAM);
    program.args(["import", "register"]).arg(list).arg("--data").arg(data).args(more).output().unwrap()
}

fn buildings(office: &mut Office) -> Vec<(DocumentId, Building)> {
    let ids = office.core.store().documents_of_kind(DocumentKind::Building).unwrap();
    ids.into_iter().map(|id| (id, Building::read(&office.document(id)).unwrap())).collect()
}

#[test]
fn a_list_is_taken_in_and_the_second_time_nothing_is_written() {
    let place = Place::new();
    let (ends_well, told) = place.import(BUILDINGS, &[]);
    assert!(ends_well, "{told}");
    assert!(told.contains("row 2: École du Centre: created\n"), "{told}");
    assert!(place.import(ASSETS, &[]).0);
    let mut office = place.office();
    let [(id, school)] = &buildings(&mut office)[..] else { panic!("one building") };
    let boiler = school.assets.values().next().unwrap();
    assert_eq!((school.organisation, school.address.number.as_str()), (COMMUNE, "4"));
    assert_eq!((boiler.make.as_str(), boiler.space), ("Viessmann", school.spaces.keys().next().copied()));
    let history = office.core.store().documents_about(DocumentKind::History, *id).unwrap();
    assert_eq!(history.len(), 1, "a building begins its history");
    assert_eq!(office.dump(), office.dump_made_again());
    let end = office.core.store().feed_end().unwrap();
    drop(office);
    assert!(place.import(BUILDINGS, &[]).1.contains("0 created, 0 changed, 1 unchanged, 0 refused"));
    assert!(place.import(ASSETS, &[]).1.contains("0 created, 0 changed, 1 unchanged, 0 refused"));
    assert_eq!(place.office().core.store().feed_end().unwrap(), end);
}

#[test]
fn the_examples_are_lists_without_a_fault() {
    let place = Place::new();
    let (ends_well, told) = place.import(include_str!("../../../docs/examples/batiments.csv"), &[]);
    assert!(ends_well && told.contains("5 created, 0 changed, 0 unchanged, 0 refused"), "{told}");
    assert!(told.contains("Crèche Les Lutins: CPAS occupies it too from now on"), "{told}");
    let (ends_well, told) = place.import(include_str!("../../../docs/examples/equipements.csv"), &[]);
    assert!(ends_well && told.contains("6 created, 0 changed, 0 unchanged, 0 refused"), "{told}");
    let mut office = place.office();
    let creche = buildings(&mut office).into_iter().find(|(_, one)| one.code == "EXE-005").unwrap().1;
    assert_eq!(creche.organisations(), [COMMUNE, CPAS].into());
    assert_eq!(office.dump(), office.dump_made_again());
}

#[test]
fn a_dry_run_says_what_would_come_of_it_while_the_server_serves() {
    let place = Place::new();
    let mut office = place.office();
    let (ends_well, told) = place.import(BUILDINGS, &["--dry-run", "--json"]);
    assert!(ends_well, "{told}");
    let report: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(report["counts"]["created"], 1);
    assert_eq!(report["rows"][0]["outcome"], "created");
    assert!(buildings(&mut office).is_empty());
}

#[test]
fn what_a_technician_corrected_stays_and_is_told() {
    let place = Place::new();
    assert!(place.import(BUILDINGS, &[]).0 && place.import(ASSETS, &[]).0);
    let mut office = place.office();
    let [(id, school)] = &buildings(&mut office)[..] else { panic!("one building") };
    let (asset, field) = (*school.assets.keys().next().unwrap(), AssetField::Make("Buderus".to_owned()));
    let command = Command::Building(BuildingCommand::CorrectAsset { asset, field });
    office.run(jobs::execute(TECH, Some(*id), command)).unwrap();
    drop(office);
    let (ends_well, told) = place.import(ASSETS, &[]);
    assert!(ends_well && told.contains("make stays Buderus, as somebody corrected it since"), "{told}");
    assert_eq!(buildings(&mut place.office())[0].1.assets[&asset].make, "Buderus");
}

#[test]
fn a_row_that_is_not_taken_ends_the_program_with_a_failure_and_a_file_that_is_none_changes_nothing() {
    let place = Place::new();
    let (ends_well, told) = place.import("Code;Nom;Administration\nA-1;Un;Régie\nA-2;Deux;COM\n", &[]);
    assert!(
        !ends_well && told.contains("row 2: Un: refused, column C: there is no administration Régie"),
        "{told}"
    );
    assert_eq!(buildings(&mut place.office()).len(), 1, "the other row is taken");
    let list = place.0.path().join("liste.xlsx");
    std::fs::write(&list, "Code;Nom\n").unwrap();
    let ended = run(&place.data(), &list, &[]);
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(!ended.status.success() && told.contains("give it a name that ends in .csv"), "{told}");
    let (nothing, told) = place.import("", &[]);
    assert!(!nothing, "{told}");
}
