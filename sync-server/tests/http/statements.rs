//! The accessibility statement and the page on privacy: for everybody, in their language, with who answers.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use shared::Role;

use crate::test_office::TestOffice;

const FILLED: &str = "name=Commune+%3Cd%27Orneval%3E&address=place+1%2C+5999+Orneval&email=guichet%40orneval.example\
    &phone=%2B32+81+00+00+01&dpo=dpo%40orneval.example&ombudsman=le-mediateur.be";

async fn read(office: &TestOffice, path: &str, language: &str) -> String {
    let request = Request::get(path).header("accept-language", language).body(Body::empty()).unwrap();
    let answer = office.send(request).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    String::from_utf8(answer.body).unwrap()
}

#[tokio::test]
async fn both_are_read_without_signing_in_in_four_languages_and_lead_to_each_other() {
    let office = TestOffice::open().await;
    let titles = [
        ("fr", "Déclaration d’accessibilité", "Vie privée et données personnelles"),
        ("nl", "Toegankelijkheidsverklaring", "Privacy en persoonsgegevens"),
        ("de", "Erklärung zur Barrierefreiheit", "Datenschutz und personenbezogene Daten"),
        ("en", "Accessibility statement", "Privacy and personal data"),
    ];
    for (language, accessibility, privacy) in titles {
        for (path, title) in [("/office/accessibility", accessibility), ("/office/privacy", privacy)] {
            let page = read(&office, path, language).await;
            assert!(page.contains(&format!("<h1>{title}</h1>")), "{language} {path}");
            assert!(page.contains("data-test=\"responsible-unsaid\""), "nobody said yet who answers");
            assert!(
                page.contains("href=\"/office/accessibility\"") && page.contains("href=\"/office/privacy\"")
            );
        }
    }
    let door = read(&office, "/office/sign-in", "fr").await;
    assert!(door.contains("href=\"/office/accessibility\"") && door.contains("href=\"/office/privacy\""));
    assert!(
        read(&office, "/office/privacy", "fr").await.contains("pendant 30 jours"),
        "what the server keeps to"
    );
}

#[tokio::test]
async fn an_administrator_says_who_answers_and_both_show_it() {
    let office = TestOffice::open().await;
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    let saved = administrator.post("/office/responsible", FILLED).await;
    assert_eq!(saved.header("location"), Some("/office/responsible?done=saved"), "{saved}");
    for path in ["/office/accessibility", "/office/privacy"] {
        let page = read(&office, path, "fr").await;
        assert!(
            page.contains("Commune &lt;d'Orneval&gt;") && page.contains("mailto:guichet@orneval.example"),
            "{page}"
        );
        assert!(page.contains("tel:+3281000001") && !page.contains("responsible-unsaid"));
    }
    assert!(read(&office, "/office/accessibility", "fr").await.contains("le-mediateur.be"));
    assert!(read(&office, "/office/privacy", "fr").await.contains("mailto:dpo@orneval.example"));
    let form = administrator.get("/office/responsible").await;
    assert!(form.contains("value=\"guichet@orneval.example\""), "{form}");
    assert!(administrator.get("/office/audit").await.contains("data-action=\"responsible-changed\""));
}

#[tokio::test]
async fn what_cannot_be_right_is_refused_and_nobody_else_may_say() {
    let office = TestOffice::open().await;
    let administrator = office.visitor_as("admin", Role::Administrator).await;
    let long = "a".repeat(201);
    for wrong in [
        FILLED.replace("guichet%40", "guichet"),
        FILLED.replace("dpo%40orneval.example", "dpo%40"),
        FILLED.replace("name=Commune+%3Cd%27Orneval%3E", "name="),
        FILLED.replace("place+1", &long),
    ] {
        let answer = administrator.post("/office/responsible", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let supervisor = office.visitor().await;
    assert_eq!(supervisor.post("/office/responsible", FILLED).await.status, StatusCode::FORBIDDEN);
    assert!(read(&office, "/office/privacy", "fr").await.contains("responsible-unsaid"));
}
