//! The checklist of a work order: its items and their answers.

use serde::{Deserialize, Serialize};

use crate::catalogue::checklist::{
    AnswerKind, ChecklistTemplateItem, read_template_item, write_item_template,
};
use crate::document::error::DocumentError;
use crate::document::fields::Fields;
use crate::document::writer::Writer;
use crate::id::{ItemId, PersonId};
use crate::moment::Timestamp;
use crate::quantity::Quantity;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerValue {
    /// In order (`true`) or not.
    Tick(bool),
    /// A number, in the item's unit.
    Measure(Quantity),
    /// One of the item's choices.
    Choice(String),
    /// Words.
    Text(String),
}

impl AnswerValue {
    /// The kind of answer this is.
    #[must_use]
    pub const fn kind(&self) -> AnswerKind {
        match self {
            Self::Tick(_) => AnswerKind::Tick,
            Self::Measure(_) => AnswerKind::Measure,
            Self::Choice(_) => AnswerKind::Choice,
            Self::Text(_) => AnswerKind::Text,
        }
    }

    /// The answer as one line of text, without words of a language: `true`, `21.5`, `Étanche`.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Tick(ticked) => ticked.to_string(),
            Self::Measure(quantity) => quantity.to_string(),
            Self::Choice(text) | Self::Text(text) => text.clone(),
        }
    }

    /// Reads [`AnswerValue::plain`] back; `None` when it is no answer of this kind.
    #[must_use]
    pub fn parse(kind: AnswerKind, text: &str) -> Option<Self> {
        match kind {
            AnswerKind::Tick => text.parse().ok().map(Self::Tick),
            AnswerKind::Measure => text.parse().ok().map(Self::Measure),
            AnswerKind::Choice => Some(Self::Choice(text.to_owned())),
            AnswerKind::Text => Some(Self::Text(text.to_owned())),
        }
    }
}

/// An answer, with who gave it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was found.
    pub value: AnswerValue,
    /// Who answered.
    pub by: PersonId,
    /// When, by the clock of their device.
    pub at: Timestamp,
}

/// Something to check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Place in the list, from 0.
    pub position: u32,
    /// What it asks.
    pub asked: ChecklistTemplateItem,
    /// The answer.
    pub answer: Option<Answer>,
}

pub(crate) fn read_item(fields: &Fields<'_>) -> Result<ChecklistItem, DocumentError> {
    let asked = read_template_item(fields)?;
    let answer = match fields.inner("answer")? {
        None => None,
        Some(answer) => Some(read_answer(asked.kind, &answer)?),
    };
    Ok(ChecklistItem { position: fields.count("position")?, asked, answer })
}

fn read_answer(kind: AnswerKind, fields: &Fields<'_>) -> Result<Answer, DocumentError> {
    let text = fields.text("value")?;
    let value = AnswerValue::parse(kind, &text)
        .ok_or_else(|| fields.wrong("value", "an answer of the item's kind"))?;
    Ok(Answer { value, by: fields.required("by", "a person")?, at: fields.instant("at")? })
}

pub(crate) fn write_item(
    w: &mut Writer<'_>,
    position: usize,
    id: ItemId,
    item: &ChecklistTemplateItem,
) -> Result<(), DocumentError> {
    let object = w.insert("checklist", id)?;
    w.put(&object, "position", u64::try_from(position).unwrap_or(u64::MAX))?;
    write_item_template(w, &object, item)
}
