//! One sync of a device: what it delivers is taken in, what is new for it goes back.

use std::collections::BTreeSet;

use shared::wire::{
    DocumentChanges, Drain, FeedCursor, PROTOCOL, Refusal, RefusalReason, SyncReply, SyncRequest,
};
use shared::{ChangeHash, DocumentId, FeedId, OfficeKey, Sha256, Timestamp};

use crate::engine::error::EngineError;
use crate::engine::job::Job;
use crate::engine::thread::Engine;
use crate::engine::transaction::Transaction;
use crate::store::error::StoreError;
use crate::store::{
    Action, AuditEntry, DeviceRow, PersonRow, PhotoRow, Place, Received, Store, Subject, SyncLogRow,
};
use crate::sync::accept::Offer;
use crate::sync::budget::ONE_SYNC;
use crate::sync::delivery::Delivered;
use crate::sync::drain;
use crate::sync::phone_lock::brings_of_lock;
use crate::sync::reply::{self, News};
use crate::sync::reply_id::ReplyNames;

/// Who syncs.
struct Syncing {
    /// The device as the store has it; `None` when it has none.
    status: Option<DeviceRow>,
    /// Its person.
    person: PersonRow,
    /// Whether it is being withdrawn, and delivers first what it holds.
    draining: bool,
}

impl Transaction<'_> {
    /// Takes in what a device delivers and puts together what is new for it.
    fn sync(&mut self, device: &DeviceRow, request: &SyncRequest) -> Result<SyncReply, EngineError> {
        let Syncing { status, person, draining } = self.who_syncs(device)?;
        let now = self.clock.now();
        if let Some(status) = &status {
            self.record_contact(status, now)?;
        }
        let skew_ms = request.sent_at.ms_since(now);
        let is_copied = self.look_at_last_reply(status.as_ref().unwrap_or(device), request, now)?;
        let office_key =
            status.as_ref().map_or(Ok(None), |status| self.exchange_keys(status, request, now))?;
        let lock = self.exchange_locks(device, &person, request.lock.as_ref(), now)?;
        let same_feed = request.feed == Some(self.feed);
        let other_feed = request.feed.is_some() && !same_feed;
        let spent = self.spent_with_one_sync(device.id, draining)?;
        let offer = Offer { rules: self.rules, device, person: &person, now, skew_ms, other_feed, spent };
        let received =
            Received { device: Some(device.id), person: Some(person.id), at: now, skew_ms, late: false };
        if !request.offered.is_empty() {
            self.announce();
        }
        // Before the outbox: what builds on an offer is deferred.
        let offers_taken = self.take_offers(device, &request.offered, received)?;
        let Delivered { taken, refused, carried, cost, is_over_budget } =
            self.deliver(&offer, &request.documents, received)?;
        if is_over_budget && taken == 0 {
            return Err(EngineError::DayOver);
        }
        self.store.add_to_device_day(device.id, self.clock.today(), cost + ONE_SYNC)?;
        self.record_refusals(device, request, &refused)?;
        let carries = |documents: &[DocumentChanges]| -> usize {
            documents.iter().map(|document| document.changes.len()).sum()
        };
        // What is deferred, or found no room, is on the device alone; and nobody knows what is on a copy of it.
        let all_taken = !is_copied
            && refusals(&refused) == refused.len()
            && carries(&request.documents) == taken as usize
            && carries(&request.offered) == offers_taken as usize;
        let (news, settled) = if draining {
            (reply::nothing(request, same_feed), Vec::new())
        } else {
            self.news_and_settled(device, request, &carried, same_feed)?
        };
        let log = log_row(device, now, skew_ms, taken, &refused, &news);
        let had = if same_feed { request.cursor } else { FeedCursor(0) };
        let given = news.resume.map_or(news.cursor, |resume| resume.until);
        let number = self.store.record_sync(log, request.waiting, Place { had, given })?;
        let drain = if draining { Some(self.drain(device, request, all_taken, now)?) } else { None };
        debug_assert_eq!(request.protocol, PROTOCOL, "the decoder lets no other through");
        Ok(SyncReply {
            feed: self.feed,
            cursor: news.cursor,
            more: news.more,
            taken,
            refused,
            documents: news.documents,
            withdrawn: news.withdrawn,
            server_time: now,
            resume: news.resume,
            offers_taken,
            settled,
            drain,
            id: Some(ReplyNames::new(self.reply_key).name(self.feed, device.id, number)),
            token_days: None,
            office_key,
            lock,
            other_phones: None,
        })
    }

    /// The device as it is now, and whose it is.
    fn who_syncs(&self, device: &DeviceRow) -> Result<Syncing, EngineError> {
        let status = self.store.device(device.id)?;
        // It may have been withdrawn since it was let in.
        if status.as_ref().is_some_and(|row| row.withdrawn_at.is_some()) {
            return Err(EngineError::Withdrawn);
        }
        let draining = status.as_ref().is_some_and(|row| row.draining_since.is_some());
        let person = if draining {
            // What somebody leaves behind is taken, blocked or not.
            self.store.account(device.person)?.ok_or(EngineError::NotFound)?.person
        } else {
            self.account_in_use(device.person)?.person
        };
        Ok(Syncing { status, person, draining })
    }

    /// What is new for a device, and the documents it awaits of which everything is decided.
    fn news_and_settled(
        &mut self,
        device: &DeviceRow,
        request: &SyncRequest,
        carried: &BTreeSet<ChangeHash>,
        same_feed: bool,
    ) -> Result<(News, Vec<DocumentId>), EngineError> {
        let (most, person) = (self.reply_documents_max, device.person);
        let mut news = reply::news(self.store, self.live, person, request, carried, same_feed, most)?;
        let settled = if same_feed { self.settled(&request.awaiting)? } else { Vec::new() };
        for id in &settled {
            if !self.store.in_scope(person, *id, self.store.feed_end()?)? {
                news.withdrawn.push(*id);
            }
        }
        Ok((news, settled))
    }

    /// Looks whether the reply the phone had last is in the log: if not, the disk holds an earlier day than
    /// the one on which it was given. So it does if this server gave it in a feed it does not know. And
    /// whether the device knew of a later one before: then somebody has a copy of it, or it was put back to
    /// an earlier day itself; whether that was ever so.
    fn look_at_last_reply(
        &mut self,
        device: &DeviceRow,
        request: &SyncRequest,
        now: Timestamp,
    ) -> Result<bool, EngineError> {
        let (id, was_copied) = (device.id, device.copied_at.is_some());
        // It may have been given to the device this phone was before: one this disk never knew.
        let given_to = request.reply_device.unwrap_or(id);
        let (Some(feed), Some(name)) = (request.feed, request.last_reply) else { return Ok(was_copied) };
        let names = ReplyNames::new(self.reply_key);
        let Some(number) = names.number(feed, given_to, name) else { return Ok(was_copied) };
        if feed != self.feed {
            if self.store.record_earlier_feed(feed)? {
                self.store.forget_sign_ins()?;
                self.put_back(device)?;
            }
        } else if !self.store.has_sync(number, given_to)? {
            self.feed = FeedId::from_bytes(self.clock.sixteen_bytes());
            self.store.begin_anew(self.feed)?;
            self.put_back(device)?;
        } else if given_to != id {
            return Ok(was_copied);
        } else if number > device.named {
            self.store.set_named(id, number)?;
        } else if number < device.named {
            self.mark_copied(device, now)?;
            return Ok(true);
        }
        Ok(was_copied)
    }

    /// Writes down, once, that somebody has a copy of a device or its token.
    fn mark_copied(&mut self, device: &DeviceRow, now: Timestamp) -> Result<(), EngineError> {
        let id = device.id;
        if self.store.device(id)?.is_none_or(|known| known.copied_at.is_some()) {
            return Ok(());
        }
        self.store.mark_copied(id, now)?;
        self.record(&AuditEntry::new(Action::DeviceCopied, Subject::Device(id)).by(device.person).with(id))
    }

    /// Keeps the key of a device, the first that it says; another is not taken, and whoever says it has no more than
    /// its token. The answer is the office's key, for a device of which none is known.
    fn exchange_keys(
        &mut self,
        device: &DeviceRow,
        request: &SyncRequest,
        now: Timestamp,
    ) -> Result<Option<OfficeKey>, EngineError> {
        match (device.public_key, request.device_key) {
            (None, None) => return Ok(Some(self.office_key)),
            (None, Some(said)) => self.store.keep_device_key(device.id, said)?,
            (Some(known), Some(said)) if said != known => self.mark_copied(device, now)?,
            (Some(_), _) => {}
        }
        Ok(None)
    }

    /// The disk holds an earlier day: as after a restore, phones bring back what was forgotten here.
    fn put_back(&mut self, device: &DeviceRow) -> Result<(), EngineError> {
        // With its memory a machine keeps the actor id it wrote with until then.
        self.take_fresh_actor();
        self.record(&AuditEntry::new(Action::PutBack, Subject::Nothing).by(device.person).with(device.id))?;
        tracing::error!(
            device = %device.id,
            "it was given what is not here: the disk was put back to an earlier day. Phones bring back what \
             they hold; look at /office/offers, at withdrawn devices and at accounts"
        );
        Ok(())
    }

    /// How far a device is that drains; ends it when it is done.
    fn drain(
        &mut self,
        device: &DeviceRow,
        request: &SyncRequest,
        all_taken: bool,
        now: Timestamp,
    ) -> Result<Drain, EngineError> {
        if !drain::is_complete(self.store, device, request, all_taken)? {
            return Ok(Drain::Wanted);
        }
        self.store.end_drain(device.id, now)?;
        let entry = AuditEntry::new(Action::DeviceDrained, Subject::Device(device.id));
        self.record(&entry.by(device.person).with(device.id))?;
        tracing::info!(device = %device.id, "a withdrawn device has delivered everything");
        Ok(Drain::Complete)
    }
}

/// What the log of syncs has of one.
fn log_row(
    device: &DeviceRow,
    at: Timestamp,
    skew_ms: i64,
    taken: u32,
    refused: &[Refusal],
    news: &News,
) -> SyncLogRow {
    SyncLogRow {
        id: 0,
        device: device.id,
        at,
        accepted: taken - u32::try_from(refused.len()).unwrap_or(taken),
        refused: u32::try_from(refusals(refused)).unwrap_or(u32::MAX),
        sent_documents: u32::try_from(news.documents.len()).unwrap_or(u32::MAX),
        sent_bytes: news.bytes as u64,
        skew_ms,
    }
}

/// How many changes were refused for good.
fn refusals(refused: &[Refusal]) -> usize {
    refused.iter().filter(|refusal| refusal.reason != RefusalReason::Deferred).count()
}

/// A device syncs. While the disk takes nothing, only a request is answered that brings nothing.
#[must_use]
pub fn sync(device: DeviceRow, request: SyncRequest) -> Job<SyncReply> {
    let reading = brings_nothing(&request).then(|| (device.clone(), request.clone()));
    let job = Job::new(move |transaction| transaction.sync(&device, &request));
    match reading {
        Some((device, request)) => {
            job.or_unstored(move |transaction| transaction.read_news(&device, &request))
        }
        None => job,
    }
}

/// A device has delivered a photo, complete and verified.
#[must_use]
pub fn photo_delivered(photo: PhotoRow, device: DeviceRow) -> Job<()> {
    Job::new(move |transaction| {
        // It may have been withdrawn, or its person blocked, since it was let in.
        transaction.who_syncs(&device)?;
        transaction.record_photo(photo, Some(device.id))
    })
}

/// Whether the answer to a request acknowledges nothing.
fn brings_nothing(request: &SyncRequest) -> bool {
    request.documents.is_empty()
        && request.offered.is_empty()
        && request.draining.is_none()
        && !brings_of_lock(request)
}

impl Transaction<'_> {
    /// Answers a request that brings nothing, where nothing can be written down.
    fn read_news(&mut self, device: &DeviceRow, request: &SyncRequest) -> Result<SyncReply, EngineError> {
        let identity = (self.feed, self.actor);
        let reply = self.sync(device, request)?;
        // Nor can it be written down that the disk was put back.
        if (self.feed, self.actor) != identity {
            return Err(StoreError::Full.into());
        }
        // What is not in the log would look like a disk that was put back; nor is the device's key kept.
        let office_key = reply.office_key.or(request.device_key.map(|_| self.office_key));
        Ok(SyncReply { id: None, office_key, ..reply })
    }
}

/// Whether a device sent a photo, or a document that names it, as a picture or its thumbnail, is for the device's
/// person.
///
/// # Errors
/// [`StoreError`] when the disk fails.
pub fn may_look(store: &Store, device: &DeviceRow, photo: Sha256) -> Result<bool, StoreError> {
    if store.photo_sender(photo)? == Some(device.id) {
        return Ok(true);
    }
    let end = store.feed_end()?;
    for document in store.documents_of_photo(photo)? {
        if store.in_scope(device.person, document, end)? {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Engine {
    /// Answers a sync of a device. On return, what was accepted is on disk and in the office database.
    ///
    /// # Errors
    /// [`EngineError::Withdrawn`] when the device was withdrawn, [`EngineError::NotAllowed`] when its person
    /// is blocked, [`EngineError::TooMuchRefused`] when too much of it waits refused,
    /// [`EngineError::DayOver`] when it has done as much today as a device may; nothing of the request was kept.
    pub async fn sync(&self, device: DeviceRow, request: SyncRequest) -> Result<SyncReply, EngineError> {
        let (_turn, id) = (self.turn_of(device.id).await, device.id);
        let answer = self.submit(sync(device, request)).await;
        if let Err(EngineError::DayOver) = &answer {
            self.note_stopped(id).await;
        }
        answer
    }

    /// Writes down that a device has delivered a photo, complete and verified.
    ///
    /// # Errors
    /// [`EngineError::Withdrawn`] when the device was withdrawn, [`EngineError::NotAllowed`] when its person is
    /// blocked, [`EngineError::Store`] when the disk does not take it.
    pub async fn photo_delivered(&self, photo: PhotoRow, device: DeviceRow) -> Result<(), EngineError> {
        self.submit(photo_delivered(photo, device)).await
    }

    /// Whether a device may have this photo, or this thumbnail.
    ///
    /// # Errors
    /// [`EngineError::Store`] when the disk fails.
    pub async fn may_look(&self, device: DeviceRow, photo: Sha256) -> Result<bool, EngineError> {
        self.read(move |store| may_look(store, &device, photo)).await
    }
}

#[cfg(test)]
mod tests {
    use shared::wire::ChangeBytes;
    use shared::{DeviceId, DocumentKind, PersonId};

    use super::*;

    fn is_answered_from_memory(change: impl FnOnce(&mut SyncRequest)) -> bool {
        let (device, person) = (DeviceId::from_bytes([1; 16]), PersonId::from_bytes([2; 16]));
        let mut request = SyncRequest::first(device, Timestamp(0));
        change(&mut request);
        let row = DeviceRow::new(device, person, "phone".to_owned(), Timestamp(0));
        sync(row, request).is_answered_unstored()
    }

    /// What acknowledges something is not answered while nothing can be stored.
    #[test]
    fn only_a_sync_that_brings_nothing_is_answered_from_memory() {
        let work = || DocumentChanges {
            id: DocumentId::from_bytes([3; 16]),
            kind: DocumentKind::WorkOrder,
            changes: vec![ChangeBytes(vec![0])],
        };
        assert!(is_answered_from_memory(|_| {}));
        assert!(!is_answered_from_memory(|request| request.documents = vec![work()]));
        assert!(!is_answered_from_memory(|request| request.offered = vec![work()]));
        assert!(!is_answered_from_memory(|request| request.draining = Some(true)));
    }
}
