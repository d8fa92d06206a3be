//! Executing what an administrator writes on a person's card.

use crate::author::Author;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::kind::Kind as _;
use crate::kind::checks::line;
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;
use crate::person::command::PersonCommand;
use crate::person::document::Person;
use crate::person::places::SHAPE;

impl KindCommand for PersonCommand {
    fn document_kind(&self) -> DocumentKind {
        Person::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "person-create",
            Self::Change(_) => "person-change",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create(_))
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        match self {
            Self::Create(_) => vec![("", Effect::Create)],
            Self::Change(_) => vec![("name", Effect::Put), ("team", Effect::Put)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        let (Self::Create(person) | Self::Change(person)) = self;
        line(&person.name)?;
        let known = if self.creates() { None } else { Some(Person::read(document)?) };
        write(document, author, &SHAPE, |w| {
            match &known {
                None => person.write_new(w)?,
                Some(known) => person.write_over(w, known)?,
            }
            Ok(None)
        })
    }
}
