//! A list is brought to the office, looked at, and taken in by whoever keeps the register of its administrations.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::Role;
use shared::building::Building;
use shared::{DocumentKind, OrganisationId, PersonId};
use sync_server::base::limits::TABLE_BYTES_MAX;
use sync_server::base::roles::Roles;
use sync_server::base::secret::{fresh_token, secret_hash};

use crate::answer::Answer;
use crate::desk::Visitor;
use crate::find::CPAS;
use crate::test_office::TestOffice;

const BOUNDARY: &str = "----list";
const BRING: &str = "/office/buildings/import";
pub(crate) const CHECK: &str = "/office/buildings/import/check";
const LIST: &str = "Code;Nom;Administration;Rue;N°\n\
    ECO-001;École communale d’Orneval;COM;Rue Haute;8\nHAL-001;Hall des sports;COM;Rue du Stade;1\n\
    LOG-099;Immeuble 99;CPAS de Valmont;Rue Basse;3\nX-1;Abri;Régie;;\n";

/// Waits for an import to be done, stopped or taken back.
pub(crate) async fn is_ended(visitor: &Visitor<'_>, address: &str) -> String {
    loop {
        let page = visitor.get(address).await;
        if !["running", "stopping", "undoing"]
            .iter()
            .any(|state| page.contains(&format!("data-state=\"{state}\"")))
        {
            return page;
        }
        tokio::task::yield_now().await;
    }
}

pub(crate) async fn brings(office: &TestOffice, visitor: &Visitor<'_>, name: &str, content: &[u8]) -> Answer {
    let head = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let request = Request::post(BRING)
        .header("host", "guichet.test")
        .header("origin", "https://guichet.test")
        .header("cookie", visitor.cookie())
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
    office.send(request.body(Body::from(body)).unwrap()).await
}

fn kept(office: &TestOffice) -> usize {
    std::fs::read_dir(office.app.engine.data().join("lists")).map_or(0, Iterator::count)
}

async fn buildings(office: &TestOffice) -> Vec<(String, OrganisationId, String)> {
    let ids = office.app.engine.read(|store| store.documents_of_kind(DocumentKind::Building)).await.unwrap();
    let mut found = Vec::new();
    for id in ids {
        let building = Building::read(&office.document(id).await).unwrap();
        found.push((building.name, building.organisation, building.address.number));
    }
    found
}

#[tokio::test]
async fn a_list_is_looked_at_first_and_taken_in_once() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let before = buildings(&office).await;
    let answer = brings(&office, &visitor, "bâtiments.csv", LIST.as_bytes()).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, Some(CHECK)), "{answer}");
    let page = visitor.get(CHECK).await;
    for said in ["2 lignes créent", "1 ligne modifie", "1 ligne est refusée", "Rue Haute", "Régie", "ligne 1"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!((buildings(&office).await, kept(&office)), (before, 1), "nothing is written yet");
    let answer = visitor.post(CHECK, "do=import").await;
    assert_eq!(answer.header("location"), Some("/office/buildings/imports/1"), "{answer}");
    is_ended(&visitor, "/office/buildings/imports/1").await;
    let after = buildings(&office).await;
    assert_eq!((after.len(), kept(&office)), (6, 0));
    let lines: Vec<String> = office.audit().await.into_iter().map(|line| line.action).collect();
    for (action, count) in [("building-create", 6), ("building-revise", 1)] {
        assert_eq!(lines.iter().filter(|line| *line == action).count(), count, "{action}");
    }
    assert!(after.iter().any(|(name, of, _)| name == "Immeuble 99" && *of == CPAS));
    assert!(after.iter().any(|(name, _, number)| name == "École communale d’Orneval" && number == "8"));
    assert_eq!(visitor.post(CHECK, "do=import").await.status, StatusCode::SEE_OTHER, "it is gone");
    brings(&office, &visitor, "bâtiments.csv", LIST.as_bytes()).await;
    let page = visitor.get(CHECK).await;
    assert!(page.contains("3 lignes disent ce que dit") && page.contains("rien à écrire"), "{page}");
    visitor.post(CHECK, "do=discard").await;
    assert_eq!((buildings(&office).await, kept(&office)), (after, 0));
}

#[tokio::test]
async fn a_file_that_is_no_list_is_told_what_to_do_and_is_not_kept() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor().await;
    let large = vec![b'x'; TABLE_BYTES_MAX + (32 << 10)];
    let files: [(&str, &[u8], &str); 4] = [
        ("liste.xlsx", b"Code;Nom\n", "finit par .xlsx"),
        ("liste.pdf", b"%PDF-1.7", "pas un tableau"),
        ("liste.csv", b"", "qui n’est pas vide"),
        ("liste.csv", &large, "trop grand"),
    ];
    for (name, content, said) in files {
        let answer = brings(&office, &visitor, name, content).await;
        let page = String::from_utf8_lossy(&answer.body);
        assert!(answer.status.is_client_error() && page.contains(said), "{said}: {answer}");
    }
    assert_eq!(kept(&office), 0);
    assert_eq!(visitor.post(CHECK, "do=import").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_list_writes_in_no_other_administrations_register() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let keeper = PersonId::from_bytes([0x71; 16]);
    office.has(keeper, "Secrétaire du CPAS", Roles::only_at(Role::Supervisor, [CPAS])).await;
    let token = fresh_token(office.app.engine.clock());
    let (hash, now) = (secret_hash(&token), office.app.engine.clock().now());
    office.app.engine.write(move |store| store.begin_session(hash, keeper, now, "Firefox")).await.unwrap();
    let visitor = Visitor { office: &office, cookie: format!("guichet_session={token}") };
    let before = buildings(&office).await;
    brings(&office, &visitor, "liste.csv", LIST.as_bytes()).await;
    let page = visitor.get(CHECK).await;
    assert!(
        page.contains("3 lignes sont refusées") && page.contains("vous ne tenez pas le cadastre"),
        "{page}"
    );
    visitor.post(CHECK, "do=import").await;
    is_ended(&visitor, "/office/buildings/imports/1").await;
    let after = buildings(&office).await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|building| after.contains(building)));
}
