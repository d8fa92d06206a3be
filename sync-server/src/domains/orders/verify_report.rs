//! Anybody has a signed report verified, without signing in. What is sent is looked at and forgotten: nothing of it is
//! kept, and nothing is said of an order but whether it changed since, to whoever has its report.

use axum::body::Bytes;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::audit_head::PublicKey;
use crate::audit_head::key::SigningKey;
use crate::base::limits::REPORT_BYTES_MAX;
use crate::office::address::VERIFY_REPORT;
use crate::office::blocking::blocking;
use crate::office::icon::icon;
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::menu::Room;
use crate::office::page_error::PageError;
use crate::office::session::{Guest, Visitor};
use crate::office::state::Office;
use crate::signed_report::{InLog, Verdict, Vouched, in_log, judge};

/// What came of a file.
enum Outcome {
    /// Nothing was sent yet.
    Nothing,
    /// This server signed it; whether the order changed since, where it is known, and what the audit log says.
    Genuine { vouched: Box<Vouched>, changed: Option<bool>, log: InLog },
    /// Another key signed it.
    AnotherServer(PublicKey),
    /// Why it is none, in a phrase.
    Refused(&'static str),
}

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    guest: Guest,
) -> Result<Markup, PageError> {
    show(&office, (visitor, guest), &Outcome::Nothing).await
}

pub(crate) async fn verify(
    State(office): State<Office>,
    visitor: Option<Visitor>,
    guest: Guest,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let outcome = match file(body).await {
        Ok(file) => outcome(&office, file).await?,
        Err(phrase) => Outcome::Refused(phrase),
    };
    let is_genuine = matches!(outcome, Outcome::Genuine { log: InLog::Vouched | InLog::Gone, .. });
    let status = if is_genuine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&office, (visitor, guest), &outcome).await?).into_response())
}

/// The file of the form; why there is none, in a phrase.
async fn file(body: Result<Multipart, MultipartRejection>) -> Result<Bytes, &'static str> {
    let mut body = body.map_err(|_| "verify-no-file")?;
    while let Some(field) = body.next_field().await.map_err(|error| unread(&error))? {
        if field.name() == Some("file") {
            let file = field.bytes().await.map_err(|error| unread(&error))?;
            return if file.is_empty() { Err("verify-no-file") } else { Ok(file) };
        }
    }
    Err("verify-no-file")
}

fn unread(error: &MultipartError) -> &'static str {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { "verify-too-large" } else { "verify-no-file" }
}

async fn outcome(office: &Office, file: Bytes) -> Result<Outcome, PageError> {
    if file.len() > REPORT_BYTES_MAX {
        return Ok(Outcome::Refused("verify-too-large"));
    }
    // Hashes over megabytes: other requests are not to wait for them.
    let judged = blocking(move || judge(&file)).await?;
    let (key, vouched) = match judged {
        Verdict::Whole(key, vouched) => (key, vouched),
        Verdict::Altered => return Ok(Outcome::Refused("verify-altered")),
        Verdict::NoReport => return Ok(Outcome::Refused("verify-none")),
    };
    if own_key(office).await? != Some(key) {
        return Ok(Outcome::AnotherServer(key));
    }
    let (line, order) = (vouched.line, (vouched.document, vouched.digest));
    let log = office.engine.read(move |store| in_log(store, line, order)).await?;
    let now = office.engine.document(vouched.document).await?.map(|document| document.heads());
    let changed = now.map(|heads| heads != vouched.heads);
    Ok(Outcome::Genuine { vouched, changed, log })
}

async fn own_key(office: &Office) -> Result<Option<PublicKey>, PageError> {
    let key = office.engine.read(|store| store.audit_key()).await?;
    Ok(SigningKey::of(key).ok().map(|key| PublicKey(key.public())))
}

async fn show(
    office: &Office,
    (visitor, guest): (Option<Visitor>, Guest),
    outcome: &Outcome,
) -> Result<Markup, PageError> {
    let own = own_key(office).await?;
    let localizer = visitor.as_ref().map_or(&guest.localizer, |visitor| &visitor.localizer);
    let title = localizer.text("verify-title");
    let body = html! {
        article.statement {
            h1 { (title) }
            (found(localizer, outcome))
            p { (localizer.text("verify-explain")) }
            form.stack.narrow method="post" action=(VERIFY_REPORT) enctype="multipart/form-data" data-test="verify" {
                div.field {
                    label for="file" { (localizer.text("verify-file")) }
                    input #file type="file" name="file" accept=".pdf,.json,application/pdf,application/json" required;
                }
                p.quiet { (localizer.text("verify-forgotten")) }
                button.primary type="submit" { (localizer.text("verify-do")) }
            }
            @if let Some(key) = own {
                p.quiet { (localizer.text("verify-key")) (localizer.text("colon")) code data-test="server-key" { (key) } }
            }
        }
    };
    Ok(shell(localizer, visitor.as_ref(), Room::NONE, &title, &body))
}

/// What is to be thought of a report that this server signed: green only where its log does not say otherwise.
fn verdict(localizer: &Localizer, log: InLog) -> Markup {
    html! {
        @match log {
            InLog::Vouched | InLog::Gone => {
                p.notice.good role="status" data-test="verdict" { (icon("check")) (localizer.text("verify-genuine")) }
            },
            InLog::Lost => {
                p.notice.warn role="alert" data-test="verdict" { (icon("hazard")) (localizer.text("verify-genuine-lost")) }
            },
            InLog::Differs => {
                p.notice.bad role="alert" data-test="verdict" { (icon("hazard")) (localizer.text("verify-genuine-differs")) }
            },
        }
    }
}

fn found(localizer: &Localizer, outcome: &Outcome) -> Markup {
    html! {
        @match outcome {
            Outcome::Nothing => {},
            Outcome::Refused(phrase) => {
                p.notice.bad role="alert" data-test="verdict" { (icon("hazard")) (localizer.text(phrase)) }
            },
            Outcome::AnotherServer(key) => {
                p.notice.bad role="alert" data-test="verdict" {
                    (icon("hazard")) (localizer.with("verify-another", &[("key", &key.to_string())]))
                }
            },
            Outcome::Genuine { vouched, changed, log } => {
                (verdict(localizer, *log))
                dl.facts {
                    dt { (localizer.text("verify-number")) } dd { (vouched.number) }
                    dt { (localizer.text("step-approved")) }
                    dd { (vouched.approved_by) " · " (localizer.moment(vouched.approved_at)) }
                    dt { (localizer.text("verify-changed")) }
                    dd data-test="changed" { (localizer.text(match changed {
                        Some(true) => "verify-changed-yes",
                        Some(false) => "verify-changed-no",
                        None => "verify-changed-unknown",
                    })) }
                    dt { (localizer.text("verify-log")) }
                    dd data-test="log" { (localizer.text(match log {
                        InLog::Vouched => "verify-log-yes",
                        InLog::Gone => "verify-log-gone",
                        InLog::Lost => "verify-log-lost",
                        InLog::Differs => "verify-log-differs",
                    })) }
                }
            },
        }
    }
}
