//! The register leaves as lists for a spreadsheet, and comes back from them unchanged.

use axum::http::StatusCode;
use shared::Role;

use crate::desk::Visitor;
use crate::imports::{CHECK, brings, is_ended};
use crate::test_office::TestOffice;

const EXPORT: &str = "/office/buildings/export";

/// Things with everything that a spreadsheet spoils: zeros in front, what looks like formulas, numbers below zero,
/// separators, quotes, days, several administrations.
const BUILDINGS: &str = "Code;Nom;Administration;Surface;Année;PEB;Validité PEB;CP;INS;Désaffecté le;Motif du retrait\n\
    007;=1+1;COM + CPAS;1 250,5;1962;C;30/05/2031;4999;62120;;\n\
    @B;\"Salle; -dite \"\"L\'Orée\"\"\";COM;;;;;;;02/01/2027;+vendue\n";
const ASSETS: &str = "Code bâtiment;Local;Étage;Code équipement;Équipement;Famille;Marque;N° de série;Mise en service\n\
    007;Chaufferie;-1;0012;-Chaudière;chaudière;\'=x;3200020001234567;2016\n\
    007;Chaufferie;0;;Pompe, +grande;pompe;;00420;\n";

/// A file of the register, as it was written.
async fn file(visitor: &Visitor<'_>, parameters: &str) -> Vec<u8> {
    let answer = visitor.answer(&format!("{EXPORT}?retired=yes&{parameters}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer}");
    answer.body
}

async fn takes(office: &TestOffice, visitor: &Visitor<'_>, list: &str) {
    let answer = brings(office, visitor, "liste.csv", list.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer}");
    let page = visitor.get(CHECK).await;
    assert!(page.contains("2 lignes créent"), "{page}");
    let answer = visitor.post(CHECK, "do=import").await;
    let done = is_ended(visitor, answer.header("location").unwrap()).await;
    assert!(done.contains("data-state=\"done\""), "{done}");
}

#[tokio::test]
async fn what_leaves_as_a_list_comes_back_unchanged() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor_as("ada", Role::Administrator).await;
    takes(&office, &visitor, BUILDINGS).await;
    takes(&office, &visitor, ASSETS).await;
    for list in ["building", "space", "asset"] {
        for (format, name) in [("xlsx", "liste.xlsx"), ("spreadsheet", "liste.csv"), ("", "liste.csv")] {
            let bytes = file(&visitor, &format!("list={list}&format={format}")).await;
            let answer = brings(&office, &visitor, name, &bytes).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{list} {format}: {answer}");
            let page = visitor.get(CHECK).await;
            let is_unchanged = page.contains("data-test=\"import-rows\"></ul>");
            assert!(
                is_unchanged && page.contains("disent ce que dit le cadastre"),
                "{list} {format}: {page}"
            );
            visitor.post(CHECK, "do=discard").await;
        }
    }
}

#[tokio::test]
async fn a_list_is_of_what_the_page_shows() {
    let office = TestOffice::open().await;
    office.is_a_commune().await;
    let visitor = office.visitor_as("ada", Role::Administrator).await;
    takes(&office, &visitor, BUILDINGS).await;
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let all = text(file(&visitor, "list=building").await);
    let shown = visitor.get(EXPORT).await;
    assert!(
        all.contains("L\'Orée") && !shown.contains("L\'Orée"),
        "what is out of use only where it is shown: {shown}"
    );
    let found = visitor.get(&format!("{EXPORT}?text=007")).await;
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(found.contains("\"007\",\"\'=1+1\""), "{found}");
    assert_eq!(visitor.answer(&format!("{EXPORT}?list=lift")).await.status, StatusCode::NOT_FOUND);
}
