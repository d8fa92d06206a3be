//! Whether what a command writes in a building fits.

use crate::building::document::{Access, Asset, AssetField, NewBuilding};
use crate::kind::checks::{Fits, at_most, line, lines};
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX};

pub(crate) fn new_building(new: &NewBuilding) -> Fits {
    line(&new.name)?;
    let address = &new.address;
    lines([&new.code, &address.street, &address.number, &address.postcode, &address.place])?;
    access(&new.access)?;
    new.hazards.values().try_for_each(|hazard| at_most(&hazard.note, NOTE_CHARS_MAX))?;
    new.spaces.values().try_for_each(|space| lines([&space.name, &space.level]))?;
    new.assets.values().try_for_each(asset)
}

pub(crate) fn asset(asset: &Asset) -> Fits {
    line(&asset.name)?;
    lines([&asset.family, &asset.make, &asset.model, &asset.serial, &asset.installed])
}

pub(crate) fn asset_field(field: &AssetField) -> Fits {
    at_most(field.key_and_value().1, LINE_CHARS_MAX)
}

pub(crate) fn access(access: &Access) -> Fits {
    [&access.keys, &access.contact, &access.phone, &access.hours]
        .into_iter()
        .try_for_each(|text| at_most(text, NOTE_CHARS_MAX))
}
