//! Photos on their way (tus 1.0): ask how far, announce, send in pieces; and pictures that come back.
//! A photo counts as at the office only once the office says it has verified it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use shared::{Moment, Sha256};

use crate::client::notice::Notice;
use crate::limits::PIECE_BYTES_MAX;
use crate::replica::conversation::InFlight;
use crate::replica::error::{ReplicaError, Result};
use crate::replica::http::{HttpReply, HttpRequest};
use crate::replica::state::Replica;

const RECEIVED: (&str, &str) = ("guichet-photo", "received");

impl Replica {
    /// The next step of sending the next photo.
    pub(crate) fn upload_request(&mut self) -> Result<Option<(HttpRequest, InFlight)>> {
        // A photo that was begun is finished first, though thumbnails of others came meanwhile.
        let begun = match self.conversation.upload {
            Some((sha256, _)) => self.store.photo(sha256)?.filter(|photo| photo.state == "waiting"),
            None => None,
        };
        let next = match begun {
            Some(photo) => Some(photo),
            None => self.next_photo()?,
        };
        let Some(photo) = next else { return Ok(None) };
        let sha256 = photo.sha256;
        let place = format!("/phone/v1/photos/uploads/{sha256}");
        let offset = match self.conversation.upload {
            Some((known, offset)) if known == sha256 => offset,
            Some(_) | None => {
                let request = with_version(self.authorized("HEAD", place, Vec::new()));
                return Ok(Some((request, InFlight::UploadState(sha256))));
            }
        };
        let Some(bytes) = self.store.photo_bytes(sha256)? else {
            self.store.set_photo_problem(sha256, "photo-empty")?;
            return Ok(None);
        };
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
        let to = usize::try_from(offset + PIECE_BYTES_MAX).unwrap_or(usize::MAX).min(bytes.len());
        let mut request = with_version(self.authorized("PATCH", place, bytes[from..to].to_vec()));
        request.headers.push(("upload-offset", offset.to_string()));
        request.headers.push(("content-type", "application/offset+octet-stream".to_owned()));
        Ok(Some((request, InFlight::UploadChunk(sha256))))
    }

    pub(crate) fn take_upload_state(&mut self, sha256: Sha256, reply: &HttpReply) -> Result<()> {
        match reply.status {
            200 => self.take_offset(sha256, reply),
            404 => self.announce(sha256),
            _ => self.out_of_reach(),
        }
    }

    /// Makes the announcement the next request.
    fn announce(&mut self, sha256: Sha256) -> Result<()> {
        self.conversation.announcing = Some(sha256);
        Ok(())
    }

    /// The announcement of a photo the office has not heard of.
    pub(crate) fn announcement(&mut self) -> Result<Option<(HttpRequest, InFlight)>> {
        let Some(sha256) = self.conversation.announcing.take() else { return Ok(None) };
        let Some(photo) = self.store.photo(sha256)? else { return Ok(None) };
        let mut request = with_version(self.authorized("POST", "/phone/v1/photos".to_owned(), Vec::new()));
        request.headers.push(("upload-length", photo.size_bytes.to_string()));
        request.headers.push(("upload-metadata", format!("sha256 {}", BASE64.encode(sha256.to_string()))));
        Ok(Some((request, InFlight::UploadBegin(sha256))))
    }

    pub(crate) fn take_upload_begin(&mut self, sha256: Sha256, reply: &HttpReply) -> Result<()> {
        match reply.status {
            201 => self.take_offset(sha256, reply),
            _ => self.take_upload_failure(sha256, reply),
        }
    }

    pub(crate) fn take_upload_chunk(&mut self, sha256: Sha256, reply: &HttpReply) -> Result<()> {
        match reply.status {
            204 => self.take_offset(sha256, reply),
            // The upload is elsewhere: ask where.
            409 => {
                self.conversation.upload = None;
                Ok(())
            }
            _ => self.take_upload_failure(sha256, reply),
        }
    }

    fn take_offset(&mut self, sha256: Sha256, reply: &HttpReply) -> Result<()> {
        if reply.header(RECEIVED.0) == Some(RECEIVED.1) {
            return self.photo_is_at_office(sha256);
        }
        let Some(offset) = reply.header("upload-offset").and_then(|offset| offset.parse().ok()) else {
            return self.out_of_reach();
        };
        self.conversation.upload = Some((sha256, offset));
        match self.store.set_photo_progress(sha256, offset) {
            // Only for the screen: a phone without room goes on sending, which is how it gets some.
            Ok(()) | Err(ReplicaError::Full | ReplicaError::Sqlite(_)) => self.tell_about_photo(sha256),
            Err(error) => Err(error),
        }
    }

    fn photo_is_at_office(&mut self, sha256: Sha256) -> Result<()> {
        self.conversation.upload = None;
        let document = self.store.photo(sha256)?.and_then(|photo| photo.document);
        self.store.transaction(|store| store.set_photo_sent(sha256))?;
        // The office hears that the last one is there, and names the reply by which this phone knows later
        // that it still has it.
        self.conversation.sync_wanted |= self.store.next_photo()?.is_none();
        self.tell_changed(document.into_iter().collect())?;
        self.forget_withdrawn()
    }

    /// The office will not have the photo, or cannot have it now.
    fn take_upload_failure(&mut self, sha256: Sha256, reply: &HttpReply) -> Result<()> {
        self.conversation.upload = None;
        match reply.problem() {
            // One that was spoilt on the way is sent again from its beginning.
            Some(problem) if problem.starts_with("photo-") && problem != "photo-hash-mismatch" => {
                self.store.transaction(|store| store.set_photo_problem(sha256, &problem))?;
                self.tell_about_photo(sha256)
            }
            // The phone goes on with everything else.
            Some(problem) if problem == "photos-of-a-day" => {
                self.conversation.photos_wait = true;
                Ok(())
            }
            Some(_) | None => self.out_of_reach(),
        }
    }

    fn tell_about_photo(&mut self, sha256: Sha256) -> Result<()> {
        let document = self.store.photo(sha256)?.and_then(|photo| photo.document);
        self.tell_changed(document.into_iter().collect())
    }

    pub(crate) fn take_picture(&mut self, sha256: Sha256, reply: &HttpReply, moment: Moment) -> Result<()> {
        match reply.status {
            200 if Sha256::of(&reply.body) == sha256 => {
                let kept =
                    self.store.transaction(|store| store.keep_fetched(sha256, &reply.body, moment.wall));
                self.conversation.no_room_for_pictures = kept.is_err();
                kept?;
                self.notices.push(Notice::Picture(sha256));
                Ok(())
            }
            // Still on a colleague's phone; whoever looks again asks again.
            404 => self.store.unwant_photo(sha256),
            _ => self.out_of_reach(),
        }
    }
}

fn with_version(mut request: HttpRequest) -> HttpRequest {
    request.headers.push(("tus-resumable", "1.0.0".to_owned()));
    request
}
