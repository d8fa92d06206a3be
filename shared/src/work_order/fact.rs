//! The facts of a work order: checklist items and answers, visits, photos, materials, steps.

use automerge::ObjId;
use serde::{Deserialize, Serialize};

use crate::catalogue::ChecklistTemplateItem;
use crate::document::fields::{Fields, word, word_for};
use crate::document::photo::{PhotoFacts, write_photo};
use crate::document::{DocumentError, Writer};
use crate::{FactId, Heads, ItemId, PersonId, Quantity, StockItemId, Timestamp};

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

/// One person's visit against a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intervention {
    /// Who went.
    pub by: PersonId,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// What was done: a collaborative text.
    pub report: String,
}

/// A picture of a work order with its newest correction applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectedPhoto {
    /// Who added it.
    pub by: PersonId,
    /// When it was added.
    pub at: Timestamp,
    /// The picture; caption and phase are those of the newest correction.
    pub facts: PhotoFacts,
    /// Who withdrew it and when, if it was.
    pub withdrawn: Option<(PersonId, Timestamp)>,
}

/// What was used: something from stores, or in words what stores do not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Material {
    /// A stock item.
    Stock(StockItemId),
    /// In words.
    Other(String),
}

/// A material and the quantity used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialUse {
    /// What.
    pub material: Material,
    /// How much, in the stock item's unit.
    pub quantity: Quantity,
    /// The use this one replaces; a quantity of zero takes it away.
    pub corrects: Option<FactId>,
    /// Who used it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// Why a work order cannot be finished, in a word that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CannotFinishCause {
    /// The building or the place named in the order is not the right one.
    WrongBuilding,
    /// It takes another trade.
    OtherTrade,
    /// Nobody was there to let the technician in.
    NobodyThere,
    /// Anything else: the reason says what.
    Other,
}

pub(crate) const CAUSES: [(CannotFinishCause, &str); 4] = [
    (CannotFinishCause::WrongBuilding, "wrong-building"),
    (CannotFinishCause::OtherTrade, "other-trade"),
    (CannotFinishCause::NobodyThere, "nobody-there"),
    (CannotFinishCause::Other, "other"),
];
word!(CannotFinishCause, CAUSES, "The word in documents, tables and locale keys.");

/// Before the id of the review, in the settlement that takes it back.
const REVIEW_KEY: &str = "review ";

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Somebody began or took up the work.
    Started,
    /// Somebody interrupted it.
    Paused,
    /// Done.
    Finished,
    /// Cannot be done.
    CannotFinish {
        /// Why, in a word.
        cause: CannotFinishCause,
        /// Why, at length; may be empty unless the cause is [`CannotFinishCause::Other`].
        reason: String,
    },
    /// Who finished, or could not, says that this was a mistake: the work goes on as before.
    TakenBack {
        /// The step that was a mistake.
        step: FactId,
    },
    /// The office approves what it saw.
    Approved {
        /// The heads of the document that was seen.
        seen: Heads,
    },
    /// The office sends it back.
    SentBack {
        /// Why.
        reason: String,
    },
    /// The office calls it off.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// The office has looked at a contradiction.
    Settled {
        /// [`crate::work_order::status::Contradiction::key`] of what was looked at.
        contradiction: String,
        /// Of two steps that cannot both stand, the one that counts; none where there is nothing to
        /// choose.
        favours: Option<FactId>,
        /// What was decided, in words.
        note: String,
    },
}

impl StepKind {
    /// The word in tables and locale keys.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::CannotFinish { .. } => "cannot-finish",
            Self::TakenBack { .. } => "taken-back",
            Self::Approved { .. } => "approved",
            Self::SentBack { .. } => "sent-back",
            Self::Cancelled { .. } => "cancelled",
            Self::Settled { .. } => "settled",
        }
    }

    /// The word in documents. Taking back is written as taking the work up again, which it is: an app
    /// that knows nothing of it reads the order all the same, and shows it as finished.
    const fn written_kind(&self) -> &'static str {
        match self {
            Self::TakenBack { .. } => Self::Started.name(),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::CannotFinish { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. }
            | Self::Settled { .. } => self.name(),
        }
    }

    /// The reason or note that came with it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::CannotFinish { reason, .. } | Self::SentBack { reason } | Self::Cancelled { reason } => {
                Some(reason)
            }
            Self::Settled { note, .. } => Some(note.as_str()).filter(|note| !note.is_empty()),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::TakenBack { .. }
            | Self::Approved { .. } => None,
        }
    }

    /// Why the order could not be finished, in a word.
    #[must_use]
    pub const fn cause(&self) -> Option<CannotFinishCause> {
        match self {
            Self::CannotFinish { cause, .. } => Some(*cause),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::TakenBack { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. }
            | Self::Settled { .. } => None,
        }
    }

    /// The finish it takes back.
    #[must_use]
    pub const fn takes_back(&self) -> Option<FactId> {
        match self {
            Self::TakenBack { step } => Some(*step),
            Self::Started
            | Self::Paused
            | Self::Finished
            | Self::CannotFinish { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. }
            | Self::Settled { .. } => None,
        }
    }

    /// The settlement that takes an approval or a return back. It is written as a settlement, so that
    /// replicas that know of no taking back read the document, and go on showing the review.
    pub(crate) fn taking_review_back(review: FactId) -> Self {
        let contradiction = format!("{REVIEW_KEY}{review}");
        Self::Settled { contradiction, favours: None, note: String::new() }
    }

    /// The approval or return it takes back.
    #[must_use]
    pub fn takes_review_back(&self) -> Option<FactId> {
        match self {
            Self::Settled { contradiction, favours: None, .. } => {
                contradiction.strip_prefix(REVIEW_KEY)?.parse().ok()
            }
            Self::Settled { favours: Some(_), .. }
            | Self::Started
            | Self::Paused
            | Self::Finished
            | Self::CannotFinish { .. }
            | Self::TakenBack { .. }
            | Self::Approved { .. }
            | Self::SentBack { .. }
            | Self::Cancelled { .. } => None,
        }
    }

    /// The name of its phrase: [`StepKind::name`], and `review-taken-back` for what takes a review back.
    #[must_use]
    pub fn phrase(&self) -> &'static str {
        if self.takes_review_back().is_some() { "review-taken-back" } else { self.name() }
    }

    /// Whether it says that a technician is done, one way or the other.
    #[must_use]
    pub const fn ends_the_work(&self) -> bool {
        matches!(self, Self::Finished | Self::CannotFinish { .. })
    }
}

/// One fact in the life of a work order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What happened.
    pub kind: StepKind,
    /// Who says so.
    pub by: PersonId,
    /// When, by the clock of their device.
    pub at: Timestamp,
}

pub(crate) fn read_item(fields: &Fields<'_>) -> Result<ChecklistItem, DocumentError> {
    let asked = read_template_item(fields)?;
    let answer = match fields.inner("answer")? {
        None => None,
        Some(answer) => Some(read_answer(asked.kind, &answer)?),
    };
    Ok(ChecklistItem { position: fields.count("position")?, asked, answer })
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

fn read_answer(kind: AnswerKind, fields: &Fields<'_>) -> Result<Answer, DocumentError> {
    let text = fields.text("value")?;
    let value = AnswerValue::parse(kind, &text)
        .ok_or_else(|| fields.wrong("value", "an answer of the item's kind"))?;
    Ok(Answer { value, by: fields.required("by", "a person")?, at: fields.instant("at")? })
}

pub(crate) fn read_intervention(fields: &Fields<'_>) -> Result<Intervention, DocumentError> {
    Ok(Intervention {
        by: fields.required("by", "a person")?,
        started_at: fields.instant("at")?,
        ended_at: fields.optional_instant("ended_at")?,
        report: fields.long_text("report")?,
    })
}

pub(crate) fn write_photo_correction(
    w: &mut Writer<'_>,
    corrects: FactId,
    facts: &PhotoFacts,
    withdrawn: bool,
) -> Result<FactId, DocumentError> {
    let id = write_photo(w, facts)?;
    let photo = w.entry("photos", id)?;
    w.put(&photo, "corrects", corrects.to_string())?;
    if withdrawn {
        w.put(&photo, "withdrawn", true)?;
    }
    Ok(id)
}

pub(crate) fn read_material(fields: &Fields<'_>) -> Result<MaterialUse, DocumentError> {
    let material = match fields.optional("item", "a stock item")? {
        Some(item) => Material::Stock(item),
        None => Material::Other(fields.text("label")?),
    };
    Ok(MaterialUse {
        material,
        quantity: Quantity(fields.integer("quantity")?),
        corrects: fields.optional("corrects", "a material use")?,
        by: fields.required("by", "a person")?,
        at: fields.instant("at")?,
    })
}

pub(crate) fn write_material(
    w: &mut Writer<'_>,
    material: &Material,
    quantity: Quantity,
    corrects: Option<FactId>,
) -> Result<FactId, DocumentError> {
    let (id, used) = w.insert_fact("materials")?;
    match material {
        Material::Stock(item) => w.put(&used, "item", item.to_string())?,
        Material::Other(label) => w.put(&used, "label", label.as_str())?,
    }
    w.put(&used, "quantity", quantity.0)?;
    w.put_optional(&used, "corrects", corrects)?;
    Ok(id)
}

pub(crate) fn read_step(fields: &Fields<'_>) -> Result<Step, DocumentError> {
    let reason = || fields.text("reason");
    let kind = match fields.text("kind")?.as_str() {
        "started" => match fields.optional("takes_back", "a step")? {
            Some(step) => StepKind::TakenBack { step },
            None => StepKind::Started,
        },
        "paused" => StepKind::Paused,
        "finished" => StepKind::Finished,
        "cannot-finish" => StepKind::CannotFinish {
            // What was written before there were causes, or by an app that knows more of them.
            cause: fields
                .optional_text("cause")?
                .and_then(|cause| CannotFinishCause::named(&cause))
                .unwrap_or(CannotFinishCause::Other),
            reason: reason()?,
        },
        "approved" => StepKind::Approved { seen: fields.required("seen", "heads")? },
        "sent-back" => StepKind::SentBack { reason: reason()? },
        "cancelled" => StepKind::Cancelled { reason: reason()? },
        "settled" => StepKind::Settled {
            contradiction: fields.text("contradiction")?,
            favours: fields.optional("favours", "a step")?,
            note: fields.text("note")?,
        },
        _ => return Err(fields.wrong("kind", "a kind of step")),
    };
    Ok(Step { kind, by: fields.required("by", "a person")?, at: fields.instant("at")? })
}

pub(crate) fn write_step(w: &mut Writer<'_>, kind: &StepKind) -> Result<FactId, DocumentError> {
    let (id, step) = w.insert_fact("steps")?;
    w.put(&step, "kind", kind.written_kind())?;
    match kind {
        StepKind::Started | StepKind::Paused | StepKind::Finished => {}
        StepKind::CannotFinish { cause, reason } => {
            w.put(&step, "cause", cause.name())?;
            w.put(&step, "reason", reason.as_str())?;
        }
        StepKind::TakenBack { step: mistaken } => w.put(&step, "takes_back", mistaken.to_string())?,
        StepKind::SentBack { reason } | StepKind::Cancelled { reason } => {
            w.put(&step, "reason", reason.as_str())?;
        }
        StepKind::Approved { seen } => w.put(&step, "seen", seen.to_string())?,
        StepKind::Settled { contradiction, favours, note } => {
            w.put(&step, "contradiction", contradiction.as_str())?;
            w.put_optional(&step, "favours", *favours)?;
            w.put(&step, "note", note.as_str())?;
        }
    }
    Ok(id)
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
