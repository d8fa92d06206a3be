//! An announcement: some words of the office for a team or for everybody, until a day.

use std::collections::BTreeMap;

use automerge::ROOT;
use serde::{Deserialize, Serialize};

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::read_root;
use crate::document::writer::Writer;
use crate::id::{FactId, OrganisationId, PersonId, TeamId};
use crate::moment::{Day, Timestamp};

/// Of the text, what stands for it where it is only named.
const TITLE_CHARS: usize = 80;

/// That somebody has read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// An announcement, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// What is announced.
    pub text: String,
    /// The team it is for; everybody when there is none.
    pub team: Option<TeamId>,
    /// The administration it is of, and whose people it is for where no team is named; none: it is of all.
    pub organisation: Option<OrganisationId>,
    /// The last day it is shown.
    pub until: Day,
    /// Who made it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// When it was taken back.
    pub withdrawn: Option<Timestamp>,
    /// Who has read it, oldest first. Somebody who read it on two phones without a network stands here twice.
    pub readings: BTreeMap<FactId, Reading>,
}

/// What a new announcement says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAnnouncement {
    /// What is announced.
    pub text: String,
    /// The team it is for; everybody when there is none.
    pub team: Option<TeamId>,
    /// The administration it is of, and whose people it is for where no team is named; none: it is of all.
    pub organisation: Option<OrganisationId>,
    /// The last day it is shown.
    pub until: Day,
}

impl Announcement {
    /// Reads an announcement.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, |fields| {
            Ok(Self {
                text: fields.text("text")?,
                team: fields.optional("team", "a team")?,
                organisation: fields.optional("organisation", "an administration")?,
                until: fields.required("until", "a day")?,
                by: fields.required("by", "a person")?,
                at: fields.instant("at")?,
                withdrawn: fields.optional_instant("withdrawn")?,
                readings: fields.keyed("readings", |reading| {
                    Ok(Reading { by: reading.required("by", "a person")?, at: reading.instant("at")? })
                })?,
            })
        })
    }

    /// Its beginning, for where it is only named.
    #[must_use]
    pub fn title(&self) -> String {
        self.text.chars().take(TITLE_CHARS).collect()
    }

    /// Whether this person has read it.
    #[must_use]
    pub fn is_read_by(&self, person: PersonId) -> bool {
        self.readings.values().any(|reading| reading.by == person)
    }

    pub(crate) fn write_new(w: &mut Writer<'_>, new: &NewAnnouncement) -> Result<(), DocumentError> {
        let (by, at) = (w.person(), w.now());
        w.begin(&["readings"])?;
        w.put(&ROOT, "text", new.text.as_str())?;
        w.put_optional(&ROOT, "team", new.team)?;
        w.put_optional(&ROOT, "organisation", new.organisation)?;
        w.put(&ROOT, "until", new.until.to_string())?;
        w.put(&ROOT, "by", by.to_string())?;
        w.put(&ROOT, "at", at.0)
    }

    pub(crate) fn write_reading(w: &mut Writer<'_>) -> Result<FactId, DocumentError> {
        w.insert_fact("readings").map(|(id, _)| id)
    }

    pub(crate) fn write_withdrawn(w: &mut Writer<'_>) -> Result<(), DocumentError> {
        let now = w.now();
        w.put(&ROOT, "withdrawn", now.0)
    }
}
