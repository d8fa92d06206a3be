//! Edits: one transaction each, durable before the screen is told.

use shared::command::{Command, CommandError, execute};
use shared::document::LocalChange;
use shared::document::photo::{DatedBy, PhotoFacts, PhotoPhase};
use shared::limits::OUTBOX_ENTRIES_MAX;
use shared::{Author, Document, DocumentId, FactClock, Moment, Sha256, Timestamp, policy};

use crate::client::answer::Answer;
use crate::client::draft::Once;
use crate::client::failure::{BadPicture, Failure};
use crate::limits::PHOTO_TAKEN_AT_MIN;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::index;
use crate::replica::picture::Picture;
use crate::replica::state::Replica;
use crate::replica::store::database::Store;
use crate::replica::store::drafts::DraftPhoto;

impl Replica {
    /// Executes a command in the owner's name; no document begins one.
    pub(crate) fn execute(
        &mut self,
        document: Option<DocumentId>,
        command: &Command,
        once: Option<&Once>,
        moment: Moment,
    ) -> Result<Answer> {
        let taken = self.taken(document, command)?;
        self.execute_and(document, command, once, moment, |store, _| {
            taken.iter().try_for_each(|taken| store.note_taken(taken))
        })
    }

    /// Attaches a picture to a work order or a request: picture and mention are kept in one
    /// transaction.
    pub(crate) fn add_photo(
        &mut self,
        id: DocumentId,
        phase: PhotoPhase,
        caption: String,
        picture: Option<Picture>,
        once: Option<&Once>,
        moment: Moment,
    ) -> Result<Answer> {
        let Some(document) = self.document(id)? else { return Ok(Answer::Failed(Failure::NotHere)) };
        let Some(picture) = picture else {
            return Ok(Answer::Failed(Failure::BadPicture(BadPicture::Unreadable)));
        };
        let (sha256, thumbnail) = (Sha256::of(&picture.picture), Sha256::of(&picture.thumbnail));
        let (taken_at, dated_by) = dated(&picture, moment.wall);
        let facts = PhotoFacts {
            taken_at,
            dated_by,
            caption,
            phase,
            sha256,
            thumbnail,
            width_px: picture.width_px,
            height_px: picture.height_px,
            size_bytes: u32::try_from(picture.picture.len()).unwrap_or(u32::MAX),
        };
        let Some(command) = Command::add_photo(document.kind(), facts) else {
            return Ok(Answer::Failed(Failure::NotAllowed));
        };
        self.execute_and(Some(id), &command, once, moment, |store, at| {
            store.add_photo(sha256, Some(id), false, &picture.picture, "waiting", at)?;
            store.add_photo(thumbnail, Some(id), true, &picture.thumbnail, "waiting", at)
        })
    }

    fn execute_and(
        &mut self,
        id: Option<DocumentId>,
        command: &Command,
        once: Option<&Once>,
        moment: Moment,
        also: impl FnOnce(&Store, Timestamp) -> Result<()>,
    ) -> Result<Answer> {
        let Some(enrolled) = self.enrolled.clone() else { return Ok(Answer::Failed(Failure::NotAllowed)) };
        if self.draining() {
            return Ok(Answer::Failed(Failure::BeingWithdrawn));
        }
        if !policy::may_execute(enrolled.role, command) {
            return Ok(Answer::Failed(Failure::NotAllowed));
        }
        if self.store.changes_waiting()? as usize >= OUTBOX_ENTRIES_MAX {
            return Ok(Answer::Failed(Failure::Full));
        }
        let mut document = match id {
            Some(id) => match self.document(id)? {
                Some(document) => document,
                None => return Ok(Answer::Failed(Failure::NotHere)),
            },
            None => Document::empty(command.document_kind(), fresh_id(moment)),
        };
        let author = Author { person: enrolled.person, actor: enrolled.actor, moment };
        let executed = match execute(&mut document, command, author) {
            Ok(executed) => executed,
            Err(error) => return failed(&document, error).map(Answer::Failed),
        };
        let saved = Answer::Saved { document: document.id(), fact: executed.fact };
        let mut changes: Vec<LocalChange> = executed.change.into_iter().collect();
        let photos = match once.and_then(|once| once.draft.as_deref()) {
            Some(key) => self.store.draft_photos(key)?,
            None => Vec::new(),
        };
        for photo in &photos {
            let Some(command) = Command::add_photo(document.kind(), defect_photo(photo)) else { continue };
            match execute(&mut document, &command, author) {
                Ok(executed) => changes.extend(executed.change),
                Err(error) => return failed(&document, error).map(Answer::Failed),
            }
        }
        if changes.is_empty() && once.is_none() {
            return Ok(saved);
        }
        self.store.transaction(|store| {
            for change in &changes {
                keep(store, &document, change, moment.wall)?;
            }
            for photo in &photos {
                store.attach_draft_photo(photo.id, document.id(), moment.wall)?;
            }
            also(store, moment.wall)?;
            match once {
                Some(once) => store.set_done_once(once, document.id(), executed.fact),
                None => Ok(()),
            }
        })?;
        if changes.is_empty() {
            return Ok(saved);
        }
        self.remember(document.clone());
        self.conversation.sync_wanted = true;
        // It is saved, whatever becomes of telling how things stand.
        self.tell_changed(vec![document.id()]).unwrap_or_default();
        Ok(saved)
    }
}

/// When a picture was taken, and who says so.
pub(crate) fn dated(picture: &Picture, now: Timestamp) -> (Timestamp, DatedBy) {
    // A camera whose clock was never set, or is ahead of this one, does not say when.
    let by_camera = picture.taken_at.filter(|at| (PHOTO_TAKEN_AT_MIN..=now).contains(at));
    (by_camera.unwrap_or(now), if by_camera.is_some() { DatedBy::Camera } else { DatedBy::Phone })
}

/// What is said of a photo that a draft brings: drafts with photos report defects.
const fn defect_photo(photo: &DraftPhoto) -> PhotoFacts {
    PhotoFacts {
        taken_at: photo.taken_at,
        dated_by: if photo.by_camera { DatedBy::Camera } else { DatedBy::Phone },
        caption: String::new(),
        phase: PhotoPhase::Defect,
        sha256: photo.sha256,
        thumbnail: photo.thumbnail,
        width_px: photo.width_px,
        height_px: photo.height_px,
        size_bytes: photo.size_bytes,
    }
}

fn fresh_id(moment: Moment) -> DocumentId {
    DocumentId::from_bytes(*FactClock::new(None, moment).next_id().as_bytes())
}

/// Keeps a change made here: in the document, in the outbox, in the index.
fn keep(store: &Store, document: &Document, change: &LocalChange, at: Timestamp) -> Result<()> {
    let id = document.id();
    store.add_document(id, document.kind())?;
    store.add_change(id, change.hash, &change.bytes)?;
    store.put_in_outbox(id, document.kind(), change.hash, &change.bytes, at)?;
    store.fold(document)?;
    index::index(store, document)
}

fn failed(document: &Document, error: CommandError) -> Result<Failure> {
    Ok(match error {
        CommandError::AnswersMissing(items) => Failure::AnswersMissing(items),
        CommandError::NotStarted => Failure::NotStarted,
        CommandError::NotPossibleWhile(state) => Failure::NotPossibleWhile(state.to_owned()),
        CommandError::TooLong { chars_max } => {
            Failure::BadText { chars_max: u32::try_from(chars_max).unwrap_or(u32::MAX) }
        }
        CommandError::TooMany { max } => Failure::TooMany { max: u32::try_from(max).unwrap_or(u32::MAX) },
        CommandError::Empty => Failure::BadText { chars_max: 0 },
        CommandError::OutOfRange(range) => Failure::OutOfRange(range),
        CommandError::ImplausibleDay => Failure::ImplausibleDay,
        CommandError::NotSeen
        | CommandError::TooLate
        | CommandError::Unknown(_)
        | CommandError::NotAccepted(_)
        | CommandError::InItself
        | CommandError::WrongAnswer
        | CommandError::ChangedMeanwhile
        | CommandError::Unsettled
        | CommandError::AnsweredAlready
        | CommandError::WrongMoment => Failure::Other(error.to_string()),
        CommandError::Document(error) => return Err(ReplicaError::Document(document.id(), error)),
    })
}
