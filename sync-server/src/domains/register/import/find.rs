//! Which space or asset of a building a row is about.

use shared::building::{RegisterField as F, RegisterValues};

use crate::domains::register::import::draft::{Draft, key};
use crate::domains::register::import::fault::Why;
use crate::domains::register::import::known::Part;
use crate::domains::register::import::meaning::Thing;

/// The space with this code, or this name and floor.
pub(super) fn space_of(draft: &Draft, values: &RegisterValues) -> Result<Option<Part>, Why> {
    let text = |field| values.get(&field).map_or("", String::as_str);
    let (code, level) = (text(F::Code), text(F::Level));
    let with_code = draft.with(Thing::Space, F::Code, code);
    if !with_code.is_empty() {
        return only(with_code, code);
    }
    let fits = |part: &Part| {
        (level.is_empty() || key(draft.field(*part, F::Level)) == key(level))
            && (code.is_empty() || draft.field(*part, F::Code).is_empty())
    };
    only(draft.with(Thing::Space, F::Name, text(F::Name)).into_iter().filter(fits).collect(), text(F::Name))
}

/// The asset with this code, this serial number, or this name where it stands.
pub(super) fn asset_of(
    draft: &Draft,
    values: &RegisterValues,
    space: Option<Part>,
) -> Result<Option<Part>, Why> {
    let text = |field| values.get(&field).map_or("", String::as_str);
    let (code, serial) = (text(F::Code), text(F::Serial));
    let with_code = draft.with(Thing::Asset, F::Code, code);
    if !with_code.is_empty() {
        return only(with_code, code);
    }
    // One that has another code is another.
    let is_open = |part: &Part| code.is_empty() || draft.field(*part, F::Code).is_empty();
    let with_serial: Vec<Part> =
        draft.with(Thing::Asset, F::Serial, serial).into_iter().filter(is_open).collect();
    if !with_serial.is_empty() {
        return only(with_serial, serial);
    }
    let name = if text(F::Name).is_empty() { text(F::Family) } else { text(F::Name) };
    let stands_there = |part: &Part| {
        let stands_in = draft.field(*part, F::Space);
        match space {
            Some(Part::Space(space)) => stands_in == space.to_string(),
            _ => true,
        }
    };
    let is_other = |part: &Part| !serial.is_empty() && !draft.field(*part, F::Serial).is_empty();
    let named = draft.with(Thing::Asset, F::Name, name).into_iter();
    only(named.filter(|part| is_open(part) && stands_there(part) && !is_other(part)).collect(), name)
}

fn only(mut found: Vec<Part>, text: &str) -> Result<Option<Part>, Why> {
    found.dedup();
    match *found {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => Err(Why::Several { text: text.to_owned() }),
    }
}
