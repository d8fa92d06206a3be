//! What may stand where: every place of every kind of document, what it holds and how much of it.
//!
//! Readers turn a document into values; this says the same of one place, so that a change can be
//! judged by its own operations, whether what it wrote shows or not.

mod places;

use automerge::{ObjType, ScalarValue};

use super::{DocumentError, DocumentKind, SCHEMA};
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

impl Place {
    /// The place of the map it is in, and its own name there.
    fn parent_and_name(&self) -> (&'static str, &'static str) {
        self.path.rsplit_once('/').unwrap_or(("", self.path))
    }

    /// The places in it that an object made here must have.
    pub(crate) fn required(&self, kind: DocumentKind) -> impl Iterator<Item = &'static str> {
        let path = self.path;
        places::of(kind)
            .iter()
            .filter(|place| place.comes == Comes::Always)
            .map(Self::parent_and_name)
            .filter(move |(parent, _)| *parent == path)
            .map(|(_, name)| name)
    }

    /// The place under `key` of what is here; `None` when nothing may stand there.
    pub(crate) fn child(&self, kind: DocumentKind, key: &str) -> Option<&'static Self> {
        let name = match self.holds {
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
        places::of(kind).iter().find(|place| place.parent_and_name() == (self.path, name))
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
    /// [`DocumentError::Shape`], [`DocumentError::TooMuch`] or [`DocumentError::NewerSchema`].
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
/// [`DocumentError::TooMuch`].
pub(crate) fn within(count: usize, max: usize, path: &[String]) -> Result<(), DocumentError> {
    if count > max {
        return Err(DocumentError::TooMuch { path: format!("/{}", path.join("/")), max });
    }
    Ok(())
}

pub(crate) fn wrong(path: &[String], expected: &'static str) -> DocumentError {
    DocumentError::Shape { path: format!("/{}", path.join("/")), expected }
}
