//! Whether what a command writes in a building fits.

use crate::building::document::{Access, Asset, AssetField, NewBuilding, Space};
use crate::building::field::{ASSET_DETAILS, BUILDING_DETAILS, RegisterField, RegisterValues, SPACE_DETAILS};
use crate::kind::checks::{Fits, at_most, day, line, lines};
use crate::kind::error::CommandError;
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};

pub(crate) fn new_building(new: &NewBuilding) -> Fits {
    line(&new.name)?;
    let address = &new.address;
    lines([&new.code, &address.street, &address.number, &address.postcode, &address.place])?;
    details(&new.details, BUILDING_DETAILS)?;
    access(&new.access)?;
    new.hazards.values().try_for_each(|hazard| at_most(&hazard.note, NOTE_CHARS_MAX))?;
    new.spaces.values().try_for_each(space)?;
    new.assets.values().try_for_each(asset)
}

fn space(space: &Space) -> Fits {
    lines([&space.name, &space.level])?;
    details(&space.details, SPACE_DETAILS)
}

/// Further fields of what is new: of those it may have, each with a value that may stand there.
fn details(details: &RegisterValues, there: &[RegisterField]) -> Fits {
    details.iter().try_for_each(|(field, value)| {
        if there.contains(field) { accepted(*field, value) } else { Err(CommandError::Unknown("field")) }
    })
}

/// A value that may stand in a field.
pub(crate) fn accepted(field: RegisterField, value: &str) -> Fits {
    if field.is_day() {
        let read = value.parse().map_err(|_| CommandError::ImplausibleDay)?;
        return day(Some(read));
    }
    if field.accepts(value) { Ok(()) } else { Err(CommandError::NotAccepted(field.name())) }
}

pub(crate) fn asset(asset: &Asset) -> Fits {
    line(&asset.name)?;
    lines([&asset.family, &asset.make, &asset.model, &asset.serial, &asset.installed])?;
    details(&asset.details, ASSET_DETAILS)
}

pub(crate) fn asset_field(field: &AssetField) -> Fits {
    at_most(field.key_and_value().1, LINE_CHARS_MAX)
}

pub(crate) fn access(access: &Access) -> Fits {
    [&access.keys, &access.contact, &access.phone, &access.hours]
        .into_iter()
        .try_for_each(|text| at_most(text, NOTE_CHARS_MAX))
}
