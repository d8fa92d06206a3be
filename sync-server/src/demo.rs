//! The demo commune.
use std::net::SocketAddr;

use crate::sync::{Engine, EngineError};

/// Fills.
///
/// # Errors
/// [`EngineError`].
pub async fn fill(_engine: &Engine) -> Result<(), EngineError> {
    Ok(())
}

/// Welcome.
///
/// # Errors
/// [`EngineError`].
pub async fn welcome(_engine: &Engine, _address: SocketAddr) -> Result<String, EngineError> {
    Ok(String::new())
}
