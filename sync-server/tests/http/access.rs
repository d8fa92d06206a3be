//! Every address of the office, asked for by everybody: who gets in is written here a second time, and must be
//! what the pages say.

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use shared::{PersonId, Role};
use sync_server::base::roles::Roles;
use sync_server::base::secret::secret_hash;
use sync_server::domains::addresses;
use sync_server::store::{AuditFilter, PersonRow};

use crate::test_office::TestOffice;

/// Who gets in, by the first letters of the roles: `c`ounter, `s`upervisor, `a`dministrator,
/// store`k`eeper, a`c`countant as `m` for money, `r`eader. `*` is anybody at all.
const EXPECTED: &str = "
    GET  /office                                   *
    GET  /office/                                  *
    GET  /office/sign-in                           *
    POST /office/sign-in                           *
    POST /office/sign-out                          *
    POST /office/language                          *
    GET  /office/assets/{name}                     *
    GET  /office/{*rest}                           *
    GET  /office/account                           csakmr
    POST /office/account/password                  csakmr
    POST /office/account/sign-out-everywhere       csakmr
    POST /office/account/enrol                     csakmr
    GET  /office/account/second-factor             csakmr
    POST /office/account/second-factor/begin       csakmr
    POST /office/account/second-factor/finish      csakmr
    POST /office/account/second-factor/codes       csakmr
    POST /office/account/second-factor/remove      csakmr
    GET  /office/account/code                      csakmr
    POST /office/account/code                      csakmr
    GET  /office/second-factor                     a
    POST /office/second-factor                     a
    GET  /office/phone-lock                        a
    POST /office/phone-lock                        a
    GET  /office/events                            csakmr
    GET  /office/photos/{sha256}                   csakmr
    GET  /office/review                            csakmr
    GET  /office/work-orders                       csakmr
    POST /office/work-orders                       csa
    GET  /office/work-orders/new                   csa
    GET  /office/work-orders/{id}                  csakmr
    GET  /office/work-orders/{id}/print            csakmr
    POST /office/work-orders/{id}/report.pdf       csakmr
    POST /office/work-orders/{id}/report.json      csakmr
    GET  /office/verify-report                     *
    POST /office/verify-report                     *
    POST /office/work-orders/{id}/edit             csa
    POST /office/work-orders/{id}/assign           csa
    POST /office/work-orders/{id}/approve          sa
    POST /office/work-orders/{id}/send-back        s
    POST /office/work-orders/{id}/take-back        s
    POST /office/work-orders/{id}/cancel           csa
    POST /office/work-orders/{id}/settle           s
    GET  /office/search                            csakmr
    GET  /office/buildings                         csakmr
    GET  /office/buildings/{id}                    csakmr
    GET  /office/requests                          csakmr
    POST /office/requests                          csak
    GET  /office/requests/new                      csak
    GET  /office/requests/{id}                     csakmr
    POST /office/requests/{id}/correct             csak
    POST /office/requests/{id}/close               csa
    GET  /office/announcements                     csakmr
    POST /office/announcements                     csa
    GET  /office/announcements/{id}                csakmr
    POST /office/announcements/{id}/withdraw       csa
    GET  /office/devices                           sa
    POST /office/devices/enrol                     sa
    POST /office/devices/copy                      s
    GET  /office/devices/{id}                      sa
    POST /office/devices/{id}/lift                 sa
    POST /office/devices/{id}/code                 sa
    POST /office/devices/{id}/withdraw             sa
    GET  /office/offers                            s
    POST /office/offers/confirm                    s
    POST /office/offers/decline                    s
    POST /office/offers/take-back                  s
    GET  /office/refused                           s
    GET  /office/refused/{number}                  s
    GET  /office/refused/{number}/bytes            s
    POST /office/refused/{number}/take-over        s
    POST /office/refused/{number}/set-aside        s
    GET  /office/buildings/new                     csa
    POST /office/buildings/new                     csa
    GET  /office/buildings/import                  csa
    POST /office/buildings/import                  csa
    GET  /office/buildings/import/check            csa
    POST /office/buildings/import/check            csa
    GET  /office/buildings/import/columns          csa
    POST /office/buildings/import/columns          csa
    GET  /office/buildings/imports                 csa
    GET  /office/buildings/imports/{number}        csa
    POST /office/buildings/imports/{number}        csa
    GET  /office/buildings/{id}/edit               csa
    POST /office/buildings/{id}/edit               csa
    GET  /office/buildings/{id}/spaces/{space}     csa
    POST /office/buildings/{id}/spaces/{space}     csa
    GET  /office/buildings/{id}/assets/{asset}     csa
    POST /office/buildings/{id}/assets/{asset}     csa
    POST /office/buildings/{id}/occupants          a
    GET  /office/buildings/export                  csakmr
    GET  /office/labels                            csa
    POST /office/labels                            csa
    GET  /office/labels/choose                     csa
    GET  /office/labels/sheet.pdf                  csa
    GET  /office/l/{code}                          *
    GET  /office/history                           csakmr
    GET  /office/history.csv                       csakmr
    GET  /office/people                            sa
    POST /office/people                            a
    GET  /office/people/new                        a
    GET  /office/people/{id}                       sa
    POST /office/people/{id}                       a
    POST /office/people/{id}/password              a
    POST /office/people/{id}/second-factor         a
    POST /office/people/{id}/block                 a
    GET  /office/people/{id}/blocked               a
    GET  /office/people/{id}/nameless              a
    POST /office/people/{id}/nameless              a
    POST /office/people/{id}/unblock               a
    POST /office/people/{id}/sign-out-everywhere   a
    GET  /office/accessibility                     *
    GET  /office/privacy                           *
    GET  /office/responsible                       a
    POST /office/responsible                       a
    GET  /office/retention                         a
    POST /office/retention                         a
    GET  /office/audit                             sa
    POST /office/audit.csv                         sa
";

pub(crate) const fn letter(role: Role) -> char {
    match role {
        Role::Counter => 'c',
        Role::Supervisor => 's',
        Role::Administrator => 'a',
        Role::Storekeeper => 'k',
        Role::Accountant => 'm',
        Role::Reader => 'r',
        // These never work at the office.
        Role::Requester => 'R',
        Role::Technician => 'T',
    }
}

/// Method, path and who gets in, as [`EXPECTED`] has them.
pub(crate) fn expected() -> Vec<(&'static str, &'static str, &'static str)> {
    let columns = |line: &'static str| {
        let cells: Vec<&str> = line.split_whitespace().collect();
        (cells[0], cells[1], cells[2])
    };
    EXPECTED.lines().filter(|line| !line.trim().is_empty()).map(columns).collect()
}

/// An address as it is used: of things that are not there.
pub(crate) fn concrete(path: &str) -> String {
    path.replace("{id}", "11111111-1111-8111-8111-111111111111")
        .replace("{sha256}", &"1".repeat(64))
        .replace("{name}", "office.css")
        .replace("{code}", "000000000000")
        .replace("{*rest}", "nothing/here")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    LetIn,
    ToSignIn,
    NotAllowed,
}

impl TestOffice {
    /// A session of somebody with this role, as the cookie that keeps it.
    pub(crate) async fn session_as(&self, role: Role) -> String {
        let id = PersonId::from_bytes([0x60 + u8::try_from(letter(role) as u32 & 0x1f).unwrap(); 16]);
        let person = PersonRow {
            id,
            login: role.to_string(),
            password_hash: None,
            name: role.to_string(),
            roles: Roles::everywhere(role),
            language: None,
        };
        let now = self.app.engine.clock().now();
        let token = sync_server::base::secret::fresh_token(self.app.engine.clock());
        let hash = secret_hash(&token);
        self.app
            .engine
            .write(move |store| {
                store.put_person(&person)?;
                store.begin_session(hash, id, now, "Firefox")
            })
            .await
            .unwrap();
        format!("guichet_session={token}")
    }

    /// How many lines the audit log has.
    pub(crate) async fn audit_length(&self) -> usize {
        self.app
            .engine
            .read(|store| store.audit_after(&AuditFilter::default(), 0, usize::MAX >> 1))
            .await
            .unwrap()
            .len()
    }
}

pub(crate) async fn outcome(office: &TestOffice, method: &str, path: &str, cookie: &str) -> Outcome {
    let request = Request::builder()
        .method(method)
        .uri(concrete(path))
        .header("host", "guichet.test")
        .header("origin", "https://guichet.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie);
    let (head, body) = office.stream(request.body(Body::empty()).unwrap()).await.into_parts();
    if head.status == StatusCode::FORBIDDEN {
        let page = to_bytes(body, usize::MAX).await.unwrap();
        let page = String::from_utf8(page.to_vec()).unwrap();
        return if page.contains("Votre rôle ne permet pas") { Outcome::NotAllowed } else { Outcome::LetIn };
    }
    assert!(!head.status.is_server_error(), "{method} {path}: {}", head.status);
    assert_ne!(head.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
    let location = head.headers.get("location").map(|value| value.to_str().unwrap());
    if location.is_some_and(|location| location.starts_with("/office/sign-in?next=")) {
        Outcome::ToSignIn
    } else {
        Outcome::LetIn
    }
}

#[tokio::test]
async fn everybody_gets_in_where_they_may_and_nowhere_else() {
    let office = TestOffice::open().await;
    let mut pages: Vec<(String, &str)> =
        addresses().map(|(method, path)| (method.to_string(), path)).collect();
    let mut written: Vec<(String, &str)> =
        expected().into_iter().map(|(method, path, _)| (method.to_owned(), path)).collect();
    pages.sort_unstable();
    written.sort_unstable();
    assert_eq!(pages, written, "an address is missing here or among the pages");
    for (method, path, roles) in expected() {
        let wanted = |role: Option<Role>| match role {
            _ if roles == "*" => Outcome::LetIn,
            Some(role) if roles.contains(letter(role)) => Outcome::LetIn,
            Some(Role::Technician | Role::Requester) | None => Outcome::ToSignIn,
            Some(_) => Outcome::NotAllowed,
        };
        let nobody = "guichet_session=00";
        assert_eq!(outcome(&office, method, path, nobody).await, wanted(None), "{method} {path}, nobody");
        for role in Role::ALL {
            let cookie = office.session_as(role).await;
            let found = outcome(&office, method, path, &cookie).await;
            assert_eq!(found, wanted(Some(role)), "{method} {path}, {role}");
        }
    }
}

#[tokio::test]
async fn no_write_is_taken_from_another_site_or_from_nowhere() {
    let office = TestOffice::open().await;
    let cookie = office.session_as(Role::Administrator).await;
    let before = office.audit_length().await;
    for (method, path) in addresses().filter(|(method, _)| *method == Method::POST) {
        for origin in [None, Some("null"), Some("https://elsewhere.test"), Some("https://guichet.test.be")] {
            let request = Request::builder()
                .method(method.clone())
                .uri(concrete(path))
                .header("host", "guichet.test")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("cookie", &cookie);
            let request =
                origin.into_iter().fold(request, |request, origin| request.header("origin", origin));
            let answer = office.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} from {origin:?}: {answer}");
            let page = String::from_utf8(answer.body).unwrap();
            assert!(page.contains("ne vient pas d’une page de Guichet"), "{path} from {origin:?}");
        }
    }
    assert_eq!(office.audit_length().await, before, "nothing was done");
}

#[tokio::test]
async fn an_address_nobody_wrote_down_is_closed_even_to_an_administrator() {
    let office = TestOffice::open().await;
    let cookie = office.session_as(Role::Administrator).await;
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let request = Request::builder()
            .method(method)
            .uri("/office/nothing/here")
            .header("host", "guichet.test")
            .header("origin", "https://guichet.test")
            .header("cookie", &cookie);
        let answer = office.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}: {answer}");
    }
}
