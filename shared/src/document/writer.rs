//! Writing in a document: one transaction, one change.

use automerge::transaction::{CommitOptions, Transactable as _, Transaction};
use automerge::{ObjId, ObjType, ROOT, ReadDoc as _, ScalarValue, Value};

use crate::author::Author;
use crate::document::change::LocalChange;
use crate::document::core::{Document, SCHEMA};
use crate::document::error::DocumentError;
use crate::document::shape::Shape;
use crate::id::{FactId, PersonId};
use crate::moment::{FactClock, Timestamp};
use crate::text_merge::{Splice, rebase};

/// A transaction on a document in somebody's name. Dropped without [`Writer::commit`], it leaves
/// the document as it was.
pub(crate) struct Writer<'a> {
    transaction: Transaction<'a>,
    clock: FactClock,
    author: Author,
}

type Written = Result<(), DocumentError>;

impl<'a> Writer<'a> {
    pub(crate) fn new(document: &'a mut Document, author: Author, shape: &Shape) -> Self {
        let clock = FactClock::new(document.newest_fact(shape.fact_maps), author.moment);
        let automerge = document.automerge_mut();
        automerge.set_actor(author.actor.automerge());
        Self { transaction: automerge.transaction(), clock, author }
    }

    pub(crate) const fn person(&self) -> PersonId {
        self.author.person
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.author.moment.wall.within_calendar()
    }

    /// Declares the schema and makes the root's maps, in the first change of a document.
    pub(crate) fn begin(&mut self, maps: &[&str]) -> Written {
        self.put(&ROOT, "schema", SCHEMA)?;
        maps.iter().try_for_each(|map| self.make_map(&ROOT, map).map(drop))
    }

    pub(crate) fn put(&mut self, object: &ObjId, key: &str, value: impl Into<ScalarValue>) -> Written {
        self.transaction.put(object, key, value).map_err(DocumentError::corrupt)
    }

    /// Writes a value as text, or takes the key away when there is none.
    pub(crate) fn put_optional(
        &mut self,
        object: &ObjId,
        key: &str,
        value: Option<impl ToString>,
    ) -> Written {
        match value {
            Some(value) => self.put(object, key, value.to_string()),
            None => self.remove(object, key),
        }
    }

    pub(crate) fn remove(&mut self, object: &ObjId, key: &str) -> Written {
        if self.transaction.get(object, key).map_err(DocumentError::corrupt)?.is_some() {
            self.transaction.delete(object, key).map_err(DocumentError::corrupt)?;
        }
        Ok(())
    }

    pub(crate) fn has(&self, object: &ObjId, key: &str) -> Result<bool, DocumentError> {
        self.transaction.get(object, key).map(|found| found.is_some()).map_err(DocumentError::corrupt)
    }

    pub(crate) fn make_map(&mut self, object: &ObjId, key: &str) -> Result<ObjId, DocumentError> {
        self.transaction.put_object(object, key, ObjType::Map).map_err(DocumentError::corrupt)
    }

    pub(crate) fn make_text(&mut self, object: &ObjId, key: &str, text: &str) -> Written {
        let made = self.transaction.put_object(object, key, ObjType::Text).map_err(DocumentError::corrupt)?;
        self.transaction.splice_text(&made, 0, 0, text).map_err(DocumentError::corrupt)
    }

    /// Merges somebody's edit of a collaborative text into what it is now.
    pub(crate) fn rebase_text(&mut self, object: &ObjId, key: &str, before: &str, after: &str) -> Written {
        let text = self.object(object, key)?;
        let current = self.transaction.text(&text).map_err(DocumentError::corrupt)?;
        self.splice(&text, &rebase(before, after, &current))
    }

    /// Makes the collaborative text under `key` say `after`; what stays of it stays the same letters.
    pub(crate) fn rewrite_text(&mut self, object: &ObjId, key: &str, after: &str) -> Written {
        let text = self.object(object, key)?;
        let current = self.transaction.text(&text).map_err(DocumentError::corrupt)?;
        self.splice(&text, &rebase(&current, after, &current))
    }

    fn splice(&mut self, text: &ObjId, splices: &[Splice]) -> Written {
        for splice in splices {
            let delete = isize::try_from(splice.delete).map_err(DocumentError::corrupt)?;
            self.transaction
                .splice_text(text, splice.at, delete, &splice.insert)
                .map_err(DocumentError::corrupt)?;
        }
        Ok(())
    }

    /// The map or text under `key`.
    pub(crate) fn object(&self, object: &ObjId, key: &str) -> Result<ObjId, DocumentError> {
        match self.transaction.get(object, key).map_err(DocumentError::corrupt)? {
            Some((Value::Object(_), id)) => Ok(id),
            _ => Err(DocumentError::Shape { path: key.to_owned(), expected: "an object" }),
        }
    }

    /// The map under `map/id` from the root.
    pub(crate) fn entry(&self, map: &str, id: impl ToString) -> Result<ObjId, DocumentError> {
        let map = self.object(&ROOT, map)?;
        self.object(&map, &id.to_string())
    }

    /// A new map under `map/id` from the root.
    pub(crate) fn insert(&mut self, map: &str, id: impl ToString) -> Result<ObjId, DocumentError> {
        let map = self.object(&ROOT, map)?;
        self.make_map(&map, &id.to_string())
    }

    /// A new fact in the named map, with `by` and `at` filled in.
    pub(crate) fn insert_fact(&mut self, map: &str) -> Result<(FactId, ObjId), DocumentError> {
        let id = self.clock.next_id();
        let object = self.insert(map, id)?;
        self.put(&object, "by", self.person().to_string())?;
        self.put(&object, "at", self.now().0)?;
        Ok((id, object))
    }

    /// Ends the transaction; `None` when nothing was written.
    pub(crate) fn commit(self) -> Option<LocalChange> {
        let seconds = self.now().0.div_euclid(1000);
        let Self { transaction, .. } = self;
        let (hash, _) = transaction.commit_with(CommitOptions::default().with_time(seconds));
        hash.map(|hash| LocalChange { hash: hash.into(), bytes: Vec::new() })
    }
}

/// Writes in a document of this shape as `author` and returns the change, `None` when nothing was written. When
/// `write` errors, the document is as before.
pub(crate) fn write<T, E>(
    document: &mut Document,
    author: Author,
    shape: &Shape,
    write: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
) -> Result<(T, Option<LocalChange>), E> {
    let mut writer = Writer::new(document, author, shape);
    let outcome = write(&mut writer)?;
    let Some(mut change) = writer.commit() else { return Ok((outcome, None)) };
    if let Some(last) = document.automerge().get_last_local_change() {
        change.bytes = last.raw_bytes().to_vec();
    }
    Ok((outcome, Some(change)))
}
