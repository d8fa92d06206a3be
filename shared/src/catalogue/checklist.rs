//! Lists of things to check, and how one item is kept: in the catalogue as in a work order.

use std::collections::BTreeMap;

use automerge::ObjId;
use serde::{Deserialize, Serialize};

use crate::document::error::DocumentError;
use crate::document::fields::{Fields, word, word_for};
use crate::document::writer::Writer;
use crate::id::ItemId;

/// What kind of answer an item asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// In order, or not.
    Tick,
    /// A number, in the item's unit.
    Measure,
    /// One of the item's choices.
    Choice,
    /// Words.
    Text,
}

pub(crate) const ANSWER_KINDS: [(AnswerKind, &str); 4] = [
    (AnswerKind::Tick, "tick"),
    (AnswerKind::Measure, "measure"),
    (AnswerKind::Choice, "choice"),
    (AnswerKind::Text, "text"),
];

word!(AnswerKind, ANSWER_KINDS, "The word in documents and tables.");

/// What an item of a checklist asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistTemplateItem {
    /// What to check.
    pub label: String,
    /// What kind of answer it asks for.
    pub kind: AnswerKind,
    /// The unit of a measure.
    pub unit: Option<String>,
    /// The choices of a choice; none contains a line break.
    pub choices: Vec<String>,
    /// Whether the work cannot be finished without an answer.
    pub required: bool,
}

/// A list of things to check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its name.
    pub label: String,
    /// What it asks, in order.
    pub items: Vec<(ItemId, ChecklistTemplateItem)>,
}

pub(crate) fn read_checklist(fields: &Fields<'_>) -> Result<Checklist, DocumentError> {
    let items = fields.keyed("items", |item| Ok((item.count("position")?, read_template_item(item)?)))?;
    let mut by_position: BTreeMap<(u32, ItemId), ChecklistTemplateItem> = BTreeMap::new();
    by_position.extend(items.into_iter().map(|(id, (position, item))| ((position, id), item)));
    Ok(Checklist {
        label: fields.text("label")?,
        items: by_position.into_iter().map(|((_, id), item)| (id, item)).collect(),
    })
}

pub(crate) fn write_checklist(
    w: &mut Writer<'_>,
    key: &str,
    checklist: &Checklist,
) -> Result<(), DocumentError> {
    let object = w.insert("checklists", key)?;
    w.put(&object, "label", checklist.label.as_str())?;
    let items = w.make_map(&object, "items")?;
    for (position, (id, item)) in checklist.items.iter().enumerate() {
        let entry = w.make_map(&items, &id.to_string())?;
        w.put(&entry, "position", u64::try_from(position).unwrap_or(u64::MAX))?;
        write_item_template(w, &entry, item)?;
    }
    Ok(())
}

/// What an item of a checklist asks, without its place or answer.
pub(crate) fn read_template_item(fields: &Fields<'_>) -> Result<ChecklistTemplateItem, DocumentError> {
    Ok(ChecklistTemplateItem {
        label: fields.text("label")?,
        kind: fields.word("kind", &ANSWER_KINDS, "a kind of answer")?,
        unit: fields.optional_text("unit")?,
        choices: fields
            .optional_text("choices")?
            .map(|choices| choices.lines().map(str::to_owned).collect())
            .unwrap_or_default(),
        required: fields.boolean("required")?,
    })
}

/// What an item of a checklist asks, without its place or answer.
pub(crate) fn write_item_template(
    w: &mut Writer<'_>,
    object: &ObjId,
    item: &ChecklistTemplateItem,
) -> Result<(), DocumentError> {
    w.put(object, "label", item.label.as_str())?;
    w.put(object, "kind", word_for(&ANSWER_KINDS, &item.kind))?;
    w.put_optional(object, "unit", item.unit.as_deref())?;
    if !item.choices.is_empty() {
        w.put(object, "choices", item.choices.join("\n"))?;
    }
    w.put(object, "required", item.required)
}
