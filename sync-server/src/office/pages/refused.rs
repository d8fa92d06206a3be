//! Refused changes: nothing that was written is lost, and a supervisor decides about each.

mod change;

use std::collections::BTreeMap;

use axum::extract::State;
use maud::{Markup, html};
use shared::{DeviceId, DocumentId, DocumentKind};

use super::Office;
use super::browser_name::device_name;
use super::fields::Parameters;
use super::icon::icon;
use super::say::Say;
use super::session::Visitor;
use super::shell::{Room, done, nothing, notices, pages, shell};
use super::trouble::Trouble;
use crate::limits::PAGE_ROWS_MAX;
use crate::office::store::Names;
use crate::store::RefusedRow;

pub(super) use change::{bytes, page, set_aside, take_over};

/// A refused change with the names around it.
struct Line {
    row: RefusedRow,
    device: String,
    title: Option<String>,
}

pub(super) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Markup, Trouble> {
    let waiting = parameters.one("show") != "dealt-with";
    let page = parameters.page();
    let offset = usize::try_from(page).unwrap_or(0) * PAGE_ROWS_MAX;
    let (mut rows, devices) = office
        .engine
        .read(move |store| Ok((store.refused_page(waiting, offset, PAGE_ROWS_MAX + 1)?, store.devices()?)))
        .await?;
    let more = rows.len() > PAGE_ROWS_MAX;
    rows.truncate(PAGE_ROWS_MAX);
    let devices: BTreeMap<DeviceId, String> =
        devices.into_iter().map(|device| (device.id, device.name)).collect();
    let (lines, names) = named(&office, rows, &devices).await?;
    let say = &visitor.say;
    let body = html! {
        h1 { (say.t("refused-title")) }
        p.lead { (say.t("refused-lead")) }
        (notices(say, done(parameters.one("done")), None))
        div #refused data-live data-said=(say.t("refused-said")) {
            @if lines.is_empty() { (nothing(say, "", page, "refused-none", |page| parameters.with_page(page))) }
            ul.cards { @for line in &lines { (card(say, &names, line)) } }
            @if !lines.is_empty() { (pages(say, page, more, |page| parameters.with_page(page))) }
        }
        p {
            @if waiting { a href="/office/refused?show=dealt-with" { (say.t("refused-show-dealt-with")) } }
            @else { a href="/office/refused" { (say.t("refused-show-waiting")) } }
        }
    };
    Ok(shell(say, Some(&visitor), Room::Refused, &say.t("refused-title"), &body))
}

async fn named(
    office: &Office,
    rows: Vec<RefusedRow>,
    devices: &BTreeMap<DeviceId, String>,
) -> Result<(Vec<Line>, Names), Trouble> {
    let asked: Vec<(DocumentKind, DocumentId)> = rows.iter().map(|row| (row.kind, row.document)).collect();
    let (titles, names) = office
        .database
        .read(move |reader| {
            let titles: rusqlite::Result<Vec<_>> =
                asked.into_iter().map(|(kind, id)| reader.title(kind, id)).collect();
            Ok((titles?, reader.names()?))
        })
        .await?;
    let device = |row: &RefusedRow| devices.get(&row.device).cloned().unwrap_or_default();
    let line = |(row, title): (RefusedRow, _)| Line { device: device(&row), title, row };
    Ok((rows.into_iter().zip(titles).map(line).collect(), names))
}

fn card(say: &Say, names: &Names, line: &Line) -> Markup {
    let row = &line.row;
    html! {
        li.card data-test="refused" {
            h2 { a href={ "/office/refused/" (row.id) } { (title(say, row.kind, line.title.as_deref())) } }
            p { (say.t(&format!("why-refused-{}", row.reason))) }
            p.quiet {
                (names.person(row.person)) " · " (icon("phone")) (device_name(say, &line.device)) " · " (say.moment(row.received_at))
            }
            @if let Some(dealt) = row.dealt {
                p.chips { span.chip { (icon("check")) (say.t(&format!("refused-{}", dealt.fate.name()))) } }
            }
        }
    }
}

/// What a document is called; one that the office does not have, by its kind.
fn title(say: &Say, kind: DocumentKind, title: Option<&str>) -> String {
    let kind = say.t(&format!("kind-{}", kind.name()));
    title.map_or_else(|| say.with("refused-new", &[("kind", &kind)]), str::to_owned)
}

/// The address of a document's own page, where there is one.
fn address(kind: DocumentKind, id: DocumentId) -> Option<String> {
    match kind {
        DocumentKind::WorkOrder => Some(format!("/office/work-orders/{id}")),
        DocumentKind::Building => Some(format!("/office/buildings/{id}")),
        DocumentKind::Request => Some(format!("/office/requests/{id}")),
        DocumentKind::History | DocumentKind::Catalogue => None,
    }
}
