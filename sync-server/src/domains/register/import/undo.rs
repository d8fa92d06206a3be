//! An import is taken back as a whole, as long as nobody has worked on what it made.

use std::collections::{BTreeMap, BTreeSet};

use shared::building::{Building, BuildingCommand, RegisterField as F, Revised, RevisedBuilding};
use shared::command::Revision;
use shared::request::Request;
use shared::work_order::WorkOrder;
use shared::{AssetId, Command, DocumentId, DocumentKind, SpaceId};

use crate::base::limits::IMPORT_PARTS_IN_CHANGE_MAX;
use crate::domains::register::import::did::{self, Did, DidPart};
use crate::domains::register::import::draft::RETIRED;
use crate::domains::register::import::known::{Known, Part, Said};
use crate::domains::register::import::run::{By, keep_said, said};
use crate::engine::documents::load;
use crate::engine::error::EngineError;
use crate::engine::transaction::Transaction;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::register_import::ImportRow;

/// What stands in the way of taking something back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The building.
    pub document: DocumentId,
    /// What the building is called.
    pub building: String,
    /// What the thing in it is called; the same where it is the building itself.
    pub name: String,
    /// What stands in the way.
    pub what: Hindrance,
}

/// What somebody did since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// A field says something else.
    Changed(F),
    /// Something was entered in it.
    Has(String),
    /// An order or a request is about it.
    Asked(String),
    /// How to get in, what is dangerous, or a remark was written down.
    Described,
    /// Whoever wants to take it back does not keep the register of its administration, or does not say who occupies it.
    NotYours,
}

/// Orders and requests that changed since an import began, by their buildings.
#[derive(Debug, Default)]
pub(crate) struct Asked(BTreeMap<DocumentId, Vec<About>>);

#[derive(Debug)]
struct About {
    title: String,
    space: Option<SpaceId>,
    asset: Option<AssetId>,
}

impl Asked {
    pub(crate) fn since(store: &Store, position: u64) -> Result<Self, EngineError> {
        let mut asked = Self::default();
        for kind in [DocumentKind::WorkOrder, DocumentKind::Request] {
            for id in store.changed_after(kind, position)? {
                let Some(document) = load(store, id)? else { continue };
                let damaged = EngineError::damaged(id);
                let (building, about) = if kind == DocumentKind::WorkOrder {
                    let plan = WorkOrder::read(&document).map_err(damaged)?.plan;
                    (plan.building, About { title: plan.title, space: plan.space, asset: plan.asset })
                } else {
                    let one = Request::read(&document).map_err(damaged)?;
                    (one.building, About { title: one.title, space: one.space, asset: one.asset })
                };
                asked.0.entry(building).or_default().push(about);
            }
        }
        Ok(asked)
    }
}

/// What stands in the way of taking an import back, building by building.
///
/// # Errors
/// [`EngineError`] when a document cannot be read.
pub fn obstacles(store: &Store, import: &ImportRow, by: &By) -> Result<Vec<Obstacle>, EngineError> {
    let asked = Asked::since(store, import.since)?;
    let mut found = Vec::new();
    for id in store.buildings_of_import(import.number)? {
        let (building, did) = step(store, import.number, id)?;
        found.extend(in_the_way(id, &building, &did, &asked, by));
    }
    Ok(found)
}

fn step(store: &Store, number: u32, id: DocumentId) -> Result<(Building, Did), EngineError> {
    let document = load(store, id)?.ok_or(EngineError::NotFound)?;
    let building = Building::read(&document).map_err(EngineError::damaged(id))?;
    let steps = store.import_steps(number, id)?;
    let steps: Result<Vec<Did>, _> = steps.iter().map(|step| serde_json::from_str(step)).collect();
    let steps = steps.map_err(|_| StoreError::Damaged("what an import did"))?;
    Ok((building, Did::together(steps)))
}

fn in_the_way(document: DocumentId, building: &Building, did: &Did, asked: &Asked, by: &By) -> Vec<Obstacle> {
    let known = Known::from(building);
    let mut found = Vec::new();
    let name_of = |part: Part| {
        let name = known.parts.get(&part).and_then(|values| values.get(&F::Name));
        name.cloned().unwrap_or_default()
    };
    let mut add = |part: Part, what: Hindrance| {
        found.push(Obstacle { document, building: building.name.clone(), name: name_of(part), what });
    };
    if !by.keeps(known.organisation) || !did.joined.is_empty() && !by.shares() {
        add(Part::Building, Hindrance::NotYours);
    }
    for one in &did.parts {
        let Some(part) = one.part() else { continue };
        changed(&known, one, part).into_iter().for_each(|field| add(part, Hindrance::Changed(field)));
    }
    let made: BTreeSet<Part> =
        did.parts.iter().filter(|one| one.is_made()).filter_map(DidPart::part).collect();
    let in_use = known.parts.iter().filter(|(_, values)| !values.contains_key(&F::RetiredOn));
    for (part, values) in in_use {
        let around = values.get(&F::Space).or_else(|| values.get(&F::Within));
        let is_in_made = around.is_some_and(|id| made.iter().any(|part| part.key() == *id));
        if !made.contains(part) && (is_in_made || did.is_new()) {
            let around = if did.is_new() { Part::Building } else { *part };
            add(around, Hindrance::Has(name_of(*part)));
        }
    }
    let is_described = building.access != shared::building::Access::default()
        || !building.hazards.is_empty()
        || !building.remarks.is_empty();
    if did.is_new() && is_described {
        add(Part::Building, Hindrance::Described);
    }
    for about in asked.0.get(&document).into_iter().flatten() {
        let parts = [about.asset.map(Part::Asset), about.space.map(Part::Space), Some(Part::Building)];
        if let Some(part) = parts.into_iter().flatten().find(|part| made.contains(part)) {
            add(part, Hindrance::Asked(about.title.clone()));
        }
    }
    found
}

/// The fields that say something else than the import had them say.
fn changed(known: &Known, did: &DidPart, part: Part) -> Vec<F> {
    let Some(now) = known.parts.get(&part) else { return vec![F::Name] };
    let says = |field| now.get(&field).map_or("", String::as_str);
    let mut changed: Vec<F> =
        did.fields().filter(|(field, _, after)| says(*field) != *after).map(|(field, ..)| field).collect();
    if did.is_new {
        let wrote: BTreeSet<F> = did.fields().map(|(field, ..)| field).collect();
        changed.extend(now.keys().filter(|field| !wrote.contains(field)));
    }
    changed
}

/// Takes back what an import did with one building: what it made is retired, what it changed says again what it said
/// before. `false` when something stands in the way by now.
///
/// # Errors
/// [`EngineError`] when it cannot be written.
pub(crate) fn take_back(
    transaction: &mut Transaction<'_>,
    import: &ImportRow,
    id: DocumentId,
    (by, asked): (&By, &Asked),
    (day, reason): (&str, &str),
) -> Result<bool, EngineError> {
    let (building, did) = step(transaction.store, import.number, id)?;
    if !in_the_way(id, &building, &did, asked, by).is_empty() {
        return Ok(false);
    }
    let known = Known::from(&building);
    let mut says = said(transaction.store, id)?;
    let mut revised = Vec::new();
    for one in &did.parts {
        let Some(part) = one.part() else { continue };
        revised.push((part, back(&known, one, part, (day, reason))));
        say_back(&mut says, one, part, (day, reason));
    }
    for some in revised.chunks(IMPORT_PARTS_IN_CHANGE_MAX) {
        execute(transaction, by, id, BuildingCommand::Revise(Box::new(together(some))))?;
    }
    for organisation in &did.joined {
        execute(transaction, by, id, BuildingCommand::Unshare(*organisation))?;
    }
    keep_said(transaction.store, id, &says)?;
    transaction.store.undo_import_steps(import.number, id)?;
    Ok(true)
}

fn execute(
    transaction: &mut Transaction<'_>,
    by: &By,
    id: DocumentId,
    command: BuildingCommand,
) -> Result<(), EngineError> {
    let command = Command::Building(command);
    match by {
        By::Operator => transaction.execute_as_operator(Some(id), &command).map(drop),
        By::Person(person, _) => transaction.execute(*person, Some(id), &command).map(drop),
    }
}

/// What a part is to say again.
fn back(known: &Known, did: &DidPart, part: Part, (day, reason): (&str, &str)) -> Revised {
    let says = |field| known.parts.get(&part).and_then(|now| now.get(&field)).cloned().unwrap_or_default();
    if did.is_new {
        let left = [day, reason];
        let both = RETIRED.into_iter().zip(left);
        return both
            .map(|(field, left)| (field, Revision { shown: says(field), left: left.to_owned() }))
            .collect();
    }
    let fields = did.fields();
    fields
        .map(|(field, before, _)| (field, Revision { shown: says(field), left: before.to_owned() }))
        .collect()
}

/// What lists are taken to have said of a part then.
fn say_back(says: &mut Said, did: &DidPart, part: Part, (day, reason): (&str, &str)) {
    let values = if did.is_new {
        RETIRED.into_iter().zip([day, reason].map(str::to_owned)).collect()
    } else {
        did::values(&did.said)
    };
    if values.is_empty() {
        says.remove(&part.key());
    } else {
        says.insert(part.key(), values);
    }
}

fn together(some: &[(Part, Revised)]) -> RevisedBuilding {
    let mut revised = RevisedBuilding::default();
    for (part, fields) in some {
        match part {
            Part::Building => revised.building.clone_from(fields),
            Part::Space(id) => drop(revised.spaces.insert(*id, fields.clone())),
            Part::Asset(id) => drop(revised.assets.insert(*id, fields.clone())),
        }
    }
    revised
}
