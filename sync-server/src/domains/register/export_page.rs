//! The register as files for a spreadsheet.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use rust_xlsxwriter::XlsxError;

use crate::base::limits::EXPORTED_ROWS_MAX;
use crate::domains::register::export::{columns, heading, kind};
use crate::domains::register::export_queries::ListRow;
use crate::domains::register::import::meaning::{Meaning, Thing};
use crate::domains::register::queries::BuildingFilter;
use crate::office::blocking::blocking;
use crate::office::csv::{self, Form};
use crate::office::form::{Fields, Parameters};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::sheet::{Kind, Table, XLSX, workbook};
use crate::office::state::Office;

/// The address of the files.
pub(crate) const EXPORT: &str = "/office/buildings/export";

/// `GET /office/buildings/export`: a `list` of `building`, `space` or `asset`, in the buildings that the list of buildings
/// shows with the same filter; with `format=xlsx` as a workbook, with `format=spreadsheet` as CSV for people, else as CSV
/// for programs.
pub(crate) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    let list = match parameters.one("list") {
        "" => Thing::Building,
        list => list.parse().map_err(|_| PageError::NotFound)?,
    };
    let filter = BuildingFilter::asked(&parameters);
    let (rows, names) =
        office.lists(&visitor, move |reader| Ok((reader.listed(list, &filter)?, reader.names()?))).await?;
    if i64::try_from(rows.len()).is_ok_and(|rows| rows > EXPORTED_ROWS_MAX) {
        return Err(PageError::Invalid("export-too-long"));
    }
    let localizer = &visitor.localizer;
    let columns = columns(list);
    let whose = columns.iter().position(|column| *column == Meaning::Organisations);
    let cells = |ListRow { organisations, mut cells }: ListRow| {
        if let Some(at) = whose {
            let called = organisations.into_iter().map(|organisation| names.organisation(organisation));
            cells.insert(at, called.collect::<Vec<_>>().join("; "));
        }
        cells
    };
    let rows: Vec<Vec<String>> = rows.into_iter().map(cells).collect();
    let columns: Vec<(String, Kind)> =
        columns.into_iter().map(|column| (localizer.text(&heading(column)), kind(column))).collect();
    let (title, file) = (localizer.text(title(list)), localizer.text(&format!("{}-file", title(list))));
    let (bytes, media, ending) = if parameters.one("format") == "xlsx" {
        // Millions of cells: other requests are not to wait for them.
        let written = blocking(move || workbook(&Table { name: &title, columns: &columns, rows: &rows }));
        (written.await?.map_err(|error| broken(&error))?, XLSX, "xlsx")
    } else {
        let (localizer, form) =
            (localizer.clone(), Form::asked(parameters.one("format"), localizer.language()));
        let written = blocking(move || text(&localizer, form, &columns, &rows).into_bytes());
        (written.await?, "text/csv; charset=utf-8", "csv")
    };
    let file = format!("guichet-{file}-{}.{ending}", localizer.today());
    let headers =
        [(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\""))];
    Ok((headers, Body::from(bytes)).into_response())
}

/// No text of the register is too long for a workbook, and no list has too many rows.
fn broken(error: &XlsxError) -> PageError {
    tracing::error!(%error, "a list could not be written as a workbook");
    PageError::Broken
}

fn text(localizer: &Localizer, form: Form, columns: &[(String, Kind)], rows: &[Vec<String>]) -> String {
    let mut text = csv::BYTE_ORDER_MARK.to_owned();
    text.push_str(&csv::line(form, columns.iter().map(|(title, _)| title.as_str())));
    for row in rows {
        let cells = row.iter().zip(columns).map(|(cell, (_, kind))| match (kind, form) {
            (Kind::Number, Form::Spreadsheet(_)) => localizer.number(cell),
            (Kind::Text | Kind::Day | Kind::Number, _) => cell.clone(),
        });
        let cells: Vec<String> = cells.collect();
        text.push_str(&csv::line(form, cells.iter().map(String::as_str)));
    }
    text
}

const fn title(list: Thing) -> &'static str {
    match list {
        Thing::Building => "export-buildings",
        Thing::Space => "export-spaces",
        Thing::Asset => "export-assets",
    }
}

/// What can be exported of the buildings that are listed.
pub(crate) fn ways_out(localizer: &Localizer, asked: &Fields) -> Markup {
    let address = |list: Thing, format: &str| {
        let more = [("list", list.name().to_owned()), ("format", format.to_owned()), ("page", String::new())];
        format!("{EXPORT}{}", asked.with_all(&more))
    };
    html! {
        details.export data-test="export" {
            summary { (localizer.text("export-open")) }
            p.quiet { (localizer.text("export-explain")) }
            ul {
                @for list in Thing::ALL {
                    li {
                        (localizer.text(title(list))) ": "
                        a href=(address(list, "xlsx")) data-test={ "export-" (list.name()) } { "Excel" } " · "
                        a href=(address(list, "spreadsheet")) { "CSV" }
                    }
                }
            }
        }
    }
}
