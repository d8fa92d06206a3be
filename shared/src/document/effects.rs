//! What one change does to a document, operation by operation, as paths the policy knows.
//!
//! Operations are looked at, not the patches that show: a write that loses today surfaces when
//! the winner is removed.

use std::collections::BTreeSet;

use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{ObjId, ObjType, Prop, ROOT, ReadDoc as _, Value};

use super::fields::FACT_MAPS;
use super::{Building, Catalogue, Document, DocumentError, DocumentKind, History, Request, WorkOrder, parse};
use crate::PersonId;

/// What an operation does at its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The document itself begins.
    Create,
    /// A value where there was none.
    Insert,
    /// A value in place of another.
    Put,
    /// A value taken away.
    Delete,
    /// Letters put in or taken out of a collaborative text.
    Splice,
}

/// An effect with its place, ids replaced by `*`: `interventions/*/report`. A step's place ends
/// with its kind: `steps/finished`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EffectAt {
    /// Where.
    pub path: String,
    /// What.
    pub effect: Effect,
    /// Who the inserted fact says wrote it, where it says so.
    pub by: Option<PersonId>,
}

/// The effects of `change` on `before`, with the document after it.
///
/// # Errors
/// What [`Document::apply`] finds wrong, or [`DocumentError::Shape`] when the change rewrites a
/// fact or leaves a document that does not read as its kind.
pub fn effects(before: &Document, change: &[u8]) -> Result<(Vec<EffectAt>, Document), DocumentError> {
    let mut after = before.clone();
    after.apply(&[change])?;
    readable(&after)?;
    if before.is_empty() {
        let by = text_at(&after, &ROOT, "by").and_then(|by| by.parse().ok());
        return Ok((vec![EffectAt { path: String::new(), effect: Effect::Create, by }], after));
    }
    let expanded = parse(change)?.decode();
    let mut effects = BTreeSet::new();
    let first_op = expanded.start_op.get();
    let last_op = first_op + expanded.operations.len() as u64;
    let made_here = |object: &ObjectId| match object {
        ObjectId::Root => false,
        ObjectId::Id(op) => *op.actor() == expanded.actor_id && (first_op..last_op).contains(&op.counter()),
    };
    for (op, counter) in expanded.operations.iter().zip(first_op..) {
        // What is inside an object of the same change stands or falls with that object.
        if !made_here(&op.obj) {
            let itself = ObjId::Id(counter, expanded.actor_id.clone(), 0);
            effects.insert(effect_of(before, &after, op, &itself)?);
        }
    }
    Ok((effects.into_iter().collect(), after))
}

fn effect_of(
    before: &Document,
    after: &Document,
    op: &Op,
    itself: &ObjId,
) -> Result<EffectAt, DocumentError> {
    let object = match &op.obj {
        ObjectId::Root => ROOT,
        ObjectId::Id(id) => ObjId::Id(id.counter(), id.actor().clone(), 0),
    };
    let mut path = path_of(after, &object)?;
    let Key::Map(key) = &op.key else {
        let is_text = after.automerge().object_type(&object) == Ok(ObjType::Text);
        let plain = matches!(&op.action, OpType::Put(automerge::ScalarValue::Str(_)) | OpType::Delete);
        if !is_text || !plain {
            return Err(wrong(&path, "letters of a text"));
        }
        return Ok(EffectAt { path: pattern(&path), effect: Effect::Splice, by: None });
    };
    path.push(key.to_string());
    let effect = match (&op.action, op.pred.len()) {
        (OpType::Delete, _) => Effect::Delete,
        (OpType::Make(_) | OpType::Put(_), 0) => Effect::Insert,
        (OpType::Make(_) | OpType::Put(_), _) => Effect::Put,
        (OpType::Increment(_) | OpType::MarkBegin(_) | OpType::MarkEnd(_), _) => {
            return Err(wrong(&path, "a value"));
        }
    };
    let is_fact = path.len() == 2 && path.first().is_some_and(|map| FACT_MAPS.contains(&map.as_str()));
    if is_fact && effect == Effect::Insert && exists(before, &object, key) {
        return Err(wrong(&path, "a new fact"));
    }
    let by = text_at(after, itself, "by").and_then(|by| by.parse().ok());
    let mut shown = pattern(&path);
    if is_fact && shown == "steps/*" {
        shown = format!("steps/{}", text_at(after, itself, "kind").unwrap_or_default());
    }
    Ok(EffectAt { path: shown, effect, by })
}

fn path_of(document: &Document, object: &ObjId) -> Result<Vec<String>, DocumentError> {
    let parents = document.automerge().parents(object).map_err(DocumentError::corrupt)?;
    Ok(parents
        .path()
        .into_iter()
        .map(|(_, prop)| match prop {
            Prop::Map(key) => key,
            Prop::Seq(at) => at.to_string(),
        })
        .collect())
}

/// The path with everything that is an id replaced by `*`.
fn pattern(path: &[String]) -> String {
    let parts: Vec<&str> = path
        .iter()
        .map(|part| if uuid::Uuid::try_parse(part).is_ok() { "*" } else { part.as_str() })
        .collect();
    parts.join("/")
}

fn exists(document: &Document, object: &ObjId, key: &str) -> bool {
    document.automerge().get_all(object, key).is_ok_and(|values| !values.is_empty())
}

fn text_at(document: &Document, object: &ObjId, key: &str) -> Option<String> {
    match document.automerge().get(object, key) {
        Ok(Some((Value::Scalar(scalar), _))) => scalar.as_str().map(str::to_owned),
        _ => None,
    }
}

fn wrong(path: &[String], expected: &'static str) -> DocumentError {
    DocumentError::Shape { path: format!("/{}", path.join("/")), expected }
}

/// Whether the document reads as its kind.
///
/// # Errors
/// [`DocumentError::Shape`] or [`DocumentError::NewerSchema`].
pub fn readable(document: &Document) -> Result<(), DocumentError> {
    match document.kind() {
        DocumentKind::WorkOrder => WorkOrder::read(document).map(drop),
        DocumentKind::Building => Building::read(document).map(drop),
        DocumentKind::Request => Request::read(document).map(drop),
        DocumentKind::History => History::read(document).map(drop),
        DocumentKind::Catalogue => Catalogue::read(document).map(drop),
    }
}
