//! The log as a file, streamed: however long it is, only a portion of it is in memory.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::{Stream, stream};

use super::super::Office;
use super::super::fields::Parameters;
use super::super::say::{Say, machine};
use super::super::session::Visitor;
use super::super::trouble::Trouble;
use super::{Asked, Known};
use crate::limits::AUDIT_EXPORTED_AT_ONCE;
use crate::office::csv;
use crate::store::{Action, AuditFilter, AuditLine, Deed, Subject};
use crate::sync::{Engine, EngineError};

/// The columns: machine words in the cells, words of the reader's language over them.
const COLUMNS: [&str; 8] = [
    "audit-number",
    "audit-at",
    "audit-person",
    "audit-device",
    "audit-address",
    "audit-action",
    "audit-subject",
    "audit-detail",
];

/// `GET /office/audit.csv`: oldest first, the same filters as the page.
pub(in super::super) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, Trouble> {
    let asked = Asked::read(&visitor.say, &parameters)?;
    let day = |day: Option<shared::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let period = format!("{}..{}", day(asked.from), day(asked.to));
    let deed = Deed::new(Action::AuditExported, Subject::Nothing).by(visitor.person.id).detailed(&period);
    office.engine.act(move |_| Ok(((), deed))).await?;
    let known = office.engine.read(Known::read).await?;
    let name = format!("attachment; filename=\"guichet-audit-{}.csv\"", period.replace("..", "-"));
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    let lines = portions(office.engine.clone(), asked.filter, known, head(&visitor.say));
    Ok((headers, Body::from_stream(lines)).into_response())
}

fn head(say: &Say) -> String {
    let titles = COLUMNS.map(|column| say.t(column));
    csv::BYTE_ORDER_MARK.to_owned() + &csv::line(titles.iter().map(String::as_str))
}

/// The file in portions. One that cannot be read cuts the answer short, which the browser shows.
fn portions(
    engine: Engine,
    filter: AuditFilter,
    known: Known,
    head: String,
) -> impl Stream<Item = Result<String, EngineError>> {
    let known = Arc::new(known);
    stream::try_unfold((Some(0), head), move |(after, before)| {
        let (engine, filter, known) = (engine.clone(), filter.clone(), Arc::clone(&known));
        async move {
            let Some(after) = after else { return Ok(None) };
            let lines =
                engine.read(move |store| store.audit_after(&filter, after, AUDIT_EXPORTED_AT_ONCE)).await?;
            let text = lines.iter().fold(before, |text, line| text + &cells(&known, line));
            // Fewer than were asked: these are the last.
            let next = lines.last().filter(|_| lines.len() == AUDIT_EXPORTED_AT_ONCE).map(|line| line.id);
            Ok(Some((text, (next, String::new()))))
        }
    })
}

fn cells(known: &Known, line: &AuditLine) -> String {
    let person = line.person.map(|id| known.person(&id.to_string())).unwrap_or_default();
    let device = line.device.map(|id| known.device(&id.to_string())).unwrap_or_default();
    csv::line([
        line.id.to_string().as_str(),
        &machine(line.at),
        &person,
        &device,
        line.address.as_deref().unwrap_or_default(),
        &line.action,
        &line.subject,
        &line.detail,
    ])
}
