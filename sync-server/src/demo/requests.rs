//! Requests: those that became work orders, those the counter still has to look at, those closed
//! without work.

use shared::command::RequestCommand;
use shared::document::{NewRequest, Origin, PhotoPhase, RequestOrigin};
use shared::{Command, DocumentId, DocumentKind, Role, Timestamp};

use super::DemoError;
use super::calendar::MINUTE_MS;
use super::chance::Chance;
use super::commune::Commune;
use super::jobs::{Job, Place};
use super::orders::Draft;
use super::people::{Hand, Member};
use super::pictures::View;
use super::record::Record;
use crate::sync::ImportedDocument;

/// Requests nobody has answered yet; the last few are from the field.
const OPEN: usize = 10;
const FROM_THE_FIELD: usize = 3;
/// Requests closed without work.
const CLOSED: usize = 5;

/// All requests.
pub(super) fn documents(commune: &Commune, drafts: &[Draft<'_>]) -> Result<Vec<ImportedDocument>, DemoError> {
    let mut documents = Vec::new();
    for draft in drafts {
        if let Some(id) = draft.request {
            documents.push(answered(commune, draft, id)?);
        }
    }
    for nth in 0..OPEN + CLOSED {
        documents.push(unanswered(commune, nth)?);
    }
    Ok(documents)
}

fn answered(commune: &Commune, draft: &Draft<'_>, id: DocumentId) -> Result<ImportedDocument, DemoError> {
    debug_assert_eq!(draft.origin, Origin::Request, "others answer no request");
    let mut chance = Chance::of(&format!("request {}", draft.number));
    let counter = commune.somebody(Role::Counter, &mut chance)?;
    let mut record = Record::new(DocumentKind::Request, id, &format!("request {}", draft.number));
    let reported = draft.created.plus_ms(-chance.between(9, 190) * MINUTE_MS);
    let new = new(commune, draft.job, draft.place, RequestOrigin::Counter, draft.priority);
    does(&mut record, counter.hand, reported, RequestCommand::Create(Box::new(new)))?;
    let link = RequestCommand::LinkWorkOrder(commune.names.order(&draft.number));
    does(&mut record, counter.hand, draft.created.plus_ms(MINUTE_MS / 2), link)?;
    Ok(record.finished())
}

fn unanswered(commune: &Commune, nth: usize) -> Result<ImportedDocument, DemoError> {
    let mut chance = Chance::of(&format!("request {nth}"));
    let from_field = (OPEN - FROM_THE_FIELD..OPEN).contains(&nth);
    let needs: Vec<&Job> = commune
        .jobs
        .iter()
        .filter(|job| job.nature.ends_with("-DEP") || job.nature.ends_with("-REP"))
        .filter(|job| !from_field || job.scene.is_some())
        .collect();
    let job = chance.pick(&needs).copied().ok_or(DemoError::Missing("job"))?;
    let place = chance.pick(&job.places(&commune.sites)).copied().ok_or(DemoError::Missing("place"))?;
    let role = if from_field { Role::Technician } else { Role::Counter };
    let by: &Member = commune.somebody(role, &mut chance)?;
    let id = commune.names.request(&format!("unanswered {nth}"));
    let mut record = Record::new(DocumentKind::Request, id, &format!("request {nth}"));
    let back = if nth < OPEN { i64::try_from(nth % 4).unwrap_or(0) + 1 } else { chance.between(4, 30) };
    let at = commune.calendar.at(back, chance.between(490, 940));
    let origin = if from_field { RequestOrigin::Field } else { RequestOrigin::Counter };
    let priority = shared::document::Priority::Normal;
    let new = new(commune, job, place, origin, priority);
    does(&mut record, by.hand, at, RequestCommand::Create(Box::new(new)))?;
    if let (true, Some(scene)) = (from_field, job.scene) {
        let view = View { after: false, on_phone: false };
        let facts = commune.gallery.facts(scene, view, at, PhotoPhase::Defect, job.before)?;
        does(&mut record, by.hand, at.plus_ms(MINUTE_MS), RequestCommand::AddPhoto(facts))?;
        record.delivered(0, at.plus_ms(chance.between(2, 50) * MINUTE_MS), false);
    }
    if nth >= OPEN {
        let reason = commune.phrase("close request", &mut chance);
        let closed = at.plus_ms(chance.between(20, 300) * MINUTE_MS);
        let counter = commune.somebody(Role::Counter, &mut chance)?;
        does(&mut record, counter.hand, closed, RequestCommand::Close { reason })?;
    }
    Ok(record.finished())
}

fn does(record: &mut Record, hand: Hand, at: Timestamp, command: RequestCommand) -> Result<(), DemoError> {
    record.does(hand, at, Command::Request(command)).map(drop)
}

fn new(
    commune: &Commune,
    job: &Job,
    place: Place<'_>,
    origin: RequestOrigin,
    priority: shared::document::Priority,
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
