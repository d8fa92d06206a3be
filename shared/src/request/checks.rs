//! Whether what a command writes in a request fits.

use crate::kind::checks::{Fits, at_most, edit, line};
use crate::limits::NOTE_CHARS_MAX;
use crate::request::document::{NewRequest, RequestField};

pub(crate) fn new_request(new: &NewRequest) -> Fits {
    line(&new.title)?;
    at_most(&new.description, NOTE_CHARS_MAX)
}

/// A field that is written on a request whose description is now `description`.
pub(crate) fn request_field(field: &RequestField, description: &str) -> Fits {
    match field {
        RequestField::Title(title) => line(title),
        RequestField::Description(text) => edit(description, text, description, NOTE_CHARS_MAX),
        RequestField::Priority(_) | RequestField::Space(_) | RequestField::Asset(_) => Ok(()),
    }
}
