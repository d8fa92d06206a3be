//! What an import did with one building, so that it can be taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::OrganisationId;
use shared::building::{RegisterField, RegisterValues};

use crate::domains::register::import::known::{Part, Said};
use crate::domains::register::import::meaning::Thing;

/// What was done with a building.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Did {
    /// Administrations that occupy it since.
    pub joined: Vec<OrganisationId>,
    /// What was done with its parts, and with itself.
    pub parts: Vec<DidPart>,
}

/// What was done with a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DidPart {
    /// What it is.
    pub thing: Thing,
    /// Its id; nothing for the building itself.
    pub id: String,
    /// Whether it was made.
    pub is_new: bool,
    /// What each field that was written said before, and what it says since, by its name.
    pub fields: BTreeMap<String, (String, String)>,
    /// What lists said of it before, by the names of fields.
    pub said: BTreeMap<String, String>,
}

impl DidPart {
    pub(super) fn new(
        part: Part,
        is_new: bool,
        fields: BTreeMap<String, (String, String)>,
        said: &Said,
    ) -> Self {
        let said = said.get(&part.key()).map(named).unwrap_or_default();
        Self { thing: part.thing(), id: part.key(), is_new, fields, said }
    }

    /// Which part it is.
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        match self.thing {
            Thing::Building => Some(Part::Building),
            Thing::Space => self.id.parse().ok().map(Part::Space),
            Thing::Asset => self.id.parse().ok().map(Part::Asset),
        }
    }

    /// Whether it was made, or was out of use and came back.
    pub(super) fn is_made(&self) -> bool {
        let is_back = |(field, before, after): (RegisterField, &str, &str)| {
            field == RegisterField::RetiredOn && !before.is_empty() && after.is_empty()
        };
        self.is_new || self.fields().any(is_back)
    }

    /// The fields that were written, with what they said before and say since.
    pub fn fields(&self) -> impl Iterator<Item = (RegisterField, &str, &str)> {
        self.fields.iter().filter_map(|(name, (before, after))| {
            Some((RegisterField::named(name)?, before.as_str(), after.as_str()))
        })
    }
}

/// Values by the names of their fields.
pub(super) fn named(values: &RegisterValues) -> BTreeMap<String, String> {
    values.iter().map(|(field, text)| (field.name().to_owned(), text.clone())).collect()
}

/// The same back.
pub(super) fn values(named: &BTreeMap<String, String>) -> RegisterValues {
    let values = named.iter().filter_map(|(name, text)| Some((RegisterField::named(name)?, text.clone())));
    values.collect()
}

impl Did {
    /// Whether a building was made.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.parts.iter().any(|part| part.thing == Thing::Building && part.is_new)
    }

    /// What an import did in several steps, as one.
    #[must_use]
    pub fn together(steps: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for step in steps {
            whole.joined.extend(step.joined);
            for later in step.parts {
                match whole.parts.iter_mut().find(|part| part.thing == later.thing && part.id == later.id) {
                    Some(earlier) => {
                        for (field, (before, after)) in later.fields {
                            earlier.fields.entry(field).or_insert((before, String::new())).1 = after;
                        }
                    }
                    None => whole.parts.push(later),
                }
            }
        }
        whole
    }
}
