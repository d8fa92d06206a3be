//! What the office says otherwise of a building, its spaces and its assets: checked as a whole, written in one change.

use std::collections::BTreeMap;
use std::str::FromStr;

use automerge::{ObjId, ROOT};

use crate::building::checks::accepted;
use crate::building::command::{Revised, RevisedBuilding};
use crate::building::document::{Access, Address, Asset, Building, NewBuilding, Space};
use crate::building::field::{
    ASSET_DETAILS, ASSET_FIELDS, BUILDING_DETAILS, BUILDING_FIELDS, RegisterField, RegisterValues,
    SPACE_DETAILS, SPACE_FIELDS,
};
use crate::document::error::DocumentError;
use crate::document::writer::Writer;
use crate::id::OrganisationId;
use crate::kind::checks::{Fits, present};
use crate::kind::error::CommandError;
use crate::kind::revision::Revision;

use RegisterField as F;

/// The fields an asset may have: its space is neither written always nor a detail.
const ASSET_FURTHER: &[RegisterField] = &[F::Space];

impl Building {
    /// What the register says of the building itself, by field.
    #[must_use]
    pub fn values(&self) -> RegisterValues {
        let address = &self.address;
        let always = [
            (F::Code, &self.code),
            (F::Name, &self.name),
            (F::Street, &address.street),
            (F::Number, &address.number),
            (F::Postcode, &address.postcode),
            (F::Place, &address.place),
        ];
        said(&always, &self.details)
    }
}

impl Space {
    /// What the register says of it, by field.
    #[must_use]
    pub fn values(&self) -> RegisterValues {
        said(&[(F::Name, &self.name), (F::Level, &self.level)], &self.details)
    }
}

impl Asset {
    /// What the register says of it, by field.
    #[must_use]
    pub fn values(&self) -> RegisterValues {
        let always = [
            (F::Name, &self.name),
            (F::Family, &self.family),
            (F::Make, &self.make),
            (F::Model, &self.model),
            (F::Serial, &self.serial),
            (F::Installed, &self.installed),
        ];
        let mut values = said(&always, &self.details);
        values.extend(self.space.map(|space| (F::Space, space.to_string())));
        values
    }
}

fn said(always: &[(RegisterField, &String)], details: &RegisterValues) -> RegisterValues {
    let always = always.iter().map(|(field, value)| (*field, (*value).clone()));
    always.chain(details.clone()).filter(|(_, value)| !value.is_empty()).collect()
}

/// What must be true of a building for it to be revised so.
pub(crate) fn check(building: &Building, revised: &RevisedBuilding) -> Fits {
    fields(&revised.building, &building.values(), &[BUILDING_FIELDS, BUILDING_DETAILS])?;
    for (id, space) in &revised.spaces {
        let now = building.spaces.get(id).map(Space::values);
        fields(space, &now.unwrap_or_default(), &[SPACE_FIELDS, SPACE_DETAILS])?;
    }
    for (id, asset) in &revised.assets {
        let now = building.assets.get(id).map(Asset::values);
        fields(asset, &now.unwrap_or_default(), &[ASSET_FIELDS, ASSET_DETAILS, ASSET_FURTHER])?;
    }
    places(building, revised)
}

/// Each field is one of these, is as it was shown, and takes what it is to say. What has a name keeps one.
fn fields(revised: &Revised, now: &RegisterValues, there: &[&[RegisterField]]) -> Fits {
    if !revised.is_empty() && !now.contains_key(&F::Name) && !revised.contains_key(&F::Name) {
        return Err(CommandError::Empty);
    }
    for (field, revision) in revised {
        if !there.iter().any(|fields| fields.contains(field)) {
            return Err(CommandError::Unknown("field"));
        }
        revision.unchanged_meanwhile(now.get(field).unwrap_or(&String::new()))?;
        if *field == F::Name {
            present(&revision.left)?;
        }
        if !revision.left.is_empty() {
            accepted(*field, &revision.left)?;
        }
    }
    Ok(())
}

/// What a space or an asset is to be in is there, and nothing is in itself.
fn places(building: &Building, revised: &RevisedBuilding) -> Fits {
    let spaces = within(&revised.spaces, building.spaces.iter().map(|(id, space)| (*id, &space.details)));
    let assets = within(&revised.assets, building.assets.iter().map(|(id, asset)| (*id, &asset.details)));
    in_nothing_unknown(&spaces, revised.spaces.keys(), "space")?;
    in_nothing_unknown(&assets, revised.assets.keys(), "asset")?;
    let stands_in = revised.assets.values().filter_map(|asset| asset.get(&F::Space));
    for space in stands_in.filter(|space| !space.left.is_empty()) {
        if !space.left.parse().is_ok_and(|id| spaces.contains_key(&id)) {
            return Err(CommandError::Unknown("space"));
        }
    }
    Ok(())
}

/// What everything of a kind is in, once revised.
fn within<'a, Id: Ord + Copy + FromStr>(
    revised: &BTreeMap<Id, Revised>,
    now: impl Iterator<Item = (Id, &'a RegisterValues)>,
) -> BTreeMap<Id, Option<Id>> {
    let mut within: BTreeMap<Id, Option<Id>> =
        now.map(|(id, details)| (id, details.get(&F::Within).and_then(|text| text.parse().ok()))).collect();
    for (id, fields) in revised {
        let is_in = within.entry(*id).or_default();
        if let Some(revision) = fields.get(&F::Within) {
            *is_in = revision.left.parse().ok();
        }
    }
    within
}

fn in_nothing_unknown<'a, Id: Ord + 'a>(
    within: &BTreeMap<Id, Option<Id>>,
    revised: impl Iterator<Item = &'a Id>,
    what: &'static str,
) -> Fits {
    for id in revised {
        let mut around = within.get(id).and_then(Option::as_ref);
        // As many steps as there are things lead out of everything that is not in itself.
        for _ in 0..within.len() {
            let Some(outer) = around else { break };
            around = within.get(outer).ok_or(CommandError::Unknown(what))?.as_ref();
        }
        if around.is_some() {
            return Err(CommandError::InItself);
        }
    }
    Ok(())
}

/// Writes what differs.
pub(crate) fn write(
    w: &mut Writer<'_>,
    revised: &RevisedBuilding,
    now: Option<&Building>,
) -> Result<(), DocumentError> {
    write_fields(w, &ROOT, &revised.building, BUILDING_FIELDS)?;
    for (id, fields) in &revised.spaces {
        if now.is_some_and(|building| building.spaces.contains_key(id)) {
            let space = w.entry("spaces", id)?;
            write_fields(w, &space, fields, SPACE_FIELDS)?;
        } else {
            Building::write_space(w, *id, &Space::of(fields))?;
        }
    }
    for (id, fields) in &revised.assets {
        if now.is_some_and(|building| building.assets.contains_key(id)) {
            let asset = w.entry("assets", id)?;
            write_fields(w, &asset, fields, ASSET_FIELDS)?;
        } else {
            Building::write_asset(w, *id, &Asset::of(fields))?;
        }
    }
    Ok(())
}

fn write_fields(
    w: &mut Writer<'_>,
    object: &ObjId,
    revised: &Revised,
    always: &[RegisterField],
) -> Result<(), DocumentError> {
    for (field, Revision { left, .. }) in
        revised.iter().filter(|(_, revision)| revision.shown != revision.left)
    {
        let value = (always.contains(field) || !left.is_empty()).then_some(left);
        w.put_optional(object, field.name(), value)?;
    }
    Ok(())
}

impl NewBuilding {
    /// A building of which this is said, and nothing yet of what is in it.
    #[must_use]
    pub fn of(organisation: OrganisationId, mut values: RegisterValues) -> Self {
        let mut take = |field| values.remove(&field).unwrap_or_default();
        let (code, name) = (take(F::Code), take(F::Name));
        let address = Address {
            street: take(F::Street),
            number: take(F::Number),
            postcode: take(F::Postcode),
            place: take(F::Place),
        };
        Self {
            code,
            name,
            organisation,
            address,
            details: values,
            access: Access::default(),
            hazards: [].into(),
            spaces: [].into(),
            assets: [].into(),
        }
    }
}

impl Space {
    fn of(revised: &Revised) -> Self {
        let mut values = left(revised);
        let mut take = |field| values.remove(&field).unwrap_or_default();
        Self { name: take(F::Name), level: take(F::Level), details: values }
    }
}

impl Asset {
    fn of(revised: &Revised) -> Self {
        let mut values = left(revised);
        let space = values.remove(&F::Space).and_then(|id| id.parse().ok());
        let mut take = |field| values.remove(&field).unwrap_or_default();
        Self {
            name: take(F::Name),
            family: take(F::Family),
            space,
            make: take(F::Make),
            model: take(F::Model),
            serial: take(F::Serial),
            installed: take(F::Installed),
            details: values,
        }
    }
}

/// What fields are to say, without those that say nothing.
fn left(revised: &Revised) -> RegisterValues {
    let said = revised.iter().filter(|(_, revision)| !revision.left.is_empty());
    said.map(|(field, revision)| (*field, revision.left.clone())).collect()
}
