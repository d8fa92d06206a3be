//! A document founded anew: what it says, without how it came to say so, and without what is over its time.

use std::borrow::Cow;

use automerge::transaction::{CommitOptions, Transactable as _, Transaction};
use automerge::{Automerge, ObjId, ObjType, ROOT, ReadDoc as _, ScalarValue, Value};

use crate::document::change::LocalChange;
use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::id::ActorId;
use crate::moment::Timestamp;

/// What stands in the place of a text that is over its time: signs of no language.
pub const GONE: &str = "[…]";

/// What is left of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left<'a> {
    /// All of it.
    Whole,
    /// [`GONE`], where there was a text.
    Mark,
    /// The text, with [`GONE`] in the place of these words, of which there are some.
    Without(&'a str),
    /// Nothing: it was never there.
    Nothing,
}

impl Left<'_> {
    /// What is left of a text.
    fn of(self, text: &str) -> Cow<'_, str> {
        match self {
            Left::Mark if !text.is_empty() => GONE.into(),
            Left::Without(words) => text.replace(words, GONE).into(),
            Left::Whole | Left::Mark | Left::Nothing => text.into(),
        }
    }
}

/// What is left of the place with this path.
type Leaves<'a> = &'a dyn Fn(&[String]) -> Left<'a>;

/// A document of the same id that says the same, but for what `left` says of each place, in one change by `actor`. Facts
/// keep their ids. Values that were written at the same time as others, and lost, are gone.
///
/// # Errors
/// [`DocumentError::Shape`] when there is something in it that no kind of document has.
pub(crate) fn found_anew(
    document: &Document,
    actor: ActorId,
    at: Timestamp,
    left: Leaves<'_>,
) -> Result<(Document, LocalChange), DocumentError> {
    let mut founded = Document::empty(document.kind(), document.id());
    let seconds = at.within_calendar().0.div_euclid(1000);
    {
        let automerge = founded.automerge_mut();
        automerge.set_actor(actor.automerge());
        let mut copy =
            Copy { from: document.automerge(), to: automerge.transaction(), path: Vec::new(), left };
        copy.map(&ROOT, &ROOT)?;
        let Copy { to, .. } = copy;
        to.commit_with(CommitOptions::default().with_time(seconds));
    }
    let change = founded.automerge().get_last_local_change();
    let change = change.ok_or(DocumentError::Shape { path: "/".to_owned(), expected: "something" })?;
    let change = LocalChange { hash: change.hash().into(), bytes: change.raw_bytes().to_vec() };
    Ok((founded, change))
}

struct Copy<'a, 'l> {
    from: &'a Automerge,
    to: Transaction<'a>,
    /// Where it is.
    path: Vec<String>,
    left: Leaves<'l>,
}

impl Copy<'_, '_> {
    fn map(&mut self, from: &ObjId, to: &ObjId) -> Result<(), DocumentError> {
        let keys: Vec<String> = self.from.keys(from).collect();
        for key in keys {
            self.path.push(key);
            self.place(from, to)?;
            self.path.pop();
        }
        Ok(())
    }

    /// The place at the end of the path.
    fn place(&mut self, from: &ObjId, to: &ObjId) -> Result<(), DocumentError> {
        let left = (self.left)(&self.path);
        let key = self.path.last().map_or("", String::as_str);
        let found = self.from.get(from, key).map_err(DocumentError::corrupt)?;
        let Some((value, id)) = found.filter(|_| left != Left::Nothing) else { return Ok(()) };
        match value {
            Value::Scalar(value) => {
                let value = if let ScalarValue::Str(text) = &*value {
                    ScalarValue::from(&*left.of(text))
                } else {
                    value.into_owned()
                };
                self.to.put(to, key, value).map_err(DocumentError::corrupt)
            }
            Value::Object(ObjType::Text) => {
                let text = self.from.text(&id).map_err(DocumentError::corrupt)?;
                let made = self.to.put_object(to, key, ObjType::Text).map_err(DocumentError::corrupt)?;
                self.to.splice_text(&made, 0, 0, &left.of(&text)).map_err(DocumentError::corrupt)
            }
            Value::Object(ObjType::Map) => {
                let made = self.to.put_object(to, key, ObjType::Map).map_err(DocumentError::corrupt)?;
                self.map(&id, &made)
            }
            Value::Object(ObjType::List | ObjType::Table) => {
                Err(DocumentError::Shape { path: format!("/{}", self.path.join("/")), expected: "a map" })
            }
        }
    }
}
