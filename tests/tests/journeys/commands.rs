//! Every command of a technician, from the button on the screen to the office database.

use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;
use shared::announcement::AnnouncementCommand;
use shared::building::BuildingCommand;
use shared::command::Command;
use shared::document::DocumentKind;
use shared::policy::{Role, allows, may_execute};
use shared::request::RequestCommand;
use shared::work_order::WorkOrderCommand;
use shared::{AssetId, DocumentId, FactId, ItemId, OrganisationId, Quantity, Sha256, Timestamp};
use tests::browser::{Browser, Profile, at_css, at_test, at_text};

use crate::commune::{Commune, answer_checklist, at_the_office, open_order, open_order_with, order};
use crate::picture;

const REPORT: &str = "Purge faite, circulateur dégrippé.";
const REASON: &str = "Pièce à commander chez le fournisseur.";
const MATERIAL: &str = "Joint fibre trois quarts";
const WHAT: &str = "Vitre fêlée au préau";
const CAPTION: &str = "Circulateur dégrippé";
const REMARK: &str = "Le portail ferme à dix-huit heures.";
/// One of the demo that everybody is to read.
const ANNOUNCED: &str = "Le dépôt est fermé vendredi : prenez votre matériel jeudi avant 16 h.";
const MAKE: &str = "Marque lue sur la plaque";

/// What the office database says once the command of this name has arrived.
const ARRIVED: [(&str, &str, &str); 16] = [
    ("work-order-start", "SELECT count(*) >= 2 FROM step WHERE kind = 'started' AND ?1 = ''", ""),
    ("work-order-pause", "SELECT count(*) FROM step WHERE kind = 'paused' AND work_order IN
        (SELECT work_order FROM intervention WHERE report = ?1)", REPORT),
    ("work-order-finish", "SELECT count(*) > 0 FROM step WHERE kind = 'finished' AND work_order IN
        (SELECT work_order FROM intervention WHERE report = ?1)", REPORT),
    ("work-order-cannot-finish", "SELECT count(*) FROM work_order
        WHERE state = 'cannot-be-finished' AND cause = 'nobody-there' AND reason = ?1", REASON),
    ("work-order-take-back-finish", "SELECT count(*) FROM step WHERE kind = 'taken-back' AND work_order IN
        (SELECT work_order FROM intervention WHERE report = ?1)", REPORT),
    ("work-order-write-report", "SELECT count(*) FROM intervention WHERE report = ?1", REPORT),
    ("work-order-answer", "SELECT count(*) > 0 FROM checklist_answer WHERE answer IS NOT NULL AND work_order IN
        (SELECT work_order FROM intervention WHERE report = ?1)", REPORT),
    ("work-order-use-material", "SELECT count(*) FROM material_use WHERE label = ?1 AND quantity = 2.5", MATERIAL),
    ("work-order-add-photo", "SELECT count(*) FROM photo WHERE document IN
        (SELECT work_order FROM intervention WHERE report = ?1) AND sha256 IN (SELECT sha256 FROM photo_received)", REPORT),
    ("work-order-correct-photo", "SELECT count(*) FROM photo WHERE caption = ?1 AND withdrawn_at IS NULL", CAPTION),
    ("building-correct-asset", "SELECT count(*) FROM asset WHERE make = ?1", MAKE),
    ("building-add-remark", "SELECT count(*) FROM remark WHERE text = ?1", REMARK),
    ("building-correct-remark", "SELECT count(*) FROM remark WHERE corrects IN
        (SELECT id FROM remark WHERE text = ?1 AND NOT in_force)", REMARK),
    ("request-create", "SELECT count(*) FROM request WHERE title = ?1", WHAT),
    ("request-add-photo", "SELECT count(*) FROM photo JOIN request ON request.id = document WHERE title = ?1
        AND sha256 IN (SELECT sha256 FROM photo_received)", WHAT),
    ("announcement-read", "SELECT count(*) FROM announcement_reading JOIN announcement ON announcement.id = announcement
        JOIN person ON person.id = announcement_reading.person
        WHERE text = ?1 AND name = 'Jean-Marc Delvaux'", ANNOUNCED),
];

/// Commands of the office, and what each writes first: no technician may.
const OF_THE_OFFICE: [(DocumentKind, &str); 8] = [
    (DocumentKind::WorkOrder, ""),
    (DocumentKind::Building, ""),
    (DocumentKind::Building, "assets/*"),
    (DocumentKind::History, ""),
    (DocumentKind::Catalogue, ""),
    (DocumentKind::Announcement, ""),
    (DocumentKind::Person, ""),
    (DocumentKind::StockList, ""),
];

/// One of each command of a technician. The matches have no wildcard: whoever adds a command says here
/// whose it is.
fn of_a_technician() -> Vec<Command> {
    use shared::building::AssetField;
    use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
    use shared::document::priority::Priority;
    use shared::request::{NewRequest, RequestOrigin};
    use shared::work_order::{CannotFinishCause, Material};
    let photo = || PhotoFacts {
        taken_at: Timestamp(0),
        dated_by: DatedBy::Phone,
        caption: String::new(),
        phase: PhotoPhase::After,
        sha256: Sha256::of(b"picture"),
        thumbnail: Sha256::of(b"thumbnail"),
        width_px: 1,
        height_px: 1,
        size_bytes: 1,
    };
    let new = NewRequest {
        origin: RequestOrigin::Field,
        title: WHAT.to_owned(),
        description: String::new(),
        organisation: OrganisationId::from_bytes([1; 16]),
        building: DocumentId::from_bytes([1; 16]),
        space: None,
        asset: None,
        nature: None,
        priority: Priority::Normal,
    };
    let material = Material::Other(MATERIAL.to_owned());
    let (before, after) = (String::new(), REPORT.to_owned());
    let visit = FactId::from_bytes([1; 16]);
    vec![
        Command::WorkOrder(WorkOrderCommand::Start),
        Command::WorkOrder(WorkOrderCommand::Pause),
        Command::WorkOrder(WorkOrderCommand::Finish),
        Command::WorkOrder(WorkOrderCommand::CannotFinish {
            cause: CannotFinishCause::NobodyThere,
            reason: REASON.to_owned(),
        }),
        Command::WorkOrder(WorkOrderCommand::TakeBackFinish),
        Command::WorkOrder(WorkOrderCommand::WriteReport { intervention: visit, before, after }),
        Command::WorkOrder(WorkOrderCommand::Answer { item: ItemId::from_bytes([1; 16]), value: None }),
        Command::WorkOrder(WorkOrderCommand::UseMaterial {
            material,
            quantity: Quantity(2500),
            corrects: None,
        }),
        Command::WorkOrder(WorkOrderCommand::AddPhoto(photo())),
        Command::WorkOrder(WorkOrderCommand::CorrectPhoto {
            photo: visit,
            caption: CAPTION.to_owned(),
            phase: PhotoPhase::After,
            withdrawn: false,
        }),
        Command::Building(BuildingCommand::CorrectAsset {
            asset: AssetId::from_bytes([1; 16]),
            field: AssetField::Make(MAKE.to_owned()),
        }),
        Command::Building(BuildingCommand::AddRemark { text: REMARK.to_owned() }),
        Command::Building(BuildingCommand::CorrectRemark { remark: visit, text: String::new() }),
        Command::Request(RequestCommand::Create(Box::new(new))),
        Command::Request(RequestCommand::AddPhoto(photo())),
        Command::Announcement(AnnouncementCommand::Read),
    ]
}

/// Whether it is a technician's, said for every command there is.
const fn is_of_a_technician(command: &Command) -> bool {
    match command {
        Command::WorkOrder(command) => match command {
            WorkOrderCommand::Start
            | WorkOrderCommand::Pause
            | WorkOrderCommand::Finish
            | WorkOrderCommand::CannotFinish { .. }
            | WorkOrderCommand::TakeBackFinish
            | WorkOrderCommand::WriteReport { .. }
            | WorkOrderCommand::Answer { .. }
            | WorkOrderCommand::UseMaterial { .. }
            | WorkOrderCommand::AddPhoto(_)
            | WorkOrderCommand::CorrectPhoto { .. } => true,
            WorkOrderCommand::Create(_)
            | WorkOrderCommand::Edit(_)
            | WorkOrderCommand::Revise(_)
            | WorkOrderCommand::Assign(_)
            | WorkOrderCommand::Reassign { .. }
            | WorkOrderCommand::Approve { .. }
            | WorkOrderCommand::SendBack { .. }
            | WorkOrderCommand::Cancel { .. }
            | WorkOrderCommand::TakeBack { .. }
            | WorkOrderCommand::DropApproval { .. }
            | WorkOrderCommand::Settle { .. } => false,
        },
        Command::Building(command) => match command {
            BuildingCommand::CorrectAsset { .. }
            | BuildingCommand::AddRemark { .. }
            | BuildingCommand::CorrectRemark { .. } => true,
            BuildingCommand::Create(_)
            | BuildingCommand::AddAsset { .. }
            | BuildingCommand::Revise(_)
            | BuildingCommand::SetAccess(_)
            | BuildingCommand::Transfer(_)
            | BuildingCommand::Share(_)
            | BuildingCommand::Unshare(_) => false,
        },
        Command::Request(command) => match command {
            RequestCommand::Create(_) | RequestCommand::AddPhoto(_) => true,
            RequestCommand::Number(_)
            | RequestCommand::Correct(_)
            | RequestCommand::LinkWorkOrder(_)
            | RequestCommand::Close { .. } => false,
        },
        Command::Announcement(command) => match command {
            AnnouncementCommand::Read => true,
            AnnouncementCommand::Create(_) | AnnouncementCommand::Withdraw => false,
        },
        Command::History(_) | Command::Catalogue(_) | Command::Person(_) | Command::StockList(_) => false,
    }
}

#[test]
fn the_journey_below_goes_through_every_command_that_policy_allows_a_technician() {
    let commands = of_a_technician();
    for command in &commands {
        assert!(may_execute(Role::Technician, command) && is_of_a_technician(command), "{}", command.name());
    }
    let names: Vec<_> = commands.iter().map(Command::name).collect();
    let looked_for: Vec<_> = ARRIVED.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, looked_for);
    for (kind, path) in OF_THE_OFFICE {
        assert!(!allows(Role::Technician, kind, path, shared::document::Effect::Create), "{kind:?}");
    }
}

async fn photograph(phone: &Browser, profile: &Profile, name: &str, bytes: Vec<u8>) -> Result<()> {
    let file = profile.downloads().join(name);
    fs::write(&file, bytes)?;
    phone.upload(at_test("photo-gallery"), &file).await
}

/// Works on an order from its start to its end, with every command it has; the place of its building.
async fn work_on_an_order(phone: &Browser, profile: &Profile) -> Result<Value> {
    phone.click(at_test("start")).await?;
    phone.type_text(at_test("report"), REPORT).await?;
    phone.wait_for(at_css("[data-test=report-state][data-state=saved]")).await?;
    answer_checklist(phone).await?;
    photograph(phone, profile, "chaudière.jpg", picture::on_its_side()?).await?;
    phone.wait_for(at_css("[data-test=photo-state][data-state=saved]")).await?;
    phone.click(at_test("photo-edit")).await?;
    phone.type_text(at_test("photo-caption"), CAPTION).await?;
    phone.click(at_test("photo-save")).await?;
    phone.wait_gone(at_test("photo-save")).await?;
    phone.click(at_css(".pick:has([data-test=material-other])")).await?;
    phone.type_text(at_test("material-name"), MATERIAL).await?;
    phone.replace_text(at_test("material-quantity"), "2,5").await?;
    phone.click(at_test("material-add")).await?;
    phone.wait_for(at_text(MATERIAL)).await?;
    let building =
        phone.script("return document.querySelector(\".heading a[href*='#/building/']\").hash").await?;
    phone.click(at_test("pause")).await?;
    phone.click(at_test("start")).await?;
    phone.wait_for(at_test("pause")).await?;
    phone.click(at_test("finish")).await?;
    phone.click(at_test("take-back")).await?;
    phone.wait_for(at_test("pause")).await?;
    phone.click(at_test("finish")).await?;
    phone.wait_for(at_test("done")).await?;
    Ok(building)
}

/// Corrects an asset, notes a remark and takes it back.
async fn correct_a_building(phone: &Browser, building: &Value) -> Result<()> {
    phone.script(&format!("location.hash = {building}")).await?;
    phone.click(at_css("details.asset summary")).await?;
    phone.click(at_test("asset-correct")).await?;
    phone.replace_text(at_test("asset-make"), MAKE).await?;
    phone.click(at_test("asset-save")).await?;
    phone.wait_gone(at_test("asset-save")).await?;
    phone.type_text(at_test("remark-text"), REMARK).await?;
    phone.click(at_test("remark-save")).await?;
    phone.wait_for(at_text(REMARK)).await?;
    // There is an older one of theirs.
    phone
        .script(&format!(
            "[...document.querySelectorAll('[data-test=remark]')].find((remark) => remark.textContent.includes('{REMARK}'))
                 .querySelector('[data-test=remark-withdraw]').click()"
        ))
        .await?;
    phone.wait_gone(at_text(REMARK)).await
}

async fn report_a_defect(phone: &Browser, profile: &Profile) -> Result<()> {
    phone.click(at_test("tab-defect")).await?;
    phone.click(at_test("defect-building")).await?;
    phone.type_text(at_test("defect-what"), WHAT).await?;
    photograph(phone, profile, "vitre.jpg", picture::heavy()?).await?;
    phone.wait_for(at_css("[data-test=draft-photo][data-state=kept]")).await?;
    phone.click(at_test("defect-send")).await?;
    phone.wait_for(at_test("defect-saved")).await
}

/// Says of an order that nobody has begun that it cannot be done; its number.
async fn say_that_one_is_impossible(phone: &Browser) -> Result<String> {
    phone.click(at_test("tab-today")).await?;
    let impossible = open_order(phone).await?;
    phone.click(at_test("cannot-finish")).await?;
    phone.click(at_css(".pick:has([data-test=cause-nobody-there])")).await?;
    phone.type_text(at_test("cannot-finish-reason"), REASON).await?;
    phone.click(at_test("cannot-finish-confirm")).await?;
    phone.wait_for(at_css("[data-test=state][data-state=cannot-be-finished]")).await?;
    phone.wait_gone(at_test("cannot-finish-reason")).await?;
    Ok(impossible)
}

#[tokio::test]
async fn every_command_of_a_technician_goes_from_its_button_to_the_office_database() -> Result<()> {
    let mut commune = Commune::open().await?;
    let profile = Profile::fresh()?;
    let phone = commune.technicians_phone(&profile).await?;
    commune.server.stop().await?;

    let number = open_order_with(&phone, "fieldset.missing").await?;
    let building = work_on_an_order(&phone, &profile).await?;
    correct_a_building(&phone, &building).await?;
    report_a_defect(&phone, &profile).await?;
    let impossible = say_that_one_is_impossible(&phone).await?;
    phone.click(at_test("tab-today")).await?;
    phone.click(at_test("announcement-read")).await?;
    phone.wait_gone(at_text(ANNOUNCED)).await?;
    assert_ne!(number, impossible);

    phone.click(at_test("tab-to-send")).await?;
    commune.server.start_again().await?;
    phone.wait_for(at_test("nothing-to-send")).await?;
    at_the_office(&phone).await?;
    for (name, sql, parameter) in ARRIVED {
        let arrived: i64 = commune.ask_office(sql, parameter).with_context(|| name.to_owned())?;
        assert_eq!(arrived, 1, "{name}");
    }
    phone.click(at_test("tab-today")).await?;
    phone.click(at_css("details.done summary")).await?;
    phone.wait_for(order(&number)).await
}
