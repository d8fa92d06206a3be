//! The log as a file, streamed: however long it is, only a portion of it is in memory.

use std::error::Error;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::{Stream, stream};

use crate::base::limits::AUDIT_EXPORTED_AT_ONCE;
use crate::domains::audit::page::{Asked, Known, called, subjects};
use crate::domains::audit::words;
use crate::engine::job::Job;
use crate::engine::tally::exports_of;
use crate::office::browser_name::device_name;
use crate::office::csv::{self, Form};
use crate::office::form::Parameters;
use crate::office::localizer::{Localizer, machine};
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::store::{Action, AuditEntry, AuditFilter, AuditLine, Store, Subject, Tally};

/// The columns, in words of the reader's language.
const COLUMNS: [&str; 9] = [
    "audit-number",
    "audit-at",
    "audit-person",
    "audit-device",
    "audit-address",
    "audit-action",
    "audit-subject",
    "audit-detail",
    "audit-chain",
];

/// `POST /office/audit.csv`: oldest first, the same filters as the page. With `format=spreadsheet` for people:
/// their own times, separator and words; without for programs.
pub(crate) async fn export(
    State(office): State<Office>,
    visitor: Visitor,
    Parameters(parameters): Parameters,
) -> Result<Response, PageError> {
    let localizer = &visitor.localizer;
    let asked = Asked::read(localizer, &parameters)?;
    let form = Form::asked(parameters.one("format"), localizer.language());
    let day = |day: Option<shared::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let period = format!("{}..{}", day(asked.from), day(asked.to));
    let by = visitor.person.id;
    let job = Job::new(move |transaction| {
        let entry = AuditEntry::new(Action::AuditExported, Subject::Nothing).by(by).detailed(&period);
        let scope = exports_of(by);
        let tally = Tally { scope: &scope, source: &period };
        transaction.record_counted(&entry, 1, tally, Subject::Nothing)
    });
    office.engine.submit(job).await?;
    let known = office.engine.read(Known::read).await?;
    let name = format!("attachment; filename=\"{}\"", file_name(localizer, form, &asked));
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    let table = Table { office, filter: asked.filter, form, known, localizer: localizer.clone(), visitor };
    Ok((headers, Body::from_stream(portions(table))).into_response())
}

/// What the file is called: what is in it, and from when to when.
fn file_name(localizer: &Localizer, form: Form, asked: &Asked) -> String {
    let day = |day: Option<shared::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    match form {
        Form::Plain => format!("guichet-audit-{}-{}.csv", day(asked.from), day(asked.to)),
        Form::Spreadsheet(_) => {
            let until = asked.to.unwrap_or_else(|| localizer.today());
            let parts = [localizer.text("audit-file"), day(asked.from), until.to_string()];
            format!(
                "guichet-{}.csv",
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
            )
        }
    }
}

/// What the lines of a file are made by.
#[derive(Clone)]
struct Table {
    office: Office,
    filter: AuditFilter,
    form: Form,
    known: Known,
    localizer: Localizer,
    visitor: Visitor,
}

impl Table {
    fn head(&self) -> String {
        let titles = COLUMNS.map(|column| self.localizer.text(column));
        csv::BYTE_ORDER_MARK.to_owned() + &csv::line(self.form, titles.iter().map(String::as_str))
    }

    fn cells(&self, line: &AuditLine) -> String {
        let (localizer, known) = (&self.localizer, &self.known);
        let device = line.device.map(|id| known.device(&id.to_string())).unwrap_or_default();
        let (at, device, action, subject, detail) = match self.form {
            Form::Plain => {
                (machine(line.at), device, line.action.clone(), line.subject.clone(), line.detail.clone())
            }
            Form::Spreadsheet(_) => (
                localizer.cell(line.at),
                device_name(localizer, &device),
                localizer.text(&format!("did-{}", line.action)),
                called(localizer, known, &line.subject).1,
                words::detail(localizer, &line.action, &line.detail),
            ),
        };
        let cells = [
            line.id.to_string(),
            at,
            line.person.map(|id| known.person(&id.to_string())).unwrap_or_default(),
            device,
            line.address.clone().unwrap_or_default(),
            action,
            subject,
            detail,
            line.chain.to_string(),
        ];
        csv::line(self.form, cells.iter().map(String::as_str))
    }

    /// The next lines as text, and the number of the last when more may follow.
    async fn portion(&mut self, after: i64) -> Result<(Option<i64>, String), Box<dyn Error + Send + Sync>> {
        let filter = self.filter.clone();
        let read = move |store: &Store| store.audit_after(&filter, after, AUDIT_EXPORTED_AT_ONCE);
        let lines = self.office.records(&self.visitor, read).await?;
        if self.form != Form::Plain {
            let named = subjects(&lines);
            self.known.documents =
                self.office.lists(&self.visitor, move |reader| reader.called(&named)).await?;
        }
        let text = lines.iter().map(|line| self.cells(line)).collect();
        // Fewer than were asked: these are the last.
        let next = lines.last().filter(|_| lines.len() == AUDIT_EXPORTED_AT_ONCE).map(|line| line.id);
        Ok((next, text))
    }
}

/// The file in portions. One that cannot be read cuts the answer short, which the browser shows.
fn portions(table: Table) -> impl Stream<Item = Result<String, Box<dyn Error + Send + Sync>>> {
    let head = table.head();
    stream::try_unfold((table, Some(0), head), |(mut table, after, before)| async move {
        let Some(after) = after else { return Ok(None) };
        let (next, text) = table.portion(after).await?;
        Ok(Some((before + &text, (table, next, String::new()))))
    })
}
