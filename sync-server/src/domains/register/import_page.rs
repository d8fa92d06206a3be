//! A list is brought as a file, looked at row by row, and taken in or thrown away.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{Markup, html};

use crate::base::limits::{IMPORT_KEPT_MS_MAX, PAGE_ROWS_MAX};
use crate::domains::register::import::choice::{Choice, Choices};
use crate::domains::register::import::layout::LayoutError;
use crate::domains::register::import::mapping::Mapping;
use crate::domains::register::import::report::{Outcome, Report, RowReport};
use crate::domains::register::import::run::List;
use crate::domains::register::import::taking::{Named, begin};
use crate::domains::register::kept_list::KeptList;
use crate::domains::register::listed::{BRING, CHECK, COLUMNS, Planned, by, keep, kept, planned, storage};
use crate::domains::register::{import_report, imports_page, menu};
use crate::office::blocking::blocking;
use crate::office::form::{Fields, Parameters};
use crate::office::layout::{pages, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// What stands in the way of a file.
type Refusal = String;

pub(crate) async fn page(State(office): State<Office>, visitor: Visitor) -> Result<Markup, PageError> {
    form(&office, &visitor, None).await
}

async fn form(office: &Office, visitor: &Visitor, refused: Option<&Refusal>) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let mappings = office.engine.read(crate::store::Store::import_mappings).await?;
    let title = localizer.text("import-title");
    let body = html! {
        div.head {
            h1 { (title) }
            a.button href=(imports_page::LIST) data-test="imports-open" { (localizer.text("imports-title")) }
        }
        @if let Some(why) = refused { p.notice.bad role="alert" data-test="refused" { (why) } }
        p { (localizer.text("import-explain")) }
        form.stack.narrow method="post" action=(BRING) enctype="multipart/form-data" data-test="import" {
            div.field {
                label for="file" { (localizer.text("import-file")) }
                input #file type="file" name="file" accept=".xlsx,.xlsm,.xls,.ods,.csv,.txt" required;
            }
            @if !mappings.is_empty() {
                div.field {
                    label for="mapping" { (localizer.text("import-mapping")) }
                    select #mapping name="mapping" {
                        option value="" { (localizer.text("import-mapping-none")) }
                        @for name in &mappings { option value=(name) { (name) } }
                    }
                }
            }
            label.tick {
                input type="checkbox" name="buildings" value="yes";
                span { (localizer.text("import-makes-buildings")) }
            }
            button.primary type="submit" { (localizer.text("import-check")) }
        }
        p.quiet { (localizer.text("import-nothing-yet")) }
    };
    Ok(shell(localizer, Some(visitor), menu::BUILDINGS, &title, &body))
}

/// Keeps the file for its owner, who is shown what would come of it.
pub(crate) async fn bring(
    State(office): State<Office>,
    visitor: Visitor,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let localizer = &visitor.localizer;
    let (mut kept, remembered) = match file(body).await {
        Ok(found) => found,
        Err(phrase) => return refused(&office, &visitor, localizer.text(phrase)).await,
    };
    if !remembered.is_empty() {
        let name = remembered.clone();
        let mapping = office.engine.read(move |store| store.import_mapping(&name)).await?;
        kept.mapping = mapping.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        kept.mapping_name = remembered;
    }
    let (bytes, name, mapping) = (kept.bytes.clone(), kept.name.clone(), kept.mapping.clone());
    // Megabytes are unpacked: other requests are not to wait for them.
    let read = blocking(move || List::read(bytes, &name, mapping).map(drop)).await?;
    if let Err(LayoutError::Table(error)) = &read {
        return refused(&office, &visitor, import_report::no_table(localizer, error)).await;
    }
    let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
    let keep = move || {
        KeptList::forget_older(&data, Duration::from_millis(IMPORT_KEPT_MS_MAX))?;
        kept.keep(&data, person)
    };
    blocking(keep).await?.map_err(|error| storage(&error))?;
    Ok(Redirect::to(if read.is_ok() { CHECK } else { COLUMNS }).into_response())
}

async fn refused(office: &Office, visitor: &Visitor, why: Refusal) -> Result<Response, PageError> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, form(office, visitor, Some(&why)).await?).into_response())
}

/// The file of the form, and the name of how it is to be read.
async fn file(body: Result<Multipart, MultipartRejection>) -> Result<(KeptList, String), &'static str> {
    let (mut body, mut found) = (body.map_err(|_| "import-no-file")?, None);
    let (mut makes_buildings, mut mapping) = (false, String::new());
    while let Some(field) = body.next_field().await.map_err(|error| unread(&error))? {
        match field.name() {
            Some("buildings") => makes_buildings = true,
            Some("mapping") => mapping = field.text().await.map_err(|error| unread(&error))?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                found = Some((name, field.bytes().await.map_err(|error| unread(&error))?));
            }
            _ => {}
        }
    }
    let (name, bytes) = found.filter(|(_, bytes): &(_, Bytes)| !bytes.is_empty()).ok_or("import-no-file")?;
    let kept = KeptList {
        name,
        makes_buildings,
        mapping_name: String::new(),
        mapping: Mapping::default(),
        choices: Choices::new(),
        import: None,
        bytes: bytes.to_vec(),
    };
    Ok((kept, mapping))
}

fn unread(error: &MultipartError) -> &'static str {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { "import-too-large" } else { "import-no-file" }
}

pub(crate) async fn check(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    let Some(kept) = kept(&office, &visitor).await? else { return Ok(Redirect::to(BRING).into_response()) };
    let Planned { kept, plan } = planned(&office, &visitor, kept).await?;
    let Ok(plan) = plan else { return Ok(Redirect::to(COLUMNS).into_response()) };
    let (localizer, report) = (&visitor.localizer, &plan.report);
    let title = localizer.with("import-checked", &[("file", &kept.name)]);
    let page = parameters.page();
    let body = html! {
        h1 { (title) }
        (import_report::head(localizer, report))
        form method="post" action=(CHECK) data-test="import-do" {
            div.actions {
                @if plan.work.is_empty() { p { (localizer.text("import-nothing")) } }
                @else { button.primary type="submit" name="do" value="import" { (localizer.text("import-do")) } }
                a.button href=(COLUMNS) data-test="import-columns" { (localizer.text("import-columns")) }
                button type="submit" name="do" value="discard" { (localizer.text("import-discard")) }
            }
            (rows(localizer, report, &kept.choices, page))
        }
        (more(localizer, report, page, |page| parameters.with_page(page)))
    };
    Ok(shell(localizer, Some(&visitor), menu::BUILDINGS, &title, &body).into_response())
}

/// The rows of which something is to be said, from this page on.
fn told(report: &Report, page: u32) -> impl Iterator<Item = &RowReport> {
    let before = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PAGE_ROWS_MAX);
    report.rows.iter().filter(|row| !import_report::is_silent(row)).skip(before)
}

fn rows(localizer: &Localizer, report: &Report, choices: &Choices, page: u32) -> Markup {
    let shown: Vec<_> = told(report, page).take(PAGE_ROWS_MAX).collect();
    let is_open =
        |row: &&RowReport| matches!(row.outcome, Outcome::Alike { .. }) || choices.contains_key(&row.row);
    html! {
        @if shown.iter().any(is_open) {
            p { button type="submit" name="do" value="choose" data-test="import-choose" { (localizer.text("import-choose")) } }
        }
        ul.lines data-test="import-rows" {
            @for row in &shown { (import_report::row(localizer, row, choices.get(&row.row))) }
        }
    }
}

fn more(localizer: &Localizer, report: &Report, page: u32, address: impl Fn(u32) -> String) -> Markup {
    let more = told(report, page).nth(PAGE_ROWS_MAX).is_some();
    pages(localizer, page, more, address)
}

/// What somebody chose for rows on the page.
fn chosen(fields: &Fields, choices: &mut Choices) {
    for row in fields.names_after::<u32>(import_report::CHOICE) {
        match fields.one(&format!("{}{row}", import_report::CHOICE)) {
            "" => drop(choices.remove(&row)),
            text => drop(text.parse::<Choice>().map(|choice| choices.insert(row, choice))),
        }
    }
}

/// Has the list taken in, or throws it away.
pub(crate) async fn take(
    State(office): State<Office>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, PageError> {
    let Some(mut kept) = kept(&office, &visitor).await? else {
        return Ok(Redirect::to(BRING).into_response());
    };
    if let Some(number) = kept.import {
        return Ok(Redirect::to(&imports_page::address(number)).into_response());
    }
    chosen(&fields, &mut kept.choices);
    match fields.one("do") {
        "import" => {}
        "choose" => {
            keep(&office, &visitor, kept).await?;
            return Ok(Redirect::to(CHECK).into_response());
        }
        _ => {
            let (data, person) = (office.engine.data().to_owned(), visitor.person.id);
            blocking(move || KeptList::forget(&data, person)).await?.map_err(|error| storage(&error))?;
            return Ok(Redirect::to(BRING).into_response());
        }
    }
    let Planned { mut kept, plan } = planned(&office, &visitor, kept).await?;
    let Some(plan) = plan.ok().filter(|plan| !plan.work.is_empty()) else {
        keep(&office, &visitor, kept).await?;
        return Ok(Redirect::to(CHECK).into_response());
    };
    let named = Named { file: kept.name.clone(), mapping: kept.mapping_name.clone() };
    let number = begin(&office.engine, &by(&visitor), named, &plan).await?;
    kept.import = Some(number);
    keep(&office, &visitor, kept).await?;
    imports_page::carry_on(&office, &visitor, number, plan.work).await;
    Ok(Redirect::to(&imports_page::address(number)).into_response())
}
