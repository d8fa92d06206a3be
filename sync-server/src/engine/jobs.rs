//! The jobs of the engine itself, and its handle's methods that ask for them.

use std::collections::BTreeSet;

use shared::{Command, DeviceId, Document, DocumentId, Executed, PersonId, Timestamp};

use crate::engine::documents::{Compacted, compact};
use crate::engine::error::EngineError;
use crate::engine::import::ImportedDocument;
use crate::engine::job::Job;
use crate::engine::once::{Repeats, StepDone, bits_of_form};
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::{Action, Audience, AuditEntry, DeviceRow, PhotoRow, Store, Subject};

/// Somebody at the office executes a command; without a document it begins one.
#[must_use]
pub fn execute(
    person: PersonId,
    document: Option<DocumentId>,
    command: Command,
) -> Job<(DocumentId, Executed)> {
    Job::new(move |transaction| transaction.execute(person, document, &command)).once_per_form(Repeats {
        done: |(document, _)| StepDone::Yes(Some(*document)),
        again: |document| {
            let document = document.ok_or(EngineError::DoneBefore)?;
            Ok((document, Executed { change: None, fact: None }))
        },
    })
}

/// Reads a document, as it is now.
#[must_use]
pub fn document(id: DocumentId) -> Job<Option<Document>> {
    Job::new(move |transaction| transaction.document(id))
        .or_unstored(move |transaction| transaction.document(id))
}

/// Brings documents in from elsewhere, without asking the policy.
#[must_use]
pub fn import(documents: Vec<ImportedDocument>) -> Job<()> {
    Job::new(move |transaction| documents.into_iter().try_for_each(|imported| transaction.import(imported)))
}

/// Replaces the audiences that a person belongs to.
#[must_use]
pub fn set_audiences(person: PersonId, audiences: BTreeSet<Audience>) -> Job<()> {
    Job::new(move |transaction| {
        let position = transaction.store.mark(transaction.clock.now())?;
        transaction.store.set_person_audiences(person, &audiences, position)?;
        transaction.record(&AuditEntry::new(Action::AudiencesSet, Subject::Person(person)))
    })
}

/// Takes documents off the phones that nobody needs there any more, as the rules of their nouns say; how
/// many.
#[must_use]
pub fn retire() -> Job<usize> {
    Job::new(|transaction| {
        let rules = transaction.rules;
        rules.iter().try_fold(0, |count, of_noun| Ok(count + (of_noun.retire)(transaction)?))
    })
}

/// Takes the bytes of changes received before an instant out of the feed, for some documents after this
/// one: their snapshots have them.
#[must_use]
pub fn compact_some(before: Timestamp, after: DocumentId) -> Job<Compacted> {
    Job::new(move |transaction| compact(transaction.store, before, after))
}

/// Writes down that a photo is complete and verified, and the device that brought it, if one did.
#[must_use]
pub fn photo_received(photo: PhotoRow, device: Option<DeviceRow>) -> Job<()> {
    Job::new(move |transaction| transaction.record_photo(photo, device.map(|device| device.id)))
}

/// Makes the office database again from the feed, unless that happened since it had been made anew `seen`
/// times.
#[must_use]
pub fn rebuild_office(seen: u64) -> Job<()> {
    Job::new(move |transaction| {
        transaction.rebuild_office(seen);
        Ok(())
    })
}

/// Changes accounts, sessions, devices or codes, and writes the entry that `act` returns in the audit log.
pub fn act<T: Send + 'static>(
    act: impl FnOnce(&Store) -> Result<(T, AuditEntry), StoreError> + Send + 'static,
) -> Job<T> {
    let job = Job::new(move |transaction| {
        let (outcome, entry) = act(transaction.store)?;
        transaction.record(&entry)?;
        transaction.accounts_changed();
        Ok(outcome)
    });
    job.once_per_form(Repeats::refused())
}

/// Writes what nobody needs to answer for: that a session is in use, an attempt, a language.
pub fn write<T: Send + 'static>(
    write: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
) -> Job<T> {
    Job::new(move |transaction| {
        transaction.accounts_changed();
        Ok(write(transaction.store)?)
    })
}

impl Transaction<'_> {
    /// Writes down that a photo is complete and verified, and the device that brought it, if one did.
    pub(crate) fn record_photo(
        &mut self,
        photo: PhotoRow,
        device: Option<DeviceId>,
    ) -> Result<(), EngineError> {
        self.store.add_photo(photo, device)?;
        self.photo_received(photo.sha256);
        self.announce();
        Ok(())
    }
}

impl Engine {
    /// Executes a command of somebody at the office; without a document it begins one.
    ///
    /// # Errors
    /// [`EngineError::NotAllowed`] when their role does not let them or they are blocked,
    /// [`EngineError::OwnPhone`] when a phone they enrolled for somebody else wrote what they would approve,
    /// [`EngineError::NotFound`] when there is no such document, [`EngineError::Command`] when the command
    /// makes no sense now; nothing was kept.
    pub async fn execute(
        &self,
        person: PersonId,
        document: Option<DocumentId>,
        command: Command,
    ) -> Result<(DocumentId, Executed), EngineError> {
        self.submit(execute(person, document, command)).await
    }

    /// Reads a document, as it is now; `None` when there is none.
    ///
    /// # Errors
    /// [`EngineError::Document`] when it cannot be read.
    pub async fn document(&self, id: DocumentId) -> Result<Option<Document>, EngineError> {
        self.submit(document(id)).await
    }

    /// Brings documents in from elsewhere, without asking the policy.
    ///
    /// # Errors
    /// [`EngineError::Document`] when a change cannot be read; nothing was kept.
    pub async fn import(&self, documents: Vec<ImportedDocument>) -> Result<(), EngineError> {
        self.submit(import(documents)).await
    }

    /// Replaces the audiences that a person belongs to.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it.
    pub async fn set_audiences(
        &self,
        person: PersonId,
        audiences: BTreeSet<Audience>,
    ) -> Result<(), EngineError> {
        self.submit(set_audiences(person, audiences)).await
    }

    /// Takes documents off the phones that nobody needs there any more; how many.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it.
    pub async fn retire(&self) -> Result<usize, EngineError> {
        self.submit(retire()).await
    }

    /// Takes the bytes of changes received before an instant out of the feed, once their documents'
    /// snapshots have them; how many changes.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it; what was done before stays done.
    pub async fn compact(&self, before: Timestamp) -> Result<usize, EngineError> {
        let (mut changes, mut next) = (0, Some(DocumentId::from_bytes([0; 16])));
        // A few documents at a time: phones wait meanwhile.
        while let Some(after) = next {
            let done = self.submit(compact_some(before, after)).await?;
            changes += done.changes;
            next = done.next;
        }
        Ok(changes)
    }

    /// Writes down that a photo is complete and verified, and the device that brought it, if one did.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk does not take it.
    pub async fn photo_received(
        &self,
        photo: PhotoRow,
        device: Option<DeviceRow>,
    ) -> Result<(), EngineError> {
        self.submit(photo_received(photo, device)).await
    }

    /// Makes the office database again from the feed, because somebody found it damaged when it had been
    /// made anew `seen` times.
    ///
    /// # Errors
    /// [`EngineError::Stopped`] when the engine has stopped.
    pub async fn rebuild_office(&self, seen: u64) -> Result<(), EngineError> {
        self.submit(rebuild_office(seen)).await
    }

    /// Changes accounts, sessions, devices or codes, and writes in the audit log what that was, in one
    /// transaction.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the store refuses, [`EngineError::DoneBefore`] when the form that is being
    /// sent did this before; nothing was done.
    pub async fn act<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Store) -> Result<(T, AuditEntry), StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.submit(self::act(act)).await
    }

    /// Writes what nobody needs to answer for, in the same transaction as everything that waits with it.
    /// What somebody does goes through [`Engine::act`].
    ///
    /// # Errors
    /// [`EngineError::Store`] when the store refuses; nothing was written.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.submit(self::write(write)).await
    }

    /// Bits nobody can guess: the same each time the same form is sent, so that its second answer can be its
    /// first.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the key cannot be read.
    pub async fn sixteen_bytes_once(&self, purpose: &str) -> Result<[u8; 16], EngineError> {
        // The key was made when the engine was opened.
        let key = self.read(|store| store.reply_key(|| [0; 32])).await?;
        let bits = bits_of_form(&key, purpose).and_then(|bits| bits.first_chunk().copied());
        Ok(bits.unwrap_or_else(|| self.clock().sixteen_bytes()))
    }
}
