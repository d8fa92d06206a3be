//! The last interventions on each asset of one building, short, for the phone. The whole history
//! is in the office database.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ROOT;
use serde::{Deserialize, Serialize};

use crate::document::core::Document;
use crate::document::error::DocumentError;
use crate::document::fields::read_root;
use crate::document::writer::Writer;
use crate::document::{Left, LocalChange, found_anew};
use crate::id::{ActorId, AssetId, DocumentId, FactId, NatureId, OrganisationId, PersonId};
use crate::limits::HISTORY_LINES_MAX;
use crate::moment::Timestamp;

/// One intervention, in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// The asset; none when the work was on the building itself.
    pub asset: Option<AssetId>,
    /// The number of the work order.
    pub number: String,
    /// The codified type of intervention.
    pub nature: NatureId,
    /// Who did the work.
    pub technician: PersonId,
    /// When it was finished.
    pub finished_at: Timestamp,
    /// What was done, in a line.
    pub summary: String,
}

/// The history of one building for one administration, as its document says at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The building.
    pub building: DocumentId,
    /// The administration whose work it is; none of one that an earlier version began, which is that of the administration
    /// that has the building.
    pub organisation: Option<OrganisationId>,
    /// The lines, oldest first.
    pub lines: BTreeMap<FactId, HistoryLine>,
}

impl History {
    /// Everybody it names: who did the work.
    #[must_use]
    pub fn people(&self) -> BTreeSet<PersonId> {
        self.lines.values().map(|line| line.technician).collect()
    }

    /// Reads a history.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document does not say what it must, [`DocumentError::NewerSchema`] when a
    /// newer version wrote it.
    pub fn read(document: &Document) -> Result<Self, DocumentError> {
        read_root(document, |fields| {
            Ok(Self {
                building: fields.required("building", "a building")?,
                organisation: fields.optional("organisation", "an administration")?,
                lines: fields.keyed("lines", |line| {
                    Ok(HistoryLine {
                        asset: line.optional("asset", "an asset")?,
                        number: line.text("work_order")?,
                        nature: line.required("nature", "a nature")?,
                        technician: line.required("technician", "a person")?,
                        finished_at: line.instant("finished_at")?,
                        summary: line.text("summary")?,
                    })
                })?,
            })
        })
    }

    /// Founds a history anew, in one change by `actor`, without its own history and without what was said in the lines of
    /// some orders, by their numbers: [`GONE`](crate::document::GONE) stands in their place. `None` when it has no line
    /// of them.
    ///
    /// # Errors
    /// [`DocumentError::Shape`] when the document is no history, [`DocumentError::NewerSchema`] when a newer version
    /// wrote it.
    pub fn found_anew(
        document: &Document,
        orders: &BTreeSet<String>,
        actor: ActorId,
        at: Timestamp,
    ) -> Result<Option<(Document, LocalChange)>, DocumentError> {
        let lines = Self::read(document)?.lines;
        let over: BTreeSet<String> = lines
            .iter()
            .filter(|(_, line)| orders.contains(&line.number))
            .map(|(id, _)| id.to_string())
            .collect();
        if over.is_empty() {
            return Ok(None);
        }
        let founded = found_anew(document, actor, at, &|path| match path {
            [lines, line, place] if lines == "lines" && place == "summary" && over.contains(line) => {
                Left::Mark
            }
            _ => Left::Whole,
        })?;
        Self::read(&founded.0)?;
        Ok(Some(founded))
    }

    pub(crate) fn write_new(
        w: &mut Writer<'_>,
        building: DocumentId,
        organisation: Option<OrganisationId>,
    ) -> Result<(), DocumentError> {
        w.begin(&["lines"])?;
        w.put(&ROOT, "building", building.to_string())?;
        w.put_optional(&ROOT, "organisation", organisation)
    }

    /// Adds a line and takes away the oldest of the same asset beyond [`HISTORY_LINES_MAX`].
    pub(crate) fn write_line(&self, w: &mut Writer<'_>, line: &HistoryLine) -> Result<FactId, DocumentError> {
        let (id, object) = w.insert_fact("lines")?;
        w.put_optional(&object, "asset", line.asset)?;
        w.put(&object, "work_order", line.number.as_str())?;
        w.put(&object, "nature", line.nature.to_string())?;
        w.put(&object, "technician", line.technician.to_string())?;
        w.put(&object, "finished_at", line.finished_at.within_calendar().0)?;
        w.put(&object, "summary", line.summary.as_str())?;
        let of_asset: Vec<_> = self.lines.iter().filter(|(_, old)| old.asset == line.asset).collect();
        let surplus = (of_asset.len() + 1).saturating_sub(HISTORY_LINES_MAX);
        let lines = w.object(&ROOT, "lines")?;
        for (old, _) in of_asset.into_iter().take(surplus) {
            w.remove(&lines, &old.to_string())?;
        }
        Ok(id)
    }
}
