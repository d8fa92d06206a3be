//! What may stand where: the places of a kind of document, what each holds and how much of it.
//!
//! Readers turn a document into values; a [`Shape`] says the same of one place, so that a change can be
//! judged by its own operations, whether what it wrote shows or not.

use automerge::{ObjType, ScalarValue};

use crate::document::core::{Document, SCHEMA};
use crate::document::error::DocumentError;
use crate::limits::INSTANT_MS_MAX;

/// What a place holds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holds {
    /// [`SCHEMA`].
    Schema,
    /// A map whose keys are the places under it.
    Map,
    /// A map of at most so many entries, whose keys this accepts.
    Entries(fn(&str) -> bool, usize),
    /// A collaborative text of at most so many characters.
    Letters(usize),
    /// A plain text of at most so many characters.
    Text(usize),
    /// A plain text this accepts: an id, a day, one of a closed set of words.
    Written(fn(&str) -> bool),
    /// Milliseconds since 1970, at most [`INSTANT_MS_MAX`] before or after.
    Instant,
    /// A whole number.
    Integer,
    /// A whole number that is not negative and fits 32 bits.
    Count,
    /// True or false.
    Boolean,
}

/// When a place is written, seen from the object it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comes {
    /// In the change that makes the object, always.
    Always,
    /// In the change that makes the object, or later, or never.
    Perhaps,
    /// In a change of its own, after the object was made.
    Later,
}

/// A place in a document.
#[derive(Debug)]
pub(crate) struct Place {
    /// Where, keys of [`Holds::Entries`] replaced by `*`: `interventions/*/report`.
    pub(crate) path: &'static str,
    pub(crate) holds: Holds,
    pub(crate) comes: Comes,
}

/// The document itself.
pub(crate) const DOCUMENT: Place = Place { path: "", holds: Holds::Map, comes: Comes::Always };

/// One line of a table of places.
pub(crate) const fn place(path: &'static str, holds: Holds, comes: Comes) -> Place {
    Place { path, holds, comes }
}

/// A condition on the values of one object, beyond what each of its places holds. It is asked when a change
/// makes the object.
#[derive(Debug)]
pub(crate) struct Condition {
    /// The place of the object.
    pub(crate) path: &'static str,
    /// What should be there, for the error message.
    pub(crate) expected: &'static str,
    /// Whether it holds: given the document before the change, where the object is, and the texts that the
    /// change puts in it, by key.
    pub(crate) holds: Test,
}

type Test = for<'a> fn(&Document, &[String], &dyn Fn(&str) -> Option<&'a str>) -> bool;

/// What may stand in the documents of one kind.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The places, in tables that several kinds may share.
    pub(crate) places: &'static [&'static [Place]],
    /// The maps under the root whose keys are fact ids.
    pub(crate) fact_maps: &'static [&'static str],
    /// The entries that the policy tells apart by the word under their key `kind`: it stands for the `*` of
    /// their path.
    pub(crate) named_by_kind: &'static [&'static str],
    /// What the values of one object must agree on.
    pub(crate) conditions: &'static [Condition],
}

impl Shape {
    fn places(&self) -> impl Iterator<Item = &'static Place> {
        self.places.iter().copied().flatten()
    }

    /// The keys in `place` that an object made there must have.
    pub(crate) fn required(&self, place: &Place) -> impl Iterator<Item = &'static str> {
        let path = place.path;
        self.places()
            .filter(|place| place.comes == Comes::Always)
            .map(Place::parent_and_name)
            .filter(move |(parent, _)| *parent == path)
            .map(|(_, name)| name)
    }

    /// The place under `key` of `place`; `None` when nothing may stand there.
    pub(crate) fn child(&self, place: &Place, key: &str) -> Option<&'static Place> {
        let name = match place.holds {
            Holds::Map => key,
            Holds::Entries(accepts, _) => accepts(key).then_some("*")?,
            Holds::Schema
            | Holds::Letters(_)
            | Holds::Text(_)
            | Holds::Written(_)
            | Holds::Instant
            | Holds::Integer
            | Holds::Count
            | Holds::Boolean => return None,
        };
        self.places().find(|child| child.parent_and_name() == (place.path, name))
    }
}

impl Place {
    /// The place of the map it is in, and its own name there.
    fn parent_and_name(&self) -> (&'static str, &'static str) {
        self.path.rsplit_once('/').unwrap_or(("", self.path))
    }

    /// Whether it is an entry of a map, under a key of its own.
    pub(crate) fn is_entry(&self) -> bool {
        self.parent_and_name().1 == "*"
    }

    /// Whether an object of this type may be made here.
    pub(crate) const fn is_made_as(&self, object: ObjType) -> bool {
        match object {
            ObjType::Map => matches!(self.holds, Holds::Map | Holds::Entries(..)),
            ObjType::Text => matches!(self.holds, Holds::Letters(_)),
            ObjType::List | ObjType::Table => false,
        }
    }

    /// Whether a value may be put here; `path` is for the error message.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when it is of another kind, [`DocumentError::TooMuch`] when it is a text of too
    /// many characters, [`DocumentError::NewerSchema`] when it declares a newer schema.
    pub(crate) fn accepts(&self, value: &ScalarValue, path: &[String]) -> Result<(), DocumentError> {
        let text = || value.as_str().ok_or_else(|| wrong(path, "a text"));
        let fits = match self.holds {
            Holds::Schema => return known_schema(value, path),
            Holds::Text(chars_max) => return within(text()?.chars().count(), chars_max, path),
            Holds::Written(accepts) => accepts(text()?),
            Holds::Instant => {
                integer(value).is_some_and(|ms| ms.unsigned_abs() <= INSTANT_MS_MAX.unsigned_abs())
            }
            Holds::Integer => integer(value).is_some(),
            Holds::Count => integer(value).is_some_and(|count| u32::try_from(count).is_ok()),
            Holds::Boolean => matches!(value, ScalarValue::Boolean(_)),
            Holds::Map | Holds::Entries(..) | Holds::Letters(_) => false,
        };
        if fits { Ok(()) } else { Err(wrong(path, "another kind of value")) }
    }
}

/// A whole number, as the readers take them.
fn integer(value: &ScalarValue) -> Option<i64> {
    match value {
        ScalarValue::Int(value) | ScalarValue::Timestamp(value) => Some(*value),
        ScalarValue::Uint(value) => i64::try_from(*value).ok(),
        ScalarValue::Bytes(_)
        | ScalarValue::Str(_)
        | ScalarValue::F64(_)
        | ScalarValue::Counter(_)
        | ScalarValue::Boolean(_)
        | ScalarValue::Unknown { .. }
        | ScalarValue::Null => None,
    }
}

fn known_schema(value: &ScalarValue, path: &[String]) -> Result<(), DocumentError> {
    match integer(value).and_then(|schema| u64::try_from(schema).ok()) {
        Some(SCHEMA) => Ok(()),
        Some(newer) if newer > SCHEMA => Err(DocumentError::NewerSchema(newer)),
        Some(_) | None => Err(wrong(path, "a schema version")),
    }
}

/// Whether `count` characters or entries are not too many.
///
/// # Errors
/// [`DocumentError::TooMuch`] when they are.
pub(crate) fn within(count: usize, max: usize, path: &[String]) -> Result<(), DocumentError> {
    if count > max {
        return Err(DocumentError::TooMuch { path: format!("/{}", path.join("/")), max });
    }
    Ok(())
}

pub(crate) fn wrong(path: &[String], expected: &'static str) -> DocumentError {
    DocumentError::Shape { path: format!("/{}", path.join("/")), expected }
}
