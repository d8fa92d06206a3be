//! A request: somebody reports a need, at the counter or from the field. Not yet work.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ROOT;
use serde::{Deserialize, Serialize};

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::{read_root, word_for};
use crate::document::photo::{Photo, PhotoFacts, read_photo, write_photo};
use crate::document::priority::{PRIORITIES, Priority};
use crate::document::writer::Writer;
use crate::id::{AssetId, DocumentId, FactId, NatureId, OrganisationId, PersonId, SpaceId};
use crate::moment::Timestamp;

/// Who reported it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestOrigin {
    /// Taken in at the counter.
    Counter,
    /// A technician saw it on site.
    Field,
}

pub(crate) const ORIGINS: [(RequestOrigin, &str); 2] =
    [(RequestOrigin::Counter, "counter"), (RequestOrigin::Field, "field")];

impl RequestOrigin {
    /// The word in documents and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        word_for(&ORIGINS, &self)
    }
}

/// A request, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What it is called: `D-2026-0123`. None for one that did not come in at a desk.
    pub number: Option<String>,
    /// Who reported it.
    pub origin: RequestOrigin,
    /// What is wrong, in a line.
    pub title: String,
    /// What is wrong, at length.
    pub description: String,
    /// The administration it is for.
    pub organisation: OrganisationId,
    /// Where.
    pub building: DocumentId,
    /// In which room.
    pub space: Option<SpaceId>,
    /// On which asset.
    pub asset: Option<AssetId>,
    /// The codified type of intervention, once somebody at the counter chose it.
    pub nature: Option<NatureId>,
    /// How pressing the reporter finds it.
    pub priority: Priority,
    /// Who wrote it down.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The pictures.
    pub photos: BTreeMap<FactId, Photo>,
    /// The work order that answers it.
    pub work_order: Option<DocumentId>,
    /// Why it was closed without work.
    pub closed: Option<String>,
}

/// What a new request says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRequest {
    /// Who reported it.
    pub origin: RequestOrigin,
    /// What is wrong, in a line.
    pub title: String,
    /// What is wrong, at length.
    pub description: String,
    /// The administration it is for.
    pub organisation: OrganisationId,
    /// Where.
    pub building: DocumentId,
    /// In which room.
    pub space: Option<SpaceId>,
    /// On which asset.
    pub asset: Option<AssetId>,
    /// The codified type of intervention, if known.
    pub nature: Option<NatureId>,
    /// How pressing it is.
    pub priority: Priority,
}

/// A plain field of a request, with the value it gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestField {
    /// What is wrong, in a line.
    Title(String),
    /// What is wrong, at length.
    Description(String),
    /// How pressing it is.
    Priority(Priority),
    /// In which room.
    Space(Option<SpaceId>),
    /// On which asset.
    Asset(Option<AssetId>),
}

/// The number of the `nth` request of a year: `D-2026-0123`.
#[must_use]
pub fn request_number(year: i16, nth: u32) -> String {
    format!("{}{nth:04}", request_number_prefix(year))
}

/// How the numbers of the requests of a year begin.
#[must_use]
pub fn request_number_prefix(year: i16) -> String {
    format!("D-{year:04}-")
}

/// Whether a text is the number of a request.
pub(crate) fn is_request_number(text: &str) -> bool {
    let parts = text.strip_prefix("D-").and_then(|rest| rest.split_once('-'));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.is_some_and(|(year, nth)| {
        year.len() == 4 && (4..=9).contains(&nth.len()) && digits(year) && digits(nth)
    })
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, |fields| {
            Ok(Self {
                number: fields.optional_text("number")?,
                origin: fields.word("origin", &ORIGINS, "an origin")?,
                title: fields.text("title")?,
                description: fields.long_text("description")?,
                organisation: fields.required("organisation", "an organisation")?,
                building: fields.required("building", "a building")?,
                space: fields.optional("space", "a space")?,
                asset: fields.optional("asset", "an asset")?,
                nature: fields.optional("nature", "a nature")?,
                priority: fields.word("priority", &PRIORITIES, "a priority")?,
                by: fields.required("by", "a person")?,
                at: fields.instant("at")?,
                photos: fields.keyed("photos", read_photo)?,
                work_order: fields.optional("work_order", "a work order")?,
                closed: fields.optional_text("closed")?,
            })
        })
    }

    /// Everybody it names: who reported it, and who added photos.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        std::iter::once(self.by).chain(self.photos.values().map(|photo| photo.by)).collect()
    }

    pub(crate) fn write_new(w: &mut Writer<'_>, new: &NewRequest) -> Result<(), DocumentError> {
        let (by, at) = (w.person(), w.now());
        w.begin(&["photos"])?;
        w.put(&ROOT, "origin", new.origin.name())?;
        w.put(&ROOT, "title", new.title.as_str())?;
        w.make_text(&ROOT, "description", &new.description)?;
        w.put(&ROOT, "organisation", new.organisation.to_string())?;
        w.put(&ROOT, "building", new.building.to_string())?;
        w.put_optional(&ROOT, "space", new.space)?;
        w.put_optional(&ROOT, "asset", new.asset)?;
        w.put_optional(&ROOT, "nature", new.nature)?;
        w.put(&ROOT, "priority", new.priority.name())?;
        w.put(&ROOT, "by", by.to_string())?;
        w.put(&ROOT, "at", at.0)
    }

    pub(crate) fn write_number(w: &mut Writer<'_>, number: &str) -> Result<(), DocumentError> {
        w.put(&ROOT, "number", number)
    }

    /// The same field with the value it has.
    #[must_use]
    pub fn field_like(&self, field: &RequestField) -> RequestField {
        match field {
            RequestField::Title(_) => RequestField::Title(self.title.clone()),
            RequestField::Description(_) => RequestField::Description(self.description.clone()),
            RequestField::Priority(_) => RequestField::Priority(self.priority),
            RequestField::Space(_) => RequestField::Space(self.space),
            RequestField::Asset(_) => RequestField::Asset(self.asset),
        }
    }

    pub(crate) fn write_field(w: &mut Writer<'_>, field: &RequestField) -> Result<(), DocumentError> {
        match field {
            RequestField::Title(title) => w.put(&ROOT, "title", title.as_str()),
            RequestField::Description(text) => w.rewrite_text(&ROOT, "description", text),
            RequestField::Priority(priority) => w.put(&ROOT, "priority", priority.name()),
            RequestField::Space(space) => w.put_optional(&ROOT, "space", *space),
            RequestField::Asset(asset) => w.put_optional(&ROOT, "asset", *asset),
        }
    }

    pub(crate) fn write_photo(w: &mut Writer<'_>, facts: &PhotoFacts) -> Result<FactId, DocumentError> {
        write_photo(w, facts)
    }

    pub(crate) fn write_work_order(w: &mut Writer<'_>, work_order: DocumentId) -> Result<(), DocumentError> {
        w.put(&ROOT, "work_order", work_order.to_string())
    }

    pub(crate) fn write_closed(w: &mut Writer<'_>, reason: &str) -> Result<(), DocumentError> {
        w.put(&ROOT, "closed", reason)
    }
}
