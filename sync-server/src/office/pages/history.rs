//! What was done in a year, by technician, by nature, by asset: as a page, and as a table for a spreadsheet.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::Office;
use super::fields::{Fields, Parameters};
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, shell};
use super::trouble::Trouble;
use crate::office::csv::{self, Form};

/// Years offered.
const YEARS: i16 = 5;

/// The columns of figures.
const FIGURES: [&str; 3] = ["history-orders", "history-visits", "history-time"];

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let say = &visitor.say;
    let year = year(say, &parameters);
    let this_year = say.today().date().year();
    let tables = tables(&office, say, year).await?;
    let body = html! {
        div.head {
            h1 { (say.t("nav-history")) }
            a.button href={ "/office/history.csv?format=spreadsheet&year=" (year) } data-test="history-export" { (say.t("audit-export")) }
        }
        form.filters method="get" action="/office/history" {
            div.field {
                label for="year" { (say.t("history-year")) }
                select #year name="year" {
                    @for one in (this_year - YEARS + 1..=this_year).rev() { option value=(one) selected[one == year] { (one) } }
                }
            }
            button type="submit" { (say.t("filter-do")) }
        }
        @for (title, lines) in &tables { (table(say, title, year, lines)) }
    };
    Ok(shell(say, Some(&visitor), Room::History, &say.t("nav-history"), &body))
}

/// `GET /office/history.csv`: the same, one table below the other, with hours as numbers.
pub(super) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, Trouble> {
    let say = &visitor.say;
    let year = year(say, &parameters);
    let form = Form::asked(parameters.one("format"), say.language());
    let mut text = csv::BYTE_ORDER_MARK.to_owned();
    let titles = ["history-by", "history-name", "history-detail", FIGURES[0], FIGURES[1], "history-hours"];
    let titles = titles.map(|title| say.t(title));
    text.push_str(&csv::line(form, titles.iter().map(String::as_str)));
    for (title, lines) in tables(&office, say, year).await? {
        let of = say.t(&format!("{title}-column"));
        for line in lines {
            let hundredths = (line.minutes * 100 + 30) / 60;
            let hours = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let hours = if form == Form::Plain { hours } else { say.number(&hours) };
            let (orders, visits) = (line.orders.to_string(), line.visits.to_string());
            text.push_str(&csv::line(
                form,
                [of.as_str(), &line.name, &line.detail, &orders, &visits, &hours],
            ));
        }
    }
    let name = format!("attachment; filename=\"guichet-{}-{year}.csv\"", say.t("history-file"));
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

/// The year that is asked for; this one where none is.
fn year(say: &Say, parameters: &Fields) -> i16 {
    parameters.one("year").parse().unwrap_or_else(|_| say.today().date().year()).clamp(1990, 2100)
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
async fn tables(office: &Office, say: &Say, year: i16) -> Result<[(&'static str, Vec<Line>); 3], Trouble> {
    let period = say.year(year).ok_or(Trouble::NotFound)?;
    let (technicians, natures, assets) = office
        .database
        .read(move |reader| {
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

fn table(say: &Say, title: &str, year: i16, lines: &[Line]) -> Markup {
    html! {
        section {
            h2 { (say.t(title)) }
            div.scroll tabindex="0" role="region" aria-label=(say.t(title)) {
                table.figures {
                    thead {
                        tr {
                            th scope="col" { (say.t(&format!("{title}-column"))) }
                            @for column in FIGURES { th.number scope="col" { (say.t(column)) } }
                        }
                    }
                    tbody { @for line in lines { (row(say, year, line)) } }
                }
            }
        }
    }
}

/// A line, with the way to the orders it counts.
fn row(say: &Say, year: i16, line: &Line) -> Markup {
    html! {
        tr {
            th scope="row" {
                a href={ "/office/work-orders?state=all&year=" (year) "&" (line.of) } data-test="history-orders" { (line.name) }
                @if !line.detail.is_empty() { " " span.quiet { (line.detail) } }
            }
            td.number { (line.orders) }
            td.number { (line.visits) }
            td.number { (say.work(line.minutes * 60_000)) }
        }
    }
}
