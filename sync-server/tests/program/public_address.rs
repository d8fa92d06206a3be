//! A server that was told its public address: who asks for it by another name.

use crate::program::{Program, empty_sync, sync};

const PUBLIC: &str = "https://guichet.commune.be";

async fn start(arguments: &[&str]) -> Program {
    Program::start(1, &[&["--public-url", PUBLIC], arguments].concat()).await
}

/// A request for a page under a name.
fn read(method: &str, path: &str, host: &str, headers: &str) -> Vec<u8> {
    format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\r\n").into_bytes()
}

fn location(answer: &str) -> Option<&str> {
    answer.lines().find_map(|line| line.strip_prefix("location: "))
}

#[tokio::test]
async fn a_page_under_another_name_leads_to_the_public_one() {
    let program = start(&[]).await;
    for host in ["old.commune.be", "guichet.commune.be:8443", "www.guichet.commune.be"] {
        for (path, headers) in [
            ("/office", ""),
            ("/office/review?page=2", ""),
            ("/office/sign-in", "cookie: guichet_session=x\r\n"),
            ("/", ""),
            ("/", "sec-fetch-mode: navigate\r\n"),
            ("/index.html", ""),
        ] {
            for method in ["GET", "HEAD"] {
                let answer = program.send(&read(method, path, host, headers)).await;
                assert!(answer.starts_with("HTTP/1.1 307 "), "{host}{path}: {answer}");
                assert_eq!(location(&answer), Some(format!("{PUBLIC}{path}").as_str()), "{host}");
                assert!(answer.contains("\r\ncache-control: no-store\r\n"), "not for good: {answer}");
            }
        }
    }
    assert!(
        program.said().contains("old.commune.be was asked for, and --public-url is"),
        "{}",
        program.said()
    );
    for host in ["guichet.commune.be", "GUICHET.commune.be:443"] {
        let answer = program.send(&read("GET", "/office/sign-in", host, "")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{host}: {answer}");
    }
}

#[tokio::test]
async fn phones_and_watchers_are_heard_under_every_name() {
    let program = start(&[]).await;
    let phone = &program.phones[0];
    let asked = String::from_utf8_lossy(&sync(phone, &[], b""))
        .replace("host: guichet\r\n", "host: old.commune.be\r\n");
    let body = empty_sync(phone);
    let asked = asked.replace("content-length: 0", &format!("content-length: {}", body.len()));
    let answer = program.send(&[asked.as_bytes(), &body].concat()).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "a phone goes on: {answer}");
    for path in ["/healthz", "/metrics"] {
        let answer = program.send(&read("GET", path, "watched.commune.be", "")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{path}: {answer}");
    }
    // There is no app here: it is looked for all the same.
    for (path, headers) in [("/sw.js", ""), ("/", "sec-fetch-mode: cors\r\n")] {
        let answer = program.send(&read("GET", path, "old.commune.be", headers)).await;
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
    }
    for host in ["127.0.0.1", "localhost:8080", "[::1]:8080", &program.address.to_string()] {
        let answer = program.send(&read("GET", "/office/sign-in", host, "")).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{host}: {answer}");
    }
}

#[tokio::test]
async fn a_form_under_another_name_is_refused_and_says_where_to_go() {
    let program = start(&["--proxy", "127.0.0.1"]).await;
    let form = "login=anne&password=x";
    let send = |host: &str, origin: &str, headers: &str| {
        format!(
            "POST /office/sign-in HTTP/1.1\r\nhost: {host}\r\norigin: {origin}\r\nconnection: close\r\n{headers}\
             content-type: application/x-www-form-urlencoded\r\naccept-language: en\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        )
        .into_bytes()
    };
    let brought = "x-forwarded-for: 203.0.113.9\r\nx-forwarded-host: old.commune.be\r\n";
    for request in [
        send("old.commune.be", "https://old.commune.be", ""),
        send("old.commune.be", PUBLIC, ""),
        send("127.0.0.1", PUBLIC, brought),
        send("guichet.commune.be", PUBLIC, brought),
    ] {
        let answer = program.send(&request).await;
        assert!(answer.starts_with("HTTP/1.1 421 "), "{answer}");
        assert!(answer.contains("This form arrived at another address"), "{answer}");
        assert!(answer.contains(&format!("href=\"{PUBLIC}/office\"")), "{answer}");
    }
    assert!(program.said().contains("old.commune.be was asked for"), "{}", program.said());
    let answer = program.send(&send("guichet.commune.be", PUBLIC, "")).await;
    assert!(answer.starts_with("HTTP/1.1 403 ") && answer.contains("anne"), "a wrong password: {answer}");
}

#[tokio::test]
async fn a_public_address_of_plain_http_makes_nothing_secure_whatever_a_proxy_says() {
    let arguments = ["--proxy", "127.0.0.1", "--public-url", "http://guichet.commune.be"];
    let program = Program::start(1, &arguments).await;
    let brought = "x-forwarded-for: 10.0.0.9\r\nx-forwarded-proto: https\r\n";
    let answer = program.send(&read("GET", "/office/sign-in", "guichet.commune.be", brought)).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && !answer.contains("strict-transport-security"), "{answer}");
}
