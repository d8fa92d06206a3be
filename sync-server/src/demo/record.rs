//! A document on its way from nothing to what the demo shows: commands executed in people's names,
//! and for each change how it came to the office.

use shared::command::execute;
use shared::{Author, Command, Document, DocumentId, DocumentKind, FactId, Heads, Moment, Timestamp};

use crate::demo::chance::Chance;
use crate::demo::error::DemoError;
use crate::demo::people::Writer;
use crate::engine::import::{ImportedChange, ImportedDocument};
use crate::store::Received;

/// A document, with the changes made so far.
#[derive(Debug)]
pub(crate) struct Record {
    document: Document,
    changes: Vec<ImportedChange>,
    chance: Chance,
}

impl Record {
    /// An empty document; `name` feeds the chance that makes its facts' ids unique.
    pub(crate) fn new(kind: DocumentKind, id: DocumentId, name: &str) -> Self {
        let chance = Chance::of(&format!("record {name}"));
        Self { document: Document::empty(kind, id), changes: Vec::new(), chance }
    }

    /// The document as it is.
    pub(crate) const fn document(&self) -> &Document {
        &self.document
    }

    /// Its heads.
    pub(crate) fn heads(&self) -> Heads {
        self.document.heads()
    }

    /// Executes a command. The change counts as received at once; see [`Record::delivered`].
    pub(crate) fn does(
        &mut self,
        writer: Writer,
        at: Timestamp,
        command: Command,
    ) -> Result<Option<FactId>, DemoError> {
        let moment = Moment { wall: at.plus_ms(writer.skew_ms), entropy: self.chance.bits() };
        let author = Author { person: writer.person, actor: writer.actor, moment };
        let executed = execute(&mut self.document, &command, author)?;
        if let Some(change) = executed.change {
            let received = Received {
                device: writer.device,
                person: Some(writer.person),
                at,
                skew_ms: writer.skew_ms,
                late: false,
            };
            self.changes.push(ImportedChange { bytes: change.bytes, received });
        }
        Ok(executed.fact)
    }

    /// How many changes there are, for [`Record::delivered`].
    pub(crate) fn mark(&self) -> usize {
        self.changes.len()
    }

    /// Everything since the mark came in at this moment, from a phone that found a signal.
    pub(crate) fn delivered(&mut self, mark: usize, at: Timestamp, late: bool) {
        for change in self.changes.iter_mut().skip(mark) {
            change.received.at = change.received.at.max(at);
            change.received.late = late;
        }
    }

    /// A copy that goes its own way, as on a phone without network.
    pub(crate) fn fork(&mut self) -> Self {
        let chance = Chance::of(&format!("fork {}", self.chance.bits()));
        Self { document: self.document.clone(), changes: Vec::new(), chance }
    }

    /// Brings back what a fork did meanwhile.
    pub(crate) fn join(&mut self, fork: Self) -> Result<(), DemoError> {
        self.document.merge(&fork.document)?;
        self.changes.extend(fork.changes);
        Ok(())
    }

    /// The document, to import.
    pub(crate) fn finished(self) -> ImportedDocument {
        ImportedDocument { document: self.document, changes: self.changes }
    }
}
