//! Everybody's cards.

use shared::person::{Person, PersonCommand};
use shared::{Command, DocumentKind};

use crate::demo::calendar::Calendar;
use crate::demo::error::DemoError;
use crate::demo::name::Names;
use crate::demo::people::{Member, People};
use crate::demo::record::Record;
use crate::engine::import::ImportedDocument;

/// A card for each person.
pub(crate) fn documents(
    people: &People,
    names: &Names,
    calendar: &Calendar,
) -> Result<Vec<ImportedDocument>, DemoError> {
    let writer = people.called("admin")?.writer;
    let card = |member: &Member| {
        let mut record = Record::new(DocumentKind::Person, Person::card(member.id), member.login);
        let begin = Command::Person(PersonCommand::Create(member.card(names)));
        record.does(writer, calendar.at(118, 9 * 60 + 2), begin)?;
        Ok(record.finished())
    };
    people.members.iter().map(card).collect()
}
