//! What the office says otherwise in the register: as a whole, never over somebody else's word, and nothing in itself.

use shared::building::{Asset, Building, BuildingCommand, RegisterField as F, Revised, RevisedBuilding};
use shared::command::{Revision, execute};
use shared::{AssetId, Command, CommandError, Document, SpaceId};

use crate::fixture::*;

const CELLAR: SpaceId = SpaceId::from_bytes([0x41; 16]);
const ROOM: SpaceId = SpaceId::from_bytes([0x42; 16]);
const BURNER: AssetId = AssetId::from_bytes([0x43; 16]);

fn fields<const N: usize>(fields: [(F, &str, &str); N]) -> Revised {
    let revision = |shown: &str, left: &str| Revision { shown: shown.to_owned(), left: left.to_owned() };
    fields.into_iter().map(|(field, shown, left)| (field, revision(shown, left))).collect()
}

fn revise(document: &mut Document, by: &Replica, revised: RevisedBuilding) -> Result<bool, CommandError> {
    let command = Command::Building(BuildingCommand::Revise(Box::new(revised)));
    execute(document, &command, by.author()).map(|done| done.change.is_some())
}

fn of_asset(id: AssetId, revised: Revised) -> RevisedBuilding {
    RevisedBuilding { assets: [(id, revised)].into(), ..RevisedBuilding::default() }
}

fn of_spaces<const N: usize>(spaces: [(SpaceId, Revised); N]) -> RevisedBuilding {
    RevisedBuilding { spaces: spaces.into(), ..RevisedBuilding::default() }
}

/// Two rooms, one in the other, and a burner in the boiler, entered in one change.
fn furnished(office: &Replica) -> Document {
    let mut document = building(office);
    let room = CELLAR.to_string();
    let (boiler, space) = (BOILER.to_string(), ROOM.to_string());
    let revised = RevisedBuilding {
        building: fields([(F::Code, "ECO-001", "ECO-014"), (F::Surface, "", "1250.5")]),
        spaces: [
            (CELLAR, fields([(F::Name, "", "Cave"), (F::Level, "", "-1")])),
            (ROOM, fields([(F::Name, "", "Chaufferie"), (F::Code, "", "K01"), (F::Within, "", &room)])),
        ]
        .into(),
        assets: [
            (BOILER, fields([(F::Space, "", &space), (F::Serial, "123", "124")])),
            (BURNER, fields([(F::Name, "", "Brûleur"), (F::Within, "", &boiler), (F::Space, "", &space)])),
        ]
        .into(),
    };
    assert!(revise(&mut document, office, revised).unwrap());
    document
}

#[test]
fn one_change_says_all_of_it() {
    let office = replica(1);
    let document = furnished(&office);
    let register = Building::read(&document).unwrap();
    assert_eq!(register.values()[&F::Surface], "1250.5");
    assert_eq!((register.code.as_str(), register.name.as_str()), ("ECO-014", "École du Centre"));
    assert_eq!(register.spaces[&ROOM].values()[&F::Within], CELLAR.to_string());
    assert_eq!(register.spaces[&CELLAR].level, "-1");
    assert_eq!(
        (register.assets[&BOILER].space, register.assets[&BOILER].serial.as_str()),
        (Some(ROOM), "124")
    );
    let burner = Asset {
        name: "Brûleur".to_owned(),
        space: Some(ROOM),
        details: [(F::Within, BOILER.to_string())].into(),
        ..Asset::default()
    };
    assert_eq!(register.assets[&BURNER], burner);
}

#[test]
fn what_is_said_already_is_no_change_and_a_value_can_be_taken_away() {
    let office = replica(1);
    let mut document = furnished(&office);
    let same = of_asset(BOILER, fields([(F::Serial, "124", "124"), (F::Make, "Bulex", "Bulex")]));
    assert!(!revise(&mut document, &office, same).unwrap());
    let room = ROOM.to_string();
    let nowhere = of_asset(BOILER, fields([(F::Space, &room, ""), (F::Serial, "124", "")]));
    assert!(revise(&mut document, &office, nowhere).unwrap());
    let boiler = &reread_building(&document).assets[&BOILER];
    assert_eq!((boiler.space, boiler.serial.as_str()), (None, ""));
    let building = RevisedBuilding {
        building: fields([
            (F::RetiredOn, "", "2026-11-30"),
            (F::RetiredWhy, "", "vendu"),
            (F::Surface, "1250.5", ""),
        ]),
        ..RevisedBuilding::default()
    };
    revise(&mut document, &office, building).unwrap();
    let values = reread_building(&document).values();
    assert_eq!((values[&F::RetiredOn].as_str(), values.get(&F::Surface)), ("2026-11-30", None));
}

#[test]
fn nobody_is_overwritten() {
    let (office, tech) = (replica(1), replica(2));
    let mut document = furnished(&office);
    let seen = shared::building::AssetField::Serial("XK-77".to_owned());
    let correct = BuildingCommand::CorrectAsset { asset: BOILER, field: seen };
    execute(&mut document, &Command::Building(correct), tech.author()).unwrap();
    let over = of_asset(BOILER, fields([(F::Serial, "124", "125"), (F::Make, "Bulex", "Vaillant")]));
    assert_eq!(revise(&mut document, &office, over), Err(CommandError::ChangedMeanwhile));
    assert_eq!(reread_building(&document).assets[&BOILER].make, "Bulex");
    let agreed = of_asset(BOILER, fields([(F::Serial, "124", "XK-77"), (F::Make, "Bulex", "Vaillant")]));
    revise(&mut document, &office, agreed).unwrap();
    assert_eq!(reread_building(&document).assets[&BOILER].make, "Vaillant");
}

#[test]
fn what_does_not_fit_is_said_and_nothing_is_written() {
    let office = replica(1);
    let mut document = furnished(&office);
    let before = document.heads();
    let (cellar, boiler) = (CELLAR.to_string(), BOILER.to_string());
    let nobody = AssetId::from_bytes([0x49; 16]).to_string();
    for (revised, error) in [
        (of_asset(BOILER, fields([(F::Name, "Chaudière", " ")])), CommandError::Empty),
        (of_asset(AssetId::from_bytes([0x44; 16]), fields([(F::Make, "", "Bulex")])), CommandError::Empty),
        (of_asset(BOILER, fields([(F::RetiredOn, "", "30/11/2026")])), CommandError::ImplausibleDay),
        (of_asset(BOILER, fields([(F::Surface, "", "3")])), CommandError::Unknown("field")),
        (of_asset(BOILER, fields([(F::Space, &ROOM.to_string(), &nobody)])), CommandError::Unknown("space")),
        (of_asset(BURNER, fields([(F::Within, &boiler, &nobody)])), CommandError::Unknown("asset")),
        (of_asset(BOILER, fields([(F::Within, "", &BURNER.to_string())])), CommandError::InItself),
        (of_spaces([(CELLAR, fields([(F::Within, "", &ROOM.to_string())]))]), CommandError::InItself),
        (of_spaces([(CELLAR, fields([(F::Within, "", &cellar)]))]), CommandError::InItself),
    ] {
        assert_eq!(revise(&mut document, &office, revised.clone()), Err(error), "{revised:?}");
    }
    assert_eq!(document.heads(), before);
}
