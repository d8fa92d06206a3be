//! The life of one work order, told change by change: created at the office, done on site,
//! brought in when the phone found a signal, reviewed.

use shared::command::WorkOrderCommand;
use shared::document::{
    AnswerValue, HistoryLine, Material, NewWorkOrder, Origin, PhotoPhase, Priority, WorkOrder, WorkOrderField,
};
use shared::limits::LINE_CHARS_MAX;
use shared::{Command, DocumentKind, FactId, PersonId, Quantity, Role, Timestamp};

use super::DemoError;
use super::calendar::MINUTE_MS;
use super::chance::Chance;
use super::commune::Commune;
use super::orders::{Draft, Fate};
use super::people::{Hand, Member};
use super::pictures::View;
use super::record::Record;
use crate::sync::ImportedDocument;

/// A work order written, and what the history of its building keeps of it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) order: ImportedDocument,
    pub(super) history: Option<Entry>,
}

/// A line of history, with who wrote it and when.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) building: shared::DocumentId,
    pub(super) line: HistoryLine,
    pub(super) by: Hand,
    pub(super) at: Timestamp,
}

/// Working days since a phone's clock was set by hand.
const SKEW_DAYS: i64 = 5;

/// What a visit leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// A few answers and a first sentence.
    Begun,
    /// Everything the order asks.
    Whole,
    /// A report and nothing else.
    ReportOnly,
}

struct Story<'a> {
    commune: &'a Commune,
    draft: &'a Draft<'a>,
    chance: Chance,
}

/// Tells the story of an order.
pub(super) fn tell(commune: &Commune, draft: &Draft<'_>) -> Result<Told, DemoError> {
    let chance = Chance::of(&format!("story {} {:?} {}", draft.number, draft.fate, draft.job.title));
    let mut story = Story { commune, draft, chance };
    let mut record = Record::new(DocumentKind::WorkOrder, commune.names.order(&draft.number), &draft.number);
    story.create(&mut record)?;
    let history = story.go_on(&mut record)?;
    Ok(Told { order: record.finished(), history })
}

fn does(
    record: &mut Record,
    hand: Hand,
    at: Timestamp,
    command: WorkOrderCommand,
) -> Result<Option<FactId>, DemoError> {
    record.does(hand, at, Command::WorkOrder(command))
}

impl<'a> Story<'a> {
    fn technician(&self) -> Result<&'a Member, DemoError> {
        self.draft.crew.first().copied().ok_or(DemoError::Missing("technician"))
    }

    fn create(&mut self, record: &mut Record) -> Result<(), DemoError> {
        let (commune, draft) = (self.commune, self.draft);
        let role = if draft.origin == Origin::Plan { Role::Supervisor } else { Role::Counter };
        let author = commune.somebody(role, &mut self.chance)?;
        let detail = if self.chance.happens(35) {
            format!("\n{}", commune.phrase("detail", &mut self.chance))
        } else {
            String::new()
        };
        let questions = commune.codes.questions(draft.job.nature);
        // A late order first belonged to the one who did it, not to the one who has it now.
        let assigned = if draft.fate == Fate::Late { 1 } else { draft.crew.len() };
        let new = NewWorkOrder {
            number: draft.number.clone(),
            origin: draft.origin,
            request: draft.request,
            title: draft.job.title.to_owned(),
            description: format!("{}{detail}", draft.job.need),
            organisation: draft.place.site.organisation,
            building: draft.place.site.id,
            space: draft.place.space,
            asset: draft.place.asset.map(|(id, _)| *id),
            nature: commune.names.nature(draft.job.nature),
            priority: draft.priority,
            due: draft.due,
            planned: draft.planned,
            team: draft.crew.is_empty().then(|| commune.names.team(draft.job.team)),
            assigned: draft.crew.iter().take(assigned).map(|member| member.id).collect(),
            checklist: questions.iter().map(|question| (question.id, question.item.clone())).collect(),
        };
        does(record, author.hand, draft.created, WorkOrderCommand::Create(Box::new(new)))?;
        Ok(())
    }

    fn go_on(&mut self, record: &mut Record) -> Result<Option<Entry>, DemoError> {
        match self.draft.fate {
            Fate::Open => {}
            Fate::InProgress => {
                let start = self.commune.calendar.lately(self.draft.minutes.min(110) + 12);
                self.visit(record, self.technician()?, start, Extent::Begun, None)?;
            }
            Fate::Paused => {
                self.visit_then(record, self.start(), Extent::Begun, WorkOrderCommand::Pause)?;
            }
            Fate::Finished | Fate::PhotosOnPhone => self.finish(record)?,
            Fate::CannotFinish => {
                let reason = self.commune.phrase("cannot finish", &mut self.chance);
                let cannot = WorkOrderCommand::CannotFinish { reason };
                self.visit_then(record, self.start(), Extent::ReportOnly, cannot)?;
            }
            Fate::Approved => {
                if self.chance.happens(8) {
                    self.visit_then(record, self.start_before(1), Extent::Begun, WorkOrderCommand::Pause)?;
                } else if self.chance.happens(6) {
                    self.visit_then(record, self.start_before(2), Extent::Whole, WorkOrderCommand::Finish)?;
                    self.send_back(record, self.draft.back + 1)?;
                }
                self.finish(record)?;
                return self.approve(record).map(Some);
            }
            Fate::SentBack => {
                self.finish(record)?;
                self.send_back(record, self.draft.back - 1)?;
            }
            Fate::Cancelled => {
                let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
                let reason = self.commune.phrase("cancel", &mut self.chance);
                let at = self.commune.calendar.at(self.draft.back, self.draft.minute);
                does(record, supervisor.hand, at, WorkOrderCommand::Cancel { reason })?;
            }
            Fate::FinishedThoughCancelled => self.finish_though_cancelled(record)?,
            Fate::TwoPriorities => {
                self.give_two_priorities(record)?;
                self.finish(record)?;
            }
            Fate::Late => self.finish_late(record)?,
        }
        Ok(None)
    }

    fn start(&self) -> Timestamp {
        self.start_before(0)
    }

    fn start_before(&self, days: i64) -> Timestamp {
        self.commune.calendar.at(self.draft.back + days, self.draft.minute)
    }

    /// The whole crew does it, and the first says so.
    fn finish(&mut self, record: &mut Record) -> Result<(), DemoError> {
        if let Some(colleague) = self.draft.crew.get(1) {
            let end = Some(WorkOrderCommand::Pause);
            self.visit(record, colleague, self.start().plus_ms(-5 * MINUTE_MS), Extent::ReportOnly, end)?;
        }
        let start = if self.draft.crew.len() > 1 {
            self.start().plus_ms((self.draft.minutes / 2 + 5) * MINUTE_MS)
        } else {
            self.start()
        };
        self.visit_then(record, start, Extent::Whole, WorkOrderCommand::Finish)
    }

    fn visit_then(
        &mut self,
        record: &mut Record,
        start: Timestamp,
        extent: Extent,
        end: WorkOrderCommand,
    ) -> Result<(), DemoError> {
        self.visit(record, self.technician()?, start, extent, Some(end))
    }

    /// One person's visit, brought in when the phone found a signal.
    fn visit(
        &mut self,
        record: &mut Record,
        member: &Member,
        start: Timestamp,
        extent: Extent,
        end: Option<WorkOrderCommand>,
    ) -> Result<(), DemoError> {
        let mark = record.mark();
        let hand = self.hand(member);
        let latest = self.commune.calendar.now().plus_ms(-MINUTE_MS);
        // Nothing happened later than now: what began a moment ago is short.
        let length = (self.draft.minutes * MINUTE_MS).min(latest.ms_since(start)).max(0);
        let share = |hundredths: i64| start.plus_ms(length * hundredths / 100);
        let visit = does(record, hand, start, WorkOrderCommand::Start)?;
        if extent != Extent::ReportOnly {
            self.photo(record, hand, share(4), false)?;
            self.answers(record, hand, (share(10), share(75)), extent)?;
        }
        if extent == Extent::Whole {
            self.materials(record, hand, share(80))?;
            self.photo(record, hand, share(90), true)?;
        }
        if let Some(intervention) = visit {
            let after = self.report(member, extent, end.as_ref());
            let write = WorkOrderCommand::WriteReport { intervention, before: String::new(), after };
            does(record, hand, share(95), write)?;
        }
        if let Some(end) = end {
            does(record, hand, share(100), end)?;
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

    /// Somebody's hand; a clock that is wrong today was right a week ago.
    fn hand(&self, member: &Member) -> Hand {
        let skew_ms = if self.draft.back <= SKEW_DAYS { member.hand.skew_ms } else { 0 };
        Hand { skew_ms, ..member.hand }
    }

    fn report(&mut self, member: &Member, extent: Extent, end: Option<&WorkOrderCommand>) -> String {
        if let Some(WorkOrderCommand::CannotFinish { reason }) = end {
            return format!("Passé sur place. {reason}");
        }
        let report = self.draft.job.report(self.draft.place, member.given_name(), &mut self.chance);
        match extent {
            Extent::Whole if self.chance.happens(30) => {
                format!("{report} {}", self.commune.phrase("closing", &mut self.chance))
            }
            Extent::Whole => report,
            Extent::ReportOnly => format!("Donné un coup de main à {}.", self.first_name()),
            Extent::Begun => {
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
        hand: Hand,
        (from, to): (Timestamp, Timestamp),
        extent: Extent,
    ) -> Result<(), DemoError> {
        let questions = self.commune.codes.questions(self.draft.job.nature);
        let count = i64::try_from(questions.len().max(1)).unwrap_or(1);
        let answered = if extent == Extent::Begun { questions.len() / 2 } else { questions.len() };
        for (nth, question) in (0..).zip(questions.iter().take(answered)) {
            if !question.item.required && self.chance.happens(30) {
                continue;
            }
            let at = from.plus_ms(to.ms_since(from) * nth / count);
            let value: AnswerValue = question.answer(&mut self.chance)?;
            does(record, hand, at, WorkOrderCommand::Answer { item: question.id, value: Some(value) })?;
        }
        Ok(())
    }

    fn materials(&mut self, record: &mut Record, hand: Hand, at: Timestamp) -> Result<(), DemoError> {
        for (code, quantity) in &self.draft.job.materials {
            if self.chance.happens(20) {
                continue;
            }
            let material = Material::Stock(self.commune.names.stock_item(code));
            let miscounted = self.chance.happens(4);
            let noted = if miscounted { Quantity(quantity.0 * 2) } else { *quantity };
            let used =
                WorkOrderCommand::UseMaterial { material: material.clone(), quantity: noted, corrects: None };
            let fact = does(record, hand, at, used)?;
            if miscounted {
                let corrected =
                    WorkOrderCommand::UseMaterial { material, quantity: *quantity, corrects: fact };
                does(record, hand, at.plus_ms(MINUTE_MS / 2), corrected)?;
            }
        }
        if self.chance.happens(8) {
            let material = Material::Other(self.commune.phrase("other material", &mut self.chance));
            let used = WorkOrderCommand::UseMaterial { material, quantity: Quantity(1_000), corrects: None };
            does(record, hand, at, used)?;
        }
        Ok(())
    }

    fn photo(&self, record: &mut Record, hand: Hand, at: Timestamp, after: bool) -> Result<(), DemoError> {
        let (true, Some(scene)) = (self.draft.with_photos, self.draft.job.scene) else { return Ok(()) };
        let job = self.draft.job;
        let (phase, caption) =
            if after { (PhotoPhase::After, job.after) } else { (PhotoPhase::Before, job.before) };
        let view = View { after, on_phone: self.draft.fate == Fate::PhotosOnPhone };
        let taken_at = at.plus_ms(hand.skew_ms);
        let facts = self.commune.gallery.facts(scene, view, taken_at, phase, caption)?;
        does(record, hand, at, WorkOrderCommand::AddPhoto(facts))?;
        Ok(())
    }

    fn send_back(&mut self, record: &mut Record, back: i64) -> Result<(), DemoError> {
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let at = self.commune.calendar.at(back, self.chance.between(500, 680));
        let reason = self.commune.phrase("send back", &mut self.chance);
        does(record, supervisor.hand, at, WorkOrderCommand::SendBack { reason })?;
        Ok(())
    }

    fn approve(&mut self, record: &mut Record) -> Result<Entry, DemoError> {
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let after = self.chance.between(1, self.draft.back.clamp(1, 3) - 1);
        let at = self.commune.calendar.at(self.draft.back - after, self.chance.between(500, 700));
        let approve = WorkOrderCommand::Approve { seen: record.heads() };
        does(record, supervisor.hand, at, approve)?;
        let order = WorkOrder::read(record.document())?;
        let whole = order.interventions.values().next_back();
        let summary = whole.map_or(self.draft.job.title, |visit| visit.report.as_str());
        let finished_at = whole.and_then(|visit| visit.ended_at).unwrap_or(at);
        let line = HistoryLine {
            asset: order.asset,
            number: order.number.clone(),
            nature: order.nature,
            technician: self.technician()?.id,
            finished_at,
            summary: summary.chars().take(LINE_CHARS_MAX).collect(),
        };
        Ok(Entry { building: order.building, line, by: supervisor.hand, at })
    }

    /// The technician is in a cellar without network when the office calls the work off.
    fn finish_though_cancelled(&mut self, record: &mut Record) -> Result<(), DemoError> {
        let mut phone = record.fork();
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let reason = "La firme passe finalement demain sous garantie: inutile d’y aller.".to_owned();
        let midway = self.start().plus_ms(self.draft.minutes / 2 * MINUTE_MS);
        does(record, supervisor.hand, midway, WorkOrderCommand::Cancel { reason })?;
        self.finish(&mut phone)?;
        let back_at = self.start().plus_ms((self.draft.minutes + 95) * MINUTE_MS);
        phone.delivered(0, back_at, false);
        record.join(phone)
    }

    /// Two people at the office change the priority, neither seeing the other's change.
    fn give_two_priorities(&mut self, record: &mut Record) -> Result<(), DemoError> {
        let at = self.start().plus_ms(-90 * MINUTE_MS);
        let counter = self.commune.somebody(Role::Counter, &mut self.chance)?.hand;
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?.hand;
        let tablet = Hand { actor: self.commune.names.actor("tablet"), ..supervisor };
        let mut other = record.fork();
        let give = |priority| WorkOrderCommand::Edit(vec![WorkOrderField::Priority(priority)]);
        does(record, counter, at, give(Priority::Urgent))?;
        does(&mut other, tablet, at.plus_ms(40_000), give(Priority::Low))?;
        record.join(other)
    }

    /// The order passes to a colleague while the first one, without network, finishes it.
    fn finish_late(&mut self, record: &mut Record) -> Result<(), DemoError> {
        let mut phone = record.fork();
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let now_with: Vec<PersonId> = self.draft.crew.iter().skip(1).map(|member| member.id).collect();
        let assign = WorkOrderCommand::Assign(now_with.into_iter().collect());
        does(record, supervisor.hand, self.start().plus_ms(-40 * MINUTE_MS), assign)?;
        self.visit_then(&mut phone, self.start(), Extent::Whole, WorkOrderCommand::Finish)?;
        phone.delivered(0, self.commune.calendar.at(1, 7 * 60 + 35), true);
        record.join(phone)
    }
}
