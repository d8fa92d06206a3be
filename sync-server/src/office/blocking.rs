//! Work that blocks, done where no other request waits for it.

use crate::office::page_error::PageError;

/// Does what blocks off the threads that answer.
///
/// # Errors
/// [`PageError::Broken`] when it ended in the middle.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, PageError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| PageError::Broken)
}
