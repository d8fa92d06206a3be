//! What the screens need of the platform they run on. The shell provides it.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use dioxus::html::FileData;
use futures_channel::mpsc;
use shared::{DeviceId, Language, Timestamp};

use crate::client::answer::Answer;
use crate::client::ask::Ask;
use crate::client::failure::{BadPicture, Failure};
use crate::client::notice::Notice;
use crate::client::passkey::{PasskeyAsked, PasskeySecret};
use crate::client::pin::{AskedPin, Unlocking};
use crate::client::status::Appearance;

/// An answer that comes later, with the bytes beside it.
pub type LaterAnswer = Pin<Box<dyn Future<Output = (Answer, Option<Vec<u8>>)>>>;

/// A picture's file, read later.
pub type LaterFile = Pin<Box<dyn Future<Output = Result<Vec<u8>, BadPicture>>>>;

/// The phrases of a language, a Fluent text, read later.
pub type LaterWords = Pin<Box<dyn Future<Output = Option<String>>>>;

/// A passkey that is made later, and what it gives.
pub type LaterPasskey = Pin<Box<dyn Future<Output = Result<(PasskeyAsked, PasskeySecret), NoPasskey>>>>;

/// What a passkey gives, later.
pub type LaterSecret = Pin<Box<dyn Future<Output = Option<PasskeySecret>>>>;

/// Why there is no passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPasskey {
    /// The browser gives no key from one.
    NoKey,
    /// The person, or the phone, did not give it.
    NotGiven,
}

/// What the platform can do.
#[derive(Clone)]
pub struct Platform {
    /// Asks the replica, with bytes beside the question.
    pub ask: Rc<dyn Fn(Ask, Option<Vec<u8>>) -> LaterAnswer>,
    /// Takes the replica over from another tab.
    pub take_over: Rc<dyn Fn()>,
    /// Asks the platform to keep the data; the replica is told.
    pub keep: Rc<dyn Fn()>,
    /// Tells the replica that nothing else is kept of the office.
    pub forgotten: Rc<dyn Fn()>,
    /// Says to a locked phone what somebody typed to open it; it answers by an event.
    pub unlock: Rc<dyn Fn(Unlocking)>,
    /// Whether the phone's own lock (fingerprint, face, screen lock) can be asked at all.
    pub has_passkeys: fn() -> bool,
    /// Makes a passkey for this device, in place of the one it had; right after a tap.
    pub make_passkey: fn(DeviceId) -> LaterPasskey,
    /// Has a passkey give its secret; right after a tap.
    pub ask_passkey: fn(&PasskeyAsked) -> LaterSecret,
    /// Has a locked phone begin anew, without anything that is on it.
    pub start_over: Rc<dyn Fn()>,
    /// Has the phone lock itself after so many minutes without a touch; none, never.
    pub lock_after: fn(Option<u32>),
    /// Files that were picked are in the replica: a lock need not wait for them any more.
    pub picked: fn(),
    /// Starts again with the newer version of the app.
    pub use_new_version: fn(),
    /// The wall clock.
    pub now: fn() -> Timestamp,
    /// Minutes to add to UTC for the phone's own time, at some moment.
    pub offset_minutes: fn(Timestamp) -> i32,
    /// 64 random bits.
    pub entropy: fn() -> u64,
    /// Keeps a short text under a name, at once, outside the replica; none takes it away.
    pub keep_text: fn(&str, Option<&str>),
    /// The texts kept under names that begin so, with their names.
    pub kept_texts: fn(&str) -> Vec<(String, String)>,
    /// Returns after so many milliseconds.
    pub sleep: fn(u32) -> Pin<Box<dyn Future<Output = ()>>>,
    /// The address of the screen: `#/order/…`.
    pub address: fn() -> String,
    /// Goes to another screen.
    pub go: fn(&str),
    /// Lays something over the screen: the phone's own Back takes it away, and leaves the screen.
    pub cover: fn(),
    /// Goes back, as the phone's own Back does.
    pub back: fn(),
    /// All of a file that was picked as a picture, up to [`crate::limits::PICTURE_FILE_BYTES_MAX`].
    pub read_picture: fn(FileData) -> LaterFile,
    /// An address bytes can be downloaded from, by media type and name.
    pub file_address: fn(&[u8], &str, &str) -> String,
    /// Whether files go out by the share sheet, because nothing can be downloaded.
    pub must_share: fn() -> bool,
    /// Opens the share sheet with these files, right after a tap.
    pub share: fn(&[String]),
    /// Whether this is a tab on an iPhone, which shares nothing with the app on its home screen.
    pub is_iphone_tab: fn() -> bool,
    /// Loads the app again.
    pub start_again: fn(),
    /// The language to begin with, the one chosen last or one that the person reads, and its phrases.
    pub first_words: fn() -> (Language, String),
    /// The phrases of a language; none when they are neither kept on the phone nor to be had.
    pub fetch_words: fn(Language) -> LaterWords,
    /// What this phone would be called in a list.
    pub device_name: fn() -> String,
    /// Puts two names in the order of a dictionary, numbers by value.
    pub compare: fn(&str, &str) -> Ordering,
    /// How far down the screen is, in pixels.
    pub scrolled: fn() -> f64,
    /// Goes that far down.
    pub scroll_to: fn(f64),
    /// Brings what has this id into view, clear of what is fixed to the edges.
    pub focus: fn(&str),
    /// The same, with the caret in its first field.
    pub enter: fn(&str),
    /// Tells the document its language, appearance and title.
    pub show: fn(&str, Appearance, &str),
}

/// What the shell tells the screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlatformEvent {
    /// The replica is open.
    Ready,
    /// The phone is locked, and asks for its PIN.
    Locked(AskedPin),
    /// The replica cannot be opened, and why.
    Broken(Failure),
    /// The replica tells something.
    Notice(Notice),
    /// The address changed.
    Address(String),
    /// Somebody went back, or on: what lies over the screen goes.
    Moved,
    /// The app is being put away: what is half written is to be saved now.
    Leaving,
}

/// Where the screens hear it; taken once.
#[derive(Clone)]
pub struct PlatformEvents(pub Rc<RefCell<Option<mpsc::UnboundedReceiver<PlatformEvent>>>>);
