//! The state of the server that all handlers share.

use std::sync::Arc;

use crate::accounts::device_token::TokenLife;
use crate::audit_head::HeadPlaces;
use crate::engine::thread::Engine;
use crate::http::app_differences::AppDifferences;
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
    /// The differences between them and what was served before.
    pub differences: AppDifferences,
    /// How long a phone may stay away.
    pub tokens: TokenLife,
    /// What is counted.
    pub counters: Arc<Counters>,
    /// Where heads of the audit log are written.
    pub head_places: HeadPlaces,
    /// Days after which what a phone offered after a restore is declined, if nobody decides.
    pub offer_days: u32,
}
