//! Everything a person can do, as commands: imperative, in somebody's name, at some moment.
//! The phone and the server execute the same ones, so there is one way to change a document.
//!
//! What a command does stands in the folder of its noun (`execute.rs`); this file lists the nouns' commands.

use serde::{Deserialize, Serialize};

use crate::announcement::command::AnnouncementCommand;
use crate::building::command::BuildingCommand;
use crate::catalogue::command::CatalogueCommand;
use crate::document::change::LocalChange;
use crate::document::core::Document;
use crate::document::effect::Effect;
use crate::document::error::DocumentError;
use crate::document::photo::PhotoFacts;
use crate::document_kind::DocumentKind;
use crate::history::command::HistoryCommand;
use crate::id::FactId;
use crate::kind::command::KindCommand;
use crate::limits::CHANGE_BYTES_MAX;
use crate::person::command::PersonCommand;
use crate::request::command::RequestCommand;
use crate::stock_list::command::StockListCommand;
use crate::work_order::command::WorkOrderCommand;

pub use crate::author::Author;
pub use crate::kind::error::CommandError;
pub use crate::kind::revision::Revision;

/// What a person can do to a document.
///
/// Written down, as from the page of the phone to its worker, are commands that a phone gives; those of the office are
/// values of the server alone. They stand last, here and in the nouns: a command is told from others by where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// To a work order.
    WorkOrder(WorkOrderCommand),
    /// To a building.
    Building(BuildingCommand),
    /// To a request.
    Request(RequestCommand),
    /// To an announcement.
    Announcement(AnnouncementCommand),
    /// To a history.
    #[serde(skip)]
    History(HistoryCommand),
    /// To the catalogue.
    #[serde(skip)]
    Catalogue(CatalogueCommand),
    /// To a person's card.
    #[serde(skip)]
    Person(PersonCommand),
    /// To a stock list.
    #[serde(skip)]
    StockList(StockListCommand),
}

impl Command {
    /// The command as its noun implements it.
    fn of_kind(&self) -> &dyn KindCommand {
        match self {
            Self::WorkOrder(command) => command,
            Self::Building(command) => command,
            Self::Request(command) => command,
            Self::History(command) => command,
            Self::Catalogue(command) => command,
            Self::Announcement(command) => command,
            Self::Person(command) => command,
            Self::StockList(command) => command,
        }
    }

    /// The command that attaches a photo to a document of this kind; none where there are no photos.
    #[must_use]
    pub fn add_photo(kind: DocumentKind, photo: PhotoFacts) -> Option<Self> {
        match kind {
            DocumentKind::WorkOrder => Some(Self::WorkOrder(WorkOrderCommand::AddPhoto(photo))),
            DocumentKind::Request => Some(Self::Request(RequestCommand::AddPhoto(photo))),
            DocumentKind::Building
            | DocumentKind::History
            | DocumentKind::Catalogue
            | DocumentKind::Announcement
            | DocumentKind::Person
            | DocumentKind::StockList => None,
        }
    }

    /// The kind of document it is for.
    #[must_use]
    pub fn document_kind(&self) -> DocumentKind {
        self.of_kind().document_kind()
    }

    /// Its name in the audit log: `work-order-approve`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.of_kind().name()
    }

    /// Whether it begins a document.
    #[must_use]
    pub fn creates(&self) -> bool {
        self.of_kind().creates()
    }

    /// What it does to the document, for the policy.
    pub(crate) fn effects(&self) -> Vec<(&'static str, Effect)> {
        self.of_kind().effects()
    }
}

/// The result of executing a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Executed {
    /// The change; `None` when the document already said so.
    pub change: Option<LocalChange>,
    /// The fact that was added, if one was.
    pub fact: Option<FactId>,
}

/// Executes `command` on `document` in the author's name. It does not ask whether the author may: that is for
/// the policy.
///
/// # Errors
/// The [`CommandError`] that says what does not let it happen; the document is then as before.
/// [`CommandError::WrongMoment`] when the document is of another kind, or exists already, or does not yet;
/// [`CommandError::TooLong`] when the change would be larger than [`CHANGE_BYTES_MAX`].
pub fn execute(document: &mut Document, command: &Command, author: Author) -> Result<Executed, CommandError> {
    if command.document_kind() != document.kind() || command.creates() != document.is_empty() {
        return Err(CommandError::WrongMoment);
    }
    if document.is_newer() {
        return Err(DocumentError::NewerSchema(document.schema()).into());
    }
    let before = document.clone();
    let (fact, change) = match command {
        Command::WorkOrder(command) => command.execute(document, author),
        Command::Building(command) => command.execute(document, author),
        Command::Request(command) => command.execute(document, author),
        Command::History(command) => command.execute(document, author),
        Command::Catalogue(command) => command.execute(document, author),
        Command::Announcement(command) => command.execute(document, author),
        Command::Person(command) => command.execute(document, author),
        Command::StockList(command) => command.execute(document, author),
    }?;
    // The server would refuse it. A text within its limit, in letters of several bytes, may come to this: it
    // can be written in parts.
    if change.as_ref().is_some_and(|change| change.bytes.len() > CHANGE_BYTES_MAX) {
        *document = before;
        return Err(CommandError::TooLong { chars_max: CHANGE_BYTES_MAX / 8 });
    }
    Ok(Executed { change, fact })
}
