//! Executing what an administrator writes in the catalogue.

use crate::author::Author;
use crate::catalogue::checks::entry;
use crate::catalogue::command::CatalogueCommand;
use crate::catalogue::document::Catalogue;
use crate::catalogue::places::SHAPE;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::kind::Kind as _;
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;

impl KindCommand for CatalogueCommand {
    fn document_kind(&self) -> DocumentKind {
        Catalogue::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create => "catalogue-create",
            Self::Put(_) => "catalogue-put",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create)
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        match self {
            Self::Create => vec![("", Effect::Create)],
            Self::Put(_) => vec![("teams/*", Effect::Put)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        if let Self::Put(entries) = self {
            entries.iter().try_for_each(entry)?;
        }
        write(document, author, &SHAPE, |w| {
            match self {
                Self::Create => Catalogue::write_new(w)?,
                Self::Put(entries) => {
                    entries.iter().try_for_each(|entry| Catalogue::write_entry(w, entry))?;
                }
            }
            Ok(None)
        })
    }
}
