//! Executing what the office writes in a building's history.

use crate::author::Author;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::history::command::HistoryCommand;
use crate::history::document::History;
use crate::history::places::SHAPE;
use crate::kind::Kind as _;
use crate::kind::checks::lines;
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;

impl KindCommand for HistoryCommand {
    fn document_kind(&self) -> DocumentKind {
        History::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create { .. } => "history-create",
            Self::Record(_) => "history-record",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create { .. })
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        match self {
            Self::Create { .. } => vec![("", Effect::Create)],
            Self::Record(_) => vec![("lines/*", Effect::Insert)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        match self {
            Self::Create { building, organisation } => write(document, author, &SHAPE, |w| {
                History::write_new(w, *building, *organisation)?;
                Ok(None)
            }),
            Self::Record(line) => {
                lines([&line.number, &line.summary])?;
                let history = History::read(document)?;
                write(document, author, &SHAPE, |w| Ok(Some(history.write_line(w, line)?)))
            }
        }
    }
}
