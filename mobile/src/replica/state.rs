//! The replica itself: its database, the documents in memory, and what it tells the screens.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rusqlite::Connection;
use shared::search::folded;
use shared::{DeviceId, Document, DocumentId, Moment, Sha256};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::Failure;
use crate::client::notice::Notice;
use crate::client::status::{Contact, Owner, PhoneStatus, Withdrawal};
use crate::keyring::LockState;
use crate::limits::LIVE_DOCUMENTS_MAX;
use crate::replica::absence::Absence;
use crate::replica::conversation::Conversation;
use crate::replica::enrolled::Enrolled;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::index;
use crate::replica::picture::Picture;
use crate::replica::store::database::{CrashPoint, Store};

/// One phone's copy.
pub struct Replica {
    pub(crate) store: Store,
    pub(crate) live: BTreeMap<DocumentId, (u64, Document)>,
    uses: u64,
    loads: u64,
    pub(crate) enrolled: Option<Enrolled>,
    pub(crate) withdrawal: Option<Withdrawal>,
    pub(crate) conversation: Conversation,
    pub(crate) absence: Absence,
    pub(crate) kept: Option<bool>,
    pub(crate) lock_state: LockState,
    pub(crate) notices: Vec<Notice>,
    pub(crate) compare: Compare,
    pub(crate) entropy: fn() -> u64,
}

impl Replica {
    /// Opens the phone's database, creating it when it is empty. Reads no document, except once after an
    /// update that changed how a search reads words. `entropy` gives 64 random bits each time it is called, of which
    /// keys are made.
    ///
    /// # Errors
    /// [`ReplicaError::Newer`] when a newer version of the app wrote the database, [`ReplicaError::Full`]
    /// when the phone is full, [`ReplicaError::Sqlite`] when the storage fails or holds no database,
    /// [`ReplicaError::Damaged`] when a value is not one that this app writes.
    pub fn open(db: Connection, entropy: fn() -> u64) -> Result<Self> {
        let mut store = Store::open(db)?;
        match index::renew(&mut store) {
            // With the old index less is found; it is made anew once the storage takes it.
            Ok(()) | Err(ReplicaError::Full | ReplicaError::Sqlite(_)) => {}
            Err(error) => return Err(error),
        }
        let mut replica = Self {
            store,
            live: BTreeMap::new(),
            uses: 0,
            loads: 0,
            enrolled: None,
            withdrawal: None,
            conversation: Conversation::default(),
            absence: Absence::default(),
            kept: None,
            lock_state: LockState::default(),
            notices: Vec::new(),
            compare: |one, other| folded(one).cmp(&folded(other)),
            entropy,
        };
        replica.enrolled = replica.store.enrolled()?;
        replica.withdrawal = replica.store.withdrawal()?;
        replica.absence = replica.store.absence()?;
        if replica.enrolled.is_none() && replica.withdrawal.is_some() {
            replica.conversation.contact = Contact::Withdrawn;
        }
        replica.scrub()?;
        Ok(replica)
    }

    /// Sorts names in lists by `compare`. The default compares letters as a search reads them.
    #[must_use]
    pub const fn sorting_by(mut self, compare: Compare) -> Self {
        self.compare = compare;
        self
    }

    /// For tests: calls `crash` at every [`CrashPoint`]; `true` stops the replica there, as an empty battery
    /// would.
    #[must_use]
    pub fn crashing(mut self, crash: impl FnMut(CrashPoint) -> bool + Send + 'static) -> Self {
        self.store.crash_when(Box::new(crash));
        self
    }

    /// Answers a question. `picture` belongs to [`Ask::AddPhoto`] and [`Ask::KeepDraftPhoto`]; it is `None`
    /// when the file cannot be used. The bytes beside the answer are those of [`Answer::Picture`] or
    /// [`Answer::Copy`].
    pub fn answer(
        &mut self,
        ask: Ask,
        picture: Option<Picture>,
        moment: Moment,
    ) -> (Answer, Option<Vec<u8>>) {
        let mut beside = None;
        let answer = match self.try_answer(ask, picture, moment, &mut beside) {
            Ok(answer) => answer,
            Err(error) => {
                // What is in memory may be ahead of the disk: read it again when it is needed.
                self.live.clear();
                Answer::Failed(error.into())
            }
        };
        (answer, beside)
    }

    fn try_answer(
        &mut self,
        ask: Ask,
        picture: Option<Picture>,
        moment: Moment,
        beside: &mut Option<Vec<u8>>,
    ) -> Result<Answer> {
        self.look_at_clock(moment.wall)?;
        Ok(match ask {
            shut if self.absence.lock().is_some() && !shut.is_for_a_locked_phone() => {
                Answer::Failed(Failure::Locked)
            }
            Ask::PhoneStatus => Answer::PhoneStatus(self.status()?),
            Ask::Enrol { code, device_name } => {
                self.enrol(code, device_name)?;
                Answer::Done
            }
            Ask::EnrolAnyway => {
                self.enrol_anyway(moment)?;
                Answer::Done
            }
            Ask::Today { today } => Answer::Today(self.today(today)?),
            Ask::Search { text } => Answer::Found(self.search(&text)?),
            Ask::Buildings { text, today } => Answer::Buildings(self.buildings(&text, today)?),
            Ask::WorkOrder(id) => self.work_order(id)?,
            Ask::Building(id) => self.building(id)?,
            Ask::Stock { text, nature, chosen } => Answer::Stock(self.stock(&text, nature, chosen)?),
            Ask::ToSend => Answer::ToSend(self.list_to_send()?),
            Ask::Execute { document, command } => self.execute(document, &command, None, moment)?,
            Ask::AddPhoto { document, phase, caption } => {
                self.add_photo(document, phase, caption, picture, None, moment)?
            }
            Ask::Once(once, ask) => self.once(&once, *ask, picture, moment)?,
            Ask::Drafts => Answer::Drafts(self.store.drafts()?),
            Ask::KeepDraft { key, form, token } => self.keep_draft(&key, &form, token, moment)?,
            Ask::DropDraft(key) => self.drop_draft(&key)?,
            Ask::KeepDraftPhoto { key, photo } => self.keep_draft_photo(&key, photo, picture, moment)?,
            Ask::DropDraftPhoto(photo) => self.drop_draft_photo(photo)?,
            Ask::DraftPhoto(photo) => {
                *beside = self.store.draft_thumbnail(photo)?;
                if beside.is_some() { Answer::Picture } else { Answer::Failed(Failure::NotHere) }
            }
            Ask::Picture(sha256) => {
                *beside = self.picture(sha256)?;
                if beside.is_some() { Answer::Picture } else { Answer::Failed(Failure::OutOfReach) }
            }
            Ask::SaveCopy(at) => {
                let (file_name, files, copy) = self.copy(at, moment.wall)?;
                *beside = Some(copy);
                Answer::Copy { file_name, files }
            }
            Ask::DealtWith(id) => {
                self.deal_with(id)?;
                Answer::Done
            }
            Ask::SawOtherPhones => self.see_other_phones()?,
            Ask::TryAgain => {
                self.store.transaction(Store::send_refused_photos_again)?;
                return self.try_answer(Ask::SyncNow, None, moment, beside);
            }
            Ask::SyncNow => {
                self.conversation.sync_wanted = true;
                self.conversation.held.clear();
                Answer::Done
            }
            Ask::ChooseLanguage(language) => {
                self.store.set_meta("language", language.tag())?;
                self.told()?
            }
            Ask::ChangePin(_) | Ask::ChangePasskey(_) => Answer::Failed(Failure::NotSealed),
            Ask::ChooseAppearance(appearance) => {
                self.store.set_appearance(appearance)?;
                self.told()?
            }
        })
    }

    fn see_other_phones(&mut self) -> Result<Answer> {
        self.store.transaction(Store::see_other_phones)?;
        self.told()
    }

    /// Tells the screens the new status, which is the whole answer.
    fn told(&mut self) -> Result<Answer> {
        self.tell_status()?;
        Ok(Answer::Done)
    }

    /// The bytes of a picture; `None` when they are not on this phone, and are now wanted from the office.
    fn picture(&mut self, sha256: Sha256) -> Result<Option<Vec<u8>>> {
        let bytes = self.store.photo_bytes(sha256)?;
        if bytes.is_none() {
            self.store.want_photo(sha256)?;
            self.conversation.no_room_for_pictures = false;
        }
        Ok(bytes)
    }

    /// Records whether the browser promised to keep the data, and tells the screens.
    ///
    /// # Errors
    /// [`ReplicaError::Sqlite`] or [`ReplicaError::Damaged`] when the status cannot be read from storage.
    pub fn set_kept(&mut self, kept: bool) -> Result<()> {
        self.kept = Some(kept);
        self.tell_status()
    }

    /// Takes the notices for the screens that came since the last call.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// How many documents were read from storage since the replica was opened: opening it and
    /// showing lists must read none.
    #[must_use]
    pub const fn documents_loaded(&self) -> u64 {
        self.loads
    }

    /// The status of the phone.
    ///
    /// # Errors
    /// [`ReplicaError::Sqlite`] when the storage fails, [`ReplicaError::Damaged`] when a value is not one
    /// that this app writes.
    pub fn status(&self) -> Result<PhoneStatus> {
        let (photos_waiting, photo_bytes_waiting) = self.store.photos_waiting()?;
        Ok(PhoneStatus {
            owner: self.enrolled.as_ref().map(|enrolled| Owner {
                device: enrolled.device,
                person: enrolled.person,
                name: enrolled.name.clone(),
                role: enrolled.role,
            }),
            things_waiting: self.store.things_waiting()?,
            changes_waiting: self.store.changes_waiting()? + self.store.offers_waiting()?,
            photos_waiting,
            photo_bytes_waiting,
            contact: self.conversation.contact,
            receiving: self.enrolled.is_some()
                && (self.store.feed()?.is_none() || self.store.resume()?.is_some()),
            last_contact: self.absence.last_contact,
            readable_until: self.absence.until(),
            lock: self.absence.lock(),
            other_phones: self.store.other_phones()?.unwrap_or_default(),
            kept: self.kept,
            rejected: self.store.rejected_count()?,
            withdrawal: self.withdrawal,
            locks_after_minutes: self.lock_state.after_minutes,
            has_way_back: self.lock_state.has_way_back,
            has_passkey: self.lock_state.has_passkey,
            pin_required: self.store.pin_required()?,
            pin_wanted: self.pin_wanted()?,
            code_shown: self.store.code_shown()?,
            language: self.store.language()?,
            appearance: self.store.appearance()?,
        })
    }

    pub(crate) fn enrolled_device(&self) -> Result<DeviceId> {
        self.enrolled.as_ref().map(|enrolled| enrolled.device).ok_or(ReplicaError::Damaged("enrolment"))
    }

    pub(crate) fn tell_status(&mut self) -> Result<()> {
        let status = self.status()?;
        self.notices.push(Notice::PhoneStatus(status));
        Ok(())
    }

    pub(crate) fn tell_changed(&mut self, documents: Vec<DocumentId>) -> Result<()> {
        if !documents.is_empty() {
            self.notices.push(Notice::Changed(documents));
        }
        self.tell_status()
    }

    /// The document, from memory or from storage; `None` when it is not on this phone.
    ///
    /// # Errors
    /// [`ReplicaError::Document`] when its bytes do not read as a document, [`ReplicaError::Sqlite`] when
    /// the storage fails.
    pub fn document(&mut self, id: DocumentId) -> Result<Option<Document>> {
        self.uses += 1;
        if let Some((used, document)) = self.live.get_mut(&id) {
            *used = self.uses;
            return Ok(Some(document.clone()));
        }
        let Some(document) = self.store.load(id)? else { return Ok(None) };
        self.loads += 1;
        self.remember(document.clone());
        Ok(Some(document))
    }

    pub(crate) fn remember(&mut self, document: Document) {
        self.uses += 1;
        self.live.insert(document.id(), (self.uses, document));
        if self.live.len() > LIVE_DOCUMENTS_MAX {
            let oldest = self.live.iter().min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id);
            if let Some(oldest) = oldest {
                self.live.remove(&oldest);
            }
        }
    }
}

/// Puts two names in the order of a reader's dictionary.
pub type Compare = fn(&str, &str) -> Ordering;
