//! Devices: how a phone becomes one, with a code that works once and not for long.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::limits::{ADDRESS_CODES_MAX, ALL_CODES_MAX};
use shared::{DeviceId, PersonId, Role, Timestamp};

use crate::app::{App, Peer, secret_hash};
use crate::attempts::{count, network};
use crate::limits::DEVICE_NAME_CHARS_MAX;
use crate::problem::Problem;
use crate::store::{Action, Deed, DeviceRow, EnrolmentOutcome, Subject};
use crate::sync::{Clock, Engine, EngineError};

/// Letters and digits nobody confuses.
pub(crate) const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH: usize = 8;

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

/// Makes an enrolment code for somebody: `ABCD-EFGH`. A form that is sent twice gets the same one.
///
/// # Errors
/// [`EngineError`].
pub async fn make_code(
    engine: &Engine,
    person: PersonId,
    made_by: Option<PersonId>,
) -> Result<String, EngineError> {
    let bits = u128::from_be_bytes(engine.sixteen_bytes_once("code").await?);
    let letter = |at: usize| {
        let index = (bits >> (5 * at)) & 31;
        char::from(CODE_ALPHABET[usize::try_from(index).unwrap_or(0)])
    };
    let code: String = (0..CODE_LENGTH).map(letter).collect();
    let (hash, now) = (secret_hash(&code), engine.clock().now());
    let made = engine
        .act(move |store| {
            store.add_code(hash, person, made_by, now)?;
            let deed = Deed::new(Action::CodeMade, Subject::Person(person));
            Ok(((), Deed { person: made_by, ..deed }))
        })
        .await;
    // The same form asks again: the same code.
    if !matches!(made, Err(EngineError::DoneBefore)) {
        made?;
    }
    let (head, tail) = code.split_at(CODE_LENGTH / 2);
    Ok(format!("{head}-{tail}"))
}

/// 256 random bits, as hexadecimal digits.
#[must_use]
pub fn fresh_token(clock: &dyn Clock) -> String {
    (0..4).map(|_| format!("{:016x}", clock.entropy())).collect()
}

/// `POST /api/v1/devices`.
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
                    let deed = Deed::new(Action::EnrolmentFailed, Subject::Nothing).detailed(problem.name());
                    return Ok((Err(problem), deed));
                }
            };
            counted.take_back(store)?;
            let device = DeviceRow::new(DeviceId::from_bytes(id), person, name, now);
            store.add_device(&device, token_hash)?;
            let deed = Deed::new(Action::DeviceEnrolled, Subject::Device(device.id)).by(person);
            let deed = deed.with(device.id).detailed(&device.name);
            Ok((Ok((device, store.person(person)?)), deed))
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

/// Notes, the first time, that a withdrawn device was told to erase itself.
///
/// # Errors
/// [`EngineError`].
pub(crate) async fn note_told_to_erase(engine: &Engine, device: &DeviceRow) -> Result<(), EngineError> {
    let (id, person) = (device.id, device.person);
    if engine.read(move |store| store.audit_has(id, Action::DeviceToldToErase)).await? {
        return Ok(());
    }
    let deed = Deed::new(Action::DeviceToldToErase, Subject::Device(id)).by(person).with(id);
    engine.act(move |_| Ok(((), deed))).await
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
