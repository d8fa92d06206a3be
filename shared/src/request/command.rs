//! The commands on a request.

use serde::{Deserialize, Serialize};

use crate::document::photo::PhotoFacts;
use crate::id::DocumentId;
use crate::kind::revision::Revision;
use crate::request::document::{NewRequest, RequestField};

/// What a person can do to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestCommand {
    /// Report a need. The document must be empty.
    Create(Box<NewRequest>),
    /// Attach a picture.
    AddPhoto(PhotoFacts),
    /// Give it the number by which people ask for it: once.
    #[serde(skip)]
    Number(String),
    /// Correct what was written down, as a form was left, beside how it was shown.
    #[serde(skip)]
    Correct(Vec<Revision<RequestField>>),
    /// Say which work order answers it.
    #[serde(skip)]
    LinkWorkOrder(DocumentId),
    /// Close it without work.
    #[serde(skip)]
    Close {
        /// Why.
        reason: String,
    },
}
