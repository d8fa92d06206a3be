//! Cookies beside the session's, and others that look like it.

use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use shared::Role;
use sync_server::http::site::Site;

use crate::answer::Answer;
use crate::desk::PASSWORD;
use crate::sessions::cookie;
use crate::test_office::{SUPERVISOR, TECHNICIAN, TestOffice};

const PUBLIC: &str = "https://guichet.commune.be";

impl TestOffice {
    /// One's own account, to somebody with these headers `Cookie`.
    async fn account(&self, cookies: &[&[u8]]) -> Answer {
        let mut request = Request::get("/office/account");
        for line in cookies {
            request = request.header("cookie", HeaderValue::from_bytes(line).unwrap());
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn reads_account(&self, cookies: &[&[u8]]) -> bool {
        self.account(cookies).await.status == StatusCode::OK
    }

    /// Sends a form as a browser does that reaches the office at its public address.
    async fn post_publicly(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("host", "127.0.0.1:8080")
            .header("origin", PUBLIC)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .extension(PUBLIC.parse::<Site>().unwrap());
        self.send(request.body(form.to_owned().into()).unwrap()).await
    }
}

async fn signed_in() -> (TestOffice, String) {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let own = cookie(&office.signs_in("anne", PASSWORD).await);
    (office, own)
}

#[tokio::test]
async fn nobody_is_signed_out_because_other_cookies_stand_beside_their_own() {
    let (office, own) = signed_in().await;
    let dead = format!("__Host-guichet_session={}", "d".repeat(64));
    for line in [
        format!("x=\"a b, c; {own}; y=\u{e9}; =; ;z"),
        format!("{dead}; {own}"),
        format!("__Host-guichet_session=; __Host-guichet_session=rubbish; {own}"),
        format!("{own}; {own}"),
        format!("guichet_session={}; {own}", "e".repeat(64)),
    ] {
        assert!(office.reads_account(&[line.as_bytes()]).await, "{line}");
    }
    assert!(office.reads_account(&[b"x=\xff", own.as_bytes(), b"y=\xfe\x80"]).await, "one header each");
}

#[tokio::test]
async fn nobody_is_signed_in_by_what_only_looks_like_a_session() {
    let (office, own) = signed_in().await;
    let (name, token) = own.split_once('=').unwrap();
    for line in [
        format!("{name}={}", token.to_uppercase()),
        format!("{name}=\"{token}"),
        format!("{name}={token}; ").replace(token, &token[1..]),
        format!("{}={token}", name.to_lowercase()),
        format!("\u{2000}{name}={token}"),
        format!("\u{a0}{name}={token}"),
        format!("{name}x={token}"),
        format!("x={name}={token}"),
        format!("={name}={token}"),
    ] {
        assert!(!office.reads_account(&[line.as_bytes()]).await, "{line}");
    }
}

#[tokio::test]
async fn a_session_that_somebody_else_put_into_a_browser_is_nobody_s_until_one_signs_in() {
    let (office, _) = signed_in().await;
    let planted = office.session_as(Role::Administrator).await;
    let own = cookie(&office.signs_in("anne", PASSWORD).await);
    let own = own.strip_prefix("__Host-").unwrap();
    let both = [format!("{planted}; {own}"), format!("{own}; {planted}")];
    for both in &both {
        assert!(!office.reads_account(&[both.as_bytes()]).await, "nobody knows who sits there");
    }
    let form = format!("login=anne&password={}", PASSWORD.replace(' ', "+"));
    let again = office.post("/office/sign-in", &both[0], "https://guichet.test", form).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{again}");
    let fresh = cookie(&again);
    let fresh = fresh.strip_prefix("__Host-").unwrap();
    let line = format!("{planted}; {fresh}");
    let account = String::from_utf8(office.account(&[line.as_bytes()]).await.body).unwrap();
    assert!(account.contains("<strong>anne</strong>"), "the other has ended: {account}");
}

#[tokio::test]
async fn signing_out_ends_whatever_session_the_browser_sends() {
    let (office, own) = signed_in().await;
    let other = cookie(&office.signs_in("anne", PASSWORD).await);
    office.post("/office/sign-out", &format!("{own}; {other}"), "https://guichet.test", String::new()).await;
    for ended in [own, other] {
        assert!(!office.reads_account(&[ended.as_bytes()]).await);
    }
}

#[tokio::test]
async fn links_and_cookies_are_made_for_the_public_address() {
    let office = TestOffice::open().await;
    office.gives_a_password_to(SUPERVISOR, "anne", Role::Supervisor).await;
    let form = format!("login=anne&password={}", PASSWORD.replace(' ', "+"));
    let signed_in = office.post_publicly("/office/sign-in", "", &form).await;
    let set = signed_in.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-guichet_session=") && set.contains("; Secure"), "{signed_in}");
    let own = cookie(&signed_in);
    let language = office.post_publicly("/office/language", &own, "language=nl").await;
    assert!(language.header("set-cookie").unwrap().contains("; Secure"), "{language}");
    let enrolment =
        office.post_publicly("/office/devices/enrol", &own, &format!("person={TECHNICIAN}")).await;
    let page = String::from_utf8(enrolment.body).unwrap();
    assert!(page.contains(&format!("href=\"{PUBLIC}/#/enrol/")), "{page}");
    assert!(!page.contains("127.0.0.1"), "{page}");
}
