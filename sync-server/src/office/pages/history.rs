//! What was done in a year: by technician, by nature, by asset.

use axum::extract::State;
use maud::{Markup, html};

use super::Office;
use super::fields::Parameters;
use super::session::Visitor;
use super::shell::{Room, shell};
use super::trouble::Trouble;

/// Years offered.
const YEARS: i16 = 5;

pub(super) async fn page(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let say = &visitor.say;
    let this_year = say.today().date().year();
    let year = parameters.one("year").parse().unwrap_or(this_year).clamp(1990, 2100);
    let (technicians, natures, assets) = office
        .database
        .read(move |reader| {
            Ok((
                reader.history_of_technicians(year)?,
                reader.history_of_natures(year)?,
                reader.history_of_assets(year)?,
            ))
        })
        .await?;
    let columns = ["history-orders", "history-visits", "history-time"];
    let body = html! {
        h1 { (say.t("nav-history")) }
        form.filters method="get" action="/office/history" {
            div.field {
                label for="year" { (say.t("history-year")) }
                select #year name="year" {
                    @for one in (this_year - YEARS + 1..=this_year).rev() { option value=(one) selected[one == year] { (one) } }
                }
            }
            button type="submit" { (say.t("filter-do")) }
        }
        (table(say, "history-technicians", &columns, technicians.iter().map(|row| {
            (row.name.clone(), row.team.clone(), [row.orders.to_string(), row.visits.to_string(), say.duration(row.minutes * 60_000)])
        })))
        (table(say, "history-natures", &columns, natures.iter().map(|row| {
            (format!("{} – {}", row.trade, row.action), row.code.clone(), [row.orders.to_string(), row.visits.to_string(), say.duration(row.minutes * 60_000)])
        })))
        (table(say, "history-assets", &columns, assets.iter().map(|row| {
            (row.name.clone(), row.building.clone(), [row.orders.to_string(), row.visits.to_string(), say.duration(row.minutes * 60_000)])
        })))
    };
    Ok(shell(say, Some(&visitor), Room::History, &say.t("nav-history"), &body))
}

fn table(
    say: &super::say::Say,
    title: &str,
    columns: &[&str],
    rows: impl Iterator<Item = (String, String, [String; 3])>,
) -> Markup {
    html! {
        section {
            h2 { (say.t(title)) }
            div.scroll tabindex="0" role="region" aria-label=(say.t(title)) {
                table.figures {
                    thead { tr { th scope="col" { (say.t(&format!("{title}-column"))) } @for column in columns { th.number scope="col" { (say.t(column)) } } } }
                    tbody {
                        @for (name, detail, figures) in rows {
                            tr {
                                th scope="row" { (name) @if !detail.is_empty() { " " span.quiet { (detail) } } }
                                @for figure in figures { td.number { (figure) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
