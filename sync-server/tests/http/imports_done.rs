//! How a list is read is corrected and remembered; what was imported is taken back as a whole, and stops in the middle.

use axum::http::StatusCode;
use shared::building::{Building, BuildingCommand, RegisterField};
use shared::{Command, DocumentId, DocumentKind, PersonId, Role};
use sync_server::base::roles::Roles;
use sync_server::base::secret::{fresh_token, secret_hash};
use sync_server::store::register_import::ImportState;

use crate::desk::Visitor;
use crate::find::CPAS;
use crate::imports::{CHECK, brings, is_ended};
use crate::test_office::{SUPERVISOR, TestOffice};

const COLUMNS: &str = "/office/buildings/import/columns";
const IMPORTS: &str = "/office/buildings/imports";
const ONE: &str = "/office/buildings/imports/1";
const LIST: &str = "Code;Nom;Administration;Rue;N°\n\
    ECO-001;École communale d’Orneval;COM;Rue Haute;8\nHAL-001;Hall des sports;COM;Rue du Stade;1\n";
const ASSETS: &str =
    "Bâtiment;Local;N° d'inventaire;Équipement;Marque\nHAL-001;Chaufferie;CH-77;Chaudière;Viessmann\n";

async fn building(office: &TestOffice, code: &str) -> (DocumentId, Building) {
    let ids = office.app.engine.read(|store| store.documents_of_kind(DocumentKind::Building)).await.unwrap();
    for id in ids {
        let building = Building::read(&office.document(id).await).unwrap();
        if building.code == code {
            return (id, building);
        }
    }
    panic!("no building {code}");
}

fn is_retired(building: &Building) -> bool {
    building.details.contains_key(&RegisterField::RetiredOn)
}

async fn imports(office: &TestOffice, visitor: &Visitor<'_>, list: &str, number: u32) {
    brings(office, visitor, "liste.csv", list.as_bytes()).await;
    let answer = visitor.post(CHECK, "do=import").await;
    let address = format!("{IMPORTS}/{number}");
    assert_eq!(answer.header("location"), Some(address.as_str()), "{answer}");
    assert!(is_ended(visitor, &address).await.contains("data-state=\"done\""));
}

/// Somebody at another browser.
async fn signed_in(office: &TestOffice, id: PersonId, roles: Roles) -> Visitor<'_> {
    office.has(id, "Secrétaire", roles).await;
    let token = fresh_token(office.app.engine.clock());
    let (hash, now) = (secret_hash(&token), office.app.engine.clock().now());
    office.app.engine.write(move |store| store.begin_session(hash, id, now, "Firefox")).await.unwrap();
    Visitor { office, cookie: format!("guichet_session={token}") }
}

#[tokio::test]
async fn a_list_that_nobody_recognises_is_read_as_somebody_says_and_the_next_one_too() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let list = "Fiche;Quoi;Qui\nA-1;Dépôt;les travaux\n".as_bytes();
    let answer = brings(&office, &visitor, "liste.csv", list).await;
    assert_eq!(answer.header("location"), Some(COLUMNS), "{answer}");
    let page = visitor.get(COLUMNS).await;
    assert!(page.contains("Aucune des 40 premières lignes") && page.contains("<td>Dépôt</td>"), "{page}");
    assert_eq!(visitor.post(COLUMNS, "header-row=zero").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = visitor.post(COLUMNS, "header-row=1&thing=building&do=check").await;
    assert_eq!(answer.header("location"), Some(COLUMNS), "the columns are to be looked at first");
    let said =
        "header-row=1&thing=building&column-0=building.code&column-1=building.name&column-2=organisations";
    visitor.post(COLUMNS, &format!("{said}&do=look")).await;
    let page = visitor.get(COLUMNS).await;
    assert!(page.contains("« les travaux »"), "{page}");
    let means = "&word-0=les+travaux&means-0=05050505-0505-0505-0505-050505050505";
    let organisation = building(&office, "ECO-001").await.1.organisation;
    let means = means.replace("05050505-0505-0505-0505-050505050505", &organisation.to_string());
    let fixed = "&fixed-0=building.place&value-0=Orneval";
    let answer = visitor.post(COLUMNS, &format!("{said}{means}{fixed}&name=Fiches&do=check")).await;
    assert_eq!(answer.header("location"), Some(CHECK), "{answer}");
    assert!(visitor.get(CHECK).await.contains("1 ligne crée"));
    visitor.post(CHECK, "do=import").await;
    let page = is_ended(&visitor, ONE).await;
    assert!(page.contains("liste.csv") && page.contains("lue selon « Fiches »"), "{page}");
    let made = building(&office, "A-1").await.1;
    assert_eq!(
        (made.name.as_str(), made.address.place.as_str(), made.organisation),
        ("Dépôt", "Orneval", organisation)
    );
    assert!(visitor.get("/office/buildings/import").await.contains("<option value=\"Fiches\">"));
    let kept = office.app.engine.read(|store| store.import_mapping("Fiches")).await.unwrap().unwrap();
    for said in ["\"fiche\":\"building.code\"", "\"qui\":\"organisations\"", "\"les travaux\":"] {
        assert!(kept.contains(said), "{said}: {kept}");
    }
}

#[tokio::test]
async fn an_import_is_taken_back_as_a_whole_and_can_be_made_again() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let before = building(&office, "ECO-001").await.1;
    imports(&office, &visitor, LIST, 1).await;
    assert_eq!(building(&office, "ECO-001").await.1.address.number, "8");
    let answer = visitor.post(ONE, "do=undo").await;
    assert_eq!(answer.header("location"), Some(ONE), "{answer}");
    assert!(is_ended(&visitor, ONE).await.contains("data-state=\"undone\""));
    assert_eq!(building(&office, "ECO-001").await.1, before, "it says again what it said");
    let hall = building(&office, "HAL-001").await.1;
    assert!(is_retired(&hall) && hall.details.values().any(|text| text == "import repris"), "{hall:?}");
    visitor.post(ONE, "do=undo").await;
    assert!(visitor.get(IMPORTS).await.contains("Reprise"));

    imports(&office, &visitor, LIST, 2).await;
    assert_eq!(building(&office, "ECO-001").await.1.address.number, "8");
    let (id, hall) = building(&office, "HAL-001").await;
    assert!(!is_retired(&hall), "it is back in service");
    brings(&office, &visitor, "liste.csv", LIST.as_bytes()).await;
    assert!(visitor.get(CHECK).await.contains("rien à écrire"), "the third time changes nothing");
    visitor.post(CHECK, "do=discard").await;

    let asked = format!("building={id}&title=Fuite+au+hall&priority=normal");
    assert_eq!(visitor.post("/office/requests", &asked).await.status, StatusCode::SEE_OTHER);
    let answer = visitor.post(&format!("{IMPORTS}/2"), "do=undo").await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "what came back is worked on as what was made: {answer}");
}

#[tokio::test]
async fn what_somebody_worked_on_stands_in_the_way_thing_by_thing() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    imports(&office, &visitor, LIST, 1).await;
    imports(&office, &visitor, ASSETS, 2).await;
    let (id, _) = building(&office, "HAL-001").await;
    let asked =
        visitor.post("/office/requests", &format!("building={id}&title=Fuite+au+hall&priority=normal")).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{asked}");
    let noted = Command::Building(BuildingCommand::AddRemark { text: "toit plat".to_owned() });
    office.app.engine.execute(SUPERVISOR, Some(id), noted).await.unwrap();
    let answer = visitor.post(ONE, "do=undo").await;
    let page = String::from_utf8_lossy(&answer.body);
    assert_eq!(answer.status, StatusCode::CONFLICT, "{page}");
    for said in ["Chaudière y a été ajouté", "« Fuite au hall » le concerne", "une remarque y ont été notés"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(building(&office, "ECO-001").await.1.address.number, "8", "nothing is taken back");
    visitor.post(&format!("{IMPORTS}/2"), "do=undo").await;
    assert!(is_ended(&visitor, &format!("{IMPORTS}/2")).await.contains("data-state=\"undone\""));
    let hall = building(&office, "HAL-001").await.1;
    assert!(hall.assets.values().all(|asset| asset.is_retired()) && !is_retired(&hall));
}

#[tokio::test]
async fn an_import_that_stopped_goes_on_or_is_taken_back() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    imports(&office, &visitor, LIST, 1).await;
    let stop = |state| office.app.engine.write(move |store| store.set_import_state(1, state));
    stop(ImportState::Stopped).await.unwrap();
    let page = visitor.get(ONE).await;
    assert!(
        page.contains("Arrêtée après 2 bâtiments sur 2")
            && page.contains("importez de nouveau la même liste"),
        "{page}"
    );
    stop(ImportState::Running).await.unwrap();
    assert!(visitor.get(ONE).await.contains("<progress max=\"2\" value=\"2\""));
    visitor.post(ONE, "do=stop").await;
    assert!(visitor.get(ONE).await.contains("S’arrête"));
    stop(ImportState::Stopped).await.unwrap();
    visitor.post(ONE, "do=undo").await;
    assert!(is_ended(&visitor, ONE).await.contains("data-state=\"undone\""));
}

#[tokio::test]
async fn imports_of_registers_that_somebody_does_not_keep_are_not_there_for_them() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    imports(&office, &visitor, LIST, 1).await;
    let of_another = Roles::only_at(Role::Supervisor, [CPAS]);
    let other = signed_in(&office, PersonId::from_bytes([0x71; 16]), of_another).await;
    assert!(!other.get(IMPORTS).await.contains("liste.csv"));
    assert_eq!(other.answer(ONE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(ONE, "do=undo").await.status, StatusCode::NOT_FOUND);
}
