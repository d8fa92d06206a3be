//! What the screens need of the platform they run on. The shell provides it.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use futures_channel::mpsc;
use shared::Timestamp;

use crate::client::{Answer, Appearance, Ask, Failure, Notice};

/// An answer that comes later, with the bytes beside it.
pub type LaterAnswer = Pin<Box<dyn Future<Output = (Answer, Option<Vec<u8>>)>>>;

/// What the platform can do.
#[derive(Clone)]
pub struct Platform {
    /// Asks the replica, with bytes beside the question.
    pub ask: Rc<dyn Fn(Ask, Option<Vec<u8>>) -> LaterAnswer>,
    /// Takes the replica over from another tab.
    pub take_over: Rc<dyn Fn()>,
    /// Asks the platform to keep the data; the replica is told.
    pub keep: Rc<dyn Fn()>,
    /// Starts again with the newer version of the app.
    pub use_new_version: fn(),
    /// The wall clock.
    pub now: fn() -> Timestamp,
    /// Minutes to add to UTC for the phone's own time, at some moment.
    pub offset_minutes: fn(Timestamp) -> i32,
    /// Returns after so many milliseconds.
    pub sleep: fn(u32) -> Pin<Box<dyn Future<Output = ()>>>,
    /// The address of the screen: `#/order/…`.
    pub address: fn() -> String,
    /// Goes to another screen.
    pub go: fn(&str),
    /// An address bytes can be downloaded from, by media type.
    pub file_address: fn(&[u8], &str) -> String,
    /// The languages the person reads, best first, separated by commas.
    pub preferred_languages: fn() -> String,
    /// What this phone would be called in a list.
    pub device_name: fn() -> String,
    /// Brings the field with this id into view, to be typed in.
    pub focus: fn(&str),
    /// Tells the document its language, appearance and title.
    pub show: fn(&str, Appearance, &str),
}

/// What the shell tells the screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// The replica is open.
    Ready,
    /// The replica cannot be opened, and why.
    Broken(Failure),
    /// The replica tells something.
    Notice(Notice),
    /// The address changed.
    Address(String),
    /// The app is being put away: what is half written is to be saved now.
    Leaving,
}

/// Where the screens hear it; taken once.
#[derive(Clone)]
pub struct Happenings(pub Rc<RefCell<Option<mpsc::UnboundedReceiver<Happening>>>>);
