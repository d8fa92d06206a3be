//! What the office announces, and who says that they have read it.

use shared::announcement::{Announcement, AnnouncementCommand as C, NewAnnouncement};
use shared::command::execute;
use shared::limits::NOTE_CHARS_MAX;
use shared::{Command, CommandError, Document, DocumentKind, Role, policy};

use crate::fixture::*;

fn empty() -> Document {
    Document::empty(DocumentKind::Announcement, ANNOUNCEMENT)
}

fn does(replica: &Replica, document: &mut Document, command: C) -> Result<bool, CommandError> {
    let executed = execute(document, &Command::Announcement(command), replica.author())?;
    Ok(executed.change.is_some())
}

#[test]
fn whoever_has_read_it_says_so_once_and_two_phones_side_by_side_do_no_harm() {
    let (office, one, other) = (replica(1), replica(2), replica(3));
    let mut document = announcement(&office);
    let mut elsewhere = document.clone();
    assert!(does(&one, &mut document, C::Read).unwrap());
    assert!(!does(&one, &mut document, C::Read).unwrap(), "said again, it changes nothing");
    let read = Command::Announcement(C::Read);
    let beside = execute(&mut elsewhere, &read, other.author()).unwrap().change.unwrap();
    document.apply(&[&beside.bytes]).unwrap();
    let read = Announcement::read(&document).unwrap();
    assert!(read.is_read_by(one.person) && read.is_read_by(other.person) && !read.is_read_by(office.person));
    assert!(does(&office, &mut document, C::Withdraw).unwrap());
    assert!(!does(&office, &mut document, C::Withdraw).unwrap());
}

#[test]
fn it_says_something_and_ends_on_a_day_that_somebody_can_mean() {
    let office = replica(1);
    let refused = |new: NewAnnouncement| does(&office, &mut empty(), C::Create(Box::new(new))).unwrap_err();
    assert_eq!(refused(new_announcement(" \u{200b} ")), CommandError::Empty);
    let too_long = CommandError::TooLong { chars_max: NOTE_CHARS_MAX };
    assert_eq!(refused(new_announcement(&"é".repeat(NOTE_CHARS_MAX + 1))), too_long);
    let until = "1999-12-31".parse().unwrap();
    assert_eq!(
        refused(NewAnnouncement { until, ..new_announcement("Trop tôt") }),
        CommandError::ImplausibleDay
    );
    let longest = new_announcement(&"é".repeat(NOTE_CHARS_MAX));
    assert!(does(&office, &mut empty(), C::Create(Box::new(longest))).unwrap());
}

#[test]
fn the_office_announces_and_everybody_reads() {
    let create = Command::Announcement(C::Create(Box::new(new_announcement("Bonjour"))));
    for role in Role::ALL {
        let plans = matches!(role, Role::Counter | Role::Supervisor | Role::Administrator);
        assert_eq!(policy::may_execute(role, &create), plans, "{role}");
        assert_eq!(policy::may_execute(role, &Command::Announcement(C::Withdraw)), plans, "{role}");
        assert!(policy::may_execute(role, &Command::Announcement(C::Read)), "{role}");
    }
}

#[test]
fn nobody_says_that_somebody_else_has_read_it() {
    let (office, one, other) = (replica(1), replica(2), replica(3));
    let mut document = announcement(&office);
    let before = document.clone();
    let read = execute(&mut document, &Command::Announcement(C::Read), one.author()).unwrap().change.unwrap();
    assert!(policy::check(&before, &read.bytes, one.person, Role::Technician).is_ok());
    let forged = policy::check(&before, &read.bytes, other.person, Role::Technician);
    assert!(matches!(forged, Err(policy::Violation::ForeignSignature { .. })), "{forged:?}");
}
