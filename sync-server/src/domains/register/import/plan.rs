//! What a list would make of the register, row by row. Nothing is written here.

use std::collections::btree_map::Entry as Place;
use std::collections::{BTreeMap, HashMap};

use shared::building::{BuildingCommand, RegisterField as F, RegisterValues};
use shared::search::folded;
use shared::{DocumentId, OrganisationId};

use crate::domains::register::import::choice::{Choice, Choices};
use crate::domains::register::import::did::Did;
use crate::domains::register::import::draft::{Draft, fresh, key};
use crate::domains::register::import::entry::Entry;
use crate::domains::register::import::fault::{Fault, Why};
use crate::domains::register::import::find::{asset_of, space_of};
use crate::domains::register::import::known::{Part, Register, Said};
use crate::domains::register::import::layout::Layout;
use crate::domains::register::import::meaning::Thing;
use crate::domains::register::import::report::{Also, Candidate, Outcome, Report, RowReport};
use crate::engine::error::EngineError;

/// What whoever imports wants and may.
pub struct Wish<'a> {
    /// Whether buildings that a list of spaces or assets names are made where there are none.
    pub makes_buildings: bool,
    /// Whether they say that other administrations occupy a building.
    pub shares: bool,
    /// Whether they keep the register of an administration.
    pub keeps: &'a dyn Fn(OrganisationId) -> bool,
    /// What somebody said of rows that are probably about a building of the register.
    pub choices: &'a Choices,
    /// Fresh bytes, never the same twice.
    pub fresh: &'a mut dyn FnMut() -> [u8; 16],
    /// What lists said of a building before.
    pub said: &'a mut dyn FnMut(DocumentId) -> Result<Said, EngineError>,
}

/// What is to be done with one building.
#[derive(Debug)]
pub struct Work {
    /// The building.
    pub id: DocumentId,
    /// One after the other.
    pub commands: Vec<BuildingCommand>,
    /// What lists said of it then; `None` when nothing of it is new.
    pub says: Option<Said>,
    /// The administration it is of.
    pub organisation: OrganisationId,
    /// What the commands do.
    pub did: Did,
}

/// What a list would make of the register.
#[derive(Debug)]
pub struct Plan {
    /// Row by row.
    pub report: Report,
    /// Building by building.
    pub work: Vec<Work>,
}

/// Compares a list with the register.
///
/// # Errors
/// [`EngineError`] when what lists said before cannot be read.
pub fn plan<'a>(
    register: &'a Register,
    layout: &Layout,
    entries: &[Entry],
    wish: Wish<'a>,
) -> Result<Plan, EngineError> {
    let mut planner = Planner::new(register, layout.thing, wish);
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        rows.push(planner.row(entry)?);
    }
    let not_read = layout.headers.iter().filter(|(column, _)| !layout.columns.contains_key(column));
    let report = Report {
        sheet: layout.sheet_name.clone(),
        header_row: layout.header_row,
        thing: layout.thing,
        not_read: not_read.map(|(_, header)| header.clone()).collect(),
        rows,
    };
    let work = planner.drafts.iter().map(|(id, draft)| Work {
        id: *id,
        commands: draft.commands(),
        says: draft.says(),
        organisation: draft.known.organisation,
        did: draft.did(),
    });
    let work = work.filter(|work| !work.commands.is_empty() || work.says.is_some()).collect();
    Ok(Plan { report, work })
}

/// Why a row is not taken.
enum NotTaken {
    Faults(Vec<Fault>),
    Alike(Vec<Candidate>),
    LeftOut,
    Engine(EngineError),
}

impl From<Why> for NotTaken {
    fn from(why: Why) -> Self {
        Self::Faults(vec![Fault::of_row(why)])
    }
}

impl From<EngineError> for NotTaken {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

struct Planner<'a> {
    register: &'a Register,
    thing: Thing,
    wish: Wish<'a>,
    drafts: BTreeMap<DocumentId, Draft>,
    by_code: HashMap<String, Vec<DocumentId>>,
    by_name: HashMap<String, Vec<DocumentId>>,
    /// In which building an asset with a code is.
    assets: HashMap<String, DocumentId>,
}

impl<'a> Planner<'a> {
    fn new(register: &'a Register, thing: Thing, wish: Wish<'a>) -> Self {
        let (drafts, by_code, by_name) = (BTreeMap::new(), HashMap::new(), HashMap::new());
        let mut planner = Self { register, thing, wish, drafts, by_code, by_name, assets: HashMap::new() };
        for (id, known) in &register.buildings {
            for (part, values) in &known.parts {
                match part {
                    Part::Building => planner.enter(*id, values),
                    Part::Asset(_) => {
                        let code = values.get(&F::Code).map(|code| key(code));
                        planner.assets.extend(code.map(|code| (code, *id)));
                    }
                    Part::Space(_) => {}
                }
            }
        }
        planner
    }

    fn enter(&mut self, id: DocumentId, values: &RegisterValues) {
        if let Some(code) = values.get(&F::Code) {
            self.by_code.entry(key(code)).or_default().push(id);
        }
        if let Some(name) = values.get(&F::Name) {
            self.by_name.entry(folded(name)).or_default().push(id);
        }
    }

    fn row(&mut self, entry: &Entry) -> Result<RowReport, EngineError> {
        let own = [F::Name, F::Code, F::Family].map(|field| entry.field(self.thing, field));
        let name = own.into_iter().find(|text| !text.is_empty()).unwrap_or("–").to_owned();
        let mut report = RowReport {
            row: entry.row,
            name,
            outcome: Outcome::Unchanged,
            corrected: Vec::new(),
            also: Vec::new(),
        };
        let taken = if self.wish.choices.get(&entry.row) == Some(&Choice::LeaveOut) {
            Err(NotTaken::LeftOut)
        } else if entry.faults.is_empty() {
            self.take(entry, &mut report)
        } else {
            Err(NotTaken::Faults(entry.faults.clone()))
        };
        match taken {
            Ok(()) => {}
            Err(NotTaken::Faults(faults)) => report.outcome = Outcome::Refused { faults },
            Err(NotTaken::Alike(buildings)) => report.outcome = Outcome::Alike { buildings },
            Err(NotTaken::LeftOut) => report.outcome = Outcome::LeftOut,
            Err(NotTaken::Engine(error)) => return Err(error),
        }
        Ok(report)
    }

    /// Takes a row in. One that is not taken leaves nothing behind: whatever can be wrong with it is looked at before
    /// anything is entered.
    fn take(&mut self, entry: &Entry, report: &mut RowReport) -> Result<(), NotTaken> {
        if self.thing == Thing::Building {
            return self.take_building(entry, report);
        }
        let building = self.named_building(entry)?;
        let part = match building {
            Some(id) => self.part(id, entry)?,
            None => None,
        };
        let mut values = entry.of(self.thing).clone();
        name_it(self.thing, &mut values, part.is_some())?;
        let id = match building {
            Some(id) => id,
            None => self.make_building(entry, &mut report.also)?,
        };
        if self.thing == Thing::Asset
            && let Some(Part::Space(space)) = self.space(id, entry, &mut report.also)?
        {
            values.insert(F::Space, space.to_string());
        }
        self.draft(id)?.revive(Part::Building);
        let part = match part {
            Some(part) => {
                say(self.draft(id)?, part, &values, report);
                part
            }
            None => {
                let part = fresh(self.thing, (self.wish.fresh)());
                if let (Thing::Asset, Some(code)) = (self.thing, values.get(&F::Code)) {
                    self.assets.insert(key(code), id);
                }
                self.draft(id)?.add(part, values);
                report.outcome = Outcome::Created;
                part
            }
        };
        self.draft(id)?.see(part, entry.row);
        Ok(())
    }

    fn take_building(&mut self, entry: &Entry, report: &mut RowReport) -> Result<(), NotTaken> {
        let organisations = self.organisations(entry)?;
        let Some(id) = self.listed_building(entry)? else {
            let id = self.enter_building(entry, &organisations)?;
            report.outcome = Outcome::Created;
            let joined = self.draft(id)?.joined.clone();
            report.also = joined.iter().map(|one| (Also::Occupant, self.register.called(*one))).collect();
            self.draft(id)?.see(Part::Building, entry.row);
            return Ok(());
        };
        self.not_twice(id, Part::Building, entry)?;
        let draft = self.draft(id)?;
        let owner = draft.known.organisation;
        let joining: Vec<OrganisationId> = organisations
            .iter()
            .filter(|one| {
                **one != owner && !draft.known.occupants.contains(one) && !draft.joined.contains(one)
            })
            .copied()
            .collect();
        if !organisations.is_empty() && !organisations.contains(&owner) {
            return Err(Why::OfAnother { owner: self.register.called(owner) }.into());
        }
        if !joining.is_empty() && !self.wish.shares {
            return Err(Why::NoSharing.into());
        }
        say(self.draft(id)?, Part::Building, entry.of(Thing::Building), report);
        if !joining.is_empty() {
            report.also.extend(joining.iter().map(|one| (Also::Occupant, self.register.called(*one))));
            self.draft(id)?.joined.extend(joining);
            if report.outcome == Outcome::Unchanged {
                report.outcome = Outcome::Changed { changes: Vec::new() };
            }
        }
        self.draft(id)?.see(Part::Building, entry.row);
        Ok(())
    }

    /// The administrations that a row names.
    fn organisations(&self, entry: &Entry) -> Result<Vec<OrganisationId>, NotTaken> {
        let Some((column, text)) = &entry.organisations else { return Ok(Vec::new()) };
        let found = self.register.organisations_of(text);
        found.map_err(|why| NotTaken::Faults(vec![Fault { column: *column, why }]))
    }

    /// Enters a building that a row of a list of buildings describes.
    fn enter_building(
        &mut self,
        entry: &Entry,
        organisations: &[OrganisationId],
    ) -> Result<DocumentId, NotTaken> {
        let only =
            self.register.organisations.keys().next().filter(|_| self.register.organisations.len() == 1);
        let owner = organisations.first().or(only).copied().ok_or(Why::NoOrganisation)?;
        if !(self.wish.keeps)(owner) {
            return Err(Why::NotYours { owner: self.register.called(owner) }.into());
        }
        let joined: Vec<OrganisationId> =
            organisations.iter().filter(|one| **one != owner).copied().collect();
        if !joined.is_empty() && !self.wish.shares {
            return Err(Why::NoSharing.into());
        }
        let mut values = entry.of(Thing::Building).clone();
        name_it(Thing::Building, &mut values, false)?;
        let id = DocumentId::from_bytes((self.wish.fresh)());
        self.enter(id, &values);
        let mut draft = Draft::new(owner);
        draft.add(Part::Building, values);
        draft.joined = joined;
        self.drafts.insert(id, draft);
        Ok(id)
    }

    /// Enters a building that a row of another list names, if that is wanted.
    fn make_building(
        &mut self,
        entry: &Entry,
        also: &mut Vec<(Also, String)>,
    ) -> Result<DocumentId, NotTaken> {
        let named = [F::Name, F::Code].map(|field| entry.field(Thing::Building, field));
        let text = named.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        if !self.wish.makes_buildings {
            return Err(Why::UnknownBuilding { text }.into());
        }
        let organisations = self.organisations(entry)?;
        let id = self.enter_building(entry, &organisations)?;
        also.push((Also::Building, text));
        Ok(id)
    }

    /// The space that an asset stands in, entered where it is not there yet.
    fn space(
        &mut self,
        id: DocumentId,
        entry: &Entry,
        also: &mut Vec<(Also, String)>,
    ) -> Result<Option<Part>, NotTaken> {
        let mut values = entry.of(Thing::Space).clone();
        if !values.contains_key(&F::Name) && !values.contains_key(&F::Code) {
            return Ok(None);
        }
        if let Some(space) = space_of(self.draft(id)?, &values)? {
            self.draft(id)?.revive(space);
            return Ok(Some(space));
        }
        name_it(Thing::Space, &mut values, false)?;
        also.push((Also::Space, values.get(&F::Name).cloned().unwrap_or_default()));
        let part = fresh(Thing::Space, (self.wish.fresh)());
        self.draft(id)?.add(part, values);
        Ok(Some(part))
    }

    /// The part of a building that a row is about, if it is there already.
    fn part(&mut self, id: DocumentId, entry: &Entry) -> Result<Option<Part>, NotTaken> {
        let values = entry.of(self.thing).clone();
        let part = if self.thing == Thing::Space {
            space_of(self.draft(id)?, &values)?
        } else {
            // A space that is said twice over is a fault of the row, whether the asset is there or not.
            let space = space_of(self.draft(id)?, entry.of(Thing::Space))?;
            asset_of(self.draft(id)?, &values, space)?
        };
        if let Some(part) = part {
            self.not_twice(id, part, entry)?;
        } else if let Some(other) = values.get(&F::Code).and_then(|code| self.assets.get(&key(code)))
            && self.thing == Thing::Asset
            && *other != id
        {
            let other = *other;
            return Err(Why::Elsewhere {
                building: self.draft(other)?.field(Part::Building, F::Name).to_owned(),
            }
            .into());
        }
        Ok(part)
    }

    fn not_twice(&mut self, id: DocumentId, part: Part, entry: &Entry) -> Result<(), NotTaken> {
        match self.draft(id)?.seen_in(part) {
            Some(row) if row != entry.row => Err(Why::Twice { thing: part.thing(), row }.into()),
            _ => Ok(()),
        }
    }

    /// The building of the register that a row of a list of buildings is about.
    fn listed_building(&mut self, entry: &Entry) -> Result<Option<DocumentId>, NotTaken> {
        let values = entry.of(Thing::Building).clone();
        let (code, name) = (entry.field(Thing::Building, F::Code), entry.field(Thing::Building, F::Name));
        if !code.is_empty() {
            let with_code = self.by_code.get(&key(code)).cloned().unwrap_or_default();
            match *with_code {
                [] => {}
                [id] => return self.writable(id).map(Some),
                _ => return Err(Why::Several { text: code.to_owned() }.into()),
            }
        }
        let (mut same, mut alike) = (Vec::new(), Vec::new());
        for id in self.by_name.get(&folded(name)).cloned().unwrap_or_default() {
            let draft = self.draft(id)?;
            let same_address = ADDRESS.iter().all(|field| {
                let said = values.get(field);
                said.is_none_or(|said| folded(said) == folded(draft.field(Part::Building, *field)))
            });
            if same_address {
                let is_same = code.is_empty() && key(draft.field(Part::Building, F::Name)) == key(name);
                if is_same { same.push(id) } else { alike.push(id) }
            }
        }
        match *same {
            [id] => return self.writable(id).map(Some),
            [] => {}
            _ => return Err(Why::Several { text: name.to_owned() }.into()),
        }
        self.chosen(entry.row, &alike)
    }

    /// What somebody said of a row that is probably about one of these.
    fn chosen(&mut self, row: u32, alike: &[DocumentId]) -> Result<Option<DocumentId>, NotTaken> {
        match self.wish.choices.get(&row) {
            _ if alike.is_empty() => Ok(None),
            Some(Choice::New) => Ok(None),
            Some(Choice::Same(id)) if alike.contains(id) => self.writable(*id).map(Some),
            Some(Choice::Same(_) | Choice::LeaveOut) | None => {
                let told = alike.iter().map(|id| Ok(Candidate { id: *id, building: self.told(*id)? }));
                Err(NotTaken::Alike(told.collect::<Result<_, EngineError>>()?))
            }
        }
    }

    /// The building of the register that a row of another list names, by code or name.
    fn named_building(&mut self, entry: &Entry) -> Result<Option<DocumentId>, NotTaken> {
        let (code, name) = (entry.field(Thing::Building, F::Code), entry.field(Thing::Building, F::Name));
        if code.is_empty() && name.is_empty() {
            return Err(Why::NoBuilding.into());
        }
        let called = |text: &str| self.by_code.get(&key(text)).or_else(|| self.by_name.get(&folded(text)));
        let by_code = self.by_code.get(&key(code)).filter(|_| !code.is_empty());
        let found = by_code.or_else(|| called(name).filter(|_| code.is_empty())).cloned().unwrap_or_default();
        match *found {
            [] => Ok(None),
            [id] => self.writable(id).map(Some),
            _ => Err(Why::Several { text: if code.is_empty() { name } else { code }.to_owned() }.into()),
        }
    }

    /// A building, if whoever imports keeps the register of its administration.
    fn writable(&mut self, id: DocumentId) -> Result<DocumentId, NotTaken> {
        let owner = self.draft(id)?.known.organisation;
        if (self.wish.keeps)(owner) {
            Ok(id)
        } else {
            Err(Why::NotYours { owner: self.register.called(owner) }.into())
        }
    }

    /// Name and code of a building.
    fn told(&mut self, id: DocumentId) -> Result<String, EngineError> {
        let draft = self.draft(id)?;
        let (name, code) = (draft.field(Part::Building, F::Name), draft.field(Part::Building, F::Code));
        Ok(if code.is_empty() { name.to_owned() } else { format!("{name} ({code})") })
    }

    fn draft(&mut self, id: DocumentId) -> Result<&mut Draft, EngineError> {
        match self.drafts.entry(id) {
            Place::Occupied(there) => Ok(there.into_mut()),
            Place::Vacant(place) => {
                let known = self.register.buildings.get(&id).cloned().ok_or(EngineError::NotFound)?;
                Ok(place.insert(Draft::of(known, (self.wish.said)(id)?)))
            }
        }
    }
}

/// The fields of an address.
const ADDRESS: [F; 4] = [F::Street, F::Number, F::Postcode, F::Place];

/// What has no name is called by its code, an asset by its family.
fn name_it(thing: Thing, values: &mut RegisterValues, is_there: bool) -> Result<(), Why> {
    if is_there || values.contains_key(&F::Name) {
        return Ok(());
    }
    let name =
        values.get(&F::Code).or_else(|| values.get(&F::Family)).cloned().ok_or(Why::Nameless { thing })?;
    values.insert(F::Name, name);
    Ok(())
}

/// Has a part say what a row says of it.
fn say(draft: &mut Draft, part: Part, values: &RegisterValues, report: &mut RowReport) {
    let mut values = values.clone();
    if let Some(back) = draft.revived(part).filter(|_| !values.contains_key(&F::RetiredOn)) {
        values.extend(back);
    }
    let (mut changes, mut corrected) = draft.apply(part, &values);
    // People know spaces by their names.
    for change in changes.iter_mut().chain(&mut corrected).filter(|change| change.field == F::Space) {
        for id in [&mut change.before, &mut change.after] {
            if let Ok(space) = id.parse() {
                draft.field(Part::Space(space), F::Name).clone_into(id);
            }
        }
    }
    report.corrected = corrected;
    report.outcome = if changes.is_empty() { Outcome::Unchanged } else { Outcome::Changed { changes } };
}
