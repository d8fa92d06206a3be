//! The life of one work order, told change by change: created at the office, done on site,
//! brought in when the phone found a signal, reviewed.

mod telling;
mod visit;

use shared::document::priority::Priority;
use shared::history::HistoryLine;
use shared::limits::LINE_CHARS_MAX;
use shared::work_order::{
    CannotFinishCause, NewWorkOrder, Origin, WorkOrder, WorkOrderCommand, WorkOrderField, WorkOrderPlan,
};
use shared::{DocumentKind, PersonId, Role, Timestamp};

use crate::demo::calendar::MINUTE_MS;
use crate::demo::chance::Chance;
use crate::demo::commune::Commune;
use crate::demo::draft::{Draft, Ending};
use crate::demo::error::DemoError;
use crate::demo::people::{Member, Writer};
use crate::demo::record::Record;
use crate::demo::story::telling::{Story, does};
use crate::demo::story::visit::VisitScope;
use crate::engine::import::ImportedDocument;

/// A work order written, and what the history of its building keeps of it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) order: ImportedDocument,
    pub(crate) history: Option<Entry>,
}

/// A line of history, with who wrote it and when.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) building: shared::DocumentId,
    pub(crate) line: HistoryLine,
    pub(crate) by: Writer,
    pub(crate) at: Timestamp,
}

/// Tells the story of an order.
pub(crate) fn tell(commune: &Commune, draft: &Draft<'_>) -> Result<Told, DemoError> {
    let chance = Chance::of(&format!("story {} {:?} {}", draft.number, draft.ending, draft.job.title));
    let mut story = Story { commune, draft, chance };
    let mut record = Record::new(DocumentKind::WorkOrder, commune.names.order(&draft.number), &draft.number);
    story.create(&mut record)?;
    let history = story.go_on(&mut record)?;
    Ok(Told { order: record.finished(), history })
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
        let assigned = if draft.ending == Ending::Late { 1 } else { draft.crew.len() };
        let new = NewWorkOrder {
            plan: WorkOrderPlan {
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
            },
            assigned: draft.crew.iter().take(assigned).map(|member| member.id).collect(),
            checklist: questions.iter().map(|question| (question.id, question.item.clone())).collect(),
        };
        does(record, author.writer, draft.created, WorkOrderCommand::Create(Box::new(new)))?;
        Ok(())
    }

    fn go_on(&mut self, record: &mut Record) -> Result<Option<Entry>, DemoError> {
        match self.draft.ending {
            Ending::Open => {}
            Ending::InProgress => {
                let start = self.commune.calendar.lately(self.draft.minutes.min(110) + 12);
                self.visit(record, self.technician()?, start, VisitScope::Begun, None)?;
            }
            Ending::Paused => {
                self.visit_then(record, self.start(), VisitScope::Begun, WorkOrderCommand::Pause)?;
            }
            Ending::Finished | Ending::NotInOrder | Ending::PhotosOnPhone => self.finish(record)?,
            Ending::CannotFinish => {
                let causes: Vec<_> = CannotFinishCause::all().collect();
                let cause = self.chance.pick(&causes).copied().unwrap_or(CannotFinishCause::Other);
                let reason =
                    self.commune.phrase(&format!("cannot finish, {}", cause.name()), &mut self.chance);
                let cannot = WorkOrderCommand::CannotFinish { cause, reason };
                self.visit_then(record, self.start(), VisitScope::ReportOnly, cannot)?;
            }
            Ending::Approved => {
                if self.chance.happens(8) {
                    self.visit_then(
                        record,
                        self.start_before(1),
                        VisitScope::Begun,
                        WorkOrderCommand::Pause,
                    )?;
                } else if self.chance.happens(6) {
                    self.visit_then(
                        record,
                        self.start_before(2),
                        VisitScope::Whole,
                        WorkOrderCommand::Finish,
                    )?;
                    self.send_back(record, self.draft.back + 1)?;
                }
                self.finish(record)?;
                return self.approve(record).map(Some);
            }
            Ending::SentBack => {
                self.finish(record)?;
                self.send_back(record, self.draft.back - 1)?;
            }
            Ending::Cancelled => {
                let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
                let reason = self.commune.phrase("cancel", &mut self.chance);
                let at = self.commune.calendar.at(self.draft.back, self.draft.minute);
                does(record, supervisor.writer, at, WorkOrderCommand::Cancel { reason })?;
            }
            Ending::FinishedThoughCancelled => self.finish_though_cancelled(record)?,
            Ending::TwoPriorities => {
                self.give_two_priorities(record)?;
                self.finish(record)?;
            }
            Ending::Late => self.finish_late(record)?,
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
            self.visit(record, colleague, self.start().plus_ms(-5 * MINUTE_MS), VisitScope::ReportOnly, end)?;
        }
        let start = if self.draft.crew.len() > 1 {
            self.start().plus_ms((self.draft.minutes / 2 + 5) * MINUTE_MS)
        } else {
            self.start()
        };
        self.visit_then(record, start, VisitScope::Whole, WorkOrderCommand::Finish)
    }

    fn send_back(&mut self, record: &mut Record, back: i64) -> Result<(), DemoError> {
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let at = self.commune.calendar.at(back, self.chance.between(500, 680));
        let reason = self.commune.phrase("send back", &mut self.chance);
        does(record, supervisor.writer, at, WorkOrderCommand::SendBack { reason })?;
        Ok(())
    }

    fn approve(&mut self, record: &mut Record) -> Result<Entry, DemoError> {
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let after = self.chance.between(1, self.draft.back.clamp(1, 3) - 1);
        let at = self.commune.calendar.at(self.draft.back - after, self.chance.between(500, 700));
        let approve = WorkOrderCommand::Approve { seen: record.heads() };
        does(record, supervisor.writer, at, approve)?;
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
        Ok(Entry { building: order.building, line, by: supervisor.writer, at })
    }

    /// The technician is in a cellar without network when the office calls the work off.
    fn finish_though_cancelled(&mut self, record: &mut Record) -> Result<(), DemoError> {
        let mut phone = record.fork();
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?;
        let reason = "La firme passe finalement demain sous garantie: inutile d’y aller.".to_owned();
        let midway = self.start().plus_ms(self.draft.minutes / 2 * MINUTE_MS);
        does(record, supervisor.writer, midway, WorkOrderCommand::Cancel { reason })?;
        self.finish(&mut phone)?;
        let back_at = self.start().plus_ms((self.draft.minutes + 95) * MINUTE_MS);
        phone.delivered(0, back_at, false);
        record.join(phone)
    }

    /// Two people at the office change the priority, neither seeing the other's change.
    fn give_two_priorities(&mut self, record: &mut Record) -> Result<(), DemoError> {
        let at = self.start().plus_ms(-90 * MINUTE_MS);
        let counter = self.commune.somebody(Role::Counter, &mut self.chance)?.writer;
        let supervisor = self.commune.somebody(Role::Supervisor, &mut self.chance)?.writer;
        let tablet = Writer { actor: self.commune.names.actor("tablet"), ..supervisor };
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
        does(record, supervisor.writer, self.start().plus_ms(-40 * MINUTE_MS), assign)?;
        self.visit_then(&mut phone, self.start(), VisitScope::Whole, WorkOrderCommand::Finish)?;
        phone.delivered(0, self.commune.calendar.at(1, 7 * 60 + 35), true);
        record.join(phone)
    }
}
