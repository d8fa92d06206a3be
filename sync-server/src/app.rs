//! The state of the server that all handlers share.

use std::sync::Arc;

use crate::engine::thread::Engine;
use crate::http::app_files::PhoneApp;
use crate::photos::PhotoFiles;

pub use crate::http::counters::Counters;

/// The state that all handlers share.
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
