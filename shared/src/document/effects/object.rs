//! An object of a document as one change touches it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::legacy::{Op, OpType};
use automerge::{ActorId, ObjId, ROOT, ReadDoc as _, ScalarValue};

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::shape::{Comes, DOCUMENT, Holds, Place, Shape, within, wrong};
use crate::id::PersonId;

/// A map or text, with what the change put in it.
pub(crate) struct Object {
    pub(crate) id: ObjId,
    pub(crate) place: &'static Place,
    pub(crate) path: Vec<String>,
    /// Whether this change makes it: what is inside stands or falls with it.
    pub(crate) made: bool,
    /// In a map that is made: its keys, with the values that are not objects.
    fields: BTreeMap<String, Option<ScalarValue>>,
    /// In a text: letters put in.
    pub(crate) inserted: usize,
    /// In a text: letters taken out.
    pub(crate) deleted: BTreeSet<(u64, ActorId)>,
}

impl Object {
    pub(crate) const fn new(id: ObjId, place: &'static Place, path: Vec<String>, made: bool) -> Self {
        Self { id, place, path, made, fields: BTreeMap::new(), inserted: 0, deleted: BTreeSet::new() }
    }

    /// The document itself.
    pub(crate) const fn root(made: bool) -> Self {
        Self::new(ROOT, &DOCUMENT, Vec::new(), made)
    }

    /// The object with this id in a document, if it is in a place there is.
    pub(crate) fn found(
        document: &Document,
        shape: &'static Shape,
        id: ObjId,
    ) -> Result<Self, DocumentError> {
        let parents = document.automerge().parents(&id).map_err(DocumentError::corrupt)?;
        let path: Vec<String> = parents.path().into_iter().map(|(_, prop)| prop.to_string()).collect();
        let mut place = &DOCUMENT;
        for key in &path {
            place = shape.child(place, key).ok_or_else(|| wrong(&path, "nothing"))?;
        }
        Ok(Self::new(id, place, path, false))
    }

    /// Takes note of a value in a map that is made. Each key is written once.
    pub(crate) fn fill(&mut self, key: &str, place: &Place, op: &Op) -> Result<(), DocumentError> {
        let value = if let OpType::Put(value) = &op.action { Some(value.clone()) } else { None };
        let again = self.fields.insert(key.to_owned(), value).is_some();
        let is_delete = matches!(op.action, OpType::Delete);
        if place.comes == Comes::Later || again || is_delete || !op.pred.is_empty() {
            return Err(wrong(&self.path_to(key), "nothing yet"));
        }
        if let Holds::Entries(_, max) = self.place.holds {
            within(self.fields.len(), max, &self.path)?;
        }
        Ok(())
    }

    /// Takes note of a letter put into a text or taken out; `None` when it is something else.
    pub(crate) fn spell(&mut self, op: &Op) -> Option<()> {
        match &op.action {
            OpType::Put(ScalarValue::Str(letter)) if op.insert && op.pred.is_empty() => {
                self.inserted += 1;
                (letter.chars().count() == 1).then_some(())
            }
            OpType::Delete if !op.insert && !self.made && op.pred.len() == 1 => {
                let letter = op.pred.get(0)?;
                self.deleted.insert((letter.counter(), letter.actor().clone()));
                (op.key.to_opid().as_ref() == Some(letter)).then_some(())
            }
            OpType::Put(_)
            | OpType::Delete
            | OpType::Make(_)
            | OpType::Increment(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => None,
        }
    }

    /// Whether an object that is made has what it must have.
    pub(crate) fn complete(&self, before: &Document, shape: &Shape) -> Result<(), DocumentError> {
        for key in shape.required(self.place) {
            if !self.fields.contains_key(key) {
                return Err(wrong(&self.path_to(key), "something"));
            }
        }
        for condition in shape.conditions.iter().filter(|condition| condition.path == self.place.path) {
            if !(condition.holds)(before, &self.path, &|key| self.text(key)) {
                return Err(wrong(&self.path, condition.expected));
            }
        }
        if let Holds::Letters(chars_max) = self.place.holds {
            within(self.inserted, chars_max, &self.path)?;
        }
        Ok(())
    }

    /// A text that was put in an object that is made.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.fields.get(key)?.as_ref()?.as_str()
    }

    /// Whose fact it is: as it is made, or as it was before.
    pub(crate) fn by(&self, before: &Document) -> Option<PersonId> {
        if self.made {
            return self.text("by")?.parse().ok();
        }
        before.text_in(&self.id, "by")?.parse().ok()
    }

    pub(crate) fn path_to(&self, key: &str) -> Vec<String> {
        self.path.iter().cloned().chain([key.to_owned()]).collect()
    }
}
