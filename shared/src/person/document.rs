//! A person's card: name, role and team. One small document for each person, written by the office.

use automerge::ROOT;
use serde::{Deserialize, Serialize};

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::{Fields, read_root};
use crate::document::writer::Writer;
use crate::id::{DocumentId, PersonId, TeamId};
use crate::role::Role;

/// Somebody, as colleagues know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Given name and family name.
    pub name: String,
    /// What they do here.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamId>,
}

impl Person {
    /// The card of a person: its sixteen bytes are those of the person's id.
    #[must_use]
    pub const fn card(person: PersonId) -> DocumentId {
        DocumentId::from_bytes(*person.as_bytes())
    }

    /// Whose card a document is.
    #[must_use]
    pub const fn of_card(card: DocumentId) -> PersonId {
        PersonId::from_bytes(*card.as_bytes())
    }

    /// Reads a card.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, Self::from_fields)
    }

    pub(crate) fn from_fields(fields: &Fields<'_>) -> Result<Self, DocumentError> {
        Ok(Self {
            name: fields.text("name")?,
            role: fields.required("role", "a role")?,
            team: fields.optional("team", "a team")?,
        })
    }

    pub(crate) fn write_new(&self, w: &mut Writer<'_>) -> Result<(), DocumentError> {
        w.begin(&[])?;
        w.put(&ROOT, "name", self.name.as_str())?;
        w.put(&ROOT, "role", self.role.name())?;
        w.put_optional(&ROOT, "team", self.team)
    }

    /// Writes what is different from what the card says.
    pub(crate) fn write_over(&self, w: &mut Writer<'_>, known: &Self) -> Result<(), DocumentError> {
        if self.name != known.name {
            w.put(&ROOT, "name", self.name.as_str())?;
        }
        if self.role != known.role {
            w.put(&ROOT, "role", self.role.name())?;
        }
        if self.team != known.team {
            w.put_optional(&ROOT, "team", self.team)?;
        }
        Ok(())
    }
}
