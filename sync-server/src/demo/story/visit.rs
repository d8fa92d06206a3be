//! One visit on site: what a technician does with the order open on the phone, from start to end.

use shared::document::photo::{DatedBy, PhotoPhase};
use shared::work_order::{AnswerValue, Material, WorkOrderCommand};
use shared::{FactId, Quantity, Timestamp};

use crate::demo::calendar::MINUTE_MS;
use crate::demo::draft::Ending;
use crate::demo::error::DemoError;
use crate::demo::people::{Member, Writer};
use crate::demo::pictures::View;
use crate::demo::record::Record;
use crate::demo::story::telling::{Story, does};

/// Working days since a phone's clock was set by hand.
const SKEW_DAYS: i64 = 5;

/// What a visit leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VisitScope {
    /// A few answers and a first sentence.
    Begun,
    /// Everything the order asks.
    Whole,
    /// A report and nothing else.
    ReportOnly,
}

impl Story<'_> {
    /// The visit of the one who has the order, ended by a command.
    pub(crate) fn visit_then(
        &mut self,
        record: &mut Record,
        start: Timestamp,
        scope: VisitScope,
        end: WorkOrderCommand,
    ) -> Result<(), DemoError> {
        self.visit(record, self.technician()?, start, scope, Some(end))
    }

    /// One person's visit, brought in when the phone found a signal.
    pub(crate) fn visit(
        &mut self,
        record: &mut Record,
        member: &Member,
        start: Timestamp,
        scope: VisitScope,
        end: Option<WorkOrderCommand>,
    ) -> Result<(), DemoError> {
        let mark = record.mark();
        let writer = self.writer(member);
        let latest = self.commune.calendar.now().plus_ms(-MINUTE_MS);
        // Nothing happened later than now: what began a moment ago is short.
        let length = (self.draft.minutes * MINUTE_MS).min(latest.ms_since(start)).max(0);
        let share = |hundredths: i64| start.plus_ms(length * hundredths / 100);
        let visit = does(record, writer, start, WorkOrderCommand::Start)?;
        if scope != VisitScope::ReportOnly {
            self.photo(record, writer, share(4), false)?;
            self.answers(record, writer, (share(10), share(75)), scope)?;
        }
        let mut after = None;
        if scope == VisitScope::Whole {
            self.materials(record, writer, share(80))?;
            after = self.photo(record, writer, share(90), true)?;
        }
        if let Some(intervention) = visit {
            let after = self.report(member, scope, end.as_ref());
            let write = WorkOrderCommand::WriteReport { intervention, before: String::new(), after };
            does(record, writer, share(95), write)?;
        }
        if self.draft.ending == Ending::Finished && scope == VisitScope::Whole && self.chance.happens(40) {
            self.think_again(record, writer, (share(96), share(99)), after)?;
        }
        if let Some(end) = end {
            does(record, writer, share(100), end)?;
        }
        let delay = match self.chance.below(10) {
            0..7 => self.chance.between(1, 25),
            7..9 => self.chance.between(45, 170),
            // Only at home, in the evening.
            _ => self.chance.between(200, 330),
        };
        record.delivered(mark, share(100).plus_ms(delay * MINUTE_MS).min(latest), false);
        Ok(())
    }

    /// Finished too soon: it is taken back, and of two pictures of the same the worse one goes.
    fn think_again(
        &self,
        record: &mut Record,
        writer: Writer,
        (from, to): (Timestamp, Timestamp),
        photo: Option<FactId>,
    ) -> Result<(), DemoError> {
        does(record, writer, from, WorkOrderCommand::Finish)?;
        let midway = from.plus_ms(to.ms_since(from) / 2);
        does(record, writer, midway, WorkOrderCommand::TakeBackFinish)?;
        let Some(photo) = photo else { return Ok(()) };
        let again = self.photo(record, writer, midway, true)?;
        let caption = self.draft.job.after.to_owned();
        let away =
            WorkOrderCommand::CorrectPhoto { photo, caption, phase: PhotoPhase::After, withdrawn: true };
        does(record, writer, to, away)?;
        if let Some(photo) = again {
            let caption = format!("{}, vu de plus près", self.draft.job.after);
            let phase = PhotoPhase::After;
            let said = WorkOrderCommand::CorrectPhoto { photo, caption, phase, withdrawn: false };
            does(record, writer, to, said)?;
        }
        Ok(())
    }

    /// A member as a writer; a clock that is wrong today was right a week ago.
    fn writer(&self, member: &Member) -> Writer {
        let skew_ms = if self.draft.back <= SKEW_DAYS { member.writer.skew_ms } else { 0 };
        Writer { skew_ms, ..member.writer }
    }

    fn report(&mut self, member: &Member, scope: VisitScope, end: Option<&WorkOrderCommand>) -> String {
        if let Some(WorkOrderCommand::CannotFinish { reason, .. }) = end {
            return format!("Passé sur place. {reason}");
        }
        let report = self.draft.job.report(self.draft.place, member.given_name(), &mut self.chance);
        match scope {
            VisitScope::Whole if self.chance.happens(30) => {
                format!("{report} {}", self.commune.phrase("closing", &mut self.chance))
            }
            VisitScope::Whole => report,
            VisitScope::ReportOnly => format!("Donné un coup de main à {}.", self.first_name()),
            VisitScope::Begun => {
                let first = report.split(". ").next().unwrap_or(&report).trim_end_matches('.');
                format!("{first}. Suite à faire.")
            }
        }
    }

    fn first_name(&self) -> &'static str {
        self.draft.crew.first().map_or("", |member| member.given_name())
    }

    fn answers(
        &mut self,
        record: &mut Record,
        writer: Writer,
        (from, to): (Timestamp, Timestamp),
        scope: VisitScope,
    ) -> Result<(), DemoError> {
        let questions = self.commune.codes.questions(self.draft.job.nature);
        let count = i64::try_from(questions.len().max(1)).unwrap_or(1);
        let answered = if scope == VisitScope::Begun { questions.len() / 2 } else { questions.len() };
        for (nth, question) in (0..).zip(questions.iter().take(answered)) {
            if !question.item.required && self.chance.happens(30) {
                continue;
            }
            let at = from.plus_ms(to.ms_since(from) * nth / count);
            let found = question.answer(&mut self.chance)?;
            let value = if self.draft.ending == Ending::NotInOrder { out_of_order(found) } else { found };
            does(record, writer, at, WorkOrderCommand::Answer { item: question.id, value: Some(value) })?;
        }
        Ok(())
    }

    fn materials(&mut self, record: &mut Record, writer: Writer, at: Timestamp) -> Result<(), DemoError> {
        for (code, quantity) in &self.draft.job.materials {
            if self.chance.happens(20) {
                continue;
            }
            let material = Material::Stock(self.commune.names.stock_item(code));
            let miscounted = self.chance.happens(4);
            let noted = if miscounted { Quantity(quantity.0 * 2) } else { *quantity };
            let used =
                WorkOrderCommand::UseMaterial { material: material.clone(), quantity: noted, corrects: None };
            let fact = does(record, writer, at, used)?;
            if miscounted {
                let corrected =
                    WorkOrderCommand::UseMaterial { material, quantity: *quantity, corrects: fact };
                does(record, writer, at.plus_ms(MINUTE_MS / 2), corrected)?;
            }
        }
        if self.chance.happens(8) {
            let material = Material::Other(self.commune.phrase("other material", &mut self.chance));
            let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1_000), corrects: None };
            does(record, writer, at, used)?;
        }
        Ok(())
    }

    fn photo(
        &self,
        record: &mut Record,
        writer: Writer,
        at: Timestamp,
        after: bool,
    ) -> Result<Option<FactId>, DemoError> {
        let (true, Some(scene)) = (self.draft.with_photos, self.draft.job.scene) else { return Ok(None) };
        let job = self.draft.job;
        let (phase, caption) =
            if after { (PhotoPhase::After, job.after) } else { (PhotoPhase::Before, job.before) };
        let view = View { after, on_phone: self.draft.ending == Ending::PhotosOnPhone };
        let now = at.plus_ms(writer.skew_ms);
        // Some send on what they were sent, or took the day before; some apps leave the date out.
        let dated = match at.0 / MINUTE_MS % 20 {
            0 => (now.plus_ms(-24 * 60 * MINUTE_MS), DatedBy::Camera),
            1 => (now, DatedBy::Phone),
            _ => (now, DatedBy::Camera),
        };
        let facts = self.commune.gallery.facts(scene, view, dated, phase, caption)?;
        does(record, writer, at, WorkOrderCommand::AddPhoto(facts))
    }
}

/// What somebody finds where something is wrong: nothing ticked, and measures of twice the usual.
fn out_of_order(found: AnswerValue) -> AnswerValue {
    match found {
        AnswerValue::Tick(_) => AnswerValue::Tick(false),
        AnswerValue::Measure(Quantity(usual)) => AnswerValue::Measure(Quantity(usual * 2)),
        AnswerValue::Choice(_) | AnswerValue::Text(_) => found,
    }
}
