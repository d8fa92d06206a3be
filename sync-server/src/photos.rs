//! Photos: named by the SHA-256 of their bytes, received in parts.
//!
//! The address of an upload is the photo's hash, so a phone needs to remember nothing to go on
//! where it stopped. A photo counts as received once its size and hash are right, it decodes
//! within limits, and it is durably in its store. Deliberately absent: the words of HTTP and tus.

pub mod checksum;
pub mod error;
pub mod files;
pub mod folder_store;
pub mod receive;
pub mod store;
pub mod upload;
pub mod uploads;
pub mod verify;

pub use crate::photos::files::PhotoFiles;
pub use crate::photos::folder_store::FolderStore;
pub use crate::photos::store::{PhotoContent, PhotoStore};
pub use crate::photos::verify::verify;
