//! What screens and replica say to each other: plain messages, so that the replica can live in
//! a worker or a thread and the screen never waits for it. Deliberately absent: SQL, Automerge,
//! and anything about the platform.

use serde::{Deserialize, Serialize};
use shared::building::Building;
use shared::catalogue::Catalogue;
use shared::command::Command;
use shared::document::photo::PhotoPhase;
use shared::document::priority::Priority;
use shared::history::HistoryLine;
use shared::work_order::WorkOrder;
use shared::work_order::status::Status;
use shared::{
    AssetId, Day, DeviceId, DocumentId, DocumentKind, FactId, ItemId, Language, PersonId, QuantityRange,
    Role, Sha256, StockItemId, Timestamp,
};

/// What a screen asks of the replica. Every question gets one [`Answer`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// How things stand: answered with [`Answer::PhoneStatus`].
    PhoneStatus,
    /// Make this phone a device of the person the code was made for.
    Enrol {
        /// What the person typed or the link carried.
        code: String,
        /// A name for the list of devices: `Chrome, Android`.
        device_name: String,
    },
    /// The same with the last code, though work waits here ([`Failure::WorkWaits`]): should the code be
    /// another person's, that is erased.
    EnrolAnyway,
    /// My work orders: [`Answer::Today`].
    Today {
        /// Today, by the phone's calendar.
        today: Day,
    },
    /// Orders, buildings and assets that contain every word: [`Answer::Found`].
    Search {
        /// What was typed so far.
        text: String,
    },
    /// One work order with everything its screen shows: [`Answer::WorkOrder`].
    WorkOrder(DocumentId),
    /// One building with everything its screen shows: [`Answer::Building`].
    Building(DocumentId),
    /// Buildings to choose from, where one probably stands first, for the form that reports a defect:
    /// [`Answer::Buildings`].
    Buildings {
        /// What was typed so far; empty, all of them.
        text: String,
        /// Today, by the phone's calendar.
        today: Day,
    },
    /// The catalogue: [`Answer::Catalogue`].
    Catalogue,
    /// What is on this phone and not yet at the office: [`Answer::ToSend`].
    ToSend,
    /// Do something: [`Answer::Saved`] once it is on disk.
    Execute {
        /// The document; none to begin one.
        document: Option<DocumentId>,
        /// What to do.
        command: Command,
    },
    /// The same for [`Ask::Execute`] and [`Ask::AddPhoto`], at most once: asked again under the same
    /// token, the first [`Answer::Saved`] is given again. The draft it was written in is gone once it is
    /// saved, and its photos are attached.
    Once(Once, Box<Ask>),
    /// Every draft: [`Answer::Drafts`].
    Drafts,
    /// Keep what was typed so far: [`Answer::Done`] once it is on disk, [`Answer::Saved`] when it was used
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
    /// Prepare the picture that travels beside this message and keep it with a draft: [`Answer::Done`].
    KeepDraftPhoto {
        /// The draft.
        key: String,
        /// Stands for the picture; asked again, it is kept once.
        photo: Token,
    },
    /// The small picture of a draft's photo: [`Answer::Picture`].
    DraftPhoto(Token),
    /// Take a photo out of its draft.
    DropDraftPhoto(Token),
    /// Prepare and attach the picture that travels beside this message: [`Answer::Saved`].
    AddPhoto {
        /// The work order or request.
        document: DocumentId,
        /// What it shows of the work.
        phase: PhotoPhase,
        /// A line of explanation.
        caption: String,
    },
    /// The bytes of a picture, if they are on this phone or can be had: [`Answer::Picture`].
    Picture(Sha256),
    /// One of the files that hold everything that waits, counted from 0: [`Answer::Copy`].
    SaveCopy(u32),
    /// A text that was set aside has been read, and is needed no more: [`SetAside::id`].
    DealtWith(i64),
    /// Talk to the office now, if there is a network.
    SyncNow,
    /// The same, and send again what the office refused of photos: it may know better now.
    TryAgain,
    /// Use this language from now on.
    ChooseLanguage(Language),
    /// Use this appearance from now on.
    ChooseAppearance(Appearance),
}

/// What the replica answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Nothing more to say.
    Done,
    /// How things stand.
    PhoneStatus(PhoneStatus),
    /// My work orders.
    Today(Today),
    /// What a search found.
    Found(Vec<Found>),
    /// Buildings to choose from.
    Buildings(Buildings),
    /// One work order.
    WorkOrder(Box<WorkOrderView>),
    /// One building.
    Building(Box<BuildingView>),
    /// The catalogue.
    Catalogue(Box<Catalogue>),
    /// What is not yet at the office.
    ToSend(ToSend),
    /// Every draft.
    Drafts(Vec<Draft>),
    /// It is on disk.
    Saved {
        /// The document.
        document: DocumentId,
        /// The fact that was added, if one was.
        fact: Option<FactId>,
    },
    /// The picture's bytes travel beside this message: JPEG.
    Picture,
    /// The file's bytes travel beside this message.
    Copy {
        /// A name for the file.
        file_name: String,
        /// How many files it takes.
        files: u32,
    },
    /// It was not done.
    Failed(Failure),
}

/// Stands for one act of a person, however often it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Token(pub u64);

/// An act that is done at most once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Once {
    /// The same each time it is asked for.
    pub token: Token,
    /// The draft that it uses up.
    pub draft: Option<String>,
}

/// What somebody typed or chose and has not used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The form it stands in.
    pub key: String,
    /// Its fields, as the screen wrote them; empty when there are only photos.
    pub form: String,
    /// The token it will be used under.
    pub token: Token,
    /// When it was kept last.
    pub at: Timestamp,
    /// Its photos, oldest first.
    pub photos: Vec<Token>,
}

/// What the replica tells without being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// These documents changed; screens showing them ask again.
    Changed(Vec<DocumentId>),
    /// The situation changed.
    PhoneStatus(PhoneStatus),
    /// A picture that was asked for has arrived.
    Picture(Sha256),
    /// The phone did not become a device.
    NotEnrolled(Failure),
    /// Another tab owns the replica.
    OtherTab,
    /// A new version of the app is ready to be used.
    NewVersion,
}

/// Light, dark, or as the phone is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Appearance {
    /// As the phone is set.
    #[default]
    Automatic,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Who this phone belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The device.
    pub device: DeviceId,
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// Where the conversation with the office stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// Nothing is under way.
    #[default]
    Idle,
    /// Talking to the office.
    Talking,
    /// The office cannot be reached; normal in a cellar.
    OutOfReach,
    /// What the office answered could not be kept here: the phone is full, or its storage fails.
    NoRoom,
    /// The office let its owner out; what waits here is kept until it lets them in again.
    Blocked,
    /// The office does not know this device any more, or withdrew it.
    Withdrawn,
    /// The office speaks a newer protocol: the app must be updated.
    UpdateNeeded,
}

impl Contact {
    /// Whether nothing can be said to the office now, and it is tried again from time to time.
    #[must_use]
    pub const fn is_stuck(self) -> bool {
        matches!(self, Self::OutOfReach | Self::NoRoom | Self::Blocked)
    }
}

/// How far the office is with withdrawing this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawal {
    /// The phone delivers what it holds, gets nothing more, and nothing is written on it.
    HandingOver,
    /// The office has everything; the phone erases its copy at its next contact, or has done so.
    Drained,
    /// The phone has erased its copy.
    Erased,
}

/// How things stand, for the one place every screen shows it in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PhoneStatus {
    /// Who this phone belongs to; none before enrolment.
    pub owner: Option<Owner>,
    /// Work orders, requests and the like of which something is saved here and not yet at the office: what
    /// people count.
    pub things_waiting: u32,
    /// Changes saved here and not yet at the office.
    pub changes_waiting: u32,
    /// Photos (and thumbnails) saved here and not yet at the office.
    pub photos_waiting: u32,
    /// Their size.
    pub photo_bytes_waiting: u64,
    /// Where the conversation with the office stands.
    pub contact: Contact,
    /// An answer of the office is still coming in, part by part.
    pub receiving: bool,
    /// When the office last answered.
    pub last_contact: Option<Timestamp>,
    /// Whether the browser promised to keep the data; none when it was not asked yet.
    pub kept: Option<bool>,
    /// Changes the office refused, set aside and readable.
    pub set_aside: u32,
    /// Whether the office is withdrawing this phone, or has done so.
    pub withdrawal: Option<Withdrawal>,
    /// The language chosen on this phone, if one was.
    pub language: Option<Language>,
    /// The appearance chosen on this phone.
    pub appearance: Appearance,
}

/// A work order in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The document.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// What is to be done.
    pub title: String,
    /// The building's name.
    pub building: String,
    /// The building's place, street and number.
    pub address: String,
    /// The administration it is for, short.
    pub organisation: String,
    /// How pressing it is.
    pub priority: Priority,
    /// [`shared::work_order::status::State::name`].
    pub state: String,
    /// The last day to do it.
    pub due: Option<Day>,
    /// Whether something of it is not yet at the office.
    pub waiting: bool,
    /// Whether nobody opened it here yet, nor began it.
    pub new: bool,
}

/// My work orders: what is to do, in four groups, and what is done and not yet approved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Today {
    /// Urgent, whatever its day.
    pub urgent: Vec<OrderLine>,
    /// Due before today.
    pub overdue: Vec<OrderLine>,
    /// Due today, in progress or sent back.
    pub today: Vec<OrderLine>,
    /// The rest.
    pub later: Vec<OrderLine>,
    /// Finished, approved or cancelled, newest first.
    pub done: Vec<OrderLine>,
}

/// Something a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where it leads: a work order or a building.
    pub document: DocumentId,
    /// Which of the two.
    pub kind: DocumentKind,
    /// The asset, when that is what was found.
    pub asset: Option<AssetId>,
    /// Its first line.
    pub title: String,
    /// Its second line.
    pub detail: String,
}

/// Buildings to choose from, as many as a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Buildings {
    /// Where one probably stands first, then by name.
    pub list: Vec<BuildingLine>,
    /// Whether there are more than the list shows.
    pub more: bool,
}

/// A building in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingLine {
    /// The document.
    pub id: DocumentId,
    /// Its name.
    pub name: String,
    /// Its place, street and number.
    pub address: String,
    /// Why one probably stands there.
    pub near: Option<Near>,
}

/// Why somebody probably stands in a building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Near {
    /// An order there is in progress.
    AtWork,
    /// An order there is for today.
    Today,
}

/// How far a photo is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhotoState {
    /// On this phone; the change that mentions it has not gone either.
    Saved,
    /// On this phone, in line to be sent.
    Waiting,
    /// Being sent.
    Sending {
        /// Of the photo's size.
        sent_bytes: u64,
    },
    /// The office has it and its hash is right.
    AtOffice,
    /// The office refused it.
    NeedsAttention {
        /// The problem's type, a key of the locale files: `photo-not-an-image`, …
        problem: String,
    },
    /// A colleague's photo, not on this phone.
    Elsewhere,
}

/// One work order with everything its screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOrderView {
    /// The document.
    pub id: DocumentId,
    /// What it says.
    pub order: WorkOrder,
    /// What its facts add up to.
    pub status: Status,
    /// The building, if it is on this phone.
    pub building: Option<Building>,
    /// The state of each photo, without corrections.
    pub photos: Vec<(FactId, PhotoState)>,
    /// What was taken from stores on this phone, for work of the same nature first, newest first.
    pub used_last: Vec<StockItemId>,
    /// Whether something of it is not yet at the office.
    pub waiting: bool,
}

/// One building with everything its screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingView {
    /// The document.
    pub id: DocumentId,
    /// What the register says.
    pub building: Building,
    /// The last interventions, newest first.
    pub history: Vec<HistoryLine>,
    /// My work orders there.
    pub orders: Vec<OrderLine>,
    /// Those of them that are at one of its assets and not approved yet: no history has them.
    pub at_assets: Vec<(AssetId, OrderLine)>,
    /// Defects of its assets that the owner reported and nobody has dealt with, newest first.
    pub defects: Vec<DefectLine>,
    /// Whether something of it is not yet at the office.
    pub waiting: bool,
}

/// A defect that was reported, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefectLine {
    /// Of which asset.
    pub asset: AssetId,
    /// What is wrong.
    pub title: String,
    /// When it was reported.
    pub at: Timestamp,
}

/// Something that is not yet at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The document.
    pub document: DocumentId,
    /// Its kind; none when only photos are left of it, because the office refused it.
    pub kind: Option<DocumentKind>,
    /// What people call it.
    pub title: String,
    /// How many changes of it wait.
    pub changes: u32,
    /// Their size.
    pub change_bytes: u64,
    /// The files of its photos that wait, thumbnails among them: hash, size, state.
    pub photos: Vec<(Sha256, u64, PhotoState)>,
    /// The same without thumbnails: the photos people took, each once.
    pub pictures: Vec<(Sha256, u64, PhotoState)>,
    /// When the oldest of it was saved.
    pub since: Timestamp,
}

/// A version of a document that the office did not accept, as text to read and copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Its number on this phone.
    pub id: i64,
    /// The document.
    pub document: DocumentId,
    /// What people call it.
    pub title: String,
    /// The reason, [`shared::wire::RefusalReason::name`], a key of the locale files.
    pub reason: String,
    /// What was written, as text.
    pub text: String,
    /// When it was refused.
    pub at: Timestamp,
    /// Whether the office took it over since: it is in the document again.
    pub taken_over: bool,
}

/// What is saved on this phone and not yet at the office.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ToSend {
    /// Item by item, oldest first; empty: this phone can be handed back.
    pub items: Vec<Waiting>,
    /// What the office did not accept.
    pub set_aside: Vec<SetAside>,
    /// When the office last answered.
    pub last_contact: Option<Timestamp>,
    /// Whether the browser promised to keep the data.
    pub kept: Option<bool>,
}

/// Why a picture cannot be used. Each has a sentence in the locale files that says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadPicture {
    /// The file cannot be read, or holds nothing: perhaps it is not on the phone, but in a cloud.
    Unreadable,
    /// The file is larger than a picture.
    TooManyBytes {
        /// Its size.
        megabytes: u32,
    },
    /// The picture is too large to be opened.
    TooManyPixels {
        /// Its size.
        megapixels: u32,
    },
    /// The file is no picture.
    NotAPicture,
    /// An iPhone's usual format, which this browser does not open.
    Heic,
    /// AVIF of a kind this browser does not open.
    Avif,
    /// Another kind of picture that this browser does not open.
    OtherKind,
    /// The picture is cut short or damaged.
    Damaged,
}

/// Why something was not done. Each has a sentence in the locale files that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The document is not on this phone.
    NotHere,
    /// Required items of the checklist have no answer.
    AnswersMissing(Vec<ItemId>),
    /// The work has to be begun first.
    NotStarted,
    /// The order's state does not let this happen.
    NotPossibleWhile(String),
    /// This person's role does not let this happen.
    NotAllowed,
    /// A text is too long or missing.
    BadText {
        /// The most characters it may have; 0 when it is missing.
        chars_max: u32,
    },
    /// A quantity that nobody can mean.
    OutOfRange(QuantityRange),
    /// A day that nobody can mean.
    ImplausibleDay,
    /// The office is withdrawing this phone: nothing more is written on it.
    BeingWithdrawn,
    /// There are as many of them as one document holds.
    TooMany {
        /// The limit.
        max: u32,
    },
    /// A newer version of the app wrote the document.
    NewerVersion,
    /// The picture cannot be used.
    BadPicture(BadPicture),
    /// There is no such code.
    BadCode,
    /// The code was used, is too old, or too many were tried: the problem's name, a key of the
    /// locale files.
    CodeRefused(String),
    /// Work of this phone's owner, by name, is not yet at the office.
    WorkWaits(String),
    /// The office cannot be reached.
    OutOfReach,
    /// The app did not start, or stopped: what the browser says of it.
    NotStartedUp(String),
    /// The app takes longer to open than usual.
    SlowStart,
    /// Another window holds the data and does not let go of it.
    HeldElsewhere,
    /// The phone is full.
    Full,
    /// The phone's storage fails, or holds what was not written.
    Storage,
    /// Anything else; for the log.
    Other(String),
}
