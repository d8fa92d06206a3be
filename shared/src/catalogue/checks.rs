//! Whether what a command writes in the catalogue fits.

use crate::catalogue::checklist::{Checklist, ChecklistTemplateItem};
use crate::catalogue::document::CatalogueEntry;
use crate::kind::checks::{Fits, at_most, line, lines, present};
use crate::kind::error::CommandError;
use crate::limits::{CHECKLIST_ITEMS_MAX, NOTE_CHARS_MAX};

pub(crate) fn entry(entry: &CatalogueEntry) -> Fits {
    match entry {
        CatalogueEntry::Organisation(_, organisation) => {
            line(&organisation.name)?;
            lines([&organisation.code])
        }
        CatalogueEntry::Team(_, team) => line(&team.name),
        CatalogueEntry::Nature(_, nature) => {
            present(&nature.action)?;
            lines([&nature.code, &nature.trade, &nature.action].into_iter().chain(&nature.checklist))
        }
        CatalogueEntry::Checklist(key, checklist) => template(key, checklist),
    }
}

fn template(key: &str, checklist: &Checklist) -> Fits {
    line(key)?;
    lines([&checklist.label])?;
    items(checklist.items.iter().map(|(_, item)| item))
}

/// What the items of a checklist ask.
pub(crate) fn items<'a>(items: impl ExactSizeIterator<Item = &'a ChecklistTemplateItem>) -> Fits {
    if items.len() > CHECKLIST_ITEMS_MAX {
        return Err(CommandError::TooMany { max: CHECKLIST_ITEMS_MAX });
    }
    items.into_iter().try_for_each(|item| {
        at_most(&item.label, NOTE_CHARS_MAX)?;
        at_most(&item.choices.join("\n"), NOTE_CHARS_MAX)?;
        lines(&item.unit)
    })
}
