//! Devices: how a phone becomes one, with a code that works once and not for long.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::limits::{ADDRESS_CODES_MAX, ALL_CODES_MAX};
use shared::{DeviceId, PersonId, Role, Timestamp};

use crate::accounts::attempts::count;
use crate::app::App;
use crate::base::limits::DEVICE_NAME_CHARS_MAX;
use crate::base::network::network;
use crate::base::secret::{fresh_token, secret_hash};
use crate::http::peer::Peer;
use crate::http::problem::Problem;
use crate::store::{Action, AuditEntry, DeviceRow, EnrolmentOutcome, Subject};

/// What a phone asks.
#[derive(Debug, Deserialize)]
pub struct Enrolment {
    code: String,
    device_name: String,
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
    let subjects = vec![
        (format!("enrol from {}", network(address)), ADDRESS_CODES_MAX),
        ("enrol".to_owned(), ALL_CODES_MAX),
    ];
    let counted = count(&app.engine, subjects, now).await?.ok_or(too_many_attempts())?;
    let outcome = app
        .engine
        .act(move |store| {
            let person = match store.use_code(code_hash, now)? {
                EnrolmentOutcome::For(person) => person,
                wrong @ (EnrolmentOutcome::Unknown | EnrolmentOutcome::Used | EnrolmentOutcome::Expired) => {
                    let problem = problem_with_code(wrong);
                    let entry =
                        AuditEntry::new(Action::EnrolmentFailed, Subject::Nothing).detailed(problem.name());
                    return Ok((Err(problem), entry));
                }
            };
            counted.take_back(store)?;
            let device = DeviceRow::new(DeviceId::from_bytes(id), person, name, now);
            store.add_device(&device, token_hash)?;
            let entry = AuditEntry::new(Action::DeviceEnrolled, Subject::Device(device.id)).by(person);
            let entry = entry.with(device.id).detailed(&device.name);
            Ok((Ok((device, store.person(person)?)), entry))
        })
        .await?;
    let (device, person) = outcome?;
    let person = person.ok_or_else(Problem::not_found)?;
    tracing::info!(device = %device.id, person = %person.id, "device enrolled");
    Ok((
        StatusCode::CREATED,
        Json(Enrolled {
            device: device.id,
            token,
            person: person.id,
            name: person.name,
            role: person.role,
            server_time: now,
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

const fn problem_with_code(outcome: EnrolmentOutcome) -> Problem {
    match outcome {
        EnrolmentOutcome::Used => Problem::new(
            StatusCode::GONE,
            "enrolment-code-used",
            "This code was used already. Ask for a new one.",
        ),
        EnrolmentOutcome::Expired => Problem::new(
            StatusCode::GONE,
            "enrolment-code-expired",
            "This code is more than a quarter of an hour old. Ask for a new one.",
        ),
        EnrolmentOutcome::Unknown | EnrolmentOutcome::For(_) => Problem::new(
            StatusCode::NOT_FOUND,
            "enrolment-code-unknown",
            "There is no such code. Check the letters.",
        ),
    }
}
