//! Which fields got different values concurrently, and what an approval did not see.

use std::collections::BTreeMap;

use automerge::{ObjId, ROOT, ReadDoc as _, Value};
use serde::{Deserialize, Serialize};

use crate::document::core::Document;
use crate::hash::ChangeHash;
use crate::id::{FactId, ItemId};
use crate::work_order::step::{Step, StepKind};

/// One of the values a field was given, and the change that gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// The value as text; empty when the field was cleared.
    pub value: String,
    /// The change that wrote it: the server knows whose it is.
    pub change: Option<ChangeHash>,
}

/// A field that was given several values at once. Automerge shows one of them on every replica;
/// writing the field again chooses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldConflict {
    /// `priority`, `due`, … or `checklist/ITEM` for an answer.
    pub field: String,
    /// All values, the one shown last.
    pub values: Vec<FieldValue>,
}

const PLAIN_FIELDS: [&str; 9] =
    ["title", "nature", "priority", "due", "planned_from", "planned_to", "space", "asset", "team"];

/// The plain fields, and the answers of these items, that were given several values at once.
pub(crate) fn conflicts<'a>(
    document: &Document,
    items: impl Iterator<Item = &'a ItemId>,
) -> Vec<FieldConflict> {
    let mut found: Vec<FieldConflict> = PLAIN_FIELDS
        .iter()
        .filter_map(|field| conflict(document, &ROOT, field, (*field).to_owned()))
        .collect();
    if let Ok(Some((_, checklist))) = document.automerge().get(ROOT, "checklist") {
        for id in items {
            if let Ok(Some((_, item))) = document.automerge().get(&checklist, id.to_string()) {
                found.extend(conflict(document, &item, "answer", format!("checklist/{id}")));
            }
        }
    }
    found
}

fn conflict(document: &Document, object: &ObjId, key: &str, field: String) -> Option<FieldConflict> {
    let all = document.automerge().get_all(object, key).ok()?;
    if all.len() < 2 {
        return None;
    }
    let values: Vec<FieldValue> = all
        .into_iter()
        .map(|(value, id)| FieldValue {
            value: match value {
                Value::Object(_) => inner_value(document, &id),
                Value::Scalar(scalar) => plain(&scalar),
            },
            change: document.automerge().hash_for_opid(&id).map(ChangeHash::from),
        })
        .collect();
    let differ = values.windows(2).any(|pair| pair[0].value != pair[1].value);
    differ.then_some(FieldConflict { field, values })
}

fn inner_value(document: &Document, object: &ObjId) -> String {
    match document.automerge().get(object, "value") {
        Ok(Some((Value::Scalar(scalar), _))) => plain(&scalar),
        _ => String::new(),
    }
}

fn plain(scalar: &automerge::ScalarValue) -> String {
    match scalar.as_str() {
        Some(text) => text.to_owned(),
        None if scalar.is_null() => String::new(),
        None => scalar.to_string(),
    }
}

/// Whether anybody but the server that approved wrote after what the newest approval among the steps saw.
pub(crate) fn changed_since_approval(document: &Document, steps: &BTreeMap<FactId, Step>) -> bool {
    let newest = steps.iter().rev().find_map(|(id, step)| match &step.kind {
        StepKind::Approved { seen } => Some((id, seen)),
        StepKind::Started
        | StepKind::Paused
        | StepKind::Finished
        | StepKind::CannotFinish { .. }
        | StepKind::TakenBack { .. }
        | StepKind::SentBack { .. }
        | StepKind::Cancelled { .. }
        | StepKind::Settled { .. } => None,
    });
    let Some((id, seen)) = newest else { return false };
    document.changed_since(seen, document.actor_of(&["steps"], *id))
}
