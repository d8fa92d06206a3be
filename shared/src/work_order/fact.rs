//! What technicians add to a work order besides answers and steps: visits, photos, materials.

use serde::{Deserialize, Serialize};

use crate::document::error::DocumentError;
use crate::document::fields::Fields;
use crate::document::photo::{PhotoFacts, write_photo};
use crate::document::writer::Writer;
use crate::id::{FactId, PersonId, StockItemId};
use crate::moment::Timestamp;
use crate::quantity::Quantity;

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
