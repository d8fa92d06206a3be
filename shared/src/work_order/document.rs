//! The work order: the authorised job, and every fact recorded against it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Deref};

use serde::{Deserialize, Serialize};

use crate::catalogue::checklist::ChecklistTemplateItem;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::{Fields, read_root, word};
use crate::document::photo::{Photo, PhotoFacts, read_photo};
use crate::document::priority::{PRIORITIES, Priority};
use crate::id::{
    AssetId, DocumentId, FactId, ItemId, NatureId, OrganisationId, PersonId, SpaceId, StockItemId, TeamId,
};
use crate::moment::{Day, Timestamp};
use crate::work_order::checklist::{ChecklistItem, read_item};
use crate::work_order::conflict::{self, FieldConflict};
use crate::work_order::fact::{
    CorrectedPhoto, Intervention, Material, MaterialUse, read_intervention, read_material,
};
use crate::work_order::step::{Step, StepKind, read_step};

/// Where a work order comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// From a request at the counter.
    Request,
    /// From a maintenance plan.
    Plan,
    /// From the field.
    Field,
}

pub(crate) const ORIGINS: [(Origin, &str); 3] =
    [(Origin::Request, "request"), (Origin::Plan, "plan"), (Origin::Field, "field")];

word!(Origin, ORIGINS, "The word in documents and tables.");

/// When the work is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Start.
    pub from: Timestamp,
    /// End.
    pub to: Timestamp,
}

/// What the office decides about a job when it is authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOrderPlan {
    /// The number people quote: `2026-0412`.
    pub number: String,
    /// Where it comes from.
    pub origin: Origin,
    /// The request it answers.
    pub request: Option<DocumentId>,
    /// What is to be done, in a line.
    pub title: String,
    /// What is to be done, at length.
    pub description: String,
    /// The administration it is for, and is charged to.
    pub organisation: OrganisationId,
    /// Where.
    pub building: DocumentId,
    /// In which room.
    pub space: Option<SpaceId>,
    /// On which asset.
    pub asset: Option<AssetId>,
    /// The codified type of intervention.
    pub nature: NatureId,
    /// How pressing it is.
    pub priority: Priority,
    /// The last day to do it.
    pub due: Option<Day>,
    /// When it is planned.
    pub planned: Option<Planned>,
    /// The team it is assigned to.
    pub team: Option<TeamId>,
}

/// A work order, as its document says at one moment. What was decided about it reads as if it stood here:
/// `order.title`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOrder {
    /// What was decided about it.
    pub plan: WorkOrderPlan,
    /// The people it is assigned to, and since when.
    pub assigned: BTreeMap<PersonId, Timestamp>,
    /// What must be checked.
    pub checklist: BTreeMap<ItemId, ChecklistItem>,
    /// The visits.
    pub interventions: BTreeMap<FactId, Intervention>,
    /// The pictures and their corrections; [`WorkOrder::corrected_photos`] puts them together.
    pub photos: BTreeMap<FactId, Photo>,
    /// What was used, corrections included; [`WorkOrder::materials_in_force`] leaves those out.
    pub materials: BTreeMap<FactId, MaterialUse>,
    /// What happened, in causal order.
    pub steps: BTreeMap<FactId, Step>,
    /// Plain fields and answers that were written concurrently with different values.
    pub conflicts: Vec<FieldConflict>,
    /// Whether anybody but the office that approved wrote after what the newest approval saw.
    pub changed_since_approval: bool,
}

impl WorkOrderPlan {
    /// A planned job of which nothing more is said: of normal priority, for nobody yet.
    #[must_use]
    pub const fn new(
        number: String,
        title: String,
        organisation: OrganisationId,
        building: DocumentId,
        nature: NatureId,
    ) -> Self {
        Self {
            number,
            origin: Origin::Plan,
            request: None,
            title,
            description: String::new(),
            organisation,
            building,
            space: None,
            asset: None,
            nature,
            priority: Priority::Normal,
            due: None,
            planned: None,
            team: None,
        }
    }

    fn from_fields(fields: &Fields<'_>) -> Result<Self, DocumentError> {
        let planned = match (fields.optional_instant("planned_from")?, fields.optional_instant("planned_to")?)
        {
            (Some(from), Some(to)) => Some(Planned { from, to }),
            _ => None,
        };
        Ok(Self {
            number: fields.text("number")?,
            origin: fields.word("origin", &ORIGINS, "an origin")?,
            request: fields.optional("request", "a request")?,
            title: fields.text("title")?,
            description: fields.long_text("description")?,
            organisation: fields.required("organisation", "an organisation")?,
            building: fields.required("building", "a building")?,
            space: fields.optional("space", "a space")?,
            asset: fields.optional("asset", "an asset")?,
            nature: fields.required("nature", "a nature")?,
            priority: fields.word("priority", &PRIORITIES, "a priority")?,
            due: fields.optional_day("due")?,
            planned,
            team: fields.optional("team", "a team")?,
        })
    }
}

impl Deref for WorkOrder {
    type Target = WorkOrderPlan;

    fn deref(&self) -> &WorkOrderPlan {
        &self.plan
    }
}

impl WorkOrder {
    /// Reads a work order.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        let mut order = read_root(document, Self::from_fields)?;
        order.reopen_visits();
        order.conflicts = conflict::conflicts(document, order.checklist.keys());
        order.changed_since_approval = conflict::changed_since_approval(document, &order.steps);
        Ok(order)
    }

    fn from_fields(fields: &Fields<'_>) -> Result<Self, DocumentError> {
        Ok(Self {
            plan: WorkOrderPlan::from_fields(fields)?,
            assigned: fields.keyed("assigned", |entry| entry.instant("at"))?,
            checklist: fields.keyed("checklist", read_item)?,
            interventions: fields.keyed("interventions", read_intervention)?,
            photos: fields.keyed("photos", read_photo)?,
            materials: fields.keyed("materials", read_material)?,
            steps: fields.keyed("steps", read_step)?,
            conflicts: Vec::new(),
            changed_since_approval: false,
        })
    }

    /// The items a finished order must answer and does not, in checklist order.
    #[must_use]
    pub fn missing_answers(&self) -> Vec<(ItemId, &ChecklistItem)> {
        self.checklist_in_order()
            .into_iter()
            .filter(|(_, item)| item.asked.required && item.answer.is_none())
            .collect()
    }

    /// The checklist by position.
    #[must_use]
    pub fn checklist_in_order(&self) -> Vec<(ItemId, &ChecklistItem)> {
        let mut items: Vec<_> = self.checklist.iter().map(|(id, item)| (*id, item)).collect();
        items.sort_by_key(|(id, item)| (item.position, *id));
        items
    }

    /// The pictures with their corrections applied, those that were withdrawn among them. What a
    /// correction says of the bytes counts for nothing: a picture stays the picture it was.
    #[must_use]
    pub fn corrected_photos(&self) -> Vec<(FactId, CorrectedPhoto)> {
        let originals = self.photos.iter().filter(|(_, photo)| photo.corrects.is_none());
        let corrected = originals.map(|(id, photo)| {
            let newest = self.photos.values().rev().find(|other| other.corrects == Some(*id));
            let said = newest.unwrap_or(photo);
            let facts = PhotoFacts {
                caption: said.facts.caption.clone(),
                phase: said.facts.phase,
                ..photo.facts.clone()
            };
            let withdrawn = newest.filter(|newest| newest.withdrawn).map(|newest| (newest.by, newest.at));
            (*id, CorrectedPhoto { by: photo.by, at: photo.at, facts, withdrawn })
        });
        corrected.collect()
    }

    /// The finishes that were taken back by who had finished, each with the step that takes it back.
    /// They count as if they had never been.
    #[must_use]
    pub fn taken_back(&self) -> BTreeMap<FactId, FactId> {
        let taken = self.steps.iter().filter_map(|(id, step)| {
            let mistaken = step.kind.takes_back()?;
            let finish = self.steps.get(&mistaken)?;
            let own = finish.by == step.by && mistaken < *id && finish.kind.ends_the_work();
            own.then_some((mistaken, *id))
        });
        let mut gone = BTreeMap::new();
        gone.extend(taken);
        gone
    }

    /// The newest finish, or impossibility to finish, that was not taken back.
    #[must_use]
    pub fn last_finish(&self) -> Option<(FactId, &Step)> {
        let gone = self.taken_back();
        self.steps
            .iter()
            .rev()
            .find(|(id, step)| step.kind.ends_the_work() && !gone.contains_key(id))
            .map(|(id, step)| (*id, step))
    }

    /// A visit that a finish ended goes on when that finish is taken back, until its person pauses or
    /// finishes again. Its written end stays as it is: facts are only added.
    fn reopen_visits(&mut self) {
        let gone = self.taken_back();
        for mistaken in gone.keys() {
            let Some(finish) = self.steps.get(mistaken) else { continue };
            let ends = |kind: &StepKind| matches!(kind, StepKind::Paused) || kind.ends_the_work();
            let next = self
                .steps
                .range((Bound::Excluded(*mistaken), Bound::Unbounded))
                .find(|(id, step)| step.by == finish.by && ends(&step.kind) && !gone.contains_key(id))
                .map(|(_, step)| step.at);
            let ended = self
                .interventions
                .values_mut()
                .filter(|visit| visit.by == finish.by && visit.ended_at == Some(finish.at));
            ended.for_each(|visit| visit.ended_at = next);
        }
    }

    /// Materials used, without what a later fact corrected and without quantities of zero.
    #[must_use]
    pub fn materials_in_force(&self) -> Vec<(FactId, &MaterialUse)> {
        let corrected = |id: &FactId| self.materials.values().any(|used| used.corrects == Some(*id));
        self.materials
            .iter()
            .filter(|(id, used)| !corrected(id) && used.quantity.0 != 0)
            .map(|(id, used)| (*id, used))
            .collect()
    }

    /// The same field with the value it has.
    #[must_use]
    pub fn field_like(&self, field: &WorkOrderField) -> WorkOrderField {
        match field {
            WorkOrderField::Title(_) => WorkOrderField::Title(self.title.clone()),
            WorkOrderField::Description(_) => WorkOrderField::Description(self.description.clone()),
            WorkOrderField::Nature(_) => WorkOrderField::Nature(self.nature),
            WorkOrderField::Priority(_) => WorkOrderField::Priority(self.priority),
            WorkOrderField::Due(_) => WorkOrderField::Due(self.due),
            WorkOrderField::Planned(_) => WorkOrderField::Planned(self.planned),
            WorkOrderField::Space(_) => WorkOrderField::Space(self.space),
            WorkOrderField::Asset(_) => WorkOrderField::Asset(self.asset),
            WorkOrderField::Team(_) => WorkOrderField::Team(self.team),
        }
    }

    /// Everybody it names: those it is assigned to, and those who wrote in it.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        let answers = self.checklist.values().filter_map(|item| item.answer.as_ref()).map(|answer| answer.by);
        self.assigned
            .keys()
            .copied()
            .chain(answers)
            .chain(self.interventions.values().map(|visit| visit.by))
            .chain(self.photos.values().map(|photo| photo.by))
            .chain(self.materials.values().map(|used| used.by))
            .chain(self.steps.values().map(|step| step.by))
            .collect()
    }

    /// The things from stores that it names, corrections included.
    #[must_use]
    pub fn stock_items(&self) -> BTreeSet<StockItemId> {
        let used = self.materials.values().filter_map(|used| match used.material {
            Material::Stock(item) => Some(item),
            Material::Other(_) => None,
        });
        used.collect()
    }

    /// The visit `person` has begun and not ended.
    #[must_use]
    pub fn open_intervention(&self, person: PersonId) -> Option<FactId> {
        self.interventions
            .iter()
            .rev()
            .find(|(_, visit)| visit.by == person && visit.ended_at.is_none())
            .map(|(id, _)| *id)
    }
}

/// What a new work order says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWorkOrder {
    /// What is decided about it.
    pub plan: WorkOrderPlan,
    /// The people it is assigned to.
    pub assigned: Vec<PersonId>,
    /// What must be checked, in order.
    pub checklist: Vec<(ItemId, ChecklistTemplateItem)>,
}

impl NewWorkOrder {
    /// A planned job of which nothing more is said: of normal priority, for nobody yet, with nothing to check.
    #[must_use]
    pub const fn new(
        number: String,
        title: String,
        organisation: OrganisationId,
        building: DocumentId,
        nature: NatureId,
    ) -> Self {
        let plan = WorkOrderPlan::new(number, title, organisation, building, nature);
        Self { plan, assigned: Vec::new(), checklist: Vec::new() }
    }

    /// The same job with something else decided about it.
    #[must_use]
    pub fn with(mut self, decide: impl FnOnce(&mut WorkOrderPlan)) -> Self {
        decide(&mut self.plan);
        self
    }
}

/// A plain field of a work order, with the value it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkOrderField {
    /// What is to be done, in a line.
    Title(String),
    /// What is to be done, at length.
    Description(String),
    /// The codified type of intervention.
    Nature(NatureId),
    /// How pressing it is.
    Priority(Priority),
    /// The last day to do it.
    Due(Option<Day>),
    /// When it is planned.
    Planned(Option<Planned>),
    /// In which room.
    Space(Option<SpaceId>),
    /// On which asset.
    Asset(Option<AssetId>),
    /// The team it is assigned to.
    Team(Option<TeamId>),
}
