//! How commands are written in a work order.

use std::collections::BTreeSet;

use automerge::ROOT;

use crate::document::error::DocumentError;
use crate::document::photo::{PhotoFacts, write_photo};
use crate::document::writer::Writer;
use crate::id::{FactId, ItemId, PersonId};
use crate::quantity::Quantity;
use crate::work_order::checklist::{AnswerValue, write_item};
use crate::work_order::document::{NewWorkOrder, Planned, WorkOrder, WorkOrderField};
use crate::work_order::fact::{Material, write_material, write_photo_correction};
use crate::work_order::step::{StepKind, write_step};

type Written<T = ()> = Result<T, DocumentError>;

const MAPS: [&str; 6] = ["assigned", "checklist", "interventions", "photos", "materials", "steps"];

impl WorkOrder {
    pub(crate) fn write_new(w: &mut Writer<'_>, new: &NewWorkOrder) -> Written {
        let plan = &new.plan;
        w.begin(&MAPS)?;
        w.put(&ROOT, "number", plan.number.as_str())?;
        w.put(&ROOT, "origin", plan.origin.name())?;
        w.put_optional(&ROOT, "request", plan.request)?;
        w.put(&ROOT, "title", plan.title.as_str())?;
        w.make_text(&ROOT, "description", &plan.description)?;
        w.put(&ROOT, "organisation", plan.organisation.to_string())?;
        w.put(&ROOT, "building", plan.building.to_string())?;
        w.put_optional(&ROOT, "space", plan.space)?;
        w.put_optional(&ROOT, "asset", plan.asset)?;
        w.put(&ROOT, "nature", plan.nature.to_string())?;
        w.put(&ROOT, "priority", plan.priority.name())?;
        w.put_optional(&ROOT, "due", plan.due)?;
        write_planned(w, plan.planned)?;
        w.put_optional(&ROOT, "team", plan.team)?;
        for person in &new.assigned {
            write_assigned(w, *person)?;
        }
        for (position, (id, item)) in new.checklist.iter().enumerate() {
            write_item(w, position, *id, item)?;
        }
        Ok(())
    }

    pub(crate) fn write_step(w: &mut Writer<'_>, kind: &StepKind) -> Written<FactId> {
        write_step(w, kind)
    }

    pub(crate) fn write_intervention(w: &mut Writer<'_>) -> Written<FactId> {
        let (id, visit) = w.insert_fact("interventions")?;
        w.make_text(&visit, "report", "")?;
        Ok(id)
    }

    pub(crate) fn write_intervention_end(w: &mut Writer<'_>, id: FactId) -> Written {
        let visit = w.entry("interventions", id)?;
        // One that goes on because its finish was taken back has an end already.
        if w.has(&visit, "ended_at")? {
            return Ok(());
        }
        let now = w.now();
        w.put(&visit, "ended_at", now.0)
    }

    pub(crate) fn write_report(w: &mut Writer<'_>, id: FactId, before: &str, after: &str) -> Written {
        let visit = w.entry("interventions", id)?;
        w.rebase_text(&visit, "report", before, after)
    }

    pub(crate) fn write_answer(w: &mut Writer<'_>, id: ItemId, value: Option<&AnswerValue>) -> Written {
        let item = w.entry("checklist", id)?;
        let Some(value) = value else { return w.remove(&item, "answer") };
        let (by, at) = (w.person(), w.now());
        let answer = w.make_map(&item, "answer")?;
        w.put(&answer, "value", value.plain())?;
        w.put(&answer, "by", by.to_string())?;
        w.put(&answer, "at", at.0)
    }

    pub(crate) fn write_material(
        w: &mut Writer<'_>,
        material: &Material,
        quantity: Quantity,
        corrects: Option<FactId>,
    ) -> Written<FactId> {
        write_material(w, material, quantity, corrects)
    }

    pub(crate) fn write_photo(w: &mut Writer<'_>, facts: &PhotoFacts) -> Written<FactId> {
        write_photo(w, facts)
    }

    pub(crate) fn write_photo_correction(
        w: &mut Writer<'_>,
        corrects: FactId,
        facts: &PhotoFacts,
        withdrawn: bool,
    ) -> Written<FactId> {
        write_photo_correction(w, corrects, facts, withdrawn)
    }

    pub(crate) fn write_assigned(&self, w: &mut Writer<'_>, people: &BTreeSet<PersonId>) -> Written {
        let assigned = w.object(&ROOT, "assigned")?;
        for person in self.assigned.keys().filter(|person| !people.contains(person)) {
            w.remove(&assigned, &person.to_string())?;
        }
        people
            .iter()
            .filter(|person| !self.assigned.contains_key(person))
            .try_for_each(|person| write_assigned(w, *person))
    }

    pub(crate) fn write_field(w: &mut Writer<'_>, field: &WorkOrderField) -> Written {
        match field {
            WorkOrderField::Title(title) => w.put(&ROOT, "title", title.as_str()),
            WorkOrderField::Description(text) => w.rewrite_text(&ROOT, "description", text),
            WorkOrderField::Nature(nature) => w.put(&ROOT, "nature", nature.to_string()),
            WorkOrderField::Priority(priority) => w.put(&ROOT, "priority", priority.name()),
            WorkOrderField::Due(due) => w.put_optional(&ROOT, "due", *due),
            WorkOrderField::Planned(planned) => write_planned(w, *planned),
            WorkOrderField::Space(space) => w.put_optional(&ROOT, "space", *space),
            WorkOrderField::Asset(asset) => w.put_optional(&ROOT, "asset", *asset),
            WorkOrderField::Team(team) => w.put_optional(&ROOT, "team", *team),
        }
    }
}

fn write_assigned(w: &mut Writer<'_>, person: PersonId) -> Written {
    let now = w.now();
    let entry = w.insert("assigned", person)?;
    w.put(&entry, "at", now.0)
}

fn write_planned(w: &mut Writer<'_>, planned: Option<Planned>) -> Written {
    match planned {
        Some(planned) => {
            w.put(&ROOT, "planned_from", planned.from.within_calendar().0)?;
            w.put(&ROOT, "planned_to", planned.to.within_calendar().0)
        }
        None => {
            w.remove(&ROOT, "planned_from")?;
            w.remove(&ROOT, "planned_to")
        }
    }
}
