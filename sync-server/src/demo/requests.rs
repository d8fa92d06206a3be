//! Requests: those that became work orders, those the counter still has to look at, those closed
//! without work.

use shared::document::photo::{DatedBy, PhotoPhase};
use shared::request::{NewRequest, RequestCommand, RequestOrigin, request_number};
use shared::work_order::Origin;
use shared::{Command, DocumentId, DocumentKind, Role, Timestamp};

use crate::demo::calendar::MINUTE_MS;
use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::draft::Draft;
use crate::demo::error::DemoError;
use crate::demo::jobs::{Job, Place};
use crate::demo::people::{Member, Writer};
use crate::demo::pictures::View;
use crate::demo::record::Record;
use crate::engine::import::ImportedDocument;

/// Requests nobody has answered yet; the last few are from the field.
const OPEN: usize = 10;
const FROM_THE_FIELD: usize = 3;
/// The last number before the demo begins: the year did not begin with it.
const FIRST_NUMBER: u32 = 96;
/// Requests closed without work.
const CLOSED: usize = 5;
/// The request that somebody else had made already, at another counter: the first one.
const AGAIN: usize = 4;

/// All requests.
pub(crate) fn documents(commune: &Commune, drafts: &[Draft<'_>]) -> Result<Vec<ImportedDocument>, DemoError> {
    let mut entered = Vec::new();
    for draft in drafts {
        if let Some(id) = draft.request {
            entered.push(answered(commune, draft, id)?);
        }
    }
    for nth in 0..OPEN + CLOSED {
        entered.push(unanswered(commune, nth)?);
    }
    entered.sort_by_key(|entered| entered.at);
    numbered(commune, entered)
}

/// A request, who entered it, and when.
struct Entered {
    record: Record,
    writer: Writer,
    at: Timestamp,
    at_desk: bool,
}

/// The requests that came in at a desk get their numbers, in the order they came in.
fn numbered(commune: &Commune, entered: Vec<Entered>) -> Result<Vec<ImportedDocument>, DemoError> {
    let mut nth = FIRST_NUMBER;
    let mut year = entered.first().map(|entered| commune.calendar.year(entered.at));
    let mut documents = Vec::new();
    for Entered { mut record, writer, at, at_desk } in entered {
        if at_desk {
            let this = commune.calendar.year(at);
            nth = if year.replace(this) == Some(this) { nth + 1 } else { 1 };
            does(&mut record, writer, at, RequestCommand::Number(request_number(this, nth)))?;
        }
        documents.push(record.finished());
    }
    Ok(documents)
}

fn answered(commune: &Commune, draft: &Draft<'_>, id: DocumentId) -> Result<Entered, DemoError> {
    debug_assert_eq!(draft.origin, Origin::Request, "others answer no request");
    let mut chance = Chance::of(&format!("request {}", draft.number));
    let counter = commune.somebody(Role::Counter, &mut chance)?;
    let mut record = Record::new(DocumentKind::Request, id, &format!("request {}", draft.number));
    let reported = draft.created.plus_ms(-chance.between(9, 190) * MINUTE_MS);
    let new = new(commune, draft.job, draft.place, RequestOrigin::Counter, draft.priority);
    does(&mut record, counter.writer, reported, RequestCommand::Create(Box::new(new)))?;
    let link = RequestCommand::LinkWorkOrder(commune.names.order(&draft.number));
    does(&mut record, counter.writer, draft.created.plus_ms(MINUTE_MS / 2), link)?;
    Ok(Entered { record, writer: counter.writer, at: reported, at_desk: true })
}

fn unanswered(commune: &Commune, nth: usize) -> Result<Entered, DemoError> {
    let mut chance = Chance::of(&format!("request {nth}"));
    // What it is about: the same for the one that was reported already.
    let about = if nth == AGAIN { 0 } else { nth };
    let mut what = Chance::of(&format!("what request {about} is about"));
    let from_field = (OPEN - FROM_THE_FIELD..OPEN).contains(&nth);
    let needs: Vec<&Job> = commune
        .jobs
        .iter()
        .filter(|job| job.nature.ends_with("-DEP") || job.nature.ends_with("-REP"))
        .filter(|job| !from_field || job.scene.is_some())
        .collect();
    let job = what.pick(&needs).copied().ok_or(DemoError::Missing("job"))?;
    let place = what.pick(&job.places(&commune.sites)).copied().ok_or(DemoError::Missing("place"))?;
    let role = if from_field { Role::Technician } else { Role::Counter };
    let by: &Member = commune.somebody(role, &mut chance)?;
    let id = commune.names.request(&format!("unanswered {nth}"));
    let mut record = Record::new(DocumentKind::Request, id, &format!("request {nth}"));
    let back = if nth < OPEN { i64::try_from(nth % 4).unwrap_or(0) + 1 } else { chance.between(4, 30) };
    let at = commune.calendar.at(back, chance.between(490, 940));
    let origin = if from_field { RequestOrigin::Field } else { RequestOrigin::Counter };
    let priority = shared::document::priority::Priority::Normal;
    let new = new(commune, job, place, origin, priority);
    does(&mut record, by.writer, at, RequestCommand::Create(Box::new(new)))?;
    if let (true, Some(scene)) = (from_field, job.scene) {
        let view = View { after: false, on_phone: false };
        let facts =
            commune.gallery.facts(scene, view, (at, DatedBy::Camera), PhotoPhase::Defect, job.before)?;
        does(&mut record, by.writer, at.plus_ms(MINUTE_MS), RequestCommand::AddPhoto(facts))?;
        record.delivered(0, at.plus_ms(chance.between(2, 50) * MINUTE_MS), false);
    }
    if nth >= OPEN {
        let reason = commune.phrase("close request", &mut chance);
        let closed = at.plus_ms(chance.between(20, 300) * MINUTE_MS);
        let counter = commune.somebody(Role::Counter, &mut chance)?;
        does(&mut record, counter.writer, closed, RequestCommand::Close { reason })?;
    }
    Ok(Entered { record, writer: by.writer, at, at_desk: !from_field })
}

fn does(
    record: &mut Record,
    writer: Writer,
    at: Timestamp,
    command: RequestCommand,
) -> Result<(), DemoError> {
    record.does(writer, at, Command::Request(command)).map(drop)
}

fn new(
    commune: &Commune,
    job: &Job,
    place: Place<'_>,
    origin: RequestOrigin,
    priority: shared::document::priority::Priority,
) -> NewRequest {
    NewRequest {
        origin,
        title: job.title.to_owned(),
        description: job.need.to_owned(),
        organisation: place.site.organisation,
        building: place.site.id,
        space: place.space,
        asset: place.asset.map(|(id, _)| *id),
        // In the field nobody codes: that is the counter's work.
        nature: (origin == RequestOrigin::Counter).then(|| commune.names.nature(job.nature)),
        priority,
    }
}
