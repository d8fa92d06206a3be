//! The office says something to a team or to everybody: the depot is closed on Friday.

pub mod command;
pub(crate) mod document;
mod execute;
mod kind;
mod places;

pub use command::AnnouncementCommand;
pub use document::{Announcement, NewAnnouncement, Reading};
