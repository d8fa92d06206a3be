//! The register is kept right at the office: what its forms write, and what they do not.

use axum::http::StatusCode;
use shared::building::{AssetField, Building, BuildingCommand, RegisterField as F};
use shared::{AssetId, Command, Role, SpaceId};

use crate::desk::Visitor;
use crate::find::{BOILER, COMMUNE, SCHOOL, encoded};
use crate::test_office::{SUPERVISOR, TestOffice};

const SCHOOL_PAGE: &str = "/office/buildings/21212121-2121-2121-2121-212121212121";

impl TestOffice {
    async fn school(&self) -> Building {
        Building::read(&self.document(SCHOOL).await).unwrap()
    }
}

/// A form with these fields, each with what it was shown with.
fn form(fields: &[(&str, &str, &str)]) -> String {
    let field = |(name, was, value): &(&str, &str, &str)| {
        format!("was.{name}={}&{name}={}", encoded(was), encoded(value))
    };
    fields.iter().map(field).collect::<Vec<_>>().join("&")
}

impl Visitor<'_> {
    async fn saves(&self, path: &str, fields: &[(&str, &str, &str)]) {
        let answer = self.post(path, &form(fields)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_building_a_room_and_equipment_are_entered_corrected_and_taken_out_of_use() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    visitor
        .saves(
            &format!("{SCHOOL_PAGE}/edit"),
            &[
                ("name", "École communale d’Orneval", "École d’Orneval"),
                ("surface", "", "1 250,5"),
                ("energy", "", "b"),
            ],
        )
        .await;
    let page = visitor.get(SCHOOL_PAGE).await;
    assert!(page.contains("École d’Orneval") && page.contains("1250.5 m²"), "{page}");

    visitor
        .saves(&format!("{SCHOOL_PAGE}/spaces/new"), &[("name", "", "Chaufferie"), ("level", "", "-1")])
        .await;
    let (cellar, space) = office.school().await.spaces.into_iter().next().unwrap();
    assert_eq!((space.name.as_str(), space.level.as_str()), ("Chaufferie", "-1"));

    let room = cellar.to_string();
    let boiler = BOILER.to_string();
    visitor
        .saves(
            &format!("{SCHOOL_PAGE}/assets/new"),
            &[
                ("name", "", "Circulateur"),
                ("family", "", "pompe"),
                ("space", "", &room),
                ("within", "", &boiler),
            ],
        )
        .await;
    let school = office.school().await;
    let (pump, _) = school.assets.iter().find(|(id, _)| **id != BOILER).unwrap();
    assert_eq!(school.assets[pump].space, Some(cellar));
    assert_eq!(school.assets[pump].values()[&F::Within], boiler);

    // Out of use it is in no list and no choice, and its page still says what it was.
    let path = format!("{SCHOOL_PAGE}/assets/{pump}");
    visitor.saves(&path, &[("retired_on", "", "2026-11-30"), ("retired_why", "", "grippé")]).await;
    let offered = visitor.get(&format!("/office/work-orders/new?building={SCHOOL}")).await;
    assert!(offered.contains("Brûleur n° 3") && !offered.contains("Circulateur"), "{offered}");
    let page = visitor.get(SCHOOL_PAGE).await;
    assert!(page.contains("Circulateur") && page.contains("grippé"), "{page}");
    visitor.saves(&path, &[("retired_on", "2026-11-30", "")]).await;
    let offered = visitor.get(&format!("/office/work-orders/new?building={SCHOOL}")).await;
    assert!(offered.contains("Circulateur"), "{offered}");
}

#[tokio::test]
async fn a_building_out_of_use_leaves_the_list_and_is_found_when_asked_for() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    visitor.saves(&format!("{SCHOOL_PAGE}/edit"), &[("retired_on", "", "2026-11-30")]).await;
    assert!(!visitor.get("/office/buildings").await.contains(SCHOOL_PAGE));
    assert!(!visitor.get("/office/work-orders/new?text=orneval").await.contains("Orneval</a>"));
    assert!(visitor.get("/office/buildings?retired=yes").await.contains(SCHOOL_PAGE));
}

#[tokio::test]
async fn a_new_building_is_in_the_list_of_its_administration() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let form = format!("name=Hall+sportif&code=SPO-001&organisation={COMMUNE}&street=rue+du+Stade&number=1");
    let answer = visitor.post("/office/buildings/new", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    let page = visitor.get(&format!("/office/buildings?organisation={COMMUNE}")).await;
    assert!(page.contains("Hall sportif") && page.contains("SPO-001"), "{page}");
    let nameless =
        visitor.post("/office/buildings/new", &format!("code=SPO-002&organisation={COMMUNE}")).await;
    assert!(nameless.status.is_client_error(), "{nameless}");
}

#[tokio::test]
async fn what_somebody_corrected_meanwhile_is_shown_and_not_overwritten() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let path = format!("{SCHOOL_PAGE}/assets/{BOILER}");
    let field = AssetField::Serial("XK-77".to_owned());
    let correct = Command::Building(BuildingCommand::CorrectAsset { asset: BOILER, field });
    office.app.engine.execute(SUPERVISOR, Some(SCHOOL), correct).await.unwrap();
    let sent = format!("page={}&{}", encoded(&path), form(&[("serial", "VX-00417", "VX-00418")]));
    let answer = visitor.post(&path, &sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
    let page = String::from_utf8(answer.body).unwrap();
    assert!(page.contains("XK-77") && page.contains("VX-00418"), "both values are shown: {page}");
    assert_eq!(office.school().await.assets[&BOILER].serial, "XK-77");
    // A field that only they changed is not touched by saving another one.
    visitor.saves(&path, &[("serial", "VX-00417", "VX-00417"), ("make", "Viessmann", "Buderus")]).await;
    let boiler = office.school().await.assets[&BOILER].clone();
    assert_eq!((boiler.serial.as_str(), boiler.make.as_str()), ("XK-77", "Buderus"));
}

#[tokio::test]
async fn what_is_no_value_is_said_and_nothing_is_written() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let heads = office.document(SCHOOL).await.heads();
    let nowhere = SpaceId::from_bytes([0x66; 16]).to_string();
    let boiler = BOILER.to_string();
    for (path, field, value) in [
        ("edit", "position", "5.467890, 50.600123"),
        ("edit", "municipality", "Valmont"),
        ("edit", "parcels", "570H4"),
        ("edit", "name", " "),
        (&format!("assets/{BOILER}"), "space", &nowhere),
        (&format!("assets/{BOILER}"), "within", &boiler),
        (&format!("assets/{BOILER}"), "retired_on", "hier"),
        ("spaces/new", "level", "1"),
    ] {
        let answer =
            visitor.post(&format!("{SCHOOL_PAGE}/{path}"), &format!("{field}={}", encoded(value))).await;
        assert!(answer.status.is_client_error(), "{path} {field}: {answer}");
    }
    assert_eq!(office.document(SCHOOL).await.heads(), heads);
    for path in [
        format!("spaces/{nowhere}"),
        format!("assets/{}", AssetId::from_bytes([0x67; 16])),
        "assets/x".to_owned(),
    ] {
        let answer = visitor.answer(&format!("{SCHOOL_PAGE}/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let reader = office.visitor_as("lit", Role::Reader).await;
    assert!(!reader.get(SCHOOL_PAGE).await.contains("/edit\""));
}
