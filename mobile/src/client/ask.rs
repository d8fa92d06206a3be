//! The questions and orders of screens to the replica.

use serde::{Deserialize, Serialize};
use shared::command::Command;
use shared::document::photo::PhotoPhase;
use shared::{Day, DocumentId, Language, NatureId, Sha256, StockItemId};

use crate::client::draft::{Once, Token};
use crate::client::pin::{NewPasskey, PinChange};
use crate::client::status::Appearance;

/// A question or an order of a screen to the replica. Each gets exactly one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Asks for the status of the phone: answered with `Answer::PhoneStatus`.
    PhoneStatus,
    /// Make this phone a device of the person the code was made for.
    Enrol {
        /// What the person typed or the link carried.
        code: String,
        /// A name for the list of devices: `Chrome, Android`.
        device_name: String,
    },
    /// Enrols with the last code although unsent work waits here (`Failure::WorkWaits`). If the code
    /// belongs to another person, that work is erased.
    EnrolAnyway,
    /// My work orders: `Answer::Today`.
    Today {
        /// Today, by the phone's calendar.
        today: Day,
    },
    /// Orders, buildings and assets that contain every word: `Answer::Found`.
    Search {
        /// What was typed so far.
        text: String,
    },
    /// One work order with everything its screen shows: `Answer::WorkOrder`.
    WorkOrder(DocumentId),
    /// One building with everything its screen shows: `Answer::Building`.
    Building(DocumentId),
    /// Buildings to choose from, where one probably stands first, for the form that reports a defect:
    /// `Answer::Buildings`.
    Buildings {
        /// What was typed so far; empty, all of them.
        text: String,
        /// Today, by the phone's calendar.
        today: Day,
    },
    /// Things in stores to choose from, what was taken last on this phone first: `Answer::Stock`, at most
    /// [`STOCK_OFFERED_MAX`](crate::limits::STOCK_OFFERED_MAX).
    Stock {
        /// What was typed so far.
        text: String,
        /// The nature of the work.
        nature: NatureId,
        /// What is chosen: it is among them, found or not.
        chosen: Option<StockItemId>,
    },
    /// What is on this phone and not yet at the office: `Answer::ToSend`.
    ToSend,
    /// Do something: `Answer::Saved` once it is on disk.
    Execute {
        /// The document; none to begin one.
        document: Option<DocumentId>,
        /// What to do.
        command: Command,
    },
    /// Runs an [`Ask::Execute`] or [`Ask::AddPhoto`] at most once. Asked again under the same token, the
    /// replica repeats the first `Answer::Saved` and changes nothing. Saving deletes the draft and
    /// attaches its photos.
    Once(Once, Box<Ask>),
    /// Every draft: `Answer::Drafts`.
    Drafts,
    /// Keep what was typed so far: `Answer::Done` once it is on disk, `Answer::Saved` when it was used
    /// already and is no draft any more.
    KeepDraft {
        /// The form it stands in.
        key: String,
        /// Its fields, as the screen writes them.
        form: String,
        /// The token it will be used under.
        token: Token,
    },
    /// Throw a draft away, with its photos.
    DropDraft(String),
    /// Prepare the picture that travels beside this message and keep it with a draft: `Answer::Done`.
    KeepDraftPhoto {
        /// The draft.
        key: String,
        /// Stands for the picture; asked again, it is kept once.
        photo: Token,
    },
    /// The small picture of a draft's photo: `Answer::Picture`.
    DraftPhoto(Token),
    /// Take a photo out of its draft.
    DropDraftPhoto(Token),
    /// Prepare and attach the picture that travels beside this message: `Answer::Saved`.
    AddPhoto {
        /// The work order or request.
        document: DocumentId,
        /// What it shows of the work.
        phase: PhotoPhase,
        /// A line of explanation.
        caption: String,
    },
    /// The bytes of a picture, if they are on this phone or can be had: `Answer::Picture`.
    Picture(Sha256),
    /// One of the files that hold everything that waits, counted from 0: `Answer::Copy`.
    SaveCopy(u32),
    /// Drops a rejected text that a person has dealt with, by its number on this phone: answered with `Done`.
    DealtWith(i64),
    /// Somebody has read of the new phones in their name: `Answer::Done`.
    SawOtherPhones,
    /// Talk to the office now, if there is a network.
    SyncNow,
    /// Syncs like [`Ask::SyncNow`], and sends photos that the office refused once more.
    TryAgain,
    /// Use this language from now on.
    ChooseLanguage(Language),
    /// Use this appearance from now on.
    ChooseAppearance(Appearance),
    /// Set, change or take away the PIN: `Answer::Done` once it is on disk. Whoever holds the keyring answers it.
    ChangePin(PinChange),
    /// Have a passkey open the phone beside its PIN, or none any more: `Answer::Done` once it is on disk. Whoever holds the
    /// keyring answers it.
    ChangePasskey(Option<NewPasskey>),
}

impl Ask {
    /// Whether a locked phone answers too: nothing of what it holds is shown by it, and nothing that was typed or
    /// photographed is lost.
    #[must_use]
    pub fn is_for_a_locked_phone(&self) -> bool {
        match self {
            Self::PhoneStatus
            | Self::Enrol { .. }
            | Self::EnrolAnyway
            | Self::SyncNow
            | Self::TryAgain
            | Self::ChooseLanguage(_)
            | Self::ChooseAppearance(_)
            | Self::Drafts
            | Self::KeepDraft { .. }
            | Self::DropDraft(_)
            | Self::KeepDraftPhoto { .. }
            | Self::DropDraftPhoto(_)
            // Taken a moment before it locked itself.
            | Self::AddPhoto { .. } => true,
            Self::Once(_, ask) => matches!(**ask, Self::AddPhoto { .. }),
            Self::Today { .. }
            | Self::Search { .. }
            | Self::WorkOrder(_)
            | Self::Building(_)
            | Self::Buildings { .. }
            | Self::Stock { .. }
            | Self::ToSend
            | Self::Execute { .. }
            | Self::DraftPhoto(_)
            | Self::Picture(_)
            | Self::SaveCopy(_)
            | Self::DealtWith(_)
            | Self::SawOtherPhones
            | Self::ChangePin(_)
            | Self::ChangePasskey(_) => false,
        }
    }
}
