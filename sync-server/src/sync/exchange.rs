//! One sync of a device: what it delivers is taken in, what is new for it goes back.

use shared::wire::{
    DocumentChanges, Drain, FeedCursor, PROTOCOL, Refusal, RefusalReason, SyncReply, SyncRequest,
};
use shared::{FeedId, Timestamp};

use crate::engine::core::{Done, Transaction, fresh_actor};
use crate::engine::error::EngineError;
use crate::store::{Action, AuditEntry, DeviceRow, Place, Received, Subject, SyncLogRow};
use crate::sync::accept::Offer;
use crate::sync::delivery::Delivered;
use crate::sync::{drain, reply};

impl Transaction<'_> {
    pub(crate) fn sync(&mut self, device: &DeviceRow, request: &SyncRequest) -> Done<SyncReply> {
        // It may have been withdrawn since it was let in.
        let status = self.store.device(device.id)?;
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
        let now = self.clock.now();
        if let Some(status) = &status {
            self.record_contact(status, now)?;
        }
        let skew_ms = request.sent_at.ms_since(now);
        let is_copied = self.look_at_last_reply(status.as_ref().unwrap_or(device), request, now)?;
        let same_feed = request.feed == Some(self.feed);
        let other_feed = request.feed.is_some() && !same_feed;
        let offer = Offer { device, person: &person, now, skew_ms, other_feed };
        let received =
            Received { device: Some(device.id), person: Some(person.id), at: now, skew_ms, late: false };
        // Before the outbox: what builds on an offer is held.
        let offers_taken = self.take_offers(device, &request.offered, received)?;
        let Delivered { taken, refused, carried } = self.deliver(&offer, &request.documents, received)?;
        self.record_refusals(device, request, &refused)?;
        let carries = |documents: &[DocumentChanges]| -> usize {
            documents.iter().map(|document| document.changes.len()).sum()
        };
        // What is held, or found no room, is on the device alone; and nobody knows what is on a copy of it.
        let all_taken = !is_copied
            && refusals(&refused) == refused.len()
            && carries(&request.documents) == taken as usize
            && carries(&request.offered) == offers_taken as usize;
        let mut news = if draining {
            reply::nothing(request, same_feed)
        } else {
            let most = self.reply_documents_max;
            reply::news(self.store, self.live, device.person, request, &carried, same_feed, most)?
        };
        let settled = if same_feed && !draining { self.settled(&request.awaiting)? } else { Vec::new() };
        for id in &settled {
            if !self.store.in_scope(device.person, *id, self.store.feed_end()?)? {
                news.withdrawn.push(*id);
            }
        }
        let log = SyncLogRow {
            id: 0,
            device: device.id,
            at: now,
            accepted: taken - u32::try_from(refused.len()).unwrap_or(taken),
            refused: u32::try_from(refusals(&refused)).unwrap_or(u32::MAX),
            sent_documents: u32::try_from(news.documents.len()).unwrap_or(u32::MAX),
            sent_bytes: news.bytes as u64,
            skew_ms,
        };
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
            id: Some(self.replies.name(self.feed, device.id, number)),
        })
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
    ) -> Done<bool> {
        let (id, was_copied) = (device.id, device.copied_at.is_some());
        // It may have been given to the device this phone was before: one this disk never knew.
        let given_to = request.reply_device.unwrap_or(id);
        let (Some(feed), Some(name)) = (request.feed, request.last_reply) else { return Ok(was_copied) };
        let Some(number) = self.replies.number(feed, given_to, name) else { return Ok(was_copied) };
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
        } else if number < device.named && !was_copied {
            self.store.mark_copied(id, now)?;
            let entry = AuditEntry::new(Action::DeviceCopied, Subject::Device(id)).by(device.person).with(id);
            self.note(&entry)?;
            return Ok(true);
        }
        Ok(was_copied)
    }

    /// The disk holds an earlier day: as after a restore, phones bring back what was forgotten here.
    fn put_back(&mut self, device: &DeviceRow) -> Done<()> {
        // With its memory a machine keeps the hand it wrote with until then.
        self.actor = fresh_actor(self.actor.office(), self.clock);
        self.note(&AuditEntry::new(Action::PutBack, Subject::Nothing).by(device.person).with(device.id))?;
        tracing::error!(
            device = %device.id,
            "it was given what is not here: the disk was put back to an earlier day. Phones bring back what \
             they hold; look at /office/offers, at withdrawn devices and at accounts"
        );
        Ok(())
    }

    /// How far a device is that hands over what it holds; ends it when it is done.
    fn drain(
        &mut self,
        device: &DeviceRow,
        request: &SyncRequest,
        all_taken: bool,
        now: Timestamp,
    ) -> Done<Drain> {
        let lacking = self.projection.documents_lacking_photos(device.person)?;
        if !drain::is_complete(self.store, device, request, all_taken, lacking)? {
            return Ok(Drain::Wanted);
        }
        self.store.end_drain(device.id, now)?;
        let entry = AuditEntry::new(Action::DeviceDrained, Subject::Device(device.id));
        self.note(&entry.by(device.person).with(device.id))?;
        tracing::info!(device = %device.id, "a withdrawn device has handed over everything");
        Ok(Drain::Complete)
    }
}

/// How many changes were refused for good.
fn refusals(refused: &[Refusal]) -> usize {
    refused.iter().filter(|refusal| refusal.reason != RefusalReason::Deferred).count()
}
