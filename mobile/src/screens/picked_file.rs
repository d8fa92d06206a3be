//! Files that were picked as pictures, and those that could not be used.

use crate::client::failure::BadPicture;
use crate::screens::route::Route;

/// A file that was picked: its name and what it holds.
#[derive(Clone, PartialEq)]
pub(crate) struct PickedFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A picture that could not be used.
#[derive(Clone, PartialEq)]
pub(crate) struct RefusedPicture {
    /// The screen it was picked on.
    pub(crate) at: Route,
    pub(crate) name: String,
    pub(crate) why: BadPicture,
}
