//! Drafts, and the tokens under which an act is done at most once.

use serde::{Deserialize, Serialize};
use shared::Timestamp;

/// A random number that stands for one act of a person, however often the act is asked for.
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
