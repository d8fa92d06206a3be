//! What every handler has at hand, and who is asking.

use std::sync::Arc;

use crate::engine::Engine;
use crate::http::app_files::PhoneApp;
use crate::photos::PhotoFiles;

pub use crate::http::counters::Counters;

/// What every handler has at hand.
#[derive(Clone)]
pub struct App {
    /// The server's replica.
    pub engine: Engine,
    /// The photos.
    pub photos: PhotoFiles,
    /// The phone app's files.
    pub phone: PhoneApp,
    /// What is counted.
    pub counters: Arc<Counters>,
}
