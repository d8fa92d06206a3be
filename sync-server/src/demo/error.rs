//! Why the demo could not be filled or shown.

use shared::DocumentError;
use shared::command::CommandError;

use crate::engine::error::EngineError;

/// Why the demo could not be filled or shown.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// There are people in the data directory already.
    #[error("the data directory is in use already: the demo fills only an empty one")]
    NotEmpty,
    /// The engine says no.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A command of the demo is not possible.
    #[error("a command of the demo is not possible: {0}")]
    Command(#[from] CommandError),
    /// A document of the demo does not read as its kind.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A photo cannot be written.
    #[error("a photo cannot be written: {0}")]
    Photo(#[from] std::io::Error),
    /// A picture cannot be drawn.
    #[error("a picture cannot be drawn: {0}")]
    Picture(String),
    /// A line of the demo's texts is not understood.
    #[error("demo text {name}, line {line} is not understood")]
    Text {
        /// The text.
        name: &'static str,
        /// Its line, from 1.
        line: usize,
    },
    /// Something the demo counts on is not there.
    #[error("the demo lacks this: {0}")]
    Missing(&'static str),
}
