//! The conversation with the office: *request out, reply in*, one at a time. The network is
//! outside; it reports a reply that never comes as [`Unreachable`].
//!
//! The order of requests: enrolment, then sync, then photos to send, then pictures to fetch.

use serde::{Deserialize, Serialize};
use shared::{DeviceId, Moment, OfficeKey, PersonId, Role, Sha256};

use crate::client::failure::Failure;
use crate::client::notice::Notice;
use crate::client::status::{Contact, PhoneStatus};
use crate::replica::actor::fresh_actor;
use crate::replica::conversation::InFlight;
use crate::replica::enrolled::Enrolled;
use crate::replica::error::Result;
use crate::replica::http::{HttpReply, HttpRequest, Unreachable};
use crate::replica::state::Replica;
use crate::replica::store::photos::PhotoRow;

pub(crate) use crate::replica::conversation::Conversation;

#[derive(Serialize)]
struct EnrolmentAsked<'a> {
    code: &'a str,
    device_name: &'a str,
    /// The token that this phone has: where it stayed away with it for too long, the device goes on by a code for the
    /// same person.
    #[serde(skip_serializing_if = "Option::is_none")]
    former_token: Option<&'a str>,
}

#[derive(Deserialize)]
struct EnrolmentGranted {
    device: DeviceId,
    token: String,
    person: PersonId,
    name: String,
    role: Role,
    /// None of a server that has no key yet.
    office_key: Option<OfficeKey>,
}

impl Replica {
    /// The next request to carry to the office; `None` when there is nothing to say, or the office
    /// was out of reach and nobody asked again.
    ///
    /// # Errors
    /// [`ReplicaError::Sqlite`](crate::replica::error::ReplicaError::Sqlite) when the storage cannot be read,
    /// [`ReplicaError::Damaged`](crate::replica::error::ReplicaError::Damaged) when a row holds what this app
    /// never writes. Nothing was chosen then; a later call tries again.
    pub fn next_request(&mut self, moment: Moment) -> Result<Option<HttpRequest>> {
        if self.conversation.in_flight.is_some() {
            return Ok(None);
        }
        self.look_at_clock(moment.wall)?;
        let Some((request, in_flight)) = self.choose_request(moment)? else { return Ok(None) };
        self.conversation.in_flight = Some(in_flight);
        if self.conversation.contact == Contact::Idle {
            self.set_contact(Contact::Talking)?;
        }
        Ok(Some(request))
    }

    fn choose_request(&mut self, moment: Moment) -> Result<Option<(HttpRequest, InFlight)>> {
        if let Some((code, device_name)) = &self.conversation.enrolling {
            let former_token = self.enrolled.as_ref().map(|before| before.token.as_str());
            let asked = EnrolmentAsked { code, device_name, former_token };
            let body = serde_json::to_vec(&asked).unwrap_or_default();
            let headers = vec![("content-type", "application/json".to_owned())];
            let request = HttpRequest { method: "POST", path: "/phone/v1/devices".to_owned(), headers, body };
            return Ok(Some((request, InFlight::Enrolment)));
        }
        // Somebody may have withdrawn it since its token ended, or taken that back.
        let may_ask = self.absence.token_ended && self.conversation.sync_wanted;
        if self.enrolled.is_none() || self.conversation.contact == Contact::Withdrawn && !may_ask {
            return Ok(None);
        }
        if self.conversation.sync_wanted {
            return self.sync_request(moment).map(Some);
        }
        let contact = self.conversation.contact;
        if contact.is_stuck() || contact == Contact::UpdateNeeded {
            return Ok(None);
        }
        if let Some(next) = self.announcement()? {
            return Ok(Some(next));
        }
        if let Some(next) = self.upload_request()? {
            return Ok(Some(next));
        }
        if self.draining() {
            return Ok(None);
        }
        let Some(wanted) = self.wanted_picture()? else { return Ok(None) };
        let request = self.authorized("GET", format!("/phone/v1/photos/{wanted}"), Vec::new());
        Ok(Some((request, InFlight::Picture(wanted))))
    }

    /// The next photo to send, unless all have to wait.
    pub(crate) fn next_photo(&self) -> Result<Option<PhotoRow>> {
        if self.conversation.photos_wait { Ok(None) } else { self.store.next_photo() }
    }

    /// The next picture to fetch, unless there is no room for any.
    fn wanted_picture(&self) -> Result<Option<Sha256>> {
        if self.conversation.no_room_for_pictures { Ok(None) } else { self.store.wanted_photo() }
    }

    /// The request for the stream of events, once this phone is a device.
    #[must_use]
    pub fn events_request(&self) -> Option<HttpRequest> {
        let is_told = matches!(self.conversation.contact, Contact::Withdrawn | Contact::Blocked);
        let talks = self.enrolled.is_some() && !is_told;
        talks.then(|| self.authorized("GET", "/phone/v1/events".to_owned(), Vec::new()))
    }

    /// Whether the server takes no more photos of this phone until the next sync.
    #[must_use]
    pub const fn photos_wait(&self) -> bool {
        self.conversation.photos_wait
    }

    /// Where the conversation with the office stands.
    #[must_use]
    pub const fn contact(&self) -> Contact {
        self.conversation.contact
    }

    /// A request with the device's token.
    pub(crate) fn authorized(&self, method: &'static str, path: String, body: Vec<u8>) -> HttpRequest {
        let token = self.enrolled.as_ref().map_or("", |enrolled| &enrolled.token);
        HttpRequest { method, path, headers: vec![("authorization", format!("Bearer {token}"))], body }
    }

    /// Applies the reply to the last request; does nothing when none is under way.
    ///
    /// # Errors
    /// [`ReplicaError::Full`](crate::replica::error::ReplicaError::Full) when the phone is full, another
    /// [`ReplicaError`](crate::replica::error::ReplicaError) when the storage fails or holds what cannot be
    /// read. Then nothing of the reply was kept, the contact is [`Contact::NoRoom`], and the same request is
    /// made again when a person asks to sync.
    pub fn take_reply(&mut self, reply: Result<HttpReply, Unreachable>, moment: Moment) -> Result<()> {
        let Some(in_flight) = self.conversation.in_flight.take() else { return Ok(()) };
        let taken = match reply {
            Ok(reply) => self.take(in_flight, reply, moment),
            Err(Unreachable) => self.unreachable(&in_flight),
        };
        if let Err(error) = taken {
            self.not_kept();
            return Err(error);
        }
        if self.conversation.contact == Contact::Talking && !self.has_more_to_say()? {
            self.set_contact(Contact::Idle)?;
        }
        Ok(())
    }

    fn has_more_to_say(&self) -> Result<bool> {
        Ok(self.conversation.sync_wanted
            || self.next_photo()?.is_some()
            || (!self.draining() && self.wanted_picture()?.is_some()))
    }

    fn unreachable(&mut self, in_flight: &InFlight) -> Result<()> {
        if matches!(in_flight, InFlight::Enrolment) {
            self.conversation.enrolling = None;
            self.notices.push(Notice::NotEnrolled(Failure::OutOfReach));
            return Ok(());
        }
        self.out_of_reach()
    }

    /// Stops for [`Contact::OutOfReach`]: no reply came, or one that only a passing failure explains.
    /// Everything is kept, and sent again when a person asks to sync.
    pub(crate) fn out_of_reach(&mut self) -> Result<()> {
        self.stop_for(Contact::OutOfReach)
    }

    /// Stops whatever is under way, and says why.
    pub(crate) fn stop_for(&mut self, contact: Contact) -> Result<()> {
        self.conversation.sync_wanted = false;
        self.conversation.upload = None;
        self.conversation.announcing = None;
        self.set_contact(contact)
    }

    /// Stops for [`Contact::NoRoom`]: the reply could not be stored. What waits stays as it is.
    fn not_kept(&mut self) {
        // What is in memory may be ahead of the disk.
        self.live.clear();
        self.conversation.sync_wanted = false;
        self.conversation.upload = None;
        self.conversation.announcing = None;
        self.conversation.contact = Contact::NoRoom;
        // A storage that cannot be read either leaves the screen as it is.
        self.tell_status().unwrap_or_default();
    }

    pub(crate) fn set_contact(&mut self, contact: Contact) -> Result<()> {
        if self.conversation.contact != contact {
            self.conversation.contact = contact;
            self.tell_status()?;
        }
        Ok(())
    }

    fn take(&mut self, in_flight: InFlight, reply: HttpReply, moment: Moment) -> Result<()> {
        if let InFlight::Enrolment = in_flight {
            return self.take_enrolment(reply, moment);
        }
        if reply.ends_the_device() {
            return self.erase();
        }
        match (reply.status, reply.problem().as_deref()) {
            (403, Some("device-hands-over")) => return self.only_delivers(),
            (403, Some("person-blocked")) => return self.block(),
            (429, Some("device-day-over")) => {
                // Tried again as rarely as photos the office takes no more of today.
                self.conversation.photos_wait = true;
                return self.stop_for(Contact::DayOver);
            }
            (401, Some("device-token-ended")) => return self.end_token(),
            (401, Some("unknown-device")) => {
                self.conversation.sync_wanted = false;
                return self.set_contact(Contact::Withdrawn);
            }
            // An answer to `HEAD` has no body: a sync will tell why.
            (401, None) if !matches!(in_flight, InFlight::Sync(_)) => {
                self.conversation.upload = None;
                self.conversation.sync_wanted = true;
                return Ok(());
            }
            (426, Some("other-protocol")) => {
                self.conversation.sync_wanted = false;
                return self.set_contact(Contact::UpdateNeeded);
            }
            _ => {}
        }
        match in_flight {
            InFlight::Enrolment => Ok(()),
            InFlight::Sync(sent) => self.take_sync(&sent, &reply, moment),
            InFlight::UploadState(sha256) => self.take_upload_state(sha256, &reply),
            InFlight::UploadBegin(sha256) => self.take_upload_begin(sha256, &reply),
            InFlight::UploadChunk(sha256) => self.take_upload_chunk(sha256, &reply),
            InFlight::Picture(sha256) => self.take_picture(sha256, &reply, moment),
        }
    }

    /// Enrols this phone. The code's owner is known only after it is redeemed, so unsent work asks for
    /// confirmation first, unless the server has forgotten this device, or its token has ended.
    pub(crate) fn enrol(&mut self, code: String, device_name: String) -> Result<()> {
        let is_shut_out = self.conversation.contact == Contact::Withdrawn || self.absence.lock().is_some();
        let halts = !is_shut_out && self.work_waits()?;
        self.conversation.granted = None;
        self.conversation.agreed = false;
        let place = if halts { &mut self.conversation.halted } else { &mut self.conversation.enrolling };
        *place = Some((code, device_name));
        Ok(())
    }

    pub(crate) fn enrol_anyway(&mut self, moment: Moment) -> Result<()> {
        self.conversation.agreed = true;
        self.conversation.enrolling = self.conversation.halted.take();
        self.conversation.granted.take().map_or(Ok(()), |reply| self.take_enrolment(reply, moment))
    }

    /// Whether unsent work waits here; if so, the screens get [`Failure::WorkWaits`].
    fn work_waits(&mut self) -> Result<bool> {
        let PhoneStatus { owner, changes_waiting, photos_waiting, .. } = self.status()?;
        let waits = changes_waiting + photos_waiting > 0;
        if let Some(owner) = owner.filter(|_| waits) {
            self.notices.push(Notice::NotEnrolled(Failure::WorkWaits(owner.name)));
        }
        Ok(waits)
    }

    fn take_enrolment(&mut self, reply: HttpReply, moment: Moment) -> Result<()> {
        self.conversation.enrolling = None;
        let granted = (reply.status == 201).then(|| reply.json()).flatten();
        let Some(EnrolmentGranted { device, token, person, name, role, office_key }) = granted else {
            let failure = match reply.problem().as_deref() {
                Some(problem @ ("too-many-attempts" | "enrolment-code-used" | "enrolment-code-expired")) => {
                    Failure::CodeRefused(problem.to_owned())
                }
                Some(_) if reply.status < 500 => Failure::BadCode,
                Some(_) | None => Failure::OutOfReach,
            };
            self.notices.push(Notice::NotEnrolled(failure));
            return Ok(());
        };
        // A phone that passes to somebody else begins anew; one whose office forgot it keeps what waits.
        let before = self.enrolled.as_ref().map(|before| (before.person, before.device));
        let stays = before.is_some_and(|(before, _)| before == person);
        if !stays && !self.conversation.agreed && self.work_waits()? {
            self.conversation.granted = Some(reply);
            return Ok(());
        }
        let enrolled = Enrolled { device, token, person, name, role, actor: fresh_actor(device, moment) };
        let (token_days, entropy) = (self.absence.token_days, self.entropy);
        let kept = self.store.transaction(|store| {
            match before {
                Some((_, before)) if stays && before == device => {}
                Some((_, before)) if stays => store.note_reply_device(before)?,
                Some(_) | None => store.erase()?,
            }
            store.set_enrolled(&enrolled)?;
            store.keep_office_key(office_key, entropy)?;
            // What it holds is shown for as long as before, from now on.
            if stays { store.note_contact(moment.wall, token_days) } else { Ok(()) }
        });
        if let Err(error) = kept {
            self.notices.push(Notice::NotEnrolled(error.into()));
            return Ok(());
        }
        self.live.clear();
        self.absence = self.store.absence()?;
        self.enrolled = Some(enrolled);
        self.withdrawal = None;
        self.scrub()?;
        // The conversation until now was that of the previous device.
        self.conversation = Conversation { sync_wanted: true, ..Conversation::default() };
        self.tell_status()
    }
}
