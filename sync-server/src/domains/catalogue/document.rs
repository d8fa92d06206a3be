//! The catalogue as its live document says.

use shared::catalogue::Catalogue;

use crate::engine::Engine;
use crate::engine::error::EngineError;

/// The catalogue; an empty one when there is none that can be read.
///
/// # Errors
/// [`EngineError`] when the engine cannot hand out its document.
pub(crate) async fn catalogue(engine: &Engine) -> Result<Catalogue, EngineError> {
    let document = engine.document(Catalogue::ID).await?;
    Ok(document.and_then(|document| Catalogue::read(&document).ok()).unwrap_or_default())
}
