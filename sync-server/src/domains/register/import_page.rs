//! A list is brought as a file, looked at row by row, and taken in or thrown away.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

use crate::base::limits::{IMPORT_KEPT_MS_MAX, PAGE_ROWS_MAX};
use crate::domains::register::import::plan::{Plan, Work};
use crate::domains::register::import::report::{Outcome, Report, RowReport};
use crate::domains::register::import::run::{By, List, carry_out};
use crate::domains::register::kept_list::KeptList;
use crate::domains::register::{import_report, menu};
use crate::office::form::{Fields, Parameters};
use crate::office::layout::{pages, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Where a list is brought.
pub(crate) const BRING: &str = "/office/buildings/import";
/// Where it is looked at.
pub(crate) const CHECK: &str = "/office/buildings/import/check";

/// What stands in the way of a file.
type Refusal = String;

pub(crate) async fn page(visitor: Visitor) -> Markup {
    form(&visitor, None)
}

fn form(visitor: &Visitor, refused: Option<&Refusal>) -> Markup {
    let localizer = &visitor.localizer;
    let title = localizer.text("import-title");
    let body = html! {
        h1 { (title) }
        @if let Some(why) = refused { p.notice.bad role="alert" data-test="refused" { (why) } }
        p { (localizer.text("import-explain")) }
        form.stack.narrow method="post" action=(BRING) enctype="multipart/form-data" data-test="import" {
            div.field {
                label for="file" { (localizer.text("import-file")) }
                input #file type="file" name="file" accept=".xlsx,.xlsm,.xls,.ods,.csv,.txt" required;
            }
            label.tick {
                input type="checkbox" name="buildings" value="yes";
                span { (localizer.text("import-makes-buildings")) }
            }
            button.primary type="submit" { (localizer.text("import-check")) }
        }
        p.quiet { (localizer.text("import-nothing-yet")) }
    };
    shell(localizer, Some(visitor), menu::BUILDINGS, &title, &body)
}

/// Keeps the file for its owner, who is shown what would come of it.
pub(crate) async fn bring(
    State(office): State<Office>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let localizer = &visitor.localizer;
    let refused =
        |why: Refusal| Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&visitor, Some(&why))).into_response());
    let kept = match file(body).await {
        Ok((name, bytes, makes_buildings)) => KeptList { name, makes_buildings, bytes: bytes.to_vec() },
        Err(phrase) => return refused(localizer.text(phrase)),
    };
    let (bytes, name) = (kept.bytes.clone(), kept.name.clone());
    // Megabytes are unpacked: other requests are not to wait for them.
    let read = off(move || List::read(bytes, &name)).await?;
    if let Err(error) = read {
        return refused(import_report::no_list(localizer, &error));
    }
    let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
    let keep = move || {
        KeptList::forget_older(&data, Duration::from_millis(IMPORT_KEPT_MS_MAX))?;
        kept.keep(&data, person)
    };
    off(keep).await?.map_err(|error| storage(&error))?;
    Ok(Redirect::to(CHECK).into_response())
}

/// The file of the form with its name, and whether buildings are to be made.
async fn file(body: Result<Multipart, MultipartRejection>) -> Result<(String, Bytes, bool), &'static str> {
    let (mut body, mut found, mut makes_buildings) = (body.map_err(|_| "import-no-file")?, None, false);
    while let Some(field) = body.next_field().await.map_err(|error| unread(&error))? {
        match field.name() {
            Some("buildings") => makes_buildings = true,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                found = Some((name, field.bytes().await.map_err(|error| unread(&error))?));
            }
            _ => {}
        }
    }
    let (name, bytes) = found.filter(|(_, bytes)| !bytes.is_empty()).ok_or("import-no-file")?;
    Ok((name, bytes, makes_buildings))
}

fn unread(error: &MultipartError) -> &'static str {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { "import-too-large" } else { "import-no-file" }
}

async fn off<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, PageError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| PageError::Broken)
}

fn storage(error: &std::io::Error) -> PageError {
    tracing::error!(%error, "a list could not be kept until it is looked at");
    if error.kind() == std::io::ErrorKind::StorageFull { PageError::Full } else { PageError::Broken }
}

/// What would come of the list that somebody brought last; `None` when there is none any more.
async fn planned(office: &Office, visitor: &Visitor) -> Result<Option<(String, Plan)>, PageError> {
    let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
    let read = off(move || -> std::io::Result<_> {
        let Some(KeptList { name, makes_buildings, bytes }) = KeptList::of(&data, person)? else {
            return Ok(None);
        };
        Ok(List::read(bytes, &name).ok().map(|list| (list, name, makes_buildings)))
    });
    let Some((list, name, makes_buildings)) = read.await?.map_err(|error| storage(&error))? else {
        return Ok(None);
    };
    let (by, engine) = (by(visitor), office.engine.clone());
    let plan = office
        .engine
        .read(move |store| Ok(list.plan(store, &by, makes_buildings, &mut || engine.clock().sixteen_bytes())))
        .await??;
    Ok(Some((name, plan)))
}

fn by(visitor: &Visitor) -> By {
    By::Person(visitor.person.id, visitor.person.roles.clone())
}

pub(crate) async fn check(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    let Some((name, plan)) = planned(&office, &visitor).await? else {
        return Ok(Redirect::to(BRING).into_response());
    };
    let (localizer, report) = (&visitor.localizer, &plan.report);
    let title = localizer.with("import-checked", &[("file", &name)]);
    let page = parameters.page();
    let body = html! {
        h1 { (title) }
        (import_report::head(localizer, report))
        form.actions method="post" action=(CHECK) data-test="import-do" {
            @if plan.work.is_empty() { p { (localizer.text("import-nothing")) } }
            @else { button.primary type="submit" name="do" value="import" { (localizer.text("import-do")) } }
            button type="submit" name="do" value="discard" { (localizer.text("import-discard")) }
        }
        (rows(localizer, report, page, |page| parameters.with_page(page)))
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &title, &body).into_response())
}

/// The rows of which something is to be said, a page of them.
fn rows(localizer: &Localizer, report: &Report, page: u32, address: impl Fn(u32) -> String) -> Markup {
    let told = |row: &&RowReport| !import_report::is_silent(row);
    let before = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE_ROWS_MAX);
    let mut shown: Vec<_> = report.rows.iter().filter(told).skip(before).take(PAGE_ROWS_MAX + 1).collect();
    let more = shown.len() > PAGE_ROWS_MAX;
    shown.truncate(PAGE_ROWS_MAX);
    html! {
        ul.lines data-test="import-rows" { @for row in &shown { (import_report::row(localizer, row)) } }
        (pages(localizer, page, more, address))
    }
}

/// Takes the list in, building by building, or throws it away.
pub(crate) async fn take(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let planned = if fields.one("do") == "import" { planned(&office, &visitor).await? } else { None };
    // What was sent twice finds nothing the second time.
    let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
    off(move || KeptList::forget(&data, person)).await?.map_err(|error| storage(&error))?;
    let Some((name, plan)) = planned else { return Ok(Redirect::to(BRING).into_response()) };
    let (mut written, mut failed) = (0, 0);
    for work in plan.work {
        match taken(&office, &visitor, work).await {
            Ok(()) => written += 1,
            Err(error) => {
                tracing::warn!(?error, "a building of a list could not be written");
                failed += 1;
            }
        }
    }
    let localizer = &visitor.localizer;
    let title = localizer.with("import-done", &[("file", &name)]);
    let not_taken = |outcome: &Outcome| matches!(outcome, Outcome::Refused { .. } | Outcome::Alike { .. });
    let body = html! {
        h1 { (title) }
        p.notice.good role="status" data-test="import-done" { (localizer.count("import-written", written)) }
        @if failed > 0 { p.notice.bad role="alert" { (localizer.count("import-failed", failed)) } }
        (import_report::head(localizer, &plan.report))
        ul.lines {
            @for row in plan.report.rows.iter().filter(|row| not_taken(&row.outcome)).take(PAGE_ROWS_MAX) {
                (import_report::row(localizer, row))
            }
        }
        p { a.button href="/office/buildings" { (localizer.text("nav-buildings")) } " " a.button.quiet href=(BRING) { (localizer.text("import-again")) } }
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &title, &body).into_response())
}

async fn taken(office: &Office, visitor: &Visitor, work: Work) -> Result<(), PageError> {
    let by = by(visitor);
    Ok(office.engine.run(move |transaction| carry_out(transaction, &work, &by)).await?)
}
