//! Executing what a person does to an announcement.

use crate::announcement::command::AnnouncementCommand;
use crate::announcement::document::Announcement;
use crate::announcement::places::SHAPE;
use crate::author::Author;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::kind::Kind as _;
use crate::kind::checks::{day, note};
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;

impl KindCommand for AnnouncementCommand {
    fn document_kind(&self) -> DocumentKind {
        Announcement::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "announcement-create",
            Self::Read => "announcement-read",
            Self::Withdraw => "announcement-withdraw",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create(_))
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        match self {
            Self::Create(_) => vec![("", Effect::Create)],
            Self::Read => vec![("readings/*", Effect::Insert)],
            Self::Withdraw => vec![("withdrawn", Effect::Put)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        match self {
            Self::Create(new) => {
                note(&new.text)?;
                day(Some(new.until))?;
                write(document, author, &SHAPE, |w| Ok(Announcement::write_new(w, new).map(|()| None)?))
            }
            Self::Read if Announcement::read(document)?.is_read_by(author.person) => Ok((None, None)),
            Self::Read => write(document, author, &SHAPE, |w| Ok(Announcement::write_reading(w).map(Some)?)),
            Self::Withdraw if Announcement::read(document)?.withdrawn.is_some() => Ok((None, None)),
            Self::Withdraw => {
                write(document, author, &SHAPE, |w| Ok(Announcement::write_withdrawn(w).map(|()| None)?))
            }
        }
    }
}
