//! Typed reading of what Automerge holds: every value is hostile until it has the right shape.

use std::collections::BTreeMap;
use std::str::FromStr;

use automerge::{ScalarValue, hydrate};

use crate::document::core::{Document, SCHEMA};
use crate::document::error::DocumentError;
use crate::moment::{Day, Timestamp};

/// A map of a document, with its path for the error message.
pub(crate) struct Fields<'a> {
    map: &'a hydrate::Map,
    path: String,
}

/// Reads the root of a document.
pub(crate) fn read_root<T>(
    document: &Document,
    read: impl FnOnce(&Fields<'_>) -> Result<T, DocumentError>,
) -> Result<T, DocumentError> {
    let hydrated = document.automerge().hydrate(None);
    let hydrate::Value::Map(map) = &hydrated else {
        return Err(DocumentError::Shape { path: String::new(), expected: "a map" });
    };
    let root = Fields { map, path: String::new() };
    match document.schema() {
        0 => Err(root.wrong("schema", "a schema version")),
        newer if newer > SCHEMA => Err(DocumentError::NewerSchema(newer)),
        _ => read(&root),
    }
}

impl<'a> Fields<'a> {
    pub(crate) fn wrong(&self, key: &str, expected: &'static str) -> DocumentError {
        DocumentError::Shape { path: format!("{}/{key}", self.path), expected }
    }

    fn scalar(&self, key: &str) -> Option<&'a ScalarValue> {
        match self.map.get(key) {
            Some(hydrate::Value::Scalar(ScalarValue::Null)) | None => None,
            Some(hydrate::Value::Scalar(scalar)) => Some(scalar),
            Some(_) => Some(&ScalarValue::Null),
        }
    }

    /// A short string, or `None` when absent.
    pub(crate) fn optional_text(&self, key: &str) -> Result<Option<String>, DocumentError> {
        match self.scalar(key) {
            None => Ok(None),
            Some(ScalarValue::Str(text)) => Ok(Some(text.to_string())),
            Some(_) => Err(self.wrong(key, "a text")),
        }
    }

    pub(crate) fn text(&self, key: &str) -> Result<String, DocumentError> {
        self.optional_text(key)?.ok_or_else(|| self.wrong(key, "a text"))
    }

    /// A collaborative text.
    pub(crate) fn long_text(&self, key: &str) -> Result<String, DocumentError> {
        match self.map.get(key) {
            Some(hydrate::Value::Text(text)) => Ok(String::from(text)),
            _ => Err(self.wrong(key, "a collaborative text")),
        }
    }

    /// A string that reads as a `T`, or `None` when absent.
    pub(crate) fn optional<T: FromStr>(
        &self,
        key: &str,
        expected: &'static str,
    ) -> Result<Option<T>, DocumentError> {
        self.optional_text(key)?.map(|text| text.parse().map_err(|_| self.wrong(key, expected))).transpose()
    }

    pub(crate) fn required<T: FromStr>(&self, key: &str, expected: &'static str) -> Result<T, DocumentError> {
        self.optional(key, expected)?.ok_or_else(|| self.wrong(key, expected))
    }

    pub(crate) fn optional_integer(&self, key: &str) -> Result<Option<i64>, DocumentError> {
        match self.scalar(key) {
            None => Ok(None),
            Some(ScalarValue::Int(value) | ScalarValue::Timestamp(value)) => Ok(Some(*value)),
            Some(ScalarValue::Uint(value)) => {
                i64::try_from(*value).map(Some).map_err(|_| self.wrong(key, "a whole number"))
            }
            Some(_) => Err(self.wrong(key, "a whole number")),
        }
    }

    pub(crate) fn integer(&self, key: &str) -> Result<i64, DocumentError> {
        self.optional_integer(key)?.ok_or_else(|| self.wrong(key, "a whole number"))
    }

    /// A whole number that is not negative and fits 32 bits.
    pub(crate) fn count(&self, key: &str) -> Result<u32, DocumentError> {
        u32::try_from(self.integer(key)?).map_err(|_| self.wrong(key, "a count"))
    }

    pub(crate) fn optional_boolean(&self, key: &str) -> Result<Option<bool>, DocumentError> {
        match self.scalar(key) {
            None => Ok(None),
            Some(ScalarValue::Boolean(value)) => Ok(Some(*value)),
            Some(_) => Err(self.wrong(key, "true or false")),
        }
    }

    pub(crate) fn boolean(&self, key: &str) -> Result<bool, DocumentError> {
        self.optional_boolean(key)?.ok_or_else(|| self.wrong(key, "true or false"))
    }

    pub(crate) fn instant(&self, key: &str) -> Result<Timestamp, DocumentError> {
        self.integer(key).map(Timestamp)
    }

    pub(crate) fn optional_instant(&self, key: &str) -> Result<Option<Timestamp>, DocumentError> {
        Ok(self.optional_integer(key)?.map(Timestamp))
    }

    pub(crate) fn optional_day(&self, key: &str) -> Result<Option<Day>, DocumentError> {
        self.optional(key, "a day")
    }

    /// A map inside this one, or `None` when absent.
    pub(crate) fn inner(&self, key: &str) -> Result<Option<Fields<'a>>, DocumentError> {
        match self.map.get(key) {
            None | Some(hydrate::Value::Scalar(ScalarValue::Null)) => Ok(None),
            Some(hydrate::Value::Map(map)) => Ok(Some(Fields { map, path: format!("{}/{key}", self.path) })),
            Some(_) => Err(self.wrong(key, "a map")),
        }
    }

    /// A map keyed by ids, each value read by `read`.
    pub(crate) fn keyed<K: FromStr + Ord, V>(
        &self,
        key: &str,
        read: impl Fn(&Fields<'a>) -> Result<V, DocumentError>,
    ) -> Result<BTreeMap<K, V>, DocumentError> {
        let map = self.inner(key)?.ok_or_else(|| self.wrong(key, "a map"))?;
        let mut entries = BTreeMap::new();
        for (name, value) in map.map.iter() {
            let id = name.parse().map_err(|_| map.wrong(name, "an id as key"))?;
            let hydrate::Value::Map(inner) = &value.value else {
                return Err(map.wrong(name, "a map"));
            };
            let fields = Fields { map: inner, path: format!("{}/{name}", map.path) };
            entries.insert(id, read(&fields)?);
        }
        Ok(entries)
    }

    /// A string that is one of a closed set of words.
    pub(crate) fn word<T>(
        &self,
        key: &str,
        words: &[(T, &'static str)],
        expected: &'static str,
    ) -> Result<T, DocumentError>
    where
        T: Copy,
    {
        let text = self.text(key)?;
        words
            .iter()
            .find(|(_, word)| *word == text)
            .map(|(value, _)| *value)
            .ok_or_else(|| self.wrong(key, expected))
    }
}

/// The word that stands for `value`; both directions use the one table.
pub(crate) fn word_for<T: PartialEq>(words: &[(T, &'static str)], value: &T) -> &'static str {
    words.iter().find(|(candidate, _)| candidate == value).map_or("", |(_, word)| word)
}

/// Names and lists of an enum whose values have a word each, from a table of both.
macro_rules! word {
    ($type:ty, $words:expr, $doc:literal) => {
        impl $type {
            #[doc = $doc]
            #[must_use]
            pub fn name(self) -> &'static str {
                $crate::document::fields::word_for(&$words, &self)
            }

            /// Every value, in order.
            pub fn all() -> impl Iterator<Item = Self> {
                $words.into_iter().map(|(value, _)| value)
            }

            /// The value with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                $words.into_iter().find(|(_, word)| *word == name).map(|(value, _)| value)
            }
        }
    };
}
pub(crate) use word;
