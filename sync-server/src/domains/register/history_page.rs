//! What was done in a year, by technician, by nature, by asset: as a page, and as a table for a spreadsheet.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use crate::domains::register::menu;
use crate::office::csv::{self, Form};
use crate::office::form::{Fields, Parameters};
use crate::office::layout::shell;
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;

/// Years offered.
const YEARS: i16 = 5;

/// The columns of figures.
const FIGURES: [&str; 3] = ["history-orders", "history-visits", "history-time"];

pub(crate) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let localizer = &visitor.localizer;
    let year = year(localizer, &parameters);
    let this_year = localizer.today().date().year();
    let tables = tables(&office, &visitor, year).await?;
    let body = html! {
        div.head {
            h1 { (localizer.text("nav-history")) }
            a.button href={ "/office/history.csv?format=spreadsheet&year=" (year) } data-test="history-export" { (localizer.text("audit-export")) }
        }
        form.filters method="get" action="/office/history" {
            div.field {
                label for="year" { (localizer.text("history-year")) }
                select #year name="year" {
                    @for one in (this_year - YEARS + 1..=this_year).rev() { option value=(one) selected[one == year] { (one) } }
                }
            }
            button type="submit" { (localizer.text("filter-do")) }
        }
        @for (title, lines) in &tables { (table(localizer, title, year, lines)) }
    };
    Ok(shell(localizer, Some(&visitor), menu::HISTORY, &localizer.text("nav-history"), &body))
}

/// `GET /office/history.csv`: the same, one table below the other, with hours as numbers.
pub(crate) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    let localizer = &visitor.localizer;
    let year = year(localizer, &parameters);
    let form = Form::asked(parameters.one("format"), localizer.language());
    let mut text = csv::BYTE_ORDER_MARK.to_owned();
    let titles = ["history-by", "history-name", "history-detail", FIGURES[0], FIGURES[1], "history-hours"];
    let titles = titles.map(|title| localizer.text(title));
    text.push_str(&csv::line(form, titles.iter().map(String::as_str)));
    for (title, lines) in tables(&office, &visitor, year).await? {
        let of = localizer.text(&format!("{title}-column"));
        for line in lines {
            let hundredths = (line.minutes * 100 + 30) / 60;
            let hours = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let hours = if form == Form::Plain { hours } else { localizer.number(&hours) };
            let (orders, visits) = (line.orders.to_string(), line.visits.to_string());
            text.push_str(&csv::line(
                form,
                [of.as_str(), &line.name, &line.detail, &orders, &visits, &hours],
            ));
        }
    }
    let name = format!("attachment; filename=\"guichet-{}-{year}.csv\"", localizer.text("history-file"));
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

/// The year that is asked for; this one where none is.
fn year(localizer: &Localizer, parameters: &Fields) -> i16 {
    parameters.one("year").parse().unwrap_or_else(|_| localizer.today().date().year()).clamp(1990, 2100)
}

/// What was done by somebody, of a nature, or on an asset.
struct Line {
    name: String,
    detail: String,
    /// What picks the orders that are counted, as parameters of the list's address.
    of: String,
    orders: u32,
    visits: u32,
    minutes: i64,
}

/// Each table of a year, by the key of its title.
async fn tables(
    office: &Office,
    visitor: &Visitor,
    year: i16,
) -> Result<[(&'static str, Vec<Line>); 3], PageError> {
    let localizer = &visitor.localizer;
    let period = localizer.year(year).ok_or(PageError::NotFound)?;
    let (technicians, natures, assets) = office
        .lists(visitor, move |reader| {
            Ok((
                reader.history_of_technicians(period)?,
                reader.history_of_natures(period)?,
                reader.history_of_assets(period)?,
            ))
        })
        .await?;
    let technicians = technicians.into_iter().map(|row| Line {
        name: row.name,
        detail: row.team,
        of: format!("visitor={}", row.id),
        orders: row.orders,
        visits: row.visits,
        minutes: row.minutes,
    });
    let natures = natures.into_iter().map(|row| Line {
        name: format!("{} – {}", row.trade, row.action),
        detail: row.code,
        of: format!("nature={}", row.id),
        orders: row.orders,
        visits: row.visits,
        minutes: row.minutes,
    });
    let assets = assets.into_iter().map(|row| Line {
        name: row.name,
        detail: row.building_name,
        of: format!("building={}&asset={}", row.building, row.id),
        orders: row.orders,
        visits: row.visits,
        minutes: row.minutes,
    });
    Ok([
        ("history-technicians", technicians.collect()),
        ("history-natures", natures.collect()),
        ("history-assets", assets.collect()),
    ])
}

fn table(localizer: &Localizer, title: &str, year: i16, lines: &[Line]) -> Markup {
    html! {
        section {
            h2 { (localizer.text(title)) }
            div.scroll tabindex="0" role="region" aria-label=(localizer.text(title)) {
                table.figures {
                    thead {
                        tr {
                            th scope="col" { (localizer.text(&format!("{title}-column"))) }
                            @for column in FIGURES { th.number scope="col" { (localizer.text(column)) } }
                        }
                    }
                    tbody { @for line in lines { (row(localizer, year, line)) } }
                }
            }
        }
    }
}

/// A line, with the way to the orders it counts.
fn row(localizer: &Localizer, year: i16, line: &Line) -> Markup {
    html! {
        tr {
            th scope="row" {
                a href={ "/office/work-orders?state=all&year=" (year) "&" (line.of) } data-test="history-orders" { (line.name) }
                @if !line.detail.is_empty() { " " span.quiet { (line.detail) } }
            }
            td.number { (line.orders) }
            td.number { (line.visits) }
            td.number { (localizer.work(line.minutes * 60_000)) }
        }
    }
}
