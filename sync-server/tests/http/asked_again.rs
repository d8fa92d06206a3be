//! Where the second factor is asked for again: what the rows say is written here a second time.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use shared::Role;
use sync_server::accounts::totp::STEP_MS;
use sync_server::base::limits::FACTOR_FRESH_MS_MAX;
use sync_server::base::secret::secret_hash;
use sync_server::domains::asked_again;

use crate::access::{concrete, expected, letter};
use crate::answer::Answer;
use crate::desk::Visitor;
use crate::second_factor::value;
use crate::test_office::TestOffice;

const EXPECTED: [&str; 30] = [
    "GET /office/buildings/export",
    "GET /office/history.csv",
    "GET /office/refused/{number}/bytes",
    "POST /office/account/enrol",
    "POST /office/account/second-factor/codes",
    "POST /office/account/second-factor/remove",
    "POST /office/audit.csv",
    "POST /office/buildings/{id}/occupants",
    "POST /office/devices/copy",
    "POST /office/devices/enrol",
    "POST /office/devices/{id}/code",
    "POST /office/devices/{id}/lift",
    "POST /office/devices/{id}/withdraw",
    "POST /office/offers/confirm",
    "POST /office/offers/decline",
    "POST /office/offers/take-back",
    "POST /office/people",
    "POST /office/people/{id}",
    "POST /office/people/{id}/block",
    "POST /office/people/{id}/nameless",
    "POST /office/people/{id}/password",
    "POST /office/people/{id}/second-factor",
    "POST /office/people/{id}/sign-out-everywhere",
    "POST /office/people/{id}/unblock",
    "POST /office/phone-lock",
    "POST /office/responsible",
    "POST /office/retention",
    "POST /office/second-factor",
    "POST /office/work-orders/{id}/report.json",
    "POST /office/work-orders/{id}/report.pdf",
];

/// What forms below are about that ask again: accounts, devices, what was brought back, who sees what, what holds for
/// the whole server.
const ABOUT: [&str; 9] = [
    "/office/account/",
    "/office/people",
    "/office/devices/",
    "/office/offers/",
    "/office/buildings/{id}/occupants",
    "/office/responsible",
    "/office/retention",
    "/office/second-factor",
    "/office/phone-lock",
];

/// What does not ask again all the same, and why.
const WITHOUT: [(&str, &str); 6] = [
    ("GET /office/labels/sheet.pdf", "what is stuck on walls and boilers, for everybody to read"),
    ("POST /office/account/code", "it is where the code is given"),
    ("POST /office/account/password", "it asks for the password"),
    ("POST /office/account/second-factor/begin", "there is none yet, and it asks for the password"),
    ("POST /office/account/second-factor/finish", "it asks for the first code"),
    ("POST /office/account/sign-out-everywhere", "it ends one's own sessions and opens nothing"),
];

#[test]
fn every_form_about_accounts_and_devices_and_every_file_that_is_taken_along_asks_again() {
    for (method, path, _) in expected() {
        let row = format!("{method} {path}");
        let is_about_these = method == "POST" && ABOUT.iter().any(|about| path.starts_with(about));
        let last = path.rsplit('/').next().unwrap();
        let is_file = last.contains('.') && !last.starts_with('{') || ["bytes", "export"].contains(&last);
        let is_without = WITHOUT.iter().any(|(without, _)| *without == row);
        assert_eq!((is_about_these || is_file) && !is_without, EXPECTED.contains(&row.as_str()), "{row}");
    }
    for (row, why) in WITHOUT {
        assert!(expected().iter().any(|(method, path, _)| format!("{method} {path}") == row), "{row}: {why}");
    }
}

impl TestOffice {
    /// A session of somebody with this role and a second factor, given just now.
    async fn session_with_factor(&self, role: Role) -> String {
        let cookie = self.session_as(role).await;
        let session = secret_hash(cookie.split_once('=').unwrap().1);
        let person = self.app.engine.read(move |store| store.session(session)).await.unwrap().unwrap().person;
        self.has_factor(person.id).await;
        let now = self.app.engine.clock().now();
        self.app.engine.write(move |store| store.note_factor(session, now)).await.unwrap();
        cookie
    }
}

async fn ask(office: &TestOffice, method: &Method, path: &str, cookie: &str) -> Answer {
    if method == Method::GET {
        let request = Request::get(concrete(path)).header("cookie", cookie);
        return office.send(request.body(Body::empty()).unwrap()).await;
    }
    office.post(&concrete(path), cookie, "https://guichet.test", String::new()).await
}

/// Whether an answer asks for the second factor, and does nothing else.
fn asks(answer: &Answer) -> bool {
    let location = answer.header("location").unwrap_or_default();
    let text = String::from_utf8_lossy(&answer.body);
    location.starts_with("/office/account/code?next=/office/")
        || (answer.status == StatusCode::FORBIDDEN && text.contains("donnez encore une fois le code"))
}

#[tokio::test]
async fn whoever_has_a_second_factor_is_asked_for_it_again_where_a_row_says_so() {
    let mut rows: Vec<String> = asked_again().map(|(method, path)| format!("{method} {path}")).collect();
    rows.sort_unstable();
    assert_eq!(rows, EXPECTED);
    for (method, path) in asked_again() {
        let is_row = |(of, at, _): &&(&str, &str, &str)| *of == method.as_str() && *at == path;
        let (_, _, roles) = *expected().iter().find(is_row).unwrap();
        let role = Role::ALL.into_iter().find(|role| roles.contains(letter(*role))).unwrap();
        let office = TestOffice::open().await;
        let without = office.session_as(Role::Administrator).await;
        let with = office.session_with_factor(role).await;
        if role != Role::Administrator && roles.contains('a') {
            assert!(
                !asks(&ask(&office, &method, path, &without).await),
                "{method} {path}: nobody without one"
            );
        }
        office.pass_ms(FACTOR_FRESH_MS_MAX);
        assert!(!asks(&ask(&office, &method, path, &with).await), "{method} {path}: not yet");
        let office = TestOffice::open().await;
        let with = office.session_with_factor(role).await;
        office.pass_ms(FACTOR_FRESH_MS_MAX + 1);
        let before = office.audit_length().await;
        let answer = ask(&office, &method, path, &with).await;
        assert!(asks(&answer), "{method} {path}: {answer}");
        assert_eq!(office.audit_length().await, before, "{method} {path}: nothing was done");
    }
}

#[tokio::test]
async fn a_form_comes_back_with_what_was_typed_and_goes_through_with_the_code() {
    let office = TestOffice::open().await;
    let cookie = office.session_with_factor(Role::Administrator).await;
    let visitor = Visitor { office: &office, cookie };
    office.pass_ms(FACTOR_FRESH_MS_MAX + 1);
    let once = value(&visitor.get("/office/people/new").await, "once");
    let form = format!(
        "page=/office/people/new&once={once}&login=lucie&name=Lucie+Piret&role=counter&everywhere=yes"
    );
    let sends = async |more: &str| visitor.post("/office/people", &format!("{form}{more}")).await;
    for wrong in ["", "&second-factor-code=000000"] {
        let back = sends(wrong).await;
        assert_eq!(back.status, StatusCode::FORBIDDEN, "{wrong}");
        let page = String::from_utf8(back.body).unwrap();
        assert!(
            page.contains("value=\"Lucie Piret\"") && page.contains("name=\"second-factor-code\""),
            "{page}"
        );
        assert_eq!(value(&page, "once"), once, "it is the same form");
        assert!(!page.contains("000000"), "a code is not kept: {page}");
    }
    let code = format!("&second-factor-code={}", office.code_of_now());
    let done = sends(&code).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done}");
    // Sent once more, when it is asked for anew and with another code, it does nothing new.
    office.pass_ms(FACTOR_FRESH_MS_MAX + STEP_MS);
    let again = sends(&format!("&second-factor-code={}", office.code_of_now())).await;
    assert_eq!(again.header("location"), done.header("location"), "{again}");
    let people = office.app.engine.read(|store| store.people()).await.unwrap();
    assert_eq!(people.iter().filter(|person| person.login == "lucie").count(), 1);
    // For some minutes nothing asks.
    let other = form.replace(&once, "").replace("lucie", "marc").replace("once=&", "");
    assert_eq!(visitor.post("/office/people", &other).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_only_read_is_gone_to_by_a_page_that_asks() {
    let office = TestOffice::open().await;
    let cookie = office.session_with_factor(Role::Administrator).await;
    let visitor = Visitor { office: &office, cookie };
    office.pass_ms(FACTOR_FRESH_MS_MAX + 1);
    let file = "/office/history.csv?year=2027";
    let asked = visitor.answer(file).await.header("location").unwrap().to_owned();
    let page = visitor.get(&asked).await;
    assert_eq!(value(&page, "next"), file);
    let give = async |code: &str| {
        let form = format!("next={}&second-factor-code={code}", file.replace('=', "%3D"));
        visitor.post("/office/account/code", &form).await
    };
    assert_eq!(give("000000").await.status, StatusCode::FORBIDDEN);
    let code = office.code_of_now();
    let given = give(&code).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{given}");
    assert_eq!(give(&code).await.status, StatusCode::SEE_OTHER, "pressed twice");
    let on = visitor.get(given.header("location").unwrap()).await;
    assert!(on.contains(&format!("href=\"{file}\"")), "{on}");
    assert_eq!(visitor.answer(file).await.status, StatusCode::OK);
    let elsewhere = visitor.get("/office/account/code?next=https://example.org/").await;
    assert!(!elsewhere.contains("href=\"https://example.org"), "{elsewhere}");
}
