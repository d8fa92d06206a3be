//! What the log says of requests: one line each, and nothing that is nobody's business.

use serde_json::Value;

use crate::program::{DEADLINE, Program, empty_sync, sync};

/// The log once it has this many lines about requests.
async fn lines(program: &Program, count: usize) -> Vec<String> {
    let told = async {
        loop {
            let lines: Vec<String> =
                program.said().lines().filter(|line| line.contains("answered")).map(str::to_owned).collect();
            if lines.len() >= count {
                return lines;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, told).await.expect("a line for each request")
}

#[tokio::test]
async fn every_request_is_one_line_for_programs() {
    let program = Program::start(1, &["--log-format", "json"]).await;
    let phone = &program.phones[0];
    program.get("/healthz?secret=in-the-query").await;
    program.send(&sync(phone, &[], &empty_sync(phone))).await;
    program.get("/office/work-orders/0192-an-id").await;
    program.get("/private-name.js").await;
    let lines: Vec<Value> =
        lines(&program, 4).await.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    let told: Vec<[String; 4]> = lines
        .iter()
        .map(|line| {
            let of = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let span = &line["span"];
            [of(&span["method"]), of(&span["route"]), of(&line["status"]), of(&span["device"])]
        })
        .collect();
    let device = phone.device.to_string();
    let expected = [
        ["GET", "/healthz", "200", "null"],
        ["POST", "/phone/v1/sync", "200", &device],
        ["GET", "/office/work-orders/{id}", "303", "null"],
        ["GET", "(files)", "404", "null"],
    ];
    assert_eq!(told, expected.map(|line| line.map(str::to_owned)));
    assert_eq!(lines[1]["span"]["person"], phone.person.to_string());
    for line in &lines {
        assert!(
            line["ms"].is_u64() && line["span"]["id"].as_str().is_some_and(|id| id.len() == 16),
            "{line}"
        );
    }
    let said = program.said();
    for secret in [&phone.token, "in-the-query", "0192-an-id", "private-name"] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
}

#[tokio::test]
async fn a_form_that_is_refused_says_in_the_log_why_and_what_to_do() {
    let program = Program::start(1, &["--log-format", "json", "--proxy", "127.0.0.1"]).await;
    let sign_in = |headers: &str| {
        let head = "POST /office/sign-in HTTP/1.1\r\nhost: 127.0.0.1:8080\r\norigin: https://guichet.be\r\n";
        let form =
            "content-type: application/x-www-form-urlencoded\r\ncontent-length: 7\r\nconnection: close\r\n";
        format!("{head}{form}{headers}\r\nlogin=a").into_bytes()
    };
    // nginx as it comes says nothing; a browser that says where it writes from is believed, an old one not.
    program.send(&sign_in("")).await;
    program.send(&sign_in("sec-fetch-site: same-origin\r\n")).await;
    program.send(&sign_in("x-forwarded-host: guichet.be\r\nx-forwarded-for: 192.0.2.1\r\n")).await;
    program.send(&sign_in("forwarded: for=192.0.2.1;host=\"guichet.be:443\";proto=https\r\n")).await;
    program.send(&sign_in("forwarded: for=192.0.2.1;host=evil.example\r\n")).await;
    let lines: Vec<Value> =
        lines(&program, 5).await.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let reasons: Vec<&str> = lines.iter().map(|line| line["reason"].as_str().unwrap()).collect();
    assert!(
        reasons[0].contains("it comes from https://guichet.be, and 127.0.0.1:8080 was asked for"),
        "{reasons:?}"
    );
    assert!(reasons[0].contains("--proxy") && reasons[0].contains("--public-url"), "{reasons:?}");
    assert_eq!(reasons[1..4], ["sign-in-wrong"; 3], "these came in, with a password that is wrong");
    assert!(reasons[4].contains("evil.example was asked for"), "{reasons:?}");
}

/// The device that is always full.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_log_that_cannot_be_written_keeps_nobody_from_being_served() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let program = Program::start_logging_to(full.into()).await;
    for _ in 0..3 {
        assert!(program.get("/healthz").await.starts_with("HTTP/1.1 200 "));
    }
}

#[tokio::test]
async fn every_request_is_one_line_for_people() {
    let program = Program::start(1, &[]).await;
    program.get("/healthz").await;
    let line = lines(&program, 1).await.remove(0);
    for part in ["request{", "method=GET", "route=\"/healthz\"", "answered", "status=200", "bytes=3"] {
        assert!(line.contains(part), "{part} in {line}");
    }
}
