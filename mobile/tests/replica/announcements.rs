//! What the office announces: shown until it was read, is over or was taken back.

use mobile::client::{Answer, Ask};
use mobile::limits::ANNOUNCEMENTS_SHOWN_MAX;
use shared::announcement::{Announcement, AnnouncementCommand as C, NewAnnouncement};
use shared::command::execute;
use shared::wire::{FeedCursor, SyncReply};
use shared::work_order::WorkOrderCommand;
use shared::{Author, Command, Day, Document, DocumentId, DocumentKind, Moment, Timestamp};

use crate::answers::problem;
use crate::names::{card, list};
use crate::phone::{DEVICE, OFFICE, ORDER, OWNER, PhoneOnDisk, SOMEBODY_ELSE, made, new_order, reply, whole};

const ANNOUNCEMENT: DocumentId = DocumentId::from_bytes([0xa2; 16]);

fn announced() -> Document {
    let mut document = Document::empty(DocumentKind::Announcement, ANNOUNCEMENT);
    let until = "2027-01-15".parse().unwrap();
    does(
        &mut document,
        C::Create(Box::new(NewAnnouncement {
            text: "Le dépôt est fermé.".into(),
            team: None,
            organisation: None,
            until,
        })),
    );
    document
}

fn does(document: &mut Document, command: C) {
    let moment = Moment { wall: Timestamp(1_800_000_000_000), entropy: 7 };
    let author = Author { person: SOMEBODY_ELSE, actor: OFFICE, moment };
    execute(document, &Command::Announcement(command), author).unwrap();
}

impl PhoneOnDisk {
    /// The texts shown on a day.
    fn shows_on(&mut self, day: &str) -> Vec<String> {
        let today: Day = day.parse().unwrap();
        let Answer::Today(today) = self.ask(Ask::Today { today }) else { panic!("lists were asked for") };
        today.announcements.into_iter().map(|line| line.text).collect()
    }

    fn reads(&mut self) -> Answer {
        self.ask(Ask::Execute { document: Some(ANNOUNCEMENT), command: Command::Announcement(C::Read) })
    }
}

#[test]
fn an_announcement_is_shown_until_its_last_day_or_until_it_was_read() {
    let mut phone = PhoneOnDisk::holding(&[announced()]);
    assert_eq!(phone.shows_on("2027-01-15"), ["Le dépôt est fermé."]);
    assert!(phone.shows_on("2027-01-16").is_empty(), "it is over");
    let loaded = phone.replica.documents_loaded();
    phone.shows_on("2027-01-15");
    assert_eq!(phone.replica.documents_loaded(), loaded, "a list reads no document");

    assert!(matches!(phone.reads(), Answer::Saved { .. }));
    assert!(phone.shows_on("2027-01-15").is_empty());
    let mut phone = phone.opened_again();
    assert!(phone.shows_on("2027-01-15").is_empty());
    phone.ask(Ask::SyncNow);
    let sent = phone.sync_request();
    assert_eq!((sent.documents.len(), sent.documents[0].id), (1, ANNOUNCEMENT));
    let mut office = announced();
    office.apply(&sent.documents[0].changes).unwrap();
    assert!(Announcement::read(&office).unwrap().is_read_by(OWNER));
}

#[test]
fn an_announcement_taken_back_or_read_by_others_is_as_that_says() {
    let mut document = announced();
    does(&mut document, C::Read);
    let mut phone = PhoneOnDisk::holding(&[document.clone()]);
    assert_eq!(phone.shows_on("2027-01-15").len(), 1, "a colleague has read it, not the owner");
    does(&mut document, C::Withdraw);
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&document)], ..reply(0) });
    assert!(phone.shows_on("2027-01-15").is_empty());
}

#[test]
fn an_announcement_says_who_announced_it_as_soon_as_their_card_is_here() {
    let mut phone = PhoneOnDisk::holding(&[announced()]);
    let who = |phone: &mut PhoneOnDisk| {
        let today: Day = "2027-01-15".parse().unwrap();
        let Answer::Today(today) = phone.ask(Ask::Today { today }) else { panic!("lists were asked for") };
        today.announcements.into_iter().map(|line| line.who).collect::<Vec<_>>()
    };
    assert_eq!(who(&mut phone), [""]);
    phone.ask(Ask::SyncNow);
    phone.sync_request();
    phone.synced(SyncReply { documents: vec![whole(&card(SOMEBODY_ELSE, "Nora Simon"))], ..reply(0) });
    assert_eq!(who(&mut phone), ["Nora Simon"]);
}

#[test]
fn so_many_are_shown_at_once_and_the_next_comes_up_when_one_is_read() {
    let many = |count: u8| -> Vec<Document> {
        (0..count)
            .map(|nth| {
                let mut document =
                    Document::empty(DocumentKind::Announcement, DocumentId::from_bytes([nth; 16]));
                let (text, until) = (format!("{nth}"), "2027-01-15".parse().unwrap());
                does(
                    &mut document,
                    C::Create(Box::new(NewAnnouncement { text, team: None, organisation: None, until })),
                );
                document
            })
            .collect()
    };
    let limit = u8::try_from(ANNOUNCEMENTS_SHOWN_MAX).unwrap();
    for (count, shown) in [(limit, limit), (limit + 1, limit)] {
        let mut phone = PhoneOnDisk::holding(&many(count));
        assert_eq!(phone.shows_on("2027-01-15").len(), usize::from(shown));
        let read = Ask::Execute {
            document: Some(DocumentId::from_bytes([0; 16])),
            command: Command::Announcement(C::Read),
        };
        phone.ask(read);
        assert_eq!(phone.shows_on("2027-01-15").len(), usize::from(count - 1));
    }
}

#[test]
fn an_app_that_learns_another_kind_of_document_asks_for_everything_once() {
    let mut phone = PhoneOnDisk::new();
    phone.enrols(OWNER, DEVICE, "secret");
    phone.sync_request();
    phone.synced(SyncReply { cursor: FeedCursor(12), ..reply(0) });
    let asks = |mut phone: PhoneOnDisk| {
        phone.ask(Ask::SyncNow);
        let asked = phone.sync_request();
        (phone, asked.cursor, asked.feed)
    };
    let (phone, cursor, feed) = asks(phone.opened_again());
    assert_eq!(cursor, FeedCursor(12));
    let an_older_app_was_here = |db: &rusqlite::Connection| {
        db.execute("UPDATE meta SET value = '5' WHERE key = 'kinds'", []).unwrap();
    };
    let (phone, cursor, same) = asks(phone.opened_again_on(an_older_app_was_here));
    assert_eq!((cursor, same), (FeedCursor(0), feed));
    let mut phone = phone;
    phone.synced(SyncReply { cursor: FeedCursor(13), ..reply(0) });
    assert_eq!(asks(phone.opened_again()).1, FeedCursor(13));
}

#[test]
fn a_phone_that_is_erased_keeps_a_row_in_no_table() {
    let card = card(SOMEBODY_ELSE, "Nora Simon");
    let mut phone = PhoneOnDisk::holding(&[announced(), made(ORDER, new_order()), card, list(1)]);
    phone.execute(WorkOrderCommand::Start);
    let rows = |phone: &PhoneOnDisk| -> Vec<(String, i64)> {
        let db = phone.connect();
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE 'sqlite_%'";
        let mut names = db.prepare(tables).unwrap();
        let names = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap);
        let count =
            |name: &String| db.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0));
        names
            .map(|name: String| (name.clone(), count(&name).unwrap()))
            .filter(|(_, rows)| *rows > 0)
            .collect()
    };
    let filled = rows(&phone);
    for table in ["announcement", "document", "name", "outbox", "stock_line", "stock_word"] {
        assert!(filled.iter().any(|(name, _)| name == table), "{table} in {filled:?}");
    }
    phone.request();
    phone.answered(401, problem("device-withdrawn"));
    assert_eq!(rows(&phone), []);
}
