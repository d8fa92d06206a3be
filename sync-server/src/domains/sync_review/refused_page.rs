//! Refused changes: nothing that was written is lost, and a supervisor decides about each.

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};
use shared::{DeviceId, DocumentId, DocumentKind};

use crate::base::limits::PAGE_ROWS_MAX;
use crate::domains::catalogue::names::Names;
use crate::domains::sync_review::menu;
use crate::office::browser_name::device_name;
use crate::office::form::Parameters;
use crate::office::icon::icon;
use crate::office::layout::{done, nothing, notices, pages, shell};
use crate::office::localizer::Localizer;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::sql;
use crate::store::RefusedRow;

/// A refused change with the names around it.
struct Line {
    row: RefusedRow,
    device: String,
    title: Option<String>,
}

pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, PageError> {
    let waiting = parameters.one("show") != "dealt-with";
    let page = parameters.page();
    let offset = usize::try_from(page).unwrap_or(0) * PAGE_ROWS_MAX;
    let (mut rows, confirmed) = office
        .records(&visitor, move |store| {
            let rows = store.refused_page(waiting, offset, PAGE_ROWS_MAX + 1)?;
            Ok((rows, !store.yeses(1, 0)?.is_empty()))
        })
        .await?;
    // Whose phone brought what is seen stands beside it, wherever they work.
    let devices = office.engine.read(|store| store.devices()).await?;
    let more = rows.len() > PAGE_ROWS_MAX;
    rows.truncate(PAGE_ROWS_MAX);
    let devices: BTreeMap<DeviceId, String> =
        devices.into_iter().map(|device| (device.id, device.name)).collect();
    let (lines, names) = named(&office, &visitor, rows, &devices).await?;
    let localizer = &visitor.localizer;
    let body = html! {
        h1 { (localizer.text("refused-title")) }
        p.lead { (localizer.text("refused-lead")) }
        (notices(localizer, done(parameters.one("done")), None))
        div #refused data-live data-said=(localizer.text("refused-said")) {
            @if lines.is_empty() { (nothing(localizer, "", page, "refused-none", |page| parameters.with_page(page))) }
            ul.cards { @for line in &lines { (card(localizer, &names, line)) } }
            @if !lines.is_empty() { (pages(localizer, page, more, |page| parameters.with_page(page))) }
        }
        p {
            @if waiting { a href="/office/refused?show=dealt-with" { (localizer.text("refused-show-dealt-with")) } }
            @else { a href="/office/refused" { (localizer.text("refused-show-waiting")) } }
        }
        @if confirmed { p { a href="/office/offers" { (localizer.text("confirmed-offers-title")) } } }
    };
    Ok(shell(localizer, Some(&visitor), menu::REFUSED, &localizer.text("refused-title"), &body))
}

async fn named(
    office: &Office,
    visitor: &Visitor,
    rows: Vec<RefusedRow>,
    devices: &BTreeMap<DeviceId, String>,
) -> Result<(Vec<Line>, Names), PageError> {
    let asked: Vec<(DocumentKind, DocumentId)> = rows.iter().map(|row| (row.kind, row.document)).collect();
    let (titles, names) = office
        .lists(visitor, move |reader| {
            let titles: sql::Result<Vec<_>> =
                asked.into_iter().map(|(kind, id)| reader.title(kind, id)).collect();
            Ok((titles?, reader.names()?))
        })
        .await?;
    let device = |row: &RefusedRow| devices.get(&row.device).cloned().unwrap_or_default();
    let line = |(row, title): (RefusedRow, _)| Line { device: device(&row), title, row };
    Ok((rows.into_iter().zip(titles).map(line).collect(), names))
}

fn card(localizer: &Localizer, names: &Names, line: &Line) -> Markup {
    let row = &line.row;
    html! {
        li.card data-test="refused" {
            h2 { a href={ "/office/refused/" (row.id) } { (title(localizer, row.kind, line.title.as_deref())) } }
            p { (localizer.text(&format!("why-refused-{}", row.reason))) }
            p.quiet {
                (names.person(row.person)) " · " (icon("phone")) (device_name(localizer, &line.device)) " · " (localizer.moment(row.received_at))
            }
            @if let Some(resolved) = row.resolved {
                p.chips { span.chip { (icon("check")) (localizer.text(&format!("refused-{}", resolved.resolution.name()))) } }
            }
        }
    }
}

/// What a document is called; one that the office does not have, by its kind.
pub(crate) fn title(localizer: &Localizer, kind: DocumentKind, title: Option<&str>) -> String {
    let kind = localizer.text(&format!("kind-{}", kind.name()));
    title.map_or_else(|| localizer.with("refused-new", &[("kind", &kind)]), str::to_owned)
}
