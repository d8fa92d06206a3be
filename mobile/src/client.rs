//! The messages between screens and replica: plain data, so that the replica can live in a worker or a
//! thread and the screen never waits for it. A screen sends an [`Ask`] and gets one [`Answer`]; the
//! replica sends a [`Notice`] by itself. Deliberately absent: SQL, Automerge, and anything about the
//! platform.

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod draft;
pub(crate) mod failure;
pub(crate) mod list;
pub(crate) mod names;
pub(crate) mod notice;
pub(crate) mod passkey;
pub(crate) mod pin;
pub(crate) mod status;
pub(crate) mod to_send;
pub(crate) mod view;

/// The sources this program was built of. Page and worker of one build understand each other; a phone that lost
/// half of what it kept of the app may start two that are not.
pub(crate) const BUILD: &str = match option_env!("GUICHET_BUILD") {
    Some(build) => build,
    None => "",
};

pub use answer::Answer;
pub use ask::Ask;
pub use draft::{Draft, Once, Token};
pub use failure::{BadPicture, Failure};
pub use list::{BuildingLine, Buildings, DefectLine, Found, Near, OrderLine, StockLine, Today};
pub use names::Names;
pub use notice::Notice;
pub use passkey::{PasskeyAsked, PasskeySecret};
pub use pin::{AskedPin, NewPasskey, Pin, PinChange, Unlocking, WayIn};
pub use status::{Appearance, Contact, Lock, OtherPhone, Owner, PhoneStatus, PinWanted, Withdrawal};
pub use to_send::{RejectedText, ToSend, Waiting};
pub use view::{BuildingView, PhotoState, WorkOrderView};
