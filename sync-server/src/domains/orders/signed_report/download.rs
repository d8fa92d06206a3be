//! Has the report of an approved order signed, and hands it out. That is a line of the audit log, counted where one person
//! asks for it again and again; what the report says has a line of its own, once, that has its hash.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use shared::command::CommandError;
use shared::work_order::status::State as OrderState;
use shared::{DocumentId, DocumentKind, Heads, PersonId, Sha256};

use crate::audit_head::key::SigningKey;
use crate::base::limits::REPORT_ORDER_BYTES_MAX;
use crate::domains::orders::sheet::Sheet;
use crate::domains::orders::signed_report::content::{self, Approval};
use crate::domains::orders::signed_report::made::Report;
use crate::domains::orders::signed_report::paper;
use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::tally::exports_of;
use crate::engine::transaction::Transaction;
use crate::office::address::Reached;
use crate::office::form::id;
use crate::office::page_error::PageError;
use crate::office::session::Visitor;
use crate::office::state::Office;
use crate::signed_report::{self, LogLine, SignedReport, canonical};
use crate::store::error::StoreError;
use crate::store::{Action, AuditEntry, Subject, Tally};

/// How far the line of an approval may be from when the approval says that it was, in milliseconds: both are of one
/// transaction, and an approval is not before what it approves.
const APPROVAL_LINE_MS_MAX: u64 = 1_000;

/// `POST /office/work-orders/{id}/report.json`: the signed report, for programs.
pub(crate) async fn json(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
) -> Result<Response, PageError> {
    let report = sign(&office, &visitor, id(&address)?, "json").await?;
    let file = report.signed.to_json() + "\n";
    Ok(attached("application/json", &report.name("json"), file.into_bytes()))
}

/// `POST /office/work-orders/{id}/report.pdf`: the signed report in the reader's language, with the one for programs in
/// it.
pub(crate) async fn pdf(
    State(office): State<Office>,
    visitor: Visitor,
    Path(address): Path<String>,
    reached: Reached,
) -> Result<Response, PageError> {
    let report = sign(&office, &visitor, id(&address)?, "pdf").await?;
    let key = office.engine.read(|store| store.audit_key()).await?;
    let name = report.name("pdf");
    let made = paper::pdf(&office, &visitor.localizer.on_paper(), report, &reached).await;
    let (paper, json) = made.ok_or(PageError::Broken)?;
    let sealed = tokio::task::spawn_blocking(move || {
        let key = SigningKey::of(key).map_err(signed_report::SealError::from)?;
        signed_report::seal(paper, &json, &key)
    });
    match sealed.await {
        Ok(Ok(pdf)) => Ok(attached("application/pdf", &name, pdf)),
        Ok(Err(error)) => Err(broken(&error)),
        Err(error) => Err(broken(&error)),
    }
}

fn broken(error: &dyn std::error::Error) -> PageError {
    tracing::error!(%error, "a report could not be made");
    PageError::Broken
}

fn attached(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

/// Has the report of an order signed, and written down for what.
async fn sign(
    office: &Office,
    visitor: &Visitor,
    id: DocumentId,
    format: &'static str,
) -> Result<Report, PageError> {
    let sheet = Sheet::read(office, visitor, id).await?;
    let approval = Approval::of(&sheet.order).filter(|_| sheet.status.state == OrderState::Approved);
    let approval = approval.ok_or(PageError::Invalid("error-report-not-approved"))?;
    let issuer = office.engine.read(|store| store.responsible_body()).await?.name;
    let order = content::order(&sheet, &approval);
    let text = canonical(&order);
    if text.len() > REPORT_ORDER_BYTES_MAX {
        return Err(PageError::Invalid("error-report-too-large"));
    }
    let wanted = Wanted {
        id,
        by: visitor.person.id,
        approval: approval.clone(),
        heads: sheet.heads.clone(),
        digest: Sha256::of(text.as_bytes()),
        format,
    };
    let written = office.engine.submit(Job::new(move |transaction| wanted.write(transaction))).await?;
    let Written { signed, approved, key } = written;
    let content = content::report(&issuer, &order, signed, approved);
    let key = SigningKey::of(key).map_err(|error| broken(&error))?;
    let signed = SignedReport::sign(content, &key).map_err(|error| broken(&error))?;
    Ok(Report { sheet, approval, issuer, signed })
}

/// A report that somebody wants.
struct Wanted {
    id: DocumentId,
    by: PersonId,
    approval: Approval,
    heads: Heads,
    digest: Sha256,
    format: &'static str,
}

/// What the audit log has of it, and the key it is signed with.
struct Written {
    signed: LogLine,
    approved: Option<LogLine>,
    key: Option<[u8; 32]>,
}

impl Wanted {
    /// Writes its lines, as long as the order is what it was.
    fn write(&self, transaction: &mut Transaction<'_>) -> Result<Written, EngineError> {
        transaction.account_in_use(self.by)?;
        let document = transaction.document(self.id)?.ok_or(EngineError::NotFound)?;
        if document.heads() != self.heads {
            return Err(CommandError::ChangedMeanwhile.into());
        }
        let subject = Subject::Document(DocumentKind::WorkOrder, self.id);
        let signed = match self.line(transaction, subject)? {
            Some(line) => line,
            None => {
                transaction.record(&signed_report::entry(self.digest, subject, self.by))?;
                let missing = StoreError::Damaged("line of the audit log");
                self.line(transaction, subject)?.ok_or(missing)?
            }
        };
        let exported = AuditEntry::new(Action::ReportExported, subject).by(self.by).detailed(self.format);
        let scope = exports_of(self.by);
        let tally = Tally { scope: &scope, source: self.format };
        transaction.record_counted(&exported, 1, tally, Subject::Person(self.by))?;
        let approved = transaction.store.last_audit(Action::Command("work-order-approve"), subject)?;
        let approved = approved.filter(|line| {
            let apart = line.at.ms_since(self.approval.at).unsigned_abs();
            line.person == Some(self.approval.by) && apart <= APPROVAL_LINE_MS_MAX
        });
        let approved = approved.map(|line| LogLine { id: line.id, chain: line.chain });
        Ok(Written { signed, approved, key: transaction.store.audit_key()? })
    }

    /// The line that has the hash of what this report says, if it is the last of its kind.
    fn line(&self, transaction: &Transaction<'_>, subject: Subject) -> Result<Option<LogLine>, EngineError> {
        let last = transaction.store.last_audit(Action::ReportSigned, subject)?;
        let own = last.filter(|line| line.detail == signed_report::detail(self.digest));
        Ok(own.map(|line| LogLine { id: line.id, chain: line.chain }))
    }
}
