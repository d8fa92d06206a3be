//! One building as it would be after a list, beside as it is.

use std::collections::{BTreeMap, HashMap};

use shared::building::{
    BuildingCommand, NewBuilding, RegisterField as F, RegisterValues, Revised, RevisedBuilding,
};
use shared::command::Revision;
use shared::{AssetId, OrganisationId, SpaceId};

use crate::base::limits::IMPORT_PARTS_IN_CHANGE_MAX;
use crate::domains::register::import::did::{Did, DidPart};
use crate::domains::register::import::known::{Known, Part, Parts, Said};
use crate::domains::register::import::meaning::Thing;
use crate::domains::register::import::report::Change;

/// Fields by which things of a building are found.
const KEYS: [F; 3] = [F::Code, F::Name, F::Serial];

/// What says that something is out of service.
pub(super) const RETIRED: [F; 2] = [F::RetiredOn, F::RetiredWhy];

/// A building as it would be.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) known: Known,
    /// Administrations that would occupy it too.
    pub(super) joined: Vec<OrganisationId>,
    is_new: bool,
    now: Parts,
    /// What lists said before, and what this one says.
    said: Said,
    says: Said,
    /// The row that is about each of its parts.
    rows: BTreeMap<Part, u32>,
    index: HashMap<(Thing, F, String), Vec<Part>>,
}

/// Codes and names that differ in nothing but capitals are the same.
pub(super) fn key(text: &str) -> String {
    text.to_lowercase()
}

impl Draft {
    /// Of a building of the register, of which lists said something before.
    pub(super) fn of(known: Known, said: Said) -> Self {
        let mut draft = Self {
            joined: Vec::new(),
            is_new: false,
            now: known.parts.clone(),
            known,
            said,
            says: Said::new(),
            rows: BTreeMap::new(),
            index: HashMap::new(),
        };
        let parts: Vec<Part> = draft.now.keys().copied().collect();
        parts.into_iter().for_each(|part| draft.enter(part));
        draft
    }

    /// Of a building that is not in the register yet.
    pub(super) fn new(organisation: OrganisationId) -> Self {
        let known = Known { organisation, occupants: [].into(), parts: Parts::new() };
        Self { is_new: true, ..Self::of(known, Said::new()) }
    }

    fn enter(&mut self, part: Part) {
        let Some(values) = self.now.get(&part) else { return };
        for field in KEYS {
            if let Some(text) = values.get(&field) {
                self.index.entry((part.thing(), field, key(text))).or_default().push(part);
            }
        }
    }

    /// What a part would say in a field.
    pub(super) fn field(&self, part: Part, field: F) -> &str {
        self.now.get(&part).and_then(|values| values.get(&field)).map_or("", String::as_str)
    }

    /// The parts of a kind that say this in a field.
    pub(super) fn with(&self, thing: Thing, field: F, text: &str) -> Vec<Part> {
        if text.is_empty() {
            return Vec::new();
        }
        self.index.get(&(thing, field, key(text))).cloned().unwrap_or_default()
    }

    /// The row that is about a part already; after that, `row` is.
    pub(super) fn seen_in(&self, part: Part) -> Option<u32> {
        self.rows.get(&part).copied()
    }

    pub(super) fn see(&mut self, part: Part, row: u32) {
        self.rows.insert(part, row);
    }

    /// Enters a part that is not there yet.
    pub(super) fn add(&mut self, part: Part, values: RegisterValues) {
        self.says.entry(part.key()).or_default().extend(values.clone());
        self.now.insert(part, values);
        self.enter(part);
    }

    /// Has a part say what a list says of it: what changes, and what stays because somebody corrected it since the list
    /// before said it.
    pub(super) fn apply(&mut self, part: Part, values: &RegisterValues) -> (Vec<Change>, Vec<Change>) {
        let (mut changes, mut corrected) = (Vec::new(), Vec::new());
        let said = self.said.get(&part.key());
        let now = self.now.entry(part).or_default();
        for (field, after) in values {
            let before = now.get(field).cloned().unwrap_or_default();
            // A code is the same in capitals.
            if before == *after || *field == F::Code && key(&before) == key(after) {
                continue;
            }
            let change = Change { field: *field, before, after: after.clone() };
            let said_before = said.and_then(|said| said.get(field));
            if said_before.is_some_and(|said| *said != change.before) {
                corrected.push(change);
            } else {
                now.insert(*field, after.clone());
                changes.push(change);
            }
        }
        self.says.entry(part.key()).or_default().extend(values.clone());
        if changes.iter().any(|change| KEYS.contains(&change.field)) {
            self.enter(part);
        }
        (changes, corrected)
    }

    /// What has to be done for the building to be so.
    pub(super) fn commands(&self) -> Vec<BuildingCommand> {
        let mut commands = Vec::new();
        let mut revised = RevisedBuilding::default();
        if self.is_new {
            let values = self.now.get(&Part::Building).cloned().unwrap_or_default();
            let new = NewBuilding::of(self.known.organisation, values);
            commands.push(BuildingCommand::Create(Box::new(new)));
        } else {
            revised.building = self.revised(Part::Building);
        }
        let parts = self.now.keys().filter(|part| **part != Part::Building);
        for (part, fields) in
            parts.map(|part| (*part, self.revised(*part))).filter(|(_, fields)| !fields.is_empty())
        {
            if revised.spaces.len() + revised.assets.len() >= IMPORT_PARTS_IN_CHANGE_MAX {
                commands.push(BuildingCommand::Revise(Box::new(std::mem::take(&mut revised))));
            }
            match part {
                Part::Space(id) => drop(revised.spaces.insert(id, fields)),
                Part::Asset(id) => drop(revised.assets.insert(id, fields)),
                Part::Building => {}
            }
        }
        if revised != RevisedBuilding::default() {
            commands.push(BuildingCommand::Revise(Box::new(revised)));
        }
        commands.extend(self.joined.iter().copied().map(BuildingCommand::Share));
        commands
    }

    /// What is done with it.
    pub(super) fn did(&self) -> Did {
        let changed = self.now.iter().filter_map(|(part, now)| {
            let before = self.known.parts.get(part);
            let fields = now.iter().filter_map(|(field, after)| {
                let before = before.and_then(|before| before.get(field)).cloned().unwrap_or_default();
                (before != *after).then(|| (field.name().to_owned(), (before, after.clone())))
            });
            let did = DidPart::new(*part, before.is_none(), fields.collect(), &self.said);
            (!did.fields.is_empty()).then_some(did)
        });
        Did { joined: self.joined.clone(), parts: changed.collect() }
    }

    /// Takes a part out of what an import that was taken back had put it into: lists say nothing of it but that.
    pub(super) fn revive(&mut self, part: Part) {
        if let Some(back) = self.revived(part) {
            self.apply(part, &back);
        }
    }

    /// What takes a part back into service that only an import that was taken back retired.
    pub(super) fn revived(&self, part: Part) -> Option<RegisterValues> {
        let said = self.said.get(&part.key())?;
        let now = self.now.get(&part)?;
        let is_all = said.keys().copied().eq(RETIRED);
        let stands = RETIRED.iter().all(|field| said.get(field) == now.get(field));
        (is_all && stands).then(|| RETIRED.map(|field| (field, String::new())).into())
    }

    fn revised(&self, part: Part) -> Revised {
        let before = self.known.parts.get(&part);
        let Some(now) = self.now.get(&part) else { return Revised::new() };
        let fields = now.iter().map(|(field, left)| {
            let shown = before.and_then(|before| before.get(field)).cloned().unwrap_or_default();
            (*field, Revision { shown, left: left.clone() })
        });
        fields.filter(|(_, revision)| revision.shown != revision.left).collect()
    }

    /// What lists said of it last, once this one is taken in; `None` when that is nothing new.
    pub(super) fn says(&self) -> Option<Said> {
        let mut all = self.said.clone();
        for (part, values) in &self.says {
            all.entry(part.clone()).or_default().extend(values.clone());
        }
        (all != self.said).then_some(all)
    }
}

/// A fresh id of a part.
pub(super) fn fresh(thing: Thing, bytes: [u8; 16]) -> Part {
    match thing {
        Thing::Space => Part::Space(SpaceId::from_bytes(bytes)),
        Thing::Asset => Part::Asset(AssetId::from_bytes(bytes)),
        Thing::Building => Part::Building,
    }
}
