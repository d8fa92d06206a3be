//! What asks to become a device: the body as it is, and as the code a link carried or somebody
//! typed.
//!
//! Nothing enrols but the code that was given out, and that once. [`RIGHT`] stands for it: which it is
//! changes with every office.

use axum::http::{Request, StatusCode};
use sync_server::accounts::enrolment_code::make_code;

use super::office::{Office, at_office};
use super::scene::{SUPERVISOR, TECHNICIAN};

/// Where an input has this, the code that was given out is put.
const RIGHT: &str = "ABCD-EFGH";
/// How long a code is used before another is given out: less than it lasts.
const CODE_MS: i64 = 600_000;

pub(super) fn run(bytes: &[u8]) {
    at_office(|office| {
        let text = String::from_utf8_lossy(bytes);
        let typed = serde_json::json!({ "code": text, "device_name": text }).to_string();
        for body in [bytes.to_vec(), typed.into_bytes()] {
            let is_right = body == seeds()[0];
            let asks_right = body.windows(RIGHT.len()).any(|part| part == RIGHT.as_bytes());
            let body = with(&code(office), body);
            match enrol(office, &body) {
                StatusCode::CREATED => {
                    assert!(asks_right, "nobody knows the code");
                    assert_eq!(enrol(office, &body), StatusCode::GONE, "a code is good once");
                    office.code = None;
                }
                status => assert!(status.is_client_error() && !is_right, "{status}"),
            }
        }
    });
}

/// The code that is good now.
fn code(office: &mut Office) -> String {
    let now = office.now();
    if let Some((code, made_at)) = &office.code
        && now.ms_since(*made_at) < CODE_MS
    {
        return code.clone();
    }
    let code = office.wait(make_code(&office.app.engine, TECHNICIAN, Some(SUPERVISOR))).unwrap();
    office.code = Some((code.clone(), now));
    code
}

/// The body with the code where it belongs.
fn with(code: &str, mut body: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    while let Some(place) = body.get(at..at + RIGHT.len()) {
        if place == RIGHT.as_bytes() {
            body[at..at + RIGHT.len()].copy_from_slice(code.as_bytes());
        }
        at += 1;
    }
    body
}

fn enrol(office: &mut Office, body: &[u8]) -> StatusCode {
    let request = Request::post("/phone/v1/devices").header("content-type", "application/json");
    office.send(request, body.to_vec()).expect("a request").status
}

pub(super) fn seeds() -> Vec<Vec<u8>> {
    [
        r#"{"code":"ABCD-EFGH","device_name":"téléphone"}"#,
        r#"{"code":"","device_name":""}"#,
        r#"{"code":"abcd efgh","device_name":"\u0000\ud83d\ude00","more":[1,2.5e300,null,{"a":[]}]}"#,
        r#"{"device_name":"x","code":" #ABCD-EFGH ","code":"ABCDEFGH"}"#,
        "ABCD-EFGH",
        "https://guichet.example/#/enrol/ABCD-EFGH",
        "#/enrol/%00%FF",
        "[[[[[[[[[[[[[[[[",
    ]
    .map(|seed| seed.as_bytes().to_vec())
    .into()
}
