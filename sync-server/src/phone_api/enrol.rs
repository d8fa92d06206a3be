//! Devices: how a phone becomes one, with a code that works once and not for long.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::{DeviceId, OfficeKey, PersonId, Role, Timestamp};

use crate::accounts::enrolment_code::{self, CodeFault, EnrolmentOutcome, NewDevice};
use crate::app::App;
use crate::base::limits::DEVICE_NAME_CHARS_MAX;
use crate::base::secret::{fresh_token, secret_hash};
use crate::http::peer::Peer;
use crate::http::problem::Problem;

/// What a phone asks.
#[derive(Debug, Deserialize)]
pub struct Enrolment {
    code: String,
    device_name: String,
    /// The token of the device that this phone was until now: where that stayed away for too long it goes on.
    #[serde(default)]
    former_token: Option<String>,
}

/// What it gets: its token is told once and kept nowhere.
#[derive(Debug, Serialize)]
pub struct Enrolled {
    device: DeviceId,
    token: String,
    person: PersonId,
    name: String,
    role: Role,
    server_time: Timestamp,
    /// What the phone closes to this office.
    office_key: Option<OfficeKey>,
}

/// `POST /phone/v1/devices`.
///
/// # Errors
/// A problem that says whether the code is unknown, used, or too old.
pub async fn enrol(
    State(app): State<App>,
    Peer(address): Peer,
    asked: Result<Json<Enrolment>, JsonRejection>,
) -> Result<(StatusCode, Json<Enrolled>), Problem> {
    let Json(asked) = asked?;
    let clock = app.engine.clock();
    let now = clock.now();
    let token = fresh_token(clock);
    let id = clock.sixteen_bytes();
    let name: String = asked.device_name.trim().chars().take(DEVICE_NAME_CHARS_MAX).collect();
    let code: String = asked
        .code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let (code_hash, token_hash) = (secret_hash(&code), secret_hash(&token));
    let former_hash = asked.former_token.as_deref().map(secret_hash);
    let id = DeviceId::from_bytes(id);
    let new = NewDevice { code_hash, token_hash, id, name, former_hash, tokens: app.tokens };
    let device = match enrolment_code::enrol(&app.engine, address, new).await? {
        EnrolmentOutcome::Enrolled(device) => device,
        EnrolmentOutcome::Fault(fault) => return Err(problem_with_code(fault)),
        EnrolmentOutcome::TooMany => return Err(too_many_attempts()),
    };
    let owner = device.person;
    let (person, secret) =
        app.engine.read(move |store| Ok((store.person(owner)?, store.office_secret()?))).await?;
    let person = person.ok_or_else(Problem::not_found)?;
    tracing::info!(device = %device.id, person = %person.id, "device enrolled");
    Ok((
        StatusCode::CREATED,
        Json(Enrolled {
            device: device.id,
            token,
            person: person.id,
            name: person.name,
            role: person.roles.main,
            server_time: now,
            office_key: secret.map(|secret| secret.public()),
        }),
    ))
}

const fn too_many_attempts() -> Problem {
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-attempts",
        "Too many wrong codes. Wait a quarter of an hour.",
    )
}

const fn problem_with_code(fault: CodeFault) -> Problem {
    let (status, title) = match fault {
        CodeFault::Used => (StatusCode::GONE, "This code was used already. Ask for a new one."),
        CodeFault::Expired => {
            (StatusCode::GONE, "This code is more than a quarter of an hour old. Ask for a new one.")
        }
        CodeFault::Unknown => (StatusCode::NOT_FOUND, "There is no such code. Check the letters."),
    };
    Problem::new(status, fault.name(), title)
}
