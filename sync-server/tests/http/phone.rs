//! A phone as simple as can be: a token, a hand, and a place in the feed.

use shared::command::execute;
use shared::wire::{ChangeBytes, DocumentChanges, FeedCursor, Resume, SyncReply, SyncRequest};
use shared::{ActorId, Author, Command, DeviceId, Document, FeedId, Moment, PersonId, Timestamp};

use crate::test_office::START;

/// An enrolled phone.
#[derive(Debug, Clone)]
pub(crate) struct Phone {
    pub(crate) device: DeviceId,
    pub(crate) token: String,
    pub(crate) person: PersonId,
    pub(crate) actor: ActorId,
    pub(crate) wall: Timestamp,
    pub(crate) feed: Option<FeedId>,
    pub(crate) cursor: FeedCursor,
    pub(crate) resume: Option<Resume>,
    acts: u64,
}

impl Phone {
    pub(crate) fn new(device: DeviceId, token: String, person: PersonId) -> Self {
        let actor = ActorId::from_bytes(*device.as_bytes());
        let (feed, cursor, resume) = (None, FeedCursor(0), None);
        Self { device, token, person, actor, wall: START, feed, cursor, resume, acts: 0 }
    }

    /// What the phone asks next.
    pub(crate) fn request(&self, documents: Vec<DocumentChanges>) -> SyncRequest {
        SyncRequest {
            feed: self.feed,
            cursor: self.cursor,
            documents,
            resume: self.resume,
            ..SyncRequest::first(self.device, self.wall)
        }
    }

    /// Takes in where the feed now is.
    pub(crate) fn takes_in(&mut self, reply: &SyncReply) {
        (self.feed, self.cursor, self.resume) = (Some(reply.feed), reply.cursor, reply.resume);
    }

    /// Somebody does something on this phone.
    pub(crate) fn does(&mut self, document: &mut Document, command: impl Into<Doing>) -> DocumentChanges {
        self.acts += 1;
        let moment = Moment { wall: self.wall, entropy: self.acts };
        let author = Author { person: self.person, actor: self.actor, moment };
        let change = execute(document, &command.into().0, author).unwrap().change.unwrap();
        let changes = vec![ChangeBytes(change.bytes)];
        DocumentChanges { id: document.id(), kind: document.kind(), changes }
    }
}

/// A command of any kind.
pub(crate) struct Doing(Command);

impl From<shared::work_order::WorkOrderCommand> for Doing {
    fn from(command: shared::work_order::WorkOrderCommand) -> Self {
        Self(Command::WorkOrder(command))
    }
}

impl From<shared::announcement::AnnouncementCommand> for Doing {
    fn from(command: shared::announcement::AnnouncementCommand) -> Self {
        Self(Command::Announcement(command))
    }
}

impl From<shared::request::RequestCommand> for Doing {
    fn from(command: shared::request::RequestCommand) -> Self {
        Self(Command::Request(command))
    }
}
