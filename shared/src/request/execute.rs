//! Executing what a person does to a request.

use crate::author::Author;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::writer::write;
use crate::document_kind::DocumentKind;
use crate::kind::Kind as _;
use crate::kind::checks::{Fits, at_most, note, room_for_photo};
use crate::kind::command::{KindCommand, Written};
use crate::kind::error::CommandError;
use crate::limits::NOTE_CHARS_MAX;
use crate::request::checks::{new_request, request_field};
use crate::request::command::RequestCommand;
use crate::request::document::{Request, is_request_number};
use crate::request::places::SHAPE;

impl KindCommand for RequestCommand {
    fn document_kind(&self) -> DocumentKind {
        Request::KIND
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "request-create",
            Self::Number(_) => "request-number",
            Self::Correct(_) => "request-correct",
            Self::AddPhoto(_) => "request-add-photo",
            Self::LinkWorkOrder(_) => "request-link-work-order",
            Self::Close { .. } => "request-close",
        }
    }

    fn creates(&self) -> bool {
        matches!(self, Self::Create(_))
    }

    fn effects(&self) -> Vec<(&'static str, Effect)> {
        use Effect::{Create, Insert, Put};
        match self {
            Self::Create(_) => vec![("", Create)],
            Self::Number(_) => vec![("number", Insert)],
            Self::Correct(_) => vec![("title", Put)],
            Self::AddPhoto(_) => vec![("photos/*", Insert)],
            Self::LinkWorkOrder(_) => vec![("work_order", Put)],
            Self::Close { .. } => vec![("closed", Put)],
        }
    }

    fn execute(&self, document: &mut Document, author: Author) -> Result<Written, CommandError> {
        check(document, self)?;
        write(document, author, &SHAPE, |w| {
            let mut fact = None;
            match self {
                Self::Create(new) => Request::write_new(w, new)?,
                Self::Number(number) => Request::write_number(w, number)?,
                Self::Correct(fields) => {
                    fields.iter().try_for_each(|field| Request::write_field(w, &field.left))?;
                }
                Self::AddPhoto(facts) => fact = Some(Request::write_photo(w, facts)?),
                Self::LinkWorkOrder(order) => Request::write_work_order(w, *order)?,
                Self::Close { reason } => Request::write_closed(w, reason)?,
            }
            Ok(fact)
        })
    }
}

/// What a command needs to be true of the request.
fn check(document: &Document, command: &RequestCommand) -> Fits {
    match command {
        RequestCommand::Create(new) => new_request(new)?,
        RequestCommand::Number(number) => {
            if Request::read(document)?.number.is_some() || !is_request_number(number) {
                return Err(CommandError::WrongMoment);
            }
        }
        RequestCommand::Correct(fields) => {
            let request = Request::read(document)?;
            for field in fields {
                request_field(&field.left, &request.description)?;
                field.unchanged_meanwhile(&request.field_like(&field.left))?;
            }
        }
        RequestCommand::AddPhoto(photo) => {
            room_for_photo(Request::read(document)?.photos.len())?;
            at_most(&photo.caption, NOTE_CHARS_MAX)?;
        }
        RequestCommand::LinkWorkOrder(order) => {
            let known = Request::read(document)?;
            if known.closed.is_some() || known.work_order.is_some_and(|linked| linked != *order) {
                return Err(CommandError::AnsweredAlready);
            }
        }
        RequestCommand::Close { reason } => {
            note(reason)?;
            let known = Request::read(document)?;
            if known.closed.is_some() || known.work_order.is_some() {
                return Err(CommandError::AnsweredAlready);
            }
        }
    }
    Ok(())
}
