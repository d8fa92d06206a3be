//! Whether what a command writes fits: the limits [`crate::policy`] holds every change to, told to
//! the person before anything is written.

use super::CommandError;
use crate::building::{Access, Asset, AssetField, NewBuilding};
use crate::catalogue::{CatalogueEntry, Checklist, ChecklistTemplateItem};
use crate::history::HistoryLine;
use crate::limits::{CHECKLIST_ITEMS_MAX, LINE_CHARS_MAX, NOTE_CHARS_MAX};
use crate::request::{NewRequest, RequestField};
use crate::text_merge::rebase;
use crate::visible::says_something;
use crate::work_order::{AnswerValue, NewWorkOrder, Planned, WorkOrderField};
use crate::{Day, Quantity, QuantityRange};

type Fits = Result<(), CommandError>;

/// A text that must say something, in a line.
pub(crate) fn line(text: &str) -> Fits {
    present(text)?;
    at_most(text, LINE_CHARS_MAX)
}

/// A text that must say something, at length.
pub(crate) fn note(text: &str) -> Fits {
    present(text)?;
    at_most(text, NOTE_CHARS_MAX)
}

fn present(text: &str) -> Fits {
    if says_something(text) { Ok(()) } else { Err(CommandError::Empty) }
}

pub(crate) fn at_most(text: &str, chars_max: usize) -> Fits {
    // A character is at least a byte: most texts are decided without counting.
    if text.len() > chars_max && text.chars().count() > chars_max {
        return Err(CommandError::TooLong { chars_max });
    }
    Ok(())
}

/// An edit of a collaborative text that was `before` when it was shown and is `current` now: it may
/// not make the text longer than it may be. One that is too long already can be shortened.
pub(crate) fn edit(before: &str, after: &str, current: &str, chars_max: usize) -> Fits {
    let splices = rebase(before, after, current);
    let inserted: usize = splices.iter().map(|splice| splice.insert.chars().count()).sum();
    let deleted: usize = splices.iter().map(|splice| splice.delete).sum();
    if inserted <= deleted || current.chars().count() + inserted - deleted <= chars_max {
        return Ok(());
    }
    Err(CommandError::TooLong { chars_max })
}

fn lines<'a>(texts: impl IntoIterator<Item = &'a String>) -> Fits {
    texts.into_iter().try_for_each(|text| at_most(text, LINE_CHARS_MAX))
}

pub(crate) fn new_order(new: &NewWorkOrder) -> Fits {
    line(&new.title)?;
    line(&new.number)?;
    at_most(&new.description, NOTE_CHARS_MAX)?;
    day(new.due)?;
    planned(new.planned)?;
    items(new.checklist.iter().map(|(_, item)| item))
}

fn items<'a>(items: impl ExactSizeIterator<Item = &'a ChecklistTemplateItem>) -> Fits {
    if items.len() > CHECKLIST_ITEMS_MAX {
        return Err(CommandError::TooMany { max: CHECKLIST_ITEMS_MAX });
    }
    items.into_iter().try_for_each(|item| {
        at_most(&item.label, NOTE_CHARS_MAX)?;
        at_most(&item.choices.join("\n"), NOTE_CHARS_MAX)?;
        lines(&item.unit)
    })
}

/// A field that is written on an order whose description is now `description`.
pub(crate) fn order_field(field: &WorkOrderField, description: &str) -> Fits {
    match field {
        WorkOrderField::Title(title) => line(title),
        WorkOrderField::Description(text) => edit(description, text, description, NOTE_CHARS_MAX),
        WorkOrderField::Due(due) => day(*due),
        WorkOrderField::Planned(when) => planned(*when),
        WorkOrderField::Nature(_)
        | WorkOrderField::Priority(_)
        | WorkOrderField::Space(_)
        | WorkOrderField::Asset(_)
        | WorkOrderField::Team(_) => Ok(()),
    }
}

/// A quantity that somebody can mean.
pub(crate) fn within(range: QuantityRange, quantity: Quantity) -> Fits {
    if range.has(quantity) { Ok(()) } else { Err(CommandError::OutOfRange(range)) }
}

/// A day that somebody can mean.
fn day(day: Option<Day>) -> Fits {
    if day.is_none_or(Day::is_plausible) { Ok(()) } else { Err(CommandError::ImplausibleDay) }
}

fn planned(planned: Option<Planned>) -> Fits {
    let plausible = planned.is_none_or(|planned| {
        planned.from.is_plausible() && planned.to.is_plausible() && planned.from <= planned.to
    });
    if plausible { Ok(()) } else { Err(CommandError::ImplausibleDay) }
}

pub(crate) fn answer(value: &AnswerValue) -> Fits {
    match value {
        AnswerValue::Measure(measure) => within(QuantityRange::MEASURE, *measure)?,
        AnswerValue::Text(text) => present(text)?,
        AnswerValue::Tick(_) | AnswerValue::Choice(_) => {}
    }
    at_most(&value.plain(), NOTE_CHARS_MAX)
}

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

pub(crate) fn new_request(new: &NewRequest) -> Fits {
    line(&new.title)?;
    at_most(&new.description, NOTE_CHARS_MAX)
}

pub(crate) fn request_field(field: &RequestField, description: &str) -> Fits {
    match field {
        RequestField::Title(title) => line(title),
        RequestField::Description(text) => edit(description, text, description, NOTE_CHARS_MAX),
        RequestField::Priority(_) | RequestField::Space(_) | RequestField::Asset(_) => Ok(()),
    }
}

pub(crate) fn history_line(new: &HistoryLine) -> Fits {
    lines([&new.number, &new.summary])
}

pub(crate) fn entry(entry: &CatalogueEntry) -> Fits {
    match entry {
        CatalogueEntry::Organisation(_, organisation) => {
            line(&organisation.name)?;
            lines([&organisation.code])
        }
        CatalogueEntry::Team(_, team) => line(&team.name),
        CatalogueEntry::Person(_, person) => line(&person.name),
        CatalogueEntry::Nature(_, nature) => {
            present(&nature.action)?;
            lines([&nature.code, &nature.trade, &nature.action].into_iter().chain(&nature.checklist))
        }
        CatalogueEntry::Checklist(key, checklist) => template(key, checklist),
        CatalogueEntry::StockItem(_, item) => {
            line(&item.label)?;
            lines([&item.code, &item.unit])
        }
    }
}

fn template(key: &str, checklist: &Checklist) -> Fits {
    line(key)?;
    lines([&checklist.label])?;
    items(checklist.items.iter().map(|(_, item)| item))
}
