//! A picture, as a fact of a document: its hash, what it shows, when it was taken.

use serde::{Deserialize, Serialize};

use crate::document::error::DocumentError;
use crate::document::fields::{Fields, word};
use crate::document::holds::{BY_ID, ID, NOTE, is_one_of, is_written};
use crate::document::shape::Comes::{Always, Later, Perhaps};
use crate::document::shape::Holds::{Boolean, Count, Instant, Map, Written};
use crate::document::shape::{Place, place};
use crate::document::writer::Writer;
use crate::hash::Sha256;
use crate::id::{FactId, PersonId};
use crate::moment::Timestamp;

/// What a photo shows of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhotoPhase {
    /// How it was.
    Before,
    /// While at work.
    During,
    /// How it was left.
    After,
    /// What is wrong.
    Defect,
}

pub(crate) const PHASES: [(PhotoPhase, &str); 4] = [
    (PhotoPhase::Before, "before"),
    (PhotoPhase::During, "during"),
    (PhotoPhase::After, "after"),
    (PhotoPhase::Defect, "defect"),
];
word!(PhotoPhase, PHASES, "The word in documents, tables and locale keys.");

/// Who says when a photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatedBy {
    /// Nobody: it is the moment when the phone took the picture in.
    #[default]
    Phone,
    /// The camera, in the picture's file.
    Camera,
}

pub(crate) const DATED_BY: [(DatedBy, &str); 2] = [(DatedBy::Phone, "phone"), (DatedBy::Camera, "camera")];
word!(DatedBy, DATED_BY, "The word in documents and tables.");

/// What is known about a picture when it is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoFacts {
    /// When it was taken.
    pub taken_at: Timestamp,
    /// Who says so.
    pub dated_by: DatedBy,
    /// A line of explanation.
    pub caption: String,
    /// What it shows of the work.
    pub phase: PhotoPhase,
    /// The hash of the picture.
    pub sha256: Sha256,
    /// The hash of its thumbnail, a photo of its own for the server.
    pub thumbnail: Sha256,
    /// In pixels.
    pub width_px: u32,
    /// In pixels.
    pub height_px: u32,
    /// The picture's size.
    pub size_bytes: u32,
}

/// A picture attached to a document, or a correction of one: what it says of the picture `corrects`
/// names is its caption and phase, and whether it still counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Who added it.
    pub by: PersonId,
    /// When it was added.
    pub at: Timestamp,
    /// The picture. A correction repeats what the picture is, so that an app that knows no
    /// corrections reads it as a picture.
    pub facts: PhotoFacts,
    /// The picture this corrects.
    pub corrects: Option<FactId>,
    /// Whether the picture it corrects no longer counts.
    pub withdrawn: bool,
}

/// The places of photos, of whatever kind the document is.
pub(crate) const PHOTO_PLACES: &[Place] = &[
    place("photos", BY_ID, Always),
    place("photos/*", Map, Later),
    place("photos/*/by", ID, Always),
    place("photos/*/at", Instant, Always),
    place("photos/*/taken_at", Instant, Always),
    place("photos/*/dated_by", Written(|text| is_one_of(&DATED_BY, text)), Perhaps),
    place("photos/*/caption", NOTE, Always),
    place("photos/*/phase", Written(|text| is_one_of(&PHASES, text)), Always),
    place("photos/*/sha256", Written(is_written::<Sha256>), Always),
    place("photos/*/thumbnail", Written(is_written::<Sha256>), Always),
    place("photos/*/width", Count, Always),
    place("photos/*/height", Count, Always),
    place("photos/*/size", Count, Always),
];

/// The places of the corrections of photos.
pub(crate) const PHOTO_CORRECTION_PLACES: &[Place] =
    &[place("photos/*/corrects", ID, Perhaps), place("photos/*/withdrawn", Boolean, Perhaps)];

pub(crate) fn read_photo(fields: &Fields<'_>) -> Result<Photo, DocumentError> {
    Ok(Photo {
        by: fields.required("by", "a person")?,
        at: fields.instant("at")?,
        facts: PhotoFacts {
            taken_at: fields.instant("taken_at")?,
            dated_by: fields
                .optional_text("dated_by")?
                .and_then(|word| DatedBy::named(&word))
                .unwrap_or_default(),
            caption: fields.text("caption")?,
            phase: fields.word("phase", &PHASES, "a phase")?,
            sha256: fields.required("sha256", "a hash")?,
            thumbnail: fields.required("thumbnail", "a hash")?,
            width_px: fields.count("width")?,
            height_px: fields.count("height")?,
            size_bytes: fields.count("size")?,
        },
        corrects: fields.optional("corrects", "a photo")?,
        withdrawn: fields.optional_boolean("withdrawn")?.unwrap_or(false),
    })
}

pub(crate) fn write_photo(w: &mut Writer<'_>, facts: &PhotoFacts) -> Result<FactId, DocumentError> {
    let (id, photo) = w.insert_fact("photos")?;
    w.put(&photo, "taken_at", facts.taken_at.within_calendar().0)?;
    // Documents from before cameras were asked do not say, and mean the phone.
    if facts.dated_by != DatedBy::Phone {
        w.put(&photo, "dated_by", facts.dated_by.name())?;
    }
    w.put(&photo, "caption", facts.caption.as_str())?;
    w.put(&photo, "phase", facts.phase.name())?;
    w.put(&photo, "sha256", facts.sha256.to_string())?;
    w.put(&photo, "thumbnail", facts.thumbnail.to_string())?;
    w.put(&photo, "width", u64::from(facts.width_px))?;
    w.put(&photo, "height", u64::from(facts.height_px))?;
    w.put(&photo, "size", u64::from(facts.size_bytes))?;
    Ok(id)
}
