//! A server whose office is elsewhere than where phones come: each address is answered at one place.

use std::net::SocketAddr;

use axum::http::Method;
use sync_server::base::secret::secret_hash;
use sync_server::domains::addresses;

use crate::program::{Program, SUPERVISOR, empty_sync, enrol, send_to, sync};
use crate::where_to_listen::refusal;

const PUBLIC: &str = "https://guichet.commune.be";
const ARGUMENTS: [&str; 4] = ["--public-url", PUBLIC, "--office-listen", "127.0.0.1:0"];

/// What is served where phones come too: what the law has their app lead to, and where strangers have reports verified.
const BESIDE_PHONES: [&str; 6] = [
    "/office/language",
    "/office/assets/{name}",
    "/office/accessibility",
    "/office/privacy",
    "/office/verify-report",
    "/office/l/{code}",
];

async fn asks(at: SocketAddr, method: &str, path: &str, headers: &str) -> String {
    let request = format!("{method} {path} HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n{headers}\r\n");
    send_to(at, request.as_bytes()).await
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[tokio::test]
async fn pages_are_answered_at_the_office_and_phones_where_they_come() {
    let program = Program::start(1, &ARGUMENTS).await;
    let (phones, office) = (program.address, program.office.unwrap());
    for (method, path) in addresses() {
        let concrete = path
            .replace("{id}", "1")
            .replace("{number}", "1")
            .replace("{*rest}", "x")
            .replace("{name}", "x")
            .replace("{sha256}", "x");
        let (elsewhere, there) = (
            asks(phones, method.as_str(), &concrete, "").await,
            asks(office, method.as_str(), &concrete, "").await,
        );
        let is_office_s = |answer: &str| {
            answer.contains("form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n")
                && !answer.contains("wasm-unsafe-eval")
        };
        assert!(is_office_s(&there), "{method} {path}: {there}");
        let is_beside = BESIDE_PHONES.contains(&path);
        assert_eq!(is_office_s(&elsewhere), is_beside, "{method} {path} where phones come: {elsewhere}");
        let refused = if method == Method::GET { "404" } else { "405" };
        assert!(is_beside || status(&elsewhere) == refused, "{method} {path}: {elsewhere}");
    }
    for path in ["/office/accessibility", "/office/privacy", "/office/verify-report"] {
        assert_eq!(status(&asks(phones, "GET", path, "").await), "200", "{path}");
    }

    let phone = &program.phones[0];
    let exchange = sync(phone, &[], &empty_sync(phone));
    assert!(send_to(phones, &exchange).await.starts_with("HTTP/1.1 200 "));
    assert!(send_to(office, &exchange).await.starts_with("HTTP/1.1 40"));
    for (method, path) in [
        ("POST", "/phone/v1/devices"),
        ("GET", "/phone/v1/events"),
        ("POST", "/phone/v1/photos"),
        ("GET", "/phone/v1/photos/00"),
        ("HEAD", "/phone/v1/photos/uploads/00"),
        ("GET", "/api/v1/sync"),
        ("GET", "/sw.js"),
        ("GET", "/index.html"),
    ] {
        let answer = asks(office, method, path, "").await;
        assert_eq!(status(&answer), "404", "{method} {path} at the office: {answer}");
    }
    let root = asks(office, "GET", "/", "").await;
    assert!(root.contains("\r\nlocation: /office\r\n"), "{root}");
    for place in [phones, office] {
        for path in ["/healthz", "/metrics"] {
            assert_eq!(status(&asks(place, "GET", path, "").await), "200", "{path} at {place}");
        }
    }
    program.stop();
}

#[tokio::test]
async fn a_code_made_at_the_office_leads_to_where_phones_come() {
    let token = "a1".repeat(32);
    let hash = secret_hash(&token);
    let program = Program::start_after(&ARGUMENTS, async |engine| {
        let phones = enrol(engine, SUPERVISOR, 1).await;
        let now = engine.clock().now();
        engine.write(move |store| store.begin_session(hash, SUPERVISOR.0, now, "Firefox")).await.unwrap();
        phones
    })
    .await;
    let office = program.office.unwrap();
    let headers = format!(
        "origin: http://{office}\r\ncookie: guichet_session={token}\r\ncontent-length: 0\r\n\
         content-type: application/x-www-form-urlencoded\r\n"
    );
    let made = asks(office, "POST", "/office/account/enrol", &headers).await;
    assert!(made.starts_with("HTTP/1.1 200 "), "{made}");
    assert!(made.contains(&format!("href=\"{PUBLIC}/#/enrol/")), "{made}");
    assert!(!made.contains("strict-transport-security"), "the office is not where that was said: {made}");
}

#[test]
fn an_office_elsewhere_needs_to_know_where_phones_come() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, said) in [
        (&["--office-listen", "127.0.0.1:0"][..], "say with --public-url where phones reach the server"),
        (&["--office-url", "https://bureau.commune.be"], "--office-listen, which is missing"),
        (
            &["--office-listen", "0.0.0.0:0", "--public-url", PUBLIC],
            "0.0.0.0:0 can be reached from other machines",
        ),
        (&["--office-listen", "localhost"], "--office-listen takes an IP address and a port"),
    ] {
        let told = refusal(folder.path(), &[&["--listen", "127.0.0.1:0"], arguments].concat());
        assert!(told.contains(said), "{told}");
    }
}
